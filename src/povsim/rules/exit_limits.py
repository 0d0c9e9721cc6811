"""How much recorded poverty a village or county may have left when it leaves poverty.  贫困发生率退出标准

S20 and S24 of the model: 3 % in the west, 2 % elsewhere.
"""

from povsim.rule import Draw, Parameters, Province, column, parameter

phase = "paths"

RULE = "national rule on leaving poverty, 2016"

columns = (
    column("province.most_poor", "float64", "share", "of persons that may be left poor at an exit", low=0, high=1, start=0.02),
)


class Settings(Parameters):
    """The limit by region."""

    region: str = parameter("west", "region", choices=("west", "other"), source=f"{RULE}; the west has a limit of its own")
    west: float = parameter(0.03, "share", low=0, high=1, source=RULE)
    other: float = parameter(0.02, "share", low=0, high=1, source=RULE)


def step(p: Province, s: Settings, draw: Draw) -> None:
    """Set the limit."""
    p.most_poor = s.west if float(s.region) == 0.0 else s.other
