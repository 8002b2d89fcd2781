"""Estimates with 95 % intervals. Each method is named in its result."""

from math import sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.special import bdtrc, stdtrit

from nullisland.errors import DataError
from nullisland.model import Estimate

__all__ = ["Z95", "batch_interval", "bootstrap_mean", "bootstrap_median", "exact", "newcombe", "wilson"]

Z95 = 1.959963984540054
"""97.5 % point of the normal distribution."""


def wilson(count: int, n: int) -> Estimate:
    """Share `count / n` with Wilson's score interval, which stays sensible at 0, at n and for few people.

    Source: Wilson 1927, JASA 22:209; Newcombe 1998, Stat. Med. 17:857, method 3. Raises DataError if n is 0.

    >>> [round(part, 4) for part in wilson(81, 263)[:3]]
    [0.308, 0.2553, 0.3662]
    """
    _check_count(count, n)
    share, z2 = count / n, Z95 * Z95
    middle = (2 * count + z2) / (2 * (n + z2))
    half = Z95 * sqrt(z2 + 4 * count * (1 - share)) / (2 * (n + z2))
    low = 0.0 if count == 0 else max(0.0, middle - half)
    high = 1.0 if count == n else min(1.0, middle + half)
    return Estimate(share, min(low, share), max(high, share), n, "wilson")


def newcombe(count: int, n: int, other_count: int, other_n: int) -> Estimate:
    """Difference of two independent shares, `count / n - other_count / other_n`.

    A hybrid score interval; the result's `n` is that of the first share. Source: Newcombe 1998, Stat.
    Med. 17:873, method 10, without continuity correction. Raises DataError if an n is 0.

    >>> [round(part, 4) for part in newcombe(56, 70, 48, 80)[:3]]
    [0.2, 0.0524, 0.3339]
    """
    p, low_p, high_p, _, _ = wilson(count, n)
    q, low_q, high_q, _, _ = wilson(other_count, other_n)
    low = p - q - sqrt((p - low_p) ** 2 + (high_q - q) ** 2)
    high = p - q + sqrt((high_p - p) ** 2 + (q - low_q) ** 2)
    return Estimate(p - q, max(-1.0, low), min(1.0, high), n, "newcombe")


def exact(count: int, n: int) -> Estimate:
    """Share `count / n` of a whole town, counted without drawing anything by lot: it has no interval.

    Raises DataError if n is 0.
    """
    _check_count(count, n)
    return Estimate(count / n, count / n, count / n, n, "exact")


def bootstrap_median(values: NDArray[np.integer]) -> Estimate:
    """Median over people (the lower of two in the middle) with the bootstrap's percentile interval.

    The bootstrap's distribution of an order statistic is a binomial sum, so it is computed instead of
    resampled: what infinitely many resamples would give, and no seed. Source: Efron 1979, Ann. Statist.
    7:1, section 3; Maritz, Jarrett 1978, JASA 73:194. Raises DataError if there are no values. Cost: a
    sort.
    """
    n = len(values)
    if n == 0:
        raise DataError("a median needs at least one value, got none")
    ascending = np.sort(values)
    middle = (n + 1) // 2
    low = ascending[_first_place(n, middle, 0.025)]
    high = ascending[_first_place(n, middle, 0.975)]
    return Estimate(float(ascending[middle - 1]), float(low), float(high), n, "bootstrap")


def bootstrap_mean(values: NDArray[np.floating]) -> Estimate:
    """Mean over people with the bootstrap's interval, taken from its normal limit: for some dozens of values or more.

    Source: Efron 1979, Ann. Statist. 7:1; the resampled mean has the variance of the values over n. Raises
    DataError if there are no values.

    >>> [round(part, 2) for part in bootstrap_mean(np.array([1.0, 3.0]))[:3]]
    [2.0, 0.61, 3.39]
    """
    n = len(values)
    if n == 0:
        raise DataError("a mean needs at least one value, got none")
    mean, half = float(values.mean()), Z95 * float(values.std()) / sqrt(n)
    return Estimate(mean, mean - half, mean + half, n, "bootstrap")


def batch_interval(value: float, blocks: NDArray[np.float64]) -> tuple[float, float]:
    """Interval of 95 % of a statistic of all people, from the same statistic of blocks of them: batch means.

    Student's t on the blocks' standard error, around `value`. For statistics whose own error has no formula; a
    statistic of a block may be biased where that of everybody is not, and only its spread is used. Source: Schmeiser
    1982, Oper. Res. 30:556. Raises DataError for fewer than two blocks.
    """
    n = len(blocks)
    if n < 2:
        raise DataError(f"an interval needs at least two blocks, got {n}")
    half = float(stdtrit(n - 1, 0.975) * blocks.std(ddof=1) / sqrt(n))
    return value - half, value + half


def _first_place(n: int, middle: int, share: float) -> int:
    """First place whose value the resampled median does not exceed with probability `share`."""
    low, high = 0, n - 1
    while low < high:
        place = (low + high) // 2
        at_most = bdtrc(
            middle - 1, n, (place + 1) / n
        )  # at least `middle` of n resampled values at or below it
        low, high = (low, place) if at_most >= share else (place + 1, high)
    return low


def _check_count(count: int, n: int) -> None:
    if n < 1:
        raise DataError(f"a share needs at least one person, got {n}")
    if not 0 <= count <= n:
        raise DataError(f"count must be in [0, {n}], got {count}")
