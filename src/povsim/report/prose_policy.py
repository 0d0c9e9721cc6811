"""The labels and sentences of the report on flows, support, files, assessment and villages.  文句对照（三）"""

from __future__ import annotations

from povsim.report.prose_files import FILES

POLICY: dict[str, tuple[str, str]] = {
    # paths of registered households
    "flows_caption": (
        "Households that were ever registered, at the end of each year, and where they go: exits are of the record, below "
        "and above the statistical line is by true income. Of several runs the mean.",
        "曾建档立卡户的历年年末状态及去向：脱贫按记录，线上线下按真实收入与国家统计线；多次模拟取平均。",
    ),
    "flows_table": ("Registered households at the end of each year", "建档立卡户年末状态，户"),
    "flows_note": (
        "Moves count households whose state at the end of the year differs from the year before. One year below the line is "
        "not a recorded relapse.",
        "变动按年末状态与上年末不同的户计；一年低于统计线不等于记录返贫。",
    ),
    "flow_away": ("not listed", "未在册"),
    "flow_poor": ("poor on the record", "记录贫困"),
    "flow_below": ("exited, below the line", "已脱贫，低于统计线"),
    "flow_above": ("exited, above the line", "已脱贫，高于统计线"),
    "flow_fell": ("fell below the line after exit", "脱贫后落到线下"),
    "flow_rose": ("rose above it again", "重新升到线上"),
    "flow_again": ("registered again", "重新纳入"),
    "households_drawn": ("households", "户"),
    "households_drawn_many": ("thousand households", "万户"),
    # villages
    "squares_caption": (
        "Every field is a village, by its poverty rate at the end of {last}, county by county: on the record (left) and by "
        "true income (right). Counties and villages are synthetic. First run.",
        "每格为一个村，按{last}年末贫困发生率着色，逐县排列：左为记录，右为真实。县、村均为虚拟。第一次模拟。",
    ),
    "rate_up_to": ("up to {rate} %", "≤{rate}%"),
    "rate_between": ("{low}–{high} %", "{low}–{high}%"),
    "rate_above": ("above {rate} %", ">{rate}%"),
    "villages_unit": ("villages", "村"),
    # incomes by state
    "incomes_caption": (
        "What the poor on the record, the exited, all others and the truly poor live on in {last}.",
        "{last}年记录贫困人口、已脱贫人口、其他人口和真实贫困人口的收入来源。",
    ),
    "state_poor_recorded": ("poor on record", "记录贫困"),
    "state_exited_recorded": ("exited", "已脱贫"),
    "state_others_recorded": ("others", "其他"),
    "state_poor_true": ("truly poor", "真实贫困"),
    # who gets what
    "benefits": ("Who gets what", "谁受益"),
    "benefits_lead": (
        "Support is what a household got in the year in cash, dividends, waivers and medical aid; animals and houses are not "
        "in it. It stands against the income of the year before, which it did not raise yet, as a share of the year's line "
        "of registration. A steep fall at the line would make a little more income cost more than it brings.",
        "受益指当年所得现金、分红、减免和医疗救助，不含牲畜、住房等实物；对应上年人均收入（当年帮扶尚未计入）占当年脱贫线的比"
        "例。若线上受益陡降，多挣一点反而得不偿失（悬崖效应）。",
    ),
    "benefits_caption": (
        "Left: mean support of a household in {last} by income of the year before. Right: how much of the support the "
        "poorest get.",
        "左：{last}年户均受益，按上年收入；右：最贫困人口所得受益的累计比例。",
    ),
    "support_title": ("support by income", "户均受益与收入"),
    "spread_title": ("spread of support", "受益的集中程度"),
    "yuan_household": ("yuan a household", "元/户"),
    "of_line": ("income of the year before, % of the line", "上年人均收入，占脱贫线%"),
    "the_line": ("the line", "脱贫线"),
    "even": ("spread evenly", "人人相同"),
    "share_persons": ("% of persons, the poorest first", "人口累计%，由贫到富"),
    "share_support": ("% of support", "受益累计%"),
    "cliff_table": ("Cliffs where a status ends, yuan a household and year", "摘帽处的悬崖，元/户·年"),
    "cliff_household": ("households, {way}", "户（{way}）"),
    "cliff_in": ("{word}, {year}", "{word}，{year}年"),
    "cliff_ends_table": ("What the cliffs are made of", "悬崖两侧"),
    "cliff_village": ("poor villages", "贫困村"),
    "cliff_county": ("counties", "县"),
    "just_below": ("just below", "线下"),
    "just_above": ("just above", "线上"),
    "near_line": ("households near the line", "线附近户数"),
    "cliff_note": (
        "A straight line is fitted on each side of the line and read at it; small figures are its 95 % interval (of several "
        "runs: the runs). Below nought, support rises at the line. By the record, households that report less than they earn "
        "gather just below it. Villages and counties stand by their recorded rate against the limit of exit, below being "
        "those with more poor than that.",
        "在线的两侧各拟合一条直线，取其在线上的值；小字为95%区间（多次模拟时为各次范围）。负值表示越线后受益反而增加。按记录"
        "收入，少报收入的户聚集在线下不远处。村、县按记录贫困发生率与退出标准比较，“线下”为超过标准、尚未达标者。",
    ),
    "poorest_table": ("Support of the poorest, % of all support", "最贫困人口所得，占全部受益%"),
    "poorest": ("the poorest {share} % of persons", "最贫困的{share}%人口"),
    "cgh": ("targeting index", "瞄准指数"),
    "cgh_note": (
        "By true income of the year before. Targeting index: the part of the poorest 40 % over 40 %; 1 is what an even "
        "spread gives.",
        "按上年真实收入排序。瞄准指数=最贫困40%人口所得比例÷40%；人人相同为1。",
    ),
    # assessment
    "assessment": ("Third-party assessment", "第三方评估"),
    "assessment_lead": (
        "Every county is assessed every year, whether it has applied or not: people from outside visit a sample, find some "
        "of the failures and not others, and the county appeals. Beside what they find stands what the same people would "
        "find in a census, and what is true. The rest from sample to census is luck; from census to truth it is what "
        "assessors do not see.",
        "每年对各县评估，不论是否申请退出：第三方入户抽查，能发现一部分问题，县里可申诉。旁列同样的人普查全部农户会发现的比例"
        "，以及真实比例。抽样与普查之差是运气，普查与真实之差是看不出的问题。",
    ),
    "assessment_rule": (
        "A county passes where wrong exits are at most {wrong} %, missed at most {missed} %, the composite rate below "
        "{composite} % ({region}) and at least {approval} % of households approve.",
        "达标条件：错退率≤{wrong}%，漏评率≤{missed}%，综合贫困发生率<{composite}%（{region}），群众认可度≥{approval}%。",
    ),
    "region_west": ("the rule of the west", "西部标准"),
    "region_other": ("the rule outside the west", "西部以外标准"),
    "characteristic_caption": (
        "Chance that a county passes the test of wrong exits, by its true rate: samples seen perfectly, and the page's "
        "assessors, where what fails is low income.",
        "县通过错退率检验的概率与真实错退率：抽查无误判时，以及按本页评估人员的识别能力（问题为收入不达标时）。",
    ),
    "oc_small": ("100 households, perfect sight", "100户，无误判"),
    "oc_page": ("{n} households as on the page, design effect {deff}, perfect sight", "本页{n}户，设计效应{deff}，无误判"),
    "oc_sight": ("the same, assessors as on the page", "同上，本页评估人员"),
    "oc_across": ("true rate of wrong exits, %", "真实错退率，%"),
    "oc_up": ("chance to pass", "通过概率"),
    "oc_limit": ("limit {limit} %", "标准{limit}%"),
    "assessment_year_table": ("Means over the counties, %", "各县平均，%"),
    "assessment_county_table": ("County by county, {year}, %", "分县，{year}年，%"),
    "found_sample": ("{rate}, sample", "{rate}，抽查"),
    "found_census": ("{rate}, census", "{rate}，普查"),
    "found_truth": ("{rate}, in truth", "{rate}，真实"),
    "wrong_exit": ("wrong exits", "错退率"),
    "missed": ("missed", "漏评率"),
    "composite": ("composite rate", "综合发生率"),
    "approval": ("approval", "认可度"),
    "passing": ("counties that pass", "达标的县"),
    "sampled_households": ("visited households", "抽查户"),
    "passes": ("passes", "通过"),
    "passes_true": ("would in truth", "真实达标"),
    "yes": ("yes", "是"),
    "no": ("no", "否"),
    "design_interval": (
        "Small figures: 95 % interval by the design of the sample; it speaks of luck in drawing households, not of what "
        "assessors overlook. No interval where all households were visited.",
        "小字为按抽样设计计算的95%区间，只反映抽样的偶然性，不反映看不出的问题；全部入户的县无区间。",
    ),
    "run_interval": (
        "Small figures: the spread over runs. A verdict is the share of runs in which the county passes, %.",
        "小字为各次模拟的范围；是否通过一栏为通过的模拟次数占比，%。",
    ),
    "assessment_note": (
        "Rates of wrong exits, missed and the composite are of persons, approval is of households. Where nobody asks for "
        "approval, everybody approves.",
        "错退率、漏评率、综合发生率按人口计，认可度按户计；未启用认可度时视为全部认可。",
    ),
    **FILES,
}
