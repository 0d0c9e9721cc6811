"""Tables on disk: the one place that imports pyarrow, and late."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np

from povsim.errors import DamageError, PovsimError
from povsim.fields import Field
from povsim.history import Table, Values
from povsim.store import disk
from povsim.tables import SCHEMA

Hash = Any
"""A hashlib object."""


def arrow(name: str, table: Table, fields: Sequence[Field]) -> Any:
    """One table as an arrow table, its columns (rows,) in the order of `fields`, whose words travel as metadata."""
    import pyarrow

    schema = _schema(name, tuple(fields))
    try:
        columns = [pyarrow.array(table[each.name], type=each.type, from_pandas=False) for each in schema]
    except (pyarrow.ArrowTypeError, pyarrow.ArrowInvalid) as fault:
        raise PovsimError(f"table {name}: {fault}") from fault
    empty = [f.name for f, column in zip(fields, columns, strict=True) if column.null_count]
    if empty:
        raise PovsimError(f"table {name}: no value in some rows of {', '.join(empty)}")
    return pyarrow.Table.from_arrays(columns, schema=schema)


@lru_cache(maxsize=256)
def _schema(name: str, fields: tuple[Field, ...]) -> Any:
    """The arrow schema of a table with these columns."""
    import pyarrow

    kinds = [pyarrow.field(f.name, _kind(f.dtype), nullable=False, metadata=_words(f)) for f in fields]
    return pyarrow.schema(kinds, metadata={"povsim_table": name, "povsim_schema": str(SCHEMA)})


def write(file: BinaryIO, table: Any) -> None:
    """Write an arrow table as the store keeps it."""
    import pyarrow.parquet

    kinds = {name: str(table.schema.field(name).type) for name in table.column_names}
    pyarrow.parquet.write_table(
        table, file, compression="zstd", use_dictionary=[name for name, kind in kinds.items() if kind == "string"],
        use_byte_stream_split=[name for name, kind in kinds.items() if kind in ("double", "float")],
    )


def packed(table: Any) -> bytes:
    """An arrow table as bytes, for the way to another process."""
    import pyarrow

    sink = pyarrow.BufferOutputStream()
    with pyarrow.ipc.new_stream(sink, table.schema) as stream:
        stream.write_table(table)
    return bytes(sink.getvalue().to_pybytes())


def unpacked(content: bytes) -> Any:
    """What `packed` has made of an arrow table."""
    import pyarrow

    return pyarrow.ipc.open_stream(content).read_all()


def stacked(tables: Sequence[Any]) -> Any:
    """Tables with equal columns below each other."""
    import pyarrow

    return pyarrow.concat_tables(tables)


def _kind(dtype: str) -> Any:
    """The arrow type of a column."""
    import pyarrow

    return pyarrow.string() if dtype == "str" else pyarrow.from_numpy_dtype(np.dtype(dtype))


def _words(field: Field) -> dict[str, str]:
    """What a column means, as metadata of the file."""
    counts = field.unit if field.unit in ("persons", "households") else ""
    money = "nominal" if field.unit == "fen" or field.unit.startswith("yuan") else ""
    words = {"unit": field.unit, "meaning": field.meaning, "chinese": field.chinese}
    words |= {"counts": counts, "basis": field.basis, "prices": money}
    return {key: value for key, value in words.items() if value}


def read(paths: Iterable[Path], columns: Sequence[str] | None = None) -> Any:
    """Read files of one table, or some columns, as one arrow table; a column that only some have is null in the others."""
    import pyarrow
    import pyarrow.parquet

    parts = []
    for path in paths:
        try:
            with disk.reading(path) as file:  # whose name need not be UTF-8 to this process
                whole = pyarrow.parquet.ParquetFile(pyarrow.BufferReader(file.read()), pre_buffer=False)
            missing = [name for name in columns or () if name not in whole.schema_arrow.names]
            if missing:
                raise ValueError(f"has no column {', '.join(missing)}")
            # No thread of arrow's may be left when the process ends, for that aborts it; `read_table` starts some, asked or not.
            parts.append(whole.read(columns=columns, use_threads=False))
        except (pyarrow.ArrowException, ValueError) as fault:
            raise DamageError([f"{path}: cannot be read ({str(fault).splitlines()[0]})"]) from fault
    return parts[0] if len(parts) == 1 else pyarrow.concat_tables(parts, promote_options="permissive")


def arrays(table: Any) -> Table:
    """The columns of an arrow table as NumPy arrays (rows,); text as objects."""
    return {name: _array(table[name]) for name in table.column_names}


def _array(column: Any) -> Values:
    """One arrow column as a NumPy array."""
    values = column.to_numpy()
    return np.asarray(values, dtype=object) if _is_text(column) else values


def _is_text(column: Any) -> bool:
    """Whether an arrow column holds text."""
    return str(column.type) in ("string", "large_string")


class Rows:
    """A table's logical content, whatever the layout of its file: names, types and canonical bytes, for a digest."""

    def __init__(self, table: Any) -> None:
        self._columns = [(name, *_canonical(table[name])) for name in sorted(table.column_names)]

    def feed(self, digest: Hash, start: int, stop: int) -> None:
        """Feed these rows to a hash."""
        for name, kind, values in self._columns:
            digest.update(f"{name}:{kind}:{stop - start}\n".encode())
            digest.update(values[start:stop].tobytes())


