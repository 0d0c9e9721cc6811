"""Wrong plugins: each gives exit 2 with a line for every fault, in `validate` and in `run`, and leaves no folder."""

from __future__ import annotations

import errno
import inspect
from pathlib import Path

import mesa
import pytest

from povsim.cli import answer
from povsim.columns import TAKEN, column
from povsim.errors import InputError
from povsim.plugin import FOLDERS, Schema, builtin, load
from povsim.rule import among, gather, parameter
from povsim.scenario import load as page_of
from povsim.source import parsed
from test_cli import PAGE

Said = pytest.CaptureFixture[str]
MONEY = """\
money:
  sources: {fiscal: {total: 1e5, years: {2016: 1}}}
  uses: {batches: {fiscal: 1e5}}
"""
SECTIONS = {
    "rule": "", "measure": "", "shock": "shocks: {odd: {}}\n", "programme": MONEY + "programmes: {odd: {use: batches, budget: 1e4}}\n",
    "cause": "", "preset": "",
}
RULE = '''"""Odd.  怪"""
from povsim.rule import Draw, Household, Parameters, column, exp, gather, parameter, sqrt

phase = "labour"
'''
STEP = "\n\ndef step(h: Household, s: Parameters, draw: Draw) -> None:\n    "
MEASURE = '"""Odd.  怪"""\nfrom povsim.rule import Household, Parameters, Village\n\nunit = "yuan"\n'
COUNT = "\n\ndef count(h: Household, s: Parameters) -> float:\n    return h.cash\n"
HELP = '"""Odd.  怪"""\nfrom povsim.rule import Draw, Household, Parameters, Village\n\n'
ELIGIBLE = "def eligible(h: Household, s: Parameters) -> bool:\n    return h.poor == 1\n\n\n"
NEED = "def need(h: Household, s: Parameters) -> float:\n    return 1.0\n\n\n"
COST = "def cost(h: Household, s: Parameters) -> float:\n    return 100.0\n\n\n"
NESTED = "".join(f"\n\ndef deep{k}(x: float) -> float:\n    return deep{k + 1}(x)\n" for k in range(90)) + "\n\ndef deep90(x: float) -> float:\n    return x\n"
LOOPS = "".join("    " * k + f"for a{k} in range(0, 9):\n    " for k in range(5)) + "    " * 5 + "h.cash += 1.0\n"


def rule(top: str = "", body: str = "pass") -> str:
    return f"{RULE}{top}{STEP}{body}\n"


def measure(top: str) -> str:
    return f"{MEASURE}{top}{COUNT}"


