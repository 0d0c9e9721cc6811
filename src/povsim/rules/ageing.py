"""Everybody grows a year older.  年龄"""

from povsim.rule import Draw, Parameters, Person

phase = "demography"


def step(p: Person, s: Parameters, draw: Draw) -> None:
    """Add a year of age and note the stage of life."""
    age = p.age + 1.0
    p.age = age
    p.child = 1 if age < 16 else 0
    p.elder = 1 if age >= 60 else 0
    p.young = 1 if 20 <= age <= 35 else 0
    p.settled = 1 if age >= 40 else 0
