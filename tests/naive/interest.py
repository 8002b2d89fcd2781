"""Points of interest and the way off a path, the slow and obvious way."""

from math import hypot, inf


def gather(stays, reach):
    """Means of the stays that were drawn together, each joining the nearest within reach."""
    groups = []
    for x, y in stays:
        near = [(hypot(gx - x, gy - y), i) for i, (gx, gy, _) in enumerate(means(groups))]
        fit = [(d, i) for d, i in near if d <= reach]
        if fit:
            groups[min(fit)[1]].append((x, y))
        else:
            groups.append([(x, y)])
    return [(x, y) for x, y, _ in means(groups)]


def means(groups):
    return [(sum(p[0] for p in g) / len(g), sum(p[1] for p in g) / len(g), len(g)) for g in groups]


def matched(own, found, reach):
    """Pairs within reach, the nearest first, each point used once."""
    pairs = sorted(
        (hypot(a[0] - b[0], a[1] - b[1]), i, j) for i, a in enumerate(own) for j, b in enumerate(found)
    )
    used_a, used_b = set(), set()
    for d, i, j in pairs:
        if d <= reach and i not in used_a and j not in used_b:
            used_a.add(i)
            used_b.add(j)
    return len(used_a)


def off_path(path, x, y):
    """Distance of (x, y) from a path of points."""
    best = inf
    for k, (x0, y0) in enumerate(path):
        x1, y1 = path[min(k + 1, len(path) - 1)]
        for step in range(2001):
            s = step / 2000
            best = min(best, hypot(x - x0 - s * (x1 - x0), y - y0 - s * (y1 - y0)))
    return best
