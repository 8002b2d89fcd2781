"""The planner's frame: what she knows of the town before she reads any release."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nullisland.measure.utility.stops import cells_at, stop_squares
from nullisland.model import Grid, Island
from nullisland.model._checks import freeze

__all__ = ["PLANNING_CELL_M", "Frame", "frame_of"]

PLANNING_CELL_M = 250
"""Side of the squares that questions about stops are asked in: those of the lesson (decision 0005)."""

_PRIVATE = ("home", "office", "workshop", "depot", "harbour_works")
Longs = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Frame:
    """Squares, stops, districts and public places of an island, and the days of the watch.

    `inhabited` marks the squares with a place in them: somebody who is in a larger area is in one of these.
    `district` is the district of every square, that whose middle is nearest. `stops` are squares with a bus
    stop. `public` are the places with a door open to anybody, `clinics` those among them that are clinics;
    `public_square` the square of each. `neighbours` is how many addresses a square has: public places, and one
    for all others.
    """

    grid: Grid
    days: int
    inhabited: NDArray[np.bool_]
    district: Longs
    n_districts: int
    stops: Longs
    public: Longs
    public_square: Longs
    clinics: Longs
    neighbours: Longs

    def __post_init__(self) -> None:
        """Freeze the arrays."""
        freeze(self)

    @property
    def n_squares(self) -> int:
        """Number of squares."""
        return self.grid.columns * self.grid.rows


def frame_of(island: Island, days: int) -> Frame:
    """What a planner knows of this island. Cost: a pass over its squares and places."""
    grid = island.grid(PLANNING_CELL_M)
    n = grid.columns * grid.rows
    row, column = np.divmod(np.arange(n), grid.columns)
    side = grid.cell_m * 10
    x, y = grid.west_dm + column * side + side // 2, grid.south_dm + row * side + side // 2
    dx, dy = (
        x[:, None] - island.district_x_dm.astype(np.int64),
        y[:, None] - island.district_y_dm.astype(np.int64),
    )
    places = island.places
    square = cells_at(grid, places.x_dm, places.y_dm)
    public = np.flatnonzero(~np.isin(places.kind, [places.kinds.index(kind) for kind in _PRIVATE]))
    private = np.zeros(n, bool)
    private[np.delete(square, public)] = True
    return Frame(
        grid=grid,
        days=days,
        inhabited=np.bincount(square, minlength=n) > 0,
        district=(dx * dx + dy * dy).argmin(axis=1),
        n_districts=len(island.districts),
        stops=stop_squares(grid, island.stops),
        public=public,
        public_square=square[public],
        clinics=places.of_kind("clinic"),
        neighbours=np.bincount(square[public], minlength=n) + private,
    )
