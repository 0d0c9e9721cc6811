"""The sentences of the report on who fell back, and what is known of it, in English and Chinese.  文句对照（三）"""

from __future__ import annotations

WATCH: dict[str, tuple[str, str]] = {
    "fallen": ("Who fell back: the truth and the record", "返贫：真实与记录"),
    "fallen_lead": (
        "A true relapse is a first year below the statistical line after a recorded exit. Officials act on some; fewer are "
        "put on record. The share on record follows the published series: it is an assumption and no result. The record goes by "
        "the exit line, which is higher, so that it may hold more relapses than are known among the true ones.",
        "真实返贫指记录脱贫后首次落到国家统计线下。其中一部分得到监测、救助或登记，登记在册的更少：登记比例取自公开数字，是假定而不是结果。"
        "记录返贫按更高的脱贫线认定，人数可能多于真实返贫中已掌握的人数。",
    ),
    "fallen_table": ("By year, persons", "按年（人）"),
    "relapses_true_noticed": ("of them known: watched, aided or on record", "其中已监测、救助或登记"),
    "relapses_true_unrecorded": ("of them not on record", "其中未登记"),
    "watch_list_recorded": ("on the watch list, recorded", "监测对象（记录）"),
    "watch_list_marginal_recorded": ("of the list never registered or struck off", "其中边缘易致贫"),
    "rescued_recorded": ("temporary aid in time, recorded", "及时临时救助（记录）"),
}
