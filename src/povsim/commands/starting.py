"""`list`, `describe`, `new` and `bench`: what there is to start from."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from povsim.commands.options import Word, argument
from povsim.errors import Fault, InputError

Kind = Annotated[str | None, argument(metavar="[KIND]", help="causes, shocks, programmes, rules, measures, scenarios ...")]


def names(kind: Kind = None) -> None:
    """List what povsim knows of a kind."""
    from povsim.commands.describing import listed

    for line in listed(kind):
        print(line)


def describe(name: Word) -> None:
    """Say what a plugin, parameter or page is, with unit, range and source."""
    from povsim.commands.describing import described

    for line in described(name):
        print(line)


def new(name: Word) -> None:
    """Write a commented scenario to start from."""
    from povsim.scenario import template

    path = Path(name if name.endswith((".yaml", ".yml")) else f"{name}.yaml")
    try:
        with open(path, "x", encoding="utf-8") as file:
            file.write(template(path.stem))
    except OSError as fault:
        raise InputError([Fault(str(path), None, "", f"cannot be written ({fault.strerror})")]) from fault
    print(f"{path}: edit it, then: povsim run {path}")


def bench() -> None:
    """Measure povsim on this machine, beside the peers that are installed."""
    from povsim.bench import main

    main()
