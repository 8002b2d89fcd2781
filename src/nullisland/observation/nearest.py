"""Which tower serves a point, which stop is nearest to a house."""

import numpy as np
from numpy.typing import NDArray

from nullisland._kernels.nearest import Buckets, nearest_sites
from nullisland.errors import DataError
from nullisland.model import Sites
from nullisland.threads import over_blocks

__all__ = ["buckets_of", "nearest_site"]


def nearest_site(
    sites: Sites, x_dm: NDArray[np.int32], y_dm: NDArray[np.int32], threads: int | None = None
) -> NDArray[np.int32]:
    """Id of the site nearest to each point, of several the lowest: (n,) int32.

    Raises DataError if there are no sites. Cost: about 0.1 microseconds a point.
    """
    if len(sites) == 0:
        raise DataError("an island must have at least one site to be near to, got none")
    buckets = buckets_of(sites)
    out = np.empty(len(x_dm), np.int32)
    x, y = x_dm.view(), y_dm.view()
    x.flags.writeable = y.flags.writeable = False  # as in Places: one compilation for both
    over_blocks(lambda a, b: nearest_sites(buckets, x[a:b], y[a:b], out[a:b]), len(out), threads)
    return out


def buckets_of(sites: Sites) -> Buckets:
    """Squares with about one site each."""
    west, south = int(sites.x_dm.min()), int(sites.y_dm.min())
    width, height = int(sites.x_dm.max()) - west + 1, int(sites.y_dm.max()) - south + 1
    side = max(1, round((width * height / len(sites)) ** 0.5), max(width, height) // 1000)
    columns, rows = -(-width // side), -(-height // side)
    square = (sites.y_dm - south) // side * columns + (sites.x_dm - west) // side
    ids = np.argsort(square, kind="stable").astype(np.int32)
    first = np.searchsorted(square[ids], np.arange(columns * rows + 1)).astype(np.int32)
    return Buckets(sites.x_dm, sites.y_dm, west, south, side, columns, rows, first, ids)
