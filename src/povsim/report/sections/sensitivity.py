"""What moves each output of a sensitivity study: a tornado, the plane of Morris, how numbers settle, a sentence.  敏感性"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from typing import TYPE_CHECKING, Any

from povsim.plugin import builtin
from povsim.report.bars import bars
from povsim.report.charts import Axis, Series
from povsim.report.figures import RECORDED, TRUE, draw
from povsim.report.names import Names
from povsim.report.numbers import Cell, cell, written
from povsim.report.numbers import told as as_told
from povsim.report.parts import Figure, Row, Section, Table
from povsim.report.planes import dotted, falling, floored
from povsim.report.prose_relapse import RELAPSE
from povsim.report.prose_sensitivity import SENSITIVITY
from povsim.report.source import Source, Value
from povsim.report.words import Words
from povsim.tables import TABLES, label

if TYPE_CHECKING:
    from pandas import DataFrame

MAIN = {"morris": "mu_star", "sobol": "ST", "fast": "ST", "rbd_fast": "S1", "pawn": "median", "delta": "delta", "dgsm": "dgsm",
        "regional": "regional", "shapley": "shapley"}
"""The index by which factors are ranked."""
DUMMY, FLOOR, LUCK = "dummy", "noise floor", "luck"
ENOUGH = 500
"""So many relapses at a point of the design make a risk that can be told from another."""
MEASURES = {field.name: field for field in TABLES["yearly"]}
SHOWN = 6
"""So many factors are followed as the design grows."""


@dataclass(frozen=True)
class Study:
    """A sensitivity study as its report reads it."""

    source: Source
    words: Words

    @cached_property
    def frame(self) -> DataFrame:
        """The table `sensitivity`; empty where runs failed."""
        frame: DataFrame | None = self.source.optional("sensitivity")
        return self.source.results.frame("runs").iloc[:0] if frame is None else frame[frame["method"] == self.method]

    def box(self, output: str) -> list[tuple[str, float, float, float]]:
        """Where the output is high: factor, lower and upper bound, and the share of points there that are high."""
        whole = self.source.optional("sensitivity")
        if whole is None:
            return []
        rows = whole[(whole["output"] == output) & (whole["method"] == "prim")]
        return list(zip(*(rows[name].tolist() for name in ("factor", "low", "high", "value")), strict=True))

    def events(self, output: str) -> float:
        """How many events a point of the design has on average; more than enough where the output counts none."""
        whole = self.source.optional("sensitivity")
        rows = [] if whole is None else whole[(whole["output"] == output) & (whole["method"] == "events")]["value"].tolist()
        return float(rows[0]) if rows else math.inf

    @property
    def method(self) -> str:
        """The method of the page."""
        return str(self.source.head["method"])

    @property
    def samples(self) -> int:
        """The samples of the whole design, which a smaller page does not take away."""
        return int(self.frame["samples"].max() if len(self.frame) else self.source.head["samples"])

    @property
    def index(self) -> str:
        """The index by which factors are ranked."""
        return MAIN[self.method]

    @property
    def outputs(self) -> list[str]:
        """The outputs, in the order of the page."""
        return list(dict.fromkeys(self.frame["output"])) if len(self.frame) else []

    def of(self, output: str, index: str = "") -> dict[str, Value]:
        """One index of all factors of the whole design, the largest first; the ranking one unless another is named."""
        frame = self.frame
        rows = frame[(frame["output"] == output) & (frame["index"] == (index or self.index)) &
                     (frame["samples"] == frame["samples"].max())]
        columns = zip(*(rows[name].tolist() for name in ("factor", "value", "low", "high")), strict=True)
        found = {factor: Value(value, low, high) for factor, value, low, high in columns}
        return dict(sorted(found.items(), key=lambda pair: -pair[1].mid))

    def factor(self, name: str) -> str:
        """What a factor is called."""
        return self.words("dummy_factor") if name == DUMMY else name

    def output(self, name: str) -> str:
        """What an output is called."""
        first, *rest = name.split(".")
        if f"output_{first}" not in SENSITIVITY and first not in MEASURES:
            return name
        told = self.words(f"output_{first}") if f"output_{first}" in SENSITIVITY else label("yearly", first, self.words.language)
        parts = self.words("comma").join(map(self._part, rest))
        return self.words("output_of", output=told, of=parts) if rest else told

    def _part(self, word: str) -> str:
        """What a further word of an output's name means: a kind of group, a cause, a kind of place, a year."""
        if f"by_{word}" in RELAPSE:
            return self.words(f"by_{word}")
        kind = next((kind for kind in ("cause", "preset") if word in builtin(kind)), "")
        return Names(self.source, self.words).group(kind, word) if kind else self.words.name(word)

    def unit(self, name: str) -> str:
        """What an output is measured in."""
        first = name.partition(".")[0]
        if f"unit_{first}" in SENSITIVITY:
            return self.words(f"unit_{first}")
        return self.words.name(MEASURES[first].unit) if first in MEASURES else ""

    def basis(self, name: str) -> str:
        """The line under a section's title: the output as it stands on the page, and its unit."""
        return " · ".join(filter(None, (name, self.unit(name))))

    @property
    def ranking(self) -> str:
        """What the ranking index is."""
        return self.words("index_told", index=self.index, meaning=self.words(f"index_{self.index}"))

    def draw(self, name: str, size: tuple[float, float], panels: list[Any], **values: object) -> Figure:
        """A figure with the words `simulated, not observed` in its corner."""
        key = name.partition("-")[0]
        caption = self.words(f"{key}_caption", index=self.ranking, **values)
        return Figure(draw(name, self.words("simulated"), size, panels), caption)


