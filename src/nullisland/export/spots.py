"""Where on the map each row of each table is."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nullisland.model import Island, Release
from nullisland.pipeline import Outcome

__all__ = ["Spots", "cell_spots", "spots_of"]


class Spots(NamedTuple):
    """(n,) positions in decimetres; `side_dm` > 0: squares of that side whose centres they are."""

    x_dm: NDArray[np.int64]
    y_dm: NDArray[np.int64]
    side_dm: int = 0


def spots_of(table: str, outcome: Outcome) -> Spots:
    """Positions of the rows of `people` (home), `places`, `visits`, `observations` or `release`."""
    places = outcome.island.places
    if table == "observations":
        return Spots(outcome.observations.x_dm.astype(np.int64), outcome.observations.y_dm.astype(np.int64))
    if table == "release":
        return cell_spots(outcome.release, outcome.island)
    at: NDArray[np.integer] = np.arange(len(places))
    if table == "people":
        at = outcome.people.home_place
    elif table == "visits":
        at = outcome.visits.place
    return Spots(places.x_dm[at].astype(np.int64), places.y_dm[at].astype(np.int64))


def cell_spots(release: Release, island: Island) -> Spots:
    """Centre of the square, or position of the tower, place or camera, of every published point."""
    if release.grid is not None:
        grid = release.grid
        side = grid.cell_m * 10
        row, column = np.divmod(release.cell.astype(np.int64), grid.columns)
        return Spots(grid.west_dm + column * side + side // 2, grid.south_dm + row * side + side // 2, side)
    x_dm, y_dm = _sites(release.sensor, island)
    return Spots(x_dm[release.cell], y_dm[release.cell])


def _sites(sensor: str, island: Island) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Positions of everything a cell can be for a sensor without squares; card: places, then bus stops."""
    nouns = {"tower": (island.towers,), "camera": (island.cameras,), "card": (island.places, island.stops)}[
        sensor
    ]
    x_dm = np.concatenate([noun.x_dm for noun in nouns])
    y_dm = np.concatenate([noun.y_dm for noun in nouns])
    return x_dm.astype(np.int64), y_dm.astype(np.int64)
