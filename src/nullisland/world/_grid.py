"""Points in buckets, for the kernels that look at neighbours."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from nullisland._kernels.street_graph import gabriel_pairs, thin_points
from nullisland.world._plane import length_of
from nullisland.world.water import crossings

if TYPE_CHECKING:
    from nullisland.world.terrain import Terrain

__all__ = ["Buckets", "bucketed", "edge_clearance", "pairs_of", "thinned"]

Longs = NDArray[np.int64]


class Buckets(NamedTuple):
    """Points shifted to start at 0 and sorted by cell; `order[i]` is where point i stood before."""

    x: Longs
    y: Longs
    order: Longs
    first: Longs
    columns: int
    rows: int
    cell: int


def bucketed(x: Longs, y: Longs, cell: int) -> Buckets:
    """Sort points by square cell, west to east, then south to north; ties keep their order."""
    x, y = x - x.min(), y - y.min()
    columns, rows = int(x.max()) // cell + 1, int(y.max()) // cell + 1
    bucket = y // cell * columns + x // cell
    order = np.argsort(bucket, kind="stable")
    first = np.searchsorted(bucket[order], np.arange(columns * rows + 1))
    return Buckets(x[order], y[order], order, first, columns, rows, cell)


def thinned(x: Longs, y: Longs, room: Longs, rank: Longs) -> Longs:
    """Positions of the points kept when each needs its room and low ranks go first, ascending."""
    b = bucketed(x, y, max(int(room.max()), 1))
    order = np.argsort(rank[b.order], kind="stable")
    keep = np.empty(len(x), np.uint8)
    thin_points(b.x, b.y, room[b.order], order, b.first, b.columns, b.rows, b.cell, keep)
    return np.sort(b.order[keep.astype(bool)])


def pairs_of(x: Longs, y: Longs, cell: int, reach: int) -> Longs:
    """Gabriel pairs (i < j) no further apart than reach * cell, sorted: (n, 2)."""
    b = bucketed(x, y, cell)
    out = np.empty((4 * len(x) + 16, 2), np.int64)
    found = gabriel_pairs(b.x, b.y, b.first, b.columns, b.rows, b.cell, reach, out)
    pairs = np.sort(b.order[out[:found]], axis=1)
    return pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]


def edge_clearance(terrain: Terrain, x: Longs, y: Longs, pairs: Longs) -> tuple[Longs, Longs]:
    """The least distance of each edge to the shore and to a river bank, looked at in 17 spots."""
    a, b = pairs[:, 0], pairs[:, 1]
    span = length_of(x[a] - x[b], y[a] - y[b])
    at_shore, at_bank = terrain.shore_distance(x, y), terrain.bank_distance(x, y)
    shore, bank = np.minimum(at_shore[a], at_shore[b]), np.minimum(at_bank[a], at_bank[b])
    near = np.flatnonzero(shore < span // 2 + 400)
    shore[near] = terrain.shore_distance(*_spots(x, y, pairs[near])).min(axis=0)
    ring = np.concatenate((terrain.coast, terrain.coast[:1]))
    shore[near[crossings(ring, x, y, pairs[near])[0]]] = -1
    near = np.flatnonzero(bank < span // 2 + 400)
    bank[near] = terrain.bank_distance(*_spots(x, y, pairs[near])).min(axis=0)
    return shore - span // 32, bank - span // 32


def _spots(x: Longs, y: Longs, pairs: Longs) -> tuple[Longs, Longs]:
    """17 points evenly along each pair: two arrays (17, n_pairs)."""
    a, b = pairs[:, 0], pairs[:, 1]
    t = np.arange(17)[:, None]
    return x[a] + (x[b] - x[a]) * t // 16, y[a] + (y[b] - y[a]) * t // 16
