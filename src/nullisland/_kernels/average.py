"""Middles of noisy reports, and centres of holes."""

from math import hypot

import numpy as np
from numba import njit

_STEPS = 200


@njit(cache=True, nogil=True)
def geometric_median(x, y):
    """The point with the least sum of distances to all (x, y): Weiszfeld's steps from the mean.

    A step that lands on a report leaves that report out of its own mean (Vardi, Zhang 2000, PNAS 97:1423).
    """
    at_x, at_y = x.mean(), y.mean()
    for _ in range(_STEPS):
        sum_x = sum_y = weight = pull_x = pull_y = 0.0
        here = 0
        for i in range(x.size):
            dx, dy = x[i] - at_x, y[i] - at_y
            d = hypot(dx, dy)
            if d < 1e-9:
                here += 1
                continue
            sum_x += x[i] / d
            sum_y += y[i] / d
            weight += 1 / d
            pull_x += dx / d
            pull_y += dy / d
        if weight == 0:
            break
        pull = hypot(pull_x, pull_y)
        share = min(1.0, here / pull) if pull > 0 else 1.0
        new_x = (1 - share) * sum_x / weight + share * at_x
        new_y = (1 - share) * sum_y / weight + share * at_y
        step = hypot(new_x - at_x, new_y - at_y)
        at_x, at_y = new_x, new_y
        if step < 1e-6 * (1 + abs(at_x) + abs(at_y)):
            break
    return at_x, at_y


@njit(cache=True, nogil=True)
def middles(first, x, y, keep, median, out, block):
    """Middle of the kept rows of traces block[0] .. block[1] - 1: out[t] = (x, y, rows); rows 0: none."""
    for t in range(block[0], block[1]):
        size = 0
        for i in range(first[t], first[t + 1]):
            size += keep[i]
        out[t, 0] = out[t, 1] = np.nan
        out[t, 2] = size
        if size == 0:
            continue
        own_x, own_y = np.empty(size), np.empty(size)
        n = 0
        for i in range(first[t], first[t + 1]):
            if keep[i]:
                own_x[n], own_y[n] = x[i], y[i]
                n += 1
        if median:
            out[t, 0], out[t, 1] = geometric_median(own_x, own_y)
        else:
            out[t, 0], out[t, 1] = own_x.mean(), own_y.mean()


@njit(cache=True, nogil=True)
def hole_score(x, y, edge, at_x, at_y, radius, reach, slack):
    """How well a disc fits as a hole: ends of absences near its rim count for it, rows inside against it.

    An end counts 1 at the rim and less with each metre outside, down to 0 at `reach` and beyond.
    """
    score = 0.0
    for i in range(x.size):
        d = hypot(x[i] - at_x, y[i] - at_y)
        if d < radius - slack:
            score -= 1.0
        elif edge[i]:
            score += max(0.0, 1 - max(d - radius, 0.0) / reach)
    return score


@njit(cache=True, nogil=True)
def ends_of_absences(t, gap):
    """Which rows stand before or after `gap` minutes or more without a row, and how many they are."""
    edge = np.zeros(t.size, np.bool_)
    for i in range(1, t.size):
        if t[i] - t[i - 1] >= gap:
            edge[i] = edge[i - 1] = True
    return edge, edge.sum()


@njit(cache=True, nogil=True)
def best_centre(x, y, edge, middle, lattice, radius, slack):
    """Mean of the best centres on a `lattice` (step, steps each way) around `middle`."""
    step, reach = lattice
    best, sum_x, sum_y, n = -np.inf, 0.0, 0.0, 0
    for i in range(-reach, reach + 1):
        for j in range(-reach, reach + 1):
            at_x, at_y = middle[0] + i * step, middle[1] + j * step
            score = hole_score(x, y, edge, at_x, at_y, radius, 3 * radius, slack)
            if score > best + 1e-9:
                best, sum_x, sum_y, n = score, 0.0, 0.0, 0
            if score > best - 1e-9:
                sum_x += at_x
                sum_y += at_y
                n += 1
    return sum_x / n, sum_y / n


@njit(cache=True, nogil=True)
def fit_holes(first, t, x, y, rule, out, block):
    """Centre of the hole in traces block[0] .. block[1] - 1: out[trace] = (x, y, ends); ends < 2: none.

    `rule` = (shortest absence, radius, slack, steps). The last row before and the first after an absence are
    its ends. Centres are tried on a lattice of `steps` to a radius, two radii around the middle of the ends;
    then on one ten times finer. Rows further than four radii from that middle do not count.
    """
    gap, radius, slack, steps = rule
    for trace in range(block[0], block[1]):
        a, b = first[trace], first[trace + 1]
        own_x, own_y = x[a:b].astype(np.float64), y[a:b].astype(np.float64)
        edge, ends = ends_of_absences(t[a:b], gap)
        out[trace, 0] = out[trace, 1] = np.nan
        out[trace, 2] = ends
        if ends < 2:
            continue
        middle = geometric_median(own_x[edge], own_y[edge])
        near = np.hypot(own_x - middle[0], own_y - middle[1]) < 4 * radius
        own_x, own_y, edge = own_x[near], own_y[near], edge[near]
        middle = best_centre(own_x, own_y, edge, middle, (radius / steps, 2 * steps), radius, slack)
        middle = best_centre(own_x, own_y, edge, middle, (radius / steps / 10, 10), radius, slack)
        out[trace, 0], out[trace, 1] = middle
