"""Firms and cooperatives: some fail every year, more when prices fall and where they are badly run.  企业与合作社经营失败

S13 of the model. A failed firm's place is taken the year after by a new one. What hangs on a firm hears of its
failure through the step `firm_links`.
"""

from povsim.rule import Draw, Firm, Parameters, exp, normal, parameter, uniform

phase = "shocks"


class Settings(Parameters):
    """The odds of failure."""

    base: float = parameter(
        -2.94, "logit", low=-30, high=30, plausible=(-4.6, -1.7),
        source="assumed; a chance of .05 a year in normal times, .01-.15",
    )
    price: float = parameter(
        2.0, "logit a unit of log price", low=0, high=20, plausible=(0, 4),
        source="assumed; what falling farm prices do to firms that sell",
    )
    quality: float = parameter(
        0.5, "logit a s.d.", low=0, high=5, plausible=(0, 1), source="assumed; well-run firms against badly run ones",
    )


def step(f: Firm, s: Settings, draw: Draw) -> None:
    """Fail, or go on; where a firm failed last year a new one begins."""
    begins = f.active == 0 or f.quality == 0.0
    quality = normal(draw, 0) if begins else f.quality
    odds = s.base - s.price * f.county.price_shock - s.quality * quality
    fails = uniform(draw, 1) < 1.0 / (1.0 + exp(-odds))
    f.quality = quality
    f.failed = 1 if fails else 0
    f.active = 0 if fails else 1
