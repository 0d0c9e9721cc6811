"""What causes, programmes, presets and counties are called in a report: their files say.  名称"""

from __future__ import annotations

import re
from dataclasses import dataclass

from povsim.plugin import Plugin, builtin
from povsim.report.own import Own
from povsim.report.plan import SPARE
from povsim.report.prose_plan import USES
from povsim.report.source import Source
from povsim.report.words import NAMES, Words

COUNTY = re.compile(r"(?:county)?[ _-]*(\d+)")
NUMBERED = re.compile(r"(.*?)[ _-]*(\d+)")


@dataclass(frozen=True)
class Names:
    """Names in the language of the report."""

    source: Source
    words: Words

    def plugin(self, kind: str, name: str) -> str:
        """A plugin's name: the word of the page, and in Chinese the term at the end of its first line."""
        known: dict[str, Plugin | Own] = {**builtin(kind), **{one.name: one for one in self.source.own if one.kind == kind}}
        if name not in known or self.words.language == "en" or known[name].chinese == name:
            return self.words.name(name)
        return known[name].chinese

    def programme(self, name: str) -> str:
        """A programme, a universal payment outside the plan, or the money of a use that no programme draws."""
        if name.startswith(SPARE):
            return self.words("unassigned", name=self.words.name(name.removeprefix(SPARE), USES))
        return self.words.name(name) if name in NAMES else self.plugin("programme", name)

    def group(self, kind: str, name: str) -> str:
        """A group of the table `groups`."""
        if kind in ("cause", "preset"):
            return self.words("cause_none") if name in ("none", "") else self.plugin(kind, name)
        if kind == "county":
            return self.county(name)
        return self.words.name(f"{kind}.{name}" if f"{kind}.{name}" in NAMES else name)

    def county(self, name: str) -> str:
        """A synthetic county by its number, with its kind of place where the name tells it."""
        chinese = self.words.language == "zh"
        if plain := COUNTY.fullmatch(name):
            return f"{int(plain[1])}号县" if chinese else f"county {int(plain[1])}"
        if (numbered := NUMBERED.fullmatch(name)) and numbered[1] in builtin("preset"):
            return f"{self.plugin('preset', numbered[1])}{'' if chinese else ' '}{numbered[2]}"
        return name.replace("_", " ")
