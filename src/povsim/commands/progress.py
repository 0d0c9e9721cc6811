"""Progress of long work: a bar with time left on a terminal, plain lines when piped, nothing when quiet."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from povsim.history import Progress


@contextmanager
def shown(quiet: bool) -> Iterator[Progress | None]:
    """Yield what the work reports to."""
    if quiet:
        yield None
    elif sys.stdout.isatty():
        yield from _bar()
    else:
        yield _line()


def _bar() -> Iterator[Progress]:
    from rich.progress import BarColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    words, count = TextColumn("{task.description}"), TextColumn("{task.completed}/{task.total}")
    with Bar(words, BarColumn(), count, TimeElapsedColumn(), TimeRemainingColumn(), transient=True) as bar:
        task = bar.add_task("starting", total=None)
        yield lambda done, total, words: bar.update(task, completed=done, total=total, description=words)


def _line() -> Progress:
    begun = time.monotonic()

    def line(done: int, total: int, words: str) -> None:
        print(f"{done}/{total} {words} ({time.monotonic() - begun:.1f} s)", flush=True)

    return line
