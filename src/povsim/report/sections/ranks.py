"""How sure the order of exits is: probabilities of ranks and of coming first, over runs.  脱贫次序的把握"""

from __future__ import annotations

from typing import Any

from povsim.analysis import pooling
from povsim.analysis.exits import BASES
from povsim.analysis.ranks import precedence, rank_chances
from povsim.report.charts import Axis
from povsim.report.figures import RECORDED, TRUE
from povsim.report.numbers import NONE, Cell, percent, tenth, written
from povsim.report.panels import Matrix, heat
from povsim.report.parts import Book, Figure, Row, Section, Table
from povsim.report.sections.relapse import label
from povsim.store import computed

WORDS = dict(zip(BASES, ("recorded", "true"), strict=True))
COLOURS = dict(zip(BASES, (RECORDED, TRUE), strict=True))
TABLED = ("cause", "preset", "village", "county")


def ranks(book: Book) -> Section | None:
    """Only where there are several runs: ranks of one run have no interval (X49)."""
    if book.source.runs < 2 or "groups" not in book.source.results.tables:
        return None
    exits = computed.exits(book.source.results)
    drawn = [kind for kind in ("cause", "county") if kind in exits.names and exits.whole(kind)]
    if not drawn:
        return None
    figures = [figure for kind in drawn for figure in _figures(book, exits, kind)]
    order = pooling.exit_order(exits)
    tables = [_table(book, order, kind) for kind in TABLED if kind in exits.names]
    lead = [book.words("ranks_lead"), book.words("ranks_criterion", first=book.first)]
    basis = book.basis("persons", "recorded", "true", spread=False)
    notes = [book.words("ranks_note")]
    return Section("ranks", book.words("ranks"), basis, lead, figures, [*tables, _agreement(book, exits)], notes)


def _figures(book: Book, exits: pooling.Exits, kind: str) -> list[Figure]:
    """Rank probabilities on the record and in truth; of few groups also who is out before whom."""
    ranked, before = [], []
    for basis, way in WORDS.items():
        times, names = exits.times[basis, kind], exits.names[kind]
        order = sorted(range(len(names)), key=lambda k: (float(times[:, k].mean()), names[k]))
        labels = [label(book, kind, names[k]) for k in order]
        chances, first = rank_chances(times)[order], precedence(times)[0][order][:, order]
        places = [str(place) for place in range(1, len(names) + 1)]
        axes = [Axis(book.words(way), book.words(f"{unit}_axis")) for unit in ("rank", "before")]
        ranked.append(heat(Matrix(labels, places, chances.tolist()), axes[0], COLOURS[basis]))
        before.append(heat(Matrix(labels, labels, first.tolist()), axes[1], COLOURS[basis]))
    height = 1.3 + 0.25 * len(exits.names[kind]) if len(exits.names[kind]) <= 14 else 6.2
    made = [book.draw(f"ranks_{kind}", (8.6, height), ranked, spread=False)]
    return made if kind == "county" else [*made, book.draw("before_cause", (8.6, height + 0.9), before, spread=False)]


def _table(book: Book, order: dict[str, Any], kind: str) -> Table:
    """Mean rank, its interval and set, and the year of exit, by record and in truth."""
    known = zip(*(order[name].tolist() for name in ("basis", "group_kind", "group")), strict=True)
    keys = {(basis, group): k for k, (basis, one, group) in enumerate(known) if one == kind}
    names = sorted({group for _, group in keys}, key=lambda name: (float(order["mean_rank"][keys["by_record", name]]), name))
    cells = {name: [each for basis in BASES for each in _cells(order, keys[basis, name], book.last)] for name in names}
    rows = [Row(label(book, kind, name), cells[name]) for name in names]
    head = [f"{book.words(column)}, {book.words(way)}" for way in WORDS.values()
            for column in ("mean_rank", "rank_set", "median_exit", "not_out")]
    title, note = book.words("ranks_table", kind=book.words(f"by_{kind}")), book.words("ranks_table_note", last=book.last)
    return Table(title, ["", *head], rows, note, folded=kind == "county")


def _cells(order: dict[str, Any], k: int, last: int) -> list[Cell]:
    def at(name: str) -> float:
        return float(order[name][k])

    ends = (at(name) for name in ("exit_year", "exit_year_low", "exit_year_high"))
    year, low, high = (f"{end:.0f}" if end <= last else f">{last}" for end in ends)
    return [
        Cell(tenth(at("mean_rank")), f"{tenth(at('low'))}–{tenth(at('high'))}"),
        Cell(f"{at('set_low'):.0f}–{at('set_high'):.0f}"),
        Cell(year, f"{low}–{high}" if low != high else ""), Cell(percent(at("not_out"))),
    ]


def _agreement(book: Book, exits: pooling.Exits) -> Table:
    """Kendall's tau between runs, and between record and truth."""
    found = pooling.exit_agreement(exits)
    cells: dict[str, dict[str, Cell]] = {}
    for kind, between, tau, low, high in zip(*(found[name].tolist() for name in ("group_kind", "between", "tau", "low", "high")),
                                             strict=True):
        ends = f"{written(low, 2)}–{written(high, 2)}"
        cells.setdefault(kind, {})[between] = Cell(written(tau, 2), "" if NONE in (written(low, 2), written(high, 2)) else ends)
    names = ("runs by record", "runs in truth", "record and truth")
    rows = [Row(book.words(f"by_{kind}"), [each[name] for name in names]) for kind, each in cells.items()]
    head = ["", *(book.words(f"tau_{name.replace(' ', '_')}") for name in names)]
    return Table(book.words("agreement_table"), head, rows, book.words("agreement_note"))
