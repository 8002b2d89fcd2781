"""The planner's first question: which stops are busiest?"""

import numpy as np
from numpy.typing import NDArray

from nullisland._kernels.repeated import stays_of_slots
from nullisland.model import Grid, Places, Sites, Visits
from nullisland.threads import over_blocks

__all__ = [
    "arrivals_by_cell",
    "arrivals_by_stay",
    "arrivals_by_stop",
    "busiest",
    "busiest_right",
    "cells_at",
    "share_among_stops",
    "stop_squares",
]


def stop_squares(grid: Grid, stops: Sites) -> NDArray[np.int64]:
    """Squares of `grid` with a bus stop in them, ascending: what the planner's question calls a stop."""
    return np.unique(cells_at(grid, stops.x_dm, stops.y_dm))


def arrivals_by_stop(
    visits: Visits, places: Places, grid: Grid, squares: NDArray[np.int64], *, released: int
) -> NDArray[np.int64]:
    """Truth: how many times one of the `released` people arrived in each of `squares`: (n_squares,) int64.

    Going from place to place inside one square is no arrival, nor is a visit that was under way at minute 0.
    """
    rows = slice(0, int(visits.first[min(released, visits.n_people)]))
    cell = cells_at(grid, places.x_dm, places.y_dm)[visits.place[rows]]
    return arrivals_by_cell(visits.first[: released + 1], cell, grid.columns * grid.rows)[squares]


def arrivals_by_cell(first: NDArray[np.int64], cell: NDArray[np.integer], n_cells: int) -> NDArray[np.int64]:
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


def arrivals_by_stay(
    first: NDArray[np.int64], cell: NDArray[np.int32], slot: NDArray[np.int32], n_cells: int
) -> NDArray[np.int64]:
    """Release: how many times a trace came to stay in each square, in two slots in a row: (n_cells,) int64.

    Whoever passes through is seen there in one slot only. A visit within one slot is missed, wherever it is.
    The points of trace i, by (slot, cell), are `first[i] : first[i + 1]`. Cost: about 10 ns a point.
    """
    n = len(first) - 1
    stays, counts = np.empty((len(cell), 3), np.int64), np.zeros(n, np.int64)
    over_blocks(lambda a, b: stays_of_slots(first, cell, slot, 2, stays, counts, (a, b)), n)
    came = np.zeros(len(cell) + 1, np.int64)
    np.add.at(came, first[:-1] + np.minimum(counts, 1), 1)
    np.add.at(came, first[:-1] + counts, -1)
    return np.bincount(stays[came.cumsum()[:-1] > 0, 0], minlength=n_cells).astype(np.int64)


def share_among_stops(arrivals: NDArray[np.int64], cell_of_stop: NDArray[np.int64]) -> NDArray[np.float64]:
    """What the planner makes of arrivals per published square: split evenly among the stops inside it.

    `cell_of_stop` is the published square of each stop. (n_stops,) float64.
    """
    n_stops = np.bincount(cell_of_stop, minlength=len(arrivals))
    return np.asarray((arrivals / np.maximum(n_stops, 1))[cell_of_stop], np.float64)


def busiest(arrivals: NDArray[np.int64] | NDArray[np.float64], top: int = 10) -> NDArray[np.int64]:
    """The `top` busiest stops, busiest first; among equals the lower position: (min(top, n),) int64."""
    return np.argsort(-arrivals, kind="stable")[:top]


def busiest_right(
    truth: NDArray[np.int64] | NDArray[np.float64],
    estimate: NDArray[np.float64] | NDArray[np.int64],
    top: int = 10,
) -> int:
    """How many of the truly busiest stops are among those the planner would name."""
    return int(np.isin(busiest(estimate, top), busiest(truth, top)).sum())


def cells_at(grid: Grid, x_dm: NDArray[np.int32], y_dm: NDArray[np.int32]) -> NDArray[np.int64]:
    """Square of each point inside the grid: (n,) int64."""
    side = grid.cell_m * 10
    column = (x_dm.astype(np.int64) - grid.west_dm) // side
    return (y_dm.astype(np.int64) - grid.south_dm) // side * grid.columns + column
