"""Everybody grows a year older.  年龄"""

from povsim.rule import Draw, Parameters, Person

phase = "demography"


def step(p: Person, s: Parameters, draw: Draw) -> None:
    """Add a year of age, and note who has settled."""
    age = p.age + 1.0
    p.age = age
    p.settled = 1 if age >= 40 else 0
