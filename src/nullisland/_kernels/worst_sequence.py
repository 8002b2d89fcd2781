"""The subsequence of a target's records that the fewest other people have in that order."""

from typing import NamedTuple

import numpy as np
from numba import njit

from nullisland._kernels.holdings import leave_seats, seats_for, take_seats


class Order(NamedTuple):
    """The places of every person's records in order of time: `code[first[p] : first[p + 1]]`."""

    first: np.ndarray
    code: np.ndarray


@njit(cache=True, nogil=True)
def next_of(sequence, start, stop, item):
    """First place from `start` on that holds `item`, `stop` if there is none before."""
    while start < stop and sequence[start] != item:
        start += 1
    return start


@njit(cache=True, nogil=True)
def shared_parts(order, others, item_of):
    """Records of the candidates that are at places of the target, in order: (first, items)."""
    first = np.zeros(others.size + 1, np.int64)
    n = 0
    for j in range(others.size):
        for r in range(order.first[others[j]], order.first[others[j] + 1]):
            n += item_of[order.code[r]] >= 0
        first[j + 1] = n
    items = np.empty(n, np.int64)
    n = 0
    for j in range(others.size):
        for r in range(order.first[others[j]], order.first[others[j] + 1]):
            if item_of[order.code[r]] >= 0:
                items[n] = item_of[order.code[r]]
                n += 1
    return first, items


@njit(cache=True, nogil=True)
def follow(first, items, item, before, n, after):
    """Move the `n` candidates of `before` (who, next place) past their next `item` into `after`; those who have it."""
    kept = 0
    for c in range(n):
        who = before[c, 0]
        at = next_of(items, before[c, 1], first[who + 1], item)
        if at < first[who + 1]:
            after[kept, 0], after[kept, 1] = who, at + 1
            kept += 1
    return kept


@njit(cache=True, nogil=True)
def fewest_followers(own, n_items, first, items, k, limit):
    """Least number of candidates that have one subsequence of `k` of the target's items: as `fewest_others`.

    Each subsequence is followed once, at its first occurrence in `own`, which leaves the most to go on with.
    """
    n = first.size - 1
    state, kept = np.empty((k + 1, n, 2), np.int64), np.zeros(k + 1, np.int64)
    everything = np.empty((n, 2), np.int64)
    for c in range(n):
        state[0, c, 0], state[0, c, 1] = c, first[c]
    kept[0] = n
    everything[:] = state[0]
    least = n
    for item in own:
        least = follow(first, items, item, everything, least, everything)
    item, at = np.full(k + 1, -1, np.int64), np.zeros(k + 1, np.int64)
    best, depth, looked = n, 0, 0
    while depth >= 0 and best > least and looked < limit:
        item[depth] += 1
        if item[depth] == n_items:
            depth -= 1
            continue
        rest = k - depth - 1
        place = next_of(own, at[depth], own.size, item[depth])
        if own.size - place - 1 < rest:
            continue
        looked += 1
        kept[depth + 1] = follow(first, items, item[depth], state[depth], kept[depth], state[depth + 1])
        if rest == 0 or kept[depth + 1] == 0:
            best = min(best, kept[depth + 1])
        else:
            depth += 1
            item[depth], at[depth] = -1, place + 1
    return best, best if depth < 0 else least, looked


@njit(cache=True, nogil=True)
def worst_subsequence(held, rule, order, targets, n_known, limit, out, block):
    """As `worst_combination`, of records in the `Order` of time."""
    seats = seats_for(held)
    item_of = np.full(held.start.size - 1, -1, np.int64)
    for i in range(block[0], block[1]):
        target = targets[i]
        k = min(n_known, held.total[target])
        others, rows, at_once = take_seats(held, rule, target, k, seats)
        out[i] = at_once, at_once, 0
        if at_once < 0:
            for j in range(rows.size):
                item_of[held.code[rows[j]]] = j
            first, items = shared_parts(order, others, item_of)
            own = item_of[order.code[order.first[target] : order.first[target + 1]]]
            out[i] = fewest_followers(own, rows.size, first, items, k, limit)
            for row in rows:
                item_of[held.code[row]] = -1
        leave_seats(others, seats)
