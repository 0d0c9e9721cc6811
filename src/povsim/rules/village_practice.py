"""How a village hands out dibao: by favour, in equal parts, or in turn.  人情保、平均保、轮流保

The three failings are named in the Honghe plan (D1). Each village has three lasting numbers in 0 to 1; a
failing is found in it while its number lies below the share of villages that a programme still sees so.
"""

from povsim.rule import Draw, Parameters, Village, column, uniform

phase = "information"

columns = (
    column("village.favours", "float32", "share", "below the share of such villages: leaders' kin come first", low=0, high=1),
    column("village.shares", "float32", "share", "below the share of such villages: benefits are split", low=0, high=1),
    column("village.rotates", "float32", "share", "below the share of such villages: the lot decides each year", low=0, high=1),
)


def step(v: Village, s: Parameters, draw: Draw) -> None:
    """Draw the village's numbers once."""
    v.favours = uniform(draw, 0) if v.favours == 0.0 else v.favours
    v.shares = uniform(draw, 1) if v.shares == 0.0 else v.shares
    v.rotates = uniform(draw, 2) if v.rotates == 0.0 else v.rotates
