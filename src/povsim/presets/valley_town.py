"""River-valley town that sends out labour: noodle shops, idle land, floods.  河谷城镇

Archetype D of the evidence (Gandu): own business is kept apart from wages (.35 wages + .14 business).
"""

from povsim.rule import INDUSTRIES, Parameters, parameter


class Settings(Parameters):
    """The kind of place: columns of its counties, and its starting population."""

    # columns of the county
    pastoral: float = parameter(
        0.0, "share", low=0, high=1,
        source="assumed; 1 where grassland is the land people live from; fields are the exception there",
    )
    disaster_chance: float = parameter(
        0.15, "a year", low=0, high=1,
        source="assumed; order of the disaster histories in the county plans, +-.06",
    )
    disaster_loss: float = parameter(
        0.2, "share", low=0, high=1,
        source="assumed; snow and drought take more of a season than floods of single valleys, +-.1",
    )
    promoted: str = parameter(
        "vegetables", "industry", choices=INDUSTRIES, source="assumed; the industry that plans of the archetype name first",
    )
    wage_odds: float = parameter(
        -0.323, "logit", low=-6, high=6,
        source="assumed; log-odds of the base chance 0.42 of wage work, fitted to the wage share of income, chance +-.06",
    )
    transfer_base: float = parameter(
        840.0, "yuan a person", low=0, high=20000,
        source="assumed; preset's transfer share 0.12 of a mean income of 8500 yuan, less pensions and dibao",
    )
    illness_factor: float = parameter(1.0, "factor", low=0.5, high=3, source="assumed; no altitude effect below 3,000 m")
    mortality: float = parameter(
        3.5e-05, "a year", low=1e-05, high=0.0001,
        source="assumed; life expectancy of 76.2 years, 3e-5 to 6e-5",
    )

    # the starting population
    household_size: float = parameter(
        4.6, "persons", low=1, high=10,
        source="assumed; Gandu's registered households have 3.9 persons, others are larger, +-.5",
    )
    registered_size: float = parameter(
        3.9, "persons", low=1, high=10,
        source="Gandu documents (3.9 persons a registered household)",
    )
    elders_only: float = parameter(
        0.1, "share of households", low=0, high=1,
        source="assumed; small and ageing households are commoner where young people leave, +-.05",
    )
    childless: float = parameter(
        0.22, "share of households", low=0, high=1,
        source="assumed; couples and adults without children, +-.05",
    )
    nuclear: float = parameter(
        0.38, "share of households", low=0, high=1,
        source="assumed; the commonest type in rural panels, +-.05",
    )
    three_generations: float = parameter(0.3, "share of households", low=0, high=1, source="assumed; the rest, +-.05")
    schooling: float = parameter(
        6.2, "years", low=0, high=16,
        source="assumed; adults of poor counties have finished primary school and little more, 4-8 years",
    )
    schooling_spread: float = parameter(
        2.6, "years", low=0.1, high=6,
        source="assumed; standard deviation between adults, 2-3.5 years",
    )
    land: float = parameter(0.7, "mu a person", low=0, high=50, source="Gandu documents (.64 to .72 mu a person)")
    land_spread: float = parameter(
        0.5, "s.d. of log", low=0, high=2,
        source="assumed; land was shared out by heads, later changes spread it, .3-.7",
    )
    herd: float = parameter(
        0.0, "sheep units", low=0, high=5000,
        source="assumed; the animals of farming households are part of their farm capital",
    )
    herd_spread: float = parameter(0.9, "s.d. of log", low=0, high=2, source="assumed; herds differ more than fields, .6-1.2")
    gathering: float = parameter(
        0.0, "yuan an able adult", low=0, high=100000,
        source="assumed; natural products are not a source of note",
    )
    gathering_spread: float = parameter(
        0.5, "s.d. of log", low=0, high=2,
        source="assumed; gathering grounds differ in yield, .3-.8",
    )
    business: float = parameter(
        0.15, "share of households", low=0, high=1,
        source="assumed; so that own business is .14 of income (noodle shops), .1-.25",
    )
    business_income: float = parameter(
        25_000.0, "yuan a year", low=0, high=500000,
        source="assumed; median net of a small noodle shop, 2015, 15,000-40,000",
    )
    business_spread: float = parameter(
        0.6, "s.d. of log", low=0, high=2,
        source="assumed; small firms differ by half or double, .3-.9",
    )
    capital: float = parameter(
        12_000.0, "yuan", low=1, high=1000000.0,
        source="assumed; median of tools, barns and animals of all households; registered ones hold about half, 6,000-24,000",
    )
    capital_spread: float = parameter(
        0.9, "s.d. of log", low=0, high=2,
        source="assumed; reduced prototype of the evidence, .6-1.2",
    )
    savings: float = parameter(
        2_500.0, "yuan", low=0, high=1000000.0,
        source="assumed; median liquid savings; reduced prototype of the evidence, 500-5,000",
    )
    savings_spread: float = parameter(
        1.1, "s.d. of log", low=0, high=2,
        source="assumed; savings differ more than capital, .8-1.5",
    )
    farm_spread: float = parameter(
        0.5, "s.d. of log", low=0, high=2,
        source="assumed; lasting difference of farm skill between households; reduced prototype, .4-.7",
    )
    wage_spread: float = parameter(
        0.4, "s.d. of log", low=0, high=2,
        source="assumed; lasting difference of pay between households; reduced prototype, .3-.6",
    )
    effects_correlation: float = parameter(
        0.3, "correlation", low=-1, high=1,
        source="assumed; able farmers earn somewhat more elsewhere too, 0-.6",
    )
    village_spread: float = parameter(
        0.16, "s.d. of log", low=0, high=1,
        source="assumed; lasting difference between villages; reduced prototype, .05-.3",
    )
    county_spread: float = parameter(
        0.1, "s.d. of log", low=0, high=1,
        source="assumed; lasting difference between counties; reduced prototype, .05-.3",
    )
    effort: float = parameter(0.75, "share", low=0.2, high=1, source="assumed; mean motivation, .6-.9")
    effort_spread: float = parameter(0.15, "share", low=0, high=0.4, source="assumed; standard deviation of motivation, .05-.25")
    remoteness: float = parameter(
        0.3, "share", low=0, high=1,
        source="assumed; mean position between county town (0) and end of the road (1), +-.15",
    )
    language_barrier: float = parameter(
        0.4, "share of households", low=0, high=1,
        source="assumed; households where the common language is little spoken, named in the plans without a number, +-.15",
    )
    network: float = parameter(0.5, "share", low=0, high=1, source="assumed; villagers known to work away, +-.15")
    grows_staple: float = parameter(
        0.4, "share of farms", low=0, high=1, plausible=(0.3, 0.5), source="assumed; grain for home and sale",
    )
    grows_vegetables: float = parameter(
        0.25, "share of farms", low=0, high=1, plausible=(0.15, 0.35), source="assumed; vegetables for the towns",
    )
    grows_fruit: float = parameter(
        0.15, "share of farms", low=0, high=1, plausible=(0.05, 0.25), source="assumed; orchards",
    )
    grows_cattle: float = parameter(
        0.1, "share of farms", low=0, high=1, plausible=(0, 0.2), source="assumed; cattle, sheep and yaks",
    )
    grows_potato: float = parameter(
        0.1, "share of farms", low=0, high=1, plausible=(0, 0.2), source="assumed; potatoes and their seed",
    )
    grows_pigs: float = parameter(0.0, "share of farms", low=0, high=1, plausible=(0, 0.1), source="assumed; hardly any")
    grows_tea: float = parameter(0.0, "share of farms", low=0, high=1, plausible=(0, 0.1), source="assumed; hardly any")
    grows_herbs: float = parameter(0.0, "share of farms", low=0, high=1, plausible=(0, 0.1), source="assumed; hardly any")
    road: float = parameter(0.9, "share", low=0, high=1, source="assumed; villages with a hard road in the base year, +-.1")
    water: float = parameter(0.85, "share", low=0, high=1, source="assumed; households with safe water in the base year, +-.1")
    clinic: float = parameter(
        0.9, "share", low=0, high=1,
        source="assumed; villages with a clinic and a doctor in the base year, +-.1",
    )
    power: float = parameter(0.98, "share", low=0, high=1, source="assumed; villages with reliable power in the base year, +-.1")
    chronic: float = parameter(
        0.17, "share of adults", low=0, high=1,
        source="CFPS rural panel (chronic illness .149 in 2010, .182 in 2018)",
    )
    disability: float = parameter(
        0.063, "share of persons", low=0, high=1,
        source="second national sample survey of disability 2006 (.0634)",
    )
    house_unsafe: float = parameter(
        0.06, "share of households", low=0, high=1,
        source="assumed; about a quarter of registered households lack a safe house, others few, .05-.15",
    )
    net: float = parameter(
        0.6, "share", low=0, high=1, plausible=(0.45, 0.75), source="assumed; villages with broadband in the base year",
    )
    irrigation: float = parameter(
        0.6, "share", low=0, high=1, plausible=(0.45, 0.75), source="assumed; villages whose fields are watered in the base year",
    )
