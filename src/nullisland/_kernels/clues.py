"""Which traces fit clues that may be off in place and time, and of which some may be wrong."""

from math import exp, log, sqrt

import numpy as np
from numba import njit


@njit(cache=True, nogil=True)
def mark_traces(start, posting, ranges, bit, mask, order, n):
    """Set `bit` in the mask of every trace with a code in one of the `ranges`; (traces met so far, with it).

    Without a branch, which would be guessed wrongly every other time; `order` holds one more than there are traces.
    """
    here = 0
    for r in range(ranges.shape[0]):
        if ranges[r, 0] >= ranges[r, 1]:
            continue
        for p in range(start[ranges[r, 0]], start[ranges[r, 1]]):
            trace = posting[p]
            old = mask[trace]
            order[n] = trace
            n += old == 0
            here += (old & bit) == 0
            mask[trace] = old | bit
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
def best_marked(mask, order, n, hits, rule, needed, skip=-1):
    """Best of the first `n` traces in `order` by their masks, which are cleared: (trace or -1, share, fit).

    `share` is its posterior probability; trace `skip` is left out. Among equals the lowest trace.
    """
    error, inside = rule
    best, high, total, fit = -1, -np.inf, 0.0, 0
    for m in range(n):
        trace = order[m]
        weight = weigh_clues(mask[trace], hits, mask.size, error, needed)
        mask[trace] = 0
        if weight == -np.inf or trace == skip:
            continue
        fit += 1
        total += exp(weight)
        if weight > high or (weight == high and trace < best):
            best, high = trace, weight
    if best < 0:
        return best, 0.0, fit
    return best, exp(high) * inside / (total * inside + (1 - inside) * mask.size), fit


@njit(cache=True, nogil=True)
def fit_clues(start, posting, skip, ranges, rule, out, block):
    """The trace that fits each row of clues best, for rows block[0] .. block[1] - 1.

    `ranges` (n, k, r, 2), k < 64: clue j of row i fits a trace with a code in [ranges[i, j, :, 0], ranges[i,
    j, :, 1]); a first bound of -1 is no clue. `rule` = (clues that may be wrong, share of clues that fail,
    share of targets who are in the data, number of traces). Trace `skip[i]` is left out for row i. `out` =
    (best trace or -1, its posterior probability, traces that fit); among equals the lowest trace.
    """
    wrong, error, inside, n_traces = rule
    best, sure, sizes = out
    k = ranges.shape[1]
    mask = np.zeros(n_traces, np.uint64)
    order = np.empty(n_traces + 1, np.int64)
    hits = np.empty(k, np.int64)
    for i in range(block[0], block[1]):
        n, given = 0, 0
        for j in range(k):
            hits[j] = -1
            if ranges[i, j, 0, 0] >= 0:
                bit = np.uint64(1) << np.uint64(j)
                n, hits[j] = mark_traces(start, posting, ranges[i, j], bit, mask, order, n)
                given += 1
        needed, weights = max(given - wrong, 1), (error, inside)
        best[i], sure[i], sizes[i] = best_marked(mask, order, n, hits, weights, needed, skip[i])


@njit(cache=True, nogil=True)
def touches(box, other):
    """Whether two boxes, six inclusive bounds each, have a square and a slot in common."""
    for low in (4, 0, 2):
        if box[low] > other[low + 1] or box[low + 1] < other[low]:
            return False
    return True