def moving(study: Study, output: str) -> Section:
    """The section of one output."""
    found = study.of(output)
    if all(value.mid == 0.0 for value in found.values()):
        return Section(f"output-{output}", study.output(output), study.basis(output), [study.words("constant_output")])
    name = output.replace(".", "_")
    figures = [_tornado(study, output, name), *_plane(study, output, name), *_settling(study, output, name)]
    lead, tables = [said(study, output), *_where(study, output)], [_numbers(study, output)]
    return Section(f"output-{output}", study.output(output), study.basis(output), lead, figures, tables)


def said(study: Study, output: str) -> str:
    """In a sentence: what matters most, what cannot be told from nothing, and luck's share."""
    found = study.of(output)
    floor = found.get(FLOOR, Value(0.0, 0.0, 0.0))
    real = {name: value for name, value in found.items() if name not in (DUMMY, FLOOR)}
    beyond = [name for name, value in real.items() if value.mid > floor.mid and value.low > floor.high]
    told = [f"{name} ({as_told(real[name], fine)})" for name in beyond[:3]]
    words, many = study.words, len(real) - len(beyond)
    first = words("moves_most", index=study.ranking, factors=words("list_comma").join(told)) if told else words("moves_none")
    rest = [words("moves_not", many=many)] if many and told else []
    luck = study.of(output, "share of variance").get(LUCK)
    share = [words("moves_luck", share=written(100 * luck.mid, 0))] if luck else []
    events = study.events(output)
    share += [words("moves_few", events=written(events, 0), needed=ENOUGH)] if events < ENOUGH else []
    whole = reduce(lambda before, after: words("sentences", before=before, after=after), [first, *rest, *share])
    return study.output(output) + words("colon") + whole


def _where(study: Study, output: str) -> list[str]:
    """In a sentence: the region of the inputs in which the output is high."""
    box = study.box(output)
    if not box:
        return []
    told = [study.words("region_side", factor=factor, low=fine(low), high=fine(high)) for factor, low, high, _ in box]
    return [study.words("region", sides=study.words("region_and").join(told), share=written(100 * box[0][3], 0))]


