"""The pages of places in configs/: each runs and checks clean, holds its document's totals, and together they account for the figures."""

from __future__ import annotations

import math
import re
from html import unescape
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from ruamel.yaml import YAML

from povsim.errors import InputError
from povsim.levels import REGISTERED
from povsim.report.documents import simulated, stated
from povsim.report.source import Source
from povsim.run import run
from povsim.scenario import Scenario, load
from povsim.simulation import Simulation
from povsim.store.audit import check

FOLDER = Path(__file__).parents[1] / "configs"
TINY = {"gandu": 0.2, "gansu": 0.001, "honghe": 0.005, "national": 0.00005, "pingli": 0.05, "qinghai": 0.005}
"""Every page, and a share of it at which two years take seconds."""
DOCUMENTS = {
    "qinghai": (160_000, 520_000, 1_622), "gansu": (1_010_000, 4_170_000, 6_220), "pingli": (23_035, 57_568, 90),
    "gandu": (1_355, 5_257, 8),
}
"""Registered households and persons, and poor villages, as the documents print them."""
FITTED = {"gandu": (7_933, 0.109), "pingli": (7_653, 0.139)}
"""Survey mean and survey headcount to which the pages that are quick to settle say that they were fitted."""

ITEMS = frozenset(f"I{number:03}" for number in range(1, 94))
ROW = re.compile(r"^\| (I\d{3}) \| (.+?) \| ([a-z, ]+) \| (.+) \|$", re.M)
CARRIER = re.compile(r"`([^`]+)` in `([^`]+)`")
ROOT = FOLDER.parent
ROLES = {"start", "parameter", "state", "rule", "event", "output", "names", "reported"}


def test_every_page_is_listed_here() -> None:
    assert sorted(TINY) == sorted(path.stem for path in FOLDER.glob("*.yaml"))


@pytest.fixture(scope="module", params=sorted(TINY))
def ran(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Scenario, Path]:
    """Every page, run for two years at its share, with its reports."""
    page = load(FOLDER / f"{request.param}.yaml", [f"population.share={TINY[request.param]}", "years.last=2017"])
    return page, run(page, tmp_path_factory.mktemp(request.param) / "out")


def test_page_runs_two_years_and_checks_clean(ran: tuple[Scenario, Path]) -> None:
    assert check(ran[1]) == []


@pytest.mark.parametrize("name", sorted(TINY))
def test_page_has_titles_and_a_note_in_both_languages(name: str) -> None:
    report = load(FOLDER / f"{name}.yaml").report
    assert report.title_zh and report.cause_shares_note and report.cause_shares_note_zh


@pytest.mark.parametrize("name", sorted(DOCUMENTS))
def test_page_has_the_register_of_its_document(name: str) -> None:
    people = load(FOLDER / f"{name}.yaml").population
    assert (people.registered.households, people.registered.persons, people.poor_villages) == DOCUMENTS[name]


def test_totals_of_the_town_hold_in_whole_numbers() -> None:
    """The figures of Gandu's survey, settled: 25 villages, 6,871 households, 31,300 persons, 1,355 and 5,257 of them registered."""
    population = Simulation(load(FOLDER / "gandu.yaml")).world.population
    home = population.household
    listed = home.status == REGISTERED
    assert (len(population.village.road), len(home.members), int(home.members.sum())) == (25, 6_871, 31_300)
    assert (int(listed.sum()), int(home.members[listed].sum())) == (1_355, 5_257)


@pytest.mark.parametrize("name", sorted(FITTED))
def test_levels_give_the_published_mean_and_headcount(name: str) -> None:
    """Mean within 3 %, headcount within 1.2 points: levels stay as they are when a rule changes a little."""
    mean, poor = FITTED[name]
    population = Simulation(load(FOLDER / f"{name}.yaml")).world.population
    home = population.household
    residents = np.maximum(home.members.astype(float) - home.away, 1.0)
    income, line = home.survey_income.astype(float), float(population.province.line[0])
    assert float((income * residents).sum() / residents.sum()) == pytest.approx(mean, rel=0.03)
    assert float((residents * (income < line)).sum() / residents.sum()) == pytest.approx(poor, abs=0.012)


def there(name: str, file: str) -> bool:
    """Whether a page has a key of this path, or a source file defines a parameter, column, function or constant of this name."""
    text = (ROOT / file).read_text("utf-8")
    if file.endswith(".yaml"):
        found: Any = YAML(typ="safe").load(text)
        for key in name.split("."):
            if not isinstance(found, dict) or key not in found:
                return False
            found = found[key]
        return True
    defined = rf'^    {name}: |^(?:async )?def {name}\(|^class {name}\b|^{name}\b.* = |\(\s*"{name}"'
    return re.search(defined, text, re.M) is not None


def test_every_item_of_the_documents_has_a_place() -> None:
    """93 rows, each with a role, and with carriers that are there; what is only reported says why."""
    rows = ROW.findall((ROOT / "docs" / "seeds.md").read_text("utf-8"))
    assert sorted(item for item, *_ in rows) == sorted(ITEMS) and len(rows) == len(ITEMS)
    for item, _, roles, carried in rows:
        assert set(roles.split(", ")) <= ROLES, item
        carriers = CARRIER.findall(carried)
        assert carriers and [pair for pair in carriers if not there(*pair)] == [], item
        assert "reported" not in roles or "nly reported" in carried, f"{item} does not say why it is only reported"


