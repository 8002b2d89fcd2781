"""The nearest of a few sites to each of many points."""

from collections import namedtuple

import numpy as np
from numba import njit

from nullisland._kernels.diary_rules import borrowing

Buckets = namedtuple("Buckets", "x y west south side columns rows first ids")
"""Sites sorted into squares: those of square s are `ids[first[s] : first[s + 1]]`, ascending."""


@njit(cache=True, nogil=True)
def nearest_sites(buckets, x, y, out):
    """Fill `out` with the id of the site nearest to each point; of several the lowest."""
    for i in range(x.size):
        out[i] = nearest_to(buckets, np.int64(x[i]), np.int64(y[i]))


@borrowing
def nearest_to(buckets, px, py):
    """Id of the site nearest to a point; of several the lowest.

    Squares are searched in rings around the point's own, until no site of the next ring can be nearer.
    """
    side, columns, rows = buckets.side, buckets.columns, buckets.rows
    column = min(max((px - buckets.west) // side, 0), columns - 1)
    row = min(max((py - buckets.south) // side, 0), rows - 1)
    best, found = np.int64(1) << 62, np.int64(-1)
    for ring in range(max(columns, rows)):
        reach = _clearance(buckets, px, py, column, row, ring)
        if found >= 0 and reach * reach > best:
            break
        for r in range(max(row - ring, 0), min(row + ring, rows - 1) + 1):
            step = 1 if abs(r - row) == ring or ring == 0 else 2 * ring
            for c in range(column - ring, column + ring + 1, step):
                if c < 0 or c >= columns:
                    continue
                for k in range(buckets.first[r * columns + c], buckets.first[r * columns + c + 1]):
                    site = buckets.ids[k]
                    dx, dy = px - buckets.x[site], py - buckets.y[site]
                    gap = dx * dx + dy * dy
                    if gap < best or (gap == best and site < found):
                        best, found = gap, np.int64(site)
    return found


@borrowing
def _clearance(buckets, px, py, column, row, ring):
    """No site of this ring or beyond it is nearer than this; 0 for a point outside all squares."""
    if ring == 0:
        return np.int64(0)
    west = px - (buckets.west + (column - ring + 1) * buckets.side)
    east = buckets.west + (column + ring) * buckets.side - px
    south = py - (buckets.south + (row - ring + 1) * buckets.side)
    north = buckets.south + (row + ring) * buckets.side - py
    return max(min(min(west, east), min(south, north)), 0)
