"""The nouns every stage speaks in. Frozen; arrays in them are read-only."""

from nullisland.model.estimate import Estimate
from nullisland.model.people import NOWHERE, People, Visits
from nullisland.model.records import SENSORS, Observations, Release
from nullisland.model.scenario import DAY_MIN, MODEL_VERSION, REFERENCE_PEOPLE, Scenario
from nullisland.model.traces import Traces
from nullisland.model.world import Buildings, Grid, Island, Places, Shape, Sites, Streets

__all__ = [
    "DAY_MIN",
    "MODEL_VERSION",
    "NOWHERE",
    "REFERENCE_PEOPLE",
    "SENSORS",
    "Buildings",
    "Estimate",
    "Grid",
    "Island",
    "Observations",
    "People",
    "Places",
    "Release",
    "Scenario",
    "Shape",
    "Sites",
    "Streets",
    "Traces",
    "Visits",
]