WRONG: dict[str, tuple[str, str, str]] = {
    # at the top of the file
    "exit": ("rule", rule("exit(0)"), "odd.py:5: a plugin holds imports, constants, `Settings` and functions, not `exit(0)`"),
    "exit inside": ("rule", rule("X = exit(3)"), "odd.py:5: cannot be loaded: SystemExit: 3"),
    "broken pipe": ("rule", rule("raise BrokenPipeError"), "odd.py:5: a plugin holds imports"),
    "key": ("rule", rule("X = {}['a']"), "odd.py:5: cannot be loaded: KeyError: 'a'"),
    "index": ("rule", rule("X = [][0]"), "odd.py:5: cannot be loaded: IndexError"),
    "memory": ("rule", rule("X = [0] * 10**15"), "odd.py:5: cannot be loaded: MemoryError"),
    "file": ("rule", rule("X = open('/no/such/file')"), "odd.py:5: cannot be loaded: FileNotFoundError"),
    "own exception": ("rule", rule("class Mine(BaseException):\n    pass\n\n\nX = (_ for _ in ()).throw(Mine())"), "cannot be loaded: "),
    "recursion": ("rule", rule("def f(x):\n    return f(x)\n\n\nX = f(1)"), "cannot be loaded: RecursionError"),
    "getattr": ("measure", MEASURE + "def __getattr__(name: str) -> int:\n    return 1\n", "`__getattr__` is a name of Python's own"),
    "not called": ("rule", rule("class Settings(Parameters):\n    _a: float = parameter"), "odd.py:6: a class of a plugin holds parameters only"),
    "method": ("rule", rule("class Settings(Parameters):\n    def at(self, year):\n        return {}"), "odd.py:6: a class of a plugin holds"),
    "huge expression": ("rule", rule("X = " + "-" * 60_000 + "1"), "nested too deeply"),
    "many brackets": ("rule", rule("X = " + "(" * 5_000 + "1" + ")" * 5_000), "odd.py:5: is not Python: too many nested parentheses"),
    "bytes": ("rule", rule("X = '\0'"), "is not Python"),
    "decorated": ("programme", HELP + "def plain(f):\n    return f\n\n\n" + ELIGIBLE + NEED + "@plain\n" + COST, "`cost` is decorated"),
    "given twice": ("programme", HELP + ELIGIBLE + NEED + COST + "cost = need\n", "`cost` is given twice, first in line 12"),
    "word": ("rule", rule("min = max"), "odd.py:5: `min` is a word of the language of rules"),
    "other word": ("rule", rule("exp = sqrt"), "odd.py:5: `exp` is a word of the language of rules"),
    "another name": ("rule", rule("from povsim.rule import sqrt as root"), "`sqrt` keeps its name; write no `as root`"),
    "behind the back": ("rule", rule("def one(x: float) -> float:\n    return x\n\n\nX = globals().update(one=exp)"), "odd.py:5: `one` is given another"),
    "word behind the back": ("rule", rule("X = globals().update(exp=sqrt)"), "`exp` is given another meaning"),
    # types
    "no tuple": ("rule", rule('columns = column("household.odd", "int8", "1", "odd")'), "odd.py:5: columns: must be a tuple of columns"),
    "text as column": ("rule", rule('columns = ("a",)'), "odd.py:5: columns: must be a tuple of columns"),
    "unknown switch": ("rule", rule('switch = "odd"'), "odd.py:5: switch: must name a parameter of the file that is true or false"),
    "settings": ("rule", rule("Settings = 5"), "odd.py:5: Settings: must be a class of parameters"),
    "plain settings": ("rule", rule("class Settings:\n    pass"), "odd.py:5: Settings: must be a class of parameters"),
    "no unit": ("measure", MEASURE.replace('unit = "yuan"\n', "") + COUNT, "odd.py:1: unit: a measure must say its unit"),
    "payment": ("programme", HELP + 'payment = "nope"\n\n\n' + ELIGIBLE + NEED + COST, "odd.py:4: payment: no such kind of payment"),
    "phase": ("rule", RULE.replace("labour", "labor") + STEP + "pass\n", "odd.py:4: phase: no such line of the year; did you mean 'labour'?"),
    "phase as number": ("rule", RULE.replace('"labour"', "5") + STEP + "pass\n", "odd.py:4: phase: no such line of the year"),
    "rows": ("programme", HELP + ELIGIBLE + NEED.replace("Household", "Village") + COST, "odd.py:8: rule `need`: the first argument"),
    "measure of villages": ("measure", MEASURE + COUNT.replace("Household", "Village"), "annotated with a row: Household"),
    "two prices": ("programme", HELP + ELIGIBLE + NEED + COST + COST.replace("cost", "claim"), "stands in place of `cost`"),
    "gather": ("rule", rule('columns = (gather("village.odd", "sum", "household.nope", "odd"),)'), "odd.py:5: village.odd: gathers 'nope'"),
    "text as bound": ("rule", rule('columns = (column("household.odd", "int8", "1", "odd", low="a"),)'), "household.odd: low must be a whole number"),
    "choices": ("rule", rule('class Settings(Parameters):\n    a: str = parameter("w", "1", choices=("w", 5), source="assumed; x")'), "words in parentheses"),
    "plausible": ("rule", rule('class Settings(Parameters):\n    a: float = parameter(1.0, "1", plausible=("a", 5), source="assumed; x")'), "must be a number"),
    "path": ("rule", rule('columns = (column(5, "int8", "1", "odd"),)'), "odd.py:5: a column is named level.name"),
    # rules
    "big constant": ("rule", rule(f"BIG = {'9' * 400}", "h.cash = BIG"), "odd.py:8: rule `step`: a number is at most 2**53"),
    "infinite constant": ("rule", rule(body="h.cash = 1e400"), "rule `step`: a number is at most 2**53 where it is whole, and finite"),
    "minus signs": ("rule", rule(body="h.cash = " + "-" * 400 + "1.0"), "rule `step`: is nested more than 150 deep"),
    "helpers": ("rule", rule(NESTED, "h.cash = deep0(h.cash)"), "is nested more than 150 deep"),
    "loops": ("rule", rule(body=LOOPS.replace("\n", "\n    ").rstrip()), "the rule grows beyond 4,000 lines once loops, helpers"),
    "division": ("rule", rule(body="h.cash = h.debt / h.wages"), "odd.py:8: rule `step`: divides by `h.wages`"),
    "local word": ("rule", rule(body="exp = 2.0\n    h.cash = exp(1.0)"), "`exp` is a number of this function"),
    "not yet": ("rule", rule("K = 3.0", "h.cash = K\n    K = 4.0"), "`K` has no value yet"),
    "default": ("rule", RULE + STEP.replace("draw: Draw", "draw: Draw, *, k: float = 5.0") + "h.cash = k\n", "takes plain arguments"),
    "two numbers": ("rule", rule(body="h.cash = exp(1.0, 2.0)"), "`exp` takes one number"),
    "named argument": ("rule", rule(body="h.cash = max(1.0, 2.0, key=abs)"), "`max` takes its arguments in order"),
    "endless range": ("rule", rule(body=f"for k in range(0, {10**400}):\n        h.cash = 1.0"), "a loop is written"),
    "circle": ("rule", RULE.replace("labour", "production") + STEP + "h.land = h.farm_income\n", "odd.py:7: line production: "),
}


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(folder: Path, kind: str, text: str) -> None:
    (folder / "odd.py").write_text(text, "utf-8")
    (folder / "page.yaml").write_text(f"{PAGE}use: [odd.py]\n{SECTIONS[kind]}", "utf-8")


