"""The schema of the tables of a results folder: names, types, units, and words in two languages.  结果表

Plain counts are persons, `_households` is the twin; `_fen` is whole fen, other money is yuan
of the year. `true` is what a household is, `recorded` what officials know.
"""

from __future__ import annotations

from enum import StrEnum

from povsim.analysis_tables import COMPUTED, VILLAGES, WATCHED
from povsim.fields import BASIS, CAUSE, PLACE, YEAR, Field
from povsim.fields import field as _field
from povsim.fields import twin as _twin
from povsim.policy_tables import POLICY
from povsim.study_tables import STUDY


class Format(StrEnum):
    """What `export` writes."""

    csv = "csv"
    parquet = "parquet"
    xlsx = "xlsx"


SCHEMA = 1
"""The version of this page; results of another version are refused, never misread."""

KINDS = ("grant", "wage", "transfer", "loan", "repayment", "interest", "dividend", "guarantee", "overhead", "leak")
"""Kinds of payment in the ledger."""

RECORD, TRUTH = "by_record", "in_truth"
"""The two values of a column `basis`."""

MEASURES = (
    _field("households", "households", "households", "户数"),
    _field("persons", "persons", "persons", "人口"),
    *_twin("registered", "on the register with support, exited or not", "建档立卡"),
    *_twin("poor_recorded", "registered and not exited", "记录贫困"),
    *_twin("poor_true", "registry net income below the statistical line", "真实贫困"),
    _field("headcount_recorded", "share", "share of persons recorded as poor", "记录贫困发生率"),
    _field("headcount_true", "share", "share of persons truly poor", "真实贫困发生率"),
    _field("poverty_gap", "share", "mean gap below the line, as a share of it (FGT 1)", "贫困深度指数"),
    _field("squared_poverty_gap", "share", "mean squared gap (FGT 2)", "贫困强度指数"),
    *_twin("exits_recorded", "exits on the record in the year", "记录脱贫"),
    *_twin("exits_true", "true income rose above the line in the year", "真实脱贫"),
    *_twin("entries_recorded", "came onto the register in the year, first or after removal", "新识别"),
    *_twin("entries_true", "fell below the line, relapses apart", "真实致贫"),
    *_twin("relapses_recorded", "registered again in the year", "记录返贫"),
    *_twin("relapses_true", "first year below the line after a recorded exit", "真实返贫"),
    _field("relapses_true_strict", "persons", "true relapses of those above the line when they left", "真实返贫（不含错退）",
           required=False),
    _field("wrong_exits_true", "persons", "recorded exits in a year below the line", "真实错退", required=False),
)

_CHANGES = (
    ("removed_recorded", "struck off the register as wrongly included", "剔除户"),
    ("joined_poor_recorded", "founded by households registered and not exited", "分户新增记录贫困户"),
    ("left_poor_recorded", "died out or moved away while registered and not exited", "消亡记录贫困户"),
    ("joined_registered", "founded by households on the register with support", "分户新增帮扶户"),
    ("left_registered", "died out or moved away while on the register with support", "消亡帮扶户"),
    ("support_ended", "exited households whose support ended the year before", "帮扶到期户"),
    ("support_regained", "registered again or put on the watch list after their support had ended", "到期后重新纳入或监测户"),
)
BALANCE = tuple(_field(f"{name}_households", "households", *words, required=False) for name, *words in _CHANGES)
"""What the stocks of the register need beside entries, exits and relapses to balance."""

YEARLY = (
    YEAR, *MEASURES, *BALANCE,
    _field("spend_fen", "fen", "all payments booked in the year", "支出合计"),
    _field("leaked_fen", "fen", "of it misused", "其中违规流失", required=False),
    _field("overhead_fen", "fen", "of it the cost of running projects", "其中项目管理费", required=False),
    _field("unspent_fen", "fen", "granted and carried into the next year", "结转资金", required=False),
    _field("returned_fen", "fen", "carried for a year, not spent, and returned to its source", "收回资金", required=False),
    _field("paid_unkept_fen", "fen", "paid under the register to households whose support had ended: must be 0",
           "帮扶期满后误付", required=False),
    _field("gini_true", "coefficient", "Gini coefficient of true registry income", "真实收入基尼系数", required=False),
    _field("log_spread_true", "s.d. of log", "spread of true registry income", "真实收入对数标准差", required=False),
    _field("villages_out_recorded", "number", "poor villages out of poverty on the record", "记录退出贫困村", required=False),
    _field("counties_out_recorded", "number", "counties out of poverty on the record", "记录摘帽县", required=False),
    _field("exit_task", "persons", "exits that the plan asks of the year, 0 = no task", "年度减贫任务", required=False),
    _field("line", "yuan a person", "statistical poverty line", "统计贫困线", required=False),
    _field("exit_line", "yuan a person", "line for registration and exit", "脱贫线", required=False),
    _field("cash_residual_max", "yuan", "largest amount any household's money identity leaves unexplained", "现金恒等式最大残差"),
)

