"""Dibao: a floor for those whom no other programme can lift, at the standard of the line.  低保兜底脱贫一批

S15 of the model with items 3 and 4 of its corrections. A household's own income is what officials recorded,
less the dibao in it; little of it is counted in practice. Villages rank claimants by how poor they look and by
what villagers see; some favour relatives, some split the benefit, some take turns (rule `village_practice`).
"""

from povsim.rule import (
    EXITED,
    RE_REGISTERED,
    REGISTERED,
    Draw,
    Household,
    Parameters,
    column,
    flow,
    log,
    parameter,
    sqrt,
    uniform,
)

payment = "transfer"
ranking = "need"
TIERS = 1

columns = (
    flow("household.dibao_income", "float32", "yuan", "dibao received this year", low=0),
    column("household.dibao_score", "float32", "log", "how much a household seems to need dibao"),
    column("household.dibao_over", "int8", "years", "years in a row in which a recipient passed the standard", low=0, high=100),
)


class Settings(Parameters):
    """Standard, benefit, rules of entry and exit, and what villages make of them."""

    standard: float = parameter(
        {2014: 3_178.0, 2015: 3_744.0, 2016: 4_301.0, 2017: 4_833.0, 2018: 5_336.0, 2019: 5_962.0},
        "yuan a person, announced for the next year", low=100, high=50_000, plausible=(2_000, 8_000),
        source="Ministry of Civil Affairs, mean rural standards of 2015 to 2020; counties differ by half",
    )
    merged: bool = parameter(
        True, "switch",
        source="plan; Qinghai 2016: two lines in one, the standard is not below the line of registration and exit",
    )
    benefit: str = parameter(
        "gap", "what is paid", choices=("gap", "tiers"),
        source="national rule: the gap to the standard; counties such as Gansu's paid tiers instead",
    )
    second: float = parameter(
        0.85, "of the standard", low=0, high=1, plausible=(0.7, 1),
        source="plan; Gansu 2015: second tier 2,808 yuan beside 3,300 of the first",
    )
    third: float = parameter(
        0.5, "of the standard", low=0, high=1, plausible=(0.2, 0.7),
        source="assumed; tier of single members in households that work",
    )
    counted: float = parameter(
        0.3, "share of own income", low=0, high=1, plausible=(0.1, 1),
        source="Ravallion and Chen 2015, nominally 1 and in practice far less; the size is assumed",
    )
    least: float = parameter(
        600.0, "yuan a person", low=0, high=5_000, plausible=(0, 1_200), source="assumed; smallest benefit that is paid",
    )
    grace: float = parameter(
        0.1, "of the standard", low=0, high=1, plausible=(0, 0.3), source="assumed; a recipient may pass the standard by so much",
    )
    grace_years: int = parameter(
        1, "years", low=0, high=10, plausible=(0, 2), source="assumed; a recipient above that is struck off after so many years",
    )
    labour: float = parameter(
        0.25, "able adults a member", low=0, high=1, plausible=(0.1, 0.4), source="assumed; below this a household lacks labour",
    )
    no_labour: float = parameter(
        0.5, "log", low=0, high=3, plausible=(0.2, 1), source="assumed; weight of a household that cannot live by work",
    )
    disabled: float = parameter(0.2, "log", low=0, high=2, plausible=(0, 0.5), source="assumed; weight of a disabled member")
    elders: float = parameter(0.2, "log", low=0, high=2, plausible=(0, 0.5), source="assumed; weight of elders who live alone")
    sick: float = parameter(0.2, "log", low=0, high=2, plausible=(0, 0.5), source="assumed; weight of severe illness")
    noise: float = parameter(
        0.2, "s.d. of log", low=0, high=1, plausible=(0, 0.5), source="assumed; what a village meeting adds beside the record",
    )
    favour: float = parameter(
        {2015: 0.2, 2018: 0.1}, "share of villages", low=0, high=1, plausible=(0, 0.5),
        source="assumed; relatives of leaders come first (named in the Honghe plan), halved by 2018",
    )
    tolerated: float = parameter(
        2.0, "of the standard", low=1, high=10, plausible=(1.2, 3), source="assumed; richer relatives nobody dares to list",
    )
    equal: float = parameter(
        {2015: 0.2, 2018: 0.1}, "share of villages", low=0, high=1, plausible=(0, 0.5),
        source="assumed; benefits are split among neighbours (named in the Honghe plan), halved by 2018",
    )
    near: float = parameter(
        0.3, "of the standard", low=0, high=2, plausible=(0.1, 0.6),
        source="assumed; so far above the standard neighbours share in it",
    )
    split: float = parameter(
        0.5, "share", low=0.1, high=1, plausible=(0.3, 0.8), source="assumed; of the benefit, where about two share one",
    )
    rotate: float = parameter(
        {2015: 0.1, 2018: 0.05}, "share of villages", low=0, high=1, plausible=(0, 0.5),
        source="assumed; claimants take turns by lot (named in the Honghe plan), halved by 2018",
    )
    idle: float = parameter(
        0.1, "share", low=-0.5, high=0.9, plausible=(-0.1, 0.46),
        source="assumed; fall of the odds of work of able recipients; Tan-Soo and others 2025 find .46, another study more",
    )


