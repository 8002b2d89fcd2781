"""Slow obvious twins of the defences."""

import math
from itertools import pairwise


def stays(fixes, radius, least):
    """[(first row, row after)] of the stays of one trace [(t, x, y), ...]."""
    found, i = [], 0
    while i < len(fixes):
        near = [math.dist(fixes[i][1:], fix[1:]) <= radius for fix in fixes[i:]]
        j = i + (near.index(False) if False in near else len(near))
        if fixes[j - 1][0] - fixes[i][0] >= least:
            found.append((i, j))
            i = j
        else:
            i += 1
    return found


def trips(fixes, radius, least):
    """Trip of each fix: how many stays of the trace have their middle before it."""
    middles = [
        (row, after, (fixes[row][0] + fixes[after - 1][0]) // 2) for row, after in stays(fixes, radius, least)
    ]
    return [
        sum(after <= i or (row <= i and t > middle) for row, after, middle in middles)
        for i, (t, _, _) in enumerate(fixes)
    ]


def stretch(a, b, n_a, n_b, units):
    """What boxes a and b ((col, col, row, row, slot, slot), ends included) lose in their hull."""
    lost = 0
    for axis, unit in ((0, units[0]), (2, units[0]), (4, units[1])):
        hull = max(a[axis + 1], b[axis + 1]) - min(a[axis], b[axis])
        lost += unit * n_a * (hull - (a[axis + 1] - a[axis]))
        lost += unit * n_b * (hull - (b[axis + 1] - b[axis]))
    return lost


def nearest_box(own, boxes, n_own, n_box, units):
    costs = [stretch(own, box, n_own, n_box, units) for box in boxes]
    return costs.index(min(costs)), min(costs)


def longer(a, b):
    """Clusters are (number, people, boxes)."""
    return (a, b) if (-len(a[2]), a[0]) < (-len(b[2]), b[0]) else (b, a)


def pair_cost(a, b, units):
    a, b = longer(a, b)
    total = sum(nearest_box(box, b[2], a[1], b[1], units)[1] for box in a[2])
    return total / (len(a[2]) * (a[1] + b[1]))


def hull(a, b):
    return tuple((min, max)[i % 2](a[i], b[i]) for i in range(6))


def merged(a, b, units):
    a, b = longer(a, b)
    joined = {}
    for box in a[2]:
        j, _ = nearest_box(box, b[2], a[1], b[1], units)
        joined[j] = hull(joined.get(j, b[2][j]), box)
    for j, box in enumerate(b[2]):
        if j not in joined:
            at = sorted(i for i in joined if i >= 0)
            costs = [stretch(box, joined[i], b[1], a[1] + b[1], units) for i in at]
            best = at[costs.index(min(costs))]
            joined[best] = hull(joined[best], box)
            joined[-1 - j] = None
    boxes = [joined[j] for j in sorted(i for i in joined if i >= 0)]
    return (b[0], a[1] + b[1], sorted(boxes, key=lambda box: box[4]))


def grouped(traces, k, units):
    """[(set of members, boxes)] of one bucket of traces, each a list of boxes."""
    alive = {i: ((i, 1, list(boxes)), {i}) for i, boxes in enumerate(traces)}
    done = {}
    while len(alive) >= 2:
        pairs = [(pair_cost(alive[i][0], alive[j][0], units), i, j) for i in alive for j in alive if i != j]
        _, i, j = min(pairs)
        new = merged(alive[i][0], alive[j][0], units)
        members = alive.pop(i)[1] | alive.pop(j)[1]
        (alive if new[1] < k else done)[new[0]] = (new, members)
    for last, members in alive.values():
        if done:
            _, to = min((pair_cost(last, other, units), number) for number, (other, _) in done.items())
            other, others = done.pop(to)
            new = merged(last, other, units)
            done[new[0]] = (new, members | others)
        else:
            done[last[0]] = (last, members)
    return sorted((sorted(members), boxes) for (_, _, boxes), members in done.values())


def place_at(fixes, t):
    """Where a trace is at minute t, on the straight line between its fixes."""
    if t <= fixes[0][0]:
        return fixes[0][1:]
    for (t0, x0, y0), (t1, x1, y1) in pairwise(fixes):
        if t0 <= t < t1:
            return (x0 + (x1 - x0) * (t - t0) // (t1 - t0), y0 + (y1 - y0) * (t - t0) // (t1 - t0))
    return fixes[-1][1:]


def kept_together(traces, half):
    """For each trace [(t, x, y), ...] the most traces within `half` of an axis that it is within `half` of."""

    def close(a, b):
        return [t for t, _, _ in a] == [t for t, _, _ in b] and all(
            math.dist(p[1:], q[1:]) <= half for p, q in zip(a, b, strict=True)
        )

    sizes = [sum(close(a, b) for b in traces) for a in traces]
    return [max(size for b, size in zip(traces, sizes, strict=True) if close(a, b)) for a in traces]
