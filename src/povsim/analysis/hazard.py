"""Hazard models of relapse: what goes with falling back, year by year.  返贫风险模型

Years are whole, so ties are the rule: the default is the discrete-time model with complementary log-log link, whose
coefficients are those of proportional hazards (Prentice and Gloeckler 1978; Allison 1982; Jenkins 1995). Households of a
village share luck; standard errors are clustered by it. `statsmodels` fits; it is imported here and nowhere else.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from povsim.spread import NORMAL

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Coefficients:
    """Log hazard ratios and their standard errors, in the order of the covariates; `baseline` are the years' constants."""

    effect: Floats
    error: Floats
    baseline: Floats

    def interval(self, quantile: float = NORMAL) -> tuple[Floats, Floats]:
        """Low and high bounds of the effects."""
        return self.effect - quantile * self.error, self.effect + quantile * self.error


def periods(years: ArrayLike, entry: ArrayLike | None = None) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """One row a subject and year at risk: the subject's number and the year (1, 2, ...), shape (rows,) each."""
    last = np.asarray(years, np.int64)
    first = np.zeros_like(last) if entry is None else np.minimum(np.asarray(entry, np.int64), last)
    spans = last - first
    subject = np.repeat(np.arange(len(last)), spans)
    starts = np.repeat(np.cumsum(spans) - spans, spans)
    return subject, np.arange(len(subject)) - starts + 1 + np.repeat(first, spans)


def discrete_hazard(years: ArrayLike, event: ArrayLike, covariates: ArrayLike, clusters: ArrayLike) -> Coefficients:
    """Fit the complementary log-log model with a constant for every year.

    `years` under observation, `event` 1 where the last of them ended in it, `covariates` of shape (subjects, k),
    `clusters` of shape (subjects,). Raises ValueError where a year holds no event, for its constant has no value then.
    """
    import statsmodels.api as models

    subject, year = periods(years)
    happened = (np.asarray(event)[subject] == 1) & (year == np.asarray(years)[subject])
    dummies = (year[:, None] == np.arange(1, year.max(initial=0) + 1)[None, :]).astype(np.float64)
    empty = np.flatnonzero(dummies.T @ happened == 0)
    if len(empty):
        raise ValueError(f"nothing ended in year {empty[0] + 1}: leave the years after the last end out, or join years")
    design = np.hstack([np.asarray(covariates, np.float64)[subject], dummies])
    family = models.families.Binomial(link=models.families.links.CLogLog())
    fitted = models.GLM(happened.astype(np.float64), design, family=family).fit(
        cov_type="cluster", cov_kwds={"groups": np.asarray(clusters)[subject]},
    )
    return _split(fitted, design.shape[1] - dummies.shape[1])


def proportional_hazards(years: ArrayLike, event: ArrayLike, covariates: ArrayLike) -> Coefficients:
    """Fit Cox's model with Efron's handling of ties (Cox 1972, Efron 1977)."""
    import statsmodels.api as models

    time, design = np.asarray(years, np.float64), np.asarray(covariates, np.float64)
    return _split(models.PHReg(time, design, status=np.asarray(event), ties="efron").fit(), design.shape[1])


def _split(fitted: Any, covariates: int) -> Coefficients:
    """The covariates' effects and the years' constants of a fit."""
    params, errors = np.asarray(fitted.params, np.float64), np.asarray(fitted.bse, np.float64)
    return Coefficients(params[:covariates], errors[:covariates], params[covariates:])
