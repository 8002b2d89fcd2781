"""A trip laid along the streets, from door to door, and where one is at a moment of it."""

import math
from collections import namedtuple

import numpy as np
from numba import njit

from nullisland._kernels.ways import ARM, DISTANCE, EDGE, FAR, HUB, LENGTH, NEIGHBOUR, UP

Ways = namedtuple("Ways", "nodes edges first arms far towards label_first labels")
"""The streets, nodes (n, X Y) and edges (m, FROM TO SPAN), with the ways between their junctions.

In a small town `far[t, v]` is the distance from v to t and `towards[t, v]` which of v's arms leads there; in
a large one those are empty, and there are labels. Few arrays with columns, since each array costs on every
call.
"""

X, Y, ALONG, BY = range(4)
"""Columns of a line, a trip being laid: points, decimetres from the start, the edge leading there (or -1)."""

FROM, TO, SPAN = range(3)

ON_EDGE, OFFSET, STREET_X, STREET_Y, LEG = range(2, 7)
"""Columns of doors, after X and Y: the point of the street in front of the door, and how far it is."""

Memory = namedtuple("Memory", "scratch tags lines")
"""A thread's memory of the trips it laid last: people go the same ways again."""

SLOTS = 128

BEST, LABEL = range(2)
"""Columns of a thread's scratch, a row a hub: distance from the origin (FAR when idle), the label it came
from."""


@njit(cache=True, nogil=True)
def find_way(ways, scratch, from_edge, from_offset, to_edge, to_offset):
    """The shortest way between two points of streets: length, first and last junction, their labels.

    Junctions are -1 when the way stays on one edge, labels where there is a table. `scratch` is idle
    afterwards.
    """
    total, leave, arrive = np.int64(FAR), np.int64(-1), np.int64(-1)
    if from_edge == to_edge:
        total = np.int64(abs(from_offset - to_offset))
    edges, far, first, labels = ways.edges, ways.far, ways.label_first, ways.labels
    starts = (np.int64(edges[from_edge, FROM]), np.int64(edges[from_edge, TO]))
    ends = (np.int64(edges[to_edge, FROM]), np.int64(edges[to_edge, TO]))
    steps = (from_offset, edges[from_edge, SPAN] - from_offset)
    rests = (to_offset, edges[to_edge, SPAN] - to_offset)
    if far.size > 0:
        for j in range(2):
            for i in range(2):
                length = steps[i] + far[ends[j], starts[i]] + rests[j]
                if length < total:
                    total, leave, arrive = length, starts[i], ends[j]
        return total, leave, arrive, np.int64(-1), np.int64(-1)
    for i in range(2):
        for k in range(first[starts[i]], first[starts[i] + 1]):
            if labels[k, DISTANCE] + steps[i] < scratch[labels[k, HUB], BEST]:
                scratch[labels[k, HUB], BEST] = labels[k, DISTANCE] + steps[i]
                scratch[labels[k, HUB], LABEL] = k
    climb, descend = np.int64(-1), np.int64(-1)
    for j in range(2):
        for k in range(first[ends[j]], first[ends[j] + 1]):
            length = scratch[labels[k, HUB], BEST] + labels[k, DISTANCE] + rests[j]
            if length < total:
                total, arrive, climb, descend = length, ends[j], np.int64(scratch[labels[k, HUB], LABEL]), k
    for i in range(2):
        for k in range(first[starts[i]], first[starts[i] + 1]):
            scratch[labels[k, HUB], BEST] = FAR
    if descend >= 0:
        leave = starts[0] if first[starts[0]] <= climb < first[starts[0] + 1] else starts[1]
    return total, leave, arrive, climb, descend


@njit(cache=True, nogil=True)
def _add(line, n, x, y, step, edge):
    line[n, X], line[n, Y], line[n, ALONG], line[n, BY] = x, y, line[n - 1, ALONG] + step, edge
    return n + 1


@njit(cache=True, nogil=True)
def _walk(ways, line, n, node, target):
    """Lay the nodes after `node` up to `target`, by the table."""
    nodes, first, arms, towards = ways.nodes, ways.first, ways.arms, ways.towards[target]
    along = line[n - 1, ALONG]
    while node != target:
        arm = first[node] + towards[node]
        node = arms[arm, NEIGHBOUR]
        along += arms[arm, LENGTH]
        line[n, X], line[n, Y], line[n, ALONG], line[n, BY] = (
            nodes[node, X],
            nodes[node, Y],
            along,
            arms[arm, EDGE],
        )
        n += 1
    return n


@njit(cache=True, nogil=True)
def _climb(ways, line, n, label):
    """Lay the nodes after that of `label` up to its hub."""
    nodes, arms, labels = ways.nodes, ways.arms, ways.labels
    while labels[label, UP] != label:
        arm = labels[label, ARM]
        node = arms[arm, NEIGHBOUR]
        n = _add(line, n, nodes[node, X], nodes[node, Y], arms[arm, LENGTH], arms[arm, EDGE])
        label = labels[label, UP]
    return n


@njit(cache=True, nogil=True)
def _descend(ways, line, n, node, label):
    """Lay the nodes after the hub of `label` down to its `node`."""
    nodes, arms, labels = ways.nodes, ways.arms, ways.labels
    steps, at = 0, label
    while labels[at, UP] != at:
        steps += 1
        at = labels[at, UP]
    along = line[n - 1, ALONG] + labels[label, DISTANCE]
    for i in range(n + steps - 1, n - 1, -1):
        arm = labels[label, ARM]
        line[i, X], line[i, Y], line[i, ALONG], line[i, BY] = (
            nodes[node, X],
            nodes[node, Y],
            along,
            arms[arm, EDGE],
        )
        along -= arms[arm, LENGTH]
        node = arms[arm, NEIGHBOUR]
        label = labels[label, UP]
    return n + steps


