"""Where a trace spends its nights and its working days."""

import numpy as np
from numba import njit


@njit(cache=True, nogil=True)
def busiest_cell(cells, counts, total, avoid):
    """The cell with the highest count, then highest total, then lowest number; -1 if all counts are 0."""
    best = -1
    for cell in cells:
        if cell == avoid or counts[cell] == 0:
            continue
        if best >= 0:
            if counts[cell] < counts[best]:
                continue
            if counts[cell] == counts[best]:
                if total[cell] < total[best] or (total[cell] == total[best] and cell > best):
                    continue
        best = cell
    return best


@njit(cache=True, nogil=True)
def find_anchors(first, codes, at, kind, least, out, block):
    """Home and work of traces block[0] .. block[1] - 1: positions on the axis of cells, -1 if not found.

    `at` is for each code its position on the axis of cells and of slots; `kind[slot]` has bit 0 for nights,
    bit 1 for working hours; `least` = (slots at home at night, slots at work). `out` is (n_traces, 2).
    """
    cell_at, slot_at = at
    night = np.zeros(cell_at.max() + 1, np.int32)
    work = np.zeros_like(night)
    total = np.zeros_like(night)
    for t in range(block[0], block[1]):
        n = 0
        cells = np.empty(first[t + 1] - first[t], np.int64)
        for i in range(first[t], first[t + 1]):
            cell = cell_at[codes[i]]
            if total[cell] == 0:
                cells[n] = cell
                n += 1
            total[cell] += 1
            night[cell] += kind[slot_at[codes[i]]] & 1
            work[cell] += kind[slot_at[codes[i]]] >> 1
        visited = cells[:n]
        home = busiest_cell(visited, night, total, -1)
        if home >= 0 and night[home] < least[0]:
            home = -1
        place = busiest_cell(visited, work, total, home)
        if home < 0 or (place >= 0 and work[place] < least[1]):
            place = -1
        out[t, 0] = home
        out[t, 1] = place
        for cell in visited:
            night[cell] = work[cell] = total[cell] = 0
