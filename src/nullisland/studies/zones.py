"""Zones: nested rectangles of about equal numbers of people, as a census cuts a country."""

import numpy as np
from numpy.typing import NDArray

from nullisland.errors import DataError

__all__ = ["Longs", "zones"]

Longs = NDArray[np.int64]


def zones(xy: Longs, weight: Longs, count: int, within: Longs | None = None) -> Longs:
    """Zone of every spot; each zone holds about the same weight.

    Parameters
    ----------
    xy : (n, 2) positions; spots at one position are never parted
    weight : (n,) at least 0, people who live there; a spot of weight 0 belongs to the zone it lies in
    count : zones to cut every part into
    within : (n,) parts 0, 1, ... that are cut each for itself; None: all is one part

    Returns
    -------
    (n,) int64, numbered from 0. Zones of one part are neighbours in number, so the cut is nested.

    A part is halved across its longer side where half of its weight lies, and so on. Raises DataError if count
    is less than 1. Cost: a sort for each halving, 2 s for a million spots in 100,000 zones.
    """
    if count < 1:
        raise DataError(f"count must be at least 1, got {count}")
    node = np.zeros(len(xy), np.int64) if within is None else np.unique(within, return_inverse=True)[1]
    wanted = np.full(int(node.max(initial=-1)) + 1, count, np.int64)
    while (wanted > 1).any():
        left = (wanted + 1) // 2
        right = _right_of_the_cut(xy, weight, node, left / wanted)
        child = 2 * node + (right & (wanted[node] > 1))
        want = np.stack((np.where(wanted > 1, left, 1), wanted - left), axis=1).ravel()
        used, node = np.unique(child, return_inverse=True)
        wanted = want[used]
    return node.astype(np.int64)


def _right_of_the_cut(xy: Longs, weight: Longs, node: Longs, share: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Whether each spot lies beyond the cut of its node, which leaves `share` of the weight before it."""
    n_nodes = len(share)
    order = np.argsort(node, kind="stable")
    first = np.searchsorted(node[order], np.arange(n_nodes))
    extent = np.maximum.reduceat(xy[order], first) - np.minimum.reduceat(xy[order], first)
    axis = (extent[:, 1] > extent[:, 0]).astype(np.int64)
    along = xy[np.arange(len(xy)), axis[node]]
    order = np.lexsort((along, node))
    total = np.cumsum(weight[order])
    before = np.concatenate(([0], total))[first]
    whole = np.bincount(node, weight, n_nodes)
    enough = total - before[node[order]] >= share[node[order]] * whole[node[order]]
    at = np.flatnonzero(enough)
    cut = np.full(n_nodes, np.iinfo(np.int64).max)
    here, where = np.unique(node[order][at], return_index=True)
    cut[here] = along[order][at[where]]
    return np.asarray(along > cut[node])
