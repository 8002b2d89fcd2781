"""Slow obvious twin of matching with clues. A town is {id: set of (slot, cell)}."""

from math import exp, hypot, log


def squares_near(grid, x, y, reach_dm):
    """Cells of the squares that the square of side 2 * reach about a point touches; outside: the nearest."""
    side = grid.cell_m * 10

    def clipped(value, n):
        return min(max(value, 0), n - 1)

    columns = {
        clipped(c, grid.columns)
        for c in range((x - reach_dm - grid.west_dm) // side, (x + reach_dm - grid.west_dm) // side + 1)
    }
    rows = {
        clipped(r, grid.rows)
        for r in range((y - reach_dm - grid.south_dm) // side, (y + reach_dm - grid.south_dm) // side + 1)
    }
    return {row * grid.columns + column for row in rows for column in columns}


def fits(trace, cells, slots):
    return any(slot in slots and cell in cells for slot, cell in trace)


def best_trace(town, clues, wrong, error, inside):
    """(id or None, probability, how many fit); `clues` is a list of (cells, slots), None: no such clue."""
    given = [clue for clue in clues if clue is not None]
    who_fits = [{who for who, trace in town.items() if fits(trace, *clue)} for clue in given]
    n = len(town)
    weights = {}
    for who in sorted(town):
        held = [who in fit for fit in who_fits]
        misses = held.count(False)
        if not any(held) or misses > wrong or (misses and error == 0):
            continue
        weight = 0.0
        for fit, hit in zip(who_fits, held, strict=True):
            if hit:
                weight += log((1 - error) * n / len(fit))
            else:
                weight += log(error * n / max(n - len(fit), 1))
        weights[who] = weight
    if not weights:
        return None, 0.0, 0
    best = max(weights, key=lambda who: (weights[who], -who))
    mass = sum(exp(weight) for weight in weights.values())
    return best, exp(weights[best]) * inside / (mass * inside + (1 - inside) * n), len(weights)


def touches(box, clue):
    return all(box[i] <= clue[i + 1] and box[i + 1] >= clue[i] for i in (0, 2, 4))


def fixes_scores(town, clues, rule, table):
    """Log likelihood ratios of {trace: [(t, x, y), ...]} against anybody."""
    window, share = rule
    scores = dict.fromkeys(town, 0.0)
    for clue in clues:
        if clue is None:
            continue
        x, y, t = clue
        best = {}
        for who, fixes in town.items():
            metres = [int(hypot(fx - x, fy - y) / 10) for ft, fx, fy in fixes if abs(ft - t) <= window]
            if metres:
                best[who] = max(table[min(m, len(table) - 1)] for m in metres)
        if not best:
            continue
        without = log((1 - share) * len(town) / max(len(town) - len(best), 1))
        for who in town:
            scores[who] += best[who] + log(share * len(town) / len(best)) if who in best else without
    return scores
