"""The year's weather of a county, which makes disasters of its villages come together.  天气"""

from povsim.rule import County, Draw, Parameters, column, normal

phase = "shocks"

columns = (
    column("county.weather", "float64", "s.d.", "this year's weather, standard normal; low is bad"),
)


def step(c: County, s: Parameters, draw: Draw) -> None:
    """Draw the weather of the year, standard normal; low is bad."""
    c.weather = normal(draw, 0)
