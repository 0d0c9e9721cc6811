"""What analyses need of the tables of a run, and the tables that they make of them.  分析表

Tables of `COMPUTED` are nowhere stored: they are computed when they are asked for, from what the runs keep.
"""

from __future__ import annotations

from povsim.fields import BASIS, YEAR, Field
from povsim.fields import field as _field

WATCHED = tuple(_field(*words, required=False) for words in (
    ("members", "persons", "members when the spell was first seen", "观察开始时人口"),
    ("seen_from", "year", "first year of the spell or, where the household split off later, of the household", "观察起始年"),
    ("programmes", "text", "of a recorded exit: programmes that paid in the year of exit, joined by +", "脱贫当年帮扶项目"),
    ("poor_at_exit", "0 or 1", "of a recorded exit: 1 where truly poor in the very year", "脱贫当年真实贫困"),
    ("fell_true", "year", "of a recorded exit: first later year truly below the line, 0 = none", "真实返贫年"),
    ("fell_net_of_rigid", "year", "the same with income less care, school and debt service", "扣除刚性支出后返贫年"),
    ("fell_without_help", "year", "the same with income less the programmes' cash and dividends", "剔除帮扶收入后返贫年"),
))
"""What analyses of relapse need of a spell."""

VILLAGES = (
    YEAR,
    _field("village_id", "id", "village", "村编号"),
    _field("county", "text", "county", "县"),
    _field("preset", "text", "kind of place", "地区类型"),
    _field("village", "text", "poor_village or other_village", "村类别"),
    _field("persons", "persons", "persons", "人口"),
    _field("poor_recorded", "persons", "registered and not exited", "记录贫困人口"),
    _field("poor_true", "persons", "registry net income below the statistical line", "真实贫困人口"),
)

_GROUP = (
    _field("group_kind", "text", "all, cause, exit_year, programme, county, preset, village ...", "分组类别"),
    _field("group", "text", "name of the group", "分组"),
)
_RUNS = (_field("runs", "number", "runs behind the row", "模拟次数"),)

SURVIVAL = (
    _field("definition", "text", "what counts as a relapse", "返贫定义"), *_GROUP,
    _field("unit", "text", "persons or households", "计数单位"),
    _field("years", "number", "years since the exit", "脱贫后年数"),
    _field("at_risk", "number", "watched in that year, all runs together", "风险集"),
    _field("relapsed", "number", "fell back in that year", "返贫数"),
    _field("died", "number", "died out in that year", "消亡数"),
    _field("moved", "number", "moved away as a whole household: 0, for this model has no such move", "迁出数"),
    _field("survival", "share", "not fallen back by the end of the year, death censoring (Kaplan-Meier)", "生存率"),
    _field("low", "share", "lower end of its 95 % interval", "下限"),
    _field("high", "share", "upper end of its 95 % interval", "上限"),
    _field("hazard", "rate", "cumulative hazard by the end of the year (Nelson-Aalen)", "累积风险"),
    _field("incidence", "share", "fallen back by the end of the year, death competing", "累积返贫率"),
    _field("incidence_died", "share", "died out by the end of the year, relapse competing", "累积消亡率"),
    *_RUNS,
)
EXIT_ORDER = (
    BASIS, *_GROUP,
    _field("mean_rank", "rank", "mean over runs, 1 = first; ties share their places", "平均名次"),
    _field("low", "rank", "5 % of runs are below", "名次下限"),
    _field("high", "rank", "5 % of runs are above", "名次上限"),
    _field("set_low", "rank", "least rank that the runs do not exclude, all groups together at 95 %", "名次置信集下限"),
    _field("set_high", "rank", "greatest rank that they do not exclude", "名次置信集上限"),
    _field("exit_year", "years", "median year of exit; the year after the last where not yet out", "脱贫年中位数"),
    _field("exit_year_low", "years", "5 % of runs are earlier", "脱贫年下限"),
    _field("exit_year_high", "years", "5 % of runs are later", "脱贫年上限"),
    _field("not_out", "share", "of runs in which the group was not out by the last year", "未脱贫比例"),
    *_RUNS,
)
EXIT_RANKS = (
    BASIS, *_GROUP,
    _field("rank", "number", "rank, 1 = first", "名次"),
    _field("probability", "share", "of runs in which the group has it; ties share their places evenly", "概率"),
)
EXIT_PRECEDENCE = (
    BASIS, *_GROUP,
    _field("other", "text", "the other group", "对照组"),
    _field("probability", "share", "of runs in which the group is out before the other", "先于概率"),
    _field("same", "share", "of runs in which both are out in one year, or neither is", "同年概率"),
)
EXIT_AGREEMENT = (
    _field("group_kind", "text", "kind of groups", "分组类别"),
    _field("between", "text", "runs by record, runs in truth, or record and truth of one run", "比较"),
    _field("tau", "coefficient", "mean of Kendall's tau-b: 1 the same order, 0 none", "肯德尔tau-b"),
    _field("low", "coefficient", "5 % of pairs are below", "下限"),
    _field("high", "coefficient", "5 % of pairs are above", "上限"),
    _field("weighted", "coefficient", "mean of the tau that weighs the first most (Vigna 2015)", "加权tau"),
    _field("pairs", "number", "pairs of orders that could be compared", "比较对数"),
)
CHRONIC = (
    BASIS,
    _field("approach", "text", "years_poor, mean_income (Hulme and Shepherd) or squared_gap (Jalan and Ravallion)", "方法"),
    _field("kind", "text", "years: always, most, some, never; income: always, usually ...; gap: total, chronic ...", "类别"),
    _field("unit", "text", "persons or households", "计数单位"),
    _field("value", "share", "share of all, or mean squared gap, or the chronic share of it", "值"),
    _field("low", "share", "lower end of its 95 % interval, between villages and runs", "下限"),
    _field("high", "share", "upper end of its 95 % interval", "上限"),
    _field("households", "households", "households behind the row, those of a run that are there in every year", "户数"),
    _field("years", "number", "years of the panel", "年数"), *_RUNS,
)
HAZARD = (
    _field("definition", "text", "what counts as a relapse", "返贫定义"),
    _field("covariate", "text", "what the hazard ratio belongs to", "协变量"),
    _field("ratio", "ratio", "hazard ratio to the group of comparison, which has 1", "风险比"),
    _field("low", "ratio", "lower end of its 95 % interval, clustered by village", "下限"),
    _field("high", "ratio", "upper end of its 95 % interval", "上限"),
    _field("households", "households", "households behind the row", "户数"),
    _field("relapsed", "households", "of them fallen back while all are watched", "返贫户数"),
)

COMPUTED: dict[str, tuple[Field, ...]] = {
    "survival": SURVIVAL, "hazard": HAZARD, "chronic": CHRONIC, "exit_order": EXIT_ORDER,
    "exit_ranks": EXIT_RANKS, "exit_precedence": EXIT_PRECEDENCE, "exit_agreement": EXIT_AGREEMENT,
}
"""Tables that are computed when they are asked for, over all runs together."""
