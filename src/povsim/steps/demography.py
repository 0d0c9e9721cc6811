"""Births, deaths and new households: rows are added, moved and closed.  人口变动

Rules mark who dies, who bears and who leaves; this step moves the rows, in one pass a level.
Those who leave a household in a year found one together, beside the old one: they take their
part of what it owns and owes, and share its history and its standing on the register. Nobody leaves
where no adult would stay, or no adult would go. A household without members closes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from povsim.draws import NEWBORN, SPLIT, child_id
from povsim.levels import CHILDLESS, ELDERS_ONLY, EXITED, HOUSEHOLD, NUCLEAR, RE_REGISTERED, REGISTERED
from povsim.moves import Flows, Marks, Moves, moves_of
from povsim.parameters import Parameters, parameter
from povsim.population import Population, Table
from povsim.runs import Rows, edited

if TYPE_CHECKING:
    from povsim.world import World

phase = "demography"
reads = ("person.health", "person.event")
writes = ("household.cash",)
moves = True
"""Rows come and go."""

DIVIDED = ("land", "pasture", "herd", "capital", "cash", "debt", "permanent_income")
"""What a leaver takes a part of; the old household keeps the rest, to the last cent of cash."""

KEPT = frozenset({each.name for each in HOUSEHOLD if not each.yearly and each.gather is None} - set(DIVIDED))
"""What the new household shares with the old one: effects, standing, place and history. A business and contracts stay behind."""


class Settings(Parameters):
    """Newborns and leavers."""

    girls: float = parameter(
        0.4808, "share of births", low=0.3, high=0.7, plausible=(0.465, 0.488), source="assumed; 108 boys to 100 girls",
    )
    part: float = parameter(
        1.0, "member's share", low=0, high=2, plausible=(0.5, 1.2),
        source="assumed; leavers take an equal part of what is owned and owed",
    )
    adult: int = parameter(
        18, "years", low=14, high=30, plausible=(16, 20),
        source="assumed; somebody of this age must stay behind a leaver",
    )


def step(world: World) -> None:
    """Move the rows of everybody who was marked this year."""
    population, year = world.population, world.year
    person, home = population.person, population.household
    moves = moves_of(population, int(world.settings.adult))
    before, estate = (person.size, home.size), _sum(home.cash[moves.closed])
    world.event("died_out", moves.closed)
    standing = _standing(home, moves.closed, year), _standing(home, moves.left, year)
    born = child_id(person.id[moves.mothers], year, NEWBORN)
    old = home.splits[moves.left] == 2
    source, founded = edited(home.size, moves.closed, moves.left + 1, moves.left)
    stay, new = _counts(population, moves)
    members = stay[source.rows]
    members[founded] = new
    _move_people(population, moves, born, world.uniform("sex at birth", born, 0) < world.settings.girls)
    population.replace("household", source, {})
    population.house(members)
    _divide(home, founded, members, world)
    home.kind[founded] = np.where(old, ELDERS_ONLY, np.where(new > 2, NUCLEAR, CHILDLESS))
    world.event("split", founded)
    people = ((before[0], person.size), len(born), len(moves.dead), len(moves.leavers))
    homes = ((before[1], home.size), len(founded), len(moves.closed))
    world.flows[year] = Flows(*people, *homes, estate, *standing)


def _standing(home: Table, rows: Rows, year: int) -> tuple[int, int]:
    """How many of these households stood on the register last year: as poor, and as exited with support."""
    status = home.status[rows]
    poor = (status == REGISTERED) | (status == RE_REGISTERED)
    kept = (status == EXITED) & (home.support_until[rows] >= year - 1)
    return int(poor.sum()), int(kept.sum())


def _sum(values: NDArray[np.float64]) -> float:
    """A sum in row order."""
    return float(np.cumsum(values)[-1]) if len(values) else 0.0


def _counts(population: Population, moves: Moves) -> tuple[Rows, Rows]:
    """Members after the year: of every old household, and of every new one."""
    person = population.person
    stay = np.diff(population.first("household"))
    np.subtract.at(stay, person.parent[moves.dead], 1)
    leaves = _among(moves.mothers, moves.leavers)
    np.add.at(stay, person.parent[moves.mothers[~leaves]], 1)
    with_child = np.searchsorted(moves.leavers, moves.mothers[leaves])
    founded = np.bincount(moves.group, minlength=len(moves.left))
    stay[moves.left] -= founded
    founded = founded + np.bincount(moves.group[with_child], minlength=len(moves.left))
    return stay, founded


def _among(rows: Rows, sorted_rows: Rows) -> Marks:
    """Which rows are among some that are sorted."""
    found: Marks = np.append(sorted_rows, -1)[np.searchsorted(sorted_rows, rows)] == rows
    return found


def _move_people(population: Population, moves: Moves, born: NDArray[np.uint64], girls: Marks) -> None:
    """Rebuild the persons: newborns at the end of their household, leavers after it, with their newborns."""
    person, first = population.person, population.first("household")
    leaves = _among(moves.mothers, moves.leavers)
    home = np.concatenate([person.parent[moves.mothers], person.parent[moves.leavers]]).astype(np.int64)
    rank = np.concatenate([np.where(leaves, 2, 0), np.ones(len(moves.leavers), dtype=np.int64)])
    source = np.concatenate([np.full(len(born), -1, dtype=np.int64), moves.leavers])
    order = np.argsort(3 * home + rank, kind="stable")
    gone = np.sort(np.concatenate([moves.dead, moves.leavers]), kind="stable")
    made, placed = edited(person.size, gone, first[home[order] + 1], source[order])
    rows = np.empty(len(order), dtype=np.int64)
    rows[order] = placed
    population.replace("person", made, {})
    person.id[rows[: len(born)]] = born
    person.female[rows[: len(born)]] = girls


def _divide(home: Table, founded: Rows, members: Rows, world: World) -> None:
    """Give new households, which are copies of the row before them, their id and their part, and nothing else."""
    left = founded - 1
    home.id[founded] = child_id(home.id[left], world.year, SPLIT)
    for name, column in home.columns.items():
        if name not in KEPT and name not in DIVIDED and column.gather is None and column.path not in world.population.still:
            getattr(home, name)[founded] = column.start
    part = np.minimum(world.settings.part * members[founded] / (members[left] + members[founded]), 1.0)
    for name in DIVIDED:
        values = getattr(home, name)
        whole = values[left].astype(np.float64)
        values[founded] = np.maximum(whole, 0.0) * part
        values[left] = whole - values[founded]
    home.cash_before[founded] = home.cash[founded]
    home.cash_before[left] -= home.cash[founded]
