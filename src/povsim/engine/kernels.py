"""The one place that imports numba: compiling kernels, and the primitives inside them.

Kernels are compiled without fastmath and with `noalias`: a rule writes its own row's table
and reads its parents', each array passed once, so no two arguments overlap (the law of
design). Without it half of the rules lose their packed instructions.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import re
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numba
import numpy as np
from llvmlite import binding, ir
from numba import njit, types
from numba.core.compiler import CompilerBase, DefaultPassBuilder
from numba.extending import intrinsic

from povsim.maths import formula_text

float64 = np.float64
word = np.uint64

binding.set_option("", "-force-vector-interleave=4")  # four vectors of rows at once hide the latency of long formulas


class _NoAlias(CompilerBase):  # type: ignore[misc]
    """Numba's usual pipeline, with the promise that array arguments do not overlap."""

    def define_pipelines(self) -> list[Any]:
        """The passes, after setting the flag."""
        self.state.flags.noalias = True
        return [DefaultPassBuilder.define_nopython_pipeline(self.state)]


def kernel(function: Callable[..., Any]) -> Any:
    """Compile a generated loop: no GIL, NumPy's division, cached beside its text."""
    return njit(nogil=True, cache=True, error_model="numpy", no_cfunc_wrapper=True, pipeline_class=_NoAlias)(function)


@intrinsic  # type: ignore[untyped-decorator]
def to_bits(_context: Any, _x: Any) -> Any:
    """The 64 bits of a double."""

    def make(_target: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
        return builder.bitcast(arguments[0], ir.IntType(64))

    return types.uint64(types.float64), make


@intrinsic  # type: ignore[untyped-decorator]
def from_bits(_context: Any, _bits: Any) -> Any:
    """The double with these 64 bits."""

    def make(_target: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
        return builder.bitcast(arguments[0], ir.DoubleType())

    return types.float64(types.uint64), make


@intrinsic  # type: ignore[untyped-decorator]
def choose(_context: Any, _test: Any, yes: Any, no: Any) -> Any:
    """One of two values without a branch: LLVM's select, which vectorises where a branch may not."""

    def make(_target: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
        return builder.select(*arguments)

    return yes(types.boolean, yes, no), make


def _unary(name: str) -> Any:
    def declare(_context: Any, _x: Any) -> Any:
        def make(_target: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
            function = builder.module.declare_intrinsic(f"llvm.{name}", [ir.DoubleType()])
            return builder.call(function, arguments)

        return types.float64(types.float64), make

    return intrinsic(declare)


root = _unary("sqrt")
trunc = _unary("trunc")
magnitude = _unary("fabs")


def cache_folder() -> Path:
    """Where compiled kernels are kept: POVSIM_CACHE, the user's cache folder, or a temporary one."""
    home = os.environ.get("HOME")
    wishes = [os.environ.get("POVSIM_CACHE"), os.environ.get("XDG_CACHE_HOME"), home and f"{home}/.cache"]
    owner = os.getuid() if hasattr(os, "getuid") else 0
    for wish in [*wishes, f"{tempfile.gettempdir()}/povsim-{owner}"]:
        if wish:
            folder = Path(wish) / ("kernels" if wish == wishes[0] else "povsim/kernels")
            try:
                folder.mkdir(parents=True, exist_ok=True)
            except OSError:
                continue
            if os.access(folder, os.W_OK):
                return folder
    return Path(tempfile.mkdtemp(prefix="povsim-"))


def compile_text(name: str, text: str) -> Any:
    """The compiled kernel of a generated text, from the cache where it is known.

    The file is named by the hash of the text, of the primitives and formulas behind it and of numba's version, so
    that a change compiles anew what it touches and nothing else.
    """
    processor = os.environ.get("NUMBA_CPU_NAME", "")
    seen = "\n".join([text, formula_text(), Path(__file__).read_text("utf-8"), numba.__version__, processor])
    module_name = f"{name}_{hashlib.sha256(seen.encode()).hexdigest()[:20]}"
    if module_name not in sys.modules:
        file = cache_folder() / f"{module_name}.py"
        if not file.exists():
            _write_aside(file, text)
        spec = importlib.util.spec_from_file_location(module_name, file)
        if spec is None or spec.loader is None:
            raise ImportError(str(file))
        module = importlib.util.module_from_spec(spec)
        sys.modules[module_name] = module
        spec.loader.exec_module(module)
    return sys.modules[module_name].run


def _write_aside(file: Path, text: str) -> None:
    handle, temporary = tempfile.mkstemp(dir=file.parent, prefix=".new-")
    with os.fdopen(handle, "w", encoding="utf-8") as out:
        out.write(text)
    os.replace(temporary, file)


ARITHMETIC = re.compile(r"\tv?(?:add|sub|mul|div|sqrt|fn?m\w+|max|min)pd\s")
PACKED = re.compile(r"\tv?(?:cmp|cvt)\w*2?pd\s|%[yz]mm")


def packed_arithmetic(run: Any) -> int:
    """How many instructions of a freshly compiled kernel compute with several doubles at once."""
    return sum(len(ARITHMETIC.findall(text)) for text in run.inspect_asm().values())


def packed_instructions(run: Any) -> int:
    """How many of its instructions compare, convert, move or compute several numbers at once."""
    lines = (line for text in run.inspect_asm().values() for line in text.splitlines())
    return sum(PACKED.search(line) is not None for line in lines)
