"""Middles of weighted places, and the densest spot."""

import numpy as np
from numba import njit


@njit(cache=True, nogil=True)
def weighted_median(values, weights):
    """The smallest value up to which half of the weight lies."""
    order = np.argsort(values)
    half, reached = weights.sum() / 2, 0.0
    for i in order:
        reached += weights[i]
        if reached >= half:
            return values[i]
    return values[order[-1]]


@njit(cache=True, nogil=True)
def median_homes(first, x, y, weights, out, block):
    """Weighted median of x and of y of traces block[0] .. block[1] - 1: out[t] = (x, y, rows with weight)."""
    for t in range(block[0], block[1]):
        a, b = first[t], first[t + 1]
        out[t, 0] = out[t, 1] = np.nan
        out[t, 2] = (weights[a:b] > 0).sum()
        if out[t, 2] > 0:
            out[t, 0] = weighted_median(x[a:b].astype(np.float64), weights[a:b])
            out[t, 1] = weighted_median(y[a:b].astype(np.float64), weights[a:b])


@njit(cache=True, nogil=True)
def densest_homes(first, x, y, weights, reach, out, block):
    """Weighted mean about the row with most weight within `reach`: out[t] = (x, y, rows there).

    Among equals the first row.
    """
    for t in range(block[0], block[1]):
        a, b = first[t], first[t + 1]
        out[t, 0] = out[t, 1] = np.nan
        out[t, 2] = 0
        high = 0.0
        for i in range(a, b):
            total, sum_x, sum_y, n = 0.0, 0.0, 0.0, 0
            for j in range(a, b):
                dx, dy = float(x[j] - x[i]), float(y[j] - y[i])
                if weights[j] > 0 and dx * dx + dy * dy <= reach * reach:
                    total += weights[j]
                    sum_x += weights[j] * x[j]
                    sum_y += weights[j] * y[j]
                    n += 1
            if total > high:
                high = total
                out[t, 0], out[t, 1], out[t, 2] = sum_x / total, sum_y / total, n
