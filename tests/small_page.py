"""A small page with a plugin beside it, for the tests of pages; it needs nothing but a preset and a cause."""

from __future__ import annotations

from pathlib import Path

PAGE = """\
# A page in the forms that pages take: blocks, braces, lists and years.
kind: scenario
title: 茶乡
years: {first: 2015, last: 2020}
seed: 7
use: [tea.py]
population:
  seed: 3
  share: 1.0
  villages: 20
  households: 2000
  persons: 8200
  registered:
    households: 400
    persons: 1480
    in_poor_villages: 0.8
  poor_villages: 8
  counties: {dry_hills: 1, pastoral: 1}
lines:
  statistical: {2015: 2855, 2016: 2952, 2019: 3218}
  exit: {2015: 2855, 2016: 3106}
money:
  sources:
    fiscal: {total: 30e6, years: {2016: 0.25, 2017: 0.75}}
    loans:
      total: 5e6
      years: {2016: 1.0}
  uses:
    batches: {fiscal: 25e6, loans: 1e6}
matching: {illness: {tea: 2}}
causes:
  illness: {}
  disability: {}
programmes:
  tea:
    use: batches
    budget: {2016: 1.0e6, 2018: 2.0e6}
    grant: 4.0e3
    rate: {2016: 0.1, 2018: 0.2}
    fair: true
    reading: wide
report: {title_en: Tea county, cause_shares: {illness: 0.42}}
"""

TEA = '''\
"""Tea gardens: a grant for planting.  茶园"""

from povsim.rule import Household, Parameters, parameter


class Settings(Parameters):
    grant: float = parameter(3000, "yuan", low=0, high=20_000, source="assumed; a garden of two mu")
    rate: float = parameter({2015: 0.2, 2018: 0.5}, "share", low=0, high=1, source="assumed; taken up slowly")
    fair: bool = parameter(False, "switch", source="assumed; the poorest first")
    reading: str = parameter("narrow", "reading", choices=("narrow", "wide"), source="assumed; who counts as poor")


def eligible(h: Household, s: Settings) -> bool:
    return h.labour > 1


def need(h: Household, s: Settings) -> float:
    return s.rate * h.labour


def cost(h: Household, s: Settings) -> float:
    return s.grant
'''


def write(folder: Path, text: str = PAGE) -> Path:
    """Write the page and its plugin into a folder."""
    (folder / "tea.py").write_text(TEA, "utf-8")
    path = folder / "page.yaml"
    path.write_text(text, "utf-8")
    return path
