"""Asset income: public money becomes a share in a firm, and the household its dividend.  资产收益脱贫一批

S13 of the model. It needs no labour. The share lies with one firm of the county, which may fail, and then for all
its households at once: a part of the money comes back, once, into the household's own capital. Dividends end
with the contract.
"""

from povsim.rule import EXITED, RE_REGISTERED, REGISTERED, Draw, Household, Parameters, column, parameter

divisible = True
columns = (
    column("household.asset_principal", "float32", "yuan", "public money placed in a firm for the household", low=0),
    column("household.asset_year", "int16", "year", "year in which it was placed; 0 = never", low=0, high=9999),
)


class Settings(Parameters):
    """Size, yield and risk of a share."""

    principal: float = parameter(
        12_000.0, "yuan a household", low=1_000, high=100_000, plausible=(5_000, 30_000), source="assumed; order of county rules",
    )
    dividend: float = parameter(
        0.07, "a year", low=0, high=0.2, plausible=(0.04, 0.1), source="assumed; contracts of the period promise 6-10 %",
    )
    contract: int = parameter(
        8, "years", low=1, high=50, plausible=(3, 15),
        source="assumed; then the share goes back to the village, and dividends end",
    )
    recovered: float = parameter(
        0.4, "share", low=0, high=1, plausible=(0, 0.8), source="assumed; what is left of a share after a failure",
    )
    labour: float = parameter(
        0.25, "able adults a member", low=0, high=1, plausible=(0.1, 0.4), source="assumed; below this a household lacks labour",
    )


def eligible(h: Household, s: Settings) -> bool:
    """A supported household without the labour for an industry of its own, and without a share."""
    supported = h.status in (REGISTERED, RE_REGISTERED) or (h.status == EXITED and h.support_until > s.year)
    weak = h.able == 0 or h.labour < s.labour * h.members
    return supported and weak and h.asset_year == 0 and h.firm_link > 0


def need(h: Household, s: Settings) -> float:
    """How far the recorded income falls short of the line."""
    return 1.0 - h.recorded_income / h.village.county.province.exit_line


def cost(h: Household, s: Settings) -> float:
    """One share."""
    return s.principal


def deliver(h: Household, s: Settings, draw: Draw) -> None:
    """Place the share with the household's firm of the county."""
    h.asset_principal += h.asset_income_fen / 100.0
    h.asset_year = s.year


def tend(h: Household, s: Settings, draw: Draw) -> None:
    """Firms pay from the year after the share was placed, until they fail or the contract ends."""
    if h.asset_principal > 0.0:
        ends = s.year > h.asset_year + s.contract
        lost = h.firm_failed == 1
        pays = s.year > h.asset_year and not ends and not lost
        h.dividend_income += s.dividend * h.asset_principal if pays else 0.0
        h.ending_income += 0.1 * s.dividend * h.asset_principal if pays and s.year == h.asset_year + s.contract else 0.0
        h.capital += s.recovered * h.asset_principal if lost and not ends else 0.0
        h.asset_principal = 0.0 if ends or lost else h.asset_principal
