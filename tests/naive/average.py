"""Slow obvious twins of the averages."""

from math import hypot


def cost(points, x, y):
    return sum(hypot(px - x, py - y) for px, py in points)


def hole_score(rows, ends, x, y, radius, slack):
    """`rows` and `ends` are lists of points; an end inside counts as a row inside, and not as an end."""
    inside = sum(hypot(px - x, py - y) < radius - slack for px, py in rows)
    near = (hypot(px - x, py - y) for px, py in ends)
    return sum(max(0, 1 - max(d - radius, 0) / (3 * radius)) for d in near if d >= radius - slack) - inside


def ends_of(times, points, gap):
    marked = set()
    for i in range(1, len(times)):
        if times[i] - times[i - 1] >= gap:
            marked |= {i - 1, i}
    return [points[i] for i in sorted(marked)]
