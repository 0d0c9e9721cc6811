"""Medical insurance: basic insurance by hospital level, then the critical-illness layer.  医疗保险报销

S03 of the model with item 14 of its corrections. Medical assistance, the third layer, is the programme
`medical`; it starts from the counted costs that the two layers leave.
"""

from povsim.rule import EXITED, RE_REGISTERED, REGISTERED, Draw, Parameters, Person, parameter

phase = "costs"


class Settings(Parameters):
    """Rules of the two layers, for all and for registered households."""

    eligible: float = parameter(0.85, "share of a bill", low=0, high=1, source="assumed; costs in the catalogue, .75-.95")
    eligible_registered: float = parameter(
        {2015: 0.85, 2017: 0.92}, "share of a bill", low=0, high=1,
        source="assumed; costs outside the catalogue limited from 2017",
    )
    township: float = parameter(0.80, "share", low=0, high=1, source="county rules of the period, township hospital, +-.05")
    county: float = parameter(0.68, "share", low=0, high=1, source="county rules of the period, county hospital, +-.05")
    city: float = parameter(0.50, "share", low=0, high=1, source="county rules of the period, city hospital, +-.05")
    township_registered: float = parameter(
        {2015: 0.80, 2017: 0.90}, "share", low=0, high=1,
        source="assumed; tilt from 2017, +-.05",
    )
    county_registered: float = parameter(
        {2015: 0.68, 2017: 0.85}, "share", low=0, high=1,
        source="assumed; tilt from 2017, +-.05",
    )
    city_registered: float = parameter({2015: 0.50, 2017: 0.75}, "share", low=0, high=1, source="assumed; tilt from 2017, +-.05")
    township_start: float = parameter(100.0, "yuan an admission", low=0, high=1e4, source="county rules of the period, 50-200")
    county_start: float = parameter(400.0, "yuan an admission", low=0, high=1e4, source="county rules of the period, 200-600")
    city_start: float = parameter(1_000.0, "yuan an admission", low=0, high=1e4, source="county rules of the period, 500-2,000")
    start_registered: float = parameter(
        {2015: 1.0, 2017: 0.5}, "factor", low=0, high=1, source="assumed; thresholds halved for registered households from 2017",
    )
    cap: float = parameter(100_000.0, "yuan a year", low=0, high=1e7, source="county rules of the period, 60,000-150,000")
    critical: float = parameter(0.50, "share", low=0, high=1, source="critical-illness rule of 2012: at least half")
    critical_registered: float = parameter(
        {2015: 0.50, 2017: 0.65}, "share", low=0, high=1,
        source="assumed; half, and from 2017 a tilt for the poor, .55-.7",
    )
    threshold: float = parameter(
        1.0, "of last year's mean income", low=0.1, high=2,
        source="critical-illness rule: mean income, .5-1",
    )
    threshold_registered: float = parameter(
        {2015: 1.0, 2017: 0.5}, "of last year's mean income", low=0.1, high=2,
        source="rule of 2017: half for the poor",
    )


def step(p: Person, s: Settings, draw: Draw) -> None:
    """What insurance pays of this year's hospital bills, in whole fen, and what it leaves of the counted costs."""
    kept = p.household.status == EXITED and p.household.support_until >= s.year
    tilt = p.household.status in (REGISTERED, RE_REGISTERED) or kept
    counted = p.inpatient * (s.eligible_registered if tilt else s.eligible)
    start = starts(p.hospital, s) * p.admissions * (s.start_registered if tilt else 1.0)
    share = registered_share(p.hospital, s) if tilt else common_share(p.hospital, s)
    basic = min(s.cap, share * max(0.0, counted - start))
    line = p.household.village.county.province.income_before * (s.threshold_registered if tilt else s.threshold)
    second = (s.critical_registered if tilt else s.critical) * max(0.0, counted - basic - line)
    p.reimbursed_fen = int(100.0 * (basic + second) + 0.5)
    p.uncovered = max(0.0, counted - basic - second)
    p.patient = 1 if counted - basic - second > 0.0 else 0


def starts(hospital: float, s: Settings) -> float:
    """What the patient pays before basic insurance begins."""
    away = s.county_start if hospital == 1 else s.city_start
    return s.township_start if hospital == 0 else away


def common_share(hospital: float, s: Settings) -> float:
    """Share paid by basic insurance."""
    away = s.county if hospital == 1 else s.city
    return s.township if hospital == 0 else away


def registered_share(hospital: float, s: Settings) -> float:
    """Share paid by basic insurance for registered households."""
    away = s.county_registered if hospital == 1 else s.city_registered
    return s.township_registered if hospital == 0 else away
