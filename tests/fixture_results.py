"""An invented results folder of the shape of the main job, to try the report on.

The numbers follow simple curves; they are not simulated, and nothing may be read from them.
"""

from __future__ import annotations

import json
import math
from pathlib import Path
from textwrap import indent
from typing import Any

import numpy as np
import pandas as pd
from ruamel.yaml import YAML

from povsim.history import History
from povsim.store.identity import Identity
from povsim.store.parquet import unpacked
from povsim.store.parts import Part, commit_part, mark, pack
from povsim.store.results import commit, prepare, run_name
from povsim.tables import NEEDED, TABLES

YEARS = tuple(range(2015, 2021))
PERSONS = 3_940_000
RECORDED = (0.132, 0.104, 0.072, 0.038, 0.009, 0.002)
TRUE = (0.131, 0.112, 0.089, 0.068, 0.052, 0.041)
CAUSES = {"illness": 0.31, "disability": 0.09, "education": 0.08, "disaster": 0.10, "no_labour": 0.20,
          "no_technology": 0.22, "none": 0.0}
PRESETS = {"pastoral": 22, "dry_hills": 14, "valley_town": 6}
SOURCES = ("income_farm", "income_herd", "income_natural", "income_business", "income_wages", "income_dividends",
           "income_pension", "income_transfers", "income_programmes")
SOURCE_SHARES = (0.27, 0.12, 0.08, 0.07, 0.31, 0.005, 0.015, 0.11, 0.02)
PROGRAMMES = {
    "industry": ("batches", 520e6, {"fiscal": 0.8, "other": 0.2}), "employment": ("batches", 80e6, {"fiscal": 1.0}),
    "relocation": ("batches", 2500e6, {"fiscal": 0.43, "sector": 0.57}), "ecology": ("batches", 388e6, {"fiscal": 1.0}),
    "asset_income": ("batches", 120e6, {"other": 1.0}), "education": ("batches", 180e6, {"fiscal": 0.6, "other": 0.4}),
    "medical": ("batches", 300e6, {"fiscal": 1.0}), "dibao": ("batches", 340e6, {"fiscal": 0.7, "other": 0.3}),
    "housing": ("sectors", 600e6, {"sector": 1.0}), "road": ("sectors", 2600e6, {"sector": 0.9, "loans": 0.1}),
    "water": ("sectors", 800e6, {"sector": 0.9, "loans": 0.1}), "clinic": ("sectors", 200e6, {"sector": 1.0}),
}
OUTSIDE = (
    ("pension_fund", "pension", 480e6), ("insurance_fund", "reimbursed", 1_900e6), ("agri_subsidy", "base_transfer", 2_700e6),
)
RESTS = ("leaked_fen", "overhead_fen", "unspent_fen", "returned_fen")
"""What yearly says of money that was lost or not used."""
FALLEN = {
    "relapses_true_noticed": 0.3, "relapses_true_unrecorded": 0.9, "watch_list_recorded": 1.2, "watch_list_marginal_recorded": 0.7,
    "rescued_recorded": 0.4,
}
EXITS = {"exit_task": 1.2, "exits_padded_recorded": 0.03, "padding_caught_recorded": 0.01}
FLOWS = ("planned", "granted", "spent", "carried", "returned")
COUNTED = ("watch_list_", "rescued_", "exits_", "entries_", "relapses_", "poor_", "registered", "households", "persons")
COUNTY = "county"
PAGE = """\
kind: scenario
title: Qinghai, plan of 2016 to 2020
years: {first: 2015, last: 2020}
seed: 1
population:
  seed: 1
  share: SHARE
  households: 943000
  persons: 3940000
  registered: {households: 160000, persons: 520000, in_poor_villages: 0.9}
  counties: {pastoral: 22, dry_hills: 14, valley_town: 6}
lines:
  statistical: {2015: 2855, 2016: 2952, 2017: 2952, 2018: 2995, 2019: 3218, 2020: 3380}
  exit: {2015: 2855, 2016: 3106, 2017: 3379, 2018: 3677, 2019: 4000, 2020: 4000}
money:
  sources:
    fiscal: {total: 12.973e9, years: {2016: 0.2, 2017: 0.2, 2018: 0.2, 2019: 0.2, 2020: 0.2}}
    sector: {total: 29.104e9, years: {2016: 0.2, 2017: 0.2, 2018: 0.2, 2019: 0.2, 2020: 0.2}}
    loans: {total: 24.0e9, years: {2016: 0.2, 2017: 0.2, 2018: 0.2, 2019: 0.2, 2020: 0.2}}
    other: {total: 2.271e9, years: {2016: 0.2, 2017: 0.2, 2018: 0.2, 2019: 0.2, 2020: 0.2}}
  uses:
    batches: {fiscal: 12.973e9, other: 2.271e9, sector: 7.144e9}
    sectors: {sector: 21.960e9, loans: 24.0e9}
causes: {illness: {}, disability: {}, education: {}, disaster: {}, no_labour: {}, no_technology: {}}
programmes:
"""
REPORT = """\
report:
  cause_shares: {illness: 0.226, education: 0.067, disaster: 0.06, disability: 0.033, no_labour: 0.222}
  reading: B2
  readings: {B2: {no_technology: 0.304}, B1: {no_technology: 0.429}}
  cause_shares_note: Shares as printed in chapter 2 of the plan; lack of labour and of skill come from its second list.
  figures:
    listed: {document: D0 2.1, text: Persons on the register, text_zh: 建档立卡人口, figure: 520000, unit: persons, year: 2015, simulated: yearly.registered}
    exits: {document: D0 2.2, text: Persons out of poverty, text_zh: 脱贫人口, figure: 520000, unit: persons, since: 2016, year: 2019, simulated: yearly.exits_recorded}
    incidence: {document: D0 2.10, text: Incidence, text_zh: 贫困发生率, figure: 13.2, unit: per cent, year: 2015, simulated: yearly.headcount_recorded}
    power: {document: D0 4.2.3, text: Reliable supply, text_zh: 供电可靠率, figure: 99.84, unit: per cent, year: 2019, why: hours are not counted, why_zh: 不计供电时长}
  plans:
    works: {document: D0 4.2, text: Roads and water, text_zh: 交通与水利, carried_by: [road, water, rules.upkeep]}
    names: {document: D0 3.2, text: One goal, text_zh: 一个目标, carried_by: []}
"""


