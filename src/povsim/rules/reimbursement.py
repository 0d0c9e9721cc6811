"""Layers of reimbursement: basic insurance, critical illness, assistance, and Honghe's fourth layer.  分层报销

S03 of the model with items 14 and 15 of its corrections, person by person and year by year. Insurance pays the
first two layers. The other two are what the rules promise; the programme `medical` pays them from its envelope.
"""

from povsim.rule import EXITED, RE_REGISTERED, REGISTERED, Draw, Parameters, Person, flow, gather, parameter

phase = "costs"

columns = (
    flow("person.entitled", "float32", "yuan", "medical assistance that the rules promise after insurance", low=0),
    gather(
        "household.entitled", "sum", "person.entitled", "medical assistance that the rules promise", dtype="float32", unit="yuan",
    ),
)


class Settings(Parameters):
    """Rules of the four layers, for all and for registered households."""

    eligible: float = parameter(
        0.85, "share of a bill", low=0, high=1, plausible=(0.75, 0.95), source="assumed; costs in the catalogue",
    )
    eligible_registered: float = parameter(
        {2015: 0.85, 2017: 0.92}, "share of a bill", low=0, high=1, plausible=(0.8, 0.97),
        source="assumed; costs outside the catalogue limited from 2017",
    )
    township: float = parameter(
        0.80, "share", low=0, high=1, plausible=(0.75, 0.85), source="assumed; county rules of the period, township hospital",
    )
    county: float = parameter(
        0.68, "share", low=0, high=1, plausible=(0.63, 0.73), source="assumed; county rules of the period, county hospital",
    )
    city: float = parameter(
        0.50, "share", low=0, high=1, plausible=(0.45, 0.55), source="assumed; county rules of the period, city hospital",
    )
    township_registered: float = parameter(
        {2015: 0.80, 2017: 0.90}, "share", low=0, high=1, plausible=(0.75, 0.95), source="assumed; tilt from 2017",
    )
    county_registered: float = parameter(
        {2015: 0.68, 2017: 0.85}, "share", low=0, high=1, plausible=(0.63, 0.9), source="assumed; tilt from 2017",
    )
    city_registered: float = parameter(
        {2015: 0.50, 2017: 0.75}, "share", low=0, high=1, plausible=(0.45, 0.8), source="assumed; tilt from 2017",
    )
    township_start: float = parameter(
        100.0, "yuan an admission", low=0, high=1e4, plausible=(50, 200), source="assumed; county rules of the period",
    )
    county_start: float = parameter(
        400.0, "yuan an admission", low=0, high=1e4, plausible=(200, 600), source="assumed; county rules of the period",
    )
    city_start: float = parameter(
        1_000.0, "yuan an admission", low=0, high=1e4, plausible=(500, 2_000), source="assumed; county rules of the period",
    )
    start_registered: float = parameter(
        {2015: 1.0, 2017: 0.5}, "factor", low=0, high=1, plausible=(0, 1),
        source="assumed; thresholds halved for registered households from 2017",
    )
    cap: float = parameter(
        100_000.0, "yuan a person and year", low=0, high=1e7, plausible=(60_000, 150_000),
        source="assumed; county rules of the period",
    )
    critical: float = parameter(
        0.50, "share", low=0, high=1, plausible=(0.5, 0.6),
        source="NDRC 2012, guidance on critical-illness insurance: at least half",
    )
    critical_registered: float = parameter(
        {2015: 0.50, 2017: 0.65}, "share", low=0, high=1, plausible=(0.5, 0.7),
        source="assumed; half, and from 2017 a tilt for the poor",
    )
    threshold: float = parameter(
        1.0, "of last year's mean income", low=0, high=2, plausible=(0.5, 1),
        source="NDRC 2012, guidance on critical-illness insurance: disposable income a head of the year before",
    )
    threshold_registered: float = parameter(
        {2015: 1.0, 2017: 0.5}, "of last year's mean income", low=0, high=2, plausible=(0.5, 1),
        source="assumed; national tilt of 2017: half for the poor",
    )
    assistance: float = parameter(
        {2015: 0.2, 2017: 0.7}, "share", low=0, high=1, plausible=(0.1, 0.8),
        source="fitted; self-paid shares of 43 % (2016) and 12 % (2018) of poor patients; policy input",
    )
    assistance_cap: float = parameter(
        20_000.0, "yuan a person and year", low=0, high=500_000, plausible=(10_000, 50_000),
        source="assumed; order of county ceilings of medical assistance",
    )
    fourth_layer: bool = parameter(
        False, "switch", source="plan; Honghe 2018: own payment of a registered person held to the income of the place",
    )
    compliant: float = parameter(
        0.9, "share of a bill", low=0, high=1, plausible=(0.7, 1),
        source="assumed; costs within the rules of referral, which the fourth layer counts",
    )


def step(p: Person, s: Settings, draw: Draw) -> None:
    """What insurance pays of this year's hospital bills, in whole fen, and what assistance should pay of the rest."""
    if p.admissions > 0:
        kept = p.household.status == EXITED and p.household.support_until >= s.year
        listed = p.household.status in (REGISTERED, RE_REGISTERED) or kept or p.household.watched > 0
        tilt = p.household.support / 100.0
        counted = p.inpatient * between(s.eligible, s.eligible_registered, tilt)
        place = p.household.village.county.income_before
        basic = first_layer(counted, p.hospital, p.admissions, tilt, s) if p.household.insured == 1 else 0.0
        share = between(s.critical, s.critical_registered, tilt)
        threshold = place * between(s.threshold, s.threshold_registered, tilt)
        second = share * max(0.0, counted - basic - threshold) if p.household.insured == 1 else 0.0
        aided = listed or p.household.dibao > 0
        third = min(s.assistance_cap, s.assistance * (counted - basic - second)) if aided else 0.0
        rest = s.compliant * p.inpatient - basic - second - third
        fourth = max(0.0, rest - place) if listed and s.fourth_layer > 0 else 0.0
        p.reimbursed_fen = int(100.0 * (basic + second) + 0.5)
        p.entitled = third + fourth


def first_layer(counted: float, hospital: float, admissions: float, tilt: float, s: Settings) -> float:
    """What basic insurance pays: a share by level of hospital, beyond a start for each admission, up to a cap."""
    start = by_level(hospital, s.township_start, s.county_start, s.city_start) * between(1.0, s.start_registered, tilt)
    common = by_level(hospital, s.township, s.county, s.city)
    tilted = by_level(hospital, s.township_registered, s.county_registered, s.city_registered)
    return min(s.cap, between(common, tilted, tilt) * max(0.0, counted - start * admissions))


def between(common: float, tilted: float, tilt: float) -> float:
    """The number for all, or that for supported households; in between where support is running out."""
    return common * (1.0 - tilt) + tilted * tilt


def by_level(hospital: float, township: float, county: float, city: float) -> float:
    """The number of this level of hospital."""
    away = county if hospital == 1 else city
    return township if hospital == 0 else away
