"""The tables of the world and the columns every scenario has.  户、村、县、省

Truth (`income`, `poor`) and record (`recorded_income`, `status`) are different columns.
A plugin may declare further columns of its own; these are the shared words.
All money is nominal yuan of the year, unless the name ends in `_fen`.
"""

from __future__ import annotations

from povsim.columns import Column, among, column, flag, flow, gather

HEALTHY, CHRONIC, SEVERE, DEAD = 0, 1, 2, 3
NO_SCHOOL, PRESCHOOL, COMPULSORY, SENIOR, VOCATIONAL, COLLEGE = 0, 1, 2, 3, 4, 5
IDLE, FARM, LOCAL_WAGE, MIGRANT, PUBLIC_POST = 0, 1, 2, 3, 4
NEVER, REGISTERED, EXITED, REMOVED, RE_REGISTERED = 0, 1, 2, 3, 4
ELDERS_ONLY, CHILDLESS, NUCLEAR, THREE_GENERATIONS = 0, 1, 2, 3
UNASKED, WILLING, UNWILLING, RETURNED = 0, 1, 2, 3
DEFAULTED = 3
FORGONE = 3
WORKS = ("road", "water", "clinic", "power", "net", "irrigation", "culture", "ecommerce", "bus", "sanitation", "lanes")
"""Public works of a village that a kind of place has or lacks at the start; programmes build them, and others from nothing."""
INDUSTRIES = ("staple", "potato", "pigs", "cattle", "vegetables", "tea", "fruit", "herbs", "fungus")
"""What farming households live from, by code; a page and a setting name an industry by its word."""
STAPLE, POTATO, PIGS, CATTLE, VEGETABLES, TEA, FRUIT, HERBS, FUNGUS = range(9)
CODES = ", ".join(f"{code} {name}" for code, name in enumerate(INDUSTRIES))


def _members(path: str, source: str, low: float, high: float = 127, *, meaning: str) -> Column:
    """How many members of a household have a column within bounds."""
    return gather(path, "count", source, meaning, dtype="int8", unit="persons", low=0, high=60, where=among(source, low, high))


def _hands(path: str, source: str, *, meaning: str) -> Column:
    """What members do, in able adults; a member's part is kept in percent."""
    return gather(path, "sum", source, meaning, dtype="float32", unit="able adults", worth=0.01)


PERSON = (
    column("person.age", "int8", "years", "age at the end of the year", low=0, high=120),
    flag("person.female", "1 for a woman or girl"),
    column("person.schooling", "int8", "years", "years of school completed", low=0, high=22),
    column("person.school", "int8", "stage", "0 none, 1 preschool, 2 compulsory, 3 senior, 4 vocational, 5 college", low=0, high=5),
    column("person.health", "int8", "state", "0 healthy, 1 chronic illness, 2 severe illness, 3 dead: the row closes in the demographic step", low=0, high=3),
    column("person.disability", "int8", "state", "0 none, 1 moderate, 2 severe", low=0, high=2),
    column("person.skill", "int8", "courses", "vocational courses that were effective", low=0, high=2),
    column("person.job", "int8", "state", "0 none, 1 farm, 2 local wage, 3 migrant, 4 public post", low=0, high=4),
    column("person.months", "int8", "tenths", "of a month: worked off the farm this year", low=0, high=120, yearly=True),
    column("person.labour", "int8", "percent", "capacity for work, 100 = an able adult; care of others and effort then lower it", low=0, high=100),
    column("person.labour_lost_illness", "int8", "percent", "of an able adult's capacity lost to illness", low=0, high=100),
    column("person.labour_lost_disability", "int8", "percent", "of an able adult's capacity lost to disability", low=0, high=100),
    column("person.farm_labour", "int8", "percent", "capacity left for the own farm, 100 = an able adult", low=0, high=100, yearly=True),
    flow("person.wage", "float32", "yuan", "net pay of the year that reaches the household", low=0),
    column("person.admissions", "int8", "times", "admissions to hospital this year", low=0, high=9, yearly=True),
    column("person.hospital", "int8", "level", "of the latest admission: 0 township, 1 county, 2 city; 3 it was forgone, for want of money or of a doctor", low=0, high=3),
    flow("person.inpatient", "float32", "yuan", "hospital bills of the year, before any reimbursement", low=0),
    flow("person.reimbursed_fen", "int32", "fen", "paid by basic and critical-illness insurance", low=0, payer="insurance_fund"),
    flag("person.able", "1 for an adult out of school who can do at least half a day's work"),
    flag("person.settled", "1 from 40 years"),
    flag("person.dropped_out", "1 of compulsory age and not in school"),
    flag("person.away", "1 away for more than six months of the year", yearly=True),
    column(
        "person.event", "int8", "code", "added up of the year: 1 bears a child, 2 leaves to found a household of their own, 4 is disabled by an illness",
        low=0, high=7, yearly=True,
    ),
)

