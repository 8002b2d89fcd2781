"""Loops that turn rows into traces: encode, order, and keep each point once."""

import numpy as np
from numba import njit

_SHIFTS_A_ROW = 64


@njit(cache=True, nogil=True)
def encode_points(first, cell, slot, origin, codes, start, stop):
    """Codes of the points of traces start .. stop - 1; how many points do not come after the one before.

    `origin` is (lowest cell, lowest slot, number of cells).
    """
    wrong = 0
    for t in range(start, stop):
        last = -1
        for i in range(first[t], first[t + 1]):
            code = (np.int64(slot[i]) - origin[1]) * origin[2] + (np.int64(cell[i]) - origin[0])
            codes[i] = code
            if code <= last:
                wrong += 1
            last = code
    return wrong


@njit(cache=True, nogil=True)
def check_and_mark(first, codes, seen, start, stop):
    """Mark every code of traces start .. stop - 1; how many codes are out of range or out of order."""
    wrong = 0
    for t in range(start, stop):
        last = -1
        for i in range(first[t], first[t + 1]):
            code = codes[i]
            if code <= last or code >= seen.size:
                wrong += 1
            else:
                seen[code] = True
            last = code
    return wrong


@njit(cache=True, nogil=True)
def counting_order(keys, rows, cursor, out):
    """Put `rows` in ascending order of `keys[row]`, equals in the order they came (a stable counting sort).

    `cursor[k]` is where the first row of key k goes; it is used up.
    """
    for i in range(rows.size):
        row = rows[i]
        key = keys[row]
        out[cursor[key]] = row
        cursor[key] += 1


@njit(cache=True, nogil=True)
def _shell_sort(a):
    gap = 1
    while gap < a.size // 3:
        gap = 3 * gap + 1
    while gap > 0:
        for i in range(gap, a.size):
            value = a[i]
            j = i
            while j >= gap and a[j - gap] > value:
                a[j] = a[j - gap]
                j -= gap
            a[j] = value
        gap //= 3


@njit(cache=True, nogil=True)
def sort_distinct(a):
    """Sort `a` in place, keep each value once at its front, and return how many there are.

    Insertion, because rows come almost in order; if they do not, a sort that cannot take forever.
    """
    size = 0
    budget = _SHIFTS_A_ROW * a.size
    for i in range(a.size):
        value = a[i]
        j = size
        while j > 0 and a[j - 1] > value:
            j -= 1
        if j > 0 and a[j - 1] == value:
            continue
        for k in range(size, j, -1):
            a[k] = a[k - 1]
        a[j] = value
        budget -= size - j
        size += 1
        if budget < 0 and i + 1 < a.size:
            for k in range(i + 1, a.size):
                a[size + k - i - 1] = a[k]
            rest = a[: size + a.size - i - 1]
            _shell_sort(rest)
            size = 0
            for k in range(rest.size):
                if size == 0 or rest[k] != rest[size - 1]:
                    rest[size] = rest[k]
                    size += 1
            return size
    return size


@njit(cache=True, nogil=True)
def distinct_points(first, codes, sizes, start, stop):
    """Sort and keep once the codes of each trace start .. stop - 1, at the front of its rows."""
    for t in range(start, stop):
        sizes[t] = sort_distinct(codes[first[t] : first[t + 1]])


@njit(cache=True, nogil=True)
def move_points(first, codes, new_first, out, start, stop):
    """Copy the kept points of each trace start .. stop - 1 to where they belong."""
    for t in range(start, stop):
        shift = first[t] - new_first[t]
        for i in range(new_first[t], new_first[t + 1]):
            out[i] = codes[i + shift]
