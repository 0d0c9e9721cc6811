"""povsim simulates poverty in rural households, and what is done about it.  精准扶贫模拟

    from povsim import load, simulate

    history = simulate(load("configs/qinghai.yaml", ["population.share=0.05"]))
    print(history.frame("yearly"))

Every word below is imported when it is first used, so that `import povsim` stays light.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from povsim.errors import (
        DamageError,
        Fault,
        FolderError,
        InputError,
        PovsimError,
        ResourceError,
        RuleError,
        TooLargeError,
        UnusableError,
    )
    from povsim.experiment import load_experiment
    from povsim.history import History
    from povsim.model import PovertyModel
    from povsim.population import Population
    from povsim.run import run
    from povsim.scenario import Scenario, load
    from povsim.simulation import simulate
    from povsim.store.results import Results
    from povsim.store.scenarios import order_agreement

__all__ = [
    "DamageError", "Fault", "FolderError", "History", "InputError", "Population", "PovertyModel", "PovsimError", "ResourceError",
    "Results", "RuleError", "Scenario", "TooLargeError", "UnusableError", "load", "load_experiment",
    "order_agreement", "run", "simulate",
]

_PLACES = {
    "History": "history", "Population": "population", "PovertyModel": "model", "Results": "store", "Scenario": "scenario",
    "load": "scenario", "load_experiment": "experiment", "order_agreement": "store.scenarios", "run": "run",
    "simulate": "simulation",
}
"""Where a public word is defined; the errors are in `errors.py`."""


def __getattr__(name: str) -> Any:
    """A public word, imported at its first use."""
    if name not in __all__:
        raise AttributeError(f"module 'povsim' has no attribute '{name}'")
    return getattr(import_module(f"povsim.{_PLACES.get(name, 'errors')}"), name)


def __dir__() -> list[str]:
    """The public words."""
    return list(__all__)


class _Package(ModuleType):
    """The package itself: a public word stays what it is, though a file bears its name (`run.py`)."""

    def __setattr__(self, name: str, value: Any) -> None:
        if not (name in __all__ and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