HOUSEHOLD = (
    gather("household.members", "count", "person.age", "persons of the household", dtype="int8", unit="persons", low=1, high=60),
    _hands("household.labour", "person.labour", meaning="capacity for work of all members"),
    _hands("household.farm_labour", "person.farm_labour", meaning="capacity left for the own farm"),
    gather("household.able", "sum", "person.able", "able adults", dtype="int8", unit="persons", low=0, high=60),
    _members("household.children", "person.age", 0, 15, meaning="members below 16"),
    _members("household.elders", "person.age", 60, meaning="members from 60"),
    _members("household.young", "person.age", 20, 35, meaning="members from 20 to 35"),
    gather("household.settled", "sum", "person.settled", "members from 40", dtype="int8", unit="persons", low=0, high=60),
    _members("household.sick", "person.health", SEVERE, SEVERE, meaning="members in severe illness"),
    _members("household.ill", "person.health", CHRONIC, SEVERE, meaning="members in chronic or severe illness"),
    _members("household.disabled", "person.disability", 1, meaning="members with a disability"),
    _members("household.students", "person.school", PRESCHOOL, meaning="members in school"),
    gather("household.dropped_out", "sum", "person.dropped_out", "members of compulsory age out of school", dtype="int8", unit="persons", low=0, high=60),
    gather("household.away", "sum", "person.away", "members away for more than six months", dtype="int8", unit="persons", low=0, high=60),
    gather("household.skill", "max", "person.skill", "the best trained member's courses", dtype="int8", unit="courses", low=0, high=2),
    gather("household.schooling", "max", "person.schooling", "the best schooled member's years", dtype="int8", unit="years", low=0, high=22),
    gather("household.wages", "sum", "person.wage", "net pay of all members", dtype="float32", unit="yuan"),
    gather(
        "household.wages_away", "sum", "person.wage", "pay of members away for more than six months",
        dtype="float32", unit="yuan", where=among("person.away", 1),
    ),
    gather("household.labour_lost_illness", "sum", "person.labour_lost_illness", "capacity lost to illness", dtype="int16", unit="percent", low=0),
    gather("household.labour_lost_disability", "sum", "person.labour_lost_disability", "capacity lost to disability", dtype="int16", unit="percent", low=0),
    gather("household.bills", "sum", "person.inpatient", "hospital bills of all members", dtype="float32", unit="yuan"),
    gather("household.reimbursed_fen", "sum", "person.reimbursed_fen", "paid by medical insurance", dtype="int32", unit="fen"),
    # what the household is
    column("household.kind", "int8", "code", "0 elders only, 1 without children, 2 nuclear, 3 three generations", low=0, high=3),
    column("household.farm_effect", "float32", "log", "lasting difference of farm productivity"),
    column("household.wage_effect", "float32", "log", "lasting difference of pay"),
    column("household.effort", "float32", "share", "motivation: labour supplied is .6 + .4 of it", low=0.2, high=1, start=0.75),
    column("household.land", "float32", "mu", "cropped land", low=0),
    column("household.industry", "int8", "code", f"what its fields and barn are for: {CODES}", low=0, high=8),
    column("household.herd", "float32", "sheep units", "livestock of a pastoral household", low=0),
    column("household.pasture", "float32", "sheep units", "pasture under contract, as the animals that it was to feed", low=0),
    flag("household.language_barrier", "1 where the common language is little spoken"),
    flag("household.elite", "1 related to village leaders"),
    flag("household.veto", "1 owns a car, flat or firm, or is on the public payroll"),
    flag("household.veto_seen", "1 where officials found that in other registers this year"),
    # what it owns
    column("household.capital", "float32", "yuan", "productive capital", low=0),
    column("household.cash", "float64", "yuan", "liquid savings"),
    column("household.cash_before", "float64", "yuan", "liquid savings at the start of the year"),
    column("household.debt", "float32", "yuan", "informal debt", low=0),
    flag("household.house_safe", "1 when the house is safe", start=1),
    column("household.relocation_answer", "int8", "state", "0 not asked to relocate, 1 would move, 2 would not, 3 moved and went back", low=0, high=3),
    column("household.moved_year", "int16", "year", "the year of relocation; 0 = never", low=0, high=9999),
    flag("household.moved_town", "1 where it was resettled in a town, 0 near its village"),
    column("household.kept_ground", "int8", "percent", "of the home ground still worked after a move", low=0, high=100, start=100),
    # what programmes leave with it for the rules to read
    column("household.farm_gain", "float32", "log", "gain of farm productivity from industry support that bears", low=0),
    column("household.public_posts", "int8", "posts", "public posts its members hold this year", low=0, high=10, yearly=True),
    column("household.dibao", "int8", "state", "0 no dibao, 1 some, 2 for the whole household at a standard not below the line", low=0, high=2),
    column("household.school_subsidy", "int8", "percent", "of the cost of senior school and college that programmes pay", low=0, high=100),
    column("household.placement", "int8", "offers", "organised offers of a job this year", low=0, high=10, yearly=True),
    column("household.training", "int8", "places", "places in vocational courses this year", low=0, high=10, yearly=True),
    flow("household.job_pull", "float32", "logit", "of wage work this year for a member of 40 with 6.5 years of school; programmes add to it"),
    column("household.firm_link", "int8", "number", "the firm of its county that takes its share or loan: 1, 2, ...; 0 = none", low=0, high=100),
    flag("household.firm_failed", "1 where that firm fails this year", yearly=True),
    column("household.splits", "int8", "code", "1 where the young found a household of their own this year, 2 the elders", low=0, high=2, yearly=True),
    # shocks that last
    column("household.farm_shock", "float32", "log", "persistent farm shock"),
    # flows of the year
    flow("household.farm_income", "float32", "yuan", "net farm income; negative in a bad year"),
    flow("household.herd_income", "float32", "yuan", "net income from livestock"),
    flow("household.disaster_cost", "float32", "yuan", "income of farm and herd lost to disaster", low=0),
    flow("household.dividend_income", "float32", "yuan", "dividends of assets entrusted to firms", low=0),
    flow("household.pension_fen", "int32", "fen", "basic pension of members from 60", low=0, payer="pension_fund"),
    flow("household.base_transfer_fen", "int32", "fen", "public transfers outside the programmes: farm and pasture subsidies", low=0, payer="agri_subsidy"),
    flow("household.programme_income", "float32", "yuan", "cash received from programmes this year (posts, dibao, stipends)", low=0),
    flow("household.aid", "float32", "yuan", "programme payments that lower this year's bills", low=0),
    flow("household.school_aid", "float32", "yuan", "waivers and stipends that lower this year's cost of school", low=0),
    flow("household.school_costs", "float32", "yuan", "cost of school of all members, before any waiver", low=0),
    flow("household.out_of_pocket", "float32", "yuan", "medical care paid by the household", low=0),
    flow("household.school_paid", "float32", "yuan", "school paid by the household", low=0),
    flow("household.outlays", "float32", "yuan", "paid for a wedding or another great outlay beside house, care and school", low=0),
    flow("household.ending_income", "int16", "10 yuan", "of what programmes brought this year and will not bring next year", low=0),
    flow("household.total_income", "float32", "yuan", "all net income of the year"),
    flow("household.consumption", "float32", "yuan", "spent on living, without care and school", low=0),
    flow("household.investment", "float32", "yuan", "own saving put into productive capital", low=0),
    flow("household.house_paid", "float32", "yuan", "paid for a new or repaired house, and for living at a new site", low=0),
    flow("household.sales", "float32", "yuan", "received for capital sold in distress", low=0),
    flow("household.borrowing", "float32", "yuan", "borrowed from relatives and neighbours", low=0),
    column("household.loan_capital", "float32", "yuan", "productive capital bought with a bank loan that is not yet paid back", low=0),
    flow("household.loan_flow", "float32", "yuan", "cash that bank loans brought or took: for use, from sales of what they bought, paid back"),
    flow("household.loan_paid", "float32", "yuan", "paid back to the bank", low=0),
    flow("household.repayment", "float32", "yuan", "debt repaid", low=0),
    flow("household.cash_residual", "float32", "yuan", "what the money identity leaves unexplained"),
    # true welfare, a person
    column("household.income", "float32", "yuan a person", "registry net income"),
    column("household.income_before", "int16", "10 yuan a person", "registry net income of the year before"),
    column("household.survey_income", "float32", "yuan a resident", "disposable income as the statistical survey counts it"),
    column("household.permanent_income", "float32", "yuan", "what the household has come to expect a year"),
    flag("household.poor", "1 when income is below the statistical line"),
    flag("household.poor_before", "1 when it was below the line last year"),
    flag("household.wrong_exit", "1 when income was below the statistical line in the year of the latest recorded exit"),
    column("household.cause", "int8", "index", "true main cause of poverty, an index into the scenario's causes; -1 = none", low=-1, high=100, start=-1),
    column("household.cause_before", "int8", "index", "true main cause of the year before; -1 = none", low=-1, high=100, start=-1),
    # the record
    column("household.recorded_income", "float32", "yuan a person", "income as last observed by officials"),
    column("household.recorded_income_before", "float32", "yuan a person", "income as observed the year before"),
    column("household.status", "int8", "state", "0 never registered, 1 registered, 2 exited, 3 removed, 4 registered again", low=0, high=4),
    column("household.registered_year", "int16", "year", "first or latest year of registration; 0 = never", low=0, high=9999),
    column("household.exit_year", "int16", "year", "year of the latest recorded exit; 0 = none", low=0, high=9999),
    column("household.support_until", "int16", "year", "last year of support after the latest exit; 0 = none", low=0, high=9999),
    column("household.support", "int8", "percent", "of the register's support in the coming year, by the usual schedule", low=0, high=100),
    column("household.watched", "int8", "code", "on next year's watch list: 0 no, 1 exited, 2 never registered or struck off", low=0, high=2),
    column("household.alert", "int8", "code",
           "trouble of this year: 0 not noticed, 1 would be noticed, 2 and put on record, 3 was met by temporary aid", low=0, high=3),
    column("household.helped_years", "int8", "years", "years in which any programme reached the household", low=0, high=100),
    column("household.recorded_cause", "int8", "index", "main cause as officials wrote it; -1 = none", low=-1, high=100, start=-1),
    column("household.recorded_causes", "int32", "bits", "all causes as officials wrote them, bit k for cause k", low=0),
    flag("household.exit_by_policy", "1 when the exit rests on whole-household dibao"),
    column("household.padding", "int16", "yuan a person", "by which officials padded the record on which it left; 0 = none", low=0),
    column("household.caught", "int8", "code", "what the latest check of exits found: 1 a padded record, 2 an honest one that is wrong", low=0, high=2),
    column("household.truth_spell", "int16", "year", "in truth: since when poor, below 0 since when out of poverty, 0 never poor so far", low=-9999, high=9999),
    column("household.record_spell", "int16", "year", "on the record: since when poor, below 0 since when exited, 0 not registered", low=-9999, high=9999),
    column("household.fallen", "int8", "bits", "since the exit below the line: 1 truly, 2 net of rigid, 4 without help; 8 at exit", low=0),
    # what happened this year, for the tables
    flag("household.helped_now", "1 when any programme reached the household this year", yearly=True),
    flag("household.exits_now", "1 recorded exit this year", yearly=True),
    flag("household.enters_now", "1 came onto the register this year, for the first time or after having been struck off", yearly=True),
    flag("household.relapses_now", "1 registered again this year", yearly=True),
    flag("household.removed_now", "1 struck off the register this year as wrongly included", yearly=True),
    flag("household.exits_truly", "1 true income crossed the line upward this year", yearly=True),
    flag("household.enters_truly", "1 true income fell below the line, relapses after a recorded exit apart", yearly=True),
    flag("household.relapses_truly", "1 first year below the line after a recorded exit", yearly=True),
    flag("household.relapsed_truly", "1 ever since the first true relapse after the latest recorded exit"),
)

