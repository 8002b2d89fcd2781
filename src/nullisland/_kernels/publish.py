"""Points of a release: distinct (cell, slot) of each trace, and the keyed permutation of pseudonyms."""

import numpy as np
from numba import njit, uint64

from nullisland._kernels.random import mix64


@njit(cache=True, nogil=True)
def cells_of(x, y, west, south, side, columns, rows, out):
    """Square of every point; one outside the grid counts as in the nearest square of it."""
    for i in range(x.size):
        column = min(max((x[i] - west) // side, 0), columns - 1)
        row = min(max((y[i] - south) // side, 0), rows - 1)
        out[i] = row * columns + column


@njit(cache=True, nogil=True)
def _put(cells, slots, start, end, cell, slot):
    """Add a point to those from `start`, sorted by (slot, cell); slots come ascending. The new end."""
    i = end
    while i > start and slots[i - 1] == slot and cells[i - 1] > cell:
        i -= 1
    if i > start and slots[i - 1] == slot and cells[i - 1] == cell:
        return end
    for j in range(end, i, -1):
        cells[j], slots[j] = cells[j - 1], slots[j - 1]
    cells[i], slots[i] = cell, slot
    return end + 1


@njit(cache=True, nogil=True)
def distinct_points(block, first, t_min, cell, spans, slots, counts):
    """Distinct points of each trace of `block`, a trace being a person in a period of spans[1] minutes.

    Writes them to the head of each person's own rows of `cell` (which holds the records' cells) and `slots`,
    sorted by (period, slot, cell), where a slot is spans[0] minutes; `counts` (people, periods) takes their
    number.
    """
    slot_min, period_min = np.int64(spans[0]), np.int64(spans[1])
    for i in range(block[0], block[1]):
        start = end = first[i]
        period, slot = np.int64(0), np.int64(0)
        period_end, slot_end = period_min, slot_min
        for k in range(first[i], first[i + 1]):
            t = np.int64(t_min[k])
            if t >= slot_end:
                slot = t // slot_min
                slot_end = (slot + 1) * slot_min
            if t >= period_end:
                counts[i, period] = end - start
                start = end
                period = t // period_min
                period_end = (period + 1) * period_min
            end = _put(cell, slots, start, end, cell[k], slot)
        counts[i, period] = end - start


@njit(cache=True, nogil=True)
def gather_traces(block, first, counts, target, cells, slots, out_cells, out_slots):
    """Copy each trace of `block` from its person's rows to row `target` (people, periods) of the release."""
    for i in range(block[0], block[1]):
        at = first[i]
        for period in range(counts.shape[1]):
            to = target[i, period]
            for k in range(counts[i, period]):
                out_cells[to + k], out_slots[to + k] = cells[at + k], slots[at + k]
            at += counts[i, period]


@njit(cache=True, nogil=True)
def coarser_points(block, first, cell, slot, fold, counts, out_cells, out_slots):
    """Points of each trace of `block` in merged squares and slots; fold: cell factor, columns, slot factor.

    Writes them to the head of each trace's rows of the outs, and their number to `counts`.
    """
    factor, columns, slots = fold
    wide = (columns + factor - 1) // factor
    for i in range(block[0], block[1]):
        end = first[i]
        for k in range(first[i], first[i + 1]):
            merged = cell[k]
            if factor > 1:
                merged = cell[k] // columns // factor * wide + cell[k] % columns // factor
            end = _put(out_cells, out_slots, first[i], end, merged, slot[k] // slots)
        counts[i] = end - first[i]


@njit(cache=True, nogil=True)
def permute(key, size, half, values, out):
    """Image of each value under the keyed permutation of [0, size), or its origin if `key` is reversed.

    A Feistel network on 2 * half bits of eight rounds (Luby, Rackoff 1988, SIAM J. Comput. 17:373-386),
    walked along its cycle until the result is below `size` (Black, Rogaway 2002, CT-RSA, "Ciphers with
    arbitrary finite domains"). `key` holds a key a round; a negative `half` runs the rounds backwards.
    """
    backwards = half < 0
    bits = uint64(abs(half))
    mask = (uint64(1) << bits) - uint64(1)
    for i in range(values.size):
        value = uint64(values[i])
        while True:
            left, right = value >> bits, value & mask
            for r in range(key.size):
                if backwards:
                    left, right = right ^ (mix64(key[key.size - 1 - r] + left) & mask), left
                else:
                    left, right = right, left ^ (mix64(key[r] + right) & mask)
            value = (left << bits) | right
            if value < uint64(size):
                break
        out[i] = np.int64(value)
