"""Slow obvious twins of profiles. A profile is a Counter of (group, cell)."""

import itertools
from collections import Counter
from math import inf, log, sqrt


def profile(points, kind, slot_min):
    """Profile of one trace, a set of (slot, cell)."""
    ordered = sorted(points)
    if kind == "moves":
        return Counter((a[1], b[1]) for a, b in itertools.pairwise(ordered))
    if kind == "place-time":
        return Counter(((slot * slot_min + slot_min // 2) % 1440 // 240, cell) for slot, cell in ordered)
    return Counter((slot if kind == "moment" else 0, cell) for slot, cell in ordered)


def score(new, other, everybody, fleeting=False):
    """Log likelihood ratio; None if the two have nothing in common (fleeting: no group in common)."""
    groups = {group for group, _ in other}
    if not (set(new) & set(other) or (fleeting and groups & {group for group, _ in new})):
        return None
    total = 0.0
    for (group, cell), count in new.items():
        if fleeting and group not in groups:
            continue
        own = sum(n for (g, _), n in other.items() if g == group)
        all_ = sum(n for (g, _), n in everybody.items() if g == group)
        p = other[group, cell] / own if own else 0.0
        q = everybody[group, cell] / all_ if all_ else 0.0
        total += sqrt(count) * (log(0.2 + 0.8 * p / q) if p else log(0.2))
    return total


def ranking(new, others, fleeting=False):
    """[(score, row), ...] best first, of those with something in common."""
    everybody = sum(others, Counter())
    scores = [(score(new, other, everybody, fleeting), row) for row, other in enumerate(others)]
    return sorted(((s, row) for s, row in scores if s is not None), key=lambda x: (-round(x[0], 9), x[1]))


def greedy(edges):
    """Pairs {left: right} of edges (score, left, right), highest first."""
    pairs = {}
    for score, left, right in sorted(edges, key=lambda e: (-e[0], e[1], e[2])):
        if score > 0 and score != inf and left not in pairs and right not in pairs.values():
            pairs[left] = right
    return pairs


def largest_sum(table, used=frozenset()):
    """The largest sum of positive scores, each row and each column taken once at most: every way is tried."""
    if not table:
        return 0
    best = largest_sum(table[1:], used)
    for column, score in enumerate(table[0]):
        if score > 0 and column not in used:
            best = max(best, score + largest_sum(table[1:], used | {column}))
    return best
