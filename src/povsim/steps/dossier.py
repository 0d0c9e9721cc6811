"""The dossiers of the poor: household files, eight accuracies, five village reports, three household ledgers.  八准五图三账本

Section 5.7 of the model, off unless a page asks. Files are renewed on visits and hold slips of the pen; help and events are
entered in a household's ledgers or forgotten. Nobody decides by any of it, so no household, no money and no other table
changes. Lists and ledgers are kept of some villages alone, and of the sample of households.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from povsim.administration import accuracy, household_ledgers, village_reports
from povsim.administration.accuracy import Look, Pair, Share, look_of
from povsim.administration.files import FACTS, Register
from povsim.administration.purse import Whole
from povsim.administration.targets import Listed, last_targets, target_years
from povsim.draws import key, uniform_array
from povsim.history import Table
from povsim.parameters import Parameters, parameter
from povsim.records import sampled

if TYPE_CHECKING:
    from povsim.world import World

Marks = NDArray[np.bool_]

phase = "accounting"
switch = "asked"
tables = (
    "accuracy", "village_poor", "village_causes", "village_moves", "village_exit", "village_targets", "household_plans",
    "household_measures", "household_log",
)
reads = (
    "household.income", "household.recorded_income", "household.status", "household.support_until", "household.recorded_cause",
    "household.recorded_causes", "household.cause", "household.cause_before", "household.veto", "household.veto_seen",
    "household.kind", "household.poor", "household.enters_now", "household.exits_now", "household.relapses_now",
    "household.removed_now", "household.relapses_truly", "province.exit_line", "province.exit_line_next", "village.poor_village",
    "village.out", "village.exit_year", *(f"household.{name}" for name in FACTS),
    *(f"village.{name}" for name in village_reports.WORKS),
)
writes = ()


class Settings(Parameters):
    """How well files are kept, and of whom lists and ledgers are."""

    asked: bool = parameter(False, "switch", source="assumed; a page asks for it")
    renewed: float = parameter(
        0.85, "a year", low=0, high=1, plausible=(0.6, 1),
        source="assumed; files are to be renewed every year, and some helpers do not come",
    )
    slip: float = parameter(
        0.02, "share of the facts", low=0, high=1, plausible=(0.005, 0.1), source="assumed; facts written down wrongly",
    )
    entered: float = parameter(
        0.95, "share", low=0, high=1, plausible=(0.8, 1),
        source="assumed; help and events that reach the household's own ledgers in time",
    )
    tolerance: float = parameter(
        0.1, "log", low=0, high=1, plausible=(0.05, 0.2),
        source="assumed; a recorded income within a tenth of the true one counts as right",
    )
    deadline: int = parameter(
        2020, "year", low=0, high=2200,
        source="plan; national plan of 2016: everybody out by 2020; from then on targets are for the next year",
    )
    villages: int = parameter(
        10, "villages", low=0, high=1_000_000, source="assumed; so many poor villages by lot keep their lists and ledgers",
    )


WAYS = ("true", "recorded")
"""The two checks: at the households, and of the files alone."""


class Notes(NamedTuple):
    """What was written down in the year, as household rows: files, help by programme, and events by name."""

    files: Whole
    helped: dict[str, Whole]
    events: dict[str, Whole]


def step(world: World) -> None:
    """Close the dossiers of the year."""
    look = look_of(world)
    helped, events = _helped(world, look), _events(world)
    notes, facts = _written(world, look, helped, events)
    ledgers = _ledgers(look, (helped, events), notes)
    _keep_accuracy(world, look, {"facts": facts, "measures": accuracy.measures(world, look, helped), "ledgers": ledgers})
    _keep_villages(world, look, notes)


def _helped(world: World, look: Look) -> dict[str, Whole]:
    """The households on the register, by row, that each programme paid this year; who has died out is not among them."""
    ids = world.population.household.id
    order = np.argsort(ids)
    made = {}
    for programme in world.plugins("programme"):
        if programme.level("eligible") == "household":
            paid = np.unique(world.ledger.recipients(world.year, programme.name))
            place, after = (np.searchsorted(ids, paid, side, order) for side in ("left", "right"))
            rows = np.sort(order[place[after > place]])
            made[programme.name] = rows[look.kept[rows]]
    return made


def _events(world: World) -> dict[str, Whole]:
    home = world.population.household
    return {name: np.flatnonzero(getattr(home, flag) == 1) for name, flag in household_ledgers.EVENTS}


def _written(world: World, look: Look, helped: dict[str, Whole], events: dict[str, Whole]) -> tuple[Notes, Pair]:
    """Renew files and enter what happened; with it, how far the files agree with the households."""
    own, home = world.settings, world.population.household
    rows = np.flatnonzero(look.kept)
    rows = rows[np.argsort(home.id[rows])]
    ids = home.id[rows]
    facts = np.stack([getattr(home, name)[rows] for name in FACTS], axis=1).astype(np.int8)
    slips = np.stack([world.uniform("slip", ids, k) < own.slip for k in range(len(FACTS))], axis=1)
    said, written = world.files.keep(Register(ids, facts, world.uniform("renewed", ids, 0) < own.renewed), slips)
    true = accuracy.share(look, (said == facts).sum(axis=1).astype(np.float64), np.full(len(rows), float(len(FACTS))), rows)
    entered = [
        {name: some[world.uniform(f"entered {name}", home.id[some], 0) < own.entered] for name, some in each.items()}
        for each in (helped, events)
    ]
    return Notes(np.sort(rows[written]), *entered), (true, accuracy.share(look, written, np.ones(len(rows)), rows))


def _ledgers(look: Look, happened: tuple[dict[str, Whole], dict[str, Whole]], notes: Notes) -> Pair:
    """Help and events that were entered; on file, households on the register of which anything was written this year."""
    counts = []
    for parts in ((notes.helped, notes.events), happened):
        rows = np.concatenate([np.zeros(0, np.int64), *(some for part in parts for some in part.values())])
        counts.append(np.bincount(look.county[rows], minlength=look.counties).astype(np.float64))
    touched = np.zeros(len(look.kept), bool)
    for some in (notes.files, *notes.helped.values(), *notes.events.values()):
        touched[some] = True
    return Share(*counts), accuracy.share(look, touched & look.kept, look.kept * 1.0)


def _keep_accuracy(world: World, look: Look, known: dict[str, Pair]) -> None:
    """Write the accuracies of all counties down, and of all of them together."""
    wrong, missed = accuracy.inclusion(world, look), accuracy.exclusion(world, look)
    paid, all_paid = accuracy.delivery(world, look)
    known |= {
        "causes": accuracy.causes(world, look), "income": accuracy.income(world, look, world.settings.tolerance),
        "moves": accuracy.moves(world, look), "inclusion": wrong, "exclusion": missed, "delivery": paid,
    }
    columns: Table = {f"{name}_{way}": pair[place].values() for name, pair in known.items() for place, way in enumerate(WAYS)}
    for place, way in enumerate(WAYS):
        columns[f"identification_{way}"] = accuracy.identification(wrong[place], missed[place])
        columns[f"delivery_{way}"][-1] = all_paid[place].values()[0]
    kept = np.bincount(look.county[look.kept], minlength=look.counties)
    names = [*(f"county {number:02d}" for number in range(1, look.counties + 1)), "all"]
    head = {"year": np.full(len(names), world.year, np.int32), "county": np.array(names, object)}
    world.records.keep("accuracy", {**head, "registered_households": np.append(kept, kept.sum()), **columns})


def _keep_villages(world: World, look: Look, notes: Notes) -> None:
    """Write the reports of all villages down, and the lists and ledgers of some."""
    home, own = world.population.household, world.settings
    rows = np.flatnonzero(look.poor)
    village = home.parent[rows].astype(np.int64)
    listed = Listed(village, home.id[rows], home.recorded_income[rows].astype(np.float64), home.able[rows] == 0)
    years = target_years(listed, world.year, int(own.deadline))
    last = last_targets(village, years, world.population.village.size)
    keep = world.records.keep
    keep("village_poor", village_reports.poor(world, look))
    if world.plugins("cause"):
        keep("village_causes", village_reports.causes(world, look))
    keep("village_moves", village_reports.moves(world))
    keep("village_exit", village_reports.exits(world, look, last))
    chosen = _chosen(world)
    some = chosen[village]
    keep("village_targets", household_ledgers.targets(world, rows[some], years[some]))
    mine = chosen[home.parent]
    mine[sampled(world)] = True
    keep("household_plans", household_ledgers.plans(world, rows[mine[rows]], years[mine[rows]]))
    entered = {name: home.id[some] for name, some in notes.helped.items()}
    keep("household_measures", household_ledgers.measures(world, np.flatnonzero(mine & look.kept), entered))
    kept = Notes(notes.files[mine[notes.files]], *({name: some[mine[some]] for name, some in each.items()} for each in notes[1:]))
    keep("household_log", household_ledgers.log(world, *kept))


def _chosen(world: World) -> Marks:
    """Villages that keep lists and ledgers, always the same ones: poor villages first, by lot."""
    village = world.population.village
    lot = uniform_array(key(0, "villages with ledgers"), village.id, 0)
    made = np.zeros(village.size, bool)
    listed = (village.poor_village == 1) | (village.out == 1)
    made[np.lexsort((lot, ~listed))[: int(world.settings.villages)]] = True
    return made
