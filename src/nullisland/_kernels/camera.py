"""Who passes a street camera, and when."""

from collections import namedtuple

import numpy as np
from numba import njit

from nullisland._kernels.random import draw, person_key
from nullisland._kernels.trips import ALONG, BY, X, Y, no_memory, recall_trip

Watched = namedtuple("Watched", "key missed first camera x y")
"""Streets in view: edge e is seen by `camera[first[e] : first[e + 1]]`, best at the point x, y of it."""

_LOW32 = np.uint64(0xFFFFFFFF)


@njit(cache=True, nogil=True)
def sightings(watched, rows, street, block, first, out):
    """Count or write the sightings of `block`: first row of `rows`, row after it, id of row 0.

    With `out` of no columns: count each person's sightings into `first[i + 1]`. Otherwise write (minute,
    camera) from column `first[i]` on. A camera sees each trip once at most, when it first comes past.
    """
    ways, doors = street
    memory = no_memory(ways)
    seen = np.empty((2, len(watched.camera) + 1), np.int64)
    visit_first, place, arrive, leave = rows.first, rows.place, rows.arrive, rows.leave
    for i in range(block[0], block[1]):
        key = person_key(watched.key, block[2] + i)
        at = first[i] if out.shape[1] else 0
        for v in range(visit_first[i], visit_first[i + 1] - 1):
            minutes = arrive[v + 1] - leave[v]
            if minutes <= 0 or place[v] == place[v + 1]:
                continue
            slot = recall_trip(ways, doors, memory, place[v], place[v + 1])
            line, points = memory.lines[slot], memory.tags[slot, 2]
            length = max(np.int64(line[points - 1, ALONG]), 1)
            for s in range(_passes(watched, line, points, seen)):
                camera = seen[0, s]
                if (draw(key, leave[v], camera) & _LOW32) < watched.missed:
                    continue
                if out.shape[1]:
                    out[0, at] = leave[v] + min(seen[1, s] * minutes // length, minutes - 1)
                    out[1, at] = camera
                at += 1
        if not out.shape[1]:
            first[i + 1] = at


@njit(cache=True, nogil=True)
def _passes(watched, line, points, seen):
    """Cameras that a trip comes past, and after how many decimetres, in this order; their number."""
    n = 0
    for k in range(points - 1):
        edge = line[k + 1, BY]
        if edge < 0:
            continue
        dx, dy = np.int64(line[k + 1, X]) - line[k, X], np.int64(line[k + 1, Y]) - line[k, Y]
        square = dx * dx + dy * dy
        start = n
        for j in range(watched.first[edge], watched.first[edge + 1]):
            ahead = (watched.x[j] - line[k, X]) * dx + (watched.y[j] - line[k, Y]) * dy
            if square == 0 or ahead < 0 or ahead > square:
                continue
            known = False
            for s in range(n):
                known |= seen[0, s] == watched.camera[j]
            if known:
                continue
            at = line[k, ALONG] + ahead * (line[k + 1, ALONG] - line[k, ALONG]) // square
            s = n
            while s > start and seen[1, s - 1] > at:
                seen[0, s], seen[1, s] = seen[0, s - 1], seen[1, s - 1]
                s -= 1
            seen[0, s], seen[1, s] = watched.camera[j], at
            n += 1
    return n
