"""Masts merged into fewer, to see what coarser space does."""

import numpy as np
from numpy.typing import NDArray

__all__ = ["merged"]

Longs = NDArray[np.int64]


def merged(x: Longs, y: Longs, times: int) -> Longs:
    """The group of every mast after 0, 1, ... `times` halvings: (times + 1, masts), a group is its lowest mast.

    Each halving joins the two nearest groups that are still free, ties by id, then the next two, and so on; an
    odd one stays alone. A group stands in the mean of its two halves. Cost: a sort of all pairs.
    """
    ids, group = np.arange(len(x)), np.arange(len(x))
    rows = [group]
    for _ in range(times):
        partner = _pairs(x, y)
        keep = partner >= np.arange(len(x))
        low = np.minimum(partner, np.arange(len(x)))
        group = ids[low][np.searchsorted(ids, group)]
        x, y = (x + x[partner])[keep] // 2, (y + y[partner])[keep] // 2
        ids = ids[keep]
        rows.append(group)
    return np.stack(rows).astype(np.int64)


def _pairs(x: Longs, y: Longs) -> Longs:
    """The partner of each, itself if it stays alone."""
    a, b = np.triu_indices(len(x), 1)
    squared = (x[a] - x[b]) ** 2 + (y[a] - y[b]) ** 2
    partner = np.arange(len(x))
    for pair in np.argsort(squared, kind="stable").tolist():
        i, j = int(a[pair]), int(b[pair])
        if partner[i] == i and partner[j] == j:
            partner[i], partner[j] = j, i
    return partner