@pytest.mark.parametrize("name", WRONG)
def test_wrong_plugin_is_refused_before_anything_is_made(name: str, here: Path, capsys: Said) -> None:
    kind, text, sentence = WRONG[name]
    write(here, kind, text)
    said = []
    for command in (["validate", "page.yaml"], ["run", "page.yaml", "--out", "out"]):
        assert answer(command) == 2
        said.append(capsys.readouterr().err)
    assert said[0] == said[1] and sentence in said[0]
    assert all(line.startswith("odd.py:") for line in said[0].splitlines()), said[0]
    assert sorted(path.name for path in here.iterdir()) == ["odd.py", "page.yaml"]


def test_every_faulty_rule_of_a_page_is_named(here: Path, capsys: Said) -> None:
    write(here, "programme", HELP + ELIGIBLE.replace("h.poor", "h.por") + NEED.replace("1.0", "h.cash / h.debt") + COST.replace("100.0", "'dear'"))
    assert answer(["validate", "page.yaml"]) == 2
    lines = capsys.readouterr().err.splitlines()
    assert [line.partition(": ")[0] for line in lines] == ["odd.py:5", "odd.py:9", "odd.py:13"]


@pytest.mark.parametrize(("top", "body", "sentence"), [
    ("", "h.farm_income = 1e300 * 1e300", "odd.py:7: rule `step`: `farm_income` must be a finite number for every household (2013)"),
    ("", "x = 1e300 * (h.members + 1e300)\n    h.cash = x - x", "odd.py:7: rule `step`: `cash` must be a finite number"),
    ("", "tiny = exp(-600.0)\n    h.cash = h.members / (tiny * tiny)", "odd.py:7: rule `step`: "),
])
@pytest.mark.parametrize("engine", ["plain", "compiled"])
def test_number_that_is_not_finite_is_never_recorded(top: str, body: str, sentence: str, engine: str, here: Path, capsys: Said) -> None:
    write(here, "rule", RULE.replace("labour", "production") + top + STEP + body + "\n")
    assert answer(["run", "page.yaml", "--engine", engine, "--out", "out", "--quiet"]) == 2
    said = capsys.readouterr().err
    assert sentence in said and said.count("\n") == 1
    assert not (here / "out").exists()


