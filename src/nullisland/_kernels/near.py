"""How likely each trace is the one that every clue is about, when fixes were moved by planar Laplace noise."""

from math import exp, hypot, log, pi

import numpy as np
from numba import njit

DEEP = -12.0
"""A trace that is less likely than exp(-12) at one clue is none: else every clue would be held against everybody."""


@njit(cache=True, nogil=True)
def clue_weight(rows, home, clue, noise):
    """Log-probability that somebody was in the square of a clue, given the `rows` (x, y) of its slot.

    They were at their averaged `home` with odds that the rows give, or else where one of the rows points to.
    `clue`: (x, y) of a square. `noise`: (half a square, epsilon, sigma of an averaged home, share of time at home,
    area of everywhere else).
    """
    half, epsilon, sigma, at_home, area = noise
    unit, n = epsilon * epsilon / (2 * pi), rows[0].size
    there, from_home = 0.0, 0.0
    for i in range(n):
        dx, dy = abs(rows[0][i] - clue[0]) - half, abs(rows[1][i] - clue[1]) - half
        there += exp(-epsilon * hypot(max(0.0, dx), max(0.0, dy))) / n
        from_home += unit * exp(-epsilon * hypot(rows[0][i] - home[0], rows[1][i] - home[1])) / n
    chance = min(1.0, unit * 4 * half * half) * there
    if not np.isnan(home[0]):
        odds = at_home * from_home / (at_home * from_home + (1 - at_home) / area)
        dx, dy = max(0.0, abs(home[0] - clue[0]) - half), max(0.0, abs(home[1] - clue[1]) - half)
        chance = (1 - odds) * chance + odds * exp(-(dx * dx + dy * dy) / (2 * sigma * sigma))
    return log(max(chance, 1e-300))


@njit(cache=True, nogil=True)
def weigh_near(table, homes, clues, noise, out, block):
    """Name the likeliest trace of each target, its share of all likelihood, and how many come near it.

    `table`: (start, who, x, y), rows of slot s are start[s] : start[s + 1], by trace. `homes`: (x, y) of each trace,
    NaN: unknown. `clues`: (x, y, slot), each (n, k). A trace without a row in the slot of a clue, or far from it, is
    none.
    `out`: (trace, share, near): -1 for no trace; near: those at least 1/20 as likely as the best.
    """
    start, who, x, y = table
    clue_x, clue_y, slot = clues
    best, share, close = out
    k = slot.shape[1]
    level = np.full(homes[0].size, -1, np.int64)
    total = np.zeros(homes[0].size)
    alive = np.empty(homes[0].size, np.int64)
    for i in range(block[0], block[1]):
        base, n_alive = (i - block[0]) * k, 0
        for j in range(k):
            row, stop = start[slot[i, j]], start[slot[i, j] + 1]
            while row < stop:
                trace, begin = who[row], row
                while row < stop and who[row] == trace:
                    row += 1
                if j and level[trace] != base + j - 1:
                    continue
                rows, home = (x[begin:row], y[begin:row]), (homes[0][trace], homes[1][trace])
                value = clue_weight(rows, home, (clue_x[i, j], clue_y[i, j]), noise)
                if value < DEEP:
                    continue
                total[trace] = total[trace] + value if j else value
                level[trace] = base + j
                if j == k - 1:
                    alive[n_alive] = trace
                    n_alive += 1
        best[i], share[i], close[i] = -1, 0.0, 0
        if n_alive:
            values = total[alive[:n_alive]]
            top = values.max()
            best[i] = alive[values.argmax()]
            share[i] = 1.0 / np.exp(values - top).sum()
            close[i] = (values - top >= log(0.05)).sum()
