"""Profiles that resemble each other, and pairs of them."""

from math import copysign

import numpy as np
from numba import njit

UNMET = -0.0
"""A sum to which nothing was added: adding anything, and a sum of nothing, give 0.0, whose sign differs."""

_RUN = 16
"""How many sums are looked at together: a run without one above the worst of the best is passed over."""


@njit(cache=True, nogil=True)
def keep_best(total, rows, scores):
    """Put the largest of the sums into two short lists, best first, but none that is unmet; all become unmet.

    Among equals the lower row first. The length of `total` is a multiple of `_RUN`.
    """
    last = rows.size - 1
    worst = scores[last]
    for start in range(0, total.size, _RUN):
        run = total[start : start + _RUN]
        above = 0
        for m in range(_RUN):
            above += run[m] > worst
        for m in range(_RUN if above else 0):
            score = run[m]
            if score <= worst or (score == 0.0 and copysign(1.0, score) < 0):
                continue
            j = last
            while j > 0 and scores[j - 1] < score:
                rows[j], scores[j] = rows[j - 1], scores[j - 1]
                j -= 1
            rows[j], scores[j] = start + m, score
            worst = scores[last]
        run[:] = UNMET


@njit(cache=True, nogil=True)
def most_similar(columns, profiles, n, out, block):
    """The k most similar of `n` others for profiles block[0] .. block[1] - 1, by the sum of products.

    `columns` = (first, row, weight): for each feature who has it, ascending, and its weight there;
    `profiles` = (first, feature, weight): the features of each profile. `out` = (rows, scores), (n_profiles,
    k), best first; -1 and -inf where fewer have a feature in common. Among equals the lower row first.
    """
    by_feature, row, weight = columns
    first, feature, own = profiles
    rows, scores = out
    total = np.full(-(-n // _RUN) * _RUN, UNMET)
    for i in range(block[0], block[1]):
        rows[i] = -1
        scores[i] = -np.inf
        for a in range(first[i], first[i + 1]):
            much = own[a]
            for b in range(by_feature[feature[a]], by_feature[feature[a] + 1]):
                total[row[b]] += much * weight[b]
        keep_best(total, rows[i], scores[i])


@njit(cache=True, nogil=True)
def greedy_pairs(order, left, right, pair_of_left, pair_of_right):
    """Pair each `left[e]` with `right[e]` in the given order of edges e if both are free; -1 is free."""
    for e in order:
        a, b = left[e], right[e]
        if pair_of_left[a] < 0 and pair_of_right[b] < 0:
            pair_of_left[a] = b
            pair_of_right[b] = a
