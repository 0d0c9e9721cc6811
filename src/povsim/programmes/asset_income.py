"""Asset income: public money becomes a share in a firm, and the household its dividend.  资产收益脱贫一批

S13 of the model. It needs no labour; dividends end when the firm fails. A part of the money then
comes back, once: the firm's stock goes into the household's own capital.
"""

from povsim.rule import EXITED, RE_REGISTERED, REGISTERED, Draw, Household, Parameters, column, parameter, uniform

columns = (
    column("household.asset_principal", "float32", "yuan", "public money placed in a firm for the household", low=0),
    column("household.asset_year", "int16", "year", "year in which it was placed; 0 = never", low=0, high=9999),
)


class Settings(Parameters):
    """Size, yield and risk of a share."""

    principal: float = parameter(
        12_000.0, "yuan a household", low=1_000, high=100_000, source="assumed; order of county rules, 5,000-30,000",
    )
    dividend: float = parameter(
        0.07, "a year", low=0, high=0.2, source="assumed; contracts of the period promise 6-10 %, .04-.10",
    )
    failure: float = parameter(0.05, "a year", low=0, high=0.5, source="assumed; chance that the firm fails, .01-.15")
    recovered: float = parameter(0.4, "share", low=0, high=1, source="assumed; what is left of a share after a failure, 0-.8")
    labour: float = parameter(0.25, "able adults a member", low=0, high=1, source="assumed; below this a household lacks labour")


def eligible(h: Household, s: Settings) -> bool:
    """A supported household without the labour for an industry of its own, and without a share."""
    supported = h.status in (REGISTERED, RE_REGISTERED) or (h.status == EXITED and h.support_until > s.year)
    weak = h.able == 0 or h.labour < s.labour * h.members
    return supported and weak and h.asset_year == 0


def need(h: Household, s: Settings) -> float:
    """How far the recorded income falls short of the line."""
    return 1.0 - h.recorded_income / h.village.county.province.exit_line


def cost(h: Household, s: Settings) -> float:
    """One share."""
    return s.principal


def deliver(h: Household, s: Settings, draw: Draw) -> None:
    """Place the share."""
    h.asset_principal += h.asset_income_fen / 100.0
    h.asset_year = s.year


def tend(h: Household, s: Settings, draw: Draw) -> None:
    """Firms pay from the year after the share was placed, until they fail and are wound up."""
    if h.asset_principal > 0.0 and s.year > h.asset_year:
        if uniform(draw, 0) < s.failure:
            h.capital += s.recovered * h.asset_principal
            h.asset_principal = 0.0
        else:
            h.dividend_income += s.dividend * h.asset_principal
