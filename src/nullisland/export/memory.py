"""Whether a run fits into this machine, said before it begins."""

import psutil

from nullisland.errors import ConfigError
from nullisland.model import Scenario

__all__ = ["check_memory"]

_PER_INHABITANT = 4_000
_PER_DAY = {"gps": 2_500, "tower": 800, "card": 500, "camera": 1_000}
"""Bytes of a person and of a person-day at the peak of a run and of writing it: measured, rounded up."""


def check_memory(scenario: Scenario, sensor: str) -> None:
    """Raise ConfigError if this machine's free memory cannot hold the run and its tables."""
    need = scenario.inhabitants * (_PER_INHABITANT + _PER_DAY[sensor] * scenario.days)
    free = psutil.virtual_memory().available
    if need > free:
        raise ConfigError(
            f"{scenario.people} people for {scenario.days} days need about {need / 1e9:.1f} GB of memory, "
            f"this machine has {free / 1e9:.1f} GB free: take fewer people or days"
        )
