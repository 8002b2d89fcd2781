"""At most so many rows of each run, chosen by lot."""

import numpy as np
from numba import njit

from nullisland._kernels.random import below, draw, person_key


@njit(cache=True, nogil=True)
def keep_some(block, edges, most, key, keep):
    """Mark `most` rows of each run of `block`, all equally likely, or all if there are no more.

    Run i is rows `edges[i] : edges[i + 1]`; its lot depends on `key`, i and its length alone. Selection sampling:
    Fan, Muller, Rezucha 1962, J. Am. Stat. Assoc. 57:387 (Knuth's algorithm S).
    """
    for run in range(block[0], block[1]):
        wanted, left = np.int64(most), edges[run + 1] - edges[run]
        lot = person_key(key, run)
        for row in range(edges[run], edges[run + 1]):
            take = wanted >= left or below(draw(lot, 0, row - edges[run]), left) < wanted
            keep[row] = take
            left -= 1
            if take:
                wanted -= 1