def _tornado(study: Study, output: str, name: str) -> Figure:
    """Bars of the ranking index, with S1 beside ST where there are both, and the noise floor as a line."""
    found = study.of(output)
    floor = found.pop(FLOOR, Value(0.0, 0.0, 0.0))
    labels = list(found)
    series = [Series(study.index, [found[label] for label in labels], RECORDED)]
    first = study.of(output, "S1") if study.index == "ST" else {}
    if first:
        series.append(Series("S1", [first[label] for label in labels], TRUE, filled=False))
    digits = max(0, 2 - math.floor(math.log10(max(found[labels[0]].mid, 1e-12))))
    panel = floored(bars([study.factor(label) for label in labels], series, Axis(unit=study.index, digits=digits)), floor.high)
    return study.draw(f"tornado-{name}", (7.2, 1.0 + 0.32 * len(labels)), [panel])


def _plane(study: Study, output: str, name: str) -> list[Figure]:
    """Morris: the mean effect and how it varies, a dot a factor."""
    if study.method != "morris":
        return []
    strength, spread = study.of(output), study.of(output, "sigma")
    factors = [factor for factor in strength if factor != FLOOR]
    points = [(study.factor(factor), strength[factor].mid, spread[factor].mid) for factor in factors]
    return [study.draw(f"plane-{name}", (7.2, 4.0), [dotted(points, ("mu_star", "sigma"))])]


def _settling(study: Study, output: str, name: str) -> list[Figure]:
    """The ranking index of the strongest factors, as the design grows."""
    frame = study.frame[(study.frame["output"] == output) & (study.frame["index"] == study.index)]
    if frame["samples"].nunique() < 2:
        return []
    strongest = [factor for factor in study.of(output) if factor != FLOOR][:SHOWN]
    curves = []
    for factor in strongest:
        rows = frame[frame["factor"] == factor].sort_values("samples")
        values = [Value(*row) for row in zip(*(rows[word].tolist() for word in ("value", "low", "high")), strict=True)]
        curves.append((study.factor(factor), rows["samples"].tolist(), values))
    return [study.draw(f"settling-{name}", (7.2, 3.0), [falling(curves, study.words("samples"), study.index)])]


def _numbers(study: Study, output: str) -> Table:
    """All indices of the whole design."""
    frame = study.frame[(study.frame["output"] == output) & (study.frame["samples"] == study.frame["samples"].max())]
    names = list(dict.fromkeys(frame["index"]))
    found = {index: study.of(output, index) for index in names}
    factors = list(dict.fromkeys(factor for index in names for factor in found[index]))
    rows = [Row(study.factor(each), [_cell(found[index].get(each)) for index in names], each == FLOOR) for each in factors]
    return Table(study.words("indices_table"), [study.words("factor"), *names], rows, study.words("indices_note"), folded=True)


def _cell(value: Value | None) -> Cell:
    if value is None:
        return Cell("")
    return cell(value, fine)


def fine(number: float) -> str:
    """A number with three digits that count: 0.00524, 20,800."""
    digits = 2 - math.floor(math.log10(abs(number))) if number else 0
    return written(round(number, digits), max(digits, 0))


def designed(study: Study) -> Section:
    """The design: what varies and how, how many runs, and what the numbers can say."""
    head, words = study.source.head, study.words
    runs = len(study.source.results.planned)
    facts = {"method": study.method, "samples": study.samples, "seeds": head["seeds"]}
    of_luck = words("design_common" if head["luck"] == "common" else "design_each")
    lead = [words("design_lead", runs=runs, points=runs // head["seeds"], **facts), of_luck, words("design_dummy")]
    rows = [Row(path, [Cell(_distribution(how))]) for path, how in head.get("factors", {}).items()]
    tables = [Table(words("factors_table"), [words("factor"), words("distribution")], rows)] if rows else []
    return Section("design", words("design"), "", lead, [], tables, _failed(study))


def _distribution(how: dict[str, Sequence[Any]]) -> str:
    (kind, values), = how.items()
    return f"{kind} {', '.join(map(str, values))}"


def _failed(study: Study) -> list[str]:
    failed = study.source.results.failed
    return [study.words("study_failed", runs=", ".join(list(failed)[:20]))] if failed else []
