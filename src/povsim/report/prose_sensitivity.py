"""The sentences of the report on a sensitivity study, in English and Chinese.  文句对照（四）"""

from __future__ import annotations

SENSITIVITY: dict[str, tuple[str, str]] = {
    "dummy_factor": ("(a factor that does nothing)", "（无作用的对照因素）"),
    "colon": (": ", "："),
    "sentences": ("{before} {after}", "{before}{after}"),
    "list_comma": (", then ", "，其次为"),
    "moves_most": ("most is moved by {factors}, by {index}.", "按{index}，影响最大的是{factors}。"),
    "moves_none": (
        "no factor can be told from one that does nothing. That does not make them unimportant: a larger design may tell.",
        "没有因素能与无作用的对照因素区分开；这不等于不重要，加大样本后或可区分。",
    ),
    "moves_not": (
        "Of the others, {many} cannot be told from a factor that does nothing.",
        "其余因素中有{many}个无法与无作用的对照因素区分。",
    ),
    "moves_luck": ("Luck makes {share} % of the variance of single runs.", "单次模拟方差中有{share}%来自随机因素。"),
    "moves_few": (
        "A point of the design has {events} relapses on average, fewer than the {needed} that a rare event asks for: more seeds "
        "or a larger population would say more.",
        "每个设计点平均仅有{events}户返贫，少于稀有事件所需的{needed}户：增加随机种子或人口规模方可得到更可靠的结论。",
    ),
    "constant_output": (
        "This output was the same at every point of the design: no factor moves it, and all indices are 0.",
        "该输出量在所有设计点上都相同：没有因素影响它，各指数均为0。",
    ),
    "region": (
        "Where it is high: of the points with {sides}, {share} % are among the highest quarter of all.",
        "较高的区域：{sides}的设计点中，{share}%属于最高的四分之一。",
    ),
    "region_side": ("{factor} between {low} and {high}", "{factor}在{low}至{high}之间"),
    "region_and": (" and ", "且"),
    "tornado_caption": (
        "{index} of every factor with its 95 % interval, the strongest on top; a factor that does nothing stays left of the "
        "broken line, where there is one.",
        "各因素的{index}及95%区间，由强到弱；虚线为无作用的对照因素所能达到的位置。",
    ),
    "plane_caption": (
        "The plane of Morris: to the right the mean size of a factor's effects, upwards how much they differ from place to "
        "place. Above the line effects depend on the other factors, or are bent.",
        "莫里斯图：横轴为平均效应大小，纵轴为效应的离散程度；位于线上方者与其他因素有交互或呈非线性。",
    ),
    "settling_caption": (
        "{index} from the first part of the design and from larger ones: curves that still move need more samples.",
        "由设计的前一部分到全部样本算得的{index}：曲线仍在变动说明样本不足。",
    ),
    "samples": ("samples", "样本量"),
    "factor": ("factor", "因素"),
    "indices_table": ("All indices", "全部指数"),
    "indices_note": (
        "Small figures: the 95 % interval by resampling; of “by seed” the least and the greatest. “corrected”: without the noise "
        "of runs that have luck of their own. “noise floor”: what a factor that does nothing seems to do.",
        "小字为重抽样95%区间；“by seed”为各随机种子的最小与最大；“corrected”为扣除随机噪声后；"
        "“noise floor”为无作用因素的表观指数。",
    ),
    "design": ("The design", "设计"),
    "design_lead": (
        "Method {method}: {samples} samples make {points} points; each is run with {seeds} streams of luck, {runs} runs in all.",
        "方法{method}：{samples}个样本，共{points}个设计点，每点{seeds}组随机数，合计{runs}次模拟。",
    ),
    "design_common": (
        "All points have the same luck (common random numbers), so differences are the factors'; the indices are of this luck.",
        "各设计点使用相同的随机数，差别均来自因素；指数以这组随机数为条件。",
    ),
    "design_each": (
        "Every run has luck of its own: first-order indices are too small, total-order ones too large; see “corrected”.",
        "每次模拟随机数各异，一阶指数因此偏小、总指数偏大；见“corrected”。",
    ),
    "design_dummy": (
        "Indices say what the ranges below do to this model. Another range gives another index; none says how the world is.",
        "指数反映下列取值范围对本模型的影响；范围不同指数即不同，并不说明现实如何。",
    ),
    "factors_table": ("What varies", "变动的因素"),
    "study_failed": (
        "Runs failed after three tries ({runs}): no index was made, for a design with holes answers another question.",
        "有模拟尝试三次仍失败（{runs}）：设计不完整，未计算任何指数。",
    ),
    "study_banner": (
        "Every number on this page comes from runs of a model. None was observed.",
        "本页所有数字均来自模型运算，不是统计或调查数据。",
    ),
    "index_told": ("{index} ({meaning})", "{index}（{meaning}）"),
    "index_mu_star": ("mean size of the effects, in the output's unit", "平均效应大小，单位同输出量"),
    "index_ST": ("share of the variance, alone and with others", "方差份额，含与其他因素的交互"),
    "index_S1": ("share of the variance, alone", "单独的方差份额"),
    "index_median": ("how far the distribution moves, 0 to 1", "分布移动的程度，0至1"),
    "index_delta": ("how far the density moves, 0 to 1", "密度移动的程度，0至1"),
    "index_dgsm": ("mean squared slope, by the variance", "平均平方斜率与方差之比"),
    "index_regional": ("how far the inputs of a tenth of the outputs lie apart", "输出量各十分位的输入差异"),
    "index_shapley": ("share of the variance, with what it has in common", "方差份额，含共有部分"),
    "output_of": ("{output} · {of}", "{output}·{of}"),
    "unit_relapse_true": ("share of households that left on the record", "占记录脱贫户的份额"),
    "unit_relapse_strict": ("share of households that left on the record", "占记录脱贫户的份额"),
    "unit_relapse_recorded": ("share of households that left on the record", "占记录脱贫户的份额"),
    "unit_cost_per_stable_exit": ("yuan a household, nominal", "元/户，当年价"),
    "unit_exit_times": ("years", "年"),
    "unit_exit_times_true": ("years", "年"),
    "unit_exit_order": ("share of pairs in another order", "次序颠倒的组对份额"),
    "unit_precedence": ("1 = first, 0 = later, 0.5 = in one year", "1为在先，0为在后，0.5为同年"),
    "unit_headcount_true": ("share of rural persons", "占农村人口的份额"),
    "unit_headcount_recorded": ("share of rural persons", "占农村人口的份额"),
    "output_relapse_true": ("Risk of true relapse", "真实返贫风险"),
    "output_relapse_strict": ("Risk of true relapse, wrong exits apart", "真实返贫风险（不含错退）"),
    "output_relapse_recorded": ("Risk of recorded relapse", "记录返贫风险"),
    "output_log_odds_relapse_true": ("Log odds of true relapse", "真实返贫的对数优势"),
    "output_log_odds_relapse_strict": ("Log odds of true relapse, wrong exits apart", "真实返贫的对数优势（不含错退）"),
    "output_log_odds_relapse_recorded": ("Log odds of recorded relapse", "记录返贫的对数优势"),
    "output_cost_per_stable_exit": ("Cost of a stable exit, yuan", "每稳定脱贫一户的成本（元）"),
    "output_exit_times": ("Exit times, recorded", "脱贫时间（记录）"),
    "output_exit_times_true": ("Exit times, true", "脱贫时间（真实）"),
    "output_exit_order": ("Order of exits, distance to the usual one", "脱贫次序与通常次序的距离"),
    "output_precedence": ("Who is out first", "先后关系"),
    "output_headcount_true": ("True headcount", "真实贫困发生率"),
    "output_headcount_recorded": ("Recorded headcount", "记录贫困发生率"),
}
