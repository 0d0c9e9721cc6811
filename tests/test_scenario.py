"""Scenario pages: read as data, checked at once, extended, changed, frozen and written again."""

from __future__ import annotations

import pickle
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from povsim.errors import InputError, TooLargeError
from povsim.pages.nodes import resolved
from povsim.pages.reading import parse
from povsim.scenario import Scenario, load, load_bytes, template, validate
from povsim.values import Series
from small_page import PAGE, TEA, write

BOMB = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n" + "".join(f"a{k}: &a{k} [{', '.join([f'*a{k - 1}'] * 9)}]\n" for k in range(1, 10))
LADDER = "a0: &a0 [x]\n" + "".join(f"a{k}: &a{k} [*a{k - 1}]\n" for k in range(1, 2000))


def lines(path: Path, *changes: str) -> list[str]:
    """The faults of a page as they are printed, without the folder."""
    return [str(fault).replace(f"{path.parent}/", "") for fault in validate(path, changes)]


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """The small page in a folder of its own."""
    return write(tmp_path)


def test_what_a_page_says(page: Path) -> None:
    """Every part of the page arrives, with the plugins that it names."""
    made = load(page)
    assert (made.name, made.title, made.seed, made.years.first, made.years.last) == ("page", "茶乡", 7, 2015, 2020)
    assert (made.population.households, made.population.registered.in_poor_villages) == (2000, 0.8)
    assert dict(made.population.counties) == {"dry_hills": 1, "pastoral": 1}
    assert [made.lines.exit.at(year) for year in (2015, 2020)] == [2855.0, 3106.0]
    assert made.money.sources["fiscal"].total == 30e6
    assert made.money.uses["batches"]["loans"] == 1e6
    assert made.programmes["tea"].use == "batches"
    assert made.programmes["tea"].budget == Series({2016: 1e6, 2018: 2e6})
    assert made.matching["illness"]["tea"] == 2
    assert [cause.name for cause in made.plugins("cause")] == ["disability", "illness"]
    assert [preset.name for preset in made.plugins("preset")] == ["dry_hills", "pastoral"]
    assert made.report.cause_shares["illness"] == 0.42
    (tea,) = made.plugins("programme")
    assert made.parameters(tea).at(2017) == {"grant": 4000.0, "rate": 0.1, "fair": 1.0, "reading": 1.0, "year": 2017.0}


def test_written_and_read_again(page: Path) -> None:
    """The resolved page gives the same scenario, which can be pickled and hashed."""
    made = load(page)
    again = load_bytes(made.to_yaml().encode(), str(page))
    assert again == made
    assert again.identity() == made.identity()
    travelled = pickle.loads(pickle.dumps(made))
    assert travelled == made
    assert hash(travelled) == hash(made)
    assert len(pickle.dumps(made)) < 10_000


def test_identity(page: Path) -> None:
    """Comments, title, order of keys, ways to write a number and the folder do not count; all else does."""
    made = load(page).identity()
    head, tail = PAGE.split("population:")
    other = page.parent / "elsewhere"
    other.mkdir()
    same = PAGE.replace("茶乡", "Tea").replace("30e6", "30000000").replace("# A page", "# Another page")
    assert load(write(other, same)).identity() == made
    turned = "population:" + tail + head
    assert load(write(other, turned)).identity() == made
    assert load(write(other, PAGE.replace("grant: 4.0e3", "grant: 4001"))).identity() != made
    assert load(page, ["seed=8"]).identity() != made
    (page.parent / "tea.py").write_text(TEA.replace("> 1", "> 2"), "utf-8")
    assert load(page).identity() != made


def test_every_fault_at_once(page: Path) -> None:
    """Each fault has its line, its path and what is allowed."""
    text = PAGE.replace("in_poor_villages: 0.8", "in_poor_villages: 1.4").replace("illness: {}", "ilness: {}")
    text = text.replace("    grant: 4.0e3", "    grnt: 4.0e3").replace("last: 2020", "last: 2014")
    text = text.replace("    use: batches\n", "").replace("  persons: 8200\n", "")
    text = text.replace("2016: 3106", "2016: .nan").replace("rate: {2016: 0.1", "rate: {2016: '0.1'")
    found = lines(write(page.parent, text))
    assert found[4].startswith("page.yaml:31: causes.ilness: no such cause; did you mean 'illness'? (")
    assert [*found[:4], *found[5:]] == [
        "page.yaml:4: years.last: must be between 2015 and 2115 (got 2014)",
        "page.yaml:7: population.persons: is missing",
        "page.yaml:15: population.registered.in_poor_villages: must be between 0 and 1 (got 1.4)",
        "page.yaml:20: lines.exit.2016: must be finite (got nan)",
        "page.yaml:34: programmes.tea.use: is missing",
        "page.yaml:36: programmes.tea.grnt: no such parameter; did you mean 'grant'? (allocation, budget, fair, grant, rate, reading, retention, use)",
        "page.yaml:37: programmes.tea.rate.2016: must be a number (got '0.1')",
    ]


