"""What the honest planner can still learn: named questions with an answer from truth and one from the release.

There is no score that sums them up.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from nullisland.model import Grid, Places, Sites, Visits

__all__ = [
    "arrivals_by_cell",
    "arrivals_by_stop",
    "busiest",
    "busiest_right",
    "share_among_stops",
]


def arrivals_by_stop(visits: Visits, places: Places, stops: Sites, *, released: int) -> NDArray[np.int64]:
    """Truth: how many times one of the `released` people arrived at a place whose nearest stop is this one.

    (n_stops,) int64. A visit that was under way at minute 0 is no arrival.
    """
    rows = slice(0, int(visits.first[min(released, visits.n_people)]))
    begun = visits.arrive_min[rows] > 0
    nearest = _nearest(stops, np.column_stack((places.x_dm, places.y_dm)))
    per_place = np.bincount(visits.place[rows][begun], minlength=len(places))
    return np.bincount(nearest, weights=per_place, minlength=len(stops)).astype(np.int64)


def arrivals_by_cell(first: NDArray[np.int64], cell: NDArray[np.int32], n_cells: int) -> NDArray[np.int64]:
    """Release: how many times a trace came into each square from another one: (n_cells,) int64.

    The points of trace i, in time order, are `first[i] : first[i + 1]`.
    """
    if not len(cell):
        return np.zeros(n_cells, np.int64)
    came = np.empty(len(cell), bool)
    came[0] = False
    np.not_equal(cell[1:], cell[:-1], out=came[1:])
    came[first[:-1][np.diff(first) > 0]] = False
    return np.bincount(cell[came], minlength=n_cells).astype(np.int64)


def share_among_stops(arrivals: NDArray[np.int64], grid: Grid, stops: Sites) -> NDArray[np.float64]:
    """What the planner makes of arrivals per square: split evenly among the stops inside it.

    A square without a stop gives its arrivals to the stop nearest to its centre. (n_stops,) float64.
    """
    side = grid.cell_m * 10
    column = (stops.x_dm.astype(np.int64) - grid.west_dm) // side
    row = (stops.y_dm.astype(np.int64) - grid.south_dm) // side
    cell_of_stop = row * grid.columns + column
    n_stops = np.bincount(cell_of_stop, minlength=grid.columns * grid.rows)
    share = arrivals / np.maximum(n_stops, 1)
    estimate = share[cell_of_stop]
    empty = np.flatnonzero((n_stops == 0) & (arrivals > 0))
    rows, columns = np.divmod(empty, grid.columns)
    centre = np.column_stack(
        (grid.west_dm + columns * side + side // 2, grid.south_dm + rows * side + side // 2)
    )
    if empty.size:
        estimate = estimate + np.bincount(_nearest(stops, centre), weights=arrivals[empty], minlength=len(stops))
    return np.asarray(estimate, np.float64)


def busiest(arrivals: NDArray[np.int64] | NDArray[np.float64], top: int = 10) -> NDArray[np.int64]:
    """Ids of the `top` busiest stops, busiest first; among equals the lower id: (min(top, n_stops),) int64."""
    return np.argsort(-arrivals, kind="stable")[:top]


def busiest_right(
    truth: NDArray[np.int64], estimate: NDArray[np.float64] | NDArray[np.int64], top: int = 10
) -> int:
    """How many of the truly busiest stops are among those the planner would name."""
    return int(np.isin(busiest(estimate, top), busiest(truth, top)).sum())


def _nearest(stops: Sites, xy_dm: NDArray[np.integer]) -> NDArray[np.int64]:
    tree = cKDTree(np.column_stack((stops.x_dm, stops.y_dm)))
    return np.asarray(tree.query(xy_dm)[1], np.int64)
