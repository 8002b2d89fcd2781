"""What coarser cells and longer slots would leave: the same traces seen less precisely."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nullisland.errors import DataError
from nullisland.model import Grid, Traces
from nullisland.model._checks import require_int
from nullisland.model.codes import CodeSpace, as_integers, axis_of
from nullisland.model.traces import keep_distinct

__all__ = ["coarsen", "larger_squares"]


def coarsen(traces: Traces, cell_map: ArrayLike | None = None, slot_factor: int = 1) -> Traces:
    """The traces a release would hold with cell c published as `cell_map[c]` and slots `slot_factor` longer.

    Parameters
    ----------
    cell_map : new cell of each old one, which must lie in [0, len(cell_map)); None keeps the cells
    slot_factor : how many old slots make a new one; slot 0 begins a new one

    The records of the result are its points. Raises DataError for a cell that the map does not cover,
    ConfigError for a factor out of range. Cost: about 10 ns a point.
    """
    slot_factor = require_int("slot_factor", slot_factor, 1, 2**31 - 1)
    old = traces.space
    cells, at_cell = axis_of(_mapped(old.cells.value_at(np.arange(old.cells.size)), cell_map))
    slots, at_slot = axis_of(old.slots.value_at(np.arange(old.slots.size)) // slot_factor)
    if old.pairs is None:
        pair = (at_slot.astype(np.int64)[:, None] * cells.size + at_cell).ravel()
    else:
        cell, slot = old.positions()
        pair = at_slot[slot].astype(np.int64) * cells.size + at_cell[cell]
    pairs = None
    if not CodeSpace.fits_dense(cells.size, slots.size, len(traces.points)):
        pairs, pair = np.unique(pair, return_inverse=True)
    points = keep_distinct(traces.points.first, pair.astype(np.int32)[traces.points.code])
    return Traces.from_codes(traces.ids, points.first, points.code, CodeSpace(cells, slots, pairs))


def larger_squares(grid: Grid, factor: int) -> tuple[NDArray[np.int64], Grid]:
    """Cell map from a grid to squares of `factor` x `factor` cells from the south-west corner; their grid."""
    factor = require_int("factor", factor, 1, 100_000)
    columns, rows = -(-grid.columns // factor), -(-grid.rows // factor)
    row, column = np.divmod(np.arange(grid.columns * grid.rows), grid.columns)
    larger = Grid(grid.west_dm, grid.south_dm, grid.cell_m * factor, columns, rows)
    return row // factor * columns + column // factor, larger


def _mapped(cells: NDArray[np.int64], cell_map: ArrayLike | None) -> NDArray[np.int64]:
    if cell_map is None or not len(cells):
        return cells
    table = as_integers("cell_map", cell_map)
    if table.ndim != 1 or cells[0] < 0 or cells[-1] >= len(table):
        raise DataError(f"cell_map must cover cells {cells[0]} to {cells[-1]}, got shape {table.shape}")
    return table[cells]
