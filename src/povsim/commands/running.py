"""`run`, `validate` and `report`: from a page to results, and from results to a page to read."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated

from povsim.commands.options import Engine, Executor, Folder, Json, Language, Page, as_file, as_place, option
from povsim.errors import Fault, InputError

if TYPE_CHECKING:
    from povsim.ensemble.executors import Staff
    from povsim.experiment import Experiment
    from povsim.run import How, Outcome

Out = Annotated[
    Path | None,
    option(metavar="DIR", parser=as_place, help="The results folder; results/NAME without it, where the page is NAME.yaml."),
]
Changes = Annotated[
    list[str] | None,
    option("--set", metavar="KEY=VALUE", help="Change a value of the page, such as years.last=2018; may be repeated."),
]
Fresh = Annotated[bool, option("--fresh", help="Move old results aside and start anew.")]
Seed = Annotated[int | None, option(min=0, max=2**63 - 1, help="The luck of the years, instead of the page's.")]
Runs = Annotated[int | None, option(metavar="K", min=1, help="Runs of an ensemble; more than before adds runs.")]
Workers = Annotated[int | None, option(metavar="N", min=1, max=1024, help="Runs side by side; as many as cores without it.")]
Threads = Annotated[int | None, option(min=1, max=1024, help="Threads inside a run; all cores for a single one.")]
Computer = Annotated[Executor | None, option("--executor", help="Who computes the runs of an ensemble; results are the same.")]
Address = Annotated[str, option("--dask-address", metavar="A", help="The scheduler of a Dask cluster.")]
Rules = Annotated[Engine, option(show_default=True, help="Who runs the rules; results are the same.")]
Quiet = Annotated[bool, option("--quiet", help="Print nothing but errors.")]


def run(
    file: Page, out: Out = None, fresh: Fresh = False, changes: Changes = None, seed: Seed = None, runs: Runs = None,
    workers: Workers = None, threads: Threads = None, engine: Rules = Engine.compiled, executor: Computer = None,
    dask_address: Address = "", quiet: Quiet = False, json_errors: Json = False,
) -> None:
    """Run a page, and leave tables and a report in a folder."""
    from povsim.commands.progress import shown
    from povsim.experiment import load_experiment
    from povsim.pages.places import find
    from povsim.run import carry_out

    signal.signal(signal.SIGTERM, _interrupt)
    page, given = find(file), {"runs": runs, "seed": seed}
    what = load_experiment(page, [*(changes or []), *(f"{key}={value}" for key, value in given.items() if value is not None)])
    how = _how(what, engine.value, threads, _staff(executor, workers, dask_address))
    with shown(quiet or json_errors) as progress:
        outcome = carry_out(what, out or Path("results") / page.stem, how, fresh=fresh, progress=progress)
    if not quiet:
        _tell(outcome)


def _how(what: Experiment, engine: str, threads: int | None, staff: Staff | None) -> How:
    """How the page is computed: one run by all cores, many by one each."""
    from povsim.run import How
    from povsim.scenario import Scenario

    if isinstance(what, Scenario):
        if staff is not None:
            raise InputError([Fault("command line", None, "povsim run", f"{what.name} is one run; --workers, --executor and "
                                    "--dask-address are for ensembles (for the threads of one run, --threads)")])
        return How(engine, threads or len(os.sched_getaffinity(0)))
    return How(engine, threads or 1, staff)


def _staff(executor: Executor | None, workers: int | None, address: str) -> Staff | None:
    """Who computes, where the command line says; a number of workers alone means processes."""
    from povsim.ensemble.executors import Kind, Staff

    if address and executor not in (None, Executor.dask):
        raise InputError([Fault("command line", None, "povsim run", f"--dask-address is for --executor dask, not {executor}")])
    if executor is None and workers is None and not address:
        return None
    kind = Executor.dask if address else executor or (Executor.processes if workers != 1 else Executor.serial)
    most = 1 if kind is Executor.serial else len(os.sched_getaffinity(0))
    return Staff(Kind(kind.value), workers or most, address)


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
    from povsim.experiment import load_experiment
    from povsim.pages.places import find
    from povsim.run import How, work_of

    work_of(load_experiment(find(file)), How()).check()
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
