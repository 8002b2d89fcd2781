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
def count_matches(start, posting, known, sizes, block):
    """Number of traces that hold all known codes, for rows block[0] .. block[1] - 1 of `known`.

    The traces on the shortest posting list are looked up on the others, which are walked once.
    """
    k = known.shape[1]
    place = np.empty(k, np.int64)
    for i in range(block[0], block[1]):
        best, length = -1, np.int64(posting.size + 1)
        for j in range(k):
            code = known[i, j]
            if code < 0:
                best, length = -1, 0
                break
            place[j] = start[code]
            if start[code + 1] - start[code] < length:
                best, length = code, start[code + 1] - start[code]
        size = 0
        for p in range(length):
            trace = posting[start[best] + p]
            fits = True
            for j in range(k):
                code = known[i, j]
                if code == best:
                    continue
                stop = start[code + 1]
                place[j] = _gallop(posting, place[j], stop, trace)
                if place[j] == stop or posting[place[j]] != trace:
                    fits = False
                    break
            if fits:
                size += 1
        sizes[i] = size


@njit(cache=True, nogil=True)
def count_prefix_matches(start, posting, known, sizes, block):
    """As `count_matches`, for the first 1, 2, ... k codes of each row: `sizes` is (n, k). No code is -1."""
    k = known.shape[1]
    place = np.empty(k, np.int64)
    for i in range(block[0], block[1]):
        for j in range(k):
            place[j] = start[known[i, j]]
            sizes[i, j] = 0
        lead = known[i, 0]
        sizes[i, 0] = start[lead + 1] - start[lead]
        if k > 1 and start[known[i, 1] + 1] - start[known[i, 1]] < sizes[i, 0]:
            lead = known[i, 1]
        for p in range(start[lead], start[lead + 1]):
            trace = posting[p]
            for j in range(k):
                code = known[i, j]
                if code != lead:
                    stop = start[code + 1]
                    place[j] = _gallop(posting, place[j], stop, trace)
                    if place[j] == stop or posting[place[j]] != trace:
                        break
                if j > 0:
                    sizes[i, j] += 1
