"""The combination of a target's items that the fewest other people match, by sets of people as bits."""

import numpy as np
from numba import njit

from nullisland._kernels.holdings import leave_seats, reach, seats_for, take_seats

_1, _2, _4 = np.uint64(0x5555555555555555), np.uint64(0x3333333333333333), np.uint64(0x0F0F0F0F0F0F0F0F)
_8, _16 = np.uint64(0x00FF00FF00FF00FF), np.uint64(0x0000FFFF0000FFFF)
_ONE = np.uint64(1)


@njit(cache=True, nogil=True)
def ones(x):
    """Number of bits set in a uint64."""
    x = (x & _1) + ((x >> _ONE) & _1)
    x = (x & _2) + ((x >> np.uint64(2)) & _2)
    x = (x & _4) + ((x >> np.uint64(4)) & _4)
    x = (x & _8) + ((x >> np.uint64(8)) & _8)
    x = (x & _16) + ((x >> np.uint64(16)) & _16)
    return np.int64((x & np.uint64(0xFFFFFFFF)) + (x >> np.uint64(32)))


@njit(cache=True, nogil=True)
def intersect(a, b, out):
    """Write a & b to `out` and count its bits."""
    n = 0
    for w in range(out.size):
        out[w] = a[w] & b[w]
        n += ones(out[w])
    return n


@njit(cache=True, nogil=True)
def common(a, b):
    """Number of bits set in both."""
    n = 0
    for w in range(a.size):
        n += ones(a[w] & b[w])
    return n


@njit(cache=True, nogil=True)
def level_sets(held, rule, target, rows, seat, n_others, k):
    """Set of the candidates that reach each level of each item: (sets, row), level l of item i is row[i] + l - 1.

    `rows` are the items in order, `seat` the place of each candidate among `n_others`, or -1.
    """
    row = np.zeros(rows.size + 1, np.int64)
    for i in range(rows.size):
        row[i + 1] = row[i] + (min(held.count[rows[i]], k) if rule.leveled else 1)
    sets = np.zeros((row[-1], (n_others + 63) // 64), np.uint64)
    for i in range(rows.size):
        code, count = held.code[rows[i]], held.count[rows[i]]
        for p in range(held.start[code], held.start[code + 1]):
            at = seat[held.who[p]]
            if at < 0:
                continue
            reached = min(reach(rule, target, count, held.who[p], held.many[p]), row[i + 1] - row[i])
            for level in range(reached):
                sets[row[i] + level, at >> 6] |= _ONE << np.uint64(at & 63)
    return sets, row


@njit(cache=True, nogil=True)
def sets_to_the_end(sets, row, n_others):
    """For each item the candidates who reach all levels of it and of all later ones; last, all candidates."""
    m = row.size - 1
    every = np.zeros((m + 1, sets.shape[1]), np.uint64)
    for at in range(n_others):
        every[m, at >> 6] |= _ONE << np.uint64(at & 63)
    for i in range(m - 1, -1, -1):
        intersect(every[i + 1], sets[row[i + 1] - 1], every[i])
    return every


@njit(cache=True, nogil=True)
def fewest_others(sets, row, every, k, limit):
    """Least number of candidates that match one choice of `k` levels: (least found, least possible, looked at).

    Depth first over items, rare ones first. A choice that nobody matches ends the search, for all that contain
    it are matched by nobody; so does one matched only by those who match everything. A branch is left if
    those who match all of its remaining items are as many as the best so far. Ends after `limit` choices.
    """
    m, words = row.size - 1, sets.shape[1]
    kept = np.empty((k + 1, words), np.uint64)
    kept[0] = every[m]
    item, level, left = np.zeros(k + 1, np.int64), np.zeros(k + 1, np.int64), np.zeros(k + 1, np.int64)
    left[0] = k
    best, least = common(every[m], every[m]), common(every[0], every[0])
    depth, looked = 0, 0
    while depth >= 0 and best > least and looked < limit:
        i = item[depth]
        level[depth] += 1
        if level[depth] > min(left[depth], row[i + 1] - row[i]):
            item[depth] = i + 1
            level[depth] = 0
            if row[m] - row[i + 1] < left[depth]:
                depth -= 1
            continue
        rest = left[depth] - level[depth]
        if rest > row[m] - row[i + 1]:
            continue
        looked += 1
        n = intersect(kept[depth], sets[row[i] + level[depth] - 1], kept[depth + 1])
        if rest == 0 or n == 0:
            best = min(best, n)
        elif common(kept[depth + 1], every[i + 1]) < best:
            depth += 1
            item[depth], level[depth], left[depth] = i + 1, 0, rest
    return best, best if depth < 0 else least, looked


@njit(cache=True, nogil=True)
def worst_combination(held, rule, targets, n_known, limit, out, block):
    """For targets block[0] .. block[1] - 1: out[i] = others who match the worst combination, a lower bound, looked.

    The first two are equal unless `limit` ended the search.
    """
    seats = seats_for(held)
    for i in range(block[0], block[1]):
        target = targets[i]
        low, high = held.first[target], held.first[target + 1]
        k = min(n_known, held.count[low:high].sum() if rule.leveled else high - low)
        others, rows, at_once = take_seats(held, rule, target, k, seats)
        out[i] = at_once, at_once, 0
        if at_once < 0:
            sets, row = level_sets(held, rule, target, rows, seats.seat, others.size, k)
            out[i] = fewest_others(sets, row, sets_to_the_end(sets, row, others.size), k, limit)
        leave_seats(others, seats)