VILLAGE = (
    gather("village.households", "count", "household.status", "households", dtype="int32", unit="households", low=0),
    gather("village.persons", "sum", "household.members", "persons", dtype="int32", unit="persons", low=0),
    gather("village.mean_capital", "mean", "household.capital", "productive capital of a household", dtype="float32", unit="yuan"),
    gather("village.mean_land", "mean", "household.land", "cropped land of a household", dtype="float32", unit="mu", low=0),
    gather("village.mean_pasture", "mean", "household.pasture", "pasture of a household", dtype="float32", unit="sheep units", low=0),
    flag("village.poor_village", "1 on the list of poor villages, out of poverty or not"),
    flag("village.out", "1 where it has left poverty on the record"),
    column("village.remoteness", "float32", "share", "0 beside the county town, 1 at the end of the road", low=0, high=1),
    column("village.effect", "float32", "log", "lasting difference of farm productivity"),
    column("village.road", "float32", "share", "hard road", low=0, high=1),
    column("village.water", "float32", "share", "safe water", low=0, high=1),
    column("village.clinic", "float32", "share", "clinic with a doctor", low=0, high=1),
    column("village.power", "float32", "share", "reliable power", low=0, high=1),
    column("village.network", "float32", "share", "villagers known to work away", low=0, high=1),
    column("village.disaster_loss", "float32", "share", "share of the harvest lost to disaster this year", low=0, high=0.95, yearly=True),
    flag("village.snow", "snow disaster this year", yearly=True),
)

