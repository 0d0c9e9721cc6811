"""Fit the level constants of a page: farm productivity, pay, and what the registry leaves uncounted.  水平常数校准

The base year must have the published mean income and headcounts. Two constants, the level of
farming and a factor of pay, are fitted to mean and headcount of the survey's income; then the
uncounted share to the registry's headcount. The result is written on the page, by hand: a run
never solves for anything.

    python scripts/fit_levels.py configs/qinghai.yaml --share 0.2
    python scripts/fit_levels.py configs/gansu.yaml --share 0.01 --mean 6936 --survey 0.157 --registry 0.201
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from povsim.scenario import Scenario, load
from povsim.simulation import Simulation

Floats = NDArray[np.float64]
Pair = tuple[float, float]

MEAN, SURVEY, REGISTRY = 7_933.0, 0.109, 0.132
"""Qinghai in 2015, unless others are given: mean in yuan and headcount of the survey (NBS), headcount of the registry (plan)."""

STEP, CLOSE, ROUNDS = 0.05, 2e-3, 8


@dataclass(frozen=True)
class Base:
    """The base year: incomes a person by two concepts, with the persons that they count for."""

    survey: Floats
    residents: Floats
    whole: Floats
    own: Floats
    """All income, and what comes from the household's own sources: what the registry may leave out."""
    members: Floats
    line: float


def base_year(page: str, changes: list[str]) -> Base:
    """Settle the page's population with these changes and read off the base year."""
    population = Simulation(load(page, changes)).world.population
    home = population.household
    members = home.members.astype(np.float64)
    residents = np.maximum(members - home.away, 1.0)
    line = float(population.province.line[0])
    own = home.wages + home.farm_income + home.herd_income + home.natural_income + home.business_income
    return Base(home.survey_income.astype(np.float64), residents, home.total_income / members, own / members, members, line)


def headcount(income: Floats, weights: Floats, line: float) -> float:
    """The share of persons below the line."""
    return float((weights * (income < line)).sum() / weights.sum())


def moments(base: Base) -> Pair:
    """Log of the survey mean, and log-odds of the survey headcount."""
    mean = float((base.survey * base.residents).sum() / base.residents.sum())
    poor = headcount(base.survey, base.residents, base.line)
    return math.log(mean), math.log(poor / (1.0 - poor))


def solved(function: Callable[[Pair], Pair], target: Pair) -> Pair:
    """Newton's steps with slopes from differences, two unknowns."""
    point: Pair = (0.0, 0.0)
    for _ in range(ROUNDS):
        here = function(point)
        gap = (target[0] - here[0], target[1] - here[1])
        found = f"farm x{math.exp(point[0]):.4f}  pay x{math.exp(point[1]):.4f}"
        print(f"  {found}  gap {gap[0]:+.4f} log mean, {gap[1]:+.4f} log-odds", flush=True)
        if max(abs(gap[0]), abs(gap[1])) < CLOSE:
            break
        farm, pay = function((point[0] + STEP, point[1])), function((point[0], point[1] + STEP))
        a, b, c, d = ((after[k] - here[k]) / STEP for k in (0, 1) for after in (farm, pay))
        whole = a * d - b * c
        move = ((gap[0] * d - b * gap[1]) / whole, (a * gap[1] - c * gap[0]) / whole)
        point = (point[0] + max(-0.4, min(0.4, move[0])), point[1] + max(-0.4, min(0.4, move[1])))
    return point


def uncounted(base: Base, target: float) -> float:
    """The share of income that the registry does not count, so that its headcount is the target."""
    low, high = 0.0, 0.5
    for _ in range(40):
        middle = (low + high) / 2
        income = base.whole - middle * np.maximum(base.own, 0.0)
        low, high = (middle, high) if headcount(income, base.members, base.line) < target else (low, middle)
    return (low + high) / 2


def numbers_of(scenario: Scenario) -> dict[str, float]:
    """The constants as the page has them now."""
    first = int(scenario.years.first)
    rules = {each.name: scenario.parameters(each).at(first) for each in scenario.plugins("rule")}
    return {
        "rules.farm.level": rules["farm"]["level"],
        "rules.pay.local": rules["pay"]["local"], "rules.pay.migrant": rules["pay"]["migrant"],
    }


def main() -> None:
    """Fit, and print what to write on the page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("page")
    parser.add_argument("--share", type=float, default=0.2, help="of the population; larger is slower and closer")
    parser.add_argument("--mean", type=float, default=MEAN, help="the survey's mean income, yuan a person")
    parser.add_argument("--survey", type=float, default=SURVEY, help="the survey's headcount, a share")
    parser.add_argument("--registry", type=float, default=REGISTRY, help="the registry's headcount, a share")
    given = parser.parse_args()
    share = f"population.share={given.share}"
    start = numbers_of(load(given.page))

    def changes(point: Pair) -> list[str]:
        scale = {"farm": math.exp(point[0]), "pay": math.exp(point[1])}
        return [share, *(f"{name}={value * scale[name.split('.')[1]]:.6g}" for name, value in start.items())]

    target = (math.log(given.mean), math.log(given.survey / (1.0 - given.survey)))
    point = solved(lambda at: moments(base_year(given.page, changes(at))), target)
    base = base_year(given.page, changes(point))
    mean, odds = moments(base)
    left = uncounted(base, given.registry)
    print(f"survey: mean {math.exp(mean):,.0f} yuan, headcount {1 / (1 + math.exp(-odds)):.4f}")
    print(f"registry: headcount {given.registry} at {left:.4f} uncounted")
    print("rules:")
    for line in (*changes(point)[1:], f"rules.welfare.uncounted={left:.4f}"):
        print(f"  {line.removeprefix('rules.')}")


if __name__ == "__main__":
    main()
