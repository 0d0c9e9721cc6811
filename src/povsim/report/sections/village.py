"""One village as its cadres would see it: five charts, and the three ledgers of a household.  五张图、三个账本"""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, Any

from povsim.report.bars import bars, columns
from povsim.report.charts import Axis, Series
from povsim.report.figures import PLANNED, RECORDED, TRUE
from povsim.report.numbers import Cell, percent, whole
from povsim.report.parts import Book, Figure, Row, Section, Table
from povsim.report.source import Value

if TYPE_CHECKING:
    from pandas import DataFrame

LISTED = 15
"""So many households of the target list are shown; the table has all."""
REPORTS = ("village_poor", "village_causes", "village_moves", "village_exit", "village_targets")
LEDGERS = ("household_plans", "household_measures", "household_log")
WORKS = ("road", "water", "clinic", "power", "net")
TYPES = ("elders_only", "childless", "nuclear", "three_generations")
MOVES = ("entries_recorded", "relapses_recorded", "removed_recorded", "exits_recorded", "relapses_true")


def village(book: Book) -> Section | None:
    """The first village that keeps its lists and where somebody has left; None where no page asked for it."""
    tables = {name: book.source.table(name) for name in (*REPORTS, *LEDGERS)}
    if any(tables[name] is None for name in ("village_poor", "village_moves", "village_targets", "household_plans")):
        return None
    first = {name: _first_run(frame) for name, frame in tables.items()}
    number = _example(first)
    mine = {name: frame[frame["village_id"] == number] for name, frame in first.items()}
    county = book.names.county(str(mine["village_poor"]["county"].iloc[0]))
    home = _household(mine)
    return Section(
        "village", book.words("village_section"), book.basis("recorded", "true", "nominal", spread=False),
        [book.words("village_lead", village=number, county=county), book.words("village_export", village=number)],
        [_figure(book, mine)],
        [_poor(book, mine["village_poor"]), _causes(book, mine["village_causes"]), _moves(book, mine["village_moves"]),
         _exit(book, mine["village_exit"]), _targets(book, mine), *_ledgers(book, mine, home)],
    )


def _first_run(frame: DataFrame | None) -> Any:
    from pandas import DataFrame

    if frame is None:
        return DataFrame({"village_id": [], "household_id": [], "year": []})
    return frame[frame["run_id"] == frame["run_id"].iloc[0]]


def _example(tables: dict[str, Any]) -> int:
    """Of the villages with lists the lowest number among those with most recorded exits."""
    listed = tables["village_targets"]["village_id"].unique()
    moves = tables["village_moves"][tables["village_moves"]["village_id"].isin(listed)]
    exits = moves.groupby("village_id")["exits_recorded_households"].sum()
    return int(exits.index[int(exits.to_numpy().argmax())])


def _household(tables: dict[str, Any]) -> int:
    """The household with the longest plan, then the most payments, then the lowest number."""
    plans = tables["household_plans"].groupby("household_id")["year"].count()
    paid = tables["household_measures"].groupby("household_id")["year"].nunique().reindex(plans.index, fill_value=0)
    chosen = (plans.clip(upper=3) + paid).to_numpy().argmax()
    return int(plans.index[int(chosen)])


def _figure(book: Book, tables: dict[str, Any]) -> Figure:
    """Poor persons of the village by year, and the causes on its files in the first year."""
    poor, causes = tables["village_poor"], tables["village_causes"]
    years = [int(year) for year in poor["year"]]
    pair = [
        Series(book.words("recorded"), [Value(float(one)) for one in poor["poor_recorded"]], RECORDED),
        Series(book.words("true"), [Value(float(one)) for one in poor["poor_true"]], TRUE, hatch="////", filled=False),
    ]
    panels = [columns(years, pair, Axis(book.words("poor_persons"), book.words("persons_unit")))]
    start = causes[causes["year"] == causes["year"].min()].sort_values("main_recorded_households", ascending=False, kind="stable")
    if len(start):
        labels = [book.names.group("cause", str(name)) for name in start["cause"]]
        main, named = ([Value(float(one)) for one in start[f"{what}_recorded_households"]] for what in ("main", "named"))
        series = [Series(book.words("main_cause"), main, RECORDED)]
        series.append(Series(book.words("named_cause"), named, PLANNED, hatch="...", filled=False))
        axis = Axis(book.words("causes_title", year=int(start["year"].iloc[0])), book.words("households_unit"))
        panels.append(bars(labels, series, axis))
    return book.draw("village", (7.2, 1.7 + 0.36 * max(len(start), 5)), panels, spread=False)


def _numbers(frame: DataFrame, label: str, column: str, share: bool = False) -> Row:
    write = percent if share else whole
    return Row(label, [Cell(write(float(value))) for value in frame[column]])


def _years(frame: DataFrame) -> list[str]:
    return ["", *(str(int(year)) for year in frame["year"])]


def _poor(book: Book, frame: DataFrame) -> Table:
    listed = {"population": "persons", **{name: name for name in ("registered", "poor_recorded", "poor_true")}}
    rows = [_numbers(frame, f"{book.words(word)}{book.words('in_persons')}", column) for word, column in listed.items()]
    rows += [
        _numbers(frame, f"{book.words('poor_in', kind=book.words.name(name))}{book.words('in_persons')}", f"poor_recorded_{name}")
        for name in TYPES if float(frame[f"poor_recorded_{name}"].sum()) > 0
    ]
    return Table(book.words("chart_poor"), _years(frame), rows)


