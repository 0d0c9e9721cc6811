"""Pastoral plateau above 4,000 m: herds, caterpillar fungus, public transfers, snow.  牧区

Archetype A of the evidence (Tibetan areas of Qinghai): transfers and natural products are above four fifths of income.
"""

from povsim.rule import INDUSTRIES, Parameters, parameter


class Settings(Parameters):
    """The kind of place: columns of its counties, and its starting population."""

    # columns of the county
    pastoral: float = parameter(
        1.0, "share", low=0, high=1,
        source="assumed; 1 where grassland is the land people live from; fields are the exception there",
    )
    disaster_chance: float = parameter(
        0.2, "a year", low=0, high=1,
        source="assumed; order of the disaster histories in the county plans, +-.06",
    )
    disaster_loss: float = parameter(
        0.3, "share", low=0, high=1,
        source="assumed; snow and drought take more of a season than floods of single valleys, +-.1",
    )
    promoted: str = parameter(
        "cattle", "industry", choices=INDUSTRIES, source="assumed; the industry that plans of the archetype name first",
    )
    wage_odds: float = parameter(
        -2.442, "logit", low=-6, high=6,
        source="assumed; log-odds of the base chance 0.08 of wage work, fitted to the wage share of income, chance +-.06",
    )
    transfer_base: float = parameter(
        2_200.0, "yuan a person", low=0, high=20000,
        source="assumed; a third of a mean income of 7,000 yuan, less pensions; fitted to the headcount, 1,800-2,700",
    )
    illness_factor: float = parameter(
        1.2, "factor", low=0.5, high=3,
        source="assumed; altitude raises severe illness (direction: Zhou, Guo and Liu 2020), the size is a guess",
    )
    mortality: float = parameter(
        4.5e-05, "a year", low=1e-05, high=0.0001,
        source="assumed; life expectancy of 73.6 years on high plateaus, 3e-5 to 6e-5",
    )

    # the starting population
    household_size: float = parameter(4.2, "persons", low=1, high=10, source="assumed; rural households of the archetype, +-.5")
    registered_size: float = parameter(3.9, "persons", low=1, high=10, source="assumed; as the other archetypes, +-.5")
    elders_only: float = parameter(
        0.1, "share of households", low=0, high=1,
        source="assumed; small and ageing households are commoner where young people leave, +-.05",
    )
    childless: float = parameter(
        0.2, "share of households", low=0, high=1,
        source="assumed; couples and adults without children, +-.05",
    )
    nuclear: float = parameter(
        0.42, "share of households", low=0, high=1,
        source="assumed; the commonest type in rural panels, +-.05",
    )
    three_generations: float = parameter(0.28, "share of households", low=0, high=1, source="assumed; the rest, +-.05")
    schooling: float = parameter(
        4.6, "years", low=0, high=16,
        source="assumed; adults of poor counties have finished primary school and little more, 4-8 years",
    )
    schooling_spread: float = parameter(
        2.8, "years", low=0.1, high=6,
        source="assumed; standard deviation between adults, 2-3.5 years",
    )
    land: float = parameter(
        0.1, "mu a person", low=0, high=50,
        source="assumed; most herding households crop nothing; the few fields average .1 mu a person",
    )
    land_spread: float = parameter(
        0.5, "s.d. of log", low=0, high=2,
        source="assumed; land was shared out by heads, later changes spread it, .3-.7",
    )
    herd: float = parameter(
        28.0, "sheep units", low=0, high=5000,
        source="assumed; median of a herding household, fit to its share of income and the headcount, 20-60",
    )
    herd_spread: float = parameter(0.9, "s.d. of log", low=0, high=2, source="assumed; herds differ more than fields, .7-1.3")
    gathering: float = parameter(
        4_100.0, "yuan an able adult", low=0, high=100000,
        source="assumed; median; with its spread natural products are near .4 of a mean income of 7,000 yuan, 2,500-6,000",
    )
    gathering_spread: float = parameter(
        0.65, "s.d. of log", low=0, high=2,
        source="assumed; fungus grounds differ much in yield, .5-1.2",
    )
    business: float = parameter(0.04, "share of households", low=0, high=1, source="assumed; shops, transport and mills, .02-.08")
    business_income: float = parameter(
        14_000.0, "yuan a year", low=0, high=500000,
        source="assumed; median net of a village shop, 2015, 8,000-25,000",
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
        2_000.0, "yuan", low=0, high=1000000.0,
        source="assumed; median liquid savings; reduced prototype of the evidence, 500-5,000",
    )
    savings_spread: float = parameter(
        1.1, "s.d. of log", low=0, high=2,
        source="assumed; savings differ more than capital, .8-1.5",
    )
    farm_spread: float = parameter(
        0.6, "s.d. of log", low=0, high=2,
        source="assumed; lasting difference of farm skill between households; reduced prototype, .4-.7",
    )
    wage_spread: float = parameter(
        0.5, "s.d. of log", low=0, high=2,
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
        0.8, "share", low=0, high=1,
        source="assumed; mean position between county town (0) and end of the road (1), +-.15",
    )
    language_barrier: float = parameter(
        0.7, "share of households", low=0, high=1,
        source="assumed; households where the common language is little spoken, named in the plans without a number, +-.15",
    )
    network: float = parameter(0.08, "share", low=0, high=1, source="assumed; villagers known to work away, +-.15")
    grows_cattle: float = parameter(
        0.8, "share of farms", low=0, high=1, plausible=(0.7, 0.9), source="assumed; cattle, sheep and yaks",
    )
    grows_staple: float = parameter(
        0.15, "share of farms", low=0, high=1, plausible=(0.05, 0.25), source="assumed; grain for home and sale",
    )
    grows_herbs: float = parameter(
        0.05, "share of farms", low=0, high=1, plausible=(0, 0.15), source="assumed; medicinal herbs",
    )
    grows_potato: float = parameter(0.0, "share of farms", low=0, high=1, plausible=(0, 0.1), source="assumed; hardly any")
    grows_pigs: float = parameter(0.0, "share of farms", low=0, high=1, plausible=(0, 0.1), source="assumed; hardly any")
    grows_vegetables: float = parameter(0.0, "share of farms", low=0, high=1, plausible=(0, 0.1), source="assumed; hardly any")
    grows_tea: float = parameter(0.0, "share of farms", low=0, high=1, plausible=(0, 0.1), source="assumed; hardly any")
    grows_fruit: float = parameter(0.0, "share of farms", low=0, high=1, plausible=(0, 0.1), source="assumed; hardly any")
    road: float = parameter(0.6, "share", low=0, high=1, source="assumed; villages with a hard road in the base year, +-.1")
    water: float = parameter(0.6, "share", low=0, high=1, source="assumed; households with safe water in the base year, +-.1")
    clinic: float = parameter(
        0.65, "share", low=0, high=1,
        source="assumed; villages with a clinic and a doctor in the base year, +-.1",
    )
    power: float = parameter(0.7, "share", low=0, high=1, source="assumed; villages with reliable power in the base year, +-.1")
    chronic: float = parameter(
        0.17, "share of adults", low=0, high=1,
        source="CFPS rural panel (chronic illness .149 in 2010, .182 in 2018)",
    )
    disability: float = parameter(
        0.063, "share of persons", low=0, high=1,
        source="second national sample survey of disability 2006 (.0634)",
    )
    house_unsafe: float = parameter(
        0.1, "share of households", low=0, high=1,
        source="assumed; about a quarter of registered households lack a safe house, others few, .05-.15",
    )
    net: float = parameter(
        0.25, "share", low=0, high=1, plausible=(0.1, 0.4), source="assumed; villages with broadband in the base year",
    )
    irrigation: float = parameter(
        0.1, "share", low=0, high=1, plausible=(0, 0.25), source="assumed; villages whose fields are watered in the base year",
    )
