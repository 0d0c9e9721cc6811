"""The report: complete, self-contained, in two languages, the same every time, and honest about what it is."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from importlib import import_module
from pathlib import Path

import pandas as pd
import pytest

import fixture_results
import two_counties
from povsim.errors import InputError
from povsim.report import write
from povsim.report.figures import FONT
from povsim.report.numbers import span
from povsim.report.numbers import whole as whole_number
from povsim.report.prose import PROSE
from povsim.report.prose_sensitivity import SENSITIVITY
from povsim.report.sections.flows import household_states
from povsim.report.source import Value
from povsim.report.words import LABELS, Words
from povsim.run import run
from povsim.store.results import Results
from povsim.tables import TABLES

PACKAGE = FONT.parents[1]
VOID = {"meta", "br", "hr", "img", "link"}
SELDOM = (
    "ensemble_many", "interval_many", "missing_runs", "kind_shock", "region_other", "run_interval", "households_drawn_many",
    "hazard_few", "register_caption", "figures_absent", "entry_exited", "entry_relapsed", "entry_removed", "entry_registered", "still_poor",
)
"""Words that an ordinary report has no use for."""
PLUGIN = '''"""Tea gardens.  茶园"""
raise SystemExit
class Settings(Parameters):
    grant: float = parameter(9_500, "yuan", low=0, high=2e4, source="assumed; a garden of two mu")

def eligible(h, s): ...
'''
HOSTILE = "\"><script>alert(1)</script><img src=x onerror=alert(2)>'"


class Checked(HTMLParser):
    """Collects tags, ids, attributes and text, and sees that every tag is closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.text: list[str] = []
        self.feed(text)
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_startendtag(tag, attrs)
        self.open += [] if tag in VOID else [tag]

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def said(path: Path) -> str:
    """All that a reader sees, figures and style aside, with single spaces."""
    text = re.sub(r"<svg.*?</svg>|<style>.*?</style>", "", path.read_text("utf-8"), flags=re.DOTALL)
    return re.sub(r"\s+", " ", " ".join(Checked(text).text))


@pytest.fixture(scope="module")
def asked() -> Iterator[set[str]]:
    """The labels that the reports of this file ask for."""
    found, plain = set(SELDOM), Words.__call__

    def recorded(words: Words, key: str, **values: object) -> str:
        found.add(key)
        return plain(words, key, **values)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Words, "__call__", recorded)
        yield found


