"""The places of a target whose visits, as a share of the most visited of them, the fewest other people match."""

import numpy as np
from numba import njit

from nullisland._kernels.holdings import leave_seats, seats_for, take_seats
from nullisland._kernels.worst_case import intersect, level_sets, sets_to_the_end

_ONE = np.uint64(1)


@njit(cache=True, nogil=True)
def counts_of(held, rows, seat, n_others):
    """How often each candidate holds each item: (n_others, items)."""
    counts = np.zeros((n_others, rows.size), np.int64)
    for i in range(rows.size):
        code = held.code[rows[i]]
        for p in range(held.start[code], held.start[code + 1]):
            if seat[held.who[p]] >= 0:
                counts[seat[held.who[p]], i] = held.many[p]
    return counts


@njit(cache=True, nogil=True)
def in_proportion(rule, own, his, chosen):
    """Whether a candidate's counts of the `chosen` items, against the largest of them, fit the target's."""
    most, his_most = 0, 0
    for i in chosen:
        most, his_most = max(most, own[i]), max(his_most, his[i])
    for i in chosen:
        if (
            abs(own[i] * his_most - his[i] * most)
            > rule.allowed[rule.count_rank[his[i]], rule.count_rank[most]]
        ):
            return False
    return True


@njit(cache=True, nogil=True)
def always_in_proportion(own, counts):
    """Number of candidates whose counts are the target's times one number: they match any choice."""
    n = 0
    for his in counts:
        same = True
        for i in range(own.size):
            same = same and his[i] > 0 and his[i] * own[0] == own[i] * his[0]
        n += same
    return n


@njit(cache=True, nogil=True)
def matches(rule, own, counts, present, chosen):
    """Number of candidates among those `present` who match the chosen items."""
    n = 0
    for w in range(present.size):
        left = present[w]
        at = w << 6
        while left:
            if left & _ONE and in_proportion(rule, own, counts[at], chosen):
                n += 1
            left >>= _ONE
            at += 1
    return n


@njit(cache=True, nogil=True)
def fewest_in_proportion(rule, own, counts, sets, k, limit):
    """Least number of candidates that match one choice of `k` items: as `fewest_others`.

    Who matches many places need not match fewer of them, for the largest may be another. So a branch is
    only left when nobody has been to all of its places.
    """
    m = own.size
    row = np.arange(m + 1)
    kept = np.empty((k + 1, sets.shape[1]), np.uint64)
    kept[0] = sets_to_the_end(sets, row, counts.shape[0])[m]
    chosen = np.full(k, -1, np.int64)
    best, least = np.int64(counts.shape[0]), always_in_proportion(own, counts)
    depth, looked = 0, 0
    while depth >= 0 and best > least and looked < limit:
        chosen[depth] += 1
        rest = k - depth - 1
        if chosen[depth] + rest >= m:
            depth -= 1
            continue
        looked += 1
        n = intersect(kept[depth], sets[chosen[depth]], kept[depth + 1])
        if n and rest == 0:
            n = matches(rule, own, counts, kept[depth + 1], chosen)
        if n == 0 or rest == 0:
            best = min(best, n)
        else:
            depth += 1
            chosen[depth] = chosen[depth - 1]
    return best, best if depth < 0 else least, looked


@njit(cache=True, nogil=True)
def worst_proportion(held, rule, presence, targets, n_known, limit, out, block):
    """As `worst_combination`; `presence` is the rule by which a candidate has been to a place at all."""
    seats = seats_for(held)
    for i in range(block[0], block[1]):
        target = targets[i]
        k = min(n_known, held.first[target + 1] - held.first[target])
        others, rows, at_once = take_seats(held, presence, target, k, seats)
        out[i] = at_once, at_once, 0
        if at_once < 0:
            sets, _ = level_sets(held, presence, target, rows, seats.seat, others.size, k)
            counts = counts_of(held, rows, seats.seat, others.size)
            out[i] = fewest_in_proportion(rule, held.count[rows].astype(np.int64), counts, sets, k, limit)
        leave_seats(others, seats)
