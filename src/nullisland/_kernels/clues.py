"""Which traces fit clues that may be off in place and time, and of which some may be wrong."""

from math import exp, log

import numpy as np
from numba import njit


@njit(cache=True, nogil=True)
def mark_traces(start, posting, ranges, bit, mask, order, n):
    """Set `bit` in the mask of every trace with a code in one of the `ranges`; (traces met so far, with it)."""
    here = 0
    for r in range(ranges.shape[0]):
        if ranges[r, 0] >= ranges[r, 1]:
            continue
        for p in range(start[ranges[r, 0]], start[ranges[r, 1]]):
            trace = posting[p]
            old = mask[trace]
            if old & bit:
                continue
            if old == 0:
                order[n] = trace
                n += 1
            mask[trace] = old | bit
            here += 1
    return n, here


@njit(cache=True, nogil=True)
def weigh_clues(mask, hits, n_traces, error, needed):
    """Logarithm of how much likelier these hits and misses are for the target than for anybody else.

    `hits[j]` traces fit clue j; -1: there is no such clue. A clue fails the target with the share `error`.
    -inf if fewer than `needed` clues fit.
    """
    total, fit = 0.0, 0
    for j in range(hits.size):
        if hits[j] < 0:
            continue
        if mask >> np.uint64(j) & np.uint64(1):
            total += log((1 - error) * n_traces / hits[j])
            fit += 1
        elif error > 0:
            total += log(error * n_traces / max(n_traces - hits[j], 1))
        else:
            return -np.inf
    return total if fit >= needed else -np.inf


@njit(cache=True, nogil=True)
def fit_clues(start, posting, n_traces, ranges, rule, out, block):
    """The trace that fits each row of clues best, for rows block[0] .. block[1] - 1.

    `ranges` (n, k, r, 2), k < 64: clue j of row i fits a trace with a code in [ranges[i, j, :, 0], ranges[i,
    j, :, 1]); a first bound of -1 is no clue. `rule` = (clues that may be wrong, share of clues that fail,
    share of targets who are in the data). `out` = (best trace or -1, its posterior probability, traces that
    fit); among equals the lowest trace.
    """
    wrong, error, inside = rule
    best_out, sure, sizes = out
    k = ranges.shape[1]
    mask = np.zeros(n_traces, np.uint64)
    order = np.empty(n_traces, np.int64)
    hits = np.empty(k, np.int64)
    for i in range(block[0], block[1]):
        n, given = 0, 0
        for j in range(k):
            hits[j] = -1
            if ranges[i, j, 0, 0] >= 0:
                n, hits[j] = mark_traces(
                    start, posting, ranges[i, j], np.uint64(1) << np.uint64(j), mask, order, n
                )
                given += 1
        best, high, total, fit = -1, -np.inf, 0.0, 0
        for m in range(n):
            trace = order[m]
            weight = weigh_clues(mask[trace], hits, n_traces, error, max(given - wrong, 1))
            mask[trace] = 0
            if weight == -np.inf:
                continue
            fit += 1
            total += exp(weight)
            if weight > high or (weight == high and trace < best):
                best, high = trace, weight
        best_out[i], sizes[i], sure[i] = best, fit, 0.0
        if best >= 0:
            sure[i] = exp(high) * inside / (total * inside + (1 - inside) * n_traces)
