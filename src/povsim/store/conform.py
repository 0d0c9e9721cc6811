"""Does a history fit the schema of the tables?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import numpy as np

from povsim.errors import PovsimError, nearest
from povsim.fields import Field
from povsim.history import History, Table, Values
from povsim.tables import NEEDED, OPEN, TABLES

Checked = dict[str, tuple[Table, tuple[Field, ...]]]
"""Tables as they go to disk, each with the fields it has, in order."""


def conform(history: History, run_id: str | Values, names: Sequence[str] = ()) -> Checked:
    """Check the tables of a history against `tables.TABLES` and put `run_id` first; these tables, or all of a single run.

    With an array of run ids, one a row (rows,), the tables are those of many runs.
    Raises PovsimError that names the table and column: whoever made the history is wrong.
    """
    for name in history.tables:
        if name not in TABLES:
            raise PovsimError(f"no table is called '{name}'{nearest(name, TABLES)}")
    missing = [name for name in names or NEEDED if name not in history.tables]
    if missing:
        raise PovsimError(f"a run must have the tables {', '.join(missing)}")
    measures = history.notes.get("measures", {})
    return {name: _table(name, history.tables[name], measures, run_id) for name in sorted(names or history.tables)}


def _table(name: str, columns: Table, measures: Mapping[str, Any], run_id: str | Values) -> tuple[Table, tuple[Field, ...]]:
    fields = _fields(name, columns, measures)
    lengths = {len(columns[field.name]) for field in fields}
    if len(lengths) > 1:
        raise PovsimError(f"table {name}: columns of different lengths {sorted(lengths)}")
    first = Field("run_id", "str", "text", "run", "运行编号")
    made = {"run_id": np.full(max(lengths), run_id, dtype=object)}
    made |= {field.name: _values(name, field, columns[field.name]) for field in fields}
    return made, (first, *fields)


def _fields(name: str, columns: Table, measures: Mapping[str, Any]) -> tuple[Field, ...]:
    """The fields that a table has: those of the schema in its order, then the further ones by name."""
    known = {field.name: field for field in TABLES[name]}
    missing = [field.name for field in known.values() if field.required and field.name not in columns]
    if missing:
        raise PovsimError(f"table {name}: no column {', '.join(missing)}")
    further = sorted(column for column in columns if column not in known)
    for column in further:
        if name not in OPEN or (name not in ("runs", "outputs") and column not in measures):
            raise PovsimError(f"table {name}: no column is called '{column}'{nearest(column, known)}")
        if (dtype := _dtype(columns[column])) not in OPEN[name]:
            raise PovsimError(f"table {name}: column {column} must be one of {', '.join(OPEN[name])}, not {dtype}")
    extra = (_further(column, _dtype(columns[column]), measures.get(column, {})) for column in further)
    return (*(field for field in known.values() if field.name in columns), *extra)


def _further(name: str, dtype: str, words: Mapping[str, str]) -> Field:
    return Field(name, dtype, words.get("unit", ""), words.get("meaning", name), words.get("chinese", name))


def _dtype(values: Values) -> str:
    """The schema's word for the type of an array."""
    return _word(values.dtype)


@cache
def _word(dtype: np.dtype[Any]) -> str:
    return "str" if dtype.kind in "OU" else str(dtype)


def _values(name: str, field: Field, values: Values) -> Values:
    """The column in its declared type, where that loses nothing."""
    if values.ndim != 1:
        raise PovsimError(f"table {name}: column {field.name} has {values.ndim} dimensions")
    if field.dtype == "str" and values.dtype.kind in "OU":
        return values.astype(object)
    if field.dtype == "str" or not np.can_cast(values.dtype, field.dtype, "safe"):
        raise PovsimError(f"table {name}: column {field.name} must be {field.dtype}, not {values.dtype}")
    return values.astype(field.dtype, copy=False)
