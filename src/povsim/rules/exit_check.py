"""Exit check: a registered household leaves poverty on the record.  贫困户退出

S20 of the model with items 4, 21, 33 and 49 of its corrections: recorded income stably above the line (by a margin, in the
mean of two years, and next year without what ends), every guarantee met, registered before this year and helped, and
verified. Whole-household dibao at a standard not below the line needs no such stability, and is reported apart. Support goes on.
Where a county is behind its task, officials may pad what is lacking. Who signs for an exit may find that out, or that an honest
record is wrong, and then nobody leaves.
"""

from povsim.rule import EXITED, RE_REGISTERED, REGISTERED, Draw, Household, Parameters, parameter, uniform

phase = "exit"


class Settings(Parameters):
    """Tests of exit, and how long support is kept."""

    margin: float = parameter(
        {2014: 0.0, 2016: 0.1}, "of the line", low=0, high=1, plausible=(0, 0.5),
        source="assumed; income must be stably above the line",
    )
    before: float = parameter(
        1.0, "of the line", low=0, high=2, plausible=(0, 1),
        source="assumed; what the mean record of this year and the last must reach, as assessors ask; 0 = one year is enough",
    )
    projected: float = parameter(
        1.0, "share", low=0, high=1, plausible=(0, 1),
        source="assumed; 1: grown like the county's mean, without what ends, income must reach next year's line; 0 = not asked",
    )
    water_year: int = parameter(2019, "year", low=0, high=2100, source="national rule: safe water is checked from 2019")
    helped: int = parameter(
        1, "years", low=0, high=10, source="help is decided the year before; nobody is treated and exits within a step",
    )
    keep_years: int = parameter(
        5, "years", low=0, high=20, plausible=(0, 8),
        source="a transition of five years after 2020 was announced",
    )
    campaign_end: int = parameter(
        2020, "year", low=0, high=2100, source="exits of the campaign keep their support at least to its end",
    )


def lacks(h: Household, s: Settings) -> float:
    """Yuan a person that its recorded income lacks to leave poverty, 0 = it may; -1 where something else is missing."""
    ready = h.status in (REGISTERED, RE_REGISTERED) and 0 < h.registered_year < s.year and h.helped_years >= s.helped
    watered = h.water_ok == 1 or s.year < s.water_year
    guaranteed = h.food_ok == 1 and h.school_ok == 1 and h.medical_ok == 1 and h.house_safe == 1 and watered
    return short(h, s) if ready and guaranteed else -1.0


def short(h: Household, s: Settings) -> float:
    """What this year's record lacks, or that of two years, or next year's without what ends; whole dibao need not be stable."""
    province = h.village.county.province
    now = province.exit_line * (1.0 + (0.0 if h.dibao == 2 else s.margin)) - h.recorded_income
    both = 2.0 * s.before * province.exit_line - h.recorded_income - h.recorded_income_before
    growth = max(0.5, 1.0 + s.projected * h.village.county.recorded_growth)
    later = s.projected * (province.exit_line_next / growth + 10.0 * h.ending_income / h.members - h.recorded_income)
    return max(0.0, now) if h.dibao == 2 else max(0.0, now, both, later)


def step(h: Household, s: Settings, draw: Draw) -> None:
    """Leave poverty on the record where income and every guarantee suffice or are padded, and who signs finds nothing wrong."""
    missing = lacks(h, s)
    county = h.village.county
    padded = 0.0 < missing <= county.padding_most and uniform(draw, 0) < county.padding_chance
    wrong = missing == 0.0 and h.income < county.province.exit_line
    chance = county.catching_chance if padded else county.noticing_chance
    found = (padded or wrong) and uniform(draw, 1) < chance
    h.caught = (1 if padded else 2) if found else 0
    added = int(missing + 1.0) if padded else 0.0
    if (missing == 0.0 or padded) and not found:
        h.status = EXITED
        h.exits_now = 1
        h.exit_year = s.year
        h.support_until = max(s.year, s.campaign_end) + s.keep_years
        h.exit_by_policy = 1 if h.dibao == 2 and not padded else 0
        h.padding = added
        h.recorded_income += added
