"""Third-party assessment: what a sample of every county found, what a census would have, and what is true.  第三方评估"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from povsim.administration.assessment import detected, passing
from povsim.plugin import FOLDERS, builtin
from povsim.report.charts import Axis
from povsim.report.curves import Curve, Frame, curves
from povsim.report.figures import INK, RECORDED, TRUE
from povsim.report.numbers import Cell, cell, percent, tenth, whole
from povsim.report.parts import Book, Figure, Row, Section, Table
from povsim.report.source import Bands, Value

if TYPE_CHECKING:
    from pandas import DataFrame

RATES = ("wrong_exit", "missed", "composite", "approval")
PASSED = "passed"
WAYS = {"sample": "", "census": "_census", "truth": "_true"}
"""What the sample found, what a census by the same people would have, and what is true: words, and ends of columns."""
MANY = 12
"""More counties than this are folded away."""
WORST = 0.06
"""The operating characteristic is drawn up to this true rate."""


def assessment(book: Book) -> Section | None:
    """The rates of the counties, the verdicts, and how sure a sample is; None where no page asked for it."""
    frame = book.source.table("assessment")
    if frame is None:
        return None
    frame = frame[frame["sample"] == 1]
    year = int(frame["year"].max())
    own, limit = _settings(book, "step", "assess", year), _settings(book, "rule", "exit_limits", year)
    limits = {
        "wrong": plain(own["most_wrong"]), "missed": plain(own["most_missed"]), "approval": plain(own["least_approval"]),
        "composite": plain(limit["other" if limit["region"] else "west"]),
        "region": book.words("region_other" if limit["region"] else "region_west"),
    }
    return Section(
        "assessment", book.words("assessment"), book.basis("persons", "recorded", "true"),
        [book.words("assessment_lead"), book.words("assessment_rule", **limits)], [_characteristic(book, frame, own)],
        [_years(book, frame), _counties(book, frame)], [book.words("assessment_note")],
    )


def plain(share: float) -> str:
    """A share that was set, as per cent without more digits than it has."""
    return f"{100 * share:g}"


def _settings(book: Book, kind: str, name: str, year: int) -> Mapping[str, float]:
    """The numbers of a file as the page set them."""
    said: dict[str, Any] = book.source.part(FOLDERS[kind], name)
    dated = {key: {int(when): value[when] for when in value} for key, value in said.items() if isinstance(value, dict)}
    return builtin(kind)[name].Settings(**{**said, **dated}).at(year)


def _years(book: Book, frame: DataFrame) -> Table:
    """All counties by year: rates of the sample, of a census and in truth, and the share of counties that pass."""
    bands = Bands(_pooled(frame), ["year"])
    years = [int(year) for year in sorted(frame["year"].unique())]
    rows = []
    for rate in (*RATES, PASSED):
        for way, end in WAYS.items():
            label = book.words(f"found_{way}", rate=book.words("passing" if rate == PASSED else rate))
            rows.append(book.line(label, bands.row(years, f"{rate}{end}"), percent, strong=not end))
    return Table(book.words("assessment_year_table"), ["", *map(str, years)], rows)


def _pooled(frame: DataFrame) -> DataFrame:
    """Means over the counties of each run and year."""
    columns = [f"{rate}{end}" for rate in (*RATES, PASSED) for end in WAYS.values()]
    return frame.groupby(["run_id", "year"], as_index=False)[columns].mean()


def _counties(book: Book, frame: DataFrame) -> Table:
    """The latest assessment county by county: found, its interval, and the truth."""
    last = frame[frame["year"] == frame["year"].max()]
    bands = Bands(last.drop(columns=["year", "sample"]), ["county"])
    rows = []
    for name in bands.names():
        cells = []
        for rate in RATES:
            cells += [_found(book, bands, name, rate), Cell(percent(bands.at(name, f"{rate}_true").mid))]
        verdicts = [_verdict(book, bands.at(name, column)) for column in ("passed", "passed_true")]
        rows.append(Row(book.names.county(str(name)), [Cell(whole(bands.at(name, "sampled").mid)), *cells, *verdicts]))
    head = [book.words("sampled_households"), *(word for rate in RATES for word in (book.words(rate), book.words("true")))]
    head += [book.words("passes"), book.words("passes_true")]
    title = book.words("assessment_county_table", year=int(last["year"].iloc[0]))
    note = book.words("design_interval" if book.source.runs == 1 else "run_interval")
    return Table(title, ["", *head], rows, note, folded=len(rows) > MANY)


def _found(book: Book, bands: Bands, name: Any, rate: str) -> Cell:
    """A rate as found, with the interval of its sampling design for one run, or of the runs for several."""
    found = bands.at(name, rate)
    if book.source.runs == 1:
        found = Value(found.mid, bands.at(name, f"{rate}_low").mid, bands.at(name, f"{rate}_high").mid)
    return cell(found, percent)


def _verdict(book: Book, value: Value) -> Cell:
    """Yes or no; of several runs the share that passes."""
    if book.source.runs > 1:
        return Cell(percent(value.mid))
    return Cell(book.words("yes" if value.mid else "no"))


def _characteristic(book: Book, frame: DataFrame, own: Mapping[str, float]) -> Figure:
    """The chance that a county passes the test of wrong exits, by the true rate, with the page's sample marked."""
    n, deff = int(own["exited"]), max(float(frame["wrong_exit_deff"].median()), 1.0)
    sight = (own["se_income"], own["specificity"], own["appeal_true"], own["appeal_false"])
    rates = [WORST * k / 120 for k in range(121)]
    limit = own["most_wrong"]
    lines = [
        Curve(book.words("oc_small"), [100 * one for one in rates], [passing(one, 100, 1.0, limit) for one in rates], INK, ":"),
        Curve(book.words("oc_page", n=whole(n), deff=tenth(deff)), [100 * one for one in rates],
              [passing(one, n, deff, limit) for one in rates], RECORDED, "-"),
        Curve(book.words("oc_sight"), [100 * one for one in rates],
              [passing(detected(one, *sight), n, deff, limit) for one in rates], TRUE, "--"),
    ]
    frame_ = Frame(book.words("oc_across"), (0, 100 * WORST), 100 * limit, book.words("oc_limit", limit=plain(limit)))
    return book.draw("characteristic", (7.2, 3.3), [curves(lines, frame_, Axis("", book.words("oc_up")))])
