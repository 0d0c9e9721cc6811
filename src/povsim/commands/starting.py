"""`list`, `describe`, `new` and `bench`: what there is to start from."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

from povsim.commands.options import argument
from povsim.errors import Fault, InputError
from povsim.pages.places import refused

Kind = Annotated[str | None, argument(metavar="KIND", help="causes, programmes, parameters ...; every kind without it.")]
Thing = Annotated[str, argument(metavar="NAME", help="What `povsim list` names, or a parameter, such as industry.grant.")]
New = Annotated[str, argument(metavar="NAME", help="The name of the page; its file is NAME.yaml.")]


def names(kind: Kind = None) -> None:
    """List what there is of a kind, or the names of every kind."""
    from povsim.commands.describing import listed

    for line in listed(kind):
        print(line)


def describe(name: Thing) -> None:
    """Say what a plugin, a parameter or a page is."""
    from povsim.commands.describing import described

    for line in described(name):
        print(line)


def new(name: New) -> None:
    """Write a commented page to start from; nothing is replaced."""
    from povsim.scenario import template
    from povsim.store import disk

    path, wrong = Path(name if name.endswith((".yaml", ".yml")) else f"{name}.yaml"), refused(name)
    if wrong or name.endswith("/"):
        raise InputError([Fault(name, None, "", wrong or "names a folder, and a file is wanted")])
    with disk.resources(path), disk.anew(path) as file:
        file.write(template(os.fsencode(path.stem).decode("utf-8")).encode())
    print(f"{path}: edit it, then: povsim run {path}")


def bench() -> None:
    """Measure povsim on this machine, beside what is installed."""
    from povsim.bench import main

    main()
