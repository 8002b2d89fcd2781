"""Groups of traces that can show one common sequence of boxes: specialised generalisation.

A box is (col_from, col_to, row_from, row_to, slot_from, slot_to). Source: Gramaglia, Fiore 2015, ACM CoNEXT, "Hiding
mobile traffic fingerprints with GLOVE": stretch effort, greedy merging of the closest two. Weights `units` are
what one column or row, and one slot, of stretch cost.
"""

import numpy as np
from numba import njit


@njit(cache=True, nogil=True, inline="always")
def _stretch(own, i, box, j, n_own, n_box, units):
    """What the traces behind box i of `own` and j of `box` lose when both show their hull, weighted by people."""
    wide = max(own[i, 1], box[j, 1]) - min(own[i, 0], box[j, 0])
    high = max(own[i, 3], box[j, 3]) - min(own[i, 2], box[j, 2])
    long = max(own[i, 5], box[j, 5]) - min(own[i, 4], box[j, 4])
    both = n_own + n_box
    space = both * (wide + high)
    space -= n_own * (own[i, 1] - own[i, 0] + own[i, 3] - own[i, 2])
    space -= n_box * (box[j, 1] - box[j, 0] + box[j, 3] - box[j, 2])
    return units[0] * space + units[1] * (
        both * long - n_own * (own[i, 5] - own[i, 4]) - n_box * (box[j, 5] - box[j, 4])
    )


@njit(cache=True, nogil=True)
def nearest_box(own, i, box, rows, n_own, n_box, units):
    """Row of the box that box i of `own` stretches least with, of several the first; and the stretch.

    rows: first, the first that begins no earlier than box i, and the row after the last; sorted by slot_from. Looks
    outward from its own time, and stops when time alone would cost more.
    """
    begin, low, end = rows
    best, found = np.int64(1) << 62, begin
    for j in range(low, end):
        gap = n_own * max(0, box[j, 4] - own[i, 5]) + n_box * (box[j, 4] - own[i, 4])
        if units[1] * gap >= best:
            break
        cost = _stretch(own, i, box, j, n_own, n_box, units)
        if cost < best:
            best, found = cost, j
    for j in range(low - 1, begin - 1, -1):
        if units[1] * n_own * (own[i, 4] - box[j, 4]) > best:
            break
        cost = _stretch(own, i, box, j, n_own, n_box, units)
        if cost <= best:
            best, found = cost, j
    return found, best


@njit(cache=True, nogil=True)
def _longer(a, b, length):
    """Both, the one with more boxes first; of equals the lower."""
    if length[a] > length[b] or (length[a] == length[b] and a < b):
        return a, b
    return b, a


@njit(cache=True, nogil=True)
def pair_cost(a, b, box, first, length, people, units):
    """Mean stretch effort a box and person of merging two traces: the longer one's boxes to the nearest."""
    a, b = _longer(a, b, length)
    total, begin, end = np.int64(0), first[b], first[b] + length[b]
    low = begin
    for i in range(first[a], first[a] + length[a]):
        while low < end and box[low, 4] < box[i, 4]:
            low += 1
        total += nearest_box(box, i, box, (begin, low, end), people[a], people[b], units)[1]
    return total / (length[a] * (people[a] + people[b]))


@njit(cache=True, nogil=True)
def _cover(hull, j, box, i):
    for c in range(0, 6, 2):
        hull[j, c] = min(hull[j, c], box[i, c])
        hull[j, c + 1] = max(hull[j, c + 1], box[i, c + 1])


@njit(cache=True, nogil=True)
def merge(a, b, box, first, length, people, units):
    """Merge two traces into the rows of the shorter one, whose number is returned.

    Each box of the longer joins the nearest of the shorter; a box of the shorter that none joined, the nearest
    that some did. So every box of either lies in one of the merged ones.
    """
    a, b = _longer(a, b, length)
    begin, m = first[b], length[b]
    hull, joined = box[begin : begin + m].copy(), np.zeros(m, np.bool_)
    low = begin
    for i in range(first[a], first[a] + length[a]):
        while low < begin + m and box[low, 4] < box[i, 4]:
            low += 1
        j = nearest_box(box, i, box, (begin, low, begin + m), people[a], people[b], units)[0] - begin
        _cover(hull, j, box, i)
        joined[j] = True
    for i in range(m):
        if joined[i]:
            continue
        best, found = np.int64(1) << 62, -1
        for j in range(m):
            if joined[j]:
                cost = _stretch(box, begin + i, hull, j, people[b], people[a] + people[b], units)
                if cost < best:
                    best, found = cost, j
        _cover(hull, found, box, begin + i)
    n = 0
    for j in range(m):
        if not joined[j]:
            continue
        at = begin + n
        while at > begin and box[at - 1, 4] > hull[j, 4]:
            box[at] = box[at - 1]
            at -= 1
        box[at] = hull[j]
        n += 1
    length[b] = n
    people[b] += people[a]
    return b


@njit(cache=True, nogil=True)
def _nearest_of(i, cost, alive):
    best, found = np.inf, -1
    for j in range(alive.size):
        if alive[j] and j != i and cost[i, j] < best:
            best, found = cost[i, j], j
    return found


@njit(cache=True, nogil=True)
def group_bucket(members, k, box, first, length, units, group):
    """Merge the closest two traces of a bucket until each stands for `k` people; group[i]: whose rows hold i's boxes.

    The last one left joins the group that costs least. Rows of `box` and `length` of the members are used up.
    """
    n = members.size
    start, size, people = first[members], length[members], np.ones(n, np.int64)
    cost, alive, near = np.full((n, n), np.inf), np.ones(n, np.bool_), np.empty(n, np.int64)
    root, left = np.arange(n), n
    for i in range(n):
        for j in range(i):
            cost[i, j] = cost[j, i] = pair_cost(i, j, box, start, size, people, units)
    for i in range(n):
        near[i] = _nearest_of(i, cost, alive)
    while left >= 2:
        a = -1
        for i in range(n):
            if alive[i] and (a < 0 or cost[i, near[i]] < cost[a, near[a]]):
                a = i
        b = near[a]
        to = merge(a, b, box, start, size, people, units)
        gone = a + b - to
        root[root == gone] = to
        alive[gone] = False
        alive[to] = people[to] < k
        left -= 1 if alive[to] else 2
        for i in range(n):
            if alive[to] and alive[i] and i != to:
                cost[i, to] = cost[to, i] = pair_cost(i, to, box, start, size, people, units)
        for i in range(n):
            if alive[i] and (i == to or near[i] == a or near[i] == b or not alive[near[i]]):
                near[i] = _nearest_of(i, cost, alive)
            elif alive[i] and alive[to]:
                closer = cost[i, to] < cost[i, near[i]]
                if closer or (cost[i, to] == cost[i, near[i]] and to < near[i]):
                    near[i] = to
    _last_joins(alive, root, box, start, size, people, units)
    for i in range(n):
        group[members[i]] = members[root[i]]
        length[members[i]] = size[root[i]]


@njit(cache=True, nogil=True)
def _last_joins(alive, root, box, start, size, people, units):
    """The one trace that is left joins the finished group that costs least, if there is any."""
    for i in range(alive.size):
        if not alive[i]:
            continue
        best, found = np.inf, -1
        for j in range(alive.size):
            if root[j] == j and j != i:
                cost = pair_cost(i, j, box, start, size, people, units)
                if cost < best:
                    best, found = cost, j
        if found >= 0:
            to = merge(i, found, box, start, size, people, units)
            root[root == i + found - to] = to
