"""Who gets what: support against income, the cliff at the line, and how support is spread.  受益分布与悬崖"""

from __future__ import annotations

from typing import TYPE_CHECKING

from povsim.report.charts import Axis
from povsim.report.curves import Curve, Frame, curves
from povsim.report.figures import FAINT, RECORDED, TRUE
from povsim.report.numbers import Cell, cell, percent, whole
from povsim.report.parts import Book, Figure, Row, Section, Table
from povsim.report.source import Bands, Value
from povsim.tables import RECORD, TRUTH

if TYPE_CHECKING:
    from collections.abc import Callable

    from matplotlib.axes import Axes
    from pandas import DataFrame

    Panel = Callable[[Axes], None]

LOOKS = {RECORD: ("recorded", RECORDED, "--"), TRUTH: ("true", TRUE, "-")}
KINDS = (("household", RECORD), ("household", TRUTH), ("village", RECORD), ("county", RECORD))
"""Whose cliffs are shown, and how they stand to the line."""
LEAST = 5
"""Bands with fewer households than this are not drawn."""
SEEN = 2.5
"""The cliff is drawn up to this income, as a share of the line."""
POOREST = (0.2, 0.4)


def benefits(book: Book) -> Section | None:
    """Support by income of the year before; None where no page asked for it."""
    frame, edges = book.source.table("benefits"), book.source.table("cliffs")
    if frame is None or edges is None:
        return None
    spread = _spread_of(frame[frame["basis"] == TRUTH])
    return Section(
        "benefits", book.words("benefits"), book.basis("recorded", "true", "nominal"), [book.words("benefits_lead")],
        [_figure(book, frame, spread)], [*_cliffs(book, edges), _shares(book, spread)],
    )


def _figure(book: Book, frame: DataFrame, spread: DataFrame) -> Figure:
    year = frame["year"].max()
    return book.draw("benefits", (7.2, 3.3), [_cliff(book, frame[frame["year"] == year]), _curve(book, spread)])


def _cliff(book: Book, frame: DataFrame) -> Panel:
    """Mean support a household by band of income, recorded and true."""
    lines = []
    for basis, (word, colour, dashes) in LOOKS.items():
        sums = frame[frame["basis"] == basis].groupby("from_line")[["households", "benefit_yuan"]].sum()
        sums = sums[(sums["households"] >= LEAST) & (sums.index < SEEN)]
        across = [100 * (float(start) + 0.05) for start in sums.index]
        lines.append(Curve(book.words(word), across, list(sums["benefit_yuan"] / sums["households"]), colour, dashes))
    place = Frame(book.words("of_line"), (0, 100 * SEEN), 100, book.words("the_line"))
    return curves(lines, place, Axis(book.words("support_title"), book.words("yuan_household")))


def _curve(book: Book, spread: DataFrame) -> Panel:
    """The concentration curve of support: persons from the poorest on, and their part of it."""
    years = sorted({int(spread["year"].min()), int(spread["year"].max())})
    lines = []
    for year, (colour, dashes) in zip(years, ((TRUE, "-"), (RECORDED, "--")), strict=False):
        sums = spread[spread["year"] == year].groupby("from_line")[["persons", "benefit_yuan"]].sum().cumsum()
        points = [(0.0, 0.0), *zip(sums["persons"].tolist(), sums["benefit_yuan"].tolist(), strict=True)]
        people, money = points[-1]
        across, up = ([100 * point[k] / max(most, 1e-9) for point in points] for k, most in ((0, people), (1, money)))
        lines.append(Curve(str(year), across, up, colour, dashes))
    lines.append(Curve(book.words("even"), [0, 100], [0, 100], FAINT, ":"))
    axis = Axis(book.words("spread_title"), book.words("share_support"))
    return curves(lines, Frame(book.words("share_persons"), (0, 100)), axis)


def _spread_of(frame: DataFrame) -> DataFrame:
    return frame[["run_id", "year", "from_line", "persons", "benefit_yuan"]]


def _cliffs(book: Book, edges: DataFrame) -> list[Table]:
    """The size of the cliffs by year, and what they are made of."""
    sizes, ends, years = [], [], [int(year) for year in sorted(edges["year"].unique())]
    for level, basis in KINDS:
        bands = Bands(edges[(edges["basis"] == basis) & (edges["level"] == level)], ["year"])
        word = book.words(f"cliff_{level}", way=book.words(LOOKS[basis][0]))
        sizes.append(Row(word, [cell(_size(book, bands, year), whole) for year in years]))
        for year in years:
            cells = [cell(bands.at(year, column), whole) for column in ("below_yuan", "above_yuan", "used_households")]
            ends.append(Row(book.words("cliff_in", word=word, year=year), cells))
    head = [book.words(key) for key in ("just_below", "just_above", "near_line")]
    return [
        Table(book.words("cliff_table"), ["", *map(str, years)], sizes, book.words("cliff_note")),
        Table(book.words("cliff_ends_table"), ["", *head], ends, folded=True),
    ]


def _size(book: Book, bands: Bands, year: int) -> Value:
    """The size of a cliff, with the interval of its fit for one run, or of the runs for several."""
    size = bands.at(year, "size_yuan")
    return size if book.source.runs > 1 else Value(size.mid, bands.at(year, "size_low").mid, bands.at(year, "size_high").mid)


def _shares(book: Book, spread: DataFrame) -> Table:
    """What part of the support the poorest persons get, by year."""
    bands = Bands(_poorest(spread), ["year"])
    years = [int(year) for year in bands.names()]
    words = [book.words("poorest", share=f"{100 * part:g}") for part in POOREST]
    rows = [book.line(word, bands.row(years, f"part_{part}"), percent) for word, part in zip(words, POOREST, strict=True)]
    head = ["", *map(str, years)]
    index = [Cell(f"{bands.at(year, f'part_{POOREST[-1]}').mid / POOREST[-1]:.2f}") for year in years]
    rows.append(Row(book.words("cgh"), index))
    return Table(book.words("poorest_table"), head, rows, book.words("cgh_note"))


def _poorest(spread: DataFrame) -> DataFrame:
    """The part of the support that goes to the poorest shares of persons by run and year; within a band all get the same."""
    from numpy import interp
    from pandas import DataFrame

    rows = []
    for (run, year), frame in spread.groupby(["run_id", "year"]):
        people, money = ([0.0, *frame[name].cumsum()] for name in ("persons", "benefit_yuan"))
        across, up = ([one / max(many[-1], 1e-9) for one in many] for many in (people, money))
        rows.append({"run_id": run, "year": year, **{f"part_{part}": float(interp(part, across, up)) for part in POOREST}})
    return DataFrame(rows)