@pytest.mark.parametrize(("old", "new", "fault"), [
    ("villages: 20", "villages: 1",
     "10: population.villages: must be between 2 (one a county) and 2000 (all households) (got 1)"),
    ("households: 2000", "households: 9e3",
     "11: population.households: must be between 137 (60 persons each) and 8200 (all persons) (got 9000)"),
    ("  poor_villages: 8", "  poor_villages: 21",
     "17: population.poor_villages: must be between 0 (none) and 20 (all villages) (got 21)"),
    ("  poor_villages: 8", "  poor_villages: 8\n  lacking: {road: 9}",
     "18: population.lacking.road: must be at most 8 (all poor villages) (got 9)"),
    ("  poor_villages: 8", "  poor_villages: 8\n  lacking: {rode: 3}",
     "18: population.lacking.rode: no such work; did you mean 'road'?"),
    ("persons: 1480", "persons: 8000",
     "15: population.registered.persons: leaves 200 persons for 1600 households that are not registered"),
    ("share: 1.0", "share: 1e-4", "9: population.share: must keep at least one household: 0.0005 or more (got 0.0001)"),
    ("pastoral: 1", "pastural: 1", "18: population.counties.pastural: no such preset; did you mean 'pastoral'?"),
    ("exit: {2015: 2855, ", "exit: {", "21: lines.exit: must be given from 2015, the first year, on (got 2016 first)"),
    ("loans: 1e6}", "loan: 1e6}", "29: money.uses.batches.loan: no such source; did you mean 'loans'? (fiscal, loans)"),
    ("loans: 1e6}", "loans: 6e6}", "26: money.sources.loans.total: must be at least what the uses take, 6000000 (got 5000000)"),
    ("2017: 0.75", "2017: 0.7", "24: money.sources.fiscal.years: must add up to 1 over the years (got 0.95)"),
    ("use: batches", "use: batch", "36: programmes.tea.use: no such use of money; did you mean 'batches'? (batches)"),
    ("{tea: 2}", "{te: 2}", "30: matching.illness.te: no such programme; did you mean 'tea'?"),
    ("{tea: 2}", "{tea: 3}", "30: matching.illness.tea: must be between 0 and 2 (got 3)"),
    ("tea.py", "tee.py", "6: use.0: no such file: tee.py"),
    ("kind: scenario", "kind: ensemble", "2: kind: must be 'scenario' (got 'ensemble')"),
    ("illness: {}", "illness:", "32: causes.illness: must be a mapping, {} where nothing is changed (got null)"),
    ("    use: batches", "    us: batches",
     "36: programmes.tea.us: no such parameter; did you mean 'use'? (allocation, budget, fair, grant, rate, reading, retention, use)"),
    ("    budget: {", "    bugdet: {", "37: programmes.tea.bugdet: no such parameter; did you mean 'budget'? (allocation, budget,"),
    ("illness: {}", "illness: {us: 1}", "32: causes.illness.us: no such parameter; ("),
    ("illness: 0.42", "illness: xx", "42: report.cause_shares.illness: must be a number (got 'xx')"),
    ("illness: 0.42", "illness: 1.42", "42: report.cause_shares.illness: must be between 0 and 1 (got 1.42)"),
    ("illness: 0.42", "ilness: 0.42", "42: report.cause_shares.ilness: no such cause; did you mean 'illness'?"),
    ("{illness: 0.42}", "0.42", "42: report.cause_shares: must be a mapping (got 0.42)"),
    ("{illness: 0.42}", "{illness: 0.42}, readings: {A: {illness: 0.4}, B: {ilness: 0.2}}",
     "42: report.readings.B.ilness: no such cause; did you mean 'illness'?"),
    ("{illness: 0.42}", "{illness: 0.42}, readings: {narrow: {illness: 0.4}}, reading: narow",
     "42: report.reading: no such reading; did you mean 'narrow'?"),
    ("title_en", "titel_en", "42: report.titel_en: no such key; did you mean 'title_en'? (cause_shares, cause_shares_note, "),
    ("title_en: Tea county", "title_en: 3", "42: report.title_en: must be text (got 3)"),
    ("report: {", "report: 5 #", "42: report: must be a mapping (got 5)"),
    ("title: 茶乡", 'title: "a\\e[2J"', "3: title: must be text without control characters (got 'a\\x1b[2J')"),
    ("loans: 1e6}", '"lo\\nans": 1e6}', "29: money.uses.batches.lo\nans: must be a name in printable letters, without dots (got 'lo\\nans')"),
    ("  villages: 20", "  villages: 0", "10: population.villages: must be between 1 and 1000000000000000 (got 0)"),
    ("seed: 7", "sed: 7", "5: sed: no such key; did you mean 'seed'?"),
    ("  tea:\n", "  tea: 5\n  tee:\n", "35: programmes.tea: must be a mapping, {} where nothing is changed (got 5)"),
])
def test_fields_that_do_not_fit(page: Path, old: str, new: str, fault: str) -> None:
    """Fields are checked against each other and against what is known."""
    assert old in PAGE
    found = lines(write(page.parent, PAGE.replace(old, new, 1)))
    assert any(line.startswith(f"page.yaml:{fault}") for line in found), found


