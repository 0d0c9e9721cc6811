"""Disaster: drought, hail, flood, or snow on grassland, which strikes whole villages.  自然灾害

S06 of the model with item 32 of its corrections. Villages of a county share its weather: a one-factor
probit. The share lost has the mean of the place and a logistic-normal form near Beta(mean, a + b = 5).
"""

from povsim.rule import Draw, Parameters, Village, exp, log, normal, parameter, sqrt


class Settings(Parameters):
    """How disasters come together, and how unequal losses are."""

    together: float = parameter(
        0.5, "latent correlation", low=0, high=0.95, plausible=(0.2, 0.8),
        source="assumed; villages of a county",
    )
    chance: float = parameter(
        1.0, "factor", low=0, high=20, plausible=(0.5, 2),
        source="assumed; on the chance of every place; a page makes a bad year with it",
    )
    spread: float = parameter(
        0.91, "s.d. of logit", low=0, high=3,
        plausible=(0.6, 1.2), source="assumed; standard deviation .18 of the share lost",
    )
    watered: float = parameter(
        0.2, "share of the loss", low=0, high=0.9, plausible=(0, 0.4),
        source="assumed; spared where all fields are irrigated; drought is a part only",
    )


def strike(v: Village, s: Settings, draw: Draw) -> None:
    """Strike the village where common and own weather fall below its threshold."""
    latent = sqrt(s.together) * v.county.weather + sqrt(1.0 - s.together) * normal(draw, 0)
    mean = min(0.95, max(0.001, v.county.disaster_loss))
    odds = (log(mean) - log(1.0 - mean)) * sqrt(1.0 + 0.346 * s.spread * s.spread)
    loss = 1.0 / (1.0 + exp(-(odds + s.spread * normal(draw, 1))))
    hit = latent < quantile(min(s.chance * v.county.disaster_chance, 1.0))
    spared = 0.0 if v.county.pastoral > 0.5 else s.watered * v.irrigation
    v.disaster_loss = loss * (1.0 - spared) if hit else 0.0
    v.snow = 1 if hit and v.county.pastoral > 0.5 else 0


def quantile(chance: float) -> float:
    """Below which value a standard normal lies with this chance (Hastings 1955, error below 5e-4)."""
    tail = min(max(min(chance, 1.0 - chance), 1e-12), 0.5)
    t = sqrt(-2.0 * log(tail))
    above = 2.515517 + t * (0.802853 + t * 0.010328)
    below = 1.0 + t * (1.432788 + t * (0.189269 + t * 0.001308))
    size = t - above / below
    return size if chance > 0.5 else -size
