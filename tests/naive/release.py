"""Slow obvious twins of the release."""

from naive.rng import mix64


def points(records, slot_min, period_min):
    """{(person, period): sorted [(slot, cell), ...]} of records [(person, t, cell), ...]."""
    traces = {}
    for person, t, cell in records:
        period = t // period_min if period_min else 0
        traces.setdefault((person, period), set()).add((t // slot_min, cell))
    return {who: sorted(trace) for who, trace in traces.items()}


def cell_of(grid, x, y):
    side = grid.cell_m * 10
    column = min(max((x - grid.west_dm) // side, 0), grid.columns - 1)
    row = min(max((y - grid.south_dm) // side, 0), grid.rows - 1)
    return row * grid.columns + column


def permuted(rounds, size, half, value):
    """Image of a value under the keyed permutation of [0, size)."""
    mask = 2**half - 1
    while True:
        left, right = value >> half, value & mask
        for key in rounds:
            left, right = right, left ^ (mix64(key + right) & mask)
        value = left << half | right
        if value < size:
            return value
