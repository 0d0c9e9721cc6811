"""Optimum: the set of claims that is worth most, by integer programming; the benchmark of the other rules.  最优分配

Exact, and so for small cases only: values count in whole thousandths, costs in whole fen. Of several best sets it is
the one that serves the lowest id, then the next, as far as a best set can.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from povsim.administration.purse import Ids, Whole
from povsim.administration.rationing import Claimants, Flags, Floats
from povsim.errors import PovsimError, TooLargeError

MOST = 200
"""Claims that are weighed against one another at most: a county's of one programme."""


class Claims(NamedTuple):
    """Claims on purses: arrays of shape (claims,), numbers from 0.

    `purses` and `rooms` (purses,) say who pays and how much there is. Where `projects` are given, -1 for none, claims of
    one project open it together, and of those in an area only `places` (areas,) can be opened. `households` have at most
    one claim each.
    """

    value: Floats
    fen: Whole
    purses: Whole
    rooms: Whole
    ids: Ids
    projects: Whole | None = None
    areas: Whole | None = None
    places: Whole | None = None
    households: Whole | None = None


def in_best(claimants: Claimants, envelope: Whole, places: Whole | None = None) -> Whole:
    """Fen for the best set of every county, with `places` for new projects by area; claimants lie county by county.

    Raises TooLargeError where a county whose envelope is short has too many of them.
    """
    assert claimants.value is not None
    paid = claimants.fen.copy()
    walls = np.searchsorted(claimants.counties, np.arange(len(envelope) + 1)).tolist()
    for county, room in enumerate(envelope.tolist()):
        rows = slice(walls[county], walls[county + 1])
        some = claimants.some(rows)
        if places is not None or int(some.fen.sum()) > room:
            paid[rows] = np.where(best(_claims(some, room, places)), some.fen, 0)
    return paid


def _claims(some: Claimants, room: int, places: Whole | None) -> Claims:
    """The claimants of one purse."""
    assert some.value is not None
    claims = Claims(some.value, some.fen, np.zeros_like(some.fen), np.array([room]), some.ids)
    if places is None:
        return claims
    assert some.villages is not None and some.opens is not None
    return claims._replace(projects=np.where(some.opens, some.villages, -1), areas=some.areas, places=places)


def best(claims: Claims) -> Flags:
    """The claims of the best set, shape (claims,).  Raises TooLargeError above `MOST` claims."""
    if len(claims.fen) > MOST:
        raise TooLargeError(
            f"allocation 'optimum' weighs up to {MOST} claims of a county against one another; here are {len(claims.fen)} "
            "(choose 'value_cost', or lower population.share)")
    order = np.lexsort((claims.purses, claims.ids))
    chosen = np.zeros(len(order), dtype=bool)
    chosen[order] = _Program(claims, order).first()
    return chosen


class _Program:
    """The integer program of claims in order of id: 0 or 1 a claim, then 0 or 1 a project that is to be opened."""

    def __init__(self, claims: Claims, order: Whole) -> None:
        self.many = many = len(order)
        projects = np.full(many, -1) if claims.projects is None else claims.projects[order]
        self.inside = np.flatnonzero(projects >= 0)
        doors, first, self.door = np.unique(projects[self.inside], return_index=True, return_inverse=True)
        value = np.floor(np.maximum(claims.value[order], 0.0) * 1000.0 + 0.5)
        self.value = np.concatenate([value, np.zeros(len(doors))])
        self.rows, self.tops = np.zeros((0, len(self.value))), np.zeros(0)
        self._pay(claims, order)
        one = np.eye(len(self.value))
        if claims.households is not None:
            self._add(_groups(claims.households[order], one[:many]), 1)
        self._add(one[self.inside] - one[many:][self.door], 0)
        if claims.areas is not None and claims.places is not None and len(doors):
            areas = claims.areas[order][self.inside][first]
            self._add(_groups(areas, one[many:]), claims.places[np.unique(areas)])

    def _pay(self, claims: Claims, order: Whole) -> None:
        """Every purse holds what is taken out of it, counted in the largest unit of all its costs."""
        for purse, room in enumerate(claims.rooms.tolist()):
            fen = np.where(claims.purses[order] == purse, claims.fen[order], 0)
            unit = max(int(np.gcd.reduce(fen)), 1)
            self._add((fen // unit)[None] @ np.eye(self.many, len(self.value)), room // unit)

    def _add(self, rows: Floats, tops: Whole | int) -> None:
        self.rows = np.vstack([self.rows, rows])
        self.tops = np.append(self.tops, np.broadcast_to(tops, len(rows)))

    def first(self) -> Flags:
        """Of the best sets the one that takes the earlier claims: each in turn is taken if the best stays as good."""
        low, high = np.zeros_like(self.value), np.ones_like(self.value)
        chosen = self._solve(low, high)
        if chosen is None:
            raise PovsimError("the integer program of an allocation has no solution")
        top = self.value @ chosen
        for place in range(self.many):
            low[place] = 1.0
            other = chosen if chosen[place] else self._solve(low, high)
            if other is not None and self.value @ other == top:
                chosen = other
            else:
                low[place] = high[place] = 0.0
        return chosen[: self.many]

    def _solve(self, low: Floats, high: Floats) -> Flags | None:
        """The best set between these bounds, or None; a set that only rounding lets through is cut off."""
        from scipy.optimize import Bounds, LinearConstraint, milp

        whole, bounds = np.ones(len(low), dtype=np.int64), Bounds(low, high)
        while not (self.rows.clip(min=0) @ low > self.tops + (self.rows < 0).any(axis=1)).any():
            limits = LinearConstraint(self.rows, -np.inf, self.tops)
            found = milp(-self.value, integrality=whole, bounds=bounds, constraints=limits, options={"mip_rel_gap": 0.0})
            if found.x is None:
                break
            chosen: Flags = found.x > 0.5
            chosen[self.many :] = np.bincount(self.door, weights=chosen[self.inside], minlength=len(chosen) - self.many) > 0
            over = np.flatnonzero(self.rows @ chosen > self.tops)
            if not len(over):
                return chosen
            cut = ((self.rows[over[0]] > 0) & chosen).astype(np.float64)
            self._add(cut[None], int(cut.sum()) - 1)
        return None


def _groups(numbers: Whole, each: Floats) -> Floats:
    """The sum of the rows of `each` by group, the groups in order of their numbers."""
    place = np.unique(numbers, return_inverse=True)[1]
    made: Floats = np.eye(int(place.max(initial=-1)) + 1)[:, place] @ each
    return made
