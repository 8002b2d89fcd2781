"""Rings inside blocks: what lies open between streets, drawn in from them."""

import numpy as np
from numpy.typing import NDArray

from nullisland.world.streets import Network

__all__ = ["inset_rings", "sound"]

Longs = NDArray[np.int64]

_FROM_MAIN_DM = 115.0
_FROM_SIDE_DM = 90.0
_MOST_CORNERS = 40
_AT_ONCE = 2_000


def _around(face: Longs, turn: Longs, block: Longs) -> tuple[Longs, Longs]:
    """The half-edges round each of these blocks in order, and where each block's begin: (m,), (n + 1,)."""
    rank = np.full(int(face.max()) + 1, -1, np.int64)
    rank[block] = np.arange(len(block))
    half = np.flatnonzero(rank[face] >= 0)
    half = half[np.lexsort((turn[half], rank[face[half]]))]
    return half, np.searchsorted(rank[face[half]], np.arange(len(block) + 1))


def inset_rings(network: Network, face: Longs, turn: Longs, block: Longs) -> tuple[Longs, Longs]:
    """A ring inside each block, about 10 m from the middle of its streets, corners cut.

    Returns the points of all rings (m, 2), and where each ring begins (n + 1,).
    """
    half, first = _around(face, turn, block)
    size = np.diff(first)
    before = np.arange(len(half)) - 1
    before[first[:-1]] = first[1:] - 1
    tail = np.column_stack((network.a, network.b)).ravel()[half]
    head = np.column_stack((network.b, network.a)).ravel()[half]
    length = network.length[half >> 1].astype(np.float64)
    away = np.where(network.main[half >> 1], _FROM_MAIN_DM, _FROM_SIDE_DM)
    nx = -(network.y[head] - network.y[tail]) / length
    ny = (network.x[head] - network.x[tail]) / length
    dot = nx * nx[before] + ny * ny[before]
    reach = np.maximum(away, away[before]) / np.maximum(1.0 + dot, 0.5)
    x = network.x[tail] + ((nx + nx[before]) * reach).astype(np.int64)
    y = network.y[tail] + ((ny + ny[before]) * reach).astype(np.int64)
    after = np.empty(len(half), np.int64)
    after[before] = np.arange(len(half))
    corner = np.column_stack((x, y))
    cut = np.stack(((5 * corner + corner[before]) // 6, (5 * corner + corner[after]) // 6), axis=1)
    return cut.reshape(-1, 2), 2 * np.concatenate((np.zeros(1, np.int64), np.cumsum(size)))


def sound(network: Network, face: Longs, turn: Longs, block: Longs) -> NDArray[np.bool_]:
    """Whether each block's ring crosses neither streets nor itself and holds a quarter of the block: (n,)."""
    parts = [block[start : start + _AT_ONCE] for start in range(0, len(block), _AT_ONCE)]
    return np.concatenate([np.zeros(0, bool), *(_sound(network, face, turn, part) for part in parts)])


def _sound(network: Network, face: Longs, turn: Longs, block: Longs) -> NDArray[np.bool_]:
    """As `sound`, all blocks at once: their pairs of segments must fit into memory."""
    half, first = _around(face, turn, block)
    xy, begin = inset_rings(network, face, turn, block)
    tail = np.column_stack((network.a, network.b)).ravel()[half]
    head = np.column_stack((network.b, network.a)).ravel()[half]
    here, there = _points(network, tail), _points(network, head)
    good = (np.diff(first) <= _MOST_CORNERS) & (4 * _areas(xy, begin) > _areas(here, first))
    after = xy[_following(begin)]
    which, p, street = _pairs(good, begin, first)
    good[which[_cross(xy[p], after[p], here[street], there[street])]] = False
    which, p, q = _pairs(good, begin, begin)
    good[which[_cross(xy[p], after[p], xy[q], after[q])]] = False
    return good


def _pairs(good: NDArray[np.bool_], one: Longs, other: Longs) -> tuple[Longs, Longs, Longs]:
    """Of every good block all pairs of one of its `one` rows and one of its `other` rows: block, row, row."""
    size, wide = np.diff(one), np.diff(other)
    count = np.where(good, size * wide, 0)
    which = np.repeat(np.arange(len(good)), count)
    k = np.arange(len(which)) - np.repeat(np.cumsum(count) - count, count)
    return which, one[which] + k // wide[which], other[which] + k % wide[which]


def _cross(p: Longs, q: Longs, a: Longs, b: Longs) -> NDArray[np.bool_]:
    """Whether the segments from p to q and from a to b cross, not merely touch."""
    crossed: NDArray[np.bool_] = (_side(a, b, p) * _side(a, b, q) < 0) & (_side(p, q, a) * _side(p, q, b) < 0)
    return crossed


def _following(first: Longs) -> Longs:
    """The next position on each ring."""
    following = np.arange(first[-1]) + 1
    following[first[1:] - 1] = first[:-1]
    return following


def _points(network: Network, node: Longs) -> Longs:
    return np.column_stack((network.x[node], network.y[node]))


def _areas(xy: Longs, first: Longs) -> Longs:
    """Twice the signed area of each ring."""
    following = _following(first)
    cross = xy[:, 0] * xy[following, 1] - xy[following, 0] * xy[:, 1]
    upto = np.concatenate((np.zeros(1, np.int64), np.cumsum(cross)))
    areas: Longs = upto[first[1:]] - upto[first[:-1]]
    return areas


def _side(a: Longs, b: Longs, p: Longs) -> Longs:
    turn = (b[:, 0] - a[:, 0]) * (p[:, 1] - a[:, 1]) - (b[:, 1] - a[:, 1]) * (p[:, 0] - a[:, 0])
    sign: Longs = np.sign(turn)
    return sign