@njit(cache=True, nogil=True)
def _share(span, part, whole):
    """`span * part / whole` to the nearest integer; dividing floats is faster."""
    return np.int64(math.floor(np.float64(span * part) / np.float64(whole) + 0.5))


@njit(cache=True, nogil=True)
def fill_doors(ways, doors):
    """Fill STREET_X, STREET_Y and LEG of every door."""
    for i in range(len(doors)):
        a, b = ways.edges[doors[i, ON_EDGE], FROM], ways.edges[doors[i, ON_EDGE], TO]
        part, span = np.int64(doors[i, OFFSET]), max(np.int64(ways.edges[doors[i, ON_EDGE], SPAN]), 1)
        x = ways.nodes[a, X] + _share(np.int64(ways.nodes[b, X]) - ways.nodes[a, X], part, span)
        y = ways.nodes[a, Y] + _share(np.int64(ways.nodes[b, Y]) - ways.nodes[a, Y], part, span)
        dx, dy = np.float64(x - doors[i, X]), np.float64(y - doors[i, Y])
        doors[i, STREET_X], doors[i, STREET_Y] = x, y
        doors[i, LEG] = np.int64(math.sqrt(dx * dx + dy * dy) + 0.5)


@njit(cache=True, nogil=True)
def lay_trip(ways, doors, scratch, origin, destination, line):
    """Lay the trip between two places into `line`; the number of points, from 4 to n_nodes + 4."""
    a, b = doors[origin], doors[destination]
    line[0, X], line[0, Y], line[0, ALONG], line[0, BY] = a[X], a[Y], 0, -1
    n = _add(line, 1, a[STREET_X], a[STREET_Y], a[LEG], -1)
    from_edge, from_offset = np.int64(a[ON_EDGE]), np.int64(a[OFFSET])
    to_edge, to_offset = np.int64(b[ON_EDGE]), np.int64(b[OFFSET])
    total, leave, arrive, climb, descend = find_way(ways, scratch, from_edge, from_offset, to_edge, to_offset)
    if leave >= 0:
        forward = leave == ways.edges[from_edge, TO]
        step = ways.edges[from_edge, SPAN] - from_offset if forward else from_offset
        n = _add(line, n, ways.nodes[leave, X], ways.nodes[leave, Y], step, from_edge)
        if descend < 0:
            n = _walk(ways, line, n, leave, arrive)
        else:
            n = _descend(ways, line, _climb(ways, line, n, climb), arrive, descend)
    n = _add(line, n, b[STREET_X], b[STREET_Y], line[1, ALONG] + total - line[n - 1, ALONG], to_edge)
    return _add(line, n, b[X], b[Y], b[LEG], -1)


@njit(cache=True, nogil=True)
def point_along(line, k, at):
    """Where the trip is `at` decimetres from its start, and the point before it, searched from `k`."""
    while line[k + 1, ALONG] < at:
        k += 1
    step = np.int64(line[k + 1, ALONG]) - line[k, ALONG]
    x, y = np.int64(line[k, X]), np.int64(line[k, Y])
    if step > 0:
        part = np.int64(at) - line[k, ALONG]
        x += _share(line[k + 1, X] - x, part, step)
        y += _share(line[k + 1, Y] - y, part, step)
    return x, y, k


@njit(cache=True, nogil=True)
def idle_scratch(ways):
    """Working memory of one thread: scratch, and a line long enough for any trip."""
    scratch = np.full((len(ways.nodes), 2), FAR, np.int32)
    return scratch, np.empty((len(ways.nodes) + 8, 4), np.int32)


@njit(cache=True, nogil=True)
def no_memory(ways):
    """A thread's memory of trips, empty: scratch, (origin, destination, points) and line of each slot."""
    scratch = np.full((len(ways.nodes), 2), FAR, np.int32)
    tags = np.full((SLOTS, 3), -1, np.int32)
    return Memory(scratch, tags, np.empty((SLOTS, len(ways.nodes) + 8, 4), np.int32))


@njit(cache=True, nogil=True)
def recall_trip(ways, doors, memory, origin, destination):
    """The slot that holds the trip's line, laid now unless it is remembered: half of all trips are."""
    slot = ((np.int64(origin) * 31 + destination) * 40503 >> 4) & (SLOTS - 1)
    tag = memory.tags[slot]
    if tag[0] != origin or tag[1] != destination:
        tag[0], tag[1] = origin, destination
        tag[2] = lay_trip(ways, doors, memory.scratch, origin, destination, memory.lines[slot])
    return slot


@njit(cache=True, nogil=True)
def trip_positions(ways, doors, origin, destination, fraction, out):
    """Fill `out` (3, n) with where each trip is after `fraction` / 65536 of its length, and that length."""
    scratch, line = idle_scratch(ways)
    for i in range(origin.size):
        n = lay_trip(ways, doors, scratch, origin[i], destination[i], line)
        out[2, i] = line[n - 1, ALONG]
        out[0, i], out[1, i], _ = point_along(line, 0, (np.int64(line[n - 1, ALONG]) * fraction[i]) >> 16)
