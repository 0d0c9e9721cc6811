"""Tables of the administration that a page asks for: who gets what, files, villages, ledgers.  八准五图三账本

Steps `benefits` and `dossier` write them. `recorded` beside an accuracy is what a check of the files alone shows.
"""

from __future__ import annotations

from povsim.fields import BASIS, CAUSE, YEAR, Field, field, twin

VILLAGE = field("village_id", "id", "village", "村编号")
HOUSEHOLD = field("household_id", "id", "household", "户编号")
PLACE = (YEAR, VILLAGE, field("county", "text", "county", "县"))
HOME = (YEAR, VILLAGE, HOUSEHOLD)

ACCURACIES = (
    ("identification", "1 - (inclusion + exclusion) / 2", "对象识别"),
    ("facts", "facts of household files that agree", "家庭情况"),
    ("causes", "main causes that agree", "致贫原因"),
    ("measures", "measures that answer the main cause", "计划措施"),
    ("delivery", "money at hand for the year that reached somebody in it", "政策落实"),
    ("income", "incomes of files that agree", "人均收支"),
    ("moves", "entries and exits that are right", "进退录入"),
    ("ledgers", "help and events of the year that stand in the household's ledgers", "台账进度"),
)
"""The eight accuracies (八个准): a name, what is counted, and the Chinese word."""


def _two(name: str, meaning: str, chinese: str) -> tuple[Field, Field]:
    """A share as a visit to the households shows it, and as the files alone do."""
    return (
        field(f"{name}_true", "share", f"{meaning}, checked at the households", f"{chinese}（入户核对）"),
        field(f"{name}_recorded", "share", f"{meaning}, as the files alone say", f"{chinese}（只看档案）"),
    )


def _sum(*pairs: tuple[Field, ...]) -> tuple[Field, ...]:
    return tuple(each for pair in pairs for each in pair)


_TYPES = (("elders_only", "纯老人户"), ("childless", "无子女同住户"), ("nuclear", "核心家庭"), ("three_generations", "三代同堂"))
_WORKS = (
    ("road", "hard road", "硬化路"), ("water", "safe water", "安全饮水"),
    ("clinic", "clinic", "卫生室"), ("power", "power", "动力电"), ("net", "broadband", "宽带"),
)
_PLANNED = field("measures", "text", "programmes allotted for next year, joined by +", "下年计划措施")
_TARGET = field("target_year", "year", "year of exit that the plan foresees, 0 = none left", "计划脱贫年份")
_SEEN = field("recorded_income_yuan", "yuan a person", "income as last observed", "记录人均纯收入")

