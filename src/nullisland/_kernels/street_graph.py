"""Which junctions a street joins: exact whole-number geometry on a bucket grid."""

import numpy as np
from numba import njit


@njit(cache=True, nogil=True)
def thin_points(x, y, room, order, first, columns, rows, cell, keep):
    """Keep points in priority order, each at least the smaller of both rooms away from all kept before.

    Points are sorted by grid cell of side `cell`: those of cell k are first[k] : first[k + 1]. `order`
    lists them by falling priority. `room` is at most `cell`. `keep` (n,) uint8 is filled with 0 or 1.
    """
    keep[:] = 0
    for i in order:
        column, row = x[i] // cell, y[i] // cell
        free = True
        for r in range(max(row - 1, 0), min(row + 2, rows)):
            for c in range(max(column - 1, 0), min(column + 2, columns)):
                for j in range(first[r * columns + c], first[r * columns + c + 1]):
                    if keep[j]:
                        gap = min(room[i], room[j])
                        dx, dy = x[i] - x[j], y[i] - y[j]
                        if dx * dx + dy * dy < gap * gap:
                            free = False
        keep[i] = free


@njit(cache=True, nogil=True)
def gabriel_pairs(x, y, first, columns, rows, cell, reach, out):
    """Pairs (i < j) with no third point in the closed disc on their connection; return how many.

    Such a graph is planar and holds the minimum spanning tree. Pairs further apart than `reach` cells are
    left out. Points are sorted by cell as in `thin_points`.
    """
    n = 0
    for i in range(x.size):
        column, row = x[i] // cell, y[i] // cell
        low_row, high_row = max(row - reach, 0), min(row + reach + 1, rows)
        low_column, high_column = max(column - reach, 0), min(column + reach + 1, columns)
        for r in range(low_row, high_row):
            for j in range(first[r * columns + low_column], first[r * columns + high_column]):
                dx, dy = x[i] - x[j], y[i] - y[j]
                if j <= i or dx * dx + dy * dy > cell * cell * reach * reach:
                    continue
                alone = True
                for r2 in range(low_row, high_row):
                    if not alone:
                        break
                    for k in range(first[r2 * columns + low_column], first[r2 * columns + high_column]):
                        dot = (x[i] - x[k]) * (x[j] - x[k]) + (y[i] - y[k]) * (y[j] - y[k])
                        if dot <= 0 and k != i and k != j:
                            alone = False
                            break
                if alone:
                    if n < out.shape[0]:
                        out[n, 0], out[n, 1] = i, j
                    n += 1
    return n


@njit(cache=True, nogil=True)
def _root(parent, i):
    while parent[i] != i:
        parent[i] = parent[parent[i]]
        i = parent[i]
    return i


@njit(cache=True, nogil=True)
def choose_edges(x, y, pairs, must, skip, sharp, most, taken):
    """Go through the pairs in order and lay the streets that a town would; fill `taken` with 0 or 1.

    A pair that joins two parts not yet joined is always taken, and so is one with `must`. Another one is
    left out if `skip`, or if it meets a street at either end at an angle whose squared cosine exceeds
    sharp / 128, or if an end has `most` streets already. Ends have at most 8 streets looked at.
    """
    parent = np.arange(x.size)
    degree = np.zeros(x.size, np.int64)
    others = np.zeros((x.size, 8), np.int64)
    for e in range(pairs.shape[0]):
        a, b = pairs[e, 0], pairs[e, 1]
        ra, rb = _root(parent, a), _root(parent, b)
        good = ra != rb or must[e]
        if not good and not skip[e] and degree[a] < most and degree[b] < most:
            good = True
            for side in range(2):
                here, there = (a, b) if side == 0 else (b, a)
                ux, uy = x[there] - x[here], y[there] - y[here]
                for k in range(min(degree[here], 8)):
                    o = others[here, k]
                    vx, vy = x[o] - x[here], y[o] - y[here]
                    dot = ux * vx + uy * vy
                    if (
                        dot > 0
                        and float(dot) * dot * 128 > float(ux * ux + uy * uy) * (vx * vx + vy * vy) * sharp
                    ):
                        good = False
        taken[e] = good
        if good:
            parent[ra] = rb
            if degree[a] < 8:
                others[a, degree[a]] = b
            if degree[b] < 8:
                others[b, degree[b]] = a
            degree[a] += 1
            degree[b] += 1


@njit(cache=True, nogil=True)
def walk_faces(onward, face, turn):
    """Number the cycles of the permutation `onward`; `turn` gets each member's position in its cycle."""
    face[:] = -1
    n = 0
    for h in range(onward.size):
        k = 0
        i = h
        while face[i] < 0:
            face[i], turn[i] = n, k
            k += 1
            i = onward[i]
        if k:
            n += 1
    return n
