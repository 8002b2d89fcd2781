"""Fit buildings between streets and between each other, and spread places over them."""

import numpy as np
from numba import njit


@njit(cache=True, nogil=True)
def _apart(corners, i, j, x, y, ux, uy, wide, deep, gap):
    """True if one side of rectangle i separates it from the corners of rectangle j by `gap`."""
    low_a = low_b = 1 << 40
    high_a = high_b = -(1 << 40)
    for c in range(4):
        dx, dy = corners[j, c, 0] - x[i], corners[j, c, 1] - y[i]
        a = (dx * ux[i] + dy * uy[i]) >> 15
        b = (dy * ux[i] - dx * uy[i]) >> 15
        low_a, high_a = min(low_a, a), max(high_a, a)
        low_b, high_b = min(low_b, b), max(high_b, b)
    w, d = wide[i] + gap, deep[i] + gap
    return low_a > w or high_a < -w or low_b > d or high_b < -d


@njit(cache=True, nogil=True)
def fit_lots(corners, x, y, ux, uy, wide, deep, order, first, columns, rows, cell, west, south, fits):
    """Keep, in order, the rectangles that fit and stand clear of all kept before: `fits` 2, others 0.

    Rectangle i has its middle at (x, y), the unit vector (ux, uy) / 32768 along its front, half sizes `wide`
    and `deep`. Middles are sorted by bucket of side `cell`, no two that touch are further apart than a cell.
    """
    for i in order:
        if not fits[i]:
            continue
        column, row = (x[i] - west) // cell, (y[i] - south) // cell
        fits[i] = 2
        for r in range(max(row - 1, 0), min(row + 2, rows)):
            for j in range(
                first[r * columns + max(column - 1, 0)], first[r * columns + min(column + 1, columns - 1) + 1]
            ):
                if fits[j] == 2 and j != i:
                    reach = wide[i] + deep[i] + wide[j] + deep[j] + 20
                    if abs(x[i] - x[j]) < reach and abs(y[i] - y[j]) < reach:
                        if not _apart(corners, i, j, x, y, ux, uy, wide, deep, 8):
                            if not _apart(corners, j, i, x, y, ux, uy, wide, deep, 8):
                                fits[i] = 0


@njit(cache=True, nogil=True)
def clear_of_points(x, y, ux, uy, wide, deep, px, py, room, first, columns, rows, cell, west, south, fits):
    """Clear `fits` of every rectangle with a street point nearer than that point's `room`."""
    for i in range(x.size):
        column, row = (x[i] - west) // cell, (y[i] - south) // cell
        for r in range(max(row - 1, 0), min(row + 2, rows)):
            if column < -1 or column > columns:
                continue
            low, high = max(column - 1, 0), min(column + 1, columns - 1)
            for j in range(first[r * columns + low], first[r * columns + high + 1]):
                dx, dy = px[j] - x[i], py[j] - y[i]
                a = abs((dx * ux[i] + dy * uy[i]) >> 15)
                b = abs((dy * ux[i] - dx * uy[i]) >> 15)
                if a < wide[i] + room[j] and b < deep[i] + room[j]:
                    fits[i] = 0


@njit(cache=True, nogil=True)
def pick_spread(ladder, targets, taken, out):
    """For each target take the slot whose rung of the rising `ladder` holds it, or the next free one."""
    n = ladder.size
    for t in range(targets.size):
        i = np.searchsorted(ladder, targets[t], side="right")
        i = min(i, n - 1)
        for _ in range(n):
            if not taken[i]:
                break
            i = i + 1 if i + 1 < n else 0
        taken[i] = 1
        out[t] = i
