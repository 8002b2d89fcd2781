"""Streets as people name them: runs of edges that go on straight."""

import numpy as np
from numba import njit


@njit(cache=True, nogil=True)
def join_straight(x, y, ends, kind, first, halves, onward):
    """Pair the edges that continue each other at every node, the straightest first.

    `ends` (n_edges, 2) nodes; half-edge 2 * e + s leaves from ends[e, s]. Those that leave node k are
    halves[first[k] : first[k + 1]]. Only edges of one `kind` that turn by less than 37 degrees are
    joined. `onward` (2 * n_edges,) gets the half-edge that continues backwards over the node, or -1.
    """
    onward[:] = -1
    for node in range(first.size - 1):
        while True:
            best, left, right = -0.8, -1, -1
            for i in range(first[node], first[node + 1]):
                h = halves[i]
                if onward[h] >= 0:
                    continue
                far = ends[h >> 1, 1 - (h & 1)]
                ux, uy = float(x[far] - x[node]), float(y[far] - y[node])
                for j in range(i + 1, first[node + 1]):
                    g = halves[j]
                    if onward[g] >= 0 or kind[g >> 1] != kind[h >> 1]:
                        continue
                    far = ends[g >> 1, 1 - (g & 1)]
                    vx, vy = float(x[far] - x[node]), float(y[far] - y[node])
                    cosine = (ux * vx + uy * vy) / np.sqrt((ux * ux + uy * uy) * (vx * vx + vy * vy))
                    if cosine < best:
                        best, left, right = cosine, h, g
            if left < 0:
                break
            onward[left], onward[right] = right, left


@njit(cache=True, nogil=True)
def walk_streets(length, onward, longest, street, start, forward):
    """Number the streets; return how many. A street longer than `longest` ends and another begins.

    For each edge: `street` its number, `start` the length from the street's beginning to the edge, and
    `forward` 1 if the street runs from the edge's first end to its second.
    """
    street[:] = -1
    n = 0
    for e in range(length.size):
        if street[e] >= 0:
            continue
        leave = 2 * e
        while onward[leave] >= 0 and street[onward[leave] >> 1] < 0:
            leave = onward[leave] ^ 1
            if leave >> 1 == e:
                break
        run = 0
        while street[leave >> 1] < 0:
            edge = leave >> 1
            if run > longest:
                n += 1
                run = 0
            street[edge], start[edge], forward[edge] = n, run, 1 - (leave & 1)
            run += length[edge]
            following = onward[leave ^ 1]
            if following < 0:
                break
            leave = following
        n += 1
    return n