@pytest.mark.parametrize(("unit", "count"), [("yuan", "1e300 * 1e300"), ("persons", "1e30"), ("persons", "h.members * 0.3")])
def test_measure_that_no_table_can_hold_is_unusable(unit: str, count: str, here: Path, capsys: Said) -> None:
    write(here, "measure", MEASURE.replace("yuan", unit) + COUNT.replace("h.cash", count))
    assert answer(["run", "page.yaml", "--engine", "plain", "--out", "out", "--quiet"]) == 7
    said = capsys.readouterr().err
    assert "year 2015, table yearly, column odd" in said and said.count("\n") == 1
    assert not (here / "out").exists()


def test_a_place_that_is_refused_while_running_leaves_no_folder(here: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*given: object, **how: object) -> None:
        raise OSError(errno.ENAMETOOLONG, "File name too long")

    monkeypatch.setattr("povsim.simulation.simulate", refused)
    (here / "page.yaml").write_text(PAGE, "utf-8")
    assert answer(["run", "page.yaml", "--out", "out", "--quiet"]) == 2
    assert capsys.readouterr().err == "out: cannot be written (File name too long)\n"
    assert not (here / "out").exists()


def test_preset_beside_a_page(here: Path, capsys: Said) -> None:
    hills = builtin("preset")["dry_hills"].source
    write(here, "preset", hills)
    page = (here / "page.yaml").read_text("utf-8").replace("{dry_hills: 1}", "{dry_hills: 1, odd: 1}")
    (here / "page.yaml").write_text(page, "utf-8")
    assert answer(["validate", "page.yaml"]) == 0
    assert [each.name for each in page_of("page.yaml").plugins("preset")] == ["dry_hills", "odd"]
    capsys.readouterr()
    other = hills.replace("    land: float", "    lend: float").replace("2.6, \"years\", low=0.1", "2.6, \"years\", low=0")
    write(here, "preset", other)
    assert answer(["validate", "page.yaml"]) == 2
    said = capsys.readouterr().err
    for sentence in ("Settings.land: is missing", "Settings.lend: no such number of a preset; did you mean 'land'?",
                     "Settings.schooling_spread: must have limits within 0.1 and 6"):
        assert sentence in said


def test_a_long_name_runs(here: Path) -> None:
    name = "a" * 200
    (here / f"{name}.py").write_text(rule(body="h.cash += 0.0"), "utf-8")
    (here / "page.yaml").write_text(f"{PAGE}use: [{name}.py]\n".replace("last: 2017", "last: 2015"), "utf-8")
    assert answer(["run", "page.yaml", "--out", "out", "--quiet"]) == 0