def page(share: float = 1.0) -> str:
    """The resolved page as text."""
    lines = (f"  {name}: {{use: {use}, budget: {{2016: {budget:.0f}}}}}\n" for name, (use, budget, _) in PROGRAMMES.items())
    return PAGE.replace("SHARE", str(share)) + "".join(lines) + REPORT


def _yearly(luck: np.random.Generator, share: float) -> pd.DataFrame:
    rows: list[dict[str, Any]] = []
    before = 0.0
    for k, year in enumerate(YEARS):
        rows.append(_year(k, year, before, float(luck.normal(1, 0.02))))
        before = rows[-1]["poor_recorded"]
    frame = pd.DataFrame(rows)
    moves = (f"{kind}_{way}" for kind in ("exits", "entries", "relapses") for way in ("recorded", "true"))
    counts = ["households", "persons", "registered", "poor_recorded", "poor_true", "spend_fen", *RESTS, *moves]
    counts += ["exit_task", "villages_out_recorded", "counties_out_recorded"]
    frame[counts] = (frame[counts] * share).round().astype("int64")
    return frame


def _year(k: int, year: int, before: float, wobble: float) -> dict[str, Any]:
    persons = PERSONS * (1 + 0.004 * k)
    recorded, true = RECORDED[k] * persons, TRUE[k] * wobble * persons
    entries, relapses = (0.0, 0.0) if k == 0 else (9_000.0 / k, 2_400 / k**1.6 * wobble)
    income = 7_500 * 1.085**k
    row = {
        "year": year, "households": 943_000 * (1 + 0.006 * k), "persons": persons, "registered": 520_000 + 9_000 * k,
        "poor_recorded": recorded, "poor_true": true, "headcount_recorded": RECORDED[k], "headcount_true": true / persons,
        "headcount_true_consumption": true / persons * 1.22, "headcount_true_net_of_rigid": true / persons * 1.61,
        "headcount_true_survey": true / persons * 0.84,
        "headcount_true_exit_line": true / persons * 1.3, "house_unsafe": 0.1 / (k + 1), "poor_true_households": int(true / 3.4),
        "poverty_gap": true / persons * 0.31, "log_spread_true": 0.66,
        "squared_poverty_gap": true / persons * 0.14, "exits_recorded": max(before - recorded, 0) + entries + relapses,
        "exits_true": 0 if k == 0 else 150_000.0 - 9_000 * k, "entries_recorded": entries,
        "entries_true": 0 if k == 0 else 52_000.0 - 3_000 * k, "relapses_recorded": relapses,
        "relapses_true": 0 if k == 0 else 18_000.0 + 4_000 * k * wobble, "spend_fen": 0 if k == 0 else 820e9 * wobble,
        "inclusion_error_true": 0.42 - 0.01 * k, "exclusion_error_true": 0.41 + 0.03 * k, "coverage_others_true": 0.06,
        "listed_above_true": 0.16, "exclusion_gap_true": 0.34, "missed_deeply_true": 0.3, "cause_right_recorded": 0.75,
        "registered_with_disabled_true": 0.26, "mean_income": income, "mean_survey_income": income * 1.06,
        "county_debt_ratio": 0.01 * k, "hidden_debt_share": 0.0, **dict.fromkeys(RESTS, 1e10 * k * wobble),
        "line": 2855 * 1.03**k, "exit_line": 2855 * 1.07**k,
    }
    parts = zip(SOURCES, SOURCE_SHARES, strict=True)
    row |= {name: share * row["relapses_true"] for name, share in FALLEN.items()}
    row |= {name: share * row["exits_recorded"] for name, share in EXITS.items()}
    row |= {"villages_out_recorded": 300.0 * k, "counties_out_recorded": 8.0 * k}
    return row | {name: income * part * (1 + 0.05 * k * (name in SOURCES[-2:])) for name, part in parts}


