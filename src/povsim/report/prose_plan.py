"""The sentences of the report on money, income, causes and assumptions, in English and Chinese.  文句对照（二）"""

from __future__ import annotations

PLAN: dict[str, tuple[str, str]] = {
    "money": ("Money: planned beside spent", "资金：规划与支出对照"),
    "money_lead": (
        "Planned is what the plan sets for {first} to {last}; spent is what the simulated programmes paid in the same years. "
        "Loans that no programme draws stay planned and not spent.",
        "规划指{first}—{last}年的规划数，支出指同期模拟项目的实际支付。没有项目提取的贷款只列规划，不列支出。",
    ),
    "money_caption": (
        "Planned and spent by the plan's uses (left) and sources (right), {since} to {until}.",
        "按用途（左）和来源（右）的规划与支出，{since}—{until}年合计。",
    ),
    "unassigned": ("not assigned: {name}", "未安排：{name}"),
    "money_use_table": ("By use, {first} to {last}", "按用途，{first}—{last}年合计"),
    "money_source_table": ("By source, {first} to {last}", "按来源，{first}—{last}年合计"),
    "money_source_note": (
        "Loans stand apart: what is spent of them must be paid back, by households or by counties, and what nobody draws is "
        "not spent.",
        "贷款单列：支用的部分须由农户或县偿还，无人提取的部分不计支出。",
    ),
    "money_heads": (
        "The plan's sources are {registered} yuan a person on the register of {year}, and {all} yuan a rural person, poor or "
        "not, for all years together.",
        "规划资金按{year}年建档立卡人口计为人均{registered}元，按全部农村人口计为人均{all}元（各年合计）。",
    ),
    "money_rest_table": ("What did not reach anybody, by year", "未到户到村的资金，分年"),
    "money_rest_note": (
        "Misused money and the cost of running projects are part of what was spent. Unspent money is carried on for one year; "
        "what is then still not spent goes back to its source.",
        "违规流失和管理费已计入支出。结转资金可跨一年使用，仍未用完的收回来源。",
    ),
    "money_debt_table": ("Debts of counties, %", "县级债务，%"),
    "money_debt_note": (
        "Works that were paid from loans, and the governments' part of the risk fund of small loans, beside the counties' own "
        "revenue, which is assumed.",
        "贷款建设形成的债务及小额信贷风险补偿金中政府部分，与县级本级收入（假定）相比。",
    ),
    "money_programme_table": ("By programme, {first} to {last}", "按项目，{first}—{last}年合计"),
    "money_programme_note": (
        "Planned is what the plan’s uses and sources leave for the programme. Carried over: what was left at the end of the last "
        "year. Granted is spent, returned and carried over together; misused money and the cost of running are part of what is "
        "spent. Not assigned: money that no programme of the page draws.",
        "规划为按用途和来源分给该项目的数额；结转为末年年底结余；下达等于支出、收回与结转之和；违规流失和管理费已计入支出。"
        "未安排：没有项目使用的规划资金。",
    ),
    "within": ("of which {name}", "其中：{name}"),
    "plan_total": ("the plan's sources together", "规划来源合计"),
    "with_unit": ("{title}, {unit}", "{title}，{unit}"),
    "outside_source": ("outside the plan: {name}", "规划外：{name}"),
    "money_year_table": ("Spent by year and source", "分年分来源支出"),
    "money_outside_note": (
        "Outside the plan stands public money that reaches households without its programmes: insurance, pensions and the "
        "subsidies everybody receives.",
        "规划外指不经规划项目而到户的公共资金：医保、养老金和普惠补贴。",
    ),
    "documents": ("The documents beside the simulation", "文件数据与模拟对照"),
    "documents_lead": (
        "Targets and figures as the documents print them, and what the simulated programmes did in the same years. A target is "
        "no outcome, and a simulated number is no observation.",
        "左为文件所载目标和数据，右为同期模拟项目的结果。目标不等于结果，模拟不等于观测。",
    ),
    "documents_scaled": (
        "Simulated counts are those of the sample divided by its share, so that they stand for the whole place.",
        "模拟数为样本数除以抽样比例，代表全域。",
    ),
    "figures_table": ("Figures of the documents beside the simulated ones", "文件数据与模拟数据"),
    "figures_note": (
        "Households and persons are counted once each where the figure counts them for the first time; offers, courses and years "
        "of help count every time. A work stands in a village from a half on.",
        "“首次”口径下每户每人只计一次；人次、课程和年次逐次计。工程达到一半以上即计为已建成。",
    ),
    "figures_absent": (
        "–: the runs have not kept the tables that tell it (keep: [{tables}]).",
        "–：各次模拟未保留相应的表（keep: [{tables}]）。",
    ),
    "alone_table": ("Figures that are stated only", "仅作记载的数据"),
    "alone_why": ("why nothing is set beside it", "不作对照的原因"),
    "plans_table": ("Plans and actions by name, and what carries them", "各项方案与行动及其承载项目"),
    "plans_note": (
        "A programme may carry several plans, and is then counted with each; rules and steps cost no money of their own.",
        "一个项目可承载多项方案，金额分别计入；规则和步骤不另列支出。",
    ),
    "document": ("document", "文件"),
    "year_word": ("year", "年份"),
    "figure_word": ("document says", "文件所载"),
    "of_figure": ("simulated, %", "模拟占文件%"),
    "carried_by": ("carried by", "承载项目"),
    "list_comma": (", ", "、"),
    "income": ("Where income comes from", "收入来源"),
    "income_lead": (
        "Mean true income of all rural persons, poor or not, by source.", "全体农村人口（不论贫困与否）的真实人均收入，按来源。",
    ),
    "income_caption": ("Mean income a person by source, true, in nominal yuan.", "人均收入构成（真实，当年价，元/人）。"),
    "income_note": (
        "Registry net income leaves out a part of income that the register does not count; survey income counts residents only "
        "and adds reimbursements.",
        "建档立卡纯收入不含登记时未计入的部分收入；住户调查收入只计常住成员，并计入医保报销。",
    ),
    "income_table": ("Yuan a person and year", "元/人·年"),
    "income_share_table": ("Share of income, %", "占收入的%"),
    "causes": ("Causes beside the plan's", "致贫原因与规划文本对照"),
    "causes_lead": (
        "The shares come out of the simulation; they are not set to match the plan. A household can have several causes: "
        "the figure shows the share of registered persons whose record of {year} names a cause at all, beside the plan's.",
        "各原因的份额是模拟产生的，并未按规划文本设定。一户可有多因：图中为{year}年建档立卡人口中记录提及该原因的比例，与规划文本对照。",
    ),
    "causes_sum": (
        "The plan's printed shares sum to {plan} %, not 100: they are not shares of one whole, and nor are the simulated ones, "
        "which sum to {simulated} %. Compare each cause by itself.",
        "规划文本所列各项合计{plan}%而非100%，并非同一整体的构成；模拟的各项合计{simulated}%，也是如此。请逐项比较。",
    ),
    "causes_caption": (
        "Share of registered persons with each cause: simulated, and as the plan prints it.",
        "建档立卡人口中各致贫原因的比例：模拟与规划文本。",
    ),
    "causes_table": ("Shares, %", "份额，%"),
    "plan_note": ("Note of the page: {note}", "情景页说明：{note}"),
    "assumptions": ("What the run assumed", "模拟的假定"),
    "assumptions_lead": (
        "{count} numbers drive this run: {documented} rest on a document or study, {assumed} are assumed. {changed} were changed "
        "on the page and are marked. Open a heading to see the numbers.",
        "本次模拟共用{count}个参数：{documented}个有文献或研究依据，{assumed}个为假定；{changed}个在情景页上改动过，已标出。点开标题查看。",
    ),
    "changed_value": ("{used} (default {default})", "{used}（默认{default}）"),
    "sources_english": ("", "参数名称与来源说明为程序中的英文原文。"),
    "made_by": (
        "Made by povsim {version} from seed {seed}. The same page and seed give the same numbers.",
        "由 povsim {version} 生成，随机种子 {seed}。相同的情景页和种子得到相同的数字。",
    ),
    "use_for": (
        "Use it to compare plans and assumptions. It is no forecast of a place, no score of officials, and no ground for a "
        "decision about a household.",
        "本报告用于比较方案与假定，不是对某地的预测，不用于考核干部，也不作为对任何农户作出决定的依据。",
    ),
}

USES: dict[str, tuple[str, str]] = {
    "households": ("help for households", "到户帮扶"),
    "works": ("village works", "村级工程"),
    "credit": ("credit", "信贷"),
    "moving": ("resettlement", "易地搬迁"),
    "relief": ("social relief", "社会救助"),
}
"""Uses of the plan's money that pages name beside the batches and sectors."""
