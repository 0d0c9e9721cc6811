"""In and out of the register: corrections every year, and households that fell back.  动态调整

S17 and S22 of the model with items 1, 23 and 24 of its corrections. The look-back year
corrects most. Of those that fell back below the line after their exit few are put on record (rule
`monitoring`), and none whom temporary aid reached in time. Wrongly
listed is who had enough before help came: one good year with help is an exit, not an error.
"""

from povsim.rule import EXITED, NEVER, RE_REGISTERED, REGISTERED, REMOVED, Draw, Household, Parameters, parameter, uniform

phase = "identification"


class Settings(Parameters):
    """Chances of being added, removed and found again."""

    add: float = parameter(
        {2015: 0.1, 2016: 0.2, 2017: 0.01, 2018: 0.003, 2019: 0.001}, "a year", low=0, high=1,
        plausible=(0.0003, 0.35),
        source="look-back: 8.07 m added to 89.62 m; 2018: below 0.1 m newly poor on record (national, 2019); others assumed",
    )
    remove: float = parameter(
        {2015: 0.35, 2016: 0.75, 2017: 0.35}, "a year", low=0, high=1,
        plausible=(0.1, 0.95), source="look-back: 9.29 m removed of 89.62 m (national); other years assumed",
    )
    rich: float = parameter(
        1.5, "of the line", low=1, high=5,
        plausible=(1.2, 2), source="assumed; recorded income of two years from which a listing is called wrong",
    )
    match: float = parameter(
        {2014: 0.2, 2016: 0.6, 2018: 0.9}, "share", low=0, high=1,
        source="assumed; cars, flats and public pay found in other registers",
    )


def step(h: Household, s: Settings, draw: Draw) -> None:
    """Add who was missed, strike off who does not belong, register again who fell back."""
    line = h.village.county.province.exit_line
    listed = h.status == REGISTERED and 0 < h.registered_year < s.year
    found = h.veto == 1 and uniform(draw, 0) < s.match
    rich = min(h.recorded_income, h.recorded_income_before) > s.rich * line
    wrong = listed and (rich or found) and uniform(draw, 1) < s.remove
    missed = h.status in (NEVER, REMOVED) and h.recorded_income < line and not found and uniform(draw, 2) < s.add
    fell = h.status == EXITED and h.income < line and h.alert == 2
    h.veto_seen = 1 if found else 0
    if wrong:
        h.status = REMOVED
        h.removed_now = 1
    elif missed or fell:
        h.status = RE_REGISTERED if fell else REGISTERED
        h.enters_now = 0 if fell else 1
        h.relapses_now = 1 if fell else 0
        h.registered_year = s.year
        h.helped_years = 0
        h.exit_by_policy = 0
