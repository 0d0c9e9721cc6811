"""`list`, `describe`, `new` and `bench`: what there is to start from."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

from povsim.commands.options import Word, argument
from povsim.errors import Fault, InputError
from povsim.pages.places import refused

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
    from povsim.store import disk

    path, wrong = Path(name if name.endswith((".yaml", ".yml")) else f"{name}.yaml"), refused(name)
    if wrong or name.endswith("/"):
        raise InputError([Fault(name, None, "", wrong or "names a folder, and a file is wanted")])
    with disk.resources(path), disk.anew(path) as file:
        file.write(template(os.fsencode(path.stem).decode("utf-8")).encode())
    print(f"{path}: edit it, then: povsim run {path}")


def bench() -> None:
    """Measure povsim on this machine, beside the peers that are installed."""
    from povsim.bench import main

    main()
