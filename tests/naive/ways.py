"""Shortest ways by the textbook, and where a trip is."""

import heapq
from itertools import pairwise


def distances(streets, root):
    """{node: decimetres} from a node, by Dijkstra with a heap."""
    arms = {}
    columns = (streets.edge_from, streets.edge_to, streets.edge_length_dm)
    for a, b, length in zip(*(c.tolist() for c in columns), strict=True):
        arms.setdefault(a, []).append((b, length))
        arms.setdefault(b, []).append((a, length))
    found, heap = {}, [(0, root)]
    while heap:
        here, node = heapq.heappop(heap)
        if node in found:
            continue
        found[node] = here
        for other, length in arms.get(node, ()):
            if other not in found:
                heapq.heappush(heap, (here + length, other))
    return found


def street_length(streets, places, origin, destination):
    """Decimetres along the streets from in front of one door to in front of another."""
    e, f = int(places.edge[origin]), int(places.edge[destination])
    p, q = int(places.offset_dm[origin]), int(places.offset_dm[destination])
    best = abs(p - q) if e == f else None
    for start, before in (
        (streets.edge_from[e], p),
        (streets.edge_to[e], int(streets.edge_length_dm[e]) - p),
    ):
        found = distances(streets, int(start))
        for end, after in (
            (streets.edge_from[f], q),
            (streets.edge_to[f], int(streets.edge_length_dm[f]) - q),
        ):
            length = before + found[int(end)] + after
            best = length if best is None else min(best, length)
    return best


def point_at(line, at):
    """Where one is after `at` decimetres of a line [(x, y, along, edge), ...]."""
    for (x, y, start, _), (to_x, to_y, end, _) in pairwise(line):
        if at <= end:
            if end == start:
                return x, y
            share = (at - start) / (end - start)
            return round_half_up(x + (to_x - x) * share), round_half_up(y + (to_y - y) * share)
    raise AssertionError("beyond the end of the line")


def round_half_up(value):
    return int((value + 0.5) // 1)
