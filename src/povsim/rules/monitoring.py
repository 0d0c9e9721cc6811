"""Attention: whether officials would notice this year that a household is in trouble, and put it on record.  返贫监测

S22 of the model with item 1 of its corrections. One lot decides on both, since nothing is put on record that nobody noticed.
The share of true relapses on record follows the published series: a record and not the truth, and so an input. Temporary aid
reaches in the year itself whom officials notice (programme `temporary_aid`), and the watch list gathers them (step `watch`).
"""

from povsim.rule import Draw, Household, Parameters, parameter, uniform

phase = "costs"


class Settings(Parameters):
    """How much is noticed, and how much of it is put on record."""

    detect: float = parameter(
        {2015: 0.6, 2017: 0.7, 2018: 0.8, 2019: 0.9}, "share", low=0.01, high=1,
        plausible=(0.3, 1), source="assumed; households in trouble that officials notice within the year",
    )
    recorded: float = parameter(
        {2015: 0.48, 2017: 0.13, 2018: 0.035, 2019: 0.003}, "share of true falls", low=0, high=1,
        plausible=(0.0009, 1),
        source="assumed to match the published record, which fell more than 100-fold in 2016-19; policy input",
    )


def step(h: Household, s: Settings, draw: Draw) -> None:
    """Draw the lot of the year."""
    lot = uniform(draw, 0)
    noticed = lot < s.detect
    h.alert = 2 if noticed and lot < s.recorded else 1 if noticed else 0
