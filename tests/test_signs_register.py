"""Expected signs of the register's errors and size (section 7.1): worse listing, worse looks at incomes, more places.

Two worlds of 28,000 households with the same luck. True poverty and the record are paired: years by household, their differences
summed, in standard errors of that sum. Relapse and poverty off the register are about other households in each world, so their
shares are compared as ratios with households as units and the worlds taken as independent, which errs on the safe side. A false
alarm has odds of 1e-6 (4.892 standard errors); `seen` says the smallest difference that a test must be able to see.
"""

from __future__ import annotations

from math import sqrt

import numpy as np
import pytest

from signs_page import Year, asked, lived, told

SURE, SURE_OF_30 = 4.892, 5.917
MANY = range(1, 31)
LISTED_ANEW = (
    "population.registered.households=0", "population.registered.persons=0", "steps.quotas.listing_year=2015",
)
"""Nobody is listed by the page's totals, and everybody by the chain of quotas at the end of 2015."""
ROWS = {
    "listing": tuple((*LISTED_ANEW, "steps.quotas.assembly=0", f"steps.quotas.noise={noise}") for noise in (0, 1)),
    "looks": (("rules.observe.error=0",), ("rules.observe.error=0.5",)),
    "places": ((*LISTED_ANEW, "steps.quotas.places=0.7"), (*LISTED_ANEW, "steps.quotas.places=1.4")),
}
World = tuple[Year, ...]


def pair(row: str, seed: int = 1) -> tuple[World, World]:
    """The worlds without and with the change."""
    one, other = ROWS[row]
    return lived(seed, one), lived(seed, other)


def years(world: World, column: str, first: int = 2016, last: int = 2020) -> dict[int, tuple[int, int]]:
    """Of every household the years told, and the years asked."""
    ids, counts = [], []
    for year, rows in enumerate(world, start=2016):
        if first <= year <= last:
            within = asked(rows, column, year)
            ids.append(rows["id"][within])
            counts.append(told(rows, column)[within])
    names, place = np.unique(np.concatenate(ids), return_inverse=True)
    sums, size = np.bincount(place, weights=np.concatenate(counts)), np.bincount(place)
    return dict(zip(names.tolist(), zip(sums.astype(int).tolist(), size.tolist(), strict=True), strict=True))


def paired(row: str, column: str, **span: int) -> tuple[float, float]:
    """The mean difference of years told by household asked in both worlds, a year, and its standard error."""
    one, other = (years(world, column, **span) for world in pair(row))
    both = [(other[name][0] - one[name][0], one[name][1]) for name in one if name in other and other[name][1] == one[name][1]]
    change, size = (np.array(each, float) for each in zip(*both, strict=True))
    return float(change.sum() / size.sum()), sqrt(float((change**2).sum())) / float(size.sum())


def apart(row: str, column: str) -> tuple[float, float]:
    """The difference of shares of years told, and its standard error with households as units."""
    shares, variance = [], 0.0
    for world in pair(row):
        told_years, size = (np.array(each, float) for each in zip(*years(world, column).values(), strict=True))
        share = told_years.sum() / size.sum()
        shares.append(share)
        variance += float(((told_years - share * size) ** 2).sum() / size.sum() ** 2)
    return float(shares[1] - shares[0]), sqrt(variance)


def has_sign(found: tuple[float, float], sign: int, seen: float) -> None:
    """The difference has this sign, and the test sees as little as it says."""
    assert SURE * found[1] <= seen, found
    assert sign * found[0] > SURE * found[1], found


@pytest.mark.parametrize(("row", "sign"), [("listing", 1), ("looks", 1), ("places", -1)])
def test_true_poverty(row: str, sign: int) -> None:
    """7.1: + small, + small, -. Help that misses the poor lifts fewer; more places reach more of them."""
    has_sign(paired(row, "all"), sign, seen=0.0035)


@pytest.mark.parametrize(("row", "sign"), [("listing", 1), ("places", -1)])
def test_poverty_among_the_never_registered(row: str, sign: int) -> None:
    """7.1: +, -; of the looks (+) less than the third of a point that can be seen: they matter for later additions only."""
    has_sign(apart(row, "never"), sign, seen=0.014)


def test_looks_hardly_touch_poverty_off_the_register() -> None:
    """7.1 says +: some .4 of a point here, of which one pair of worlds apart is not sure; thirty are (nightly)."""
    found = apart("looks", "never")
    assert 0 < found[0] < 0.015


@pytest.mark.parametrize(("row", "sign"), [("listing", -1), ("looks", 1)])
def test_true_relapse_among_the_recorded_exited(row: str, sign: int) -> None:
    """7.1: a worse listing lowers relapse, for the ineligible do not relapse; worse looks let the poor go, who were never out."""
    has_sign(apart(row, "exited"), sign, seen=0.034)


def test_more_places_do_not_lower_relapse() -> None:
    """7.1 says less relapse. Here not: those who are added live near the line, leave in the first good years, and some fall back.

    Some two points more, with the same money for twice as many; with money without end still not less. Seen: three points and a half.
    """
    difference, error = apart("places", "exited")
    assert SURE * error < 0.034 and difference > -SURE * error


def test_more_places_lengthen_the_record_less_and_less() -> None:
    """7.1: + then -. A tenth of all households more in 2016, a third of that more in 2020, after most have left."""
    early, late = (paired("places", "record", first=year, last=year) for year in (2016, 2020))
    has_sign(early, 1, seen=0.015)
    assert 0 < late[0] < 0.5 * early[0]


def test_a_worse_listing_leaves_the_record_about_as_it_is() -> None:
    """7.1 says 0: of 16 points some 3.0 less, as the ineligible leave or are struck off sooner; within 4, noise included."""
    difference, error = paired("listing", "record")
    assert abs(difference) + SURE * error < 0.04


def test_worse_looks_lengthen_the_record_here() -> None:
    """7.1 says less record at given true poverty, by one look. Exit here asks for two looks and a tenth more: errors break the run."""
    has_sign(paired("looks", "record"), 1, seen=0.01)


FULL = {
    "listing": {"all": 1, "never": 1, "exited": -1}, "looks": {"all": 1, "never": 1, "exited": 1, "record": 1},
    "places": {"all": -1, "never": -1, "record": 1},
}


def shares(world: World, column: str) -> float:
    """The share of years told among the years asked."""
    told_years, size = (np.array(each) for each in zip(*years(world, column).values(), strict=True))
    return float(told_years.sum() / size.sum())


@pytest.mark.nightly
@pytest.mark.parametrize("row", ROWS)
def test_signs_of_30_pairs(row: str) -> None:
    """As above with whole pairs as units: Student's t with 29 degrees; sees a mean difference of 1.1 standard deviations of a pair."""
    found: dict[str, list[float]] = {column: [] for column in FULL[row]}
    for seed in MANY:
        one, other = pair(row, seed)
        for column in found:
            found[column].append(shares(other, column) - shares(one, column))
    scores = {column: np.mean(each) / np.std(each, ddof=1) * sqrt(len(MANY)) for column, each in found.items()}
    assert all(sign * scores[column] > SURE_OF_30 for column, sign in FULL[row].items()), scores
