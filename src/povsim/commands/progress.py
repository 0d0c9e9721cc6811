"""Progress of long work, on standard error: a bar with time left on a terminal, plain lines when piped, nothing when quiet."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from povsim.history import Progress

SECONDS = 2.0
"""Piped, there is a line no sooner than so long after the last one; the first and the last are always told."""


@contextmanager
def shown(quiet: bool) -> Iterator[Progress | None]:
    """Yield what the work reports to."""
    if quiet:
        yield None
    elif sys.stderr.isatty():
        yield from _bar()
    else:
        yield Line().tell


def _bar() -> Iterator[Progress]:
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    parts = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed}/{task.total}"), TimeElapsedColumn(),
             TextColumn("left"), TimeRemainingColumn())
    with Bar(*parts, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("starting", total=None)
        yield lambda done, total, words: bar.update(task, completed=done, total=total, description=words)


class Line:
    """Progress in plain lines."""

    def __init__(self) -> None:
        self._begun = self._told = time.monotonic()
        self._first: tuple[int, float] | None = None

    def tell(self, done: int, total: int, words: str) -> None:
        """Print how far the work is, how long it has taken, and how long it will take."""
        now = time.monotonic()
        first, self._first = self._first, self._first or (done, now)
        if first and done < total and now - self._told < SECONDS:
            return
        self._told = now
        pace = (now - first[1]) / (done - first[0]) if first and done > first[0] else 0.0
        left = f", {_span(pace * (total - done))} left" if pace and done < total else ""
        print(f"{done}/{total} {words} ({_span(now - self._begun)}{left})", file=sys.stderr, flush=True)


def _span(seconds: float) -> str:
    """A time in words: 8.2 s, 3 min 20 s, 2 h 5 min."""
    if seconds < 60:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"
