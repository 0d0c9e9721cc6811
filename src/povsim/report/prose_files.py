"""The labels and sentences of the report on the eight accuracies, the five charts and the three ledgers.  文句对照（四）"""

from __future__ import annotations

FILES: dict[str, tuple[str, str]] = {
    "accuracy": ("Eight accuracies of the files", "八个准"),
    "accuracy_lead": (
        "Each is right cases over all cases on the register with support. A check at the households compares the file with "
        "what the household truly is; a check of the files alone only sees whether they are filled in, renewed and agree "
        "with each other. The gap between the two is what an office cannot see from its desk.",
        "各项均为在册帮扶户中正确的比例。“入户核对”将档案与农户实际对照；“只看档案”只看是否填写、是否更新、是否自相一致。两者"
        "之差，是坐在办公室看不出来的。",
    ),
    "accuracy_caption": (
        "The eight accuracies in {last}: files alone, and checked at the households.",
        "{last}年八个准：只看档案与入户核对。",
    ),
    "files_alone": ("files alone", "只看档案"),
    "at_households": ("checked at the households", "入户核对"),
    "percent_right": ("% right", "正确%"),
    "checked_at_households": (", at the households", "（入户核对）"),
    "checked_on_files": ("on the files alone", "只看档案"),
    "accuracy_table": ("The eight accuracies by year, all counties, %", "历年八个准，全部县，%"),
    "accuracy_note": (
        "– where nothing was to check: no help before the second year, nobody exited. Identification goes by income alone: "
        "who is above the line and still waits for a safe house counts as wrongly listed, who has exited and is below it as "
        "missed. A file that was not renewed may still be right.",
        "“–”表示无可核对：第一年尚无帮扶，或尚无人脱贫。对象识别只看收入：收入过线但住房等保障未达标、仍在册的计为错评，已脱"
        "贫而收入在线下的计为漏评。未更新的档案也可能仍然正确。",
    ),
    "accuracy_what_table": ("What each accuracy counts", "各项如何计算"),
    "accuracy_county_table": ("By county in {year}, checked at the households, %", "分县，{year}年，入户核对，%"),
    "accuracy_identification": ("identification", "对象识别"),
    "accuracy_facts": ("family facts", "家庭情况"),
    "accuracy_causes": ("causes", "致贫原因"),
    "accuracy_measures": ("measures", "计划措施"),
    "accuracy_delivery": ("delivery", "政策落实"),
    "accuracy_income": ("income", "人均收支"),
    "accuracy_moves": ("entries and exits", "进退录入"),
    "accuracy_ledgers": ("ledgers", "台账进度"),
    "means_identification": (
        "1 less the mean of wrongly listed and missed, by true income against the line of registration, persons",
        "1－（错评率＋漏评率）÷2，按真实收入与脱贫线，按人口",
    ),
    "files_identification": ("the same by recorded income", "同上，按记录收入"),
    "means_facts": (
        "facts of files that are so: members, able, ill, disabled, students, house, water, insurance",
        "档案所载与实际相符的项：人口、劳力、患病、残疾、在学、住房、饮水、参保",
    ),
    "files_facts": ("files renewed in the year", "当年更新的档案"),
    "means_causes": ("recorded main causes that are the true ones", "记录主因与真实主因一致"),
    "files_causes": ("files with a main cause", "已填写主因"),
    "means_measures": (
        "planned help that answers the true main cause (matching table above 0)",
        "计划措施对应真实主因（因人施策表大于0）",
    ),
    "files_measures": ("planned help that answers the recorded one", "计划措施对应记录主因"),
    "means_delivery": (
        "money at hand for the year that reached somebody; without leaks and overhead",
        "当年可用资金中到户到村部分，不含流失和管理费",
    ),
    "files_delivery": ("money at hand that was booked", "当年可用资金中已列支部分"),
    "means_income": ("recorded incomes within a tenth of the true ones", "记录收入与真实收入相差一成以内"),
    "files_income": ("exited households with recorded income above the line", "已脱贫户记录收入在线上"),
    "means_moves": (
        "entries of who is below the line, exits and removals of who is not, households",
        "纳入者真实低于线，退出和剔除者真实不低于线，按户",
    ),
    "files_moves": ("the same by recorded income and what data matching found", "同上，按记录收入和数据比对"),
    "means_ledgers": (
        "help and events of the year that were entered in the household's ledgers",
        "当年帮扶和进退在户台账中已登记",
    ),
    "files_ledgers": ("households with any entry in the year", "当年有登记的户"),
    # village
    "village_section": ("One village: five charts and three ledgers", "一个村：五张图、三个账本"),
    "village_lead": (
        "Village {village} in {county}: an invented village as its cadres would see it on paper, with the truth beside it "
        "where that is said. First run.",
        "{county}的{village}号村：虚拟的村，按村干部看到的档案列出，注明处附真实情况。第一次模拟。",
    ),
    "village_export": (
        "As a spreadsheet: povsim export DIR --table village_targets --village {village}; likewise village_poor, "
        "village_causes, village_moves, village_exit, household_plans, household_measures and household_log.",
        "导出电子表格：povsim export 结果目录 --table village_targets --village {village}；另有 village_poor、village_causes"
        "、village_moves、village_exit、household_plans、household_measures、household_log。",
    ),
    "village_caption": (
        "Left: poor persons of the village. Right: causes on its files at the start.",
        "左：全村贫困人口；右：期初档案所载致贫原因。",
    ),
    "persons_unit": ("persons", "人"),
    "households_unit": ("households", "户"),
    "main_cause": ("main cause", "主因"),
    "named_cause": ("named at all", "提及"),
    "causes_title": ("causes, {year}", "致贫原因，{year}年"),
    "in_persons": (", persons", "，人"),
    "poor_in": ("recorded poor, {kind}", "记录贫困：{kind}"),
    "chart_poor": ("Chart 1: the poor of the village", "图一：贫困人口分布"),
    "chart_causes": ("Chart 2: causes, households poor on the record", "图二：致贫原因，记录贫困户"),
    "chart_causes_note": (
        "One main cause a household; named at all counts every cause on its file.",
        "每户一个主因；提及含档案所载全部原因。",
    ),
    "main_in": ("main, {year}", "主因，{year}年"),
    "named_in": ("named, {year}", "提及，{year}年"),
    "main_true_in": ("truly main, {year}", "真实主因，{year}年"),
    "chart_moves": ("Chart 3: in and out, households", "图三：进出动态，户"),
    "move_entries_recorded": ("came onto the register", "新识别"),
    "move_relapses_recorded": ("registered again", "返贫纳入"),
    "move_removed_recorded": ("struck off as wrongly listed", "清退"),
    "move_exits_recorded": ("exited", "脱贫"),
    "move_relapses_true": ("fell below the line after exit, in truth", "脱贫后真实落到线下"),
    "chart_exit": ("Chart 4: the village's exit", "图四：贫困村退出"),
    "chart_exit_note": (
        "The target is the last target year on its list; whoever is left after the deadline is listed for the next year.",
        "计划退出年份为名单上最晚的计划脱贫年份；到期仍未脱贫的列入下一年。",
    ),
    "village_target": ("target year", "计划退出年份"),
    "works_road": ("hard road, %", "硬化路，%"),
    "works_water": ("safe water, %", "安全饮水，%"),
    "works_clinic": ("clinic, %", "卫生室，%"),
    "works_power": ("power, %", "动力电，%"),
    "works_net": ("broadband, %", "宽带，%"),
    "village_out": ("left the list of poor villages in", "贫困村出列年份"),
    "chart_targets": ("Chart 5: exit targets of the households, list of {year}", "图五：贫困户脱贫目标清单，{year}年"),
    "chart_targets_note": (
        "{shown} of {all} households, evenly from the first target year to the last. Off the list: the year in which the "
        "household is no longer listed as poor, because it exited, was struck off or is gone.",
        "共{all}户，按计划脱贫年份先后均匀列出{shown}户。离开名单年份：因脱贫、清退或消亡不再列为贫困的年份。",
    ),
    "household": ("household", "户编号"),
    "members_word": ("members", "人口"),
    "cause_word": ("main cause", "主要致贫原因"),
    "income_seen": ("recorded income, yuan a person", "记录人均收入，元"),
    "short_of_line": ("short of next year’s line, yuan", "距下年线，元"),
    "target_word": ("target year", "计划脱贫年份"),
    "off_list": ("off the list", "离开名单"),
    "still_poor": ("still listed", "仍在名单"),
    "ledger_plan": ("Ledger 1: exit plan of household {household}", "账本一：{household}号户脱贫计划"),
    "ledger_measures": ("Ledger 2: measures", "账本二：帮扶措施"),
    "ledger_log": ("Ledger 3: work log", "账本三：帮扶工作记录"),
    "year_word": ("year", "年份"),
    "next_measures": ("help planned for next year", "下年计划措施"),
    "planned_yuan": ("planned, yuan", "计划金额，元"),
    "programme_word": ("programme", "项目"),
    "yuan_word": ("yuan", "金额，元"),
    "entered_word": ("entered in time", "及时登记"),
    "entry_word": ("what was done", "记录事项"),
    "comma": (", ", "、"),
    "entry_file_renewed": ("file renewed: recorded income {yuan} yuan a person", "更新户档：记录人均收入{yuan}元"),
    "entry_help_received": ("help received: {about}, {yuan} yuan", "落实帮扶：{about}，{yuan}元"),
    "entry_registered": ("came onto the register: {about}", "纳入建档立卡：{about}"),
    "entry_relapsed": ("registered again: {about}", "返贫重新纳入：{about}"),
    "entry_removed": ("struck off the register", "清退出列"),
    "entry_exited": ("exited: recorded as out of poverty", "脱贫退出"),
}
