"""Rivers that run to the sea, and beaches along it."""

from __future__ import annotations

from dataclasses import dataclass
from math import isqrt
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from nullisland.world._draws import draws
from nullisland.world._plane import length_of, nearest

if TYPE_CHECKING:
    from nullisland.world.terrain import Frame

__all__ = ["Beach", "River", "crossings", "lay_beaches", "ribbon", "run_rivers"]

Longs = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class River:
    """A line of close points from mouth to source with the half width at each; `tree` finds the nearest."""

    line: Longs
    half: Longs
    tree: cKDTree


@dataclass(frozen=True, slots=True)
class Beach:
    """A stretch of coast: positions in the coast ring, in order, and how deep the sand is at each."""

    index: Longs
    depth: Longs


def _cut_corners(line: Longs, times: int) -> Longs:
    """Chaikin's rule: each corner is replaced by two points, a quarter along from either side."""
    for _ in range(times):
        a, b = line[:-1], line[1:]
        inner = np.stack(((3 * a + b) >> 2, (a + 3 * b) >> 2), axis=1).reshape(-1, 2)
        line = np.concatenate((line[:1], inner, line[-1:]))
    return line


def _meander(key: np.uint64, line: Longs, keep: int, k: int) -> Longs:
    """Push the middle of every stretch sideways, except of the first `keep`."""
    a, b = line[:-1], line[1:]
    push = draws(key, len(a), -20, 21, k)
    push[:keep] = 0
    middle = ((a + b) >> 1) + (np.column_stack((a[:, 1] - b[:, 1], b[:, 0] - a[:, 0])) * push[:, None]) // 100
    out = np.empty((2 * len(line) - 1, 2), np.int64)
    out[0::2], out[1::2] = line, middle
    return out


def run_rivers(key: np.uint64, frame: Frame, coast: Longs) -> tuple[River, ...]:
    """The river from the hills past the centre into the harbour."""
    r, q = frame.radius, frame.harbour
    side = 1 if draws(key, 1, 0, 2, 40)[0] else -1
    reaches = 5
    drift = np.cumsum(draws(key, reaches, -11, 12, 41)) * (r // 100)
    ahead = np.concatenate(
        (
            [q * 115 // 100, q * 80 // 100, q * 35 // 100, -q // 3, -q * 12 // 10],
            -q * 12 // 10 - np.arange(1, reaches + 1) * (r * 85 // 100 // reaches),
        )
    )
    left = (
        np.concatenate(([q // 10, q * 15 // 100, q * 50 // 100, q * 75 // 100, q * 85 // 100], q + drift))
        * side
    )
    line = np.column_stack(frame.at(ahead, left))
    line = _meander(key, _meander(key, line, 4, 42), 8, 43)
    line = _cut_corners(line, 3)
    shore, _ = nearest(cKDTree(coast), line[:, 0], line[:, 1])
    dry = np.flatnonzero((shore < r // 12) & (np.arange(len(line)) > len(line) // 2))
    line = _resampled(line[: dry[0]] if len(dry) else line)
    wide = 11 * isqrt(r) // 10
    half = wide - np.arange(len(line)) * (wide - 20) // len(line)
    return (River(line, half, cKDTree(line)),)


def _resampled(line: Longs) -> Longs:
    """More points between the points, none further than about 6 m apart."""
    step = line[1:] - line[:-1]
    parts = np.maximum(1, length_of(step[:, 0], step[:, 1]) // 60)
    first = np.repeat(np.arange(len(parts)), parts)
    within = np.arange(len(first)) - np.repeat(np.cumsum(parts) - parts, parts)
    along = (line[first + 1] - line[first]) * within[:, None] // parts[first][:, None]
    return np.concatenate((line[first] + along, line[-1:]))


def ribbon(line: Longs, half: Longs) -> Longs:
    """The outline of a line as wide as 2 x half, counter-clockwise for a line with its left bank first."""
    ahead = np.concatenate((line[1:], line[-1:])) - np.concatenate((line[:1], line[:-1]))
    length = np.maximum(length_of(ahead[:, 0], ahead[:, 1]), 1)
    side = np.column_stack((-ahead[:, 1], ahead[:, 0])) * half[:, None] // length[:, None]
    left, right = line + side, line - side
    return np.concatenate((right, left[::-1]))


def lay_beaches(key: np.uint64, frame: Frame, coast: Longs) -> tuple[Beach, ...]:
    """Beaches spread along the coast away from the harbour, one per 6.7 square kilometres."""
    count = max(1, (frame.area * 3 // 2 + 5 * 10**8) // 10**9)
    ahead, left = frame.along(coast[:, 0], coast[:, 1])
    q = frame.harbour
    free = np.flatnonzero((ahead < q) | (abs(left) > 3 * q))
    length = min(len(free) * 40 // 100 // count, 60)
    jitter = draws(key, count, 0, max(1, len(free) // 2), 50)
    unbroken = np.flatnonzero(
        (free[np.minimum(np.arange(len(free)) + length, len(free) - 1)] - free) == length
    )
    deep = min(350, frame.radius // 30)
    t = np.arange(length)
    beaches = []
    for start in unbroken[(np.arange(count) * len(unbroken) + jitter) // count]:
        index = free[start : start + length]
        beaches.append(Beach(index, deep * 4 * t * (length - 1 - t) // (length - 1) ** 2))
    return tuple(beaches)


def crossings(line: Longs, x: Longs, y: Longs, pairs: Longs) -> tuple[Longs, Longs]:
    """Where edges cross a line of many points: edge numbers and the line's points, with repeats."""
    middle = np.column_stack((x[pairs].sum(axis=1) // 2, y[pairs].sum(axis=1) // 2))
    a, b = np.column_stack((x, y))[pairs[:, 0]], np.column_stack((x, y))[pairs[:, 1]]
    step, span = line[1:] - line[:-1], b - a
    half = length_of(span[:, 0], span[:, 1]) // 2 + length_of(step[:, 0], step[:, 1]).max() + 2
    if not len(pairs):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    near = cKDTree(line).query_ball_point(middle, half, return_sorted=True)
    edge = np.repeat(np.arange(len(pairs)), [len(n) for n in near])
    part = np.concatenate([*near, np.zeros(0, np.int64)]).astype(np.int64)
    inside = part < len(line) - 1
    edge, part = edge[inside], part[inside]
    p, q = line[part], line[part + 1]
    one = _side(a[edge], b[edge], p) * _side(a[edge], b[edge], q)
    two = _side(p, q, a[edge]) * _side(p, q, b[edge])
    cross = (one <= 0) & (two <= 0)
    return edge[cross], part[cross]


def _side(a: Longs, b: Longs, p: Longs) -> Longs:
    """+1, 0 or -1 as p lies left of, on, or right of the line from a to b."""
    turn = (b[:, 0] - a[:, 0]) * (p[:, 1] - a[:, 1]) - (b[:, 1] - a[:, 1]) * (p[:, 0] - a[:, 0])
    sign: Longs = np.sign(turn)
    return sign
