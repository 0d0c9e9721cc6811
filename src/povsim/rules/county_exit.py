"""County exit: a county takes off the hat of poverty when its villages are out and few are left poor.  贫困县摘帽

S20 of the model with item 43 of its corrections. The county applies when its poor villages have left. Where a third party
assesses it, that verdict decides, on those on the record, missed and wrongly out together; where none does, the record alone.
"""

from povsim.rule import County, Draw, Parameters, column, gather, parameter

phase = "assessment"

columns = (
    gather("county.villages_due", "sum", "village.due", "poor villages not yet out", dtype="int32", unit="villages", low=0),
    gather("county.villages_out", "sum", "village.out", "poor villages that are out", dtype="int32", unit="villages", low=0),
    gather("county.recorded_poor", "sum", "village.recorded_poor", "on the record as poor", dtype="int32", unit="persons", low=0),
    column("county.exit_year", "int16", "year", "year in which it left poverty on the record; 0 = has not", low=0, high=9999),
)


class Settings(Parameters):
    """When a county may apply."""

    first_year: int = parameter(2016, "year", low=0, high=2100, source="national rule on leaving poverty, 2016")
    villages: float = parameter(
        0.95, "share", low=0, high=1, plausible=(0.8, 1),
        source="assumed; of its poor villages that must be out; the rule names no share for counties",
    )


def step(c: County, s: Settings, draw: Draw) -> None:
    """Apply and leave where every test is passed."""
    ready = c.villages_out > 0 and c.villages_out >= s.villages * (c.villages_out + c.villages_due)
    few = c.recorded_poor < c.province.most_poor * c.persons
    judged = c.passed == 1 if c.assessed_year == s.year else few
    if c.out == 0 and s.year >= s.first_year and ready and judged:
        c.out = 1
        c.exit_year = s.year
