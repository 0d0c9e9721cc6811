"""The one writer of an ensemble: gathers finished runs and commits them together, every second or so."""

from __future__ import annotations

import time
from pathlib import Path

from povsim.history import History
from povsim.store.parquet import unpacked
from povsim.store.parts import Packed, Part, commit_part, in_order, joined, mark, pack
from povsim.store.results import Results

SECONDS = 1.0
"""So long finished runs wait in memory; a kill loses no more of them."""
BYTES = 64_000_000
"""So many bytes of tables wait at most."""
MOST = 500
"""So many runs share a part at most."""


class Writer:
    """Commits runs to a results folder whose lock the caller holds; the layout of parts is no part of the results."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.experiment = folder, mark(Results(folder).manifest["identity"])
        self._waiting: dict[str, Packed] = {}
        self._since = 0.0

    def add(self, packed: Packed) -> None:
        """Take a finished run; it is on disk after a second, or at the next `flush`."""
        if self._waiting and not _alike(next(iter(self._waiting.values())), packed):
            self.flush()
        if not self._waiting:
            self._since = time.monotonic()
        self._waiting[packed.run_id] = packed
        large = sum(each.size for each in self._waiting.values()) > BYTES or len(self._waiting) >= MOST
        if large or time.monotonic() - self._since > SECONDS:
            self.flush()

    def flush(self) -> None:
        """Commit what waits."""
        waiting, self._waiting = self._waiting, {}
        if waiting:
            commit_part(self.folder, joined([waiting[run_id] for run_id in in_order(waiting)]), self.experiment)

    def fail(self, run_id: str, told: History, why: str) -> None:
        """Note a run that failed: a part of its own, whose one table says so."""
        self.flush()
        packed = pack(told, run_id, ("runs",))
        tables = {name: unpacked(content) for name, content in packed.tables.items()}
        commit_part(self.folder, Part([run_id], tables, {}, {run_id: why}), self.experiment)


def _alike(one: Packed, other: Packed) -> bool:
    """Whether two runs have the same columns, and so may share files."""
    return all(unpacked(one.tables[name]).schema.equals(unpacked(other.tables[name]).schema) for name in one.tables)