def apply(h: Household, s: Settings, draw: Draw) -> None:
    """Note who passed the standard, and the score that the village gives."""
    level = standard(h, s)
    over = h.dibao > 0 and own_income(h) > level * (1.0 + s.grace)
    h.dibao_over = h.dibao_over + 1 if over else 0
    lot = uniform(draw, 0)
    poor = log(level / max(own_income(h), 100.0)) + s.noise * sqrt(12.0) * (lot - 0.5)
    alone = s.elders if h.elders == h.members else 0.0
    seen = (s.disabled if h.disabled > 0 else 0.0) + (s.sick if h.sick > 0 else 0.0) + alone
    score = poor + seen + (s.no_labour if lacks_labour(h, s) else 0.0) + (10.0 if favoured(h, s) else 0.0)
    h.dibao_score = 2.0 * lot if h.village.rotates < s.rotate else score


def eligible(h: Household, s: Settings) -> bool:
    """A household of the register below the standard where somebody cannot work; and what villages make of it."""
    supported = h.status in (REGISTERED, RE_REGISTERED, EXITED)
    below = own_income(h) < standard(h, s) or (h.dibao > 0 and h.dibao_over <= s.grace_years)
    by_rule = below and (lacks_labour(h, s) or covered(h) >= 1.0)
    neighbour = sharing(h, s) and own_income(h) < standard(h, s) * (1.0 + s.near)
    return h.veto_seen == 0 and ((supported and (by_rule or neighbour)) or favoured(h, s))


def need(h: Household, s: Settings) -> float:
    """The village's score."""
    return h.dibao_score


def cost(h: Household, s: Settings) -> float:
    """The benefit of a year for the persons covered."""
    level = standard(h, s)
    gap = min(max(level - s.counted * own_income(h), s.least), level)
    able = s.second if lacks_labour(h, s) else s.third
    tier = level * (1.0 if h.able == 0 else able)
    benefit = (tier if float(s.benefit) == TIERS else gap) * (s.split if sharing(h, s) else 1.0)
    return benefit * (h.members if lacks_labour(h, s) or covered(h) < 1.0 else covered(h))


def deliver(h: Household, s: Settings, draw: Draw) -> None:
    """Pay the year's benefit; a household that lives on the full standard has left poverty by policy."""
    line = h.village.county.province.exit_line
    reaches = (s.merged > 0 or s.standard * h.village.county.dibao_factor >= line) and (float(s.benefit) != TIERS or h.able == 0)
    h.dibao = 2 if lacks_labour(h, s) and reaches and not sharing(h, s) else 1
    h.dibao_income += h.dibao_fen / 100.0
    h.programme_income += h.dibao_fen / 100.0
    h.job_pull += log(1.0 - s.idle) if h.able > 0 else 0.0


def tend(h: Household, s: Settings, draw: Draw) -> None:
    """Whoever got nothing this year is off the list."""
    if h.dibao_income <= 0.0:
        h.dibao = 0


def own_income(h: Household) -> float:
    """Recorded income a person without the dibao in it."""
    return h.recorded_income - h.dibao_income / h.members


def standard(h: Household, s: Settings) -> float:
    """Next year's standard, yuan a person: the county's own, or the line where two lines are one."""
    county = h.village.county
    return max(s.standard * county.dibao_factor, county.province.exit_line_next if s.merged > 0 else 0.0)


def lacks_labour(h: Household, s: Settings) -> bool:
    """The household as a whole cannot live by work."""
    return h.able == 0 or h.labour < s.labour * h.members


def covered(h: Household) -> float:
    """Members covered alone: the disabled and the severely ill."""
    return min(h.disabled + h.sick, h.members)


def sharing(h: Household, s: Settings) -> bool:
    """The village splits benefits (平均保)."""
    return h.village.shares < s.equal


def favoured(h: Household, s: Settings) -> bool:
    """A relative of leaders in a village that lists them (人情保), unless everybody sees how rich it is."""
    return h.village.favours < s.favour and h.elite == 1 and own_income(h) < s.tolerated * standard(h, s)
