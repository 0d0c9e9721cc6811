"""The library: every kernel that this process has looked up, one library a schema, shared by all its runs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache, partial
from typing import TYPE_CHECKING, Any

from povsim.engine.emit import signature, some_text
from povsim.engine.gathers import gather_text
from povsim.engine.lower import lower
from povsim.engine.lowered import Lowered
from povsim.engine.totals import TOGETHER, alike, fused, totals_text
from povsim.engine.twice import kernel_of, rule_texts
from povsim.plugin import Rule, Schema

if TYPE_CHECKING:
    from povsim.engine.kernels import Job

OF_ALL = ("eligible",)
"""Questions that are asked of every row; the others of some."""


@lru_cache(maxsize=64)
def library_of(schema: Schema) -> Library:
    """The one library of a schema: a second run of the same rules finds every kernel on the shelf."""
    return Library(schema)


@cache
def kernel_named(name: str, text: str) -> Any:
    """The kernel of a text; numba is imported with the first."""
    from povsim.engine.kernels import compile_text

    return compile_text(name, text)


class Library:
    """The kernels of the rules and sums of a schema, compiled at their first use."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        self._rules: dict[Rule, tuple[Lowered, Any]] = {}
        self._gathers: dict[tuple[str, tuple[str, ...]], Any] = {}
        self._some: dict[Rule, Any] = {}
        self._totals: dict[tuple[Rule, ...], tuple[Lowered, Any]] = {}
        self._alike: dict[tuple[Rule, ...], list[int]] = {}
        self._prepared = set[tuple[Rule, ...]]()

    def rule(self, rule: Rule) -> tuple[Lowered, Any]:
        """A lowered rule and its kernel for every row."""
        if rule not in self._rules:
            lowered, made = lower(rule, self.schema), partial(kernel_named, "_".join(rule.words))
            self._rules[rule] = (lowered, kernel_of(rule_texts(lowered, self.schema), made))
        return self._rules[rule]

    def some(self, rule: Rule) -> Any:
        """The kernel of a question for some rows."""
        if rule not in self._some:
            self._some[rule] = kernel_named(_some(rule), some_text(lower(rule, self.schema)))
        return self._some[rule]

    def gather(self, way: str, kinds: tuple[str, ...]) -> Any:
        """The kernel that refreshes gather columns of these kinds."""
        if (way, kinds) not in self._gathers:
            self._gathers[way, kinds] = kernel_named(f"gather_{way}", gather_text(way, kinds))
        return self._gathers[way, kinds]

    def totals(self, rules: tuple[Rule, ...]) -> tuple[Lowered, Any]:
        """Questions as one, and the kernel that sums their answers by cell."""
        if rules not in self._totals:
            questions = [lower(each, self.schema) for each in rules]
            self._totals[rules] = (fused(questions)[0], kernel_named("totals", totals_text(questions)))
        return self._totals[rules]

    @property
    def all_totals(self) -> list[tuple[Lowered, Any]]:
        """The questions and kernels of all totals so far."""
        return list(self._totals.values())

    def alike(self, rules: tuple[Rule, ...]) -> list[int]:
        """For every question the place of the first that reads like it."""
        if rules not in self._alike:
            self._alike[rules] = alike([lower(each, self.schema) for each in rules])
        return self._alike[rules]

    def together(self, rules: tuple[Rule, ...]) -> list[list[int]]:
        """The places of questions that share a kernel of totals, those that read alike once."""
        places = sorted(set(self.alike(rules)))
        return [places[start : start + TOGETHER] for start in range(0, len(places), TOGETHER)]

    def prepare(self, rules: Sequence[Rule], counted: Sequence[Rule]) -> None:
        """Compile the kernels of all these rules, and those that sum the answers of questions, that no cache knows yet."""
        from povsim.engine.kernels import compile_ahead

        wanted = (*rules, *counted)
        if wanted not in self._prepared:
            self._prepared.add(wanted)
            groups = self.together(tuple(counted))
            jobs = [job for rule in rules for job in self._jobs(rule)]
            compile_ahead([*jobs, *(self._total_job([counted[place] for place in group]) for group in groups)])

    def _jobs(self, rule: Rule) -> Iterator[Job]:
        """What there is to compile for a rule: the name, text and types of each kernel."""
        lowered = lower(rule, self.schema)
        types = ("word", "uint64", *self._types(lowered), *(["float64"] if rule.question else []))
        if rule.question and rule.verb not in OF_ALL:
            yield _some(rule), some_text(lowered), (*types, "uint64")
            return
        for text, room in rule_texts(lowered, self.schema):
            rooms = ("uint64", "uint64", *("float64" for _ in range(room - 2))) if room else ()
            yield "_".join(rule.words), text, (*types, *rooms)

    def _total_job(self, rules: Sequence[Rule]) -> Job:
        """The same for a kernel of totals."""
        questions = [lower(each, self.schema) for each in rules]
        types = (*self._types(fused(questions)[0]), "int64", *("float64" for _ in rules), "table")
        return "totals", totals_text(questions), types

    def _types(self, lowered: Lowered) -> list[str]:
        """The types of parents, settings and columns, in the order in which a kernel takes them."""
        sign = signature(lowered)
        columns = [self.schema.columns[path].dtype for path in sign.columns]
        return [*("uint32" for _ in sign.above), *("number" for _ in sign.settings), *columns]


def _some(rule: Rule) -> str:
    """The name of the kernel of a question that is asked of some rows."""
    return "_".join([*rule.words, "some"])
