"""How likely each trace is the one that every clue is about, when fixes were moved by planar Laplace noise.

A run is what one trace reports in one hour: rows `first[r] : first[r + 1]` of x and y. The runs of an hour stand
together, by trace.
"""

from math import exp, pi, sqrt

import numpy as np
from numba import njit

DEEP = -12.0
"""A trace that is less likely than exp(-12) at one clue is none: else every clue would be held against everybody."""

_FLOOR = exp(DEEP)
_NOTHING = 80.0
"""exp(-80) added to anything that counts changes no bit of it."""


@njit(cache=True, nogil=True)
def outside2(x, y, place, half):
    """Squared distance of a point from a square of which `place` is the middle; 0 inside."""
    dx, dy = max(0.0, abs(x - place[0]) - half), max(0.0, abs(y - place[1]) - half)
    return dx * dx + dy * dy


@njit(cache=True, nogil=True)
def count_hours(first, t_min, slot_min, rows, runs):
    """Add to rows[h + 1] and runs[h + 1] how many rows and runs of all traces are in hour h."""
    for trace in range(first.size - 1):
        before = -1
        for i in range(first[trace], first[trace + 1]):
            hour = t_min[i] // slot_min
            rows[hour + 1] += 1
            runs[hour + 1] += hour != before
            before = hour


@njit(cache=True, nogil=True)
def fill_hours(first, fixes, slot_min, at, out):
    """Put the fixes (t, x, y) of all traces, each in time order, into hours.

    `at` = (rows, runs): the first row and run of each hour; used up. `out` = (first, who, x, y): the first row and the
    trace of each run, and the places of all rows.
    """
    t_min, x, y = fixes
    row, run = at
    first_row, who, out_x, out_y = out
    for trace in range(first.size - 1):
        before = -1
        for i in range(first[trace], first[trace + 1]):
            hour = t_min[i] // slot_min
            if hour != before:
                first_row[run[hour]], who[run[hour]] = row[hour], trace
                run[hour] += 1
                before = hour
            out_x[row[hour]], out_y[row[hour]] = x[i], y[i]
            row[hour] += 1


@njit(cache=True, nogil=True)
def weigh_homes(runs, homes, noise, odds, block):
    """Probability that the trace of each run was at its averaged home then, as far as its rows say: odds[r].

    `runs` = (first, who, x, y). `homes` = (x, y) of each trace, NaN: unknown, and the probability 0. `noise` =
    (epsilon, share of time at home, area of everywhere else).
    """
    first, who, x, y = runs
    epsilon, at_home, area = noise
    unit = epsilon * epsilon / (2 * pi)
    for r in range(block[0], block[1]):
        home_x, home_y = homes[0][who[r]], homes[1][who[r]]
        odds[r] = 0.0
        if np.isnan(home_x):
            continue
        from_home = 0.0
        for i in range(first[r], first[r + 1]):
            dx, dy = x[i] - home_x, y[i] - home_y
            from_home += unit * exp(-epsilon * sqrt(dx * dx + dy * dy))
        from_home *= at_home / (first[r + 1] - first[r])
        odds[r] = from_home / (from_home + (1 - at_home) / area)


@njit(cache=True, nogil=True, inline="always")  # a call would count references to x and y
def clue_chance(rows, home, odds, place, law):
    """Probability that somebody was in the square about `place`, given the rows (x, y, start, stop) of its hour.

    They were at their averaged `home` with probability `odds`, or else where one of the rows points to. `law`: (half
    a square, epsilon, sigma of an averaged home, probability of the square at its middle).
    """
    x, y, start, stop = rows
    half, epsilon, sigma, scale = law
    there = 0.0
    for i in range(start, stop):
        there += exp(-epsilon * sqrt(outside2(x[i], y[i], place, half)))
    chance = (1 - odds) * scale * there / (stop - start)
    if odds > 0:
        from_home = outside2(home[0], home[1], place, half) / (2 * sigma * sigma)
        if from_home < _NOTHING:
            chance += odds * exp(-from_home)
    return chance


@njit(cache=True, nogil=True)
def weigh_near(table, homes, clues, noise, out, block):
    """Name the likeliest trace by each target's first clue, first two, ...; its share; and how many come near it.

    `table`: (start, first, who, x, y, odds), runs of hour h are start[h] : start[h + 1], and `odds` those of
    `weigh_homes`. `clues`: (x, y, hour), each (n, k). `noise`: (half a square, epsilon, sigma of an averaged home). A
    trace without a row in the hour of a clue, or far from it, is none. `out`: (trace, share, near), each (n, k): -1
    for no trace; near: those at least 1/20 as likely as the best.
    """
    start, first, who, x, y, odds = table
    best, share, close = out
    half, epsilon, sigma = noise
    law = (half, epsilon, sigma, min(1.0, epsilon * epsilon / (2 * pi) * 4 * half * half))
    k = clues[2].shape[1]
    level, value = np.full(homes[0].size, -1, np.int64), np.zeros(homes[0].size)
    alive = np.empty(homes[0].size, np.int64)
    for i in range(block[0], block[1]):
        before = (i - block[0]) * k - 1
        for j in range(k):
            place, hour, size = (clues[0][i, j], clues[1][i, j]), clues[2][i, j], 0
            for run in range(start[hour], start[hour + 1]):
                trace = who[run]
                if j and level[trace] != before + j:
                    continue
                rows = (x, y, first[run], first[run + 1])
                chance = clue_chance(rows, (homes[0][trace], homes[1][trace]), odds[run], place, law)
                if chance < _FLOOR:
                    continue
                value[trace] = value[trace] * chance if j else chance
                level[trace] = before + j + 1
                alive[size] = trace
                size += 1
            best[i, j], share[i, j], close[i, j] = likeliest(value, alive[:size])


@njit(cache=True, nogil=True)
def likeliest(value, alive):
    """The trace of `alive` with the largest value, its share of all, and how many have at least 1/20 of it."""
    best, top, total, close = -1, 0.0, 0.0, 0
    for trace in alive:
        total += value[trace]
        if value[trace] > top:
            best, top = trace, value[trace]
    for trace in alive:
        close += value[trace] >= top / 20
    return best, top / total if alive.size else 0.0, close
