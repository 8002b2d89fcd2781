"""Clusters of traces on one clock, moved together until they keep within a width."""

import math

import numpy as np
from numba import njit


@njit(cache=True, nogil=True)
def on_clock(block, first, t_min, x, y, step, out_x, out_y):
    """Place of each trace of `block` at every multiple of `step` minutes: in a straight line between its fixes.

    Before the first fix it is at the first, after the last at the last. Outs are (traces, ticks).
    """
    for trace in range(block[0], block[1]):
        i, last = first[trace], first[trace + 1] - 1
        for tick in range(out_x.shape[1]):
            t = np.int64(tick) * step
            while i < last and t_min[i + 1] <= t:
                i += 1
            if i == last or t <= t_min[i]:
                out_x[trace, tick], out_y[trace, tick] = x[i], y[i]
            else:
                span, gone = np.int64(t_min[i + 1]) - t_min[i], t - t_min[i]
                out_x[trace, tick] = x[i] + (np.int64(x[i + 1]) - x[i]) * gone // span
                out_y[trace, tick] = y[i] + (np.int64(y[i + 1]) - y[i]) * gone // span


@njit(cache=True, nogil=True)
def mean_gap(a, b, x, y):
    """Mean distance of two traces over the ticks, in decimetres."""
    total = 0.0
    for tick in range(x.shape[1]):
        dx, dy = float(x[a, tick]) - x[b, tick], float(y[a, tick]) - y[b, tick]
        total += math.sqrt(dx * dx + dy * dy)
    return total / x.shape[1]


@njit(cache=True, nogil=True)
def cluster_bucket(members, k, drop, x, y, axis):
    """Axis of each member: the trace its cluster is drawn to; -1 for the `drop` members without near neighbours.

    The first axis is the first member, each next the one farthest from the axis before; its cluster are the k - 1
    nearest that are free. Fewer than `k` that are left join the nearest axis.
    """
    n = members.size
    gap = np.zeros((n, n))
    for i in range(n):
        for j in range(i):
            gap[i, j] = gap[j, i] = mean_gap(members[i], members[j], x, y)
    free, n_free = np.ones(n, np.bool_), n - drop
    lonely = np.empty(n)
    for i in range(n):
        lonely[i] = np.sort(gap[i])[k - 1]
    for i in np.argsort(-lonely, kind="mergesort")[:drop]:
        free[i] = False
        axis[members[i]] = -1
    pivot, pivots = -1, np.zeros(n, np.bool_)
    while n_free >= k:
        far, found = -1.0, -1
        for i in range(n):
            if free[i] and (found < 0 or (pivot >= 0 and gap[pivot, i] > far)):
                far, found = gap[pivot, i] if pivot >= 0 else 0.0, i
        pivot = found
        pivots[pivot] = True
        axis[members[pivot]], free[pivot] = members[pivot], False
        taken = 1
        for i in np.argsort(gap[pivot], kind="mergesort"):
            if taken < k and free[i]:
                axis[members[i]], free[i] = members[pivot], False
                taken += 1
        n_free -= k
    for i in range(n):
        if free[i]:
            near, found = np.inf, -1
            for j in range(n):
                if pivots[j] and gap[i, j] < near:
                    near, found = gap[i, j], j
            axis[members[i]] = members[found]


@njit(cache=True, nogil=True)
def draw_together(block, shown, axis, half, x, y, out_x, out_y):
    """Places of the traces `shown` of `block`: moved straight towards their axis until `half` away, if further."""
    for at in range(block[0], block[1]):
        own, to = shown[at], axis[shown[at]]
        for tick in range(x.shape[1]):
            dx, dy = np.int64(x[own, tick]) - x[to, tick], np.int64(y[own, tick]) - y[to, tick]
            far = dx * dx + dy * dy
            if far > half * half:
                share = half / math.sqrt(float(far))
                dx, dy = np.int64(dx * share), np.int64(dy * share)
            out_x[at, tick], out_y[at, tick] = x[to, tick] + dx, y[to, tick] + dy
