"""The command line: `povsim run configs/qinghai.yaml`.  Heavy imports wait inside the commands."""

from __future__ import annotations

import json
import os
import sys
import warnings
from types import TracebackType

import typer

from povsim.commands import reading, running, starting
from povsim.errors import InputError, PovsimError, ResourceError

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
    """The entry point of the command `povsim`."""
    if not os.environ.get("POVSIM_DEBUG"):
        sys.excepthook = _unexpected
        sys.unraisablehook = _unsaid
        warnings.simplefilter("ignore")
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    sys.exit(answer(sys.argv[1:]))


def answer(arguments: list[str]) -> int:
    """Carry out a command line; returns the exit code, every error being said in its lines on stderr."""
    try:
        code = typer.main.get_command(app)(args=arguments or ["--help"], prog_name="povsim", standalone_mode=False)
        sys.stdout.flush()
        return int(code or 0)
    except PovsimError as error:
        _say(error, "--json-errors" in arguments)
        return error.exit_code
    except _Refused as error:
        _refuse(error)
        return 2
    except (KeyboardInterrupt, typer.Abort):
        return INTERRUPTED
    except (OSError, MemoryError) as error:
        return _lost(error)


def _lost(error: OSError | MemoryError) -> int:
    """A reader that went away is no error; a full disk under the standard output is, and so is lack of memory."""
    from povsim.store.disk import is_gone

    if isinstance(error, OSError) and not is_gone(error) and not isinstance(error, BrokenPipeError):
        raise error
    if not isinstance(error, MemoryError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    if isinstance(error, BrokenPipeError):
        return 0
    said = "memory ran out" if isinstance(error, MemoryError) else f"{error.filename or 'standard output'}: {error.strerror}"
    _say(ResourceError(said), as_json=False)
    return ResourceError.exit_code


def _say(error: PovsimError, as_json: bool) -> None:
    """One line a fault, and nothing else."""
    if as_json and isinstance(error, InputError):
        lines = [json.dumps(fault.to_dict(), ensure_ascii=False) for fault in error.faults]
    elif isinstance(error, InputError):
        lines = [" ".join(str(fault).splitlines()) for fault in error.faults]
    else:
        lines = [f"povsim: {line}" for line in str(error).splitlines()]
    print("\n".join(lines), file=sys.stderr)


def _refuse(error: BaseException) -> None:
    """A wrong command line in one plain line."""
    said = getattr(error, "format_message", error.__str__)()
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "povsim"
    print(f"{command}: {' '.join(said.split())} (see {command} --help)", file=sys.stderr)


def _unexpected(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """A bug in one line; the variable POVSIM_DEBUG shows the whole of it."""
    said = " ".join(str(error).split())
    print(f"povsim: a bug: {kind.__name__}: {said}; POVSIM_DEBUG=1 shows where, please report it", file=sys.stderr)


def _unsaid(trouble: sys.UnraisableHookArgs) -> None:
    """What libraries meet while they clean up after an error adds nothing to the error's line."""
