"""Where a trace that is snapped to squares crossed from one into the next."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nullisland.attack.view import lattice_of
from nullisland.errors import DataError
from nullisland.model import FixRelease, Grid, Release
from nullisland.model._checks import require_int

__all__ = ["Crossings", "crossings"]

Floats = NDArray[np.float64]
Longs = NDArray[np.int64]


class Crossings(NamedTuple):
    """Crossings of edges between squares, in the order of the points: (n,) each.

    `row` is the point after the crossing, at minute `t_min` of trace `trace`. The crossing is at (`x_dm`,
    `y_dm`): exactly on the edge across, and along it where the way between other edges puts it (`bracketed`), or
    in the middle of the edge.
    """

    row: Longs
    trace: Longs
    t_min: Floats
    x_dm: Floats
    y_dm: Floats
    bracketed: NDArray[np.bool_]


def crossings(release: Release | FixRelease, max_gap_min: int = 15) -> Crossings:
    """Where and when each trace stepped into a square that shares an edge with the one before.

    Rounding hides where in a square somebody is, but not when they leave it: then they are on its edge. If in
    the same way, within `max_gap_min` before and after, edges of the other direction are crossed, the place
    along the edge lies between those, by a straight and even way. Points more than `max_gap_min` apart, or in one
    slot, are no step. Fixes must be rounded to a grid, which the history says and their places show.

    Raises DataError for a release of sites, and for fixes that are not rounded. Source: as old as map matching; that
    boundaries of rounded positions give the position away is the idea of Heaton 2021 on distances in a dating app.
    Cost: a pass.
    """
    gap = require_int("max_gap_min", max_gap_min, 1, 100_000)
    grid, cell, slot, slot_min = _squares(release)
    row, column = np.divmod(cell.astype(np.int64), grid.columns)
    t = slot.astype(np.int64) * slot_min
    trace = np.repeat(np.arange(len(release.pseudonyms)), np.diff(release.first))
    dx, dy, dt = (np.diff(v, prepend=v[:1]) for v in (column, row, t))
    step = (np.diff(trace, prepend=-1) == 0) & (dt > 0) & (dt <= gap) & (np.abs(dx) + np.abs(dy) == 1)
    at = np.flatnonzero(step)
    side = grid.cell_m * 10
    upright = dx[at] != 0
    when = (t[at] + t[at - 1] + slot_min) / 2
    x = grid.west_dm + side * np.where(upright, np.maximum(column[at], column[at - 1]), column[at] + 0.5)
    y = grid.south_dm + side * np.where(upright, row[at] + 0.5, np.maximum(row[at], row[at - 1]))
    bracketed = np.zeros(len(at), bool)
    for mine, along in ((upright, y), (~upright, x)):
        own, other = np.flatnonzero(mine), np.flatnonzero(~mine)
        if not len(own) or not len(other):
            continue
        after = np.searchsorted(other, own)
        inside = (after > 0) & (after < len(other))
        own, before, after = own[inside], other[after[inside] - 1], other[after[inside]]
        same = (trace[at[before]] == trace[at[own]]) & (trace[at[after]] == trace[at[own]])
        same &= (when[own] - when[before] <= gap) & (when[after] - when[own] <= gap)
        own, before, after = own[same], before[same], after[same]
        share = (when[own] - when[before]) / (when[after] - when[before])
        along[own] = along[before] + share * (along[after] - along[before])
        bracketed[own] = True
    return Crossings(at, trace[at], when, x, y, bracketed)


def _squares(release: Release | FixRelease) -> tuple[Grid, NDArray[np.integer], NDArray[np.int32], int]:
    """The squares, the cell and the slot of each row, and the minutes of a slot."""
    if isinstance(release, Release):
        if release.grid is None:
            raise DataError(f"crossings need squares, and cells of {release.sensor} are none")
        return release.grid, release.cell, release.slot, release.slot_min
    seen = lattice_of(release)
    if seen is None:
        raise DataError(f"crossings need fixes that are rounded to squares, got {'; '.join(release.history)}")
    return *seen, release.t_min, 1
