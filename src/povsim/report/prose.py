"""The sentences of the report, in English and Chinese.  文句对照"""

from __future__ import annotations

from povsim.report.prose_chronic import CHRONIC
from povsim.report.prose_luck import LUCK
from povsim.report.prose_plan import PLAN
from povsim.report.prose_policy import POLICY
from povsim.report.prose_register import REGISTER
from povsim.report.prose_relapse import RELAPSE
from povsim.report.prose_sensitivity import SENSITIVITY
from povsim.report.prose_watch import WATCH

PROSE: dict[str, tuple[str, str]] = {
    "banner": (
        "Every number on this page comes from a simulation of invented households. None was observed; no real household, "
        "village or county is described.",
        "本页所有数字均来自对虚拟农户的模拟，不是统计或调查数据，不描述任何真实的农户、村或县。",
    ),
    "single": (
        "One run: the spread over luck is not shown; run an ensemble.",
        "仅一次模拟：未显示随机因素造成的波动；请做多次模拟（ensemble）。",
    ),
    "counted": (
        "Every rural household of the scenario ({households} in {year}) is simulated and counted, so no figure carries a "
        "sampling error. What no interval can show is whether the assumptions hold: see “What the run assumed”.",
        "情景中的全部农户（{year}年{households}户）逐户模拟、逐户计数，因此各数字没有抽样误差。区间无法反映的是假定本身是否成立，见“模拟的假定”。",
    ),
    "sampled": (
        "The run holds {share} % of the villages ({households} households in {year}). Figures are of this sample and are not "
        "scaled up; money and quotas were scaled down alike. The error of drawing villages is not shown.",
        "本次模拟只含{share}%的村（{year}年{households}户）。各数字为该样本的数字，未放大到全省；资金和指标已同比例缩小。抽村造成的误差未显示。",
    ),
    "ensemble_few": (
        "{runs} runs that differ in luck only. A number is the mean over runs; the small figures are the lowest and "
        "the highest run. With fewer than 40 runs no percentile interval is given.",
        "共{runs}次模拟，仅随机因素不同。表中数字为各次平均，小字为最低与最高的一次；不足40次，不给出百分位区间。",
    ),
    "ensemble_many": (
        "{runs} runs that differ in luck only. A number is the mean over runs; the small figures hold the middle "
        "95 % of runs.",
        "共{runs}次模拟，仅随机因素不同。表中数字为各次平均，小字为中间95%的范围。",
    ),
    "missing_runs": (
        "Only {runs} of {planned} runs are in these figures; the others failed or are not finished.",
        "本页数字只含{planned}次模拟中的{runs}次，其余失败或未完成。",
    ),
    "words_true": (
        "what a simulated household is. Poor means registry net income per person below the statistical line.",
        "模拟农户的实际状况；贫困指建档立卡口径人均纯收入低于国家统计线。",
    ),
    "words_recorded": (
        "what the simulated officials know. Poor means on the register and not exited.",
        "模拟中干部所掌握的情况；贫困指在册且未脱贫。",
    ),
    "words_count": (
        "Counts are persons unless a heading says households. Money is nominal: yuan of each year, not adjusted for prices.",
        "除注明“户”外均按人口计。金额均为当年价，未扣除物价因素。",
    ),
    "head_poor": (
        "At the end of {last}, {recorded} persons are poor by the record, {recorded_rate} % of rural persons, and {true} by true "
        "income, {true_rate} %. In {first} it was {recorded_first} % and {true_first} %.",
        "到{last}年底，记录贫困人口{recorded}人，发生率{recorded_rate}%；按真实收入为{true}人，{true_rate}%。{first}年分别为{recorded_first}%和{true_first}%。",
    ),
    "head_moves": (
        "From {start} to {last} there are {exits} recorded exits and {relapses} recorded relapses (persons). By true income "
        "{relapses_true} persons fall back below the line after a recorded exit.",
        "{start}—{last}年记录脱贫{exits}人次、记录返贫{relapses}人次；按真实收入，记录脱贫后又落到线下的有{relapses_true}人次。",
    ),
    "head_money": (
        "The plan's sources foresee {planned}; {spent} are spent ({share} %).",
        "规划资金{planned}，模拟支出{spent}（{share}%）。",
    ),
    "head_first": (
        "Recorded exits come first where the main cause on record is {first} (mean year {early}) and last where it is {last} "
        "({late}).",
        "按记录主要致贫原因，记录脱贫最早的是“{first}”（平均{early}年），最晚的是“{last}”（{late}年）。",
    ),
    "card_recorded": ("recorded poor persons, {year}", "{year}年记录贫困人口"),
    "card_true": ("true poor persons, {year}", "{year}年真实贫困人口"),
    "card_relapse": ("true relapses to {year}, persons (recorded: {recorded})", "截至{year}年真实返贫人次（记录：{recorded}）"),
    "share_of": ("{share} %", "{share}%"),
    "card_money": ("of the plan’s {planned} spent: {spent}", "规划资金执行率：{planned}中支出{spent}"),
    "poverty": ("Poverty by year", "历年贫困状况"),
    "poverty_lead": (
        "The gap between the two curves is what the register misses or keeps wrongly: persons below the line who are not "
        "registered or left too early, against persons on the register who are above it.",
        "两条曲线之差反映登记的偏差：线下而未登记或过早脱贫的人，与在册而收入已过线的人。",
    ),
    "head_caption": (
        "Share of rural persons who are poor, recorded (dashed) and true (solid).",
        "农村贫困发生率：记录（虚线）与真实（实线），按人口。",
    ),
    "poverty_caption": (
        "Left: poor persons, recorded and true. Right: the true share of persons below the statistical line by four yardsticks.",
        "左：记录与真实贫困人口；右：按四种尺度低于国家统计线的人口比例（真实）。",
    ),
    "poverty_table": ("Poor persons and rates", "贫困人口与发生率"),
    "concepts_table": ("True poverty by other yardsticks, % of persons", "其他尺度下的真实贫困发生率，占人口%"),
    "households_table": ("The same in households", "同上，按户计"),
    "measures_table": ("Further measures of this scenario", "本情景的其他指标"),
    "concepts_note": (
        "Against the statistical line where no other is named. Gap and squared gap (FGT 1 and 2) use registry net income.",
        "除注明外均以国家统计线衡量；贫困深度、强度指数（FGT 1、2）按建档立卡纯收入计算。",
    ),
    "start_note": (
        "Registry income, before any programme. The gaps are per poor person: a log-normal of this spread gives .27 and .11, and "
        "more is expected of the very poorest. `povsim check` prints the same.",
        "按建档立卡纯收入计算，尚无帮扶项目。缺口为贫困人口人均值：对数正态分布约为.27和.11，最贫困者的实际缺口更大。"
        "`povsim check` 输出相同数字。",
    ),
    "moves": ("Exits and relapses by cause", "按致贫原因的脱贫与返贫"),
    "moves_lead": (
        "An exit or a relapse counts once a year and person; who leaves, falls back and leaves again counts each time. The cause "
        "is the main one that officials wrote down when the household was registered.",
        "脱贫、返贫按人次计，先脱贫、后返贫、再脱贫的各计一次。原因指登记时干部填写的主要致贫原因。",
    ),
    "moves_caption": (
        "Persons by main cause on record, {start} to {last} together: exits left, relapses right (other scale).",
        "{start}—{last}年合计，按记录主要致贫原因的人次：左为脱贫，右为返贫（刻度不同）。",
    ),
    "moves_year_table": ("By year, persons", "分年，人次"),
    "moves_households_table": (
        "The same in households, {start} to {last}", "同上，按户计，{start}—{last}年合计，户次",
    ),
    "moves_cause_table": (
        "By main cause on record, {start} to {last}, persons", "按记录主要致贫原因，{start}—{last}年合计，人次",
    ),
    "order": ("Who left first", "谁先脱贫"),
    "order_lead": (
        "The earlier the mean year of exit, the earlier a group left. Recorded and true years differ where officials let go of "
        "households before, or after, their income crossed the line. A mean of 2017.5 lies half-way between 2017 and 2018.",
        "平均脱贫年份越早，该组脱贫越早（2017.5表示2017年与2018年各半）。记录与真实年份不同，说明登记脱贫早于或晚于收入过线。",
    ),
    "order_cause_caption": ("Mean year of exit by main cause on record, persons.", "按记录主要致贫原因的平均脱贫年份，按人口。"),
    "order_county_caption": (
        "Mean year of exit by county, persons, earliest on top. Counties are synthetic; the numbers name no real county.",
        "各县平均脱贫年份，按人口，最早者在上。县为虚拟县，编号不对应任何真实的县。",
    ),
    "order_note": (
        "The order between groups less than a few tenths of a year apart is luck in a single run; an ensemble gives the "
        "probability of each rank.",
        "一次模拟中，相差不足零点几年的先后多属偶然；多次模拟才能给出名次的概率。",
    ),
    "left_note": (
        "Years: recorded poor at the end of the year, % of the recorded poor of {year}. Half gone by: the first year with at "
        "most half of them left. New entries and relapses are in; so a share may rise.",
        "各年列：年末记录贫困人口占{year}年记录贫困人口的%。减半年份：剩余不超过一半的首个年份。含新识别与返贫，故比例可能回升。",
    ),
    "order_cause_table": ("Causes in the order of leaving", "各致贫原因的脱贫先后"),
    "order_county_table": ("All counties in the order of leaving", "全部县的脱贫先后"),
    "levels_table": ("Households, villages, counties on the record", "户、村、县三级退出（记录）"),
    "levels_note": (
        "Tasks and exits are persons of the year, villages and counties all that are out by its end. A task of 0: none was set. "
        "Padded records follow from assumed incentives in a synthetic place; they say nothing of what anybody did.",
        "任务与退出为当年人口；村、县为年末累计。任务为0表示当年未下达。虚报由假设的激励推出，为虚拟地方的模拟结果，不反映任何实际行为。",
    ),
    "exit_task": ("task of the year, persons", "年度减贫任务（人）"),
    "exits_padded_recorded": ("of the recorded exits, on padded records", "记录脱贫中的虚报"),
    "padding_caught_recorded": ("padded records found, not out", "核查退回（未退出）"),
    "errors_caught_recorded": ("honest records found wrong, not out", "核查纠错（未退出）"),
    "villages_out_recorded": ("poor villages out of poverty", "退出的贫困村"),
    "counties_out_recorded": ("counties out of poverty", "摘帽的县"),
    "places": ("Where and who", "分地区与家庭"),
    "places_lead": (
        "Rates of the base year beside the last year. The groups are of simulated persons; no real place stands behind them.",
        "基年与末年的发生率对照。各组均为模拟人口，不对应真实地方。",
    ),
    "rate_in": ("{way}, {year}", "{way}，{year}年"),
    "poor_true_in": ("true poor {year}, {unit}", "{year}年真实贫困人口，{unit}"),
    "places_table": ("By {kind}, % of persons", "按{kind}，占人口%"),
    **PLAN,
    **LUCK,
    **REGISTER,
    **SENSITIVITY,
    **WATCH,
    **POLICY,
    **RELAPSE,
    **CHRONIC,
}