@pytest.mark.parametrize(("data", "fault"), [
    ("a: 1\nb: 贫困\n".encode("gbk"), "2: is not UTF-8 at byte 11 (0xc0); save the page as UTF-8"),
    ("a: 1".encode("utf-16"), "1: is not UTF-8 at byte 1 (0xff)"),
    (b"a: 1\nb:\n  c: 1\n  c: 2\na: 3\n",
     "4: b.c: stands twice; it is already in line 3\np.yaml:5: a: stands twice; it is already in line 1"),
    (BOMB.encode(), "5: holds more than 20,000 values, aliases written out"),
    (LADDER.encode(), "40: is nested more than 40 levels deep, aliases written out"),
    (b"a:\n" + b"- 1\n" * 30_000, "20001: holds more than 20,000 values"),
    (b"a: " + b"[" * 5000, "1: is nested more than 40 levels deep"),
    (b"a: " + b"{b: " * 5000, "1: is nested more than 40 levels deep"),
    (b"- " * 5000, "1: is nested more than 40 levels deep"),
    (b"? " * 5000, "1: a key must be one word or a year"),
    (b"", "1: is empty"),
    (b"# nothing\n", "1: is empty"),
    (b"- a\n", "1: must be a mapping"),
    ("预算：100\n".encode(), "1: must be a mapping"),
    (b"a:\n\tb: 1\n", "2: is not YAML: found character '\\t'"),
    (b"a: {b: 1\n", "2: is not YAML: expected ',' or '}'"),
    (b"a: 1\nb: !!python/object/apply:os.system ['x']\n",
     "2: the tag tag:yaml.org,2002:python/object/apply:os.system is not allowed"),
    (b"a: !!str 5\n", "1: the tag tag:yaml.org,2002:str is not allowed"),
    (b"a: 1\n---\nb: 2\n", "2: holds more than one document; a page is one"),
    (b"%YAML 1.1\n---\na: yes\n", "1: must be YAML 1.2"),
    (b"a: &x [*x]\n", "1: the alias *x stands inside its own anchor"),
    (b"a: *x\n", "1: the alias *x has no anchor above"),
    (b"a: 1\nb: \x00\n", "2: character 0x0 is not allowed in YAML"),
    (b'a: "\\ud800"\n', "1: holds half a character"),
    (b'a: "\\UFFFFFFFF"\n', "1: is not YAML"),
    (b"a: &x {b: 1}\nc:\n  <<: *x\n", "3: YAML 1.2 has no merge keys"),
    (b"[1, 2]: 3\n", "1: a key must be one word or a year"),
    (b"x" * 1_000_001, " is larger than 1,000,000 bytes"),
])
def test_what_is_no_page(data: bytes, fault: str) -> None:
    """What cannot be read is refused with file and line, quickly, and without recursion."""
    begun = time.perf_counter()
    with pytest.raises(InputError) as caught:
        parse(data, "p.yaml")
    assert str(caught.value).startswith(f"p.yaml:{fault}")
    assert time.perf_counter() - begun < 5


