"""Nouns of what sensors wrote down and of what is published."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nullisland.errors import ConfigError
from nullisland.model._checks import freeze, same_length
from nullisland.model._rows import RowsOfPeople
from nullisland.model.ledger import NO_PROMISE, Ledger
from nullisland.model.world import Grid

__all__ = ["SENSORS", "Observations", "Release", "require_sensor"]

SENSORS = ("gps", "tower", "card", "camera")


def require_sensor(sensor: object) -> str:
    """Return `sensor` if it is one; otherwise raise ConfigError."""
    if not isinstance(sensor, str) or sensor not in SENSORS:
        raise ConfigError(f"sensor must be one of {', '.join(SENSORS)}, got {sensor!r}")
    return sensor


@dataclass(frozen=True, slots=True, kw_only=True)
class Observations(RowsOfPeople):
    """What one sensor wrote down, sorted by (person, t_min, order written).

    `site` is the tower, place or camera that made the record; -1 for gps, where x and y carry the error of the
    phone. The rows of person `start_person + i` are `first[i] : first[i + 1]`.
    """

    sensor: str
    t_min: NDArray[np.int32]
    x_dm: NDArray[np.int32]
    y_dm: NDArray[np.int32]
    site: NDArray[np.int32]

    def __post_init__(self) -> None:
        """Check lengths, freeze the arrays."""
        same_length("observations", self.t_min, self.x_dm, self.y_dm, self.site)
        freeze(self)

    def __len__(self) -> int:
        """Number of records."""
        return len(self.t_min)


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """What is published: each distinct (pseudonym, cell, slot) once, sorted by (pseudonym, slot, cell).

    The trace of `pseudonyms[i]`, ascending, is `first[i] : first[i + 1]`. `grid` says what a cell is on the
    map; None if cells are towers, places or cameras. `history` says in order what was done, with parameters,
    never with a key. `reproducible` is True when the secret seed follows from the island code: good for
    teaching, and therefore not private. `ledger` lists what was spent on a promise; empty: none was made.
    """

    sensor: str
    slot_min: int
    grid: Grid | None
    pseudonyms: NDArray[np.int64]
    first: NDArray[np.int64]
    cell: NDArray[np.int32]
    slot: NDArray[np.int32]
    history: tuple[str, ...]
    reproducible: bool
    ledger: Ledger = NO_PROMISE

    def __post_init__(self) -> None:
        """Check lengths, freeze the arrays."""
        same_length("release", self.cell, self.slot)
        freeze(self)

    def __len__(self) -> int:
        """Number of points."""
        return len(self.cell)
