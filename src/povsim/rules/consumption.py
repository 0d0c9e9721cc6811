"""Living on it: consumption, saving, investment, loans of relatives and sales in distress.  消费与储蓄

S10 of the model with item 20 of its corrections. In distress a household first uses savings, then
borrows, then sells capital below its worth, then eats less than the floor; what the barest living and
bills still lack is credit of shops and hospitals, booked as debt, so that savings are never negative.
"""

from povsim.rule import Draw, Household, Parameters, parameter

phase = "consumption"
GRAIN = 1e-7


class Settings(Parameters):
    """Habits of spending and saving."""

    memory: float = parameter(
        0.7, "a year", low=0, high=0.99, plausible=(0.5, 0.85),
        source="assumed; weight of what was expected before",
    )
    growth: float = parameter(
        0.06, "a year", low=0, high=0.1, plausible=(0, 0.1),
        source="assumed; households expect incomes to go on rising",
    )
    spent: float = parameter(
        0.92, "share", low=0.3, high=1.2, plausible=(0.8, 0.95),
        source="assumed; of expected income less care and school",
    )
    passed_poor: float = parameter(
        0.40, "share", low=0, high=1, plausible=(0.3, 0.6),
        source="Jalan and Ravallion 1999: the poorest",
    )
    passed_rich: float = parameter(
        0.10, "share", low=0, high=1, plausible=(0.05, 0.2),
        source="Jalan and Ravallion 1999: the richest third",
    )
    rich: float = parameter(
        3.0, "times the line", low=1.1, high=10,
        plausible=(2.5, 4), source="assumed; where the richest third begins in a poor county",
    )
    floor: float = parameter(
        0.60, "of the line a person", low=0, high=1,
        plausible=(0.45, 0.7), source="assumed; least consumption people defend",
    )
    bare: float = parameter(
        0.5, "of the floor", low=0, high=1, plausible=(0.3, 0.7),
        source="assumed; eaten on credit of shops and hospitals",
    )
    buffer: float = parameter(
        0.25, "years of consumption", low=0, high=2, plausible=(0.1, 0.6),
        source="assumed; savings people aim at",
    )
    eased: float = parameter(
        0.15, "share", low=0, high=1,
        plausible=(0.05, 0.3), source="assumed; of savings above the buffer that is spent in a year",
    )
    invested: float = parameter(
        0.12, "share of the surplus", low=0, high=1, plausible=(0.05, 0.3),
        source="reduced prototype of the evidence",
    )
    decay: float = parameter(0.06, "a year", low=0, high=0.5, plausible=(0.03, 0.12), source="assumed; capital wears out")
    discount: float = parameter(
        0.30, "share", low=0, high=0.9, plausible=(0.1, 0.5),
        source="assumed; loss on capital sold in distress",
    )
    sold_most: float = parameter(
        0.5, "share of capital", low=0, high=1,
        plausible=(0.3, 0.8), source="assumed; the house's tools are not all sold at once",
    )
    credit: float = parameter(
        0.5, "of a year's income", low=0, high=5, plausible=(0.2, 1),
        source="assumed; limit of loans from relatives",
    )
    repaid: float = parameter(
        0.5, "share of the surplus", low=0, high=1, plausible=(0.3, 0.8),
        source="assumed; relatives are paid back first",
    )


def step(h: Household, s: Settings, draw: Draw) -> None:
    """Spend, save, borrow or sell."""
    income = h.total_income
    expected = h.permanent_income * (1.0 + s.growth) if h.permanent_income > 0.0 else max(income, 0.0)
    least = s.floor * h.village.county.province.line * h.members
    paid = h.out_of_pocket + h.premium + h.school_paid + h.house_paid + h.outlays
    hand = h.cash_before + income - paid + h.borrowing + h.loan_flow
    usual = wish(h, s, expected)
    want = max(least, usual + s.eased * max(0.0, h.cash_before - s.buffer * usual))
    missing = max(0.0, least - hand)
    loan = min(missing, max(0.0, s.credit * max(income, 0.0) - h.debt))
    sale = min(missing - loan, (1.0 - s.discount) * s.sold_most * h.capital)
    eaten = max(s.bare * least, min(want, max(least, hand)) - (missing - loan - sale))
    surplus = max(0.0, hand - eaten - s.buffer * eaten) if missing == 0.0 else 0.0
    repaid = min(h.debt, s.repaid * surplus)
    saved = s.invested * (surplus - repaid)
    credit = loan + lacking(eaten + repaid + saved, hand + loan + sale, h.borrowing + loan + sale)
    h.consumption = eaten
    h.sales = sale
    h.borrowing += credit
    h.repayment = repaid
    h.investment = saved
    h.debt = max(0.0, h.debt + credit - repaid)
    h.capital = max(0.0, (1.0 - s.decay) * h.capital + saved - sale / max(1.0 - s.discount, 0.1))
    h.permanent_income = s.memory * expected + (1.0 - s.memory) * max(income, 0.0)


def lacking(out: float, at_hand: float, raised: float) -> float:
    """What the year's spending lacks; a grain more, so that rounded flows never leave savings below nothing."""
    short = out - at_hand + GRAIN * (out + abs(at_hand) + raised)
    return short if short > 0.0 else 0.0


def wish(h: Household, s: Settings, expected: float) -> float:
    """What the household would spend, were money at hand no question."""
    level = h.total_income / h.members / h.village.county.province.line
    rise = min(1.0, max(0.0, (level - 1.0) / max(s.rich - 1.0, 0.1)))
    passed = s.passed_poor + (s.passed_rich - s.passed_poor) * rise
    return s.spent * max(0.0, expected - h.out_of_pocket - h.premium - h.school_paid) + passed * (h.total_income - expected)