_FLOWS = (
    ("start", "at the start of the year", "年初"), ("births", "born", "出生"), ("deaths", "died; households: died out", "死亡"),
    ("splits", "left to found a household; households: founded", "分户"), ("moved_in", "moved in from outside", "迁入"),
    ("moved_out", "moved away for good", "迁出"), ("end", "at the end of the year", "年末"),
)
POPULATION = (
    YEAR,
    *(_field(name, "persons", meaning, chinese) for name, meaning, chinese in _FLOWS),
    *(_field(f"{name}_households", "households", meaning, f"{chinese}(户)") for name, meaning, chinese in _FLOWS),
)

def _rate(name: str, meaning: str, chinese: str) -> tuple[Field, ...]:
    """A rate as an assessor finds it, its interval, and the truth beside it."""
    ends = (("", "as found", ""), ("_low", "lower end of its interval", "下限"), ("_high", "upper end of its interval", "上限"),
            ("_census", "as the same assessors would find it in everybody", "全查值"), ("_true", "in truth", "真实值"))
    return tuple(_field(f"{name}{end}", "share", f"{meaning}, {words}", f"{chinese}{term}") for end, words, term in ends)


def _design(name: str, meaning: str, chinese: str) -> tuple[Field, ...]:
    """How precise the sample behind a rate is."""
    return (
        _field(f"{name}_deff", "factor", f"design effect of {meaning}", f"{chinese}设计效应"),
        _field(f"{name}_n_eff", "number of answers", f"effective size of the sample behind {meaning}", f"{chinese}有效样本量"),
    )


_WRONG = ("wrong_exit", "the wrong exits, persons", "错退率")
_MISSED = ("missed", "the missed, persons", "漏评率")
_APPROVAL = ("approval", "approving households", "群众认可度")
ASSESSMENT = (
    YEAR,
    _field("county", "text", "county", "县"),
    _field("sample", "number", "number of the sample; the first one decides", "样本序号"),
    _field("sampled", "households", "households in the sample", "抽查户"),
    _field("sampled_exited", "households", "of them recorded as exited", "抽查脱贫户"),
    _field("sampled_unregistered", "households", "of them not on the register", "抽查非建档立卡户"),
    _field("sampled_poor", "households", "of them still poor on the record", "抽查未脱贫户"),
    *_rate(*_WRONG), *_rate(*_MISSED),
    *_rate("composite", "poor after the assessment, persons", "综合贫困发生率"), *_rate(*_APPROVAL),
    *_design(*_WRONG), *_design(*_MISSED), *_design(*_APPROVAL),
    _field("passed", "0 or 1", "1 when all four tests are passed", "通过评估"),
    _field("passed_census", "0 or 1", "1 when the county passes where everybody is looked at", "全查通过"),
    _field("passed_true", "0 or 1", "1 when the truth passes all four tests", "真实达标"),
)

_CAUSES = (
    ("diagnosed", "registered and not exited when causes were looked at", "诊断对象"),
    ("main_true", "whose true main cause it is", "真实主因"),
    ("named_true", "for whom it truly counts, main or further", "真实原因（含次因）"),
    ("main_recorded", "whose recorded main cause it is", "记录主因"),
    ("named_recorded", "whose record names it, main or further", "记录原因（含次因）"),
    ("right", "whose true main cause is rightly on record", "主因记录正确"),
)
CAUSES = (YEAR, _field("cause", "text", "cause", "致贫原因"), *(field for words in _CAUSES for field in _twin(*words)))
"""Causes among the registered: shares of main causes add up to one, shares of all named causes do not."""

TARGETING = (
    YEAR,
    _field("programme", "text", "programme for households, or all (without loans)", "项目"),
    _field("paid_fen", "fen", "what it paid in the year to households that are still there", "到户金额"),
    _field("reached", "persons", "in households that it paid", "受益人口"),
    _field("coverage_true", "share", "of persons truly below the line of registration before this help, those reached", "覆盖率"),
    _field("coverage_others_true", "share", "of all other persons, those reached", "非贫困人口覆盖率"),
    _field("leakage_true", "share", "of persons reached, those truly not below the line", "漏出率"),
    _field("leakage_fen_true", "share", "of money, what went to persons not below the line", "漏出率（按金额）"),
    _field("missed_deeply_true", "share", "of persons below .7 of the line, those not reached", "深度贫困人口未覆盖率"),
    _field("reached_above_true", "share", "of persons reached, those above 1.5 of the line", "受益人口中明显高于贫困线的比例"),
    _field("poorest_true", "ratio", "share of money to the poorest 40 % of persons, by .4 (Coady and others 2004)", "CGH指数"),
    _field("concentration_true", "coefficient", "concentration of money by income before it: -1 poorest, 1 richest", "集中指数"),
    _field("matched_recorded", "share", "of money, first choice against the recorded main cause", "因户施策率（记录原因）"),
    _field("matched_true", "share", "of money, first choice against the true main cause", "因户施策率（真实原因）"),
)
"""Whom help reaches. Poor is who is below the line of registration without the programmes' cash and dividends of the year."""

PAYER = (
    _field("source", "text", "source of the money", "资金来源"),
    _field("programme", "text", "programme or universal payment", "项目"),
)

