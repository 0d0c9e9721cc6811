"""What a household's place and cares do to the odds of work off the farm, and of leaving for it.  务工条件

S08 of the model with items 26 and 27 of its corrections: the part of the log-odds that all members share.
"""

from povsim.rule import Draw, Household, Parameters, column, parameter

phase = "labour"

columns = (
    column("household.away_pull", "float32", "logit", "of doing it far away for a member of 35, were months of work the same"),
)


class Settings(Parameters):
    """What moves the odds."""

    trend: float = parameter(
        0.05, "logit a year", low=-0.2, high=0.3, plausible=(0.02, 0.08), source="prototype; growth of wage work since 2010",
    )
    road: float = parameter(
        0.3, "logit", low=0, high=2, plausible=(0.1, 0.6), source="assumed; from no road to a hard road",
    )
    bus: float = parameter(
        0.1, "logit", low=0, high=1, plausible=(0, 0.2), source="assumed; from a hard road alone to one with a bus",
    )
    language: float = parameter(
        0.5, "logit", low=0, high=3, plausible=(0.2, 1), source="assumed; where the common language is little spoken",
    )
    care: float = parameter(
        0.8, "logit a patient", low=0, high=3, plausible=(0.4, 1.2), source="assumed; patients keep people at home",
    )
    shared: float = parameter(
        0.2, "share of care", low=0, high=1, plausible=(0, 0.4), source="assumed; taken over by day care in the village",
    )
    away: float = parameter(
        0.4, "logit", low=-3, high=3, plausible=(0, 0.8), source="assumed; leaving for the wage earner of 35 where pay is equal",
    )
    away_network: float = parameter(
        0.5, "logit", low=0, high=3, plausible=(0.2, 1), source="assumed; acquaintances away",
    )
    away_language: float = parameter(
        0.6, "logit", low=0, high=3, plausible=(0.2, 1), source="assumed; where the common language is little spoken",
    )


def step(h: Household, s: Settings, draw: Draw) -> None:
    """Write the household's part of the log-odds; net pay weighs in full, a log in a log-odds."""
    v = h.village
    patients = s.care * (1.0 - s.shared * v.community) * min(1.0, h.sick / max(h.able, 1.0))
    road = (s.road * v.road + s.bus * min(v.bus, v.road)) * h.use / max(v.mean_use, 0.01)
    place = v.county.wage_odds + s.trend * (s.year - 2015.0) + road
    away = s.away + s.away_network * v.network + v.county.away_gain
    h.job_pull += place - s.language * h.language_barrier - patients
    h.away_pull = away - s.away_language * h.language_barrier - patients
