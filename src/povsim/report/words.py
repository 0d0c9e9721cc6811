"""Every label of the report, in English and Chinese, in one table.  词语对照

Sentences stand in `prose.py`; names of plugins come from their files.
"""

from __future__ import annotations

from dataclasses import dataclass

from povsim.report.prose import PROSE

LANGUAGES = ("en", "zh")

LABELS: dict[str, tuple[str, str]] = {
    "simulated": ("simulated, not observed", "模拟结果，非观测数据"),
    "report": ("Simulation report", "模拟报告"),
    "with_interval": ("{text} ({interval})", "{text}（{interval}）"),
    "html_language": ("en", "zh-Hans"),
    "contents": ("Contents", "目录"),
    "summary": ("The main points", "要点"),
    "how_to_read": ("How to read the numbers", "数字怎么读"),
    "unit_word": ("units", "单位"),
    "interval_word": ("intervals", "区间"),
    "page": ("The page of this run", "本次模拟的情景页"),
    "all": ("all", "合计"),
    # whose, what, in which money
    "persons": ("persons", "人口"),
    "unit_drawn": ("thousand persons", "万人"),
    "unit_drawn_small": ("persons", "人"),
    "unit_drawn_money": ("billion yuan, nominal", "亿元，当年价"),
    "unit_drawn_money_small": ("million yuan, nominal", "万元，当年价"),
    "poor_persons": ("poor persons", "贫困人口"),
    "yardsticks": ("true rate by yardstick", "不同尺度的真实发生率"),
    "short_headcount_true": ("registry", "建档立卡"),
    "short_headcount_true_survey": ("survey", "住户调查"),
    "short_headcount_true_consumption": ("consumption", "消费"),
    "short_headcount_true_net_of_rigid": ("net of rigid", "扣刚性支出"),
    "booked": ("as booked in the ledger", "按台账记账"),
    "unit_persons": ("persons", "万人"),
    "unit_persons_small": ("persons", "人"),
    "unit_money": ("million yuan", "亿元"),
    "unit_money_small": ("million yuan", "万元"),
    "yuan_person": ("yuan a person", "元/人"),
    "percent": ("%", "%"),
    "recorded": ("recorded", "记录"),
    "true": ("true", "真实"),
    "nominal": ("nominal yuan", "当年价"),
    "one_run": ("one run, no interval", "一次模拟，无区间"),
    "interval_few": ("lowest to highest of {runs} runs", "{runs}次模拟的最低至最高"),
    "interval_many": ("middle 95 % of {runs} runs", "{runs}次模拟的中间95%"),
    # many runs
    "mean_of_runs": ("mean", "平均"),
    "mean_interval": ("95 % of the mean", "平均值95%区间"),
    "runs_range": ("range of runs", "各次范围"),
    "runs_spread": ("s.d. of runs", "各次标准差"),
    "whole_spread": ("in all", "合计"),
    "luck_spread": ("luck alone", "仅随机因素"),
    "numbers_spread": ("numbers alone", "仅参数"),
    "luck_share": ("luck, % of variance", "随机因素占方差%"),
    "distribution": ("distribution", "分布"),
    # poverty
    "headcount_recorded": ("recorded rate, %", "记录贫困发生率，%"),
    "headcount_true": ("true rate, %", "真实贫困发生率，%"),
    "poor_recorded": ("recorded poor", "记录贫困人口"),
    "poor_true": ("true poor", "真实贫困人口"),
    "population": ("rural population", "农村人口"),
    "registered": ("on the register", "建档立卡人口"),
    "rate_axis": ("% of rural persons", "占农村人口的%"),
    "start_table": ("Incomes at the start", "初始收入分布"),
    "expected_range": ("expected (assumed)", "预期范围（假定）"),
    "spread_of_log_income": ("standard deviation of log income", "收入对数标准差"),
    "mean_gap_of_the_poor": ("mean gap of the poor, share of the line", "贫困人口平均缺口（占贫困线）"),
    "mean_squared_gap_of_the_poor": ("mean squared gap of the poor", "贫困人口平均平方缺口"),
    "statistical_line": ("statistical line", "国家统计线"),
    "exit_line": ("exit line", "脱贫收入线"),
    "headcount_true_survey": ("survey income", "住户调查收入"),
    "headcount_true_consumption": ("consumption", "消费"),
    "headcount_true_exit_line": ("registry, below the exit line", "建档立卡纯收入（低于脱贫线）"),
    "headcount_true_net_of_rigid": ("income net of care, school, debt", "扣除医疗教育还债后收入"),
    "registry_income": ("registry net income", "建档立卡纯收入"),
    "poverty_gap": ("poverty gap, %", "贫困深度指数，%"),
    "squared_poverty_gap": ("squared gap, %", "贫困强度指数，%"),
    # moves
    "exits": ("exits", "脱贫"),
    "relapses": ("relapses", "返贫"),
    "exits_recorded": ("recorded exits", "记录脱贫"),
    "exits_true": ("true exits", "真实脱贫"),
    "entries_recorded": ("recorded entries", "记录新识别"),
    "entries_true": ("true entries", "真实新致贫"),
    "relapses_recorded": ("recorded relapses", "记录返贫"),
    "relapses_true": ("true relapses", "真实返贫"),
    "relapse_rate": ("true relapses per 100 recorded exits", "每百人次记录脱贫的真实返贫"),
    "cause_none": ("never registered", "从未建档"),
    "mean_exit_recorded": ("mean year, recorded", "平均年份（记录）"),
    "mean_exit_true": ("mean year, true", "平均年份（真实）"),
    "half_gone": ("half gone by", "减半年份"),
    "exit_year_axis": ("mean year of exit", "平均脱贫年份"),
    # places
    "preset": ("kind of place", "地区类型"),
    "village_kind": ("kind of village", "村类型"),
    "household_kind": ("kind of household", "家庭类型"),
    # money
    "planned": ("planned", "规划"),
    "granted": ("granted", "下达"),
    "spent": ("spent", "支出"),
    "carried": ("carried over", "结转"),
    "returned": ("returned", "收回"),
    "spent_share": ("spent, % of plan", "支出占规划%"),
    "use": ("use", "用途"),
    "source": ("source", "来源"),
    # income and causes
    "income_axis": ("yuan a person, nominal", "元/人，当年价"),
    "sources_sum": ("all sources", "各来源合计"),
    "mean_income": ("registry net income", "建档立卡纯收入"),
    "mean_survey_income": ("survey income", "住户调查收入"),
    "main_share_households": ("simulated main cause, % of households", "模拟主因，占户数%"),
    "main_share_persons": ("simulated main cause, % of persons", "模拟主因，占人口%"),
    "named_share": ("simulated, named at all, % of persons", "模拟提及，占人口%"),
    "plan_share": ("plan, %", "规划文本，%"),
    "plan": ("plan", "规划文本"),
    "simulation": ("simulation", "模拟"),
    "difference": ("difference, points", "相差（百分点）"),
    # assumptions
    "parameter": ("parameter", "参数"),
    "used": ("used", "采用值"),
    "unit": ("unit", "单位"),
    "from_to": ("{low} to {high}", "{low}至{high}"),
    "range": ("allowed range", "允许范围"),
    "tag": ("tag", "依据"),
    "why": ("source or reason", "来源或理由"),
    "assumed": ("assumed", "假定"),
    "documented": ("documented", "有出处"),
    "kind_preset": ("Kinds of place", "地区类型"),
    "kind_cause": ("Causes", "致贫原因"),
    "kind_shock": ("Shocks", "冲击"),
    "kind_rule": ("Rules", "行为规则"),
    "kind_programme": ("Programmes", "帮扶项目"),
    "kind_step": ("Steps of the population", "群体步骤"),
}

