"""Slow obvious twins of traces, index, knowledge and anchor. A town is {id: set of (slot, cell)}."""

from collections import Counter

from naive.rng import draw, person_key


def records(rows):
    """Rows (id, cell, slot) by id, then slot, then as they came: {id: [(slot, cell), ...]}."""
    town = {}
    for who, cell, slot in rows:
        town.setdefault(who, []).append((slot, cell))
    return {who: sorted(town[who], key=lambda point: point[0]) for who in sorted(town)}


def points(rows):
    return {who: set(trace) for who, trace in records(rows).items()}


def matches(town, known):
    """Ids of those who have every known point; a point of None is nobody's."""
    return [who for who in sorted(town) if all(point in town[who] for point in known)]


def shared_points(town, target, known):
    """How many of the first known points some one other trace has too."""
    best = 0
    for who, trace in town.items():
        if who != target:
            held = [point in trace for point in known]
            best = max(best, [*held, False].index(False))
    return best


def subset_counts(town, cards):
    return [
        len(matches(town, [card for j, card in enumerate(cards) if choice >> j & 1]))
        for choice in range(1 << len(cards))
    ]


def draw_points(stage_key, who, trace, n_known):
    """A shuffle stopped early, on a copy of the trace."""
    trace = list(trace)
    key = person_key(stage_key, who)
    for j in range(n_known):
        pick = j + ((draw(key, 0, j) >> 32) * (len(trace) - j) >> 32)
        trace[j], trace[pick] = trace[pick], trace[j]
    return trace[:n_known]


def anchors(trace, slot_min, least):
    """(home cell, work cell), None for none, with the default hours; `trace` is a set of (slot, cell)."""
    seen, night, work = Counter(), Counter(), Counter()
    for slot, cell in trace:
        middle = slot * slot_min + slot_min // 2
        day, minute = divmod(middle, 1440)
        seen[cell] += 1
        night[cell] += minute >= 22 * 60 or minute < 6 * 60
        work[cell] += day % 7 < 5 and 9 * 60 <= minute < 17 * 60
    home = _top(night, seen, set(), least)
    return home, None if home is None else _top(work, seen, {home}, least)


def _top(counts, seen, without, least):
    fit = [cell for cell in counts if counts[cell] >= max(least, 1) and cell not in without]
    return max(fit, key=lambda cell: (counts[cell], seen[cell], -cell), default=None)
