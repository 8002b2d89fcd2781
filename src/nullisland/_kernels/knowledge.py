"""Points of a trace drawn by lot."""

import numpy as np
from numba import njit

from nullisland._kernels.random import below, draw, person_key


@njit(cache=True, nogil=True)
def draw_points(stage_key, ids, first, codes, targets, known, block):
    """Fill rows block[0] .. block[1] - 1 of `known` with distinct codes of each target's trace.

    A shuffle stopped after k steps (Fisher and Yates), on a list of moves instead of a copy of the trace;
    the latest move of a place counts. Step j draws number j of the target, so the first columns do not
    depend on how many follow.
    """
    k = known.shape[1]
    moved = np.empty(k, np.int64)
    moved_to = np.empty(k, np.int64)
    for i in range(block[0], block[1]):
        t = targets[i]
        low = first[t]
        n = first[t + 1] - low
        key = person_key(stage_key, ids[t])
        for j in range(k):
            pick = j + below(draw(key, 0, j), n - j)
            at_pick, at_j = pick, np.int64(j)
            for m in range(j):
                if moved[m] == pick:
                    at_pick = moved_to[m]
                if moved[m] == j:
                    at_j = moved_to[m]
            known[i, j] = codes[low + at_pick]
            moved[j] = pick
            moved_to[j] = at_j
