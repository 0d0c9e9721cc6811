"""The command line: `povsim run configs/qinghai.yaml`.  Heavy imports wait inside the commands."""

from __future__ import annotations

import json
import os
import signal
import sys
import warnings
from collections.abc import Sequence
from types import TracebackType

import typer

from povsim.commands import reading, running, starting, streams
from povsim.errors import Fault, InputError, PovsimError, ResourceError

INTERRUPTED = 130
_Refused: type[Exception] = next(kind for kind in typer.BadParameter.__mro__ if kind.__name__ == "ClickException")
"""What typer raises for a wrong option; typer has no public name for it."""

app = typer.Typer(
    name="povsim", add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False,
    help="Simulate poverty in rural households, and what is done about it.",
)
app.command()(running.run)
app.command()(running.validate)
app.command()(running.report)
app.command()(reading.export)
app.command()(reading.check)
app.command()(reading.digest)
app.command("list")(starting.names)
app.command()(starting.describe)
app.command()(starting.new)
app.command()(starting.bench)


def main() -> None:
    """Carry out the command line of this process."""
    sys.stdout, sys.stderr = streams.opened()
    if not os.environ.get("POVSIM_DEBUG"):
        sys.excepthook, sys.unraisablehook = _unexpected, _unraised
        warnings.simplefilter("ignore")
    code = answer(sys.argv[1:])
    for number in (signal.SIGINT, signal.SIGALRM):
        signal.signal(number, signal.SIG_IGN)  # nothing is left to interrupt
    if code == INTERRUPTED:
        _say([_own("interrupted")], "--json-errors" in sys.argv)
    sys.exit(code)


def answer(arguments: list[str]) -> int:
    """Carry out a command line; returns the exit code, every error being said in its lines on stderr."""
    faults: Sequence[Fault] = ()
    try:
        code = typer.main.get_command(app)(args=arguments or ["--help"], prog_name="povsim", standalone_mode=False)
        sys.stdout.flush()
    except PovsimError as error:
        code, faults = error.exit_code, _faults(error)
    except _Refused as error:
        code, faults = InputError.exit_code, [_wrong(error)]
    except (KeyboardInterrupt, typer.Abort):
        code = INTERRUPTED
    except (OSError, MemoryError) as error:
        code, faults = ResourceError.exit_code, [_lost(error)]
    _say(faults, "--json-errors" in arguments)
    return int(code or 0)


def _say(faults: Sequence[Fault], as_json: bool) -> None:
    """One line a fault, and nothing else."""
    for fault in faults:
        print(json.dumps(fault.to_dict()) if as_json else _line(str(fault)), file=sys.stderr)


def _line(text: str) -> str:
    """One line of what a terminal shows; what would move its cursor is written as an escape."""
    return "".join(letter if letter.isprintable() else repr(letter)[1:-1] for letter in " ".join(text.splitlines()))


def _faults(error: PovsimError) -> Sequence[Fault]:
    return error.faults if isinstance(error, InputError) else [_own(line) for line in str(error).splitlines()]


def _lost(error: OSError | MemoryError) -> Fault:
    """Memory or a disk that is gone; any other error is raised again."""
    from povsim.store.disk import is_gone

    if isinstance(error, MemoryError):
        return _own("memory ran out")
    if not is_gone(error):
        raise error
    return _own(f"{error.filename or 'the disk'}: {error.strerror}")


def _own(words: str) -> Fault:
    """What is no fault of a page or of the command line."""
    return Fault("povsim", None, "", words)


def _wrong(error: BaseException) -> Fault:
    """A wrong option or a missing argument."""
    said = getattr(error, "format_message", error.__str__)()
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "povsim"
    return Fault("command line", None, command, f"{' '.join(said.split())} (see {command} --help)")


def _unexpected(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """A bug in one line; the variable POVSIM_DEBUG shows the whole of it."""
    said = " ".join(str(error).split())
    words = f"a bug: {kind.__name__}: {said}; POVSIM_DEBUG=1 shows where, please report it"
    _say([_own(words)], "--json-errors" in sys.argv)


def _unraised(found: sys.UnraisableHookArgs) -> None:
    """Ctrl-C inside a callback of a library is heard a moment later; what libraries meet while they clean up adds nothing."""
    if found.exc_type is KeyboardInterrupt:
        signal.signal(signal.SIGALRM, signal.default_int_handler)
        signal.setitimer(signal.ITIMER_REAL, 0.01)
