"""Lengths and neighbours on the plane, in whole decimetres."""

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

__all__ = ["FAR", "length_of", "morton", "nearest", "root_of"]

Longs = NDArray[np.int64]

FAR = 1 << 30
"""A distance longer than any."""


def length_of(dx: Longs, dy: Longs) -> Longs:
    """Length of each vector, rounded down. Squares must stay below 2**53, that is, vectors below 6,700 km."""
    return root_of(dx * dx + dy * dy)


def root_of(square: Longs) -> Longs:
    """Square root of each number below 2**53, rounded down."""
    root: NDArray[np.float64] = np.sqrt(square.astype(np.float64))
    return root.astype(np.int64)


def nearest(tree: cKDTree, x: Longs, y: Longs, within: int = FAR) -> tuple[Longs, Longs]:
    """Distance to each (x, y) and position of the tree's nearest point; FAR and the tree's size if none."""
    distance, index = tree.query(np.stack((x, y), axis=-1), distance_upper_bound=within)
    found: NDArray[np.float64] = np.minimum(distance, FAR)
    return found.astype(np.int64), np.asarray(index, np.int64)


def morton(x: Longs, y: Longs) -> Longs:
    """Bits of x and y woven together: sorting by it keeps neighbours near each other."""
    out = np.zeros(len(x), np.int64)
    x, y = (x - x.min(initial=0)) >> 7, (y - y.min(initial=0)) >> 7
    for bit in range(14):
        out |= ((x >> bit) & 1) << (2 * bit) | ((y >> bit) & 1) << (2 * bit + 1)
    return out
