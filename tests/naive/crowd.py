"""A crowd asked about known points, the slow and obvious way: a set of points for everybody."""

NOBODY = 255


def levels(known, own, traces, level):
    """For each k the least level of somebody other than `own` who holds the first k points of `known`.

    `traces` are sets of points, `level` everybody's.
    """
    out = [NOBODY] * len(known)
    for person, points in enumerate(traces):
        k = 0
        while person != own and k < len(known) and known[k] in points:
            out[k] = min(out[k], level[person])
            k += 1
    return out


def nearest_pairs(xy):
    """Partners of points (x, y): again and again the two nearest that are still free, ties by id."""
    free, partner = set(range(len(xy))), list(range(len(xy)))
    while len(free) > 1:
        a, b = min(
            ((i, j) for i in free for j in free if i < j),
            key=lambda p: ((xy[p[0]][0] - xy[p[1]][0]) ** 2 + (xy[p[0]][1] - xy[p[1]][1]) ** 2, p),
        )
        partner[a], partner[b] = b, a
        free -= {a, b}
    return partner
