"""The sentences of the report on many runs: luck, and numbers that vary, in English and Chinese.  文句对照（三）"""

from __future__ import annotations

LUCK: dict[str, tuple[str, str]] = {
    "vary_few": (
        "{runs} runs that differ in luck and in the numbers that vary (see “How far apart the runs are”). A number is the mean "
        "over runs; the small figures are the lowest and the highest run.",
        "共{runs}次模拟，随机因素与变动参数均不同（见“各次模拟相差多少”）。表中数字为各次平均，小字为最低与最高的一次。",
    ),
    "vary_many": (
        "{runs} runs that differ in luck and in the numbers that vary (see “How far apart the runs are”). A number is the mean "
        "over runs; the small figures hold the middle 95 % of runs.",
        "共{runs}次模拟，随机因素与变动参数均不同（见“各次模拟相差多少”）。表中数字为各次平均，小字为中间95%的范围。",
    ),
    "failed_runs": ("Failed after three tries: {runs}.", "尝试三次仍失败的模拟：{runs}。"),
    "grouped": (
        "Tables by cause, place, household and programme rest on the first {runs} runs.",
        "按原因、地区、家庭和项目的表只用前{runs}次模拟。",
    ),
    "luck": ("How far apart the runs are", "各次模拟相差多少"),
    "luck_question": ("The question of the page: {question}", "情景页提出的问题：{question}"),
    "luck_lead": (
        "Each run is a possible course of events. The mean over runs is known more precisely with every run; how far single runs "
        "lie apart does not shrink.",
        "每次模拟都是一种可能的走向。模拟次数越多，平均值越精确；各次之间的差距则不会因此缩小。",
    ),
    "luck_caption": (
        "Share of rural persons who are poor, recorded (left) and true (right): the median run, the middle half of runs, and "
        "the middle 95 % (lowest to highest of fewer than 40 runs).",
        "农村贫困发生率：记录（左）与真实（右）。线为中位，深色为中间一半，浅色为中间95%（不足40次时为最低至最高）。",
    ),
    "luck_table": ("Means and single runs, {year}", "平均值与单次模拟，{year}年"),
    "luck_table_note": (
        "The interval of the mean is Student's, at 95 %; it says how well {runs} runs know the mean. The range of runs says what "
        "a single course may bring.",
        "平均值区间为95%的t区间，反映{runs}次模拟对平均值的把握；各次范围反映单次走向的可能结果。",
    ),
    "luck_parts": ("Luck and the numbers that vary, told apart, {year}", "随机因素与变动参数的分解，{year}年"),
    "luck_parts_note": (
        "Standard deviations between runs, and below them how far 95 % of runs would lie from the mean to each side. Runs with "
        "the same numbers and different luck ({replicates} each) show luck alone; what the groups differ beyond that is the "
        "numbers' (analysis of variance).",
        "表中为各次之间的标准差，小字为95%的模拟偏离平均值的幅度。参数相同、随机因素不同的各{replicates}次只反映随机因素，"
        "组间超出部分归于参数（方差分析）。",
    ),
    "luck_not_apart": (
        "Luck and numbers cannot be told apart here: it takes two draws with two runs each (`replicates: 2`).",
        "此处无法区分随机因素与参数：至少需要两组参数、每组两次（`replicates: 2`）。",
    ),
    "luck_varied": ("What varies", "变动的参数"),
    "luck_varied_note": (
        "Drawn anew for every group of runs, each independently of the others; the drawn values are in the table `runs`.",
        "每组模拟重新抽取，各参数相互独立；抽取值见表 runs。",
    ),
}