def _served(name: str, meaning: str, chinese: str) -> tuple[Field, ...]:
    """A count of whom a programme served in a year, and of those whom it had not served before."""
    unit = name if name in ("households", "persons") else "number"
    first = _field(f"first_{name}", unit, f"{meaning}, for the first time", f"{chinese}(首次)")
    return _field(name, unit, meaning, chinese), first


REACH = (
    YEAR, _field("programme", "text", "programme", "项目"),
    *_served("households", "households served, or of the villages served", "覆盖户"),
    *_served("persons", "persons of these households", "覆盖人口"),
    *_served("villages", "villages with anybody served", "覆盖村"),
)
WORKS = (
    YEAR, _field("work", "text", "work or service of a village", "工程或服务"),
    _field("villages", "number", "villages where it stands", "已建成村"),
    _field("poor_villages", "number", "poor villages where it stands", "已建成贫困村"),
    _field("share", "share", "share of villages where it stands", "已建成村比例"),
    _field("poor_share", "share", "share of poor villages where it stands", "已建成贫困村比例"),
)

TABLES: dict[str, tuple[Field, ...]] = {
    "runs": (
        _field("seed", "number", "luck of the years", "随机种子"),
        _field("scenario", "text", "title of the scenario", "情景"),
        _field("status", "text", "finished or failed", "状态"),
    ),
    "yearly": YEARLY,
    "groups": (
        YEAR,
        _field("group_kind", "text", "cause, preset, county, village or household_type", "分组类别"),
        _field("group", "text", "name of the group", "分组"),
        *MEASURES, *BALANCE,
    ),
    "events": (
        YEAR, *PLACE,
        _field("event", "text", "registered, exited, relapsed, removed, entered, relocated, split, died_out ...", "事件"),
        CAUSE, BASIS,
    ),
    "households": (
        YEAR, *PLACE,
        _field("county_id", "id", "county", "县编号"),
        _field("members", "persons", "members", "家庭人口"),
        _field("income_yuan", "yuan a person", "true registry net income", "真实人均纯收入"),
        _field("recorded_income_yuan", "yuan a person", "income as last observed", "记录人均纯收入", required=False),
        _field("poor_true", "0 or 1", "1 when truly below the statistical line", "真实贫困", required=False),
        _field("status", "text", "never, registered, exited, removed or registered_again", "登记状态"),
        _field("causes", "text", "causes as officials wrote them, joined by +", "致贫原因"),
        _field("programmes", "text", "programmes that reached the household, joined by +", "帮扶项目"),
    ),
    "spells": (
        *PLACE, CAUSE,
        _field("kind", "text", "poor or out", "类别(贫困或脱贫)"),
        BASIS,
        _field("first_year", "year", "first year of the spell", "起始年"),
        _field("last_year", "year", "last year of the spell that was seen", "终止年"),
        _field("left_censored", "0 or 1", "1 when it began before the first year", "左删失"),
        _field("ended_by", "text", "exit, relapse, death, removal, or end of the run (censored)", "结束方式"),
        *WATCHED,
    ),
    "villages": VILLAGES,
    "ledger": (
        YEAR, *PAYER, *PLACE,
        _field("county", "code", "county by number, -1 for the province", "县序号", required=False),
        _field("amount_fen", "fen", "amount", "金额"),
        _field("kind", "text", ", ".join(KINDS), "支付类别"),
    ),
    "budget": (
        YEAR, *PAYER,
        _field("planned_fen", "fen", "what the plan foresees", "规划金额", required=False),
        _field("granted_fen", "fen", "granted for the year, without what was carried into it", "下达金额"),
        _field("spent_fen", "fen", "booked in the ledger", "支出金额"),
        _field("carried_fen", "fen", "carried into the next year", "结转金额"),
        _field("returned_fen", "fen", "returned to the source", "收回金额"),
        _field("leaked_fen", "fen", "of what was spent, misused", "违规流失金额", required=False),
        _field("overhead_fen", "fen", "of what was spent, the cost of running projects", "项目管理费", required=False),
    ),
    "population": POPULATION,
    "reach": REACH,
    "works": WORKS,
    "assessment": ASSESSMENT,
    "causes": CAUSES,
    "targeting": TARGETING,
    **POLICY,
    **STUDY,
}
"""Every table of a single run, its columns without the leading `run_id`."""

NEEDED = ("runs", "yearly", "groups", "events", "spells", "ledger", "budget", "population")
"""Tables that every single run has; `households` is there for a sample or on request, `assessment` and those of
`policy_tables.py` where a page asks for them, `causes` where it has causes, `targeting` where it has programmes
for households."""

OPEN = {
    "runs": ("float64", "int64", "str"), "yearly": ("float64", "int64"), "groups": ("float64", "int64"), "outputs": ("float64",),
}
"""Tables that take further columns: varied inputs of a run, measures of the scenario, and outputs of a study."""


def label(table: str, column: str, language: str = "en") -> str:
    """The words for a column in English or Chinese; its own name when it has none."""
    for known in (TABLES | COMPUTED).get(table, ()):
        if known.name == column:
            return known.chinese if language == "zh" else known.meaning
    return column
