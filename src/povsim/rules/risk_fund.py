"""The county's risk fund for bank loans: who bears what is never paid back, and when lending stops.  风险补偿基金

S10 of the model with item 39 of its corrections: government and bank pay into the fund 7 to 3 when
they lend; losses are drawn from it until it is empty, and the rest is the bank's.
"""

from povsim.rule import County, Draw, Parameters, column, flag, gather, parameter

phase = "accounting"

columns = (
    gather("village.loans_drawn", "sum", "household.loan_drawn", "borrowed this year", dtype="float64", unit="yuan", low=0),
    gather("village.loans_lost", "sum", "household.loan_lost", "never paid back", dtype="float64", unit="yuan", low=0),
    gather("village.loans_open", "sum", "household.loan", "owed to banks", dtype="float64", unit="yuan", low=0),
    gather("county.loans_drawn", "sum", "village.loans_drawn", "borrowed this year", dtype="float64", unit="yuan", low=0),
    gather("county.loans_lost", "sum", "village.loans_lost", "never paid back", dtype="float64", unit="yuan", low=0),
    gather("county.loans_open", "sum", "village.loans_open", "owed to banks", dtype="float64", unit="yuan", low=0),
    column("county.risk_fund", "float64", "yuan", "what government and banks have paid in and losses have left", low=0),
    column("county.fund_government", "float64", "yuan", "borne this year by the government's part of the fund", low=0),
    column("county.fund_bank", "float64", "yuan", "borne this year by the banks, through the fund and beside it", low=0),
    column(
        "county.guarantee_fen", "int64", "fen", "called this year from the government's part of the fund", low=0,
        payer="risk_fund", yearly=True,
    ),
    flag("county.credit_stopped", "1 where bad loans have stopped lending"),
)


class Settings(Parameters):
    """Size of the fund, its payers, and when lending stops."""

    paid_in: float = parameter(
        0.10, "share of loans", low=0, high=1, plausible=(0.05, 0.2), source="assumed; funds lent ten times their size",
    )
    government: float = parameter(
        0.7, "share of the fund", low=0, high=1, plausible=(0.5, 0.8),
        source="Gansu report 2016: government and banks pay in 7 to 3",
    )
    stop: float = parameter(
        0.05, "share of open loans", low=0, high=1, plausible=(0.03, 0.05),
        source="assumed; agreements with banks stop new loans when 3 to 5 % are bad",
    )


def step(c: County, s: Settings, draw: Draw) -> None:
    """Pay in for new loans, draw for losses, and look at the share of bad ones."""
    fund = c.risk_fund + s.paid_in * c.loans_drawn
    drawn = min(fund, c.loans_lost)
    c.risk_fund = fund - drawn
    c.fund_government = s.government * drawn
    c.guarantee_fen = int(100.0 * c.fund_government + 0.5)
    c.fund_bank = c.loans_lost - s.government * drawn
    c.credit_stopped = 1 if c.loans_lost > s.stop * (c.loans_open + c.loans_lost) and c.loans_lost > 0.0 else 0
