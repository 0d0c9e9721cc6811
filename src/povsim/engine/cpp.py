"""A lowered rule as C++: an independent check of its bits, and a yardstick of its speed.

The text is the same straight lines that numba compiles, for the compilers of the machine.
No result ever comes from here.
"""

from __future__ import annotations

import ctypes
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from povsim.columns import PARENT
from povsim.engine.emit import CPP_CHOOSE, CppText, Signature, clip_lines, signature
from povsim.engine.lowered import Lowered
from povsim.plugin import Schema

COMPILERS = ("g++", "clang++")
FLAGS = ("-std=c++17", "-O3", "-march=native", "-ffp-contract=off", "-fno-math-errno", "-fno-trapping-math", "-shared", "-fPIC")
"""Exactly rounded arithmetic in the order of the text; the two further flags only let square roots and selects be packed."""
WIDE = "-mprefer-vector-width=512"

HEAD = """\
#include <cmath>
#include <cstdint>
#include <cstring>

static inline std::uint64_t to_bits(double x) { std::uint64_t bits; std::memcpy(&bits, &x, 8); return bits; }
static inline double from_bits(std::uint64_t bits) { double x; std::memcpy(&x, &bits, 8); return x; }
static inline double root(double x) { return std::sqrt(x); }
static inline double magnitude(double x) { return std::fabs(x); }
using std::trunc;
"""
TYPES = {"float64": "double", "float32": "float", **{f"int{bits}": f"std::int{bits}_t" for bits in (8, 16, 32, 64)}}

def cpp_name(lowered: Lowered) -> str:
    """What a rule's function is called in C++."""
    return "_".join(lowered.rule.words)


def cpp_text(rules: Sequence[Lowered], schema: Schema) -> str:
    """A C++ file with a function for every rule, called with the arguments of its kernel, in the same order."""
    return "\n".join([HEAD, *(_function(each, schema) for each in rules)])


def _function(lowered: Lowered, schema: Schema) -> str:
    sign = signature(lowered)
    head = f'extern "C" void {cpp_name(lowered)}({", ".join(_arguments(lowered, sign, schema))})'
    body = "\n".join(f"        {line}" for line in [*_loads(lowered, sign), *_lines(lowered, schema)])
    return f"{head} {{\n    for (std::int64_t i = start; i < stop; ++i) {{\n{body}\n    }}\n}}\n"


def _arguments(lowered: Lowered, sign: Signature, schema: Schema) -> list[str]:
    found = ["const std::int64_t start", "const std::int64_t stop", "const std::uint64_t key"]
    found.append("const std::uint64_t *__restrict ids")
    found += [f"const std::uint32_t *__restrict up_{level}" for level in sign.above]
    found += [f"const double s_{name}" for name in sign.settings]
    written = {f"{lowered.rule.level}.{name}" for name in lowered.stores}
    for path in sign.columns:
        held = TYPES[schema.columns[path].dtype]
        found.append(f"{'' if path in written else 'const '}{held} *__restrict c_{path.replace('.', '_')}")
    return [*found, *(["double *__restrict answers"] if lowered.answer is not None else [])]


def _loads(lowered: Lowered, sign: Signature) -> list[str]:
    at = {lowered.rule.level: "i", **{each: f"at_{each}" if PARENT[each] else "0" for each in sign.parents}}
    lines = [f"const std::int64_t at_{each} = up_{each}[i];" for each in sign.above]
    if lowered.draws:
        lines.append("const std::uint64_t identity = ids[i];")
    for path, local in sorted(lowered.loads.items()):
        lines.append(f"const double {local} = static_cast<double>(c_{path.replace('.', '_')}[{at[path.partition('.')[0]]}]);")
    return lines


def _lines(lowered: Lowered, schema: Schema) -> list[str]:
    text, level = CppText(), lowered.rule.level
    lines = [f"const auto {name} = {text.write(value)};" for name, value in lowered.lines]
    for name, value in lowered.stores.items():
        column = schema.columns[f"{level}.{name}"]
        clipped, last = clip_lines(f"store_{name}", f"value_{name}", column, CPP_CHOOSE)
        lines.append(f"const double value_{name} = {text.write(value)};")
        lines += [f"const double {local} = {held};" for local, held in clipped]
        lines.append(f"c_{level}_{name}[i] = static_cast<{TYPES[column.dtype]}>({last});")
    if lowered.answer is not None:
        lines.append(f"answers[i] = {text.write(lowered.answer)};")
    return lines


def compilers() -> tuple[str, ...]:
    """The C++ compilers that this machine has."""
    return tuple(each for each in COMPILERS if shutil.which(each))


def build(text: str, compiler: str, folder: Path, flags: Sequence[str] = FLAGS) -> ctypes.CDLL:
    """Compile a text in a folder of one's own; a rule's function is the library's attribute `cpp_name`."""
    source, library = folder / "rules.cpp", folder / f"{compiler}{len(list(folder.iterdir()))}.so"
    source.write_text(text, "utf-8")
    subprocess.run([compiler, *flags, "-o", str(library), str(source)], check=True, capture_output=True)
    return ctypes.CDLL(str(library))


def spans(start: int, stop: int) -> tuple[ctypes.c_int64, ctypes.c_int64]:
    """The first two arguments: from this row to before that one."""
    return ctypes.c_int64(start), ctypes.c_int64(stop)


def converted(arguments: Sequence[Any]) -> list[Any]:
    """A kernel's arguments as C has them; the arrays must live as long as the call."""
    return [_converted(each) for each in arguments]


def _converted(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        return ctypes.c_void_p(value.ctypes.data)
    return ctypes.c_uint64(int(value)) if isinstance(value, np.uint64) else ctypes.c_double(value)
