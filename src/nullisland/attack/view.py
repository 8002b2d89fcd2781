"""A release as an attack reads it: traces of cells and slots, and what a cell and a slot are."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nullisland.attack.blur import rounded_to
from nullisland.model import FixRelease, Grid, Release, Traces
from nullisland.model._checks import require_int

__all__ = ["View", "in_own_squares", "in_squares", "lattice_of", "view"]


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """Traces, the squares that their cells are (None: sites), and the minutes of their slots.

    Made once and handed to several attacks, so that the index of the traces is built once.
    """

    traces: Traces
    grid: Grid | None
    slot_min: int


def view(release: Release | View) -> View:
    """The view of a release; a view is its own. Cost: about 5 ns a point."""
    if isinstance(release, View):
        return release
    return View(Traces.from_release(release), release.grid, release.slot_min)


def lattice_of(release: FixRelease) -> tuple[Grid, NDArray[np.int64]] | None:
    """The squares to which fixes were rounded and the cell of each fix; None if the history names no rounding.

    Where the squares lie is read off the fixes: they are in the middles.
    """
    sides = [side for done in release.history if (side := rounded_to(done))]
    if not sides or not len(release):
        return None
    side = sides[-1] * 10
    x, y = release.x_dm.astype(np.int64), release.y_dm.astype(np.int64)
    west, south = int(x.min()), int(y.min())
    column, row = (x - west) // side, (y - south) // side
    grid = Grid(west - side // 2, south - side // 2, side // 10, int(column.max()) + 1, int(row.max()) + 1)
    return grid, row * grid.columns + column


def in_own_squares(release: FixRelease, slot_min: int = 60) -> View | None:
    """Fixes that were rounded to squares, in those squares; None for others. Cost: a sort of the fixes."""
    seen = lattice_of(release)
    if seen is None:
        return None
    ids = np.repeat(release.pseudonyms, np.diff(release.first))
    return View(Traces.from_arrays(ids, seen[1], release.t_min // slot_min), seen[0], slot_min)


def in_squares(release: FixRelease, cell_m: int, slot_min: int = 60) -> View:
    """Fixes as an adversary puts them into squares of her own, as fine as she likes. Cost: a sort of the fixes."""
    side = require_int("cell_m", cell_m, 5, 10_000) * 10
    slot_min = require_int("slot_min", slot_min, 1, 10_080)
    x, y = release.x_dm.astype(np.int64), release.y_dm.astype(np.int64)
    west, south = int(x.min(initial=0)) // side * side, int(y.min(initial=0)) // side * side
    columns, rows = (int(v.max(initial=0) - low) // side + 1 for v, low in ((x, west), (y, south)))
    grid = Grid(west, south, side // 10, columns, rows)
    cell = (y - south) // side * columns + (x - west) // side
    ids = np.repeat(release.pseudonyms, np.diff(release.first))
    return View(Traces.from_arrays(ids, cell, release.t_min // slot_min), grid, slot_min)
