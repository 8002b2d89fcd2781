"""How many traces keep close to one another all the time."""

import numpy as np
from numba import njit


@njit(cache=True, nogil=True)
def _close(a, b, first, x, y, square):
    """Whether traces a and b, of one clock, are never further apart than the root of `square`."""
    for k in range(first[a + 1] - first[a]):
        dx = np.int64(x[first[a] + k]) - x[first[b] + k]
        dy = np.int64(y[first[a] + k]) - y[first[b] + k]
        if dx * dx + dy * dy > square:
            return False
    return True


@njit(cache=True, nogil=True)
def count_close(block, order, box, first, x, y, square, counts):
    """Traces of the same clock that keep within the root of `square` of each trace of `block`, itself included.

    Traces are listed in `order`, sorted by `box` (clock, column, row) where columns and rows are of the side of
    that root, at one moment of the clock: whoever keeps close is in a neighbouring box then.
    """
    for at in range(block[0], block[1]):
        a, n = order[at], 0
        clock, column, row = box[at, 0], box[at, 1], box[at, 2]
        for step in range(-1, 2):
            begin = _before(box, clock, column + step, row - 1)
            for other in range(begin, order.size):
                if box[other, 0] != clock or box[other, 1] != column + step or box[other, 2] > row + 1:
                    break
                n += _close(a, order[other], first, x, y, square)
        counts[a] = n


@njit(cache=True, nogil=True)
def best_close(block, order, box, first, x, y, square, counts, best):
    """The largest of `counts` among the traces that `count_close` counts for each trace of `block`."""
    for at in range(block[0], block[1]):
        a, most = order[at], 0
        clock, column, row = box[at, 0], box[at, 1], box[at, 2]
        for step in range(-1, 2):
            begin = _before(box, clock, column + step, row - 1)
            for other in range(begin, order.size):
                if box[other, 0] != clock or box[other, 1] != column + step or box[other, 2] > row + 1:
                    break
                b = order[other]
                if counts[b] > most and _close(a, b, first, x, y, square):
                    most = counts[b]
        best[a] = most


@njit(cache=True, nogil=True)
def _before(box, clock, column, row):
    """Position of the first box that is not before (clock, column, row)."""
    low, high = 0, box.shape[0]
    while low < high:
        middle = (low + high) // 2
        c, x, y = box[middle, 0], box[middle, 1], box[middle, 2]
        if c < clock or (c == clock and (x < column or (x == column and y < row))):
            low = middle + 1
        else:
            high = middle
    return low