POLICY: dict[str, tuple[Field, ...]] = {
    "benefits": (
        YEAR, BASIS,
        field("from_line", "of the line", "where a band of last year's income begins", "上年收入下限（线=1）"),
        field("households", "households", "households in the band", "户数"),
        field("persons", "persons", "persons in the band", "人口"),
        field("helped_households", "households", "of them helped in the year", "受益户"),
        field("benefit_yuan", "yuan", "support of all of them in the year: cash, dividends, waivers, medical aid", "受益金额"),
    ),
    "cliffs": (
        YEAR,
        field("level", "text", "whose status ends there: household, village or county", "层级"),
        BASIS,
        field("line_yuan", "yuan a person", "line of registration and exit, for households", "脱贫线"),
        field("below_yuan", "yuan a household", "support expected just below the line", "线下受益"),
        field("above_yuan", "yuan a household", "support expected just above the line", "线上受益"),
        field("size_yuan", "yuan a household", "size of the cliff: below less above", "悬崖落差"),
        field("size_low", "yuan a household", "lower end of its interval", "落差下限"),
        field("size_high", "yuan a household", "upper end of its interval", "落差上限"),
        field("used_households", "households", "households near the line that it rests on", "所用户数"),
    ),
    "incomes": (
        YEAR,
        field("state", "text", "poor_recorded, exited_recorded, others_recorded or poor_true", "状态"),
        field("source", "text", "source of income", "收入来源"),
        field("persons", "persons", "persons in the state", "人口"),
        field("income_yuan", "yuan a person", "income from the source", "人均收入"),
    ),
    "accuracy": (
        YEAR,
        field("county", "text", "county, or all", "县"),
        field("registered_households", "households", "on the register with support, exited or not", "建档立卡户"),
        *_two("inclusion", "registered and not poor, of the registered, persons", "错评率"),
        *_two("exclusion", "poor and not registered, of the poor, persons", "漏评率"),
        *_sum(*(_two(name, meaning, f"{chinese}准确率") for name, meaning, chinese in ACCURACIES)),
    ),
    "village_poor": (
        *PLACE,
        field("poor_village", "0 or 1", "on the list of poor villages", "贫困村"),
        field("households", "households", "households", "户数"),
        field("persons", "persons", "persons", "人口"),
        *twin("registered", "on the register with support, exited or not", "建档立卡"),
        *twin("poor_recorded", "registered and not exited", "记录贫困"),
        *twin("poor_true", "registry net income below the statistical line", "真实贫困"),
        *(field(f"poor_recorded_{name}", "persons", f"recorded poor in households of the kind {name}", f"记录贫困：{chinese}")
          for name, chinese in _TYPES),
    ),
    "village_causes": (
        *PLACE, CAUSE,
        *twin("main_recorded", "poor on the record whose main cause it is", "记录主因"),
        field("named_recorded_households", "households", "poor on the record whose files name it at all", "记录提及(户)"),
        field("main_true_households", "households", "poor on the record whose true main cause it is", "真实主因(户)"),
    ),
    "village_moves": (
        *PLACE,
        *twin("entries_recorded", "came onto the register", "新识别"),
        *twin("relapses_recorded", "registered again", "记录返贫"),
        *twin("removed_recorded", "struck off as wrongly listed", "剔除"),
        *twin("exits_recorded", "exits on the record", "记录脱贫"),
        *twin("relapses_true", "first year below the line after a recorded exit", "真实返贫"),
    ),
    "village_exit": (
        *PLACE,
        field("poor_village", "0 or 1", "on the list of poor villages", "贫困村"),
        field("headcount_recorded", "share", "share of persons recorded as poor", "记录贫困发生率"),
        _TARGET,
        *(field(name, "share", f"share of the village with {word}", chinese) for name, word, chinese in _WORKS),
        field("exit_year", "year", "year in which it left the list of poor villages, 0 = has not", "出列年份"),
    ),
    "village_targets": (
        *HOME,
        field("members", "persons", "members", "家庭人口"),
        CAUSE, _SEEN,
        field("short_yuan", "yuan a person", "what it lacks to next year's line, 0 where nothing", "距线缺口"),
        _TARGET,
    ),
    "household_plans": (
        *HOME,
        field("status", "text", "registered or registered_again", "登记状态"),
        CAUSE, _SEEN, _TARGET, _PLANNED,
        field("planned_fen", "fen", "allotted for next year", "下年计划金额"),
    ),
    "household_measures": (
        *HOME,
        field("source", "text", "source of the money", "资金来源"),
        field("programme", "text", "programme", "项目"),
        field("kind", "text", "kind of payment", "支付类别"),
        field("amount_fen", "fen", "amount, as the money table has it", "金额"),
        field("entered", "0 or 1", "1 where the helper entered it in the household's ledger within the year", "当年已登记"),
    ),
    "household_log": (
        *HOME,
        field("entry", "text", "file_renewed, help_received, registered, relapsed, removed or exited", "记录事项"),
        field("about", "text", "cause or programme that it is about, - where none", "有关内容"),
        field("yuan", "yuan", "recorded income a person of a renewed file, or help; else not a number", "金额（元）"),
    ),
}
"""What `benefits` and `dossier` write; an accuracy is not a number where nothing was to check."""
