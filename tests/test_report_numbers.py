"""Labels, fonts, intervals and the way numbers are written in a report."""

from __future__ import annotations

import math
import re
from pathlib import Path
from string import Formatter

import numpy as np
import pandas as pd
import pytest

from povsim.plugin import FOLDERS, builtin
from povsim.report.figures import FONT, drawable
from povsim.report.numbers import Numbers, cell, percent, span, told, whole, written
from povsim.report.planes import PLACES, _box, _meet
from povsim.report.prose import PROSE
from povsim.report.prose_plan import USES
from povsim.report.sections.flows import _frame
from povsim.report.sections.measures import UNITS
from povsim.report.source import Bands, Value
from povsim.report.words import LABELS, NAMES, Words
from povsim.scenario import load

CONFIGS = Path(__file__).parents[1] / "configs"


def test_every_label_says_the_same_in_both_languages() -> None:
    for key, (english, chinese) in {**LABELS, **PROSE}.items():
        fields = [sorted({name for _, name, _, _ in Formatter().parse(text) if name}) for text in (english, chinese)]
        assert chinese and (english or key == "sources_english")
        assert fields[0] == fields[1] or not english, key


def test_the_font_draws_every_word() -> None:
    known = [text for pair in (*LABELS.values(), *PROSE.values(), *NAMES.values()) for text in pair]
    known += [plugin.chinese for kind in FOLDERS for plugin in builtin(kind).values()]
    for text in known:
        assert drawable(text) == text
    assert FONT.stat().st_size < 1.6e6 and "SIL OPEN FONT LICENSE" in (FONT.parent / "OFL.txt").read_text("utf-8")


def test_intervals_are_the_extremes_of_few_runs_and_the_middle_of_many() -> None:
    for runs, low, high in ((5, 0, 4), (101, 2.5, 97.5)):
        frame = pd.DataFrame({"run_id": [f"{k}" for k in range(runs)], "year": 2016, "x": [float(k) for k in range(runs)]})
        assert Bands(frame, ["year"]).at(2016, "x") == pytest.approx(((runs - 1) / 2, low, high))


def test_a_run_without_the_number_is_never_averaged_over() -> None:
    frame = pd.DataFrame({"run_id": ["0", "1"], "year": 2016, "x": [1.0, math.nan]})
    assert math.isnan(Bands(frame, ["year"]).at(2016, "x").mid)


@pytest.mark.parametrize(
    ("number", "digits", "text"), [(1234567.4, 0, "1,234,567"), (-0.04, 1, "0.0"), (-12.34, 1, "−12.3"), (math.nan, 1, "–")],
)
def test_numbers_are_written_with_separators(number: float, digits: int, text: str) -> None:
    assert written(number, digits) == text


def test_units_follow_the_language() -> None:
    assert Numbers("zh").persons(520_000) == "52.00" and Numbers("en").persons(520_000) == "520,000"
    assert Numbers("zh").yuan(68.348e9) == "683.48亿元" and Numbers("en").yuan(68.348e9) == "68.35 billion yuan"
    assert cell(Value(0.132, 0.12, 0.14), percent).spread == "12.0–14.0"


def test_units_of_measures_and_money_of_the_pages_are_said_in_chinese() -> None:
    """A use `households` is no unit of households, and no English word is left over."""
    words, pages = Words("zh"), [load(page) for page in sorted(CONFIGS.glob("*.yaml"))]
    said = [words.name(use, USES) for page in pages for use in page.money.uses]
    said += [words.name(source) for page in pages for source in page.money.sources]
    units = (str(each.module.unit) for each in builtin("measure").values())
    said += [words.name(unit, UNITS) for unit in units if not unit.startswith(("share", "of "))]
    assert [text for text in said if re.search("[A-Za-z]", text)] == []
    assert words.name("households") not in said[:4]


def test_an_interval_says_its_unit_once() -> None:
    """2.03–2.30 billion yuan; what has no unit, or two, stays as it is."""
    value = Value(2.2e9, 2.03e9, 2.3e9)
    assert told(value, Numbers("en").yuan) == "2.20 billion yuan [2.03–2.30 billion yuan]"
    assert told(value, Numbers("zh").yuan) == "22.00亿元 [20.30–23.00亿元]"
    assert span(Value(1e9, 0.9e9, 1.1e9), Numbers("en").yuan) == "900.0 million yuan–1.10 billion yuan"
    assert span(Value(5.0, 4.0, 6.0), whole) == "4–6"


def test_names_in_the_plane_of_morris_do_not_cover_one_another() -> None:
    """Dots that lie together have names in places of their own."""
    taken: list[tuple[float, float, float]] = []
    for _ in range(6):
        boxes = [_box("disaster.chance", (0.5, 0.5), place) for place in PLACES]
        taken.append(next(box for box in boxes if not any(_meet(box, one) for one in taken)))
    assert len(taken) == len(set(taken)) == 6


def test_flows_are_the_mean_of_all_runs() -> None:
    """Households by state of two runs, with their interval; nothing has moved by the end of the first year."""
    counts = {"0000": np.array([[0, 4, 0, 0], [0, 2, 1, 1]]), "0001": np.array([[0, 6, 0, 0], [0, 6, 0, 0]])}
    steps = {run: np.zeros((1, 4, 4), np.int64) for run in counts}
    steps["0000"][0, 3, 2] = 2
    bands = Bands(_frame([2015, 2016], counts, steps), ["year"])
    assert bands.at(2016, "flow_poor") == Value(4.0, 2.0, 6.0) and bands.at(2016, "flow_fell") == Value(1.0, 0.0, 2.0)
    assert math.isnan(bands.at(2015, "flow_fell").mid)
