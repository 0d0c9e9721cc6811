"""Poor or not in truth, and who crossed the line this year.  真实贫困状态

A true relapse is the first year of true income below the statistical line after a recorded exit
(返贫); any other fall below the line is an entry. An exit is wrong (错退) where income was below the
line in the very year.
"""

from povsim.rule import EXITED, Draw, Household, Parameters

phase = "welfare"


def step(h: Household, s: Parameters, draw: Draw) -> None:
    """Compare income with the line, and with last year."""
    poor = h.income < h.village.county.province.line
    before = h.poor_before == 1
    out = h.status == EXITED and 0 < h.exit_year < s.year
    known = h.relapsed_truly == 1 and h.exit_year != s.year - 1.0
    relapse = poor and out and not known
    h.exits_truly = 1 if before and not poor else 0
    h.enters_truly = 1 if poor and not before and not relapse else 0
    h.relapses_truly = 1 if relapse else 0
    h.relapsed_truly = 1 if relapse or known else 0
    if h.exit_year == s.year - 1.0:
        h.wrong_exit = h.poor_before
    h.poor = 1 if poor else 0
