"""The network of a day: which places somebody was at, and between which of them they went."""

import numpy as np
from numba import njit

MOST_NODES = 6
"""Days with more places are counted, not told apart."""


@njit(cache=True, nogil=True)
def daily_networks(first, place, arrive, leave, days, networks):
    """Fill networks[person, day] with nodes + 8 * edges; days are cut at midnight.

    Nodes are numbered as they are first visited; bit 6 * i + j of edges is set if somebody went from i to j. A day
    with more than six places holds 7, a day spent wholly on the way 0.
    """
    nodes = np.empty(MOST_NODES, np.int64)
    for person in range(first.size - 1):
        row = first[person]
        stop = first[person + 1]
        for day in range(days):
            begin, end = day * 1440, (day + 1) * 1440
            while row < stop and leave[row] <= begin:
                row += 1
            count, edges, last, i = 0, np.int64(0), -1, row
            while i < stop and arrive[i] < end:
                at = 0
                while at < count and nodes[at] != place[i]:
                    at += 1
                if at == MOST_NODES:
                    count = MOST_NODES + 1
                    break
                if at == count:
                    nodes[at] = place[i]
                    count += 1
                if last >= 0:
                    edges |= np.int64(1) << (MOST_NODES * last + at)
                last = at
                i += 1
            networks[person, day] = 7 if count > MOST_NODES else count + 8 * edges
