"""`run`, `validate` and `report`: from a page to results, and from results to a page to read."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated

from povsim.commands.options import Engine, Folder, Json, Language, Page, as_file, as_place, option

if TYPE_CHECKING:
    from povsim.run import Outcome

Out = Annotated[
    Path | None,
    option(metavar="DIR", parser=as_place, help="The results folder; results/NAME without it, where the page is NAME.yaml."),
]
Changes = Annotated[
    list[str] | None,
    option("--set", metavar="KEY=VALUE", help="Change a value of the page, such as years.last=2018; may be repeated."),
]


def run(
    file: Page,
    out: Out = None,
    fresh: Annotated[bool, option("--fresh", help="Move old results aside and start anew.")] = False,
    changes: Changes = None,
    seed: Annotated[int | None, option(min=0, max=2**63 - 1, help="The luck of the years, instead of the page's.")] = None,
    threads: Annotated[int | None, option(min=1, max=1024, help="Threads inside the run; all cores without it.")] = None,
    engine: Annotated[Engine, option(show_default=True, help="Who runs the rules; results are the same.")] = Engine.compiled,
    quiet: Annotated[bool, option("--quiet", help="Print nothing but errors.")] = False,
    json_errors: Json = False,
) -> None:
    """Simulate a page, and leave tables and a report in a folder."""
    from povsim.commands.progress import shown
    from povsim.pages.places import find
    from povsim.run import How, carry_out
    from povsim.scenario import load

    signal.signal(signal.SIGTERM, _interrupt)
    page = find(file)
    scenario = load(page, [*(changes or []), *([] if seed is None else [f"seed={seed}"])])
    how = How(engine.value, threads or len(os.sched_getaffinity(0)))
    with shown(quiet) as progress:
        outcome = carry_out(scenario, out or Path("results") / page.stem, how, fresh=fresh, progress=progress)
    if not quiet:
        _tell(outcome)


def _tell(outcome: Outcome) -> None:
    """Say where the reports are."""
    from povsim.run import LANGUAGES

    if outcome.was_finished:
        print(f"{outcome.folder}: finished before, nothing to do (--fresh starts anew)")
    for word, language in (("report", "en"), ("报告", "zh")):
        print(f"{word}: {outcome.folder / LANGUAGES[language]}")


def _interrupt(number: int, frame: FrameType | None) -> None:
    """Treat a request to end like Ctrl-C."""
    raise KeyboardInterrupt


def validate(file: Page, json_errors: Json = False) -> None:
    """Name every fault of a page, each on one line, and run nothing."""
    from povsim.pages.places import find
    from povsim.proof import prove
    from povsim.scenario import load

    scenario = load(find(file))
    scenario.check_size()
    prove(scenario)
    print(f"{file}: no fault found")


def report(
    folder: Folder,
    out: Annotated[Path | None, option(metavar="FILE.html", parser=as_file, help="The file to write; in DIR without it.")] = None,
    lang: Annotated[Language, option(show_default=True, help="English or Chinese.")] = Language.en,
) -> None:
    """Write the report of a results folder again."""
    from povsim.run import LANGUAGES, write_report
    from povsim.store.disk import resources
    from povsim.store.results import Results

    Results(folder).prove()
    place = out or folder / LANGUAGES[lang.value]
    with resources(place):
        print(f"report: {write_report(folder, lang.value, place)}")