@pytest.mark.parametrize(("options", "message"), [
    ({"low": 5, "high": 1, "start": 5}, "must rise"), ({"low": 5}, "must rise"), ({"high": 1000}, "between -128 and 127"),
    ({"start": -200}, "between -128 and 127"), ({"low": 0.5, "start": 1}, "whole number"), ({"start": float("nan")}, "finite"),
    ({"dtype": "float32", "low": 1e-50, "start": 1}, "too near to 0"), ({"dtype": "float32", "high": 1e39}, "between"),
    ({"dtype": "float64", "high": float("inf")}, "finite"), ({"high": True}, "whole number"), ({"unit": 5}, "unit and a meaning"),
    ({"payer": 5}, "payer"), ({"payer": "fund"}, "low=0"), ({"dtype": "text"}, "dtype must be one of"),
])
def test_column_that_no_row_can_hold(options: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        column("household.odd", **{"dtype": "int8", "unit": "1", "meaning": "odd", **options})  # type: ignore[arg-type]


@pytest.mark.parametrize("name", sorted(TAKEN | {"a b", "5"}))
def test_column_with_a_name_that_is_taken(name: str) -> None:
    with pytest.raises(ValueError, match=r"already|is named"):
        column(f"household.{name}", "int8", "1", "odd")


def test_names_of_agents_are_taken() -> None:
    names = {name for name, _ in inspect.getmembers(mesa.Agent(mesa.Model())) if not name.startswith("_")}
    assert names <= TAKEN


def test_gathers_and_parameters_have_a_range() -> None:
    with pytest.raises(ValueError, match="must rise"):
        gather("household.odd", "sum", "person.age", "odd", low=2, high=1)
    for kind, where in (("max", among("person.age", 60)), ("sum", among("household.land", 1))):
        with pytest.raises(ValueError, match="only a sum or count can be of some rows, by a column of the person"):
            gather("household.odd", kind, "person.age", "odd", where=where)
    with pytest.raises(ValueError, match="finite"):
        parameter(1.0, "yuan", low=float("nan"), source="assumed; for the test")


@pytest.mark.parametrize("kind", [kind for kind in FOLDERS if kind != "step"])
def test_what_comes_with_povsim_would_pass_as_a_users_own(kind: str) -> None:
    assert builtin(kind) and all(parsed(each.file, each.source).body for each in builtin(kind).values())


def test_measure_with_the_name_of_another_column(here: Path, capsys: Said) -> None:
    (here / "gini_true.py").write_text(MEASURE + COUNT, "utf-8")
    (here / "page.yaml").write_text(f"{PAGE}use: [gini_true.py]\n", "utf-8")
    assert answer(["validate", "page.yaml"]) == 2
    assert capsys.readouterr().err == "gini_true.py:7: the tables have a column 'gini_true' already; choose another file name\n"


def test_byte_order_mark_of_an_editor(tmp_path: Path) -> None:
    (tmp_path / "odd.py").write_text(rule(), "utf-8-sig")
    assert load(tmp_path / "odd.py").source == rule()


def test_a_folder_is_no_plugin(tmp_path: Path) -> None:
    with pytest.raises(Exception, match="cannot be read: Is a directory"):
        load(tmp_path)


HALL = '''"""Hall: a place for feasts.  礼堂"""

from povsim.rule import Parameters, column, parameter

builds = "hall"
columns = (column("village.hall", "float32", "share", "a hall", low=0, high=1),)


class Settings(Parameters):
    """Cost and time."""

    price: float = parameter(90_000.0, "yuan", low=1, high=1e6, source="assumed; for the test")
    lag: int = parameter(0, "years", low=0, high=5, source="assumed; for the test")
'''


def test_a_users_work_has_the_shape_of_a_village_work(tmp_path: Path) -> None:
    """Two parameters and a column are enough; what travels with the page is the whole text, and it loads to the same."""
    (tmp_path / "hall.py").write_text(HALL, "utf-8")
    made = load(tmp_path / "hall.py")
    assert made.verbs == ("eligible", "need", "cost", "deliver", "tend") and made.level("cost") == "village"
    assert {"village.hall", "village.hall_begun", "village.hall_fen"} == {each.path for each in made.columns}
    assert "the_work" not in made.source and load(tmp_path / "hall.py", made.source).source == made.source


@pytest.mark.parametrize(("built", "message"), [
    ('"halls"', "hall.py:5: builds: a village has no column 'halls'; did you mean 'hall'?"),
    ("3", "hall.py:5: builds: must be the name of a column of the village, in a programme: `builds = \"road\"`"),
])
def test_a_work_that_builds_nothing(built: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "hall.py").write_text(HALL.replace('"hall"', built, 1), "utf-8")
    with pytest.raises(InputError) as caught:
        Schema([load(tmp_path / "hall.py")])
    assert message in str(caught.value).replace(f"{tmp_path}/", "")