NAMES: dict[str, tuple[str, str]] = {
    "batches": ("eight batches", "“八个一批”"),
    "sectors": ("ten sector programmes", "“十个专项”"),
    "fiscal": ("fiscal poverty fund", "财政扶贫资金"),
    "sector": ("sector matching funds", "行业配套资金"),
    "loans": ("loans and other finance", "贷款及其他融资"),
    "other": ("other (with Liaoning aid)", "其他资金（含辽援）"),
    "insurance_fund": ("medical insurance fund", "医保基金"),
    "pension_fund": ("pension fund", "养老保险基金"),
    "crop_insurance": ("crop insurance", "农业保险"),
    "agri_subsidy": ("farm and pasture subsidies", "农牧业补贴"),
    "civil_affairs": ("civil affairs", "民政资金"),
    "income_farm": ("farm", "种植业"),
    "income_herd": ("livestock", "畜牧业"),
    "income_natural": ("natural products", "采集（虫草等）"),
    "income_business": ("own business", "经营"),
    "income_wages": ("wages", "工资"),
    "income_dividends": ("dividends", "资产收益"),
    "income_pension": ("basic pensions", "养老金"),
    "income_transfers": ("other public transfers", "政策性补贴"),
    "income_programmes": ("programme cash", "帮扶项目现金"),
    "pension": ("basic pensions", "基本养老金"),
    "reimbursed": ("medical insurance", "医保报销"),
    "disability_aid": ("subsidies for the disabled", "残疾人两项补贴"),
    "premium_aid": ("premiums paid for the registered", "资助参保"),
    "indemnity": ("crop insurance", "农业保险赔款"),
    "premium": ("crop insurance premium", "农业保险保费补贴"),
    "base_transfer": ("farm and pasture subsidies", "农牧业补贴"),
    "unassigned_batches": ("not assigned: eight batches", "未安排：“八个一批”"),
    "unassigned_sectors": ("not assigned: ten sectors", "未安排：“十个专项”"),
    "yuan a person": ("yuan a person", "元/人"),
    "persons": ("persons", "人"),
    "households": ("households", "户"),
    "poor_village": ("poor villages", "贫困村"),
    "poor": ("poor villages", "贫困村"),
    "village_kind.other": ("other villages", "非贫困村"),
    "other_village": ("other villages", "非贫困村"),
    "not_poor_village": ("other villages", "非贫困村"),
    "elders_only": ("elders only", "纯老人户"),
    "childless": ("without children", "无子女同住户"),
    "nuclear": ("parents and children", "核心家庭"),
    "three_generations": ("three generations", "三代同堂"),
}


@dataclass(frozen=True)
class Words:
    """The labels and sentences of one language."""

    language: str

    def __call__(self, key: str, **values: object) -> str:
        """The label or sentence, with its values put in."""
        pair = LABELS.get(key) or PROSE[key]
        return pair[LANGUAGES.index(self.language)].format(**values)

    def name(self, word: str) -> str:
        """The words for a source, a use or a kind of group; the word itself where there are none."""
        pair = NAMES.get(word)
        return pair[LANGUAGES.index(self.language)] if pair else word.replace("_", " ")
