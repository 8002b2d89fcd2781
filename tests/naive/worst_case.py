"""Worst-case risk by looking at every combination. A town is {id: [(slot, cell), ...]} in order."""

from collections import Counter
from fractions import Fraction
from itertools import combinations


def worst_case_risk(town, kind, n_known, tolerance=Fraction(0)):
    """{id: risk as a Fraction}."""
    return {who: max(risks(town, who, kind, n_known, tolerance)) for who in sorted(town)}


def risks(town, who, kind, n_known, tolerance):
    for chosen in choices(town[who], kind, n_known):
        yield Fraction(1, sum(fits(town[who], other, chosen, kind, tolerance) for other in town.values()))


def choices(trace, kind, n_known):
    places = [cell for _, cell in trace]
    if kind == "home_work":
        return [frozenset(two_most_visited(trace))]
    if kind in ("location", "location_sequence"):
        rows = places
    elif kind == "location_time":
        rows = trace
    else:
        rows = sorted(set(places))
    return combinations(rows, min(n_known, len(rows)))


def fits(target, other, chosen, kind, tolerance):
    places = [cell for _, cell in other]
    if kind == "location":
        return Counter(chosen) <= Counter(places)
    if kind == "location_time":
        return Counter(chosen) <= Counter(other)
    if kind == "location_sequence":
        rest = iter(places)
        return all(cell in rest for cell in chosen)
    if kind == "unique_location":
        return set(chosen) <= set(places)
    if kind == "home_work":
        return chosen <= frozenset(two_most_visited(other))
    if not set(chosen) <= set(places):
        return False
    mine, his = Counter(cell for _, cell in target), Counter(places)
    wholes = {
        "location_frequency": (1, 1),
        "location_probability": (len(target), len(other)),
        "location_proportion": (max(mine[c] for c in chosen), max(his[c] for c in chosen)),
    }
    my_whole, his_whole = wholes[kind]
    return all(
        (1 - tolerance) * Fraction(his[c], his_whole)
        <= Fraction(mine[c], my_whole)
        <= (1 + tolerance) * Fraction(his[c], his_whole)
        for c in chosen
    )


def two_most_visited(trace):
    counts = Counter(cell for _, cell in trace)
    since = {cell: min(slot for slot, c in trace if c == cell) for cell in counts}
    return sorted(counts, key=lambda cell: (-counts[cell], since[cell], cell))[:2]
