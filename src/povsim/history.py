"""The result of a simulation: tables of columns, and notes beside them.  模拟历史"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

Values = NDArray[Any]
"""One column, shape (rows,): numbers, or an object array of str."""

Table = dict[str, Values]
"""Columns of equal length, in the order of the schema of `tables.py`."""

Progress = Callable[[int, int, str], None]
"""Told as work goes on: steps done, steps in all, and a few words on what is under way."""


@dataclass(frozen=True)
class History:
    """What `simulate` returns.

    `tables` maps a name of `tables.TABLES` to its columns, without the leading `run_id`,
    which the store adds. `notes` are plain values for JSON that the report wants beside
    the tables: `notes["measures"]` maps a further column of `yearly` and `groups` to its
    `unit`, `meaning` and `chinese`; nothing in the notes enters the digest.
    """

    tables: dict[str, Table]
    notes: dict[str, Any] = field(default_factory=dict)

    def frame(self, table: str) -> Any:
        """The table as a pandas DataFrame."""
        import pandas

        return pandas.DataFrame(self.tables[table])


def labels(codes: NDArray[np.integer[Any]], words: list[str]) -> Values:
    """Turn codes (rows,) into an object array of the words they stand for."""
    made: Values = np.array(words, dtype=object)[codes]
    return made


def joined(bits: NDArray[np.int64], words: list[str]) -> Values:
    """The words whose bit is set, joined by a plus sign: bits (rows,) -> (rows,)."""
    made: Values = np.full(len(bits), "", dtype=object)
    some = np.flatnonzero(bits)
    known, which = np.unique(bits[some], return_inverse=True)
    texts = ["+".join(word for k, word in enumerate(words) if each >> k & 1) for each in known.tolist()]
    made[some] = np.array(texts, object)[which]
    return made
