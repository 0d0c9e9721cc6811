"""The households of the starting population: what they are, and what they own.  初始户"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from povsim import draws, maths
from povsim.levels import CHILDLESS, ELDERS_ONLY, INDUSTRIES, NUCLEAR, THREE_GENERATIONS
from povsim.start.numbers import KINDS_BY_SIZE, Numbers
from povsim.start.quotas import SIZES, shared_out

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
Words = NDArray[np.uint64]
Columns = dict[str, NDArray[Any]]


@dataclass(frozen=True)
class Luck:
    """The keyed draws of the starting population, which has a seed of its own."""

    seed: int

    def uniform(self, process: str, ids: Words, k: int = 0) -> Floats:
        """Uniforms in (0, 1): ids (n,) -> (n,)."""
        return draws.uniform_array(draws.key(self.seed, "settle", process), ids, k)

    def normal(self, process: str, ids: Words, k: int = 0) -> Floats:
        """Standard normals: ids (n,) -> (n,)."""
        return draws.normal_array(draws.key(self.seed, "settle", process), ids, k)

    def log_normal(self, process: str, ids: Words, spread: float) -> Floats:
        """Factors with median 1: ids (n,) -> (n,)."""
        return maths.exp_array(spread * self.normal(process, ids))


@dataclass(frozen=True)
class County:
    """What the households of one county draw on: its kind of place, and its villages' columns."""

    preset: Any
    numbers: Numbers
    luck: Luck
    villages: Columns


def kind_weights(preset: Any) -> Floats:
    """How common each kind is at each size, before the tilt: (kinds, sizes)."""
    shares = np.array([preset.elders_only, preset.childless, preset.nuclear, preset.three_generations])
    weights: Floats = KINDS_BY_SIZE * shares[:, None]
    return weights


def shapes(sizes: Whole, preset: Any, ids: Words, luck: Luck) -> tuple[Whole, Whole]:
    """Kind and size of every household of a county, in keyed order: counts by size -> (n,), (n,)."""
    weights = kind_weights(preset)
    table = np.stack([shared_out(weights[:, column], count) for column, count in enumerate(sizes.tolist())], axis=1)
    kinds = np.repeat(np.repeat(np.arange(len(weights)), len(SIZES)), table.ravel())
    members = np.repeat(np.tile(SIZES, len(weights)), table.ravel())
    order = np.argsort(luck.uniform("shape", ids), kind="stable")
    kind, size = np.empty_like(kinds), np.empty_like(members)
    kind[order], size[order] = kinds, members
    return kind, size


def composition(kind: Whole, size: Whole, chance: Floats) -> tuple[Whole, Whole, Whole, Whole]:
    """Couple, further adults, children and elders of every household; they add up to its size."""
    parent = 1 * ((size >= 3) & (chance < 0.4))
    old = [size, 1 + ((size >= 5) & (chance < 0.6)), parent]
    elders = np.select([kind == ELDERS_ONLY, kind == THREE_GENERATIONS, kind == CHILDLESS], old, 0)
    adults = [np.maximum(size - 2, 0) - parent, 1 * (size >= 6), (size >= 6) + 1 * (size >= 8)]
    further = np.select([kind == CHILDLESS, kind == NUCLEAR, kind == THREE_GENERATIONS], adults, 0)
    couple = np.select([kind == ELDERS_ONLY, kind == NUCLEAR], [0, 1 + (size >= 3)], np.minimum(size, 2))
    return couple, further, size - couple - further - elders, elders


