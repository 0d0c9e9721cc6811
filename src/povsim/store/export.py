"""Tables for other programs: CSV, Excel and Parquet that are safe to open.  导出

A text cell that a spreadsheet would take for a formula gets an apostrophe in front; numbers
stay numbers. CSV begins with a byte-order mark, without which Excel misreads Chinese.
In Excel, ids are text, because it keeps only 15 digits of a number.
"""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from povsim.errors import Fault, InputError, TooLargeError
from povsim.history import Values
from povsim.store import disk, parquet
from povsim.store.outlet import outlet
from povsim.store.results import Results
from povsim.tables import TABLES, Format, label

MOST_ROWS = 1_048_576
"""Rows of an Excel sheet, the heading included."""

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "\N{FULLWIDTH EQUALS SIGN}", "\N{FULLWIDTH PLUS SIGN}",
           "\N{FULLWIDTH HYPHEN-MINUS}", "\N{FULLWIDTH COMMERCIAL AT}")
"""A cell that begins like this may be run as a formula."""


def export(folder: str | Path, table: str, kind: Format, out: Path | None = None, *, village: int | None = None) -> Path:
    """Write one table of a results folder to a file, whole or not at all; returns its path, <folder>_<table>.<kind> by default.

    With a village, its rows alone. Raises InputError where there is no such table, village or place, DamageError where
    the results are damaged or incomplete, TooLargeError where Excel cannot hold the rows.
    """
    results = Results(folder)
    results.holding(table)
    named = table if village is None else f"{table}_{village}"
    chosen = out or Path(f"{Path(folder).resolve().name}_{named}.{kind.value}")
    place = outlet(chosen)
    found = results.arrow(table) if village is None else _of_village(folder, table, results.arrow(table), village)
    if kind is Format.xlsx and found.num_rows + 1 > MOST_ROWS:
        rows = f"{found.num_rows:,} rows, and Excel holds {MOST_ROWS - 1:,}"
        raise TooLargeError(f"{table}: {rows}; export it with --format csv or parquet")
    with disk.resources(chosen), disk.whole(place) as aside:
        _WRITERS[kind](aside, found, table)
    return chosen


def _of_village(folder: str | Path, table: str, found: Any, village: int) -> Any:
    """The rows of one village."""
    if "village_id" not in found.column_names:
        raise InputError([Fault(str(folder), None, "", f"table '{table}' does not say to which village its rows belong")])
    rows = parquet.select(found, "village_id", [village])
    if not rows.num_rows:
        raise InputError([Fault(str(folder), None, "", f"table '{table}' has no row of a village {village}")])
    return rows


def safe(cell: str) -> str:
    """A text cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def _csv(path: Path, found: Any, table: str) -> None:
    parquet.write_csv(path, found, safe)


def _parquet(path: Path, found: Any, table: str) -> None:
    parquet.write_plain(path, found)


def _xlsx(path: Path, found: Any, table: str) -> None:
    """One sheet of values, and one that says what each column means, in two languages."""
    from openpyxl import Workbook

    _prove_room()
    book = Workbook(write_only=True)
    sheet = book.create_sheet(table)
    sheet.append(list(found.column_names))
    for row in _rows(found):
        sheet.append(row)
    words = book.create_sheet("columns")
    words.append(["column", "unit", "meaning", "含义"])
    units = {field.name: field.unit for field in TABLES.get(table, ())}
    for name in found.column_names:
        words.append([safe(word) for word in (name, units.get(name, ""), label(table, name), label(table, name, "zh"))])
    whole = BytesIO()  # openpyxl leaves a file open where the disk is full
    book.save(whole)
    path.write_bytes(whole.getbuffer())


def _prove_room() -> None:
    """Rows of Excel wait in a temporary file; raises OSError where no folder has room for one."""
    try:
        tempfile.gettempdir()
    except FileNotFoundError:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)) from None


def _rows(found: Any) -> Iterator[tuple[Any, ...]]:
    columns = parquet.arrays(found)
    yield from zip(*(_cells(columns[name]) for name in found.column_names), strict=True)


def _cells(column: Values) -> list[Any]:
    """A column as Excel takes it: safe text without control characters, ids as text, no value as an empty cell."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    if column.dtype == object:
        known = {word: safe(ILLEGAL_CHARACTERS_RE.sub(" ", word)) for word in dict.fromkeys(column.tolist()) if word is not None}
        return [known.get(word) for word in column.tolist()]
    if column.dtype.kind == "f":
        return [value if abs(value) < float("inf") else None for value in column.tolist()]
    return [str(value) for value in column.tolist()] if str(column.dtype) == "uint64" else column.tolist()


_WRITERS = {Format.csv: _csv, Format.xlsx: _xlsx, Format.parquet: _parquet}
