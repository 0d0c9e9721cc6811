"""Building: from a page to the fields of a scenario, with every fault found at once, each with file, line and path."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from povsim import plugin, values
from povsim.errors import Fault, InputError, nearest
from povsim.pages.catalogue import SECTIONS, File, catalogue
from povsim.pages.checks import findings
from povsim.pages.money import Money
from povsim.pages.nodes import Node, beside
from povsim.pages.sections import Funding, Head, Lines, Population, Report, Years, checked
from povsim.plugin import Plugin

Keys = tuple[Any, ...]
Changes = values.Frozen[str, Any]
PARTS = {"years": Years, "population": Population, "lines": Lines, "money": Money, "report": Report}
OPTIONAL = ("money", "report")
KEYS = ("kind", "use", *Head.model_fields, *PARTS, *SECTIONS)


def fields(root: Node) -> dict[str, Any]:
    """Check every section of a page and give the fields of its scenario.  Raises InputError."""
    return _Builder(root).fields()


class _Builder:
    """One page on its way to a scenario; gathers faults as it goes."""

    def __init__(self, root: Node) -> None:
        self.root = root
        self.page: dict[Any, Node] = dict(root.value) if isinstance(root.value, dict) else {}
        self.plain: dict[Any, Any] = root.plain()
        self.faults: list[Fault] = []
        self.unread: list[str] = []

    def fields(self) -> dict[str, Any]:
        """The fields of the scenario.  Raises InputError with every fault."""
        self._keys()
        files = self._files()
        known = catalogue(files)
        parts = {part: self._part(part, model) for part, model in PARTS.items()}
        head = self._checked(Head, (), {key: self.plain[key] for key in Head.model_fields if key in self.plain})
        funding: dict[str, Funding] = {}
        settings = {folder: self._section(folder, known[kind], funding) for folder, kind in SECTIONS.items()}
        extra = {"programmes": funding, "matching": head and head.matching}
        names = {kind: (*plugins, *self.unread) for kind, plugins in known.items()}
        for path, message in findings({**parts, **names, **extra}):
            self.faults.append(self.root.fault(path, message))
        if self.faults:
            raise InputError(sorted(dict.fromkeys(self.faults), key=lambda fault: (fault.file, fault.line or 0, fault.path)))
        made = {"programmes": values.Frozen(funding), "settings": values.Frozen(settings)}
        return {**{name: getattr(head, name) for name in Head.model_fields}, **made, **parts, "files": files}

    def _fault(self, path: Keys, message: str) -> None:
        self.faults.append(self.root.fault(path, message))

    def _keys(self) -> None:
        for key in self.page:
            if key not in KEYS:
                self._fault((key,), f"no such key{nearest(str(key), KEYS)}")
        if self.plain.get("kind") != "scenario":
            got = values.shown(self.plain["kind"]) if "kind" in self.plain else ""
            self._fault(("kind",), f"must be 'scenario' (got {got})" if got else "is missing")

    def _checked(self, model: type[Any], path: Keys, inside: Any) -> Any:
        made, faults = checked(model, self.root, path, inside)
        self.faults += faults
        return made

    def _part(self, name: str, model: type[Any]) -> Any:
        if name not in self.page and name not in OPTIONAL:
            return self._fault((name,), "is missing")
        return self._checked(model, (name,), self.plain.get(name, {}))

    def _files(self) -> tuple[File, ...]:
        node = self.page.get("use")
        if node is None or not isinstance(node.value, list):
            if node is not None:
                self._fault(("use",), f"must be a list of plugin files (got {values.shown(node.plain())})")
            return ()
        files: dict[str, File] = {}
        for index, entry in enumerate(node.value):
            for file in self._file(entry, ("use", index)):
                if file.name in files:
                    self._fault(("use", index), f"the file name '{file.name}' stands twice")
                files[file.name] = file
        return tuple(files[name] for name in sorted(files))

    def _file(self, entry: Node, path: Keys) -> Iterator[File]:
        name = entry.value
        if not isinstance(name, str) or not name.endswith(".py") or not Path(name).stem.isidentifier():
            return self._fault(path, f"must be the name of a plugin file, such as tea.py (got {values.shown(entry.plain())})")
        file = beside(entry.file, name)
        self.unread.append(Path(name).stem)
        if not os.path.isfile(file):
            return self._fault(path, f"no such file: {file}")
        try:
            found = plugin.load(file)
        except InputError as problem:
            self.faults += problem.faults
            return
        if found.name in plugin.builtin(found.kind):
            return self._fault(path, f"the {found.kind} '{found.name}' comes with povsim; choose another file name")
        self.unread.pop()
        yield File(Path(name).name, found.source, str(file))

    def _section(self, folder: str, known: Mapping[str, Plugin], funding: dict[str, Funding]) -> Changes:
        inside = self.plain.get(folder, {})
        if not isinstance(inside, dict):
            self._fault((folder,), f"must be a mapping (got {values.shown(inside)})")
            inside = {}
        return values.Frozen({str(name): self._plugin((folder, name), known, entry, funding) for name, entry in inside.items()})

    def _plugin(self, path: Keys, known: Mapping[str, Plugin], entry: Any, funding: dict[str, Funding]) -> Changes:
        kind, name = SECTIONS[path[0]], path[1]
        if name not in known:
            if name not in self.unread:
                self._fault(path, f"no such {kind}{nearest(str(name), known)}")
            return values.Frozen()
        if not isinstance(entry, dict):
            self._fault(path, f"must be a mapping, {{}} where nothing is changed (got {values.shown(entry)})")
            return values.Frozen()
        numbers, paid = known[name].Settings.model_fields, Funding.model_fields if kind == "programme" else {}
        for key in entry:
            if key not in numbers and key not in paid:
                self._fault((*path, key), f"no such parameter{nearest(str(key), (*numbers, *paid))}")
        if paid:
            made = self._checked(Funding, path, {key: entry[key] for key in paid if key in entry})
            funding.update({name: made} if made else {})
            if made and made.retention and not known[name].retained:
                self._fault((*path, "retention"), f"{name} ends by its own rule, not with support after exit")
        return self._changes(known[name], path, {key: entry[key] for key in numbers if key in entry})

    def _changes(self, which: Plugin, path: Keys, entry: dict[Any, Any]) -> Changes:
        made, default = self._checked(which.Settings, path, entry), which.Settings()
        if made is None:
            return values.Frozen()
        return values.Frozen({key: getattr(made, key) for key in entry if getattr(made, key) != getattr(default, key)})
