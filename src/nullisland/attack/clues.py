"""Clues: what is known of where and when somebody was, with how far it may be off."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from nullisland.errors import ConfigError, DataError
from nullisland.model import Grid, Traces
from nullisland.model._checks import freeze, require_int
from nullisland.model.codes import as_integers

__all__ = ["Clues", "code_ranges", "middle_of"]

_MOST_CLUES = 60
_MOST_RANGES = 10_000


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Clues:
    """Sightings of each target, a row a target: (n, k) arrays of place and time.

    `person` is whom they are about. Sighting j of target i was near (`x_dm`, `y_dm`) about minute `t_min`;
    -1 in `t_min`: no such sighting. It may be off by `within_m` metres along each axis and by `within_min`
    minutes. `site` is the tower, place or camera instead, for a release whose cells are those. `given` says
    in words what this is and where it came from.
    """

    person: NDArray[np.int64]
    x_dm: NDArray[np.int64]
    y_dm: NDArray[np.int64]
    t_min: NDArray[np.int64]
    within_m: int = 0
    within_min: int = 0
    site: NDArray[np.int64] | None = None
    given: str = ""

    def __post_init__(self) -> None:
        """Check and freeze; DataError if the columns do not belong together, ConfigError for a bad reach."""
        names = ("person", "x_dm", "y_dm", "t_min", *(("site",) if self.site is not None else ()))
        for name in names:
            object.__setattr__(self, name, as_integers(name, getattr(self, name)).copy())
        shape = self.t_min.shape
        if len(shape) != 2 or not 1 <= shape[1] <= _MOST_CLUES:
            raise DataError(f"clues must be (n_targets, 1 to {_MOST_CLUES}), got shape {shape}")
        if any(getattr(self, name).shape != shape for name in names[1:]) or self.person.shape != shape[:1]:
            raise DataError("the columns of clues must have one shape, and one person a row")
        object.__setattr__(self, "within_m", require_int("within_m", self.within_m, 0, 100_000))
        object.__setattr__(self, "within_min", require_int("within_min", self.within_min, 0, 100_000))
        freeze(self)

    def __len__(self) -> int:
        """Number of targets."""
        return len(self.person)

    def beside(self, others: "Clues") -> "Clues":
        """These targets, and after them the `others`, of whom as much is known with the same reach.

        Raises DataError if they are not alike.
        """
        alike = all(getattr(self, name) == getattr(others, name) for name in ("within_m", "within_min"))
        if not alike or (self.site is None) != (others.site is None):
            raise DataError("clues must have one reach, and places or sites alike, to be put side by side")
        sites = None if self.site is None or others.site is None else np.concatenate((self.site, others.site))
        return replace(
            self,
            person=np.concatenate((self.person, others.person)),
            x_dm=np.concatenate((self.x_dm, others.x_dm)),
            y_dm=np.concatenate((self.y_dm, others.y_dm)),
            t_min=np.concatenate((self.t_min, others.t_min)),
            site=sites,
        )


def code_ranges(traces: Traces, clues: Clues, grid: Grid | None, slot_min: int) -> NDArray[np.int64]:
    """Codes that each clue allows, as ranges: (n, k, r, 2) int64, from the first up to but not the second.

    A first bound of -1 marks a clue that was not given; other empty ranges fit nobody. Raises DataError
    for sites where the cells are squares, or the other way round, ConfigError for a reach of too many cells.
    """
    if (grid is None) != (clues.site is not None):
        raise DataError("clues must give sites for a release of sites, and places for one of squares")
    first_slot, n_slots = _steps(clues.t_min, clues.within_min, 0, slot_min)
    if grid is None:
        assert clues.site is not None
        low, high = clues.site[..., None], clues.site[..., None]
    else:
        low, high = _row_spans(clues, grid)
    if low.shape[-1] * n_slots > _MOST_RANGES:
        raise ConfigError(f"clues must reach over at most {_MOST_RANGES} rows of cells and slots")
    slots = first_slot[..., None] + np.arange(n_slots)
    slots = np.where(slots <= _last_step(clues.t_min, clues.within_min, 0, slot_min)[..., None], slots, -1)
    at_slot = np.repeat(traces.space.slots.position_of(slots), low.shape[-1], axis=-1)
    ranges = np.zeros((*at_slot.shape, 2), np.int64)
    for side, cell in enumerate((low, high + 1)):
        reached = traces.space.reached_at(np.maximum(at_slot, 0), np.tile(cell, n_slots))
        ranges[..., side] = np.where(at_slot >= 0, reached, 0)
    ranges[clues.t_min < 0] = -1
    return ranges


def middle_of(grid: Grid, cell: NDArray[np.integer]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Middle of each square in decimetres: x and y."""
    row, column = np.divmod(np.asarray(cell, np.int64), grid.columns)
    side = grid.cell_m * 10
    return grid.west_dm + column * side + side // 2, grid.south_dm + row * side + side // 2


def _row_spans(clues: Clues, grid: Grid) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """First and last cell of each row of squares in reach: (n, k, rows); the last before the first: none.

    What lies outside the grid counts in the nearest square, as in a release.
    """
    side, reach = grid.cell_m * 10, clues.within_m * 10
    columns = [
        np.clip(_last_step(clues.x_dm, sign * reach, grid.west_dm, side), 0, grid.columns - 1)
        for sign in (-1, 1)
    ]
    first_row, n_rows = _steps(clues.y_dm, reach, grid.south_dm, side)
    rows = first_row[..., None] + np.arange(n_rows)
    rows = np.minimum(rows, _last_step(clues.y_dm, reach, grid.south_dm, side)[..., None])
    rows = np.clip(rows, 0, grid.rows - 1)
    again = np.zeros(rows.shape, bool)
    again[..., 1:] = rows[..., 1:] == rows[..., :-1]
    low = rows * grid.columns + columns[0][..., None]
    high = rows * grid.columns + columns[1][..., None]
    return low, np.where(again, low - 1, high)


def _last_step(value: NDArray[np.int64], reach: int, origin: int, step: int) -> NDArray[np.int64]:
    return (value + reach - origin) // step


def _steps(value: NDArray[np.int64], reach: int, origin: int, step: int) -> tuple[NDArray[np.int64], int]:
    """First step in reach of each value, and the largest number of steps."""
    first = _last_step(value, -reach, origin, step)
    last = _last_step(value, reach, origin, step)
    return first, int((last - first).max(initial=0)) + 1
