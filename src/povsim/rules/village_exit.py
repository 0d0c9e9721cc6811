"""Village exit: a poor village leaves the list when few are poor on the record and its works stand.  贫困村退出

S20 of the model. Not all households need be out: the incidence may reach the limit. Road, power, broadband, a clinic and a room
for culture must stand, safe water from the year from which it is checked; collective income, lanes without mud and a clean
village where a page asks for them.
"""

from povsim.rule import RE_REGISTERED, REGISTERED, Draw, Parameters, Village, among, column, flag, gather, parameter

phase = "exit"

columns = (
    gather(
        "village.listed", "sum", "household.members", "persons registered for the first time and not exited", dtype="int32",
        unit="persons", low=0, where=among("household.status", REGISTERED, REGISTERED),
    ),
    gather(
        "village.relisted", "sum", "household.members", "persons registered again and not exited", dtype="int32",
        unit="persons", low=0, where=among("household.status", RE_REGISTERED, RE_REGISTERED),
    ),
    column("village.recorded_poor", "int32", "persons", "on the record as poor after the exits of the year", low=0),
    flag("village.due", "1 on the list of poor villages and not out of poverty on the record"),
    column("village.exit_year", "int16", "year", "year in which it left poverty on the record; 0 = has not", low=0, high=9999),
    flag("village.collective_ok", "1 where collective income suffices, or nobody asks", start=1),
)


class Settings(Parameters):
    """The tests beside incidence."""

    first_year: int = parameter(2016, "year", low=0, high=2100, source="national rule on leaving poverty, 2016")
    served: float = parameter(
        0.5, "share", low=0, high=1, plausible=(0.3, 0.9), source="assumed; from here a work counts as standing",
    )
    lanes: float = parameter(
        0.0, "share, 0 = not asked", low=0, high=1, plausible=(0, 0.9),
        source="plan; a page asks where its document does: Honghe's opinion 2018, no village leaves with muddy lanes",
    )
    clean: float = parameter(
        0.0, "share, 0 = not asked", low=0, high=1, plausible=(0, 0.9),
        source="plan; of `village.sanitation`; Honghe's opinion 2018, a clean and orderly village",
    )
    kept: bool = parameter(
        True, "switch",
        source="national plan, chapter 11: policies stay for villages too; off: it is then served after the other poor villages",
    )
    water_year: int = parameter(2019, "year", low=0, high=2100, source="national rule: safe water is checked from 2019")


def step(v: Village, s: Settings, draw: Draw) -> None:
    """Count who is left, and leave where every test is passed."""
    v.recorded_poor = v.listed + v.relisted
    few = v.listed + v.relisted <= v.county.province.most_poor * v.persons
    stands = min(v.road, v.power, v.net, v.clinic, v.culture) >= s.served and (v.water >= s.served or s.year < s.water_year)
    asked = v.collective_ok == 1 and v.lanes >= s.lanes and v.sanitation >= s.clean
    leaves = v.poor_village == 1 and v.out == 0 and s.year >= s.first_year and few and stands and asked
    if leaves:
        v.out = 1
        v.exit_year = s.year
        v.poor_village = 1 if s.kept else 0
    v.due = 1 if v.poor_village == 1 and v.out == 0 and not leaves else 0
