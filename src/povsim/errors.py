"""What can go wrong, and the exit code of each.

PovsimError            1   a bug in povsim, unless it is one of these:
  InputError           2   a page, a plugin or an option is wrong; holds every fault found
    RuleError          2   a rule uses what the language of rules does not have
  FolderError          4   the results folder is busy, or belongs to another experiment
  DamageError          5   stored results are damaged or incomplete
  TooLargeError        6   the request is refused before it starts
  ResourceError        6   disk or memory went away while running
  UnusableError        7   finished, but some runs failed or gave unusable output
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import asdict, dataclass


@dataclass(frozen=True, order=True)
class Fault:
    """One thing wrong with the input: where it stands and what is allowed."""

    file: str
    line: int | None
    path: str
    message: str

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        return ": ".join(part for part in (place, self.path, self.message) if part)

    def to_dict(self) -> dict[str, str | int | None]:
        """The fault as `--json-errors` prints it."""
        return asdict(self)


class PovsimError(Exception):
    """The root of all errors of povsim."""

    exit_code = 1


class InputError(PovsimError):
    """Bad input; `faults` holds every fault found, in the order of the page."""

    exit_code = 2

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))

    def __reduce__(self) -> tuple[type[InputError], tuple[tuple[Fault, ...]]]:
        return InputError, (self.faults,)


class RuleError(InputError):
    """A rule that is outside the language of rules."""

    def __init__(self, file: str, line: int, rule: str, message: str) -> None:
        super().__init__([Fault(file, line, f"rule `{rule}`", message)])


class FolderError(PovsimError):
    """The results folder is in use or holds another experiment."""

    exit_code = 4


class DamageError(PovsimError):
    """Stored results cannot be trusted; `findings` names each."""

    exit_code = 5

    def __init__(self, findings: Iterable[str]) -> None:
        self.findings = tuple(findings)
        super().__init__("\n".join(self.findings))

    def __reduce__(self) -> tuple[type[DamageError], tuple[tuple[str, ...]]]:
        return DamageError, (self.findings,)


class TooLargeError(PovsimError):
    """The request would need more than there is; nothing was started."""

    exit_code = 6


class ResourceError(PovsimError):
    """Disk or memory was exhausted while running."""

    exit_code = 6


class UnusableError(PovsimError):
    """The work is finished, but some of it cannot be used."""

    exit_code = 7


def nearest(word: str, choices: Iterable[str], most: int = 12) -> str:
    """Say which known word `word` may have meant, and list the choices."""
    known = sorted(choices)
    close = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    hint = f"; did you mean '{close[0]}'?" if close else ";"
    shown = ", ".join(known[:most]) + (", ..." if len(known) > most else "")
    return f"{hint} ({shown})" if known else hint.rstrip(";")
