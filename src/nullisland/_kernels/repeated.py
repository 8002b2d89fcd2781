"""Stays read off reports: the same place in two reports in a row."""

import numpy as np
from numba import njit


@njit(cache=True, nogil=True)
def stays_of_slots(first, cell, slot, least, out, counts, block):
    """Stays of traces block[0] .. block[1] - 1: runs of at least `least` slots in a row with the same cell.

    Rows ascend by (slot, cell). The stays of trace t, by their first slot, are written to `out[first[t] :
    first[t] + counts[t]]` as (cell, first slot, last slot).
    """
    for t in range(block[0], block[1]):
        low, high = first[t], first[t + 1]
        n = low
        before, begin = low, low
        run = np.empty(high - low, np.int64)  # where the run of each row is written
        while begin < high:
            end = begin
            while end < high and slot[end] == slot[begin]:
                end += 1
            adjacent = before < begin and slot[begin] == slot[before] + 1
            p = before
            for row in range(begin, end):
                if adjacent:
                    while p < begin and cell[p] < cell[row]:
                        p += 1
                if adjacent and p < begin and cell[p] == cell[row]:
                    run[row - low] = run[p - low]
                    out[run[row - low], 2] = slot[row]
                else:
                    run[row - low] = n
                    out[n, 0], out[n, 1], out[n, 2] = cell[row], slot[row], slot[row]
                    n += 1
            before, begin = begin, end
        counts[t] = keep_long(out, low, n, least)


@njit(cache=True, nogil=True)
def keep_long(out, low, high, least):
    """Of the runs in out[low:high], keep those of `least` slots; those of one cell in a row become one."""
    kept = low
    for i in range(low, high):
        if out[i, 2] - out[i, 1] + 1 < least:
            continue
        if kept > low and out[kept - 1, 0] == out[i, 0]:
            out[kept - 1, 2] = max(out[kept - 1, 2], out[i, 2])
        else:
            out[kept] = out[i]
            kept += 1
    return kept - low


@njit(cache=True, nogil=True)
def stays_of_fixes(first, cell, least, out, counts, block):
    """Stays of traces block[0] .. block[1] - 1: runs of at least `least` rows of the same cell; -1 is no cell.

    Rows ascend in time. The stays of trace t are written to `out[first[t] : first[t] + counts[t]]` as (cell,
    first row, last row); two of one cell in a row, with only shorter runs between, are one.
    """
    for t in range(block[0], block[1]):
        low, high = first[t], first[t + 1]
        kept, begin = low, low
        while begin < high:
            end = begin + 1
            while end < high and cell[end] == cell[begin]:
                end += 1
            if cell[begin] >= 0 and end - begin >= least:
                if kept > low and out[kept - 1, 0] == cell[begin]:
                    out[kept - 1, 2] = end - 1
                else:
                    out[kept, 0], out[kept, 1], out[kept, 2] = cell[begin], begin, end - 1
                    kept += 1
            begin = end
        counts[t] = kept - low
