"""The world's kernels, the slow and obvious way: every pair is looked at, with Python integers."""

from math import hypot


def thinned(points, rooms, order):
    """Positions kept when each point, in this order, must have its room to all kept before."""
    kept = []
    for i in order:
        (x, y), room = points[i], rooms[i]
        if all((x - points[j][0]) ** 2 + (y - points[j][1]) ** 2 >= min(room, rooms[j]) ** 2 for j in kept):
            kept.append(i)
    return sorted(kept)


def gabriel_pairs(points, longest):
    """Pairs at most `longest` apart with no third point in the closed disc between them."""
    pairs = []
    for i, (ax, ay) in enumerate(points):
        for j, (bx, by) in list(enumerate(points))[i + 1 :]:
            inside = [
                (px, py)
                for k, (px, py) in enumerate(points)
                if k not in (i, j) and (ax - px) * (bx - px) + (ay - py) * (by - py) <= 0
            ]
            if not inside and (ax - bx) ** 2 + (ay - by) ** 2 <= longest**2:
                pairs.append((i, j))
    return pairs


def connected_with(edges, start):
    """All nodes one can reach from `start`."""
    reached, waiting = {start}, [start]
    while waiting:
        node = waiting.pop()
        for a, b in edges:
            for here, there in ((a, b), (b, a)):
                if here == node and there not in reached:
                    reached.add(there)
                    waiting.append(there)
    return reached


def choose_edges(points, pairs, must, skip, sharp, most):
    """Streets laid in order: those that connect, those that must be, and those that suit."""
    laid = []
    for (a, b), needed, unwanted in zip(pairs, must, skip, strict=True):
        good = bool(needed) or b not in connected_with(laid, a)
        if not good and not unwanted:
            degree = {k: sum(k in edge for edge in laid) for k in (a, b)}
            good = all(degree[k] < most for k in (a, b)) and not any(
                meets_sharply(points, here, there, edge, sharp)
                for here, there in ((a, b), (b, a))
                for edge in laid
                if here in edge
            )
        if good:
            laid.append((a, b))
    return laid


def meets_sharply(points, here, there, edge, sharp):
    other = edge[0] if edge[1] == here else edge[1]
    ux, uy = (points[there][k] - points[here][k] for k in (0, 1))
    vx, vy = (points[other][k] - points[here][k] for k in (0, 1))
    dot = ux * vx + uy * vy
    return dot > 0 and dot * dot * 128 > (ux * ux + uy * uy) * (vx * vx + vy * vy) * sharp


def cycles(onward):
    """The cycles of a permutation, each from its least member, in the order of these."""
    seen, found = set(), []
    for start in range(len(onward)):
        ring = []
        while start not in seen:
            seen.add(start)
            ring.append(start)
            start = onward[start]
        if ring:
            found.append(ring)
    return found


def straight_on(points, edges, kinds, node):
    """Pairs of edges that continue each other at a node, the straightest first."""

    def bearing(e):
        a, b = edges[e]
        far = b if a == node else a
        x, y = points[far][0] - points[node][0], points[far][1] - points[node][1]
        return x / hypot(x, y), y / hypot(x, y)

    here = [e for e, edge in enumerate(edges) if node in edge]
    joined = []
    while True:
        best = None
        for i, e in enumerate(here):
            for f in here[i + 1 :]:
                (ux, uy), (vx, vy) = bearing(e), bearing(f)
                cosine = ux * vx + uy * vy
                if kinds[e] == kinds[f] and cosine < -0.8 and (best is None or cosine < best[0]):
                    best = cosine, e, f
        if best is None:
            return joined
        joined.append(tuple(sorted(best[1:])))
        here = [e for e in here if e not in best[1:]]


def overlap(a, b, gap):
    """Whether no side of two rectangles (x, y, ux, uy, wide, deep) keeps them `gap` apart."""
    return not (apart(a, b, gap) or apart(b, a, gap))


def corners(box):
    x, y, ux, uy, wide, deep = box
    return [
        (x + s * wide * ux - t * deep * uy, y + s * wide * uy + t * deep * ux)
        for s, t in ((-1, -1), (1, -1), (1, 1), (-1, 1))
    ]


def apart(a, b, gap):
    x, y, ux, uy, wide, deep = a
    along = [(px - x) * ux + (py - y) * uy for px, py in corners(b)]
    across = [(py - y) * ux - (px - x) * uy for px, py in corners(b)]
    return (
        min(along) > wide + gap
        or max(along) < -wide - gap
        or min(across) > deep + gap
        or max(across) < -deep - gap
    )


def pick_spread(weights, targets):
    """For each target the place whose stretch of the summed weights holds it, or the next free one."""
    taken = []
    for target in targets:
        i, passed = 0, weights[0]
        while passed <= target and i < len(weights) - 1:
            i += 1
            passed += weights[i]
        while i in taken:
            i = (i + 1) % len(weights)
        taken.append(i)
    return taken
