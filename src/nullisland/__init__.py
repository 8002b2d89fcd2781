"""Null Island: fake location traces that show how easily "anonymised" movement data is re-identified.

    import nullisland as ni
    outcome = ni.run(ni.Scenario(people=300, days=7, seed=1))

Names are loaded when they are first used, so that importing the package costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from nullisland import export
    from nullisland.attack import AdversaryKnowledge, anonymity_set_sizes, draw_known
    from nullisland.errors import ConfigError, DataError, IslandError
    from nullisland.measure import WorstCaseRisk, uniqueness, uniqueness_curve, worst_case_risk
    from nullisland.model import MODEL_VERSION, Estimate, Island, Release, Scenario, Traces
    from nullisland.pipeline import Outcome, run
    from nullisland.release import defend, guarantees
    from nullisland.world import build_island

__all__ = [
    "MODEL_VERSION",
    "AdversaryKnowledge",
    "ConfigError",
    "DataError",
    "Estimate",
    "Island",
    "IslandError",
    "Outcome",
    "Release",
    "Scenario",
    "Traces",
    "WorstCaseRisk",
    "__version__",
    "anonymity_set_sizes",
    "build_island",
    "defend",
    "draw_known",
    "export",
    "guarantees",
    "run",
    "uniqueness",
    "uniqueness_curve",
    "worst_case_risk",
]

_HOME = {
    "nullisland.attack": ("AdversaryKnowledge", "anonymity_set_sizes", "draw_known"),
    "nullisland.errors": ("ConfigError", "DataError", "IslandError"),
    "nullisland.measure": ("WorstCaseRisk", "uniqueness", "uniqueness_curve", "worst_case_risk"),
    "nullisland.model": ("MODEL_VERSION", "Estimate", "Island", "Release", "Scenario", "Traces"),
    "nullisland.pipeline": ("Outcome", "run"),
    "nullisland.release": ("defend", "guarantees"),
    "nullisland.world": ("build_island",),
}
_MODULE_OF = {name: module for module, names in _HOME.items() for name in names}


def __getattr__(name: str) -> Any:
    """Load a public name from the module it lives in."""
    if name == "export":
        return import_module("nullisland.export")
    if name in _MODULE_OF:
        return getattr(import_module(_MODULE_OF[name]), name)
    raise AttributeError(f"module 'nullisland' has no attribute {name!r}")


def __dir__() -> list[str]:
    """Public names, loaded or not."""
    return __all__
