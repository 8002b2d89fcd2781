"""Slow twin of `attack.near`: the likelihood of every trace, clue by clue."""

from math import exp, hypot, isnan, log, pi

AT_HOME, AREA_DM2 = 0.6, 4e8


def weight(fixes, home, clue, within_dm, epsilon_per_dm, sigma_dm):
    """Log-probability of one clue (x, y, t_min), or None if the trace was silent in that hour."""
    x, y, t = clue

    def away(at):
        return hypot(max(0, abs(at[0] - x) - within_dm), max(0, abs(at[1] - y) - within_dm))

    def mean(distances):
        return sum(exp(-epsilon_per_dm * d) for d in distances) / len(distances)

    in_hour = [(fx, fy) for ft, fx, fy in fixes if ft // 60 == t // 60]
    if not in_hour:
        return None
    unit = epsilon_per_dm**2 / (2 * pi)
    in_square = min(1, unit * (2 * within_dm) ** 2) * mean([away(at) for at in in_hour])
    if home is None or isnan(home[0]):
        return log(max(in_square, 1e-300))
    stayed = AT_HOME * unit * mean([hypot(fx - home[0], fy - home[1]) for fx, fy in in_hour])
    odds = stayed / (stayed + (1 - AT_HOME) / AREA_DM2)
    by_home = exp(-(away(home) ** 2) / (2 * sigma_dm**2))
    return log(max((1 - odds) * in_square + odds * by_home, 1e-300))


def likelihoods(traces, homes, clues, within_dm, epsilon_per_dm, sigma_dm):
    """Likelihood of each trace that spoke at every clue, relative to the best: {position: share of the best}."""
    sums = {}
    for i, fixes in enumerate(traces):
        values = [weight(fixes, homes[i], clue, within_dm, epsilon_per_dm, sigma_dm) for clue in clues]
        if None not in values and min(values) >= -12:
            sums[i] = sum(values)
    top = max(sums.values(), default=0)
    return {i: exp(value - top) for i, value in sums.items()}
