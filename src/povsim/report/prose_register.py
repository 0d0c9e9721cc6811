"""The labels and sentences of the report on who is listed and whom help reaches, in English and Chinese.  文句对照（三）"""

from __future__ import annotations

REGISTER: dict[str, tuple[str, str]] = {
    "targeting": ("How well the register finds the poor", "识别得准不准"),
    "targeting_lead": (
        "Poor here is who is truly below the line of registration without the programmes' cash and dividends of the year. "
        "In {first} the errors are those of the listing; later the register also holds those whom help has lifted and who "
        "have not left yet.",
        "此处“贫困”指剔除当年帮扶现金和分红后，真实人均纯收入低于识别标准。{first}年的误差是识别误差；此后名册上还有已被帮扶带到线上、尚未退出的人。",
    ),
    "targeting_caption": (
        "Errors of the register by year (left), and how much of each programme's money the poorest 40 % of persons got, by the "
        "40 % of an equal sum for everybody (right; 1 is neutral).",
        "名册的误差（左）；各项目资金中最贫困的40%人口所得比例与其人口比例之比（右，1为中性）。",
    ),
    "register_caption": ("Errors of the register by year.", "历年名册误差。"),
    "register_errors": ("errors of the register", "名册误差"),
    "poorest_axis": ("share of the poorest 40 % / 0.4", "最贫困40%人口所得份额÷0.4"),
    "money_of_years": ("money of {start} to {last}", "{start}—{last}年资金"),
    "short_inclusion": ("listed, not poor", "错评"),
    "short_exclusion": ("poor, not listed", "漏评"),
    "register_table": ("The register by year, %", "历年识别精准度，%"),
    "register_table_note": (
        "On the register is who is registered, or has exited and still has support. The differential is the coverage of the poor "
        "less that of the others: 100 would be perfect, 0 chance. Causes are looked at on listing and in the look-back; life "
        "goes on.",
        "在册指在册未脱贫，或已脱贫仍享受政策。覆盖率差为贫困人口与非贫困人口在册率之差：100为完全精准，0与随机无异。"
        "致贫原因只在识别和“回头看”时核定，此后会变化。",
    ),
    "inclusion_error_true": ("of those registered and not exited, not poor", "错评率：在册未脱贫人口中实际不贫困"),
    "listed_above_true": ("of the same, above one and a half lines", "其中收入高于标准1.5倍"),
    "exclusion_error_true": ("of the poor, not on the register", "漏评率：贫困人口中不在册"),
    "exclusion_gap_true": ("the same, by the yuan that they lack", "漏评率（按缺口金额）"),
    "missed_deeply_true": ("of those below seven tenths of the line, not on it", "收入低于标准七成者中不在册"),
    "coverage_others_true": ("of all others, on the register", "非贫困人口中在册"),
    "differential": ("differential of coverage, points", "覆盖率差，百分点"),
    "cause_right_recorded": ("of the registered, with the right main cause", "主要致贫原因记录正确"),
    "help_table": ("Whom help to households reached, {start} to {last}", "到户帮扶惠及何人，{start}—{last}年"),
    "help_table_note": (
        "Persons reached are a mean of the years; shares weigh the years by persons or by money. Concentration runs from -1 (all "
        "to the poorest) to 1 (all to the richest). First choice: the matching table of the page answers the main cause with a "
        "2. Village works have no recipients; all together is without loans.",
        "受益人口为各年平均；比例按人数或金额加权。集中指数从−1（全部给最穷者）到1（全部给最富者）。"
        "“对症”指情景页匹配表中该项目对主因为2。村级工程无受益户；合计不含贷款。",
    ),
    "help_all": ("all together", "合计"),
    "help_reached": ("persons a year", "年均受益人口"),
    "help_coverage": ("of the poor, reached %", "贫困人口覆盖率%"),
    "help_leakage": ("of those reached, not poor %", "受益人口中非贫困%"),
    "help_leakage_fen": ("the same by money, %", "按金额%"),
    "help_poorest": ("poorest 40 % / 0.4", "最贫困40%÷0.4"),
    "help_concentration": ("concentration", "集中指数"),
    "help_matched_recorded": ("first choice, recorded cause, % of money", "对症（记录主因），占金额%"),
    "help_matched": ("first choice, true cause, % of money", "对症（真实主因），占金额%"),
    "sides_table": (
        "Causes of those registered and not exited in {year}, true and recorded, %",
        "{year}年在册未脱贫者的致贫原因：真实与记录，%",
    ),
    "sides_note": (
        "Main causes add up to 100 % (true ones to less where nothing would be gained); named causes count a household once for "
        "each and add up to more. The two are never added, and shares of households are not shares of persons.",
        "主因合计为100%（真实主因可能略低）；提及的原因一户可有多项，合计超过100%。两者不可相加，户数比例也不等于人口比例。",
    ),
    "side_main_true": ("main, true, {unit}", "主因（真实），{unit}"),
    "side_main_recorded": ("main, recorded, {unit}", "主因（记录），{unit}"),
    "side_named_true": ("named, true, {unit}", "提及（真实），{unit}"),
    "side_named_recorded": ("named, recorded, {unit}", "提及（记录），{unit}"),
    "reading_note": (
        "Reading {reading} of the plan's ambiguous sentence on disability. Of the simulated households registered and not exited "
        "in {year}, {share} % have a disabled member, whatever their main cause.",
        "规划中关于因残致贫的一句有歧义，此处按{reading}读法。模拟中{year}年在册未脱贫户有残疾成员的占{share}%，与其主因无关。",
    ),
}
