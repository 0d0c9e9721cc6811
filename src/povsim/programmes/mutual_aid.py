"""Mutual-aid funds: short loans inside the village from a small capital of its own.  村级互助资金

S29 of the model, in minimal form. Who is short of savings asks at the end of a year and borrows in the next, every asker
the same, never more than the fund has free. What is not paid back stays on its books, and can be lent to nobody.
"""

from povsim.rule import Draw, Household, Parameters, Village, column, flag, gather, parameter

columns = (
    column("village.fund", "float32", "yuan", "capital of the mutual-aid fund", low=0),
    flag("household.fund_asks", "1 where the household would borrow from the village's fund next year"),
    column("household.fund_debt", "float32", "yuan", "owed to the village's fund", low=0),
    gather("village.fund_askers", "sum", "household.fund_asks", "who ask the fund", dtype="int32", unit="households", low=0),
    gather("village.fund_open", "sum", "household.fund_debt", "owed to the fund", dtype="float64", unit="yuan", low=0),
)


class Settings(Parameters):
    """Capital, loans, and who asks."""

    capital: float = parameter(
        200_000.0, "yuan a village", low=1_000, high=1e7, plausible=(100_000, 300_000),
        source="plan; Gansu, Pingli and Gandu documents: funds of 0.1 to 0.3 m yuan a village",
    )
    loan: float = parameter(
        5_000.0, "yuan a household", low=100, high=50_000, plausible=(2_000, 10_000),
        source="assumed; seed, a pig, a hospital bill",
    )
    short: float = parameter(
        0.5, "of the line a member", low=0, high=5, plausible=(0.2, 1), source="assumed; who has less in savings asks",
    )
    kept: float = parameter(
        0.25, "of the line a member", low=0, high=5, plausible=(0, 0.5),
        source="assumed; savings that nobody gives up to pay back",
    )


def eligible(v: Village, s: Settings) -> bool:
    """A poor village without a fund."""
    return v.poor_village == 1 and v.fund <= 0.0


def need(v: Village, s: Settings) -> float:
    """The larger village first."""
    return v.persons


def cost(v: Village, s: Settings) -> float:
    """The capital of one fund."""
    return s.capital


def deliver(v: Village, s: Settings, draw: Draw) -> None:
    """Begin with the fund."""
    v.fund += v.mutual_aid_fen / 100.0


def apply(h: Household, s: Settings, draw: Draw) -> None:
    """Ask where there is a fund, nothing is owed to it, and savings are short."""
    line = h.village.county.province.line * h.members
    h.fund_asks = 1 if h.village.fund > 0.0 and h.fund_debt <= 0.0 and h.able > 0 and h.cash < s.short * line else 0


def tend(h: Household, s: Settings, draw: Draw) -> None:
    """Borrow an even part of what is free; or pay back from savings above what the household keeps."""
    free = max(0.0, h.village.fund - h.village.fund_open)
    lent = min(s.loan, free / max(h.village.fund_askers, 1.0)) if h.fund_asks == 1 else 0.0
    spare = max(0.0, h.cash_before - s.kept * h.village.county.province.line * h.members)
    paid = min(h.fund_debt, spare)
    h.fund_debt = h.fund_debt + lent - paid
    h.loan_flow += lent - paid
    h.loan_paid += paid
