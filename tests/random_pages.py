"""Random small pages: every one another mix of places, causes, shocks, programmes and numbers."""

from __future__ import annotations

from typing import Any

from povsim.draws import key
from povsim.pages.writing import yaml
from povsim.parameters import declared
from povsim.plugin import FOLDERS, builtin

PRESETS = ("border_subtropics", "dry_hills", "pastoral", "valley_town", "wet_mountains")


class Luck:
    """Numbers of one page by name, whatever the order in which they are asked for."""

    def __init__(self, page: int) -> None:
        self.page = page

    def share(self, *words: Any) -> float:
        return key(self.page, *map(str, words)) / 2**64

    def whole(self, low: int, high: int, *words: Any) -> int:
        return low + int(self.share(*words) * (high - low + 1))


def random_page(number: int, *, households: int = 60, years: int = 2) -> dict[str, Any]:
    """Page `number` of an endless series, as plain data."""
    luck = Luck(number)
    people = luck.whole(3 * households, 5 * households, "persons")
    registered = luck.whole(0, households // 3, "registered")
    villages = luck.whole(2, 6, "villages")
    kinds = dict.fromkeys(PRESETS[:luck.whole(1, 2, "kinds")], 1) if luck.share("pastoral") < 0.5 else {"pastoral": 1}
    page: dict[str, Any] = {
        "kind": "scenario", "title": f"random {number}", "years": {"first": 2015, "last": 2015 + years}, "seed": luck.whole(0, 10**6, "seed"),
        "population": {
            "seed": luck.whole(0, 10**6, "population"), "villages": max(villages, len(kinds)), "households": households, "persons": people,
            "registered": {"households": registered, "persons": luck.whole(2 * registered, 4 * registered, "rp"), "in_poor_villages": 0.7},
            "poor_villages": villages // 2, "counties": kinds,
        },
        "lines": {"statistical": {2015: 2855, 2016: 2952}, "exit": {2015: 2855, 2016: 3106, 2017: 3379}},
        "money": {
            "sources": {"fiscal": {"total": 4e6, "years": {2016: 0.4, 2017: 0.6}}, "sector": {"total": 1e6, "years": {2016: 0.5, 2017: 0.5}}},
            "uses": {"batches": {"fiscal": 4e6}, "sectors": {"sector": 1e6}},
        },
    }
    for kind in ("cause", "shock", "rule", "programme"):
        section = {name: _numbers(luck, plugin) for name, plugin in builtin(kind).items() if kind == "rule" or luck.share(kind, name) < 0.7}
        if kind == "programme":
            section = {name: {"use": "batches", "budget": luck.whole(0, 400_000, "budget", name), **numbers} for name, numbers in section.items()}
        page[FOLDERS[kind]] = section
    return page


def random_text(number: int, **size: int) -> str:
    """The same as YAML."""
    return yaml(random_page(number, **size))


def _numbers(luck: Luck, plugin: Any) -> dict[str, float]:
    """One or two numbers of a plugin, moved by up to a tenth of their range towards a bound."""
    made = {}
    for each in declared(plugin.Settings):
        plain = isinstance(each.default, float) and each.low is not None and each.high is not None
        if plain and luck.share("move", plugin.kind, plugin.name, each.name) < 0.15:
            bound = each.low if luck.share("side", plugin.name, each.name) < 0.5 else each.high
            made[each.name] = each.default + 0.1 * (bound - each.default)
    return made
