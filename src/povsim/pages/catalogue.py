"""Catalogue: every plugin that a page may name, those of povsim and those of the files beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from povsim import plugin
from povsim.plugin import Plugin

SECTIONS = {folder: kind for kind, folder in plugin.FOLDERS.items()}
"""The plugin sections of a page, and the kind of plugin in each."""
CHOSEN = ("causes", "shocks", "programmes")
"""Sections in which to be present is to be active; plugins of the others are always active."""


@dataclass(frozen=True)
class File:
    """A plugin file that lay beside the page: its name and its text, and where it was read, for messages."""

    name: str
    text: str
    place: str


@cache
def catalogue(files: tuple[File, ...]) -> Mapping[str, Mapping[str, Plugin]]:
    """Every plugin by kind and name: those of povsim and those of the files, whose text is executed once a process."""
    known = {kind: dict(plugin.builtin(kind)) for kind in plugin.FOLDERS}
    for file in files:
        found = plugin.load(file.place, file.text)
        known[found.kind][found.name] = found
    return {kind: dict(sorted(plugins.items())) for kind, plugins in known.items()}
