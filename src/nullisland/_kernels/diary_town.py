"""Tables of a town for the diary: where people of one zone go, by gravity."""

import math

import numpy as np
from numba import njit

from nullisland._kernels.random import below, draw, person_key


@njit(cache=True, nogil=True)
def fill_table(ids, pulls, bits, table):
    """Fill a table with ids in proportion to their pulls: systematic sampling, one lot for the whole table.

    Entry j is the id at which the running sum of pulls first exceeds (j + lot) / size of the total. All -1 if
    the total is 0.
    """
    total = np.int64(0)
    for pull in pulls:
        total += pull
    if total == 0:
        table[:] = -1
        return
    lot = below(bits, min(total, 1 << 31))
    at = 0
    reached = pulls[0]
    for j in range(table.size):
        want = (j * total + (lot if total <= 1 << 31 else lot * (total >> 31))) // table.size
        while reached <= want:
            at += 1
            reached += pulls[at]
        table[j] = ids[at]


@njit(cache=True, nogil=True)
def pull_of(weight, metres, gravity, reach):
    """How strongly a place draws people over a distance, as a whole number; `gravity` is (near_m, far_m).

    Of near places (reach 0): weight / (near + distance)^4; of far ones (1): weight / (far + distance).
    """
    if reach == 0:
        squared = (gravity[0] + metres) * (gravity[0] + metres)
        return weight * max((1 << 60) // (squared * squared), 1)
    return weight * ((1 << 30) // (gravity[1] + metres))


@njit(cache=True, nogil=True)
def fill_choices(wanted, zones, places, first, weights, gravity, key, span, choices):
    """Fill choices[i, kind, reach] for the zones wanted[i], i from span[0] to span[1].

    zones (n, 2): centres. The candidates of kind k are first[k] : first[k + 1] of `places` (x, y, id) and
    weights. gravity (kinds, 2): near_m, far_m.
    """
    most = np.int64(0)
    for kind in range(first.size - 1):
        most = max(most, first[kind + 1] - first[kind])
    pulls = np.empty((2, most), np.int64)
    for row in range(span[0], span[1]):
        zone = wanted[row]
        zone_key = person_key(key, zone)
        for kind in range(first.size - 1):
            low, high = first[kind], first[kind + 1]
            for i in range(low, high):
                dx = np.int64(places[i, 0]) - zones[zone, 0]
                dy = np.int64(places[i, 1]) - zones[zone, 1]
                metres = np.int64(math.sqrt(float(dx * dx + dy * dy))) // 10
                for reach in range(2):
                    pulls[reach, i - low] = pull_of(np.int64(weights[i]), metres, gravity[kind], reach)
            for reach in range(2):
                bits = draw(zone_key, reach, kind)
                fill_table(places[low:high, 2], pulls[reach, : high - low], bits, choices[row, kind, reach])
