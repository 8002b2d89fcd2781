"""Points in buckets, for the kernels that look at neighbours."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

__all__ = ["Buckets", "bucketed"]

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
