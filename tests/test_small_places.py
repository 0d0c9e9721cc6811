"""Places so small that nobody is left, and figures with more rows than room."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pandas as pd

from povsim.report.parts import Book
from povsim.report.sections.targeting import _figure
from povsim.report.source import Bands
from povsim.run import run
from povsim.scenario import load
from povsim.store.audit import check
from povsim.store.results import Results

LONELY = """\
kind: scenario
title: One person
years: {first: 2015, last: 2021}
population:
  villages: 1
  households: 1
  persons: 1
  registered: {households: 0, persons: 0, in_poor_villages: 0}
  poor_villages: 0
  counties: {dry_hills: 1}
lines: {statistical: {2015: 2855}, exit: {2015: 2855}}
money:
  sources: {fiscal: {total: 2e6, years: {2016: 0.5, 2017: 0.5}}}
  uses: {households: {fiscal: 2e6}}
causes: {illness: {}}
programmes:
  dibao: {use: households, budget: 1e5}
  medical: {use: households, budget: 1e5}
rules: {approval: {asked: true}}
steps:
  watch: {kept: true}
  exit_targets: {persons: 10}
  assess: {asked: true}
  benefits: {asked: true}
  dossier: {asked: true}
"""
"""Who lives alone and dies: nobody is left to be helped, assessed or reported on, and nobody ever was on the register."""


def test_a_place_that_dies_out_is_lived_checked_and_reported_to_the_end(tmp_path: Path) -> None:
    (tmp_path / "lonely.yaml").write_text(LONELY)
    folder = run(load(tmp_path / "lonely.yaml"), tmp_path / "results")
    people = Results(folder).frame("yearly").persons
    assert people.iloc[0] == 1 and people.iloc[-1] == 0
    assert check(folder) == []
    assert "sources (right), 2016 to 2017." in (folder / "report.html").read_text(encoding="utf-8")


def test_the_figure_of_targeting_grows_with_its_programmes() -> None:
    """Twenty names in the height of six lay over each other."""
    drawn: list[float] = []
    book = SimpleNamespace(
        words=lambda key, **values: key, source=SimpleNamespace(years=[2015]), start=2016, last=2016,
        names=SimpleNamespace(programme=lambda name: name), draw=lambda name, size, panels: drawn.append(size[1]),
    )
    errors = Bands(pd.DataFrame({"run_id": ["0"], "year": [2015], "inclusion_error_true": [0.1], "exclusion_error_true": [0.1]}), ["year"])
    for many in (6, 20):
        names = [f"p{k}" for k in range(many)]
        _figure(cast(Book, book), errors, Bands(pd.DataFrame({"run_id": "0", "programme": names, "poorest_true": 1.0}), ["programme"]))
    assert drawn[0] == 3.4 and drawn[1] > 4.5