def test_words_and_numbers() -> None:
    """YAML 1.2: `no` is a word, `1e6` a number, `010` is ten, a date is a word."""
    meaning = {"no": "no", "1e6": 1e6, "010": 10, "0o10": 8, "0x1F": 31, "-.5": -0.5, "true": True, "~": None}
    meaning |= {text: text for text in ("2016-01-01", "1_000", "12:30", "１２", "0o8", "1e", "yes", "NO")}
    assert {text: resolved(text) for text in meaning} == meaning
    assert resolved(".inf") == resolved("9" * 5000) == float("inf")
    assert resolved("-.INF") == -float("inf")
    assert repr(resolved(".NaN")) == "nan"


def test_extends(tmp_path: Path) -> None:
    """Mappings merge key by key, lists are replaced, null removes; a fault names the file in which its value stands."""
    base = write(tmp_path)
    (tmp_path / "sub").mkdir()
    path = tmp_path / "sub" / "wet.yaml"
    small = "title: wet\npopulation: {poor_villages: 4}\ncauses: {disability: null}\nmatching: null\n"
    path.write_text(f"extends: ../page.yaml\n{small}", "utf-8")
    made, parent = load(path), load(base)
    assert made.population == parent.population.model_copy(update={"poor_villages": 4})
    assert [cause.name for cause in made.plugins("cause")] == ["illness"]
    assert (made.name, made.title, made.seed, dict(made.matching)) == ("wet", "wet", 7, {})
    assert "extends" not in made.resolved()
    base.write_text(PAGE.replace("seed: 7", "seed: -7"), "utf-8")
    path.write_text("extends: ../page.yaml\npopulation:\n  villages: 20.5\ncauses: {disabilty: null}\n", "utf-8")
    found = [str(fault).replace(f"{tmp_path}/", "") for fault in validate(path)]
    assert found[0] == "page.yaml:5: seed: must be between 0 and 9223372036854775807 (got -7)"
    assert found[1] == "sub/wet.yaml:3: population.villages: must be a whole number (got 20.5)"
    assert found[2].startswith("sub/wet.yaml:4: causes.disabilty: no such cause; did you mean 'disability'?")


def test_extends_in_a_circle(tmp_path: Path) -> None:
    """A circle, a missing page and a page without a name are refused."""
    write(tmp_path, f"extends: other.yaml\n{PAGE}")
    (tmp_path / "other.yaml").write_text("title: x\nextends: ./page.yaml\n", "utf-8")
    (fault,) = validate(tmp_path / "page.yaml")
    assert (Path(fault.file).name, fault.line, fault.path) == ("other.yaml", 2, "extends")
    assert "circle" in fault.message
    assert "no such page" in lines(write(tmp_path, f"extends: gone.yaml\n{PAGE}"))[0]
    assert "no such page" in lines(write(tmp_path, f'extends: "a\\0b"\n{PAGE}'))[0]
    assert lines(write(tmp_path, f"extends: [a]\n{PAGE}")) == ["page.yaml:1: extends: must be the name of a page (got a list)"]


def test_changes(page: Path) -> None:
    """`--set` overrides one value, by year too, and null removes."""
    changes = ["years.last=2018", "programmes.tea.budget.2017=5e5", "causes.disability=null", "population.seed=9"]
    made = load(page, [*changes, "lines.exit=3000"])
    assert (made.years.last, made.population.seed, made.lines.exit.at(2020)) == (2018, 9, 3000.0)
    assert made.programmes["tea"].budget == Series({2016: 1e6, 2017: 5e5, 2018: 2e6})
    assert [cause.name for cause in made.plugins("cause")] == ["illness"]
    assert load(page, ["programmes.tea.budget={2016: 3}"]).programmes["tea"].budget == Series({2016: 3.0})


