"""The one place that imports numba: compiling kernels, and the primitives inside them.

Kernels are compiled without fastmath and with `noalias`: a rule writes its own row's table
and reads its parents', each array passed once, so no two arguments overlap (the law of
design). Without it half of the rules lose their packed instructions.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import re
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Sequence
from functools import cache
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


def inline(function: Callable[..., Any]) -> Any:
    """Compile a formula that kernels call."""
    return njit(nogil=True, error_model="numpy")(function)


@inline
def low64(value: Any) -> Any:
    """The lowest 64 bits: unsigned arithmetic wraps by itself."""
    return value


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


Job = tuple[str, str, tuple[str, ...]]
"""A kernel to be compiled: its name, its text, and its arguments: `word`, `number`, or the dtype of an array."""
LONGEST = 40
"""Letters of a kernel's name that stand in the name of its file, which a file system keeps to 255 bytes."""
ENOUGH = 8
"""So many unknown kernels are worth processes of their own."""


def compile_text(name: str, text: str) -> Any:
    """The kernel of a generated text, compiled at its first call or read from the cache where it is known."""
    file = _file(name, text)
    if file.stem not in sys.modules:
        if not file.exists():
            _write_aside(file, text)
        spec = importlib.util.spec_from_file_location(file.stem, file)
        if spec is None or spec.loader is None:
            raise ImportError(str(file))
        module = importlib.util.module_from_spec(spec)
        sys.modules[file.stem] = module
        spec.loader.exec_module(module)
    return sys.modules[file.stem].run


def _file(name: str, text: str) -> Path:
    """Where a kernel's text is kept.

    The file is named by the hash of the text, of the primitives and formulas behind it, of numba's version and of the
    processor, so that a change compiles anew what it touches and nothing else.
    """
    return _folder() / f"{name[:LONGEST]}_{hashlib.sha256((text + _behind()).encode()).hexdigest()[:20]}.py"


@cache
def _folder() -> Path:
    return cache_folder()


@cache
def _behind() -> str:
    processor = os.environ.get("NUMBA_CPU_NAME", "") + os.environ.get("NUMBA_CPU_FEATURES", "")
    return "\n".join(["", formula_text(), Path(__file__).read_text("utf-8"), numba.__version__, processor])


BLANKS: dict[str, Any] = {"word": np.uint64(0), "number": 0.0, "table": np.empty((0, 0))}
"""What stands for the arguments of a job that are no column."""


def compile_ahead(jobs: Sequence[Job]) -> None:
    """Compile kernels that the cache does not know, on all processors, so that a first run need not wait for one."""
    known = {file.name.partition(".run-")[0] for file in _folder().glob("__pycache__/*.nbi")}
    unknown = [job for job in jobs if _file(*job[:2]).stem not in known]
    if len(unknown) < ENOUGH:
        return
    unknown.sort(key=lambda job: (-len(job[1]), job[0]))
    many = min(os.cpu_count() or 1, 1 + len(unknown) // ENOUGH)
    helpers = [_helper(unknown[share::many]) for share in range(1, many)]
    try:
        _compile(unknown[::many])
        for _, thread in helpers:
            thread.join()
    finally:
        for helper, _ in helpers:
            helper.kill()
            helper.wait()


def _helper(jobs: Sequence[Job]) -> tuple[subprocess.Popen[bytes], threading.Thread]:
    """A process that compiles these jobs, and the thread that hands them over and waits."""
    command = [sys.executable, "-c", "from povsim.engine.kernels import compile_given; compile_given()"]
    environment = {**os.environ, "POVSIM_CACHE": str(_folder().parent), "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    quiet = subprocess.DEVNULL
    helper = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=quiet, stderr=quiet, env=environment)
    thread = threading.Thread(target=helper.communicate, args=(json.dumps(jobs).encode(),), daemon=True)
    thread.start()
    return helper, thread


def compile_given() -> None:
    """Compile the jobs that stand on the standard input: what a helping process does."""
    _compile(json.load(sys.stdin))


def _compile(jobs: Sequence[Job]) -> None:
    for name, text, arguments in jobs:
        compile_text(name, text)(0, 0, *(BLANKS[each] if each in BLANKS else np.empty(0, each) for each in arguments))


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
