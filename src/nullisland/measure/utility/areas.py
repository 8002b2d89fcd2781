"""Areas on the planner's squares: where a square, box or site of a release may be."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nullisland.measure.utility.frame import Frame
from nullisland.model import Grid
from nullisland.model._checks import freeze
from nullisland.release.fixes import squares_of

__all__ = ["Areas", "areas_of_boxes", "areas_of_grid", "areas_of_points", "areas_of_squares"]

Longs = NDArray[np.int64]
Floats = NDArray[np.float64]
_MOST_PLACES = 100_000


@dataclass(frozen=True, slots=True, eq=False)
class Areas:
    """Rectangles of planning squares, all ends included, and their middles in decimetres: (n_areas,) each."""

    column_from: Longs
    column_to: Longs
    row_from: Longs
    row_to: Longs
    x_dm: Longs
    y_dm: Longs

    def __post_init__(self) -> None:
        """Freeze the arrays."""
        freeze(self)

    def __len__(self) -> int:
        """Number of areas."""
        return len(self.x_dm)

    def sums(self, squares: NDArray[np.integer] | NDArray[np.bool_], frame: Frame) -> Longs:
        """Sum over the squares of each area of a value a square: (n_areas,)."""
        table = np.zeros((frame.grid.rows + 1, frame.grid.columns + 1), np.int64)
        values = squares.astype(np.int64).reshape(frame.grid.rows, frame.grid.columns)
        table[1:, 1:] = values.cumsum(axis=0).cumsum(axis=1)
        top, bottom, left, right = self.row_to + 1, self.row_from, self.column_from, self.column_to + 1
        return np.asarray(table[top, right] - table[bottom, right] - table[top, left] + table[bottom, left])

    def spread(
        self, amounts: Floats, weights: NDArray[np.integer] | NDArray[np.bool_], frame: Frame
    ) -> Floats:
        """Share what each area has among its squares in proportion to `weights`: (n_squares,).

        What an area without weight has is nowhere.
        """
        total = self.sums(weights, frame)
        each = np.where(total > 0, amounts / np.maximum(total, 1), 0.0)
        table = np.zeros((frame.grid.rows + 1, frame.grid.columns + 1))
        np.add.at(table, (self.row_from, self.column_from), each)
        np.add.at(table, (self.row_to + 1, self.column_from), -each)
        np.add.at(table, (self.row_from, self.column_to + 1), -each)
        np.add.at(table, (self.row_to + 1, self.column_to + 1), each)
        density = table.cumsum(axis=0).cumsum(axis=1)[:-1, :-1].ravel()
        return np.asarray(density * weights)

    def district_shares(self, frame: Frame) -> Floats:
        """Share of each area's inhabited squares in each district: (n_areas, n_districts), rows sum to 1.

        An area nobody lives or works in counts with all its squares.
        """
        shares = np.stack(
            [self.sums(frame.inhabited & (frame.district == d), frame) for d in range(frame.n_districts)],
            axis=1,
        )
        empty = shares.sum(axis=1) == 0
        if empty.any():
            everything = [self.sums(frame.district == d, frame) for d in range(frame.n_districts)]
            shares[empty] = np.stack(everything, axis=1)[empty]
        return np.asarray(shares / np.maximum(shares.sum(axis=1, keepdims=True), 1))


def areas_of_squares(frame: Frame) -> Areas:
    """The planner's own squares."""
    return areas_of_grid(frame.grid, frame)


def areas_of_grid(grid: Grid, frame: Frame) -> Areas:
    """Every cell of a grid: the planning squares whose middle lies in it, or the one in which its middle lies."""
    row, column = np.divmod(np.arange(grid.columns * grid.rows), grid.columns)
    side = grid.cell_m * 10
    west, south = grid.west_dm + column * side, grid.south_dm + row * side
    return _rectangles(west, south, west + side, south + side, frame)


def areas_of_boxes(edges: tuple[NDArray[np.int32], ...], grid: Grid, frame: Frame) -> Areas:
    """Boxes (col_from, col_to, row_from, row_to) of squares of `grid`."""
    side = grid.cell_m * 10
    columns = [grid.west_dm + (edges[i].astype(np.int64) + i) * side for i in range(2)]
    rows = [grid.south_dm + (edges[2 + i].astype(np.int64) + i) * side for i in range(2)]
    return _rectangles(columns[0], rows[0], columns[1], rows[1], frame)


def areas_of_points(x_dm: NDArray[np.int32], y_dm: NDArray[np.int32], frame: Frame) -> Areas:
    """One area for each point: the planning square it lies in, or the nearest."""
    square = squares_of(frame.grid, x_dm, y_dm).astype(np.int64)
    row, column = np.divmod(square, frame.grid.columns)
    return Areas(column, column, row, row, x_dm.astype(np.int64), y_dm.astype(np.int64))


def _rectangles(west: Longs, south: Longs, east: Longs, north: Longs, frame: Frame) -> Areas:
    grid, side = frame.grid, frame.grid.cell_m * 10
    x, y = (west + east) // 2, (south + north) // 2

    def span(low: Longs, high: Longs, origin: int, count: int) -> tuple[Longs, Longs]:
        """Squares with their middle in [low, high), or the one that the middle of the span lies in."""
        first = -((origin + side // 2 - low) // side)
        last = -((origin + side // 2 - high) // side) - 1
        middle = ((low + high) // 2 - origin) // side
        none = last < first
        first, last = np.where(none, middle, first), np.where(none, middle, last)
        return np.clip(first, 0, count - 1), np.clip(last, 0, count - 1)

    columns = span(west, east, grid.west_dm, grid.columns)
    rows = span(south, north, grid.south_dm, grid.rows)
    return Areas(*columns, *rows, x, y)
