"""The inverted index (code -> traces), and what an adversary does with it."""

import numpy as np
from numba import njit


@njit(cache=True, nogil=True)
def count_codes(codes, counts, start, stop):
    """Add how often each code occurs among rows start .. stop - 1."""
    for i in range(start, stop):
        counts[codes[i]] += 1


@njit(cache=True, nogil=True)
def fill_postings(first, codes, edges, cursor, free, posting):
    """Write the traces of every code in [edges[0], edges[-1]) to its posting list, ascending.

    Codes ascend in each trace, so the rows between two `edges` are next to each other: all traces are
    visited once per pair of edges, and what is written meanwhile stays in the cache. `cursor[t]` is the
    next row of trace t, `free[code]` the next free place of each list; both are used up.
    """
    for e in range(edges.size - 1):
        high = edges[e + 1]
        for t in range(cursor.size):
            row = cursor[t]
            stop = first[t + 1]
            while row < stop and codes[row] < high:
                code = codes[row]
                at = free[code]
                posting[at] = t
                free[code] = at + 1
                row += 1
            cursor[t] = row


@njit(cache=True, nogil=True)
def rows_before(first, codes, code, cursor):
    """Row of each trace where its codes reach `code`."""
    for t in range(cursor.size):
        low, high = first[t], first[t + 1]
        while low < high:
            middle = (low + high) // 2
            if codes[middle] < code:
                low = middle + 1
            else:
                high = middle
        cursor[t] = low


@njit(cache=True, nogil=True)
def _gallop(posting, at, stop, trace):
    """First place in posting[at:stop], ascending, that holds `trace` or more."""
    step = 1
    while at + step < stop and posting[at + step] < trace:
        at += step
        step *= 2
    high = min(at + step, stop)
    while at < high:
        middle = (at + high) // 2
        if posting[middle] < trace:
            at = middle + 1
        else:
            high = middle
    return at


@njit(cache=True, nogil=True)
def _shortest_first(start, codes, order):
    """Put `codes` into `order`, shortest posting list first; False if one is -1."""
    n = 0
    for code in codes:
        if code < 0:
            return False
        length = start[code + 1] - start[code]
        j = n
        while j > 0 and start[order[j - 1] + 1] - start[order[j - 1]] > length:
            order[j] = order[j - 1]
            j -= 1
        order[j] = code
        n += 1
    return True


@njit(cache=True, nogil=True)
def count_matches(start, posting, known, limit, sizes, block):
    """Number of traces, up to `limit`, that hold all known codes: rows block[0] .. block[1] - 1 of `known`.

    The traces on the shortest posting list are looked up on the others, which are walked once.
    """
    k = known.shape[1]
    order = np.empty(k, np.int64)
    place = np.empty(k, np.int64)
    for i in range(block[0], block[1]):
        sizes[i] = 0
        if not _shortest_first(start, known[i], order):
            continue
        for j in range(k):
            place[j] = start[order[j]]
        for p in range(start[order[0]], start[order[0] + 1]):
            trace = posting[p]
            fits = True
            for j in range(1, k):
                stop = start[order[j] + 1]
                place[j] = _gallop(posting, place[j], stop, trace)
                if place[j] == stop or posting[place[j]] != trace:
                    fits = False
                    break
            if fits:
                sizes[i] += 1
                if sizes[i] == limit:
                    break


@njit(cache=True, nogil=True)
def _holds(start, posting, place, j, code, trace):
    """Whether `trace` is on the list of `code`; moves place[j] there."""
    stop = start[code + 1]
    place[j] = _gallop(posting, place[j], stop, trace)
    return place[j] < stop and posting[place[j]] == trace


@njit(cache=True, nogil=True)
def shared_points(start, posting, known, targets, shared, block):
    """How many of a row's first codes some one other trace holds as well, for rows block[0] .. block[1] - 1.

    `targets[i]` is the trace that row i was drawn from. Only a trace that holds one code more than the best
    so far can be better, so it is looked for on the shortest of those lists; traces before it stay beaten.
    """
    k = known.shape[1]
    place = np.empty(k, np.int64)
    for i in range(block[0], block[1]):
        best = 0
        lead = 0
        for j in range(k):
            place[j] = start[known[i, j]]
        while best < k and place[lead] < start[known[i, lead] + 1]:
            trace = posting[place[lead]]
            place[lead] += 1
            if trace == targets[i]:
                continue
            reached = 0
            while reached < k and (
                reached == lead or _holds(start, posting, place, reached, known[i, reached], trace)
            ):
                reached += 1
            if reached <= best:
                continue
            for j in range(best + 1, min(reached + 1, k)):
                length = start[known[i, j] + 1] - start[known[i, j]]
                if length < start[known[i, lead] + 1] - start[known[i, lead]]:
                    lead = j
            best = reached
            if best < k:
                place[lead] = _gallop(posting, place[lead], start[known[i, lead] + 1], trace + 1)
        shared[i] = best