def _causes(book: Book, frame: DataFrame) -> Table:
    """Main and further causes on the record at the first and the last year that has any."""
    ends = sorted({int(frame["year"].min()), int(frame["year"].max())}) if len(frame) else []
    rows = []
    for name in frame.sort_values(["year"], kind="stable")["cause"].drop_duplicates():
        cells = []
        for year in ends:
            one = frame[(frame["year"] == year) & (frame["cause"] == name)]
            columns = ("main_recorded", "named_recorded", "main_true")
            cells += [Cell(whole(float(one[f"{what}_households"].sum()))) for what in columns]
        rows.append(Row(book.names.group("cause", str(name)), cells))
    head = [book.words(f"{what}_in", year=year) for year in ends for what in ("main", "named", "main_true")]
    return Table(book.words("chart_causes"), ["", *head], rows, book.words("chart_causes_note"))


def _moves(book: Book, frame: DataFrame) -> Table:
    rows = [_numbers(frame, book.words(f"move_{name}"), f"{name}_households") for name in MOVES]
    return Table(book.words("chart_moves"), _years(frame), rows)


def _exit(book: Book, frame: DataFrame) -> Table:
    rows = [_numbers(frame, book.words("headcount_recorded"), "headcount_recorded", share=True)]
    rows.append(Row(book.words("village_target"), [Cell(_year(value)) for value in frame["target_year"]]))
    rows += [_numbers(frame, book.words(f"works_{name}"), name, share=True) for name in WORKS]
    rows.append(Row(book.words("village_out"), [Cell(_year(value)) for value in frame["exit_year"]], True))
    return Table(book.words("chart_exit"), _years(frame), rows, book.words("chart_exit_note"))


def _year(value: Any) -> str:
    return str(int(value)) if int(value) else "–"


def _targets(book: Book, tables: dict[str, Any]) -> Table:
    """The list of the first year: who is to be out when, and in which year each was out on the record."""
    frame, plans = tables["village_targets"], tables["household_plans"]
    start = frame[frame["year"] == frame["year"].min()].sort_values(["target_year", "household_id"], kind="stable")
    last = plans.groupby("household_id")["year"].max()
    rows = []
    step = max(len(start) / LISTED, 1.0)
    shown = start.iloc[[int(k * step) for k in range(min(LISTED, len(start)))]]
    for one in shown.itertuples():
        still = int(last.get(one.household_id, one.year))
        words = (whole(one.members), book.names.group("cause", one.cause), whole(one.recorded_income_yuan), whole(one.short_yuan),
                 str(one.target_year), book.words("still_poor") if still >= book.last else str(still + 1))
        rows.append(Row(str(one.household_id), [Cell(word) for word in words]))
    keys = ("household", "members_word", "cause_word", "income_seen", "short_of_line", "target_word", "off_list")
    year = int(frame["year"].min())
    note = book.words("chart_targets_note", shown=len(shown), all=len(start))
    return Table(book.words("chart_targets", year=year), [book.words(key) for key in keys], rows, note, words=True)


def _ledgers(book: Book, tables: dict[str, Any], home: int) -> list[Table]:
    """Plan, measures and log of one household."""
    plans, paid, log = (frame[frame["household_id"] == home] for frame in (tables[name] for name in LEDGERS))
    plan = [
        Row(str(one.year), [Cell(text) for text in (
            book.names.group("cause", one.cause), whole(one.recorded_income_yuan), str(one.target_year),
            _programmes(book, one.measures), whole(one.planned_fen / 100),
        )]) for one in plans.itertuples()
    ]
    measures = [
        Row(str(one.year), [Cell(text) for text in (
            book.names.programme(one.programme), book.words.name(one.source), whole(one.amount_fen / 100),
            book.words("yes" if one.entered else "no"),
        )]) for one in paid.itertuples()
    ]
    heads = {
        "plan": ("year_word", "cause_word", "income_seen", "target_word", "next_measures", "planned_yuan"),
        "measures": ("year_word", "programme_word", "source", "yuan_word", "entered_word"), "log": ("year_word", "entry_word"),
    }
    lines = [Row(str(one.year), [Cell(_entry(book, one))]) for one in log.sort_values("year", kind="stable").itertuples()]
    rows = {"plan": plan, "measures": measures, "log": lines}
    return [
        Table(book.words(f"ledger_{name}", household=home), [book.words(key) for key in keys], rows[name], words=True)
        for name, keys in heads.items()
    ]


def _programmes(book: Book, joined: str) -> str:
    return book.words("comma").join(book.names.programme(name) for name in joined.split("+")) if joined else "–"


def _entry(book: Book, one: Any) -> str:
    """One line of the log as a sentence."""
    about = ""
    if one.entry == "help_received":
        about = book.names.programme(one.about)
    elif one.about != "-":
        about = book.names.group("cause", one.about)
    yuan = whole(one.yuan) if isfinite(one.yuan) else ""
    return book.words(f"entry_{one.entry}", about=about, yuan=yuan)
