"""Wet mountains: tea, pigs and herbs on little land, small and ageing households.  湿润山区

Archetype C of the evidence (Qinba mountains: Pingli).
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
        0.14, "a year", low=0, high=1,
        plausible=(0.08, 0.2), source="assumed; order of the disaster histories in the county plans",
    )
    disaster_loss: float = parameter(
        0.25, "share", low=0, high=1,
        plausible=(0.15, 0.35), source="assumed; snow and drought take more of a season than floods of single valleys",
    )
    promoted: str = parameter(
        "tea", "industry", choices=INDUSTRIES, source="assumed; the industry that plans of the archetype name first",
    )
    wage_odds: float = parameter(
        -0.405, "logit", low=-6, high=6,
        plausible=(-0.465, -0.345),
        source="assumed; log-odds of the base chance 0.4 of wage work, fitted to the wage share of income",
    )
    transfer_base: float = parameter(
        1_150.0, "yuan a person", low=0, high=20000,
        source="assumed; preset's transfer share 0.2 of a mean income of 7000 yuan, less pensions and dibao",
    )
    illness_factor: float = parameter(1.0, "factor", low=0.5, high=3, source="assumed; no altitude effect below 3,000 m")
    mortality: float = parameter(
        3.5e-05, "a year", low=1e-05, high=0.0001,
        plausible=(3e-05, 6e-05), source="assumed; life expectancy of 76.2 years",
    )

    # the starting population
    household_size: float = parameter(
        3.2, "persons", low=1, high=10,
        plausible=(2.7, 3.7), source="assumed; Pingli's registered households have 2.5 persons, others are larger",
    )
    registered_size: float = parameter(
        2.5, "persons", low=1, high=10,
        source="Pingli documents (2.5 persons a registered household)",
    )
    elders_only: float = parameter(
        0.2, "share of households", low=0, high=1,
        plausible=(0.15, 0.25), source="assumed; small and ageing households are commoner where young people leave",
    )
    childless: float = parameter(
        0.28, "share of households", low=0, high=1,
        plausible=(0.23, 0.33), source="assumed; couples and adults without children",
    )
    nuclear: float = parameter(
        0.34, "share of households", low=0, high=1,
        plausible=(0.29, 0.39), source="assumed; the commonest type in rural panels",
    )
    three_generations: float = parameter(
        0.18, "share of households", low=0, high=1, plausible=(0.13, 0.23),
        source="assumed; the rest",
    )
    schooling: float = parameter(
        6.8, "years", low=0, high=16,
        plausible=(4, 8), source="assumed; adults of poor counties have finished primary school and little more",
    )
    schooling_spread: float = parameter(
        2.6, "years", low=0.1, high=6,
        plausible=(2, 3.5), source="assumed; standard deviation between adults",
    )
    land: float = parameter(
        1.3, "mu a person", low=0, high=50, plausible=(0.6, 3),
        source="assumed; mountain villages of the archetype",
    )
    land_spread: float = parameter(
        0.5, "s.d. of log", low=0, high=2,
        plausible=(0.3, 0.7), source="assumed; land was shared out by heads, later changes spread it",
    )
    herd: float = parameter(
        0.0, "sheep units", low=0, high=5000,
        source="assumed; the animals of farming households are part of their farm capital",
    )
    herd_spread: float = parameter(
        0.9, "s.d. of log", low=0, high=2, plausible=(0.6, 1.2),
        source="assumed; herds differ more than fields",
    )
    gathering: float = parameter(
        0.0, "yuan an able adult", low=0, high=100000,
        source="assumed; natural products are not a source of note",
    )
    gathering_spread: float = parameter(
        0.5, "s.d. of log", low=0, high=2,
        plausible=(0.3, 0.8), source="assumed; gathering grounds differ in yield",
    )
    business: float = parameter(
        0.06, "share of households", low=0, high=1, plausible=(0.02, 0.08),
        source="assumed; shops, transport and mills",
    )
    business_income: float = parameter(
        15_000.0, "yuan a year", low=0, high=500000,
        plausible=(8000, 25000), source="assumed; median net of a village shop, 2015",
    )
    business_spread: float = parameter(
        0.6, "s.d. of log", low=0, high=2,
        plausible=(0.3, 0.9), source="assumed; small firms differ by half or double",
    )
    capital: float = parameter(
        12_000.0, "yuan", low=1, high=1000000.0,
        plausible=(6000, 24000),
        source="assumed; median of tools, barns and animals of all households; registered ones hold about half",
    )
    capital_spread: float = parameter(
        0.9, "s.d. of log", low=0, high=2,
        plausible=(0.6, 1.2), source="assumed; reduced prototype of the evidence",
    )
    savings: float = parameter(
        2_000.0, "yuan", low=0, high=1000000.0,
        plausible=(500, 5000), source="assumed; median liquid savings; reduced prototype of the evidence",
    )
    savings_spread: float = parameter(
        1.1, "s.d. of log", low=0, high=2,
        plausible=(0.8, 1.5), source="assumed; savings differ more than capital",
    )
    farm_spread: float = parameter(
        0.6, "s.d. of log", low=0, high=2,
        plausible=(0.4, 0.7), source="assumed; lasting difference of farm skill between households; reduced prototype",
    )
    wage_spread: float = parameter(
        0.5, "s.d. of log", low=0, high=2,
        plausible=(0.3, 0.6), source="assumed; lasting difference of pay between households; reduced prototype",
    )
    effects_correlation: float = parameter(
        0.3, "correlation", low=-1, high=1,
        plausible=(0, 0.6), source="assumed; able farmers earn somewhat more elsewhere too",
    )
    village_spread: float = parameter(
        0.16, "s.d. of log", low=0, high=1,
        plausible=(0.05, 0.3), source="assumed; lasting difference between villages; reduced prototype",
    )
    county_spread: float = parameter(
        0.1, "s.d. of log", low=0, high=1,
        plausible=(0.05, 0.3), source="assumed; lasting difference between counties; reduced prototype",
    )
    effort: float = parameter(0.75, "share", low=0.2, high=1, plausible=(0.6, 0.9), source="assumed; mean motivation")
    effort_spread: float = parameter(
        0.15, "share", low=0, high=0.4, plausible=(0.05, 0.25),
        source="assumed; standard deviation of motivation",
    )
    remoteness: float = parameter(
        0.6, "share", low=0, high=1,
        plausible=(0.45, 0.75), source="assumed; mean position between county town (0) and end of the road (1)",
    )
    language_barrier: float = parameter(
        0.0, "share of households", low=0, high=1,
        plausible=(0, 0.15),
        source="assumed; households where the common language is little spoken, named in the plans without a number",
    )
    network: float = parameter(
        0.4, "share", low=0, high=1, plausible=(0.25, 0.55),
        source="assumed; villagers known to work away",
    )
    grows_pigs: float = parameter(
        0.3, "share of farms", low=0, high=1, plausible=(0.2, 0.4), source="assumed; pigs",
    )
    grows_tea: float = parameter(
        0.2, "share of farms", low=0, high=1, plausible=(0.1, 0.3), source="assumed; tea on the slopes",
    )
    grows_staple: float = parameter(
        0.2, "share of farms", low=0, high=1, plausible=(0.1, 0.3), source="assumed; grain for home and sale",
    )
    grows_potato: float = parameter(
        0.1, "share of farms", low=0, high=1, plausible=(0, 0.2), source="assumed; potatoes and their seed",
    )
    grows_herbs: float = parameter(
        0.1, "share of farms", low=0, high=1, plausible=(0, 0.2), source="assumed; medicinal herbs",
    )
    grows_fruit: float = parameter(
        0.05, "share of farms", low=0, high=1, plausible=(0, 0.15), source="assumed; orchards",
    )
    grows_vegetables: float = parameter(
        0.05, "share of farms", low=0, high=1, plausible=(0, 0.15), source="assumed; vegetables for the towns",
    )
    grows_cattle: float = parameter(0.0, "share of farms", low=0, high=1, plausible=(0, 0.1), source="assumed; hardly any")
    road: float = parameter(
        0.75, "share", low=0, high=1, plausible=(0.65, 0.85),
        source="assumed; villages with a hard road in the base year",
    )
    water: float = parameter(
        0.85, "share", low=0, high=1, plausible=(0.75, 0.95),
        source="assumed; households with safe water in the base year",
    )
    clinic: float = parameter(
        0.8, "share", low=0, high=1,
        plausible=(0.7, 0.9), source="assumed; villages with a clinic and a doctor in the base year",
    )
    power: float = parameter(
        0.92, "share", low=0, high=1, plausible=(0.82, 1),
        source="assumed; villages with reliable power in the base year",
    )
    chronic: float = parameter(
        0.17, "share of adults", low=0, high=1,
        source="CFPS rural panel (chronic illness .149 in 2010, .182 in 2018)",
    )
    disability: float = parameter(
        0.063, "share of persons", low=0, high=1,
        source="second national sample survey of disability 2006 (.0634)",
    )
    house_unsafe: float = parameter(
        0.09, "share of households", low=0, high=1,
        plausible=(0.05, 0.15), source="assumed; about a quarter of registered households lack a safe house, others few",
    )
    net: float = parameter(
        0.4, "share", low=0, high=1, plausible=(0.25, 0.55), source="assumed; villages with broadband in the base year",
    )
    irrigation: float = parameter(
        0.3, "share", low=0, high=1, plausible=(0.15, 0.45), source="assumed; villages whose fields are watered in the base year",
    )
    dibao_factor: float = parameter(
        1.0, "of the mean standard", low=0.1, high=5, plausible=(0.7, 1.4),
        source="assumed; counties set their own standard, and differ by a third and more",
    )
    culture: float = parameter(0.15, "share", low=0, high=1, plausible=(0.05, 0.3), source="assumed; rooms for culture")
    ecommerce: float = parameter(0.05, "share", low=0, high=1, plausible=(0, 0.2), source="assumed; sites that ship")
    bus: float = parameter(0.55, "share", low=0, high=1, plausible=(0.45, 0.7), source="assumed; villages with a bus")
    sanitation: float = parameter(0.25, "share", low=0, high=1, plausible=(0.15, 0.4), source="assumed; refuse is collected")
    lanes: float = parameter(0.25, "share", low=0, high=1, plausible=(0.1, 0.4), source="assumed; lanes are paved")
