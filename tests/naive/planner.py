"""Stays, the slow and obvious way. A trace is a list of (slot, cell) or of cells, in time order."""


def stays_of_slots(trace, least):
    """[(cell, first slot, last slot)]: each cell's runs of slots in a row, by their first slot and then the cell."""
    points, runs = set(trace), []
    for slot, cell in sorted(points):
        if (slot - 1, cell) in points:
            continue
        end = slot
        while (end + 1, cell) in points:
            end += 1
        if end - slot + 1 >= least:
            runs.append((cell, slot, end))
    merged = []
    for cell, begin, end in runs:
        if merged and merged[-1][0] == cell:
            merged[-1] = (cell, merged[-1][1], max(end, merged[-1][2]))
        else:
            merged.append((cell, begin, end))
    return merged


def stays_of_fixes(cells, least):
    """[(cell, first row, last row)] of runs of equal cells; -1 is no cell."""
    runs, begin = [], 0
    for row in range(1, len(cells) + 1):
        if row == len(cells) or cells[row] != cells[begin]:
            if row - begin >= least and cells[begin] >= 0:
                if runs and runs[-1][0] == cells[begin]:
                    runs[-1] = (cells[begin], runs[-1][1], row - 1)
                else:
                    runs.append((cells[begin], begin, row - 1))
            begin = row
    return runs


def spread(rectangles, amounts, weights, columns):
    """Each amount shared among the squares of its rectangle by weight: a list over squares."""
    out = [0.0] * len(weights)
    for (c0, c1, r0, r1), amount in zip(rectangles, amounts, strict=True):
        squares = [r * columns + c for r in range(r0, r1 + 1) for c in range(c0, c1 + 1)]
        total = sum(weights[s] for s in squares)
        for s in squares:
            out[s] += amount * weights[s] / total if total else 0
    return out