def _groups(yearly: pd.DataFrame) -> pd.DataFrame:
    """The year's figures spread over causes, kinds of place, counties, villages and households."""
    counties = {f"{COUNTY} {n + 1:02d}": 1 / 42 for n in range(sum(PRESETS.values()))}
    kinds = {
        "cause": CAUSES, "county": counties, "preset": {name: many / 42 for name, many in PRESETS.items()},
        "village": {"poor_village": 0.39, "other_village": 0.61},
        "household_type": {"elders_only": 0.11, "childless": 0.24, "nuclear": 0.45, "three_generations": 0.2},
    }
    return pd.concat([_spread(yearly, kind, shares) for kind, shares in kinds.items()], ignore_index=True)


def _spread(yearly: pd.DataFrame, kind: str, shares: dict[str, float]) -> pd.DataFrame:
    parts = []
    for n, (name, part) in enumerate(shares.items()):
        frame = yearly.copy()
        slow = math.sin(2.1 * n) * 0.35
        time = np.arange(len(frame))
        counts = [str(name) for name in frame.columns if str(name).startswith(COUNTED)]
        frame[counts] = (frame[counts] * part).round().astype("int64")
        for column in ("exits_recorded", "exits_true", "relapses_true", "poor_true", "poor_recorded"):
            frame[column] = (frame[column] * np.exp(slow * (time - 2.5) / 2)).round().astype("int64")
        frame["registered_households"] = (frame["registered"] / 3.25).round()
        for way in ("recorded", "true"):
            frame[f"headcount_{way}"] = (frame[f"poor_{way}"] / frame["persons"]).clip(0, 1)
        parts.append(frame.assign(group_kind=kind, group=name, share=part))
    return pd.concat(parts, ignore_index=True).drop(columns=["spend_fen", "exit_task", "villages_out_recorded", "counties_out_recorded", *RESTS, "log_spread_true", "line", "exit_line"], errors="ignore")


