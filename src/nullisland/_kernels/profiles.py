"""Profiles that resemble each other, and pairs of them."""

import numpy as np
from numba import njit


@njit(cache=True, nogil=True)
def _insert(rows, scores, row, score):
    """Put (row, score) into two short lists that fall by score, and among equals rise by row."""
    k = rows.size
    j = k
    while j > 0 and (
        scores[j - 1] < score or (scores[j - 1] == score and (rows[j - 1] > row or rows[j - 1] < 0))
    ):
        j -= 1
    if j == k:
        return
    for i in range(k - 1, j, -1):
        rows[i], scores[i] = rows[i - 1], scores[i - 1]
    rows[j], scores[j] = row, score


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
    total = np.zeros(n)
    seen = np.zeros(n, np.bool_)
    for i in range(block[0], block[1]):
        rows[i] = -1
        scores[i] = -np.inf
        met = 0
        for a in range(first[i], first[i + 1]):
            f = feature[a]
            met += by_feature[f + 1] - by_feature[f]
            for b in range(by_feature[f], by_feature[f + 1]):
                seen[row[b]] = True
                total[row[b]] += own[a] * weight[b]
        if met >= n:
            for other in range(n):
                if seen[other]:
                    if total[other] > scores[i, -1]:
                        _insert(rows[i], scores[i], other, total[other])
                    seen[other], total[other] = False, 0.0
            continue
        for a in range(first[i], first[i + 1]):
            for b in range(by_feature[feature[a]], by_feature[feature[a] + 1]):
                if seen[row[b]]:
                    if total[row[b]] >= scores[i, -1]:
                        _insert(rows[i], scores[i], row[b], total[row[b]])
                    seen[row[b]], total[row[b]] = False, 0.0


@njit(cache=True, nogil=True)
def greedy_pairs(order, left, right, pair_of_left, pair_of_right):
    """Pair each `left[e]` with `right[e]` in the given order of edges e if both are free; -1 is free."""
    for e in order:
        a, b = left[e], right[e]
        if pair_of_left[a] < 0 and pair_of_right[b] < 0:
            pair_of_left[a] = b
            pair_of_right[b] = a
