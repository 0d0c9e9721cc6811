"""The eight accuracies of the files of the poor, by county, each checked at the households and on the files alone.  八个准

Section 5.7 of the model. Every accuracy is right cases over all cases; numerators and denominators are summed before they
are divided, so the figure of all counties is pooled and no mean of ratios.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from povsim.administration.matching import row
from povsim.administration.purse import Whole
from povsim.levels import EXITED, RE_REGISTERED, REGISTERED
from povsim.maths import log_array

if TYPE_CHECKING:
    from povsim.world import World

Floats = NDArray[np.float64]
Marks = NDArray[np.bool_]
Cases = NDArray[Any]

LEAST_INCOME = 100.0
"""Logarithms take incomes from here up, yuan a person."""


class Look(NamedTuple):
    """The households at the end of a year: county, poor on the record, on the register with support; and the line."""

    county: Whole
    poor: Marks
    kept: Marks
    line: float
    counties: int


class Share(NamedTuple):
    """Right cases and all cases, by county (counties,)."""

    right: Floats
    of: Floats

    def values(self) -> Floats:
        """The share of every county, and of all of them last; not a number where nothing was to check."""
        right, of = (np.append(each, each.sum()) for each in self)
        made: Floats = np.divide(right, of, out=np.full(len(of), np.nan), where=of > 0)
        return made


Pair = tuple[Share, Share]
"""As a check at the households shows it, and as the files alone say."""


def look_of(world: World) -> Look:
    """The register as it stands."""
    home, up = world.population.household, world.population.village.parent
    poor = (home.status == REGISTERED) | (home.status == RE_REGISTERED)
    kept = poor | ((home.status == EXITED) & (home.support_until >= world.year))
    line = float(world.population.province.exit_line[0])
    return Look(up[home.parent].astype(np.int64), poor, kept, line, world.population.county.size)


def share(look: Look, right: Cases, of: Cases, rows: Whole | None = None) -> Share:
    """Cases of all households, or of some rows, summed by county."""
    county = look.county if rows is None else look.county[rows]
    sums = (np.bincount(county, weights=each, minlength=look.counties).astype(np.float64) for each in (right, of))
    return Share(*sums)


def inclusion(world: World, look: Look) -> Pair:
    """Of the persons poor on the record those who are not below the line."""
    home = world.population.household
    high = [each >= look.line for each in _incomes(world)]
    return _pair(share(look, home.members * (look.poor & each), home.members * look.poor) for each in high)


def exclusion(world: World, look: Look) -> Pair:
    """Of the persons below the line those who are not poor on the record."""
    home = world.population.household
    low = [each < look.line for each in _incomes(world)]
    return _pair(share(look, home.members * (each & ~look.poor), home.members * each) for each in low)


def identification(wrong: Share, missed: Share) -> Floats:
    """1 - (inclusion + exclusion) / 2; nobody listed is nobody listed wrongly, and nobody poor is nobody missed."""
    made: Floats = 1.0 - (np.nan_to_num(wrong.values()) + np.nan_to_num(missed.values())) / 2.0
    return made


def causes(world: World, look: Look) -> Pair:
    """Main causes of the poor on the record: the trace of recorded against true cause; on file, that there is one."""
    home = world.population.household
    agree = (home.recorded_cause == home.cause) & (home.recorded_cause >= 0)
    return share(look, look.poor & agree, look.poor * 1.0), share(look, look.poor & (home.recorded_cause >= 0), look.poor * 1.0)


def measures(world: World, look: Look, helped: Mapping[str, Whole]) -> Pair:
    """Planned help of the year that answers the main cause of the year in which it was decided, true or recorded."""
    home, names = world.population.household, [each.name for each in world.plugins("cause")]
    made = []
    for cause in (home.cause_before, home.recorded_cause):
        right, of = np.zeros(look.counties), np.zeros(look.counties)
        for programme in planned_help(world):
            rows = helped[programme]
            rows = rows[look.kept[rows]]
            answers = np.append(row(world.plan.matching, names, programme), 0)
            one = share(look, answers[cause[rows]] > 0, np.ones(len(rows)), rows)
            right, of = right + one.right, of + one.of
        made.append(Share(right, of))
    return _pair(made)


def planned_help(world: World) -> list[str]:
    """Programmes that plan help for households a year ahead."""
    return [each.name for each in world.plugins("programme") if "cost" in each.verbs and each.level("eligible") == "household"]


def delivery(world: World, look: Look) -> tuple[Pair, Pair]:
    """Money at hand for the year that reached somebody in it; on file, all that was booked. By county, and of all money.

    Money for village works is the province's and has no county; nobody has to borrow, so loans are left out.
    """
    county, whole = np.zeros((3, look.counties)), np.zeros(3)
    for programme in world.plugins("programme"):
        purse = world.ledger.purses.get((programme.name, world.year))
        if purse is not None and not programme.lends:
            reached = purse.paid - purse.leaked - purse.overhead
            parts = np.stack([each.sum(axis=1) for each in (reached, purse.paid, purse.granted + purse.carried)])
            whole += parts.sum(axis=1)
            county += parts if parts.shape[1] == look.counties else 0
    ends = (Share(county[0], county[2]), Share(county[1], county[2]))
    return ends, (Share(whole[:1], whole[2:]), Share(whole[1:2], whole[2:]))


def income(world: World, look: Look, tolerance: float) -> Pair:
    """Incomes on file that are near the true ones; on file, that nobody is recorded as exited below the line."""
    home = world.population.household
    said, true = home.recorded_income.astype(np.float64), home.income.astype(np.float64)
    some = np.flatnonzero(look.kept & (said > 0.0) & (true > 0.0))
    apart = log_array(np.maximum(said[some], LEAST_INCOME)) - log_array(np.maximum(true[some], LEAST_INCOME))
    out = look.kept & ~look.poor
    return share(look, np.abs(apart) <= tolerance, np.ones(len(some)), some), share(look, out & (said >= look.line), out * 1.0)


def moves(world: World, look: Look) -> Pair:
    """Entries of who is below the line, exits and removals of who is not; on file, by recorded income and what was found."""
    home, made = world.population.household, []
    for income, barred in zip(_incomes(world), (home.veto == 1, home.veto_seen == 1), strict=True):
        low = income < look.line
        came, left, struck = home.enters_now + home.relapses_now, home.exits_now, home.removed_now
        right = came * low + left * ~low + struck * (~low | barred)
        made.append(share(look, right.astype(np.float64), (came + left + struck).astype(np.float64)))
    return _pair(made)


def _incomes(world: World) -> tuple[Floats, Floats]:
    """What a person of each household has, in truth and on file."""
    home = world.population.household
    return home.income.astype(np.float64), home.recorded_income.astype(np.float64)


def _pair(shares: Iterable[Share]) -> Pair:
    true, recorded = shares
    return true, recorded
