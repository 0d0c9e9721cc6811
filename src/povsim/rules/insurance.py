"""Medical insurance of rural residents: who is in, who pays the premium, and what the insured expect of it.  城乡居民基本医疗保险

S03 of the model. Families enrol as a whole and year by year; the premium is paid in cash. For households with
support civil affairs pay a part of it, and officials see to it that nobody is left out.
"""

from povsim.rule import Draw, Household, Parameters, column, flag, flow, parameter, uniform

phase = "health"

columns = (
    flag("household.insured", "1 with the medical insurance of rural residents", start=1),
    column("household.coverage", "int8", "percent", "of a hospital bill that the household expects back", low=0, high=100),
    flow("household.premium", "float32", "yuan", "own part of the premiums of medical and pension insurance", low=0),
    flow(
        "household.premium_aid_fen", "int32", "fen", "part of these premiums that is paid for the household",
        low=0, payer="civil_affairs",
    ),
)


class Settings(Parameters):
    """Enrolment and premium."""

    leave: float = parameter(
        0.012, "a year", low=0, high=1, plausible=(0.005, 0.03),
        source="assumed; insured families that do not renew; with the return, about .97 are in",
    )
    leave_poor: float = parameter(
        0.03, "a year", low=0, high=1, plausible=(0.01, 0.08), source="assumed; the same below the line, for want of cash",
    )
    join: float = parameter(
        0.4, "a year", low=0, high=1, plausible=(0.2, 0.7), source="assumed; families outside that come back",
    )
    enrolled: float = parameter(
        {2015: 0.98, 2017: 1.0}, "share", low=0, high=1, plausible=(0.95, 1),
        source="plan; Qinghai 2016: all registered persons insured; before 2017 assumed",
    )
    premium: float = parameter(
        {2015: 120.0, 2016: 150.0, 2017: 180.0, 2018: 220.0, 2019: 250.0, 2020: 280.0, 2021: 320.0}, "yuan a person",
        low=0, high=2e3, plausible=(90, 350),
        source="NHFPC 2015-21, yearly notices on the financing of residents' insurance, own part",
    )
    paid_for: float = parameter(
        {2015: 0.5, 2017: 1.0}, "share of the premium", low=0, high=1, plausible=(0.3, 1),
        source="assumed; civil affairs pay a part for the registered, and all of it from 2017",
    )


def step(h: Household, s: Settings, draw: Draw) -> None:
    """Enrol or not, pay, and know what part of a hospital bill comes back."""
    supported = h.support > 0
    u = uniform(draw, 0)
    leaves = s.leave_poor if h.poor == 1 else s.leave
    usual = u >= leaves if h.insured == 1 else u < s.join
    insured = usual or (supported and u < s.enrolled)
    premium = s.premium * h.members if insured else 0.0
    share = h.village.county.province.expected_share_supported if supported else h.village.county.province.expected_share
    helped = int(100.0 * (s.paid_for * premium * (h.support / 100.0)) + 0.5)
    h.insured = 1 if insured else 0
    h.premium_aid_fen = helped
    h.premium = premium - helped / 100.0
    h.coverage = int(100.0 * share + 0.5) if insured else 0
