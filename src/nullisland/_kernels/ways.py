"""Shortest ways through a street network: a next-hop table in a small town, hub labels in a large one.

With labels every junction holds a short list of hubs (the busiest junctions first) with its distance to each
and the first step towards it; the lists are such that any two junctions share a hub on a shortest way between
them. They are built by one pruned Dijkstra a hub: a junction that already finds the hub's distance by a
busier one is not expanded. Source: Akiba, Iwata, Yoshida 2013, SIGMOD, "Fast exact shortest-path distance
queries on large networks by pruned landmark labeling". Lengths are integer decimetres, so ties and ways are
the same everywhere.
"""

import numpy as np
from numba import njit

FAR = np.int32(1 << 30)
"""Longer than any way, and two of them still fit into an int32."""

NEIGHBOUR, EDGE, LENGTH, BACK = range(4)
"""Columns of `arms`: the arms `first[v] : first[v + 1]` of junction v lead to NEIGHBOUR over EDGE; BACK is
the same street's arm at the other end."""

HUB, DISTANCE, UP, ARM = range(4)
"""Columns of labels, `first[v] : first[v + 1]` those of junction v, hubs ascending by rank: the DISTANCE, the
label UP of the next junction towards the hub (itself at the hub) and the ARM that leads there."""


@njit(cache=True, nogil=True)
def _push(keys, values, size, key, value):
    i = size
    while i > 0:
        parent = (i - 1) >> 1
        if keys[parent] <= key:
            break
        keys[i], values[i] = keys[parent], values[parent]
        i = parent
    keys[i], values[i] = key, value
    return size + 1


@njit(cache=True, nogil=True)
def _drop_first(keys, values, size):
    size -= 1
    key, value = keys[size], values[size]
    i = 0
    while True:
        child = 2 * i + 1
        if child >= size:
            break
        if child + 1 < size and keys[child + 1] < keys[child]:
            child += 1
        if keys[child] >= key:
            break
        keys[i], values[i] = keys[child], values[child]
        i = child
    keys[i], values[i] = key, value
    return size


@njit(cache=True, nogil=True)
def _settle(first, arms, root, distance, arm, order, heap):
    """Plain Dijkstra: distance and `arm` of each node towards the root; the number of nodes reached."""
    keys, values = heap
    distance[:] = FAR
    distance[root], arm[root] = 0, -1
    settled = 0
    size = _push(keys, values, 0, 0, root)
    while size > 0:
        here, v = keys[0], values[0]
        size = _drop_first(keys, values, size)
        if here > distance[v]:
            continue
        order[settled] = v
        settled += 1
        for j in range(first[v], first[v + 1]):
            w = arms[j, NEIGHBOUR]
            if here + arms[j, LENGTH] < distance[w]:
                distance[w], arm[w] = here + arms[j, LENGTH], arms[j, BACK]
                size = _push(keys, values, size, distance[w], w)
    return settled


@njit(cache=True, nogil=True)
def _heap(arms):
    size = len(arms) + 2
    return np.empty(size, np.int32), np.empty(size, np.int32)


@njit(cache=True, nogil=True)
def table_rows(first, arms, start, distance, arm):
    """Fill row t, column v: decimetres from junction v to `start + t`, and which of its arms leads there.

    Returns the least number of junctions that a row reached.
    """
    n = first.size - 1
    order, towards = np.empty(n, np.int32), np.empty(n, np.int32)
    heap = _heap(arms)
    least = n
    for i in range(distance.shape[0]):
        least = min(least, _settle(first, arms, start + i, distance[i], towards, order, heap))
        for v in range(n):
            arm[i, v] = towards[v] - first[v] if v != start + i else 0
    return least


@njit(cache=True, nogil=True)
def count_through(first, arms, roots, through):
    """Add to `through` how many shortest ways from `roots` to all nodes lead over each node."""
    n = first.size - 1
    distance, arm, order = np.empty(n, np.int32), np.empty(n, np.int32), np.empty(n, np.int32)
    beyond = np.empty(n, np.int64)
    heap = _heap(arms)
    for root in roots:
        beyond[:] = 1
        for i in range(_settle(first, arms, root, distance, arm, order, heap) - 1, -1, -1):
            v = order[i]
            through[v] += beyond[v]
            if arm[v] >= 0:
                beyond[arms[arm[v], NEIGHBOUR]] += beyond[v]


@njit(cache=True, nogil=True)
def label_nodes(first, arms, order, start, count, rows):
    """Add the labels of hubs `order[start:]`; the rank at which a row was full, else the number of hubs.

    `count` is the length of each node's row in `rows`: (4, n, capacity) int32 of hub rank, distance, the row
    position of the next node's label, arm.
    """
    n = order.size
    best, distance = np.full(n, FAR, np.int32), np.full(n, FAR, np.int32)
    arm, touched = np.empty(n, np.int32), np.empty(n, np.int32)
    keys, values = _heap(arms)
    full = False
    for rank in range(start, n):
        if full:
            return rank
        root = order[rank]
        for i in range(count[root]):
            best[rows[0, root, i]] = rows[1, root, i]
        distance[root], arm[root], touched[0] = 0, -1, root
        n_touched = 1
        size = _push(keys, values, 0, 0, root)
        while size > 0:
            here, v = keys[0], values[0]
            size = _drop_first(keys, values, size)
            if here > distance[v] or _known(rows, count[v], v, best, here):
                continue
            k = count[v]
            rows[0, v, k], rows[1, v, k], rows[3, v, k] = rank, here, arm[v]
            rows[2, v, k] = k if v == root else count[arms[arm[v], NEIGHBOUR]] - 1
            count[v] += 1
            full |= count[v] == rows.shape[2]
            for j in range(first[v], first[v + 1]):
                w = arms[j, NEIGHBOUR]
                if here + arms[j, LENGTH] < distance[w]:
                    if distance[w] == FAR:
                        touched[n_touched] = w
                        n_touched += 1
                    distance[w], arm[w] = here + arms[j, LENGTH], arms[j, BACK]
                    size = _push(keys, values, size, distance[w], w)
        for i in range(n_touched):
            distance[touched[i]] = FAR
        for i in range(count[root]):
            best[rows[0, root, i]] = FAR
    return n


@njit(cache=True, nogil=True)
def _known(rows, count, v, best, here):
    """Whether node v's labels already lead to the root in at most `here` decimetres."""
    for i in range(count):
        if best[rows[0, v, i]] + rows[1, v, i] <= here:
            return True
    return False


@njit(cache=True, nogil=True)
def pack_labels(arms, count, rows, first, labels):
    """Copy the rows into `labels`, (n, 4), where UP is a label's own index."""
    for v in range(count.size):
        for i in range(count[v]):
            at, arm = first[v] + i, rows[3, v, i]
            labels[at, HUB], labels[at, DISTANCE], labels[at, ARM] = rows[0, v, i], rows[1, v, i], arm
            nearer = v if arm < 0 else arms[arm, NEIGHBOUR]
            labels[at, UP] = first[nearer] + rows[2, v, i]
