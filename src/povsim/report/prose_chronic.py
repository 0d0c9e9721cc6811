"""The sentences of the report on chronic and transient poverty, in English and Chinese.  文句对照（六）"""

from __future__ import annotations

CHRONIC: dict[str, tuple[str, str]] = {
    "chronic": ("Who is always poor, and who now and then", "长期贫困与暂时贫困"),
    "chronic_lead": (
        "Help against lasting poverty is another than help against a bad year. Over {years} years, {chronic} % of the squared "
        "gap below the statistical line is chronic: it would be there if every household had its mean income every year (Jalan "
        "and Ravallion). The rest is transient: it comes from swings, and insurance or aid in time would meet it.",
        "针对长期贫困的帮扶不同于针对某一坏年景的帮扶。{years}年中，低于国家统计线的平方缺口有{chronic}%属长期贫困："
        "即使各户每年都有其平均收入，缺口依然存在（Jalan和Ravallion）。其余为暂时贫困，来自收入波动，保险或及时救助可以应对。",
    ),
    "chronic_caption": (
        "How many of the {years} years in poverty, % of persons: in truth below the statistical line, on the record registered "
        "and not exited. Lines: 95 %.",
        "{years}年中处于贫困的年数，占人口%：真实为收入低于国家统计线，记录为建档立卡且未脱贫。横线为95%区间。",
    ),
    "chronic_axis": ("% of persons", "占人口%"),
    "chronic_years": ("Years in poverty, %", "贫困年数，%"),
    "chronic_always": ("every year", "每年"),
    "chronic_most": ("half of the years or more, not all", "一半及以上的年份，非全部"),
    "chronic_some": ("some, fewer than half", "有，但不到一半的年份"),
    "chronic_never": ("no year", "从未"),
    "chronic_kinds": ("Kinds of poor households, true, %", "贫困户类型，真实，%"),
    "chronic_mean_always": ("always poor: every year", "始终贫困：每年均低于线"),
    "chronic_mean_usually": ("usually poor: mean income below the line", "经常贫困：平均收入低于线"),
    "chronic_mean_churning": ("churning: mean income within a tenth of the line", "反复：平均收入在线上下10%以内"),
    "chronic_mean_occasionally": ("occasionally poor: mean income above it", "偶尔贫困：平均收入高于线"),
    "chronic_mean_never": ("never poor", "从未贫困"),
    "chronic_gap": ("Squared gap below the line, true, × 1,000", "平方贫困缺口，真实，×1000"),
    "chronic_gap_total": ("in all, mean over the years", "合计，各年平均"),
    "chronic_gap_chronic": ("chronic: of mean income", "长期：按平均收入"),
    "chronic_gap_transient": ("transient: the rest", "暂时：其余"),
    "chronic_gap_share": ("chronic, % of all", "长期占比，%"),
    "of_persons": ("persons, {way}", "人口，{way}"),
    "of_households": ("households, {way}", "户，{way}"),
    "chronic_sample": (
        "Of the sample of households those {households} that are there in every year; who was founded or died out in between is "
        "not among them. Small figures: 95 %, from the differences between villages and, of several runs, between runs, too.",
        "取样本户中各年均在的{households}户，期间新立或消亡的户不计。小字为95%区间，按村之间的差异计算，多次模拟时另计各次之间的差异。",
    ),
    "chronic_short": (
        "A mean over few years still holds luck, so that part of what is called chronic here is not. The record counts who is "
        "listed, however its income moves.",
        "年数少时，平均收入仍含偶然因素，故此处的长期贫困有所高估。记录口径只看是否在册，不看收入波动。",
    ),
}
