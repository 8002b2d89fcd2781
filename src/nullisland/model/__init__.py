"""The nouns every stage speaks in. Frozen; arrays in them are read-only.

`Traces` alone needs compiled kernels: it is loaded when first used, and the app's first page does not wait.
"""

from typing import TYPE_CHECKING, Any

from nullisland.model.country import Archipelago, Country
from nullisland.model.estimate import Estimate
from nullisland.model.ledger import UNITS, Ledger, Spend
from nullisland.model.people import NOWHERE, People, Visits
from nullisland.model.records import SENSORS, Observations, Release
from nullisland.model.releases import BoxRelease, FixRelease, TotalsRelease
from nullisland.model.scenario import DAY_MIN, MODEL_VERSION, REFERENCE_PEOPLE, Scenario
from nullisland.model.world import Buildings, Grid, Island, Places, Shape, Sites, Streets

if TYPE_CHECKING:
    from nullisland.model.traces import Traces

__all__ = [
    "DAY_MIN",
    "MODEL_VERSION",
    "NOWHERE",
    "REFERENCE_PEOPLE",
    "SENSORS",
    "UNITS",
    "Archipelago",
    "BoxRelease",
    "Buildings",
    "Country",
    "Estimate",
    "FixRelease",
    "Grid",
    "Island",
    "Ledger",
    "Observations",
    "People",
    "Places",
    "Release",
    "Scenario",
    "Shape",
    "Sites",
    "Spend",
    "Streets",
    "TotalsRelease",
    "Traces",
    "Visits",
]


def __getattr__(name: str) -> Any:
    """Load `Traces` when it is first asked for."""
    if name == "Traces":
        from nullisland.model.traces import Traces

        return Traces
    raise AttributeError(f"module 'nullisland.model' has no attribute {name!r}")
