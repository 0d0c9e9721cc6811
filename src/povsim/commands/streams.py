"""Standard output and error: a closed one leads nowhere, a broken pipe falls silent, a full disk is said once."""

from __future__ import annotations

import io
import os
import sys
from typing import TYPE_CHECKING, TextIO

from povsim.errors import ResourceError

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

OUT, ERR = 1, 2


def opened() -> tuple[TextIO, TextIO]:
    """Standard output and error that cannot end a run; what the shell closed leads nowhere, before a file takes its number."""
    while (handle := os.open(os.devnull, os.O_RDWR)) <= ERR:
        pass
    os.close(handle)
    return _text(OUT, sys.stdout), _text(ERR, sys.stderr)


def _text(number: int, old: TextIO | None) -> TextIO:
    """Text as Python's own stream writes it, where there is one; what its letters lack is written as an escape."""
    bytes_out = io.BufferedWriter(_Stream(number, "w", closefd=False))
    by_line = number == ERR or os.isatty(number)
    return io.TextIOWrapper(bytes_out, old.encoding if old else "utf-8", "backslashreplace", line_buffering=by_line)


class _Stream(io.FileIO):
    """A standard stream below its buffers; after its first failure it leads nowhere."""

    def write(self, data: ReadableBuffer, /) -> int:
        """Write, or fall silent; raises ResourceError where standard output cannot take what it is given."""
        try:
            return super().write(data)
        except OSError as fault:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, self.fileno())
            os.close(nowhere)
            if isinstance(fault, BrokenPipeError) or self.fileno() == ERR:
                return super().write(data)
            raise ResourceError(f"standard output: {os.strerror(fault.errno or 0)}") from fault
