"""Care outside hospital: doctors, medicine, teeth.  门诊费用

S02 of the model: log-normal, by the number of chronic patients. It is not covered by insurance or
assistance. Where the village has no clinic, patients pay for the way and for dearer doctors.
"""

from povsim.rule import Draw, Household, Parameters, exp, flow, normal, parameter

phase = "costs"

columns = (
    flow("household.outpatient", "float32", "yuan", "cost of care outside hospital", low=0),
)


class Settings(Parameters):
    """Costs of a year outside hospital."""

    chronic: float = parameter(
        810.0, "yuan a patient, 2015", low=0, high=1e5, plausible=(400, 2_000), source="assumed; median of the chronically ill",
    )
    healthy: float = parameter(
        100.0, "yuan a person, 2015", low=0, high=1e5, plausible=(50, 200),
        source="assumed; median of the others, colds and teeth",
    )
    spread: float = parameter(
        0.8, "s.d. of log", low=0, high=2, plausible=(0.5, 1.1),
        source="assumed; rare and regular patients; members of a household share their luck",
    )
    far: float = parameter(
        0.15, "share", low=0, high=2, plausible=(0, 0.4),
        source="assumed; dearer where the village has no clinic, size a guess",
    )


def step(h: Household, s: Settings, draw: Draw) -> None:
    """The year's bills outside hospital."""
    price = h.village.county.illness_factor * h.village.county.province.medical_index
    clinic = 1.0 if h.moved_year > 0 else h.village.clinic
    usual = s.chronic * h.ill + s.healthy * (h.members - h.ill)
    h.outpatient = usual * price * (1.0 + s.far * (1.0 - clinic)) * exp(s.spread * normal(draw, 0))
