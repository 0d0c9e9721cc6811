"""County finance: own revenue, what of its growth goes to the poor, debts of loan-financed works, hidden debt.  县级财政

S26 of the model. A county repays its loans from its own revenue, never more than a share of it; what is due and not
paid stays debt. Debt with guarantees beyond a limit is the hidden debt that plans warn of (隐性债务).
"""

from povsim.rule import County, Draw, Parameters, column, flag, parameter

phase = "planning"
finds = (("increment", "county_budget"),)

columns = (
    column("county.revenue", "float64", "yuan", "own revenue of the year; 0 before the first one", low=0),
    column("county.county_budget", "float64", "yuan", "added from its own revenue, for next year's programmes", low=0),
    column("county.debt", "float64", "yuan", "owed for works financed by loans", low=0),
    column("county.debt_ratio", "float64", "of own revenue", "debt and guarantees", low=0),
    flag("county.hidden_debt", "1 where debt and guarantees are above the limit"),
    column("county.repayment_fen", "int64", "fen", "principal repaid this year", low=0, payer="county_revenue", yearly=True),
    column("county.interest_fen", "int64", "fen", "interest paid this year", low=0, payer="county_revenue", yearly=True),
)


class Settings(Parameters):
    """Revenue, the rule of increments, and the terms of loans."""

    revenue: float = parameter(
        1_500.0, "yuan a rural person, first year", low=1, high=50_000, plausible=(400, 4_000),
        source="assumed; poor counties of the west",
    )
    growth: float = parameter(0.07, "a year", low=-0.5, high=0.5, plausible=(-0.02, 0.15), source="assumed; nominal")
    increment: float = parameter(
        0.0, "share of the growth of revenue", low=0, high=1, plausible=(0, 0.3),
        source="assumed; off; Gansu's report has .20 for counties of contiguous poor areas, .15 for scattered ones",
    )
    scattered: float = parameter(
        0.75, "of the increment", low=0, high=1, plausible=(0.5, 1),
        source="Gansu report 2016: .15 against .20 where poor counties lie scattered, here those of river valleys",
    )
    rate: float = parameter(
        0.049, "a year", low=0, high=0.2, plausible=(0.012, 0.06),
        source="People's Bank: base rate above five years from October 2015",
    )
    most: float = parameter(
        0.3, "of own revenue", low=0, high=1, plausible=(0.1, 0.5), source="assumed; the most that a county can spend on debts",
    )
    limit: float = parameter(
        1.0, "of own revenue", low=0, high=10, plausible=(0.5, 2), source="assumed; above it debt counts as hidden or excessive",
    )
    guaranteed: float = parameter(
        0.7, "share of the risk fund", low=0, high=1, plausible=(0.5, 0.8),
        source="Gansu report 2016: the government's part of the risk fund, which losses may call",
    )


def step(c: County, s: Settings, draw: Draw) -> None:
    """Take the year's revenue, serve the debt, and set money aside for the poor."""
    first = c.revenue <= 0.0
    revenue = s.revenue * c.persons if first else c.revenue * (1.0 + s.growth)
    growth = 0.0 if first else max(0.0, revenue - c.revenue)
    share = s.increment * (s.scattered if c.scattered == 1 else 1.0)
    interest = s.rate * c.debt
    can = s.most * revenue
    paid = min(interest, can)
    repaid = min(c.debt, min(c.loans_due, can - paid))
    c.revenue = revenue
    c.county_budget += share * growth
    c.interest_fen = int(100.0 * paid + 0.5)
    c.repayment_fen = int(100.0 * repaid + 0.5)
    c.debt = max(0.0, c.debt + interest - paid - repaid + c.borrowed)
    c.debt_ratio = (c.debt + s.guaranteed * c.risk_fund) / max(revenue, 1.0)
    c.hidden_debt = 1 if c.debt + s.guaranteed * c.risk_fund > s.limit * revenue else 0