def feed(digest: Hash, table: Any) -> None:
    """Feed the whole of a table to a hash."""
    Rows(table).feed(digest, 0, table.num_rows)


def _canonical(column: Any) -> tuple[str, Values]:
    """The type and the values of a column: little-endian numbers with one NaN and one zero; text as a hash a row."""
    if _is_text(column):
        return "str", _hashed(column)
    values = column.to_numpy()
    if values.dtype.kind == "f":
        values = np.where(np.isnan(values), np.nan, values + 0.0)
    return str(values.dtype), np.ascontiguousarray(values, values.dtype.newbyteorder("<"))


def _hashed(column: Any) -> Values:
    """A fixed-length hash of each word, row by row."""
    short = column.combine_chunks().dictionary_encode()
    words = short.dictionary.to_pylist()
    known = np.array([hashlib.sha256(word.encode()).digest() for word in words], dtype="V32")
    return known[short.indices.to_numpy()] if words else known


def by_run(table: Any) -> dict[str, tuple[int, int]]:
    """The rows of every run of a table, from and to; those of a run stand together."""
    import pyarrow.compute as compute

    many = compute.value_counts(table["run_id"].combine_chunks())
    found, start = {}, 0
    for each in many.to_pylist():
        found[each["values"]] = (start, start + each["counts"])
        start += each["counts"]
    return found


def stretches(table: Any, ends: Sequence[tuple[int, int]]) -> Any:
    """The rows of these stretches of a table, from and to, one after the other."""
    import pyarrow

    return pyarrow.concat_tables([table.slice(start, stop - start) for start, stop in ends])


def totals(table: Any, keys: Sequence[str], values: Sequence[str]) -> dict[tuple[Any, ...], tuple[int, ...]]:
    """Exact sums of whole-number columns by keys: {key values: sums}."""
    made = table.group_by(list(keys), use_threads=False).aggregate([(value, "sum") for value in values])
    sums = [made[f"{value}_sum"].to_pylist() for value in values]
    return dict(zip(zip(*(made[key].to_pylist() for key in keys), strict=True), zip(*sums, strict=True), strict=True))


def counts(table: Any, keys: Sequence[str]) -> dict[tuple[Any, ...], int]:
    """The number of rows by keys."""
    made = table.group_by(list(keys), use_threads=False).aggregate([([], "count_all")])
    found = zip(*(made[key].to_pylist() for key in keys), strict=True)
    return dict(zip(found, made["count_all"].to_pylist(), strict=True))


def extremes(table: Any, key: str, value: str, kind: str) -> dict[Any, Any]:
    """The `min` or `max` of a column by a key."""
    made = table.group_by(key, use_threads=False).aggregate([(value, kind)])
    return dict(zip(made[key].to_pylist(), made[f"{value}_{kind}"].to_pylist(), strict=True))


def is_whole(table: Any, name: str) -> bool:
    """Whether a column counts something: 64-bit whole numbers."""
    return str(table[name].type) == "int64"


def rows(table: Any) -> list[dict[str, Any]]:
    """The rows of a small table."""
    found: list[dict[str, Any]] = table.to_pylist()
    return found


def select(table: Any, column: str, words: Sequence[Any]) -> Any:
    """The rows whose column holds one of the words."""
    import pyarrow
    import pyarrow.compute as compute

    return table.filter(compute.is_in(table[column], value_set=pyarrow.array(list(words), type=table[column].type)))


def write_plain(path: Path, table: Any) -> None:
    """Write an arrow table as Parquet, for `export`."""
    import pyarrow.parquet

    with open(path, "wb") as file:
        pyarrow.parquet.write_table(table, file, compression="zstd")


def write_csv(path: Path, table: Any, safe: Callable[[str], str]) -> None:
    """Write an arrow table as UTF-8 CSV with a byte-order mark; every text passes through `safe`."""
    import pyarrow
    import pyarrow.csv

    columns = [_spelt(table[name], safe) for name in table.column_names]
    with open(path, "wb") as file:
        file.write(b"\xef\xbb\xbf")
        pyarrow.csv.write_csv(pyarrow.Table.from_arrays(columns, names=table.column_names), file)
        file.flush()


def _spelt(column: Any, safe: Callable[[str], str]) -> Any:
    """A column for CSV: text made safe word by word, no value as an empty cell."""
    import pyarrow
    import pyarrow.compute as compute

    if not _is_text(column):
        return compute.if_else(compute.is_nan(column), None, column) if str(column.type) in ("double", "float") else column
    short = column.combine_chunks().dictionary_encode()
    words = pyarrow.array([safe(word) for word in short.dictionary.to_pylist()], pyarrow.string())
    return words.take(short.indices)