def _budget(luck: np.random.Generator, share: float) -> pd.DataFrame:
    rows = []
    for year in YEARS[1:]:
        for programme, (_, budget, sources) in PROGRAMMES.items():
            for source, part in sources.items():
                granted = round(budget * part * 100 * share)
                spent = round(granted * min(1.0, float(luck.normal(0.93, 0.03))))
                left = granted - spent
                rows.append((year, source, programme, granted, granted, spent, left // 2, left - left // 2))
        rows.append((year, "loans", "unassigned_sectors", round(440e9 * share), 0, 0, 0, 0))
        for source, programme, yuan in OUTSIDE:
            amount = round(yuan * 100 * share * 1.04 ** (year - 2016))
            rows.append((year, source, programme, 0, amount, amount, 0, 0))
    return pd.DataFrame(rows, columns=["year", "source", "programme", *(f"{flow}_fen" for flow in FLOWS)])


def _targeting(share: float) -> pd.DataFrame:
    """Help that goes to the poorer, more or less, and its sum."""
    fields = [field.name for field in TABLES["targeting"]][4:]
    rows = [
        {"year": year, "programme": name, "paid_fen": round(9e9 * share), "reached": round(40_000 * share)}
        | dict.fromkeys(fields, 0.2 + 0.05 * n) | {"poorest_true": 1.2 + 0.1 * n}
        for year in YEARS[1:] for n, name in enumerate((*(name for name in PROGRAMMES if name != "road"), "all"))
    ]
    return pd.DataFrame(rows, columns=[field.name for field in TABLES["targeting"]])


def _causes(share: float) -> pd.DataFrame:
    """Causes in truth and on the record, main and named."""
    rows = []
    for year in YEARS:
        for name, part in CAUSES.items():
            row: dict[str, Any] = {"year": year, "cause": name}
            for suffix, whole in (("", 520_000 * share), ("_households", 160_000 * share)):
                row |= {f"diagnosed{suffix}": round(whole), f"right{suffix}": round(0.7 * part * whole)}
                row |= {f"main_{side}{suffix}": round(part * whole) for side in ("true", "recorded")}
                row |= {f"named_{side}{suffix}": round(1.4 * part * whole) for side in ("true", "recorded")}
            rows.append(row)
    return pd.DataFrame(rows)


def _spells(luck: np.random.Generator) -> pd.DataFrame:
    """Recorded exits of 2,400 households, of which one in ten falls back every year."""
    many, last = (2_400 if len(YEARS) > 1 else 0), YEARS[-1]
    first = luck.integers(YEARS[0] + 1, max(last, YEARS[0] + 2), many)
    falls = {f"fell_{name}": first + luck.geometric(chance, many) for name, chance in
             (("true", 0.1), ("net_of_rigid", 0.2), ("without_help", 0.3))}
    return pd.DataFrame({
        "household_id": np.arange(many), "village_id": luck.integers(1, 1 + sum(PRESETS.values()), many), "cause": luck.choice(list(CAUSES), many),
        "kind": "out", "basis": np.where(np.arange(many) % 4, "by_record", "in_truth"), "first_year": first, "last_year": last,
        "left_censored": 0, "ended_by": "censored", "members": 3, "seen_from": first, "poor_at_exit": luck.integers(0, 2, many),
        "programmes": luck.choice(["", "dibao", "dibao+industry"], many),
        **{name: np.where(years <= last, years, 0) for name, years in falls.items()},
    })


def _villages() -> pd.DataFrame:
    """Forty-two villages, one a county."""
    presets = [name for name, many in PRESETS.items() for _ in range(many)]
    rows = [(year, n + 1, f"{COUNTY} {n + 1:02d}", presets[n], ("poor_village", "other_village")[n % 2], 1000, 900 // k, 800 // k)
            for k, year in enumerate(YEARS, 1) for n in range(len(presets))]
    return pd.DataFrame(rows, columns=["year", "village_id", "county", "preset", "village", "persons", "poor_recorded", "poor_true"])


def _columns(table: str, frame: pd.DataFrame) -> dict[str, Any]:
    """The frame as columns of the schema's types; a table without rows where the frame has none."""
    known = {field.name: field.dtype for field in TABLES[table] if field.required or field.name in frame}
    made: dict[str, Any] = {}
    for name in {**known, **dict.fromkeys(frame.columns)}:
        values = frame[name].to_numpy() if name in frame else np.zeros(len(frame))
        dtype = known.get(name, "float64")
        made[name] = values.astype(object if dtype == "str" else dtype)
    return made


def _history(seed: int, share: float) -> History:
    luck = np.random.default_rng(seed)
    yearly = _yearly(luck, share)
    frames = {
        "yearly": yearly, "groups": _groups(yearly), "budget": _budget(luck, share), "population": yearly[["year"]],
        "spells": _spells(luck), "runs": pd.DataFrame({"seed": [seed], "scenario": ["qinghai"], "status": ["finished"]}),
    }
    tables = {name: _columns(name, frames.get(name, pd.DataFrame())) for name in NEEDED}
    tables |= {"villages": _columns("villages", _villages())}
    tables |= {"targeting": _columns("targeting", _targeting(share)), "causes": _columns("causes", _causes(share))}
    known = {field.name for field in TABLES["yearly"]}
    further = dict.fromkeys(name for name in tables["yearly"] if name not in known)
    words = {name: {"unit": "share", "meaning": name.replace("_", " "), "chinese": name} for name in (*further, "share")}
    return History(tables, {"measures": words})


def make(folder: Path, runs: int = 1, share: float = 1.0, text: str | None = None, plugins: dict[str, str] | None = None) -> Path:
    """Write an invented results folder with so many runs and the texts of `plugins`, and return it."""
    folder.mkdir(parents=True)
    chosen = text or page(share)
    resolved = YAML(typ="safe", pure=True).load(chosen)
    prepare(folder, Identity("scenario", resolved, 1, {}), {"scenario.yaml": chosen, **(plugins or {})}, runs)
    (folder / "provenance.json").write_text(json.dumps({"povsim": "0.1.0", "engine": "compiled"}), encoding="utf-8")
    for k in range(runs):
        commit(folder, run_name(k), _history(k, share))
    return folder


def make_many(folder: Path, runs: int, replicates: int = 2, failed: str = "") -> Path:
    """The same for an ensemble in which a number varies; a run may have failed."""
    folder.mkdir(parents=True)
    head = f"kind: ensemble\ntitle: Many\nquestion: What is luck?\nseed: 1\nluck: each\nreplicates: {replicates}\n"
    text = f"{head}vary: {{causes.illness.onset_under_30: {{uniform: [0.01, 0.05]}}}}\nscenario:\n{indent(page(), '  ')}"
    resolved = YAML(typ="safe", pure=True).load(text)
    identity = Identity("ensemble", {"kind": "ensemble", "scenario": resolved["scenario"]}, 1, {})
    prepare(folder, identity, {"scenario.yaml": text}, runs)
    for k in range(runs):
        made = _history(k, 1.0)
        made.tables["runs"] |= {"draw": np.array([k // replicates]), "causes.illness.onset_under_30": np.array([0.01 + k // replicates / 100])}
        if run_name(k) == failed:
            row = unpacked(pack(History({"runs": made.tables["runs"]}), failed, ("runs",)).tables["runs"])
            commit_part(folder, Part([failed], {"runs": row}, {}, {failed: "its worker died"}), mark(identity.to_dict()))
        else:
            commit(folder, run_name(k), made)
    return folder
