"""Stays and trips read off fixes, and the path at constant steps."""

import math

import numpy as np
from numba import njit


@njit(cache=True, nogil=True)
def find_stays(block, first, t_min, x, y, rule, until):
    """Mark the stays of each trace of `block`; rule: radius in decimetres, least minutes.

    A stay begins at a fix and lasts while the fixes that follow lie within the radius of it; it counts if first
    and last are `least` minutes apart (Li et al. 2008, ACM GIS, "Mining user similarity", stay points).
    `until[i]` becomes the row after the stay that begins at row i, 0 for every other row.
    """
    square, least = np.int64(rule[0]) * np.int64(rule[0]), np.int64(rule[1])
    for trace in range(block[0], block[1]):
        i, stop = first[trace], first[trace + 1]
        while i < stop:
            j = i + 1
            while j < stop:
                dx, dy = np.int64(x[j]) - x[i], np.int64(y[j]) - y[i]
                if dx * dx + dy * dy > square:
                    break
                j += 1
            if np.int64(t_min[j - 1]) - t_min[i] >= least:
                until[i] = j
                i = j
            else:
                until[i] = 0
                i += 1


@njit(cache=True, nogil=True)
def copy_runs(block, start, first, column, out):
    """Copy the rows from `start[i]` on to `first[i] : first[i + 1]` for the runs of `block`."""
    for i in range(block[0], block[1]):
        for k in range(first[i + 1] - first[i]):
            out[first[i] + k] = column[start[i] + k]


@njit(cache=True, nogil=True)
def number_trips(block, first, t_min, until, trip):
    """Trip of every row of the traces of `block`: one more after the middle of each stay of `find_stays`."""
    for trace in range(block[0], block[1]):
        n, i = 0, first[trace]
        while i < first[trace + 1]:
            if until[i] == 0:
                trip[i] = n
                i += 1
                continue
            middle = (np.int64(t_min[i]) + t_min[until[i] - 1]) // 2
            for k in range(i, until[i]):
                trip[k] = n if t_min[k] <= middle else n + 1
            n += 1
            i = until[i]


@njit(cache=True, nogil=True)
def even_steps(begin, end, x, y, step, out_x, out_y):
    """Points `step` apart in a straight line along the path of rows begin .. end - 1; their number.

    The first is the first row; each next is where the path leaves the circle of radius `step` around the one
    before. With empty outs they are only counted.
    """
    if begin == end:
        return 0
    write = out_x.size > 0
    at_x, at_y = float(x[begin]), float(y[begin])
    here_x, here_y = at_x, at_y
    n = 0
    if write:
        out_x[n], out_y[n] = at_x, at_y
    n += 1
    for row in range(begin + 1, end):
        to_x, to_y = float(x[row]), float(y[row])
        while (to_x - at_x) ** 2 + (to_y - at_y) ** 2 >= step * step:
            dx, dy = to_x - here_x, to_y - here_y
            gx, gy = here_x - at_x, here_y - at_y
            a = dx * dx + dy * dy
            b = gx * dx + gy * dy
            c = gx * gx + gy * gy - step * step
            share = min(1.0, (-b + math.sqrt(max(0.0, b * b - a * c))) / a)
            here_x, here_y = here_x + share * dx, here_y + share * dy
            at_x, at_y = here_x, here_y
            if write:
                out_x[n], out_y[n] = at_x, at_y
            n += 1
        here_x, here_y = to_x, to_y
    return n


@njit(cache=True, nogil=True)
def count_steps(block, edges, x, y, step, counts):
    """Number of points of `even_steps` of each path of `block`; path i is rows edges[i] .. edges[i + 1] - 1."""
    none = np.empty(0)
    for i in range(block[0], block[1]):
        counts[i] = even_steps(edges[i], edges[i + 1], x, y, step, none, none)


@njit(cache=True, nogil=True)
def write_steps(block, edges, x, y, step, first, out_x, out_y):
    """Points of `even_steps` of each path of `block`, at `first[i] : first[i + 1]`."""
    for i in range(block[0], block[1]):
        rows = slice(first[i], first[i + 1])
        even_steps(edges[i], edges[i + 1], x, y, step, out_x[rows], out_y[rows])
