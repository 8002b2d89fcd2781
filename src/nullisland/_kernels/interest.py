"""Points of interest: stays drawn together, matched between two traces; how far fixes lie off a path."""

import numpy as np
from numba import njit


@njit(cache=True, nogil=True)
def gather_stays(first, x, y, reach, out_x, out_y, counts, block):
    """Draw the stays of traces block[0] .. block[1] - 1 together: each joins the nearest point within `reach`.

    A point is the mean of its stays. The points of trace t are written to `out_x[first[t] : first[t] +
    counts[t]]`.
    """
    for t in range(block[0], block[1]):
        low = first[t]
        size = np.zeros(first[t + 1] - low, np.int64)
        n = 0
        for i in range(low, first[t + 1]):
            best, near = -1, reach * reach
            for j in range(n):
                dx, dy = out_x[low + j] - x[i], out_y[low + j] - y[i]
                if dx * dx + dy * dy <= near:
                    best, near = j, dx * dx + dy * dy
            if best < 0:
                best, n = n, n + 1
                out_x[low + best], out_y[low + best] = 0.0, 0.0
            size[best] += 1
            out_x[low + best] += (x[i] - out_x[low + best]) / size[best]
            out_y[low + best] += (y[i] - out_y[low + best]) / size[best]
        counts[t] = n


@njit(cache=True, nogil=True)
def match_points(own, found, reach, out, block):
    """How many points of each pair of traces are within `reach`, each used once, the nearest pair first.

    `own` and `found` are (first, x, y) of points; out[t] counts the pairs of trace t.
    """
    for t in range(block[0], block[1]):
        a, b = own[0][t], found[0][t]
        n, m = own[0][t + 1] - a, found[0][t + 1] - b
        free_a, free_b = np.ones(n, np.bool_), np.ones(m, np.bool_)
        out[t] = 0
        while True:
            best, at, to = reach * reach, -1, -1
            for i in range(n):
                for j in range(m):
                    if free_a[i] and free_b[j]:
                        dx, dy = own[1][a + i] - found[1][b + j], own[2][a + i] - found[2][b + j]
                        if dx * dx + dy * dy <= best and (at < 0 or dx * dx + dy * dy < best):
                            best, at, to = dx * dx + dy * dy, i, j
            if at < 0:
                break
            free_a[at], free_b[to] = False, False
            out[t] += 1


@njit(cache=True, nogil=True)
def off_path(path, fixes, row, period_min, out, block):
    """Distance of each fix to the path its person took in the same period: fixes block[0] .. block[1] - 1.

    `path` is (first, t_min, x, y), `fixes` (t_min, x, y); `row[i]` is the trace of fix i in `path`. NaN where the
    person has no path then.
    """
    for i in range(block[0], block[1]):
        low, high = path[0][row[i]], path[0][row[i] + 1]
        period = fixes[0][i] // period_min
        a = low + np.searchsorted(path[1][low:high], period * period_min)
        b = low + np.searchsorted(path[1][low:high], (period + 1) * period_min)
        px, py = np.float64(fixes[1][i]), np.float64(fixes[2][i])
        best = np.inf
        for k in range(a, b):
            x0, y0 = np.float64(path[2][k]), np.float64(path[3][k])
            ux, uy = 0.0, 0.0
            if k + 1 < b:
                ux, uy = path[2][k + 1] - x0, path[3][k + 1] - y0
            long2 = ux * ux + uy * uy
            along = 0.0
            if long2 > 0:
                along = min(max(((px - x0) * ux + (py - y0) * uy) / long2, 0.0), 1.0)
            dx, dy = px - x0 - along * ux, py - y0 - along * uy
            best = min(best, dx * dx + dy * dy)
        out[i] = np.sqrt(best) if best < np.inf else np.nan
