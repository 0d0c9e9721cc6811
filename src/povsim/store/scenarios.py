"""Results folders side by side: how far the orders of exits of scenarios agree.  情景之间的次序"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from povsim.errors import Fault, InputError
from povsim.store.computed import exits
from povsim.store.results import Results

if TYPE_CHECKING:
    from pandas import DataFrame


def order_agreement(folders: Iterable[str | Path | Results]) -> DataFrame:
    """Kendall's tau, plain and weighted, between the orders of exits of every two results folders, by basis and kind of groups.

    Columns: one, other (names of folders), basis, group_kind, groups, runs, runs_other, tau, tau_low, tau_high, weighted,
    weighted_low, weighted_high, of_runs. Raises InputError for fewer than two folders, two of one name, or one without `groups`.
    """
    import pandas

    from povsim.analysis.scenarios import agreement

    found = [each if isinstance(each, Results) else Results(each) for each in folders]
    names = [each.folder.resolve().name for each in found]
    twice = sorted({name for name in names if names.count(name) > 1})
    if len(found) < 2 or twice:
        wrong = f"is the name of two folders: {', '.join(twice)}" if twice else "takes two results folders or more"
        raise InputError([Fault("order_agreement", None, "", wrong)])
    for each in found:
        each.holding("exit_agreement")
    return pandas.DataFrame(agreement({name: exits(each) for name, each in zip(names, found, strict=True)}))