@pytest.mark.parametrize(("change", "fault"), [
    ("programmes.te.budget=2e8", "--set: programmes.te: no such programme; did you mean 'tea'?"),
    ("programmes.tea.grnt=2", "--set: programmes.tea.grnt: no such parameter; did you mean 'grant'? (allocation, budget, fair,"),
    ("yers.last=2", "--set: yers: no such key; did you mean 'years'?"),
    ("years.last=２０１８", "--set: years.last: must be a whole number (got '２０１８')"),
    ("seed.x=1", "--set: seed: has no 'x': it is not a mapping (got 7)"),
    ("seed=[[", "--set: seed: is not YAML"),
    ("seed=!!python/name:os.system x", "--set: seed: the tag"),
    ("seed", "--set: write KEY=VALUE"),
    ("=3", "--set: write KEY=VALUE"),
    ("lines.exit={2015: 1, 2015: 2}", "--set: lines.exit.2015: stands twice"),
    ("title=%YAML 1.1", "--set: title: must be YAML 1.2"),
    (f"lines.exit.{'9' * 5000}=1", "--set: lines.exit.999"),
    ("a." * 5000 + "b=1", "--set: 'a.a.a.a"),
    ("population.-5=1", "--set: population.-5: no such key"),
    ("report.cause_shares.illness=xx", "--set: report.cause_shares.illness: must be a number (got 'xx')"),
    ("population.villages=null", "page.yaml:7: population.villages: is missing"),
])
def test_wrong_changes(page: Path, change: str, fault: str) -> None:
    """A change is checked as if it stood on the page."""
    assert lines(page, change)[0].startswith(fault)


def test_plugin_files(page: Path) -> None:
    """A plugin beside the page is checked with it, and may not take the place of another."""
    (page.parent / "tea.py").write_text(TEA.replace('"share"', '""'), "utf-8")
    assert lines(page) == ["tea.py:8: a parameter needs a unit and a source"]
    path = write(page.parent, PAGE.replace("[tea.py]", "[tea.py, ./tea.py, x, 3]"))
    assert [line.split(" (got")[0] for line in lines(path)] == [
        "page.yaml:6: use.1: the file name 'tea.py' stands twice",
        "page.yaml:6: use.2: must be the name of a plugin file, such as tea.py",
        "page.yaml:6: use.3: must be the name of a plugin file, such as tea.py",
    ]
    other = TEA.split("class Settings", maxsplit=1)[0] + "def present(h: Household, s: Parameters) -> float:\n    return 1.0\n"
    (page.parent / "illness.py").write_text(other, "utf-8")
    path = write(page.parent, PAGE.replace("[tea.py]", "[tea.py, illness.py]"))
    assert lines(path) == ["page.yaml:6: use.1: the cause 'illness' comes with povsim; choose another file name"]


def test_text_travels(page: Path) -> None:
    """A scenario needs the folder of its page no longer once it is loaded."""
    made = load(page)
    (page.parent / "tea.py").unlink()
    page.unlink()
    assert [each.name for each in pickle.loads(pickle.dumps(made)).plugins("programme")] == ["tea"]


def test_too_large(page: Path) -> None:
    """A request that cannot fit is refused from the numbers of the page alone."""
    assert 0.4e9 < load(page).estimate() < 0.5e9
    huge = load(page, ["population.households=1e12", "population.persons=4e12"])
    with pytest.raises(TooLargeError, match=r"1,000,000,000,000 households .* about [0-9,.]+ GB of memory; the limit is 4\.0 GB"):
        huge.check_size(4e9)
    load(page).check_size(4e9)
    province = load(page, ["population.households=943000", "population.persons=3940000"])
    assert 1e9 < province.estimate() < 4e9


def test_columns_of_a_household_and_its_members_take_700_bytes() -> None:
    """On the whole page of Qinghai, ids and the rows of parents included, at its 4.18 persons a household."""
    page = load(Path(__file__).parent.parent / "configs" / "qinghai.yaml")
    home, person = (sum(np.dtype(each.dtype).itemsize for each in page.schema.of(level).values()) + 8 + 4
                    for level in ("household", "person"))
    assert home + 4.18 * person <= 700


def test_missing_file(tmp_path: Path) -> None:
    """A page that is not there, or is a folder, is bad input."""
    assert [str(fault) for fault in validate("gone/page.yaml")] == ["gone/page.yaml: cannot be read: No such file or directory"]
    assert "cannot be read" in str(validate(tmp_path)[0])
    assert "cannot be read" in str(validate("a\0b")[0])


def test_quick(page: Path) -> None:
    """A page is read in a moment, and its reader is loaded late."""
    load(page)
    begun = time.perf_counter()
    load(page)
    assert time.perf_counter() - begun < 0.3
    assert "ruamel.yaml" in sys.modules


def test_template(tmp_path: Path) -> None:
    """The page that `povsim new` writes is sound, whatever its name."""
    path = tmp_path / "new.yaml"
    for name in ("Lake County", '茶 "乡": #1\n', "no"):
        path.write_text(template(name), "utf-8")
        made = load(path)
        assert isinstance(made, Scenario)
        assert made.title == name
