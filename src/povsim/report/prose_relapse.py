"""The sentences of the report on relapse and the order of exits, in English and Chinese.  文句对照（五）"""

from __future__ import annotations

RELAPSE: dict[str, tuple[str, str]] = {
    "survival": ("Who stays out of poverty", "脱贫后是否稳定"),
    "survival_lead": (
        "Of all who left, how many have not fallen back so many years later? What counts as falling back decides the answer, so "
        "five definitions stand side by side. Only the first exit that is seen counts; who dies is no longer watched; a "
        "household that splits off brings its history along.",
        "脱贫的人若干年后仍未返贫的有多少？答案取决于返贫的定义，故并列五种。只计观察到的首次脱贫；死亡后不再观察；"
        "分出的户带着原户的历史。",
    ),
    "survival_caption": (
        "Share not fallen back by years since the exit (Kaplan-Meier, persons): left by definition, right true relapse after a "
        "recorded exit, for the causes from which most left. The axis does not begin at 0.",
        "按脱贫后年数仍未返贫的比例（Kaplan-Meier，按人口）：左为各定义，"
        "右为记录脱贫后真实返贫、脱贫人数最多的几种致贫原因。纵轴不从0开始。",
    ),
    "survival_left": ("by definition", "按定义"),
    "survival_right": ("true, by cause", "真实返贫，按原因"),
    "survival_axis": ("% not fallen back, by years since exit", "未返贫%，按脱贫后年数"),
    "short_true_after_true_exit": ("true exit", "真实脱贫"),
    "short_true": ("true", "真实"),
    "short_true_strict": ("not wrongly out", "不含错退"),
    "short_net_of_rigid": ("net of rigid", "扣刚性支出"),
    "short_without_help": ("without help", "剔除帮扶"),
    "short_recorded": ("recorded", "记录"),
    "relapse_true_after_true_exit": ("truly below the line, after a true exit", "真实脱贫后收入低于国家线"),
    "relapse_true": ("truly below the line, after a recorded exit", "记录脱贫后收入低于国家线"),
    "relapse_true_strict": ("the same without wrong exits", "同上，不含错退"),
    "relapse_net_of_rigid": ("below it after care, school and debt service", "扣除医疗、教育、还债后低于国家线"),
    "relapse_without_help": ("below it without the programmes' cash and dividends", "剔除帮扶现金和分红后低于国家线"),
    "relapse_recorded": ("registered again", "重新登记（记录返贫）"),
    "survival_table": ("Not fallen back, % of persons, by definition", "仍未返贫，占人口%，按定义"),
    "survival_table_note": ("Small figures: the 95 % interval, {interval}.", "小字为95%区间，{interval}。"),
    "between_runs": (
        "from the differences between runs, whose numerators and denominators are pooled",
        "按各次模拟之间的差异计算，分子、分母先合并",
    ),
    "within_run": (
        "Greenwood's in Rothman's form, as if households were independent; luck that villages share makes it too narrow",
        "Greenwood方差、Rothman形式，视各户独立；同村的共同冲击使其偏窄",
    ),
    "survival_by": (
        "Not truly fallen back after a recorded exit, % of persons, by {kind}", "记录脱贫后真实未返贫，占人口%，按{kind}",
    ),
    "watched": ("persons watched in year 1", "首年观察人数"),
    "households_counted": ("households", "户数"),
    "all_runs": ("{text}, all runs together", "{text}（各次合计）"),
    "after_years": ("{years} y", "{years}年"),
    "by_cause": ("cause on record", "致贫原因（记录）"),
    "by_exit_year": ("year of exit", "脱贫年份"),
    "by_programme": ("help in the year of exit", "脱贫当年帮扶项目"),
    "by_preset": ("kind of place", "地区类型"),
    "by_village": ("kind of village", "村类型"),
    "by_village_id": ("village by village", "逐村"),
    "by_county": ("county", "县"),
    "by_dibao": ("help in the year of exit", "脱贫当年帮扶"),
    "programme_none": ("none", "无"),
    "survival_selection": (
        "Who leaves early, or with this help, differs from others in much else: these differences are no effect of it. An effect "
        "takes the same households with and without it.",
        "早脱贫的、得到某项帮扶的，本来就与他人不同：这些差别不是帮扶的效果。要看效果，须用同一批农户比较有无该项帮扶。",
    ),
    "survival_note": (
        "No whole household moves away in this model, so death is the only competing end; `povsim export DIR --table "
        "survival` has "
        "the cumulative incidence with it, and the cumulative hazard.",
        "模型中没有整户外迁，故消亡是唯一的竞争结局；`povsim export DIR --table survival` "
        "给出计入竞争结局的累积返贫率和累积风险。",
    ),
    "survival_hazard_note": (
        "Fewer fall back each year because the frail fell first, too. A falling hazard is no proof that time heals.",
        "逐年返贫减少，也可能因为脆弱的户早已返贫。风险下降并不证明脱贫随时间而稳固。",
    ),
    "hazard_table": ("What goes with true relapse after a recorded exit", "与记录脱贫后真实返贫相关的因素"),
    "hazard_ratio": ("hazard ratio", "风险比"),
    "hazard_relapsed": ("of them fell back", "其中返贫"),
    "hazard_few": (
        "No hazard ratios are shown: {events} relapses are too few to tell {covariates} groups apart, which takes {needed}, ten "
        "for each. An ensemble, or a larger share of the villages, has more.",
        "未给出风险比：返贫{events}户，不足以区分{covariates}个组（每组至少10户，需{needed}户）。多次模拟或提高村的比例可增加样本。",
    ),
    "hazard_other": ("other", "其他"),
    "hazard_dibao": ("with dibao", "有低保"),
    "hazard_note": (
        "Discrete-time model with complementary log-log link and a constant for every year; each against the largest group "
        "of its "
        "kind, the others held equal. Small figures: 95 %, clustered by village. Ratios compare, they are no effects.",
        "离散时间模型（互补双对数），每年一个常数项；均与同类中最大的组相比，其他因素不变。小字为95%区间，按村聚类。"
        "风险比只作比较，不是效果。",
    ),
    "ranks": ("How sure the order of exits is", "脱贫次序有多大把握"),
    "ranks_lead": (
        "Every run puts the groups in an order; luck puts some first that were not first elsewhere. The darker a field, the more "
        "runs agree. Groups whose fields spread over many ranks cannot be told apart.",
        "每次模拟都得出一个次序；随机因素会使次序不同。颜色越深，一致的模拟越多；散布在许多名次上的组无法区分先后。",
    ),
    "ranks_criterion": (
        "A place is out from the year in which at most 3 % of its persons are poor for good, the rule for western "
        "provinces. For a "
        "cause there is no such rule: it is out when at most a quarter of its poor of {first} are left.",
        "地区：贫困人口不超过3%且此后不再超过的首年（西部标准）。致贫原因无此标准：剩余不超过{first}年该原因贫困人口四分之一的首年。",
    ),
    "ranks_cause_caption": (
        "Probability of each rank, % of runs, by main cause on record; groups out in one year share their ranks.",
        "各名次的概率，占模拟次数%，按记录主要致贫原因；同年脱贫的组平分名次。",
    ),
    "ranks_county_caption": ("Probability of each rank by county; counties are synthetic.", "各县名次的概率；县为虚拟县。"),
    "before_cause_caption": (
        "Probability that the cause of the row is out before that of the column, % of runs; what is missing to 100 with its "
        "mirror "
        "image are runs in which both are out in one year, or neither is.",
        "行原因先于列原因脱贫的概率，占模拟次数%；与对称格之和不足100的部分为同年脱贫或均未脱贫。",
    ),
    "rank_axis": ("rank, 1 = first", "名次，1为最先"),
    "before_axis": ("is out before ...", "先于……"),
    "ranks_table": ("Order by {kind}", "次序，按{kind}"),
    "ranks_table_note": (
        "Small figures: the middle 90 % of runs. Rank set: the ranks of the mean exit time that the runs do not exclude, "
        "all groups "
        "together at 95 %. >{last}: not out by then.",
        "小字为中间90%的模拟。名次置信集：各组同时成立的95%置信集。>{last}表示届时尚未脱贫。",
    ),
    "mean_rank": ("mean rank", "平均名次"),
    "rank_set": ("rank set", "名次置信集"),
    "median_exit": ("median year out", "脱贫年中位数"),
    "not_out": ("not out, % of runs", "未脱贫，占模拟%"),
    "agreement_table": ("How far orders agree (Kendall's tau-b)", "次序的一致程度（Kendall tau-b）"),
    "agreement_note": (
        "1: the same order; 0: none in common. Small figures: the middle 90 % of pairs. Where record and truth agree less "
        "than runs "
        "do, the record shows another order than incomes do.",
        "1为次序相同，0为无关。小字为中间90%。若记录与真实的一致程度低于各次模拟之间，说明记录的次序与收入的次序不同。",
    ),
    "tau_runs_by_record": ("between runs, recorded", "各次之间，记录"),
    "tau_runs_in_truth": ("between runs, true", "各次之间，真实"),
    "tau_record_and_truth": ("record against truth", "记录与真实"),
    "ranks_note": (
        "Neighbours in these tables are usually not to be told apart; no single place should be praised or blamed for a rank.",
        "表中相邻的组通常无法区分先后；不宜据名次褒贬任何一地。",
    ),
}