@njit(cache=True, nogil=True)
def fit_boxes(owner, boxes, begin, n_traces, clues, rule, out, block):
    """As `fit_clues`, for boxes: a clue fits a trace with a box that it touches.

    `owner` (n_boxes,) is the trace of each of the `boxes`, six inclusive bounds a row (columns, rows, slots). Boxes
    of at most 2**c slots, but of more than those before, are `begin[c] : begin[c + 1]`, by their first slot: so few
    are looked at that end before a clue. `clues` (n, k, 6) are likewise, with -1 in the last for no clue.
    """
    wrong, error, inside = rule
    best, sure, sizes = out
    k = clues.shape[1]
    mask = np.zeros(n_traces, np.uint64)
    order = np.empty(n_traces, np.int64)
    hits = np.empty(k, np.int64)
    for i in range(block[0], block[1]):
        n, given = 0, 0
        for j in range(k):
            hits[j] = -1
            clue = clues[i, j]
            if clue[5] < 0:
                continue
            hits[j], bit = 0, np.uint64(1) << np.uint64(j)
            given += 1
            for c in range(begin.size - 1):
                starts = boxes[begin[c] : begin[c + 1], 4]
                low = begin[c] + np.searchsorted(starts, clue[4] - (1 << c) + 1)
                high = begin[c] + np.searchsorted(starts, clue[5] + 1)
                for b in range(low, high):
                    trace = owner[b]
                    if mask[trace] & bit or not touches(boxes[b], clue):
                        continue
                    if mask[trace] == 0:
                        order[n] = trace
                        n += 1
                    mask[trace] |= bit
                    hits[j] += 1
        needed = max(given - wrong, 1)
        best[i], sure[i], sizes[i] = best_marked(mask, order, n, hits, (error, inside), needed)


@njit(cache=True, nogil=True)
def add_evidence(fixes, clue, rule, table, score, seen):
    """Add to each trace's score what its fixes within the window of a clue say; what a trace without one gets.

    `fixes` = (t, x, y, trace) by time; `rule` = (window, share of targets with a fix in it). A trace with a fix
    gets the best `table` entry, by metres, and how much likelier the target has a fix than anybody, both beyond
    what a trace without one gets, which is returned. `seen` = (best so far, -inf everywhere; list of traces).
    """
    t, x, y, trace = fixes
    window, share = rule
    best, met = seen
    n = 0
    i = np.searchsorted(t, clue[2] - window)
    while i < t.size and t[i] <= clue[2] + window:
        dx, dy = float(x[i] - clue[0]), float(y[i] - clue[1])
        value = table[min(int(sqrt(dx * dx + dy * dy) / 10), table.size - 1)]
        who = trace[i]
        if best[who] == -np.inf:
            met[n] = who
            n += 1
        best[who] = max(best[who], value)
        i += 1
    if n == 0:
        return 0.0
    without = log((1 - share) * score.size / max(score.size - n, 1))
    with_fix = log(share * score.size / n)
    for m in range(n):
        score[met[m]] += best[met[m]] + with_fix - without
        best[met[m]] = -np.inf
    return without


@njit(cache=True, nogil=True)
def fit_fixes(fixes, n_traces, clues, rule, table, out, block):
    """The trace whose fixes fit each row of clues best, for rows block[0] .. block[1] - 1.

    `clues` (n, k, 3): x, y, minute; a minute of -1 is no clue. `rule` = (window, share of targets with a fix in
    it, share of targets in the data, log of how much less likely than the best still fits). `table[m]` is the log
    likelihood ratio of a fix m metres away. `out` as for `fit_clues`.
    """
    window, share, inside, slack = rule
    best_out, sure, sizes = out
    seen = np.full(n_traces, -np.inf), np.empty(n_traces, np.int64)
    for i in range(block[0], block[1]):
        score, base = np.zeros(n_traces), 0.0
        for j in range(clues.shape[1]):
            if clues[i, j, 2] >= 0:
                base += add_evidence(fixes, clues[i, j], (window, share), table, score, seen)
        best = np.argmax(score)
        total, fit = 0.0, 0
        for trace in range(n_traces):
            total += exp(score[trace] - score[best])
            fit += score[trace] >= score[best] - slack and score[trace] + base > 0
        nobody = (1 - inside) * n_traces * exp(-score[best] - base)
        best_out[i] = best if score[best] + base > 0 else -1
        sure[i] = inside / (total * inside + nobody)
        sizes[i] = fit