@pytest.fixture(scope="module")
def single(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fixture_results.make(tmp_path_factory.mktemp("single") / "qinghai")


@pytest.fixture(scope="module")
def pages(single: Path, asked: set[str]) -> dict[str, Path]:
    return {language: write(single, language) for language in ("en", "zh")}


@pytest.fixture(scope="module")
def ensemble(tmp_path_factory: pytest.TempPathFactory, asked: set[str]) -> dict[str, Path]:
    """Three runs of a sample, with a number changed on the page and a programme of the user's own."""
    text = fixture_results.page(0.05).replace("causes:", "rules: {hospital: {admission_cost: 7000}}\ncauses:")
    text = text.replace("programmes:\n", "programmes:\n  tea: {use: batches}\n")
    home = tmp_path_factory.mktemp("ensemble") / "many"
    folder = fixture_results.make(home, runs=3, share=0.05, text=text, plugins={"plugins/tea.py": PLUGIN})
    return {language: write(folder, language) for language in ("en", "zh")}


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A simulated county of which everything is asked: support, files, villages, ledgers, assessment, approval."""
    help_ = "industry: {use: batches, budget: 4e6, grant: 8000}, dibao: {use: batches, budget: 2e6}"
    asked = ("steps.dossier.asked", "steps.benefits.asked", "steps.assess.asked", "rules.approval.asked")
    scenario = two_counties.page(help_, *(f"{each}=true" for each in asked), "years.last=2018", households=800)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(import_module("povsim.run"), "write_reports", lambda folder: None)
        return run(scenario, tmp_path_factory.mktemp("county") / "all")


@pytest.fixture(scope="module")
def whole(county: Path, asked: set[str]) -> dict[str, Path]:
    return {language: write(county, language) for language in ("en", "zh")}


@pytest.mark.parametrize(("language", "words"), [("en", "simulated, not observed"), ("zh", "模拟结果，非观测数据")])
def test_one_file_that_needs_nothing_else(pages: dict[str, Path], language: str, words: str) -> None:
    text = pages[language].read_text("utf-8")
    page = Checked(text)
    assert "script" not in page.tags and "link" not in page.tags and "img" not in page.tags
    assert not [name for name, _ in page.attributes if name.startswith("on")]
    loads = [value for name, value in page.attributes if name in ("src", "href", "xlink:href", "action", "data")]
    assert loads and all(value.startswith("#") for value in loads)
    assert all(found.startswith("data:font/woff;base64,") for found in re.findall(r"url\((?!#)([^)]*)", text))
    assert "default-src 'none'" in text and words in said(pages[language])
    ids = [value for name, value in page.attributes if name == "id"]
    assert len(ids) == len(set(ids))
    assert {value[1:] for value in loads} <= set(ids)


def test_every_section_is_there(pages: dict[str, Path]) -> None:
    for language, path in pages.items():
        words, seen = Words(language), said(path)
        sections = "poverty", "moves", "fallen", "survival", "order", "places", "targeting", "money", "income", "causes", "assumptions"
        for key in (*sections, "page", "single"):
            assert words(key) in seen, key
        assert Checked(path.read_text("utf-8")).tags.count("svg") == 11


def test_planned_money_stands_in_the_units_of_the_language(pages: dict[str, Path]) -> None:
    english, chinese = said(pages["en"]), said(pages["zh"])
    for number in ("22,388", "45,960", "12,973", "29,104", "24,000", "2,271", "68,348"):
        assert number in english
    assert "131,438 yuan a person on the register of 2015, and 17,347 yuan a rural person" in english, "X39: whose heads"
    for number in ("223.88", "459.60", "129.73", "291.04", "240.00", "22.71", "683.48亿元"):
        assert number in chinese


def test_a_single_run_says_that_it_has_no_interval(pages: dict[str, Path]) -> None:
    assert "One run: the spread over luck is not shown; run an ensemble." in said(pages["en"])
    assert "no figure carries a sampling error" in said(pages["en"])
    elsewhere = re.sub(r'<section id="survival">.*?</section>', "", pages["en"].read_text("utf-8"), flags=re.DOTALL)
    assert '<span class="spread">' not in elsewhere, "the curves of one run have Greenwood's interval, and say so"


def test_an_ensemble_shows_intervals(ensemble: dict[str, Path]) -> None:
    seen = said(ensemble["en"])
    assert ensemble["en"].read_text("utf-8").count('<span class="spread">') > 50
    assert "lowest to highest of 3 runs" in seen and "5.0 % of the villages" in seen and "One run" not in seen


def test_a_users_plugin_is_shown_and_never_executed(ensemble: dict[str, Path]) -> None:
    seen = said(ensemble["zh"])
    assert "茶园" in seen and "9500" in seen and "a garden of two mu" in seen


def test_a_changed_number_is_marked(ensemble: dict[str, Path]) -> None:
    text = ensemble["en"].read_text("utf-8")
    assert re.search(r'<td class="changed">7000 \(default 6709\)</td>', text) and text.count('class="changed"') == 1


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory, asked: set[str]) -> list[Path]:
    """Reports of ensembles: few runs of which one failed, and many without replicates, of which some are enough for groups."""
    home, made = tmp_path_factory.mktemp("many"), []
    for name, runs, replicates, failed in (("few", 8, 2, "0003"), ("many", 42, 1, "")):
        folder = fixture_results.make_many(home / name, runs, replicates, failed)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("povsim.report.source.GROUPED", 10)
            made.append(write(folder))
    return made


def test_an_ensemble_says_how_far_apart_its_runs_are(many: list[Path]) -> None:
    few, full = map(said, many)
    assert "Failed after three tries: 0003" in few and "Only 7 of 8 runs are in these figures" in few
    assert "Luck and the numbers that vary, told apart, 2020" in few and "What is luck?" in few and "uniform 0.01, 0.05" in few
    assert "cannot be told apart" in full and "rest on the first 10 runs" in full and "middle 95 % of 42 runs" in full


def test_no_label_is_left_over(
    pages: dict[str, Path], ensemble: dict[str, Path], whole: dict[str, Path], many: list[Path], asked: set[str],
) -> None:
    assert sorted({*LABELS, *PROSE} - {*SENSITIVITY} - asked) == []


def test_the_same_folder_gives_the_same_bytes(single: Path, pages: dict[str, Path], tmp_path: Path) -> None:
    program = "import sys, pathlib, povsim.report as r; r.write(pathlib.Path(sys.argv[1]), 'zh', pathlib.Path(sys.argv[2]))"
    out = tmp_path / "again.html"
    other = {"PYTHONHASHSEED": "7", "PYTHONPATH": str(PACKAGE.parents[1]), "LC_ALL": "C", "TZ": "Asia/Shanghai"}
    subprocess.run([sys.executable, "-c", program, str(single), str(out)], check=True, env={**os.environ, **other})
    assert out.read_bytes() == pages["zh"].read_bytes()


def test_a_home_that_cannot_be_written_is_not_spoken_of(single: Path, pages: dict[str, Path], tmp_path: Path) -> None:
    home, room, out = tmp_path / "home", tmp_path / "room", tmp_path / "again.html"
    home.touch()
    room.mkdir()
    program = "import sys, pathlib, povsim.report as r; r.write(pathlib.Path(sys.argv[1]), 'zh', pathlib.Path(sys.argv[2]))"
    kept = {key: value for key, value in os.environ.items() if key not in ("MPLCONFIGDIR", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")}
    other = {"PYTHONPATH": str(PACKAGE.parents[1]), "HOME": str(home), "TMPDIR": str(room)}
    command = [sys.executable, "-c", program, str(single), str(out)]
    done = subprocess.run(command, check=True, env={**kept, **other}, capture_output=True, text=True)
    assert (done.stdout, done.stderr, list(room.iterdir())) == ("", "", [])
    assert out.read_bytes() == pages["zh"].read_bytes()


@pytest.mark.parametrize(("language", "words"), [("en", "No hazard ratios are shown: "), ("zh", "未给出风险比：返贫")])
def test_too_few_relapses_for_a_model_are_said(
    single: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str, words: str,
) -> None:
    monkeypatch.setattr("povsim.analysis.covariates.PER_COVARIATE", 10_000)
    seen = said(write(single, language, tmp_path / "few.html"))
    assert words in seen and "Discrete-time model" not in seen
    with pytest.raises(InputError, match=r"too little for the table 'hazard': \d+ relapses are too few"):
        Results(single).table("hazard")


def test_names_are_text_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fixture_results, "PRESETS", {HOSTILE: 2, "a$b^c_{d}": 1, "鿿": 1})
    monkeypatch.setattr(fixture_results, "COUNTY", HOSTILE)
    monkeypatch.setattr(fixture_results, "CAUSES", {HOSTILE: 0.5, "none": 0.5})
    text = fixture_results.page().replace("title: Qinghai, plan of 2016 to 2020", f"title: {json.dumps(HOSTILE)}")
    text = re.sub(r"(?<=cause_shares_note: ).*", lambda _: json.dumps(HOSTILE), text)
    path = write(fixture_results.make(tmp_path / "hostile", text=text))
    page = Checked(path.read_text("utf-8"))
    assert "script" not in page.tags and "img" not in page.tags
    assert not [name for name, _ in page.attributes if name.startswith("on")]
    assert "alert(1)" in said(path)


def test_tables_without_the_further_columns_are_enough(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept, made = [field.name for field in TABLES["yearly"] if field.required], fixture_results._yearly
    monkeypatch.setattr(fixture_results, "_yearly", lambda luck, share: made(luck, share).filter(kept))
    text = re.sub(r"money:.*?(?=causes:)|report:.*", "", fixture_results.page(), flags=re.DOTALL)
    seen = said(write(fixture_results.make(tmp_path / "plain", text=text)))
    assert "Poverty by year" in seen and "Where income comes from" not in seen


def test_one_year_is_a_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fixture_results, "YEARS", (2015,))
    assert "13.2 %" in said(write(fixture_results.make(tmp_path / "short")))


@pytest.mark.parametrize(("reading", "share"), [("B1", "42.9"), ("B2", "30.4")])
def test_the_page_chooses_how_an_ambiguous_sentence_is_read(tmp_path: Path, reading: str, share: str) -> None:
    """Correction 34: the plan's share of those without technology is 42.9 % or 30.4 %, as its sentence on disability is read."""
    text = fixture_results.page().replace("reading: B2", f"reading: {reading}")
    seen = said(write(fixture_results.make(tmp_path / "read", text=text)))
    assert f"Reading {reading} of the plan's ambiguous sentence" in seen and "26.0 % have a disabled member" in seen
    row = re.search(r"no technology ([0-9. –]+)", seen[seen.index("Shares, %") :])
    assert row is not None and row[1].split()[3] == share


def test_an_unknown_language_is_bad_input(single: Path) -> None:
    with pytest.raises(InputError, match="no language 'fr'"):
        write(single, "fr")


# sections that a page asks for ------------------------------------------------------------------

WORDS = {
    "en": ("Who gets what", "targeting index", "Eight accuracies of the files", "1. identification", "8. ledgers", "Third-party assessment",
           "composite rate below 3 % (the rule of the west)", "wrong exits, census", "One village: five charts and three ledgers",
           "Chart 5: exit targets of the households", "Ledger 3: work log", "file renewed: recorded income", "exited, below the line",
           "Who is always poor, and who now and then", "occasionally poor: mean income above it", "chronic, % of all"),
    "zh": ("谁受益", "瞄准指数", "八个准", "1. 对象识别", "8. 台账进度", "第三方评估", "综合贫困发生率<3%（西部标准）", "错退率，普查",
           "一个村：五张图、三个账本", "图五：贫困户脱贫目标清单", "账本三：帮扶工作记录", "更新户档：记录人均收入", "已脱贫，低于统计线", "长期贫困与暂时贫困", "偶尔贫困：平均收入高于线"),
}
"""Golden words of the sections that a page asks for."""


@pytest.mark.parametrize("language", ["en", "zh"])
def test_everything_that_was_asked_for_is_shown(whole: dict[str, Path], language: str) -> None:
    seen, text = said(whole[language]), whole[language].read_text("utf-8")
    for words in WORDS[language]:
        assert words in seen, words
    page = Checked(text)
    ids = [value for name, value in page.attributes if name == "id"]
    assert page.tags.count("svg") > 14 and len(ids) == len(set(ids)) and "script" not in page.tags
    loads = [value for name, value in page.attributes if name in ("src", "href", "xlink:href", "action", "data")]
    assert loads and all(value.startswith("#") for value in loads)
    assert len(text) < 3_000_000


def test_what_was_not_asked_for_is_not_there(pages: dict[str, Path]) -> None:
    ids = [value for name, value in Checked(pages["en"].read_text("utf-8")).attributes if name == "id"]
    assert "moves" in ids and not {"benefits", "accuracy", "assessment", "village"} & set(ids)


def test_figures_of_the_report_are_those_of_the_tables(county: Path, whole: dict[str, Path]) -> None:
    """The last year's accuracies, the found rates of a county and the money of the ledger stand in the report as they are stored."""
    results, seen = Results(county), said(whole["en"])
    accuracy = results.frame("accuracy").set_index(["county", "year"]).loc["all"]
    values = " ".join("–" if value != value else f"{100 * value:.1f}" for value in accuracy["causes_true"])
    assert f"3. causes, at the households {values}" in seen
    found = results.frame("assessment")
    found = found[(found["year"] == 2018) & (found["county"] == "county 01")].iloc[0]
    assert f"county 1 {found['sampled']} " in seen
    home = re.search(r"exit plan of household (\d+)", seen)
    assert home is not None
    money = results.frame("ledger")
    paid = money[money["household_id"].astype(str) == home[1]]
    assert len(paid) and all(f"{fen / 100:,.0f} yes" in seen or f"{fen / 100:,.0f} no" in seen for fen in paid["amount_fen"])


def test_paths_of_households_follow_their_spells() -> None:
    """A household out on the record is above or below the line by its true spells; before and after it is away."""
    spells = pd.DataFrame(
        [(1, "by_record", "poor", 2015, 2015), (1, "by_record", "out", 2016, 2018), (1, "in_truth", "poor", 2015, 2015),
         (1, "in_truth", "out", 2016, 2016), (1, "in_truth", "poor", 2017, 2017), (1, "in_truth", "out", 2018, 2018),
         (2, "by_record", "poor", 2016, 2017), (3, "in_truth", "poor", 2015, 2018)],
        columns=["household_id", "basis", "kind", "first_year", "last_year"],
    ).astype({"household_id": "uint64"})
    states = household_states(spells, [2015, 2016, 2017, 2018])
    assert states.tolist() == [[1, 3, 2, 3], [0, 1, 1, 0]]


def test_intervals_below_nought_can_be_read() -> None:
    assert span(Value(0.0, -5.0, 3.0), whole_number) == "\N{MINUS SIGN}5 … 3" and span(Value(2.0, 1.0, 3.0), whole_number) == "1–3"
