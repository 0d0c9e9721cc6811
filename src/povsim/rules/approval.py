"""Approval: what a household thinks of the help in its village, its own and others'.  群众认可度

S25 of the model with item 48 of its corrections, off unless a page asks. What came, who visited, what the village has, and
growing income add to approval. Less support than neighbours of like income got, and being poor and not listed, cost approval.
What they got is heard of a year late; the assessment of a year meets the opinion of the year before.
"""

from povsim.rule import (
    EXITED,
    RE_REGISTERED,
    REGISTERED,
    Draw,
    Household,
    Parameters,
    column,
    exp,
    flag,
    log,
    parameter,
    uniform,
)

phase = "approval"
switch = "asked"

columns = (
    flag("household.approves", "1 where the household approves of the help; all do where nobody asks", start=1),
    column("household.benefit", "int8", "500 yuan", "worth of the support of the year, where approval is asked", low=0),
)


class Settings(Parameters):
    """What approval rests on, in log-odds."""

    asked: bool = parameter(False, "switch", source="assumed; a page asks for it, as it does for the assessment")
    base: float = parameter(
        2.9, "logit", low=-20, high=20, plausible=(2, 4),
        source="fitted; Qinghai at a share of .02: about .95 approve, which is itself assumed",
    )
    benefit: float = parameter(
        0.15, "logit", low=0, high=5, plausible=(0, 0.3),
        source="assumed; by log of 1 + support in 1000 yuan",
    )
    visit: float = parameter(0.3, "logit a visit", low=0, high=5, plausible=(0, 0.6), source="assumed")
    visits: float = parameter(
        6.0, "a year", low=0, high=365, plausible=(1, 24),
        source="assumed; helper's visits to a supported household",
    )
    works: float = parameter(
        0.5, "logit", low=0, high=5, plausible=(0, 1),
        source="assumed; a village with all of ten works and services",
    )
    envy: float = parameter(
        0.3, "logit a 1000 yuan", low=0, high=5, plausible=(0, 0.6), source="assumed; support below that of similar neighbours",
    )
    wrong: float = parameter(
        1.5, "logit", low=0, high=20, plausible=(0, 3),
        source="assumed; poor by the line and not listed as poor",
    )
    growth: float = parameter(1.0, "logit a log point", low=0, high=10, plausible=(0, 2), source="assumed; income grows or falls")


def step(h: Household, s: Settings, draw: Draw) -> None:
    """Form an opinion."""
    v = h.village
    listed = h.status in (REGISTERED, RE_REGISTERED)
    supported = listed or (h.status == EXITED and h.support_until >= s.year)
    benefit = max(0.0, h.programme_income + h.dividend_income + h.aid + h.school_aid) / 1000.0
    wrong = h.income < v.county.province.exit_line and not listed
    growth = log(max(h.income, 100.0)) - log(max(10.0 * h.income_before, 100.0))
    liking = s.base + s.benefit * log(1.0 + benefit) + s.works * v.equipped + s.growth * growth
    liking += s.visit * s.visits if supported else 0.0
    liking -= s.envy * max(0.0, h.neighbours_benefit / 2.0 - benefit) + (s.wrong if wrong else 0.0)
    h.benefit = 2.0 * benefit + 0.5
    h.approves = 1 if uniform(draw, 0) < 1.0 / (1.0 + exp(-liking)) else 0