def homes(county: County, ids: Words, village: Whole, size: Whole) -> Columns:
    """Endowments of the households of a county: effects, land, animals, capital, savings, standing."""
    preset, luck = county.preset, county.luck
    farm, wage = _effects(county, ids, village)
    place = county.villages["standing"][village]
    herd, grounds = (_mixed(county, place, luck.normal(process, ids)) for process in ("herd", "gathering"))
    animals = preset.herd * maths.exp_array(preset.herd_spread * herd)
    made: Columns = {
        "farm_effect": preset.farm_spread * farm,
        "wage_effect": preset.wage_spread * wage,
        "effort": np.clip(preset.effort + preset.effort_spread * luck.normal("effort", ids), 0.2, 1.0),
        "land": preset.land * size * luck.log_normal("land", ids, preset.land_spread) * _centre(preset.land_spread),
        "herd": animals, "pasture": animals,
        "gathering": preset.gathering * maths.exp_array(preset.gathering_spread * grounds),
        "industry": industries(county.preset, luck.uniform("industry", ids)),
        "language_barrier": luck.uniform("language", ids) < preset.language_barrier,
        "firm_link": np.floor(luck.uniform("firm_link", ids) * county.numbers.firms) + (county.numbers.firms > 0),
        "elite": luck.uniform("elite", ids) < county.numbers.elite,
        "house_safe": luck.uniform("house", ids) >= preset.house_unsafe,
    }
    return made | _wealth(county, ids, village, (farm, wage)) | _business(county, ids) | _expected(county, size, (farm, wage))


def industries(preset: Any, chance: Floats) -> Whole:
    """The industry that each draw stands for, by the preset's mix: (n,) -> (n,)."""
    mix = np.cumsum([float(getattr(preset, f"grows_{name}", 0.0)) for name in INDUSTRIES])
    made: Whole = np.searchsorted(mix[:-1], chance * mix[-1], side="right")
    return made


def suitability(preset: Any, numbers: Numbers) -> float:
    """How well the industry that a place promotes suits it: as well as any where enough live from it already."""
    known = float(getattr(preset, f"grows_{INDUSTRIES[int(preset.promoted)]}", 0.0))
    return numbers.unsuited + (1.0 - numbers.unsuited) * min(1.0, known / numbers.suited)


def _mixed(county: County, place: Floats, own: Floats) -> Floats:
    """A standard normal of which a stated share of variance is the village's."""
    share = county.numbers.village_share
    return float(np.sqrt(share)) * place + float(np.sqrt(1.0 - share)) * own


def _effects(county: County, ids: Words, village: Whole) -> tuple[Floats, Floats]:
    """Standard normals of farm skill and of pay, correlated as the preset says: partly through the village."""
    share, place = county.numbers.village_share, county.villages["standing"][village]
    own = min(max((county.preset.effects_correlation - share) / (1.0 - share), -1.0), 1.0)
    farm, wage = county.luck.normal("farm_effect", ids), county.luck.normal("wage_effect", ids)
    return _mixed(county, place, farm), _mixed(county, place, own * farm + _rest(own) * wage)


def _rest(correlation: float) -> float:
    return float(np.sqrt(max(0.0, 1.0 - correlation * correlation)))


def _centre(spread: float) -> float:
    """What makes a log-normal's mean one."""
    return maths.exp(-0.5 * spread * spread)


def _wealth(county: County, ids: Words, village: Whole, effects: tuple[Floats, Floats]) -> Columns:
    """Capital and savings follow farm skill and fall with remoteness."""
    preset, luck, numbers = county.preset, county.luck, county.numbers
    near = maths.exp_array(numbers.remote_land * (preset.remoteness - county.villages["remoteness"]))[village]
    link = numbers.wealth_effect
    capital = link * effects[0] + _rest(link) * luck.normal("capital", ids)
    savings = link * effects[1] + _rest(link) * luck.normal("savings", ids)
    cash = np.floor(100.0 * preset.savings * near * maths.exp_array(preset.savings_spread * savings)) / 100.0
    return {
        "capital": preset.capital * near * maths.exp_array(preset.capital_spread * capital),
        "cash": cash,
        "cash_before": cash,
    }


def _business(county: County, ids: Words) -> Columns:
    """A shop, mill or lorry, for the few who have one; a column of the rule for business."""
    preset, luck = county.preset, county.luck
    owner = luck.uniform("business", ids) < preset.business
    income = preset.business_income * luck.log_normal("business_income", ids, preset.business_spread)
    return {"business": np.where(owner, income, 0.0)}


def _expected(county: County, size: Whole, effects: tuple[Floats, Floats]) -> Columns:
    """What a household expects a year, before it has lived through any."""
    skill = maths.exp_array(0.4 * effects[0] + 0.2 * effects[1])
    return {"permanent_income": county.numbers.income_guess * size * skill}
