"""Exit check: a registered household leaves poverty on the record.  贫困户退出

S20 of the model with items 4, 21, 33 and 49 of its corrections: recorded income stably above
the line (by a margin, and not below the line the year before), every guarantee met, registered
before this year and helped. Whole-household dibao at a standard not below the line needs no such stability, and
is reported apart. Support goes on.
"""

from povsim.rule import EXITED, RE_REGISTERED, REGISTERED, Draw, Household, Parameters, parameter

phase = "exit"


class Settings(Parameters):
    """Tests of exit, and how long support is kept."""

    margin: float = parameter(
        {2014: 0.0, 2016: 0.1}, "of the line", low=0, high=1, plausible=(0, 0.5),
        source="assumed; income must be stably above the line",
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


def step(h: Household, s: Settings, draw: Draw) -> None:
    """Leave poverty on the record where income and every guarantee suffice."""
    ready = h.status in (REGISTERED, RE_REGISTERED) and 0 < h.registered_year < s.year and h.helped_years >= s.helped
    policy = h.dibao == 2
    line = h.village.county.province.exit_line
    margin = 0.0 if policy else s.margin
    before = policy or h.recorded_income_before >= line
    enough = before and h.recorded_income >= line * (1.0 + margin)
    watered = h.water_ok == 1 or s.year < s.water_year
    guaranteed = h.food_ok == 1 and h.school_ok == 1 and h.medical_ok == 1 and h.house_safe == 1 and watered
    if ready and enough and guaranteed:
        h.status = EXITED
        h.exits_now = 1
        h.exit_year = s.year
        h.support_until = max(s.year, s.campaign_end) + s.keep_years
        h.exit_by_policy = 1 if policy else 0
