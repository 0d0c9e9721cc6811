"""The language of rules: what it computes, and twenty wrong rules, each refused with file, line and a sentence."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from povsim.columns import LEVELS
from povsim.engine.compiled import Compiled
from povsim.engine.driver import Call
from povsim.engine.lower import lower
from povsim.engine.mesa import Agents
from povsim.engine.plain import Plain
from povsim.errors import InputError
from povsim.plugin import Schema, load
from povsim.population import Population

HEAD = '''"""A rule on trial.  试"""
from povsim.rule import Draw, Household, Parameters, Person, column, exp, log, normal, parameter, sqrt, uniform

phase = "labour"
LIMIT = 3
columns = (column("household.land_fen", "int64", "fen", "a large number", start=2**52 + 1), column("household.x_0", "float64", "1", "odd", start=7))


class Settings(Parameters):
    chance: float = parameter(0.5, "share", low=0, high=1, source="assumed; for the test")
    size: float = parameter(2.0, "yuan", low=1, high=9, source="assumed; for the test")


def double(x: float) -> float:
    return x + x


def step(h: Household, s: Settings, draw: Draw) -> None:
'''

WRONG = {
    "while": ("while h.cash > 0:\n        h.cash -= 1", 19, "`while`"),
    "power": ("h.cash = h.debt ** 2", 19, "instead of `**`"),
    "remainder": ("h.cash = h.debt % 7", 19, "`%`"),
    "floor division": ("h.cash = h.debt // 7", 19, "int(a / b)"),
    "library": ("h.cash = math.sin(h.debt)", 19, "`math.sin` is not"),
    "text": ("h.cash = 'rich'", 19, "text"),
    "none": ("h.cash = None", 19, "text or None"),
    "subscript": ("h.cash = h.debt[0]", 19, "`x[...]`"),
    "tuple": ("pair = (1, 2)\n    h.cash = pair", 19, "a, b = x, y"),
    "two targets": ("a = b = 1\n    h.cash = a + b", 19, "one `=` a line"),
    "raise": ("raise ValueError", 19, "`raise`"),
    "print": ("print(h.cash)", 19, "only computes a value"),
    "members": ("for p in h.members:\n        h.cash += 1", 19, "range(A, B)"),
    "parent": ("h.village.road = 1", 19, "belongs to the village"),
    "wrong parent": ("h.cash = h.county.effect", 19, "the row above a household is `village`"),
    "unknown column": ("h.cash = h.savngs", 19, "no column 'savngs'"),
    "unknown setting": ("h.cash = s.chanse", 19, "did you mean 'chance'"),
    "one side": ("if h.debt > 0:\n        extra = 5\n    h.cash = extra", 21, "`extra` is set on one side only of the `if` in line 19"),
    "division": ("h.cash = h.debt / h.wages", 19, "may be zero"),
    "gathered": ("h.labour = 3", 19, "gathered from person.labour"),
    "returns": ("return h.cash", 19, "returns nothing"),
    "draw number": ("h.cash = uniform(draw, h.debt)", 19, "literal number k"),
    "recursion": ("h.cash = forever(h.cash)", 19, "calls itself"),
    "and as a value": ("h.cash = h.debt and h.cash", 19, "`and`/`or` give a truth"),
}


def loaded(tmp_path: Path, body: str, head: str = HEAD) -> tuple[Schema, Call]:
    file = tmp_path / "trial.py"
    file.write_text(f"{head}    {body}\n")
    plugin = load(file)
    return Schema([plugin]), Call(plugin.rule("step"), {**plugin.Settings().at(2016), "year": 2016.0}, 12_345)


@pytest.mark.parametrize("name", WRONG)
def test_wrong_rule_is_refused_with_file_line_and_a_sentence(name: str, tmp_path: Path) -> None:
    body, line, sentence = WRONG[name]
    head = HEAD.replace("    return x + x", "    return x + x\n\n\ndef forever(x: float) -> float:\n    return forever(x)") if name == "recursion" else HEAD
    with pytest.raises(InputError) as refused:
        schema, call = loaded(tmp_path, body, head)
        lower(call.rule, schema)
    (fault,) = refused.value.faults
    assert fault.file.endswith("trial.py") and sentence in str(fault)
    assert fault.line == line


def test_question_must_answer_on_every_path(tmp_path: Path) -> None:
    file = tmp_path / "half.py"
    file.write_text('"""Half.  半"""\nfrom povsim.rule import Household, Parameters\n\nunit = "yuan"\n\n\n'
                    "def count(h: Household, s: Parameters) -> float:\n    if h.cash > 0:\n        return 1.0\n")
    plugin = load(file)
    with pytest.raises(InputError, match="on every path"):
        lower(plugin.rule("count"), Schema([plugin]))


@pytest.mark.parametrize(("text", "message"), [
    ("import os\n", "imports from povsim.rule only"), ("def step(h:\n", "is not Python"),
    ('"""X.  x"""\nphase = "labour"\n', "must define `step`"), ("x = 1\n", "does not define what a plugin needs"),
    ('"""X.  x"""\nphase = "labour"\n\n\ndef step(h, s, draw):\n    pass\n', "annotated with a row"),
])
def test_file_that_is_no_plugin_is_refused(text: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "no.py").write_text(text)
    with pytest.raises(InputError, match=message):
        load(tmp_path / "no.py")


BODIES = (
    "h.cash = double(h.debt) + LIMIT - s.size",
    "if h.debt > 3 and not h.elite:\n        h.cash = 1\n    elif h.debt in (1, 2):\n        h.cash = h.debt / s.size\n    else:\n        h.cash -= 1",
    "if uniform(draw, 0) < s.chance:\n        return\n    h.cash = normal(draw, 1)",
    "total = 0.0\n    for k in range(1, 4):\n        total += k * h.debt\n    h.cash = min(total, 50, h.farm_income) + max(1, h.debt)",
    "a, b = h.debt, h.cash\n    h.cash, h.debt = a, b",
    "h.cash = int(h.farm_income) + abs(h.farm_income) + exp(h.farm_shock) + log(h.debt) + sqrt(h.debt)",
    "h.status = h.debt * 100\n    h.effort = h.farm_income",
    "h.elite = 0 <= h.debt < 2 or h.cash == 0\n    h.cash = 5 if h.elite else h.village.effect",
    "pass",
    "x = 1e300 * (h.debt + 1e300)\n    h.cash = int(x - x) + int(-0.5) + int(h.farm_income)\n    h.status = x - x",
    "h.cash = -(h.debt > 2) * h.debt\n    h.farm_shock = -int(h.debt > 2) * 3",
    "for k in range(0, 3):\n        h.cash += -k * 0 * h.farm_income\n    h.farm_income = 0 * -h.debt",
    "h.cash = h.land_fen * h.land_fen + 1",
    "household_x = h.debt + 1\n    h.cash = h.x_0 + household_x",
    "x = h.debt\n    if x > 1:\n        if x > 2:\n            return\n        h.cash = 7\n    h.debt = x / max(x, 1.0) + h.village.county.province.line",
)


def population(schema: Schema) -> Population:
    rows = {level: (np.arange(1, size + 1, dtype=np.uint64), None if level == "province" else np.arange(size, dtype=np.uint32) * above // size)
            for level, size, above in zip(LEVELS, (1, 1, 3, 97, 200, 5, 0), (1, 1, 1, 3, 97, 1, 1), strict=True)}
    made = Population(schema, rows)
    k = np.arange(97)
    made.household.set("debt", k % 5)
    made.household.set("farm_income", (k * 7.7) % 41 - 20)
    made.household.set("farm_shock", (k % 9) / 7 - 0.5)
    made.household.set("elite", k % 2)
    made.village.set("effect", [0.1, -0.2, 0.3])
    return made


@pytest.mark.parametrize("body", BODIES)
def test_drivers_agree_in_bits(body: str, tmp_path: Path) -> None:
    schema, call = loaded(tmp_path, body)
    one, other, third = population(schema), population(schema), population(schema)
    Plain(schema).tell([call], one)
    Compiled(schema).tell([call], other)
    agents = Agents(schema)
    agents.tell([call], third)
    agents.flush(third)
    for name, values in one.household.arrays.items():
        assert values.tobytes() == other.household.arrays[name].tobytes() == third.household.arrays[name].tobytes(), name


def test_store_saturates_at_the_declared_range(tmp_path: Path) -> None:
    schema, call = loaded(tmp_path, BODIES[6])
    made = population(schema)
    Compiled(schema).tell([call], made)
    assert made.household.status.max() == 4 and made.household.effort.min() == np.float32(0.2) and made.household.effort.max() == 1


def test_reader_and_adder_are_told_apart(tmp_path: Path) -> None:
    schema, call = loaded(tmp_path, "h.programme_income += h.debt\n    h.cash = h.cash + 1")
    lowered = lower(call.rule, schema)
    assert lowered.added == {"household.programme_income"}
    assert lowered.read == {"household.debt", "household.cash"}
    assert lowered.writes == ("household.cash", "household.programme_income")