MARKET = (
    column("market.industry", "int8", "code", f"what is traded: {CODES}", low=0, high=8),
)

FIRM = (
    column("firm.industry", "int8", "code", f"what it works in: {CODES}", low=0, high=8),
    flag("firm.active", "1 while it works", start=1),
    flag("firm.failed", "1 in the year in which it fails", yearly=True),
    column("firm.quality", "float32", "s.d.", "how well it is run, standard normal"),
)

COUNTY = (
    gather("county.villages", "count", "village.remoteness", "villages", dtype="int32", unit="villages", low=0),
    gather("county.households", "sum", "village.households", "households", dtype="int32", unit="households", low=0),
    gather("county.persons", "sum", "village.persons", "persons", dtype="int32", unit="persons", low=0),
    gather("county.firms", "sum", "firm.active", "firms that work", dtype="int32", unit="firms", low=0),
    gather("county.firms_failed", "sum", "firm.failed", "firms that failed this year", dtype="int32", unit="firms", low=0),
    flag("county.out", "1 where it has left poverty on the record"),
    column("county.preset", "int8", "index", "kind of place, an index into the presets by name", low=0, high=100),
    column("county.effect", "float32", "log", "lasting difference of farm productivity"),
    column("county.pastoral", "float64", "share", "1 where households live from herds, not fields", low=0, high=1),
    column("county.disaster_chance", "float64", "a year", "chance that a disaster strikes a village", low=0, high=1),
    column("county.disaster_loss", "float64", "share", "mean share of the harvest lost when it strikes", low=0, high=1),
    column("county.wage_odds", "float64", "logit", "log-odds that an adult has wage work"),
    column("county.transfer_base", "float64", "yuan a person", "public transfers outside programmes and pensions, 2015", low=0),
    column("county.dibao_factor", "float64", "factor", "standard of dibao relative to the mean of counties", low=0, start=1),
    column("county.illness_factor", "float64", "factor", "severe illness and its cost relative to other places", low=0, start=1),
    column("county.mortality", "float64", "a year", "slope of the mortality law: 3.5e-5, on high plateaus 4.5e-5", low=0, start=3.5e-5),
)

PROVINCE = (
    column("province.line", "float64", "yuan a person", "statistical poverty line of the year", low=1, start=2855),
    column("province.exit_line", "float64", "yuan a person", "administrative line for registration and exit", low=1, start=2855),
    column("province.exit_line_next", "float64", "yuan a person", "the same line of next year", low=1, start=2855),
    column("province.wage_index", "float64", "index", "wages, 2015 = 1", low=0, start=1),
    column("province.farm_index", "float64", "index", "farm productivity and prices, 2015 = 1", low=0, start=1),
    column("province.transfer_index", "float64", "index", "base transfers, 2015 = 1", low=0, start=1),
    column("province.medical_index", "float64", "index", "medical prices, 2015 = 1", low=0, start=1),
)

CORE: tuple[Column, ...] = (*PROVINCE, *COUNTY, *FIRM, *MARKET, *VILLAGE, *HOUSEHOLD, *PERSON)
"""Every column that needs no plugin, level by level from the top."""
