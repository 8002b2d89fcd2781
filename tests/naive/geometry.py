"""Slow, obvious geometry to check the world with."""

import numpy as np


def inside(x, y, ring):
    """Whether each point lies inside a closed ring: the even-odd rule."""
    x, y = np.asarray(x, float)[:, None], np.asarray(y, float)[:, None]
    ax, ay = ring[:, 0].astype(float), ring[:, 1].astype(float)
    bx, by = np.roll(ax, -1), np.roll(ay, -1)
    answer = np.zeros(len(x), bool)
    for part in np.array_split(np.arange(len(x)), len(x) * len(ring) // 4_000_000 + 1):
        px, py = x[part], y[part]
        straddles = (ay > py) != (by > py)
        with np.errstate(divide="ignore", invalid="ignore"):
            at = ax + (py - ay) * (bx - ax) / (by - ay)
        answer[part] = (straddles & (px < at)).sum(axis=1) % 2 == 1
    return answer


def side(ax, ay, bx, by, px, py):
    return np.sign((bx - ax) * (py - ay) - (by - ay) * (px - ax))


def spans_meet(a, b, c, d):
    return np.maximum(np.minimum(a, b), np.minimum(c, d)) <= np.minimum(np.maximum(a, b), np.maximum(c, d))


def segments_meet(a, b):
    """Whether each segment of `a` meets any of `b`; both (n, 4) as x0, y0, x1, y1."""
    a, b = np.asarray(a, np.int64), np.asarray(b, np.int64)
    answer = np.zeros(len(a), bool)
    for part in np.array_split(np.arange(len(a)), len(a) * len(b) // 2_000_000 + 1):
        ax, ay, bx, by = (a[part, k][:, None] for k in range(4))
        cx, cy, dx, dy = b.T
        one = side(ax, ay, bx, by, cx, cy) * side(ax, ay, bx, by, dx, dy)
        two = side(cx, cy, dx, dy, ax, ay) * side(cx, cy, dx, dy, bx, by)
        boxes = spans_meet(ax, bx, cx, dx) & spans_meet(ay, by, cy, dy)
        answer[part] = ((one <= 0) & (two <= 0) & boxes).any(axis=1)
    return answer


def ring_segments(ring):
    return np.hstack((ring, np.roll(ring, -1, axis=0)))


def edge_segments(streets):
    a, b = streets.edge_from, streets.edge_to
    return np.column_stack(
        (streets.node_x_dm[a], streets.node_y_dm[a], streets.node_x_dm[b], streets.node_y_dm[b])
    ).astype(np.int64)


def crossing_pairs(segments):
    """Pairs of segments that cross elsewhere than at a common end; only pairs that are near are tried."""
    middle = (segments[:, :2] + segments[:, 2:]) / 2
    half = np.sqrt(((segments[:, :2] - segments[:, 2:]) ** 2).sum(axis=1)) / 2
    order = np.argsort(middle[:, 0], kind="stable")
    found = []
    for k, i in enumerate(order):
        rest = order[k + 1 :]
        stop = np.searchsorted(middle[rest, 0], middle[i, 0] + half[i] + half.max(), side="right")
        near = rest[:stop]
        near = near[abs(middle[near, 1] - middle[i, 1]) <= half[i] + half[near]]
        ax, ay, bx, by = segments[i]
        cx, cy, dx, dy = segments[near].T
        one = side(ax, ay, bx, by, cx, cy) * side(ax, ay, bx, by, dx, dy)
        two = side(cx, cy, dx, dy, ax, ay) * side(cx, cy, dx, dy, bx, by)
        found += [(int(i), int(j)) for j in near[(one < 0) & (two < 0)]]
    return found


def area(ring):
    x, y = ring.astype(np.int64).T
    return int((x * np.roll(y, -1) - np.roll(x, -1) * y).sum()) / 2
