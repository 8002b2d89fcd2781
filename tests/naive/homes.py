"""Slow obvious twins of the home rules."""

from math import hypot


def weighted_median(pairs):
    """Pairs (value, weight)."""
    pairs = sorted(pairs)
    half = sum(weight for _, weight in pairs) / 2
    reached = 0.0
    for value, weight in pairs:
        reached += weight
        if reached >= half:
            return value
    return None


def densest(rows, reach):
    """Rows (x, y, weight): the weighted mean around the row with most weight in reach, and how many are there."""
    best = None
    for x, y, _ in rows:
        near = [(a, b, w) for a, b, w in rows if w > 0 and hypot(a - x, b - y) <= reach]
        total = sum(w for _, _, w in near)
        if best is None or total > best[0]:
            best = (total, near)
    total, near = best
    if not total:
        return None
    return sum(w * a for a, _, w in near) / total, sum(w * b for _, b, w in near) / total, len(near)