def test_a_name_that_is_not_there_is_found_out() -> None:
    """The check above can fail: a parameter, a column and a key of a page that nobody has."""
    assert there("keep_years", "src/povsim/rules/exit_check.py") and there("county.debt", "src/povsim/rules/county_finance.py")
    for name, file in (("kept_years", "src/povsim/rules/exit_check.py"), ("county.dept", "src/povsim/rules/county_finance.py"),
                       ("programmes.tea", "configs/qinghai.yaml")):
        assert not there(name, file)


def test_items_named_on_a_page_are_known_and_numbered_as_there() -> None:
    comments = "\n".join(line.partition("#")[2] for path in FOLDER.glob("*.yaml") for line in path.read_text("utf-8").splitlines())
    assert set(re.findall(r"\bI\d{3}\b", comments)) <= ITEMS


def test_report_states_the_figures_of_the_documents(ran: tuple[Scenario, Path]) -> None:
    """Every figure and plan of a page is in its report, in both languages, with a simulated number wherever the page names one."""
    page, folder = ran
    source = Source(folder)
    early = [one for one in stated(source) if one.page.get("simulated") and one.span[1] <= 2017]
    assert len(stated(source)) == len(page.report.figures) >= 10 and len(page.report.plans) >= 3 and early
    assert all(math.isfinite(simulated(source, one).mid) for one in early)
    for language, file in (("en", "report.html"), ("zh", "report.zh.html")):
        text = unescape((folder / file).read_text("utf-8"))
        assert [one.name for one in stated(source) if one.text(language) not in text] == []
        assert [key for key, plan in page.report.plans.items() if (plan.text if language == "en" else plan.text_zh) not in text] == []


def test_a_wrong_figure_or_plan_is_refused() -> None:
    """The line names what is wrong: a table, a row, a column, no reason, an unknown unit, an unknown rule."""
    start = "report.figures.x.{}"
    sound = {"document": "D0", "text": "Homes", "text_zh": "户", "figure": 3, "unit": "households", "year": 2016}
    for changed, message in (
        ({"simulated": "rech.housing.households"}, "no such table; did you mean 'reach'?"),
        ({"simulated": "reach.houses.households"}, "no such row of reach"),
        ({"simulated": "works.road.part"}, "no such column of works"),
        ({}, "`why` must say so"),
        ({"simulated": "yearly.registered", "unit": "homes"}, "must be one of persons, households"),
    ):
        changes = [f"{start.format(key)}={value}" for key, value in {**sound, **changed}.items()]
        with pytest.raises(InputError, match=re.escape(message)):
            load(FOLDER / "qinghai.yaml", changes)
    plan = ["report.plans.y.document=D0", "report.plans.y.text=A", "report.plans.y.text_zh=B", "report.plans.y.carried_by=[rules.observ]"]
    with pytest.raises(InputError, match=re.escape("nothing is called 'rules.observ'; did you mean 'observe'?")):
        load(FOLDER / "qinghai.yaml", plan)


@pytest.fixture(scope="module")
def nation() -> Simulation:
    """The national page at a share of a ten-thousandth, in its base year: 26,400 households in a hundred counties."""
    return Simulation(load(FOLDER / "national.yaml", ["population.share=0.0001"]))


def test_v09_illness_is_the_main_cause_on_the_national_register(nation: Simulation) -> None:
    """V09: 44.1 % of registered households in 2015, 4 points; the page is fitted to it (`steps.diagnose.seen`)."""
    home = nation.world.population.household
    listed = home.status == REGISTERED
    place = [each.name for each in nation.world.plugins("cause")].index("illness")
    assert float((home.recorded_cause[listed] == place).mean()) == pytest.approx(0.441, abs=0.04)


def test_v15_what_care_costs_the_nation(nation: Simulation) -> None:
    """V15: 13.0 % (2008) to 11.0 % (2017) of households above 40 % of their capacity, 3 points; 7.5 to 2.0 % made poor by care."""
    home = nation.world.population.household
    heavy = float((home.care_share > 0.4).mean())
    line = float(nation.world.population.province.line[0])
    made_poor = float(((home.income >= line) & (home.income - home.out_of_pocket / home.members < line)).mean())
    assert 0.110 - 0.03 <= heavy <= 0.130 + 0.03
    assert 0.02 - 0.03 <= made_poor <= 0.075 + 0.03


def test_v31_growth_elasticity_of_the_national_headcount(nation: Simulation) -> None:
    """V31: the headcount falls by 2.8 % for each per cent of growth that leaves the distribution as it is, .4 either way."""
    home, line = nation.world.population.household, float(nation.world.population.province.line[0])
    residents = np.maximum(home.members - home.away, 1)
    for income, weight in ((home.income, home.members), (home.survey_income, residents)):
        more, less = (np.log(weight[income * factor < line].sum() / weight.sum()) for factor in (1.1, 1 / 1.1))
        assert (more - less) / (2 * np.log(1.1)) == pytest.approx(-2.8, abs=0.4)
