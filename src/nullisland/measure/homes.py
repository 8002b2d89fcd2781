"""How far the homes and works read off traces are true."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nullisland.attack import Located
from nullisland.errors import DataError
from nullisland.measure.intervals import wilson
from nullisland.model import NOWHERE, Estimate, Grid, Island, Sites
from nullisland.model.codes import as_integers
from nullisland.observation.nearest import nearest_site

__all__ = ["SquaresFound", "error_m", "found_within", "nearest_house", "squares_found"]


class SquaresFound(NamedTuple):
    """Squares claimed exactly right, wrongly, or not at all: shares of all who have such a place."""

    right: Estimate
    wrong: Estimate
    passed: Estimate


def squares_found(claimed: ArrayLike, truth: ArrayLike) -> SquaresFound:
    """Compare claimed squares with the true ones, among those who have one; NOWHERE claims nothing.

    Raises DataError if the two have not one length, or if nobody has such a place.
    """
    cells, true = as_integers("claimed", claimed), as_integers("truth", truth)
    if cells.shape != true.shape:
        raise DataError(f"claimed and truth must have one length, got {cells.shape} and {true.shape}")
    has = true != NOWHERE
    n = int(has.sum())
    if not n:
        raise DataError("truth must hold at least one square, got none")
    right = int((cells[has] == true[has]).sum())
    passed = int((cells[has] == NOWHERE).sum())
    return SquaresFound(wilson(right, n), wilson(n - right - passed, n), wilson(passed, n))


def error_m(claimed: ArrayLike, x_dm: ArrayLike, y_dm: ArrayLike, grid: Grid) -> NDArray[np.float64]:
    """Metres from the middle of each claimed square to the true door at (x_dm, y_dm); nan without a claim."""
    cells = as_integers("claimed", claimed)
    row, column = np.divmod(cells, grid.columns)
    side = grid.cell_m * 10
    away_x = grid.west_dm + (column + 0.5) * side - np.asarray(x_dm, np.float64)
    away_y = grid.south_dm + (row + 0.5) * side - np.asarray(y_dm, np.float64)
    return np.where(cells == NOWHERE, np.nan, np.hypot(away_x, away_y) / 10)


def found_within(located: Located, x_dm: ArrayLike, y_dm: ArrayLike, *, metres: float) -> Estimate:
    """Share of traces whose home is claimed at most `metres` from the true door at (x_dm, y_dm).

    No claim is not found. Raises DataError if there are no traces, or not one door for each.
    """
    x, y = np.asarray(x_dm, np.float64), np.asarray(y_dm, np.float64)
    if x.shape != located.x_dm.shape or y.shape != x.shape or not len(x):
        raise DataError(f"there must be one door for each of {len(located.x_dm)} traces, got {x.shape}")
    away = np.hypot(located.x_dm - x, located.y_dm - y)
    return wilson(int((away <= 10 * metres).sum()), len(x))


def nearest_house(island: Island, x_dm: ArrayLike, y_dm: ArrayLike) -> NDArray[np.int64]:
    """The home whose door is nearest to each spot, as a place; of one beyond the island, nearest to its edge.

    NOWHERE where a coordinate is NaN. Cost: about 0.2 us a spot.
    """
    places, (west, south, east, north) = island.places, island.bounds_dm
    homes = places.of_kind("home")
    doors = Sites(
        x_dm=places.x_dm[homes],
        y_dm=places.y_dm[homes],
        edge=places.edge[homes],
        offset_dm=places.offset_dm[homes],
        names=(),
    )
    x, y = np.asarray(x_dm, np.float64), np.asarray(y_dm, np.float64)
    known = ~(np.isnan(x) | np.isnan(y))
    at = np.clip(x[known], west, east).astype(np.int32), np.clip(y[known], south, north).astype(np.int32)
    out = np.full(len(x), NOWHERE, np.int64)
    out[known] = homes[nearest_site(doors, *at)]
    return out
