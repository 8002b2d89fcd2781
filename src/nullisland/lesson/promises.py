"""Scene 7, the promise: totals with noise for every setting of its controls, and epsilon as odds."""

import math
from dataclasses import dataclass

import numpy as np

from nullisland.measure.utility import busiest_right
from nullisland.model import DAY_MIN, Release
from nullisland.release.aggregate import count_points
from nullisland.release.aggregate_dp import bounded_rows, units_of
from nullisland.release.noise import add_laplace, laplace_scale

__all__ = ["EPSILONS", "MOST_POINTS", "SHARED", "UNITS", "Promise", "odds", "promises_of"]

EPSILONS = (0.1, 1.0, 2.0, 5.0)
SHARED = (1, 4)
"""The whole budget, and how many releases share it in equal parts."""

UNITS = ("one visit", "one person-day", "one person")
MOST_POINTS = 24
"""What may be protected, and how many points of a visit or a day are counted; of a person, so many a day."""


@dataclass(frozen=True, slots=True)
class Promise:
    """One noisy release with its part of a budget: `typical_error` is the median over all counts.

    `fullest_right` of `fullest_asked` fullest squares are still the fullest.
    """

    unit: str
    epsilon: float
    releases: int
    typical_error: float
    fullest_right: int
    fullest_asked: int

    @property
    def right_of_100(self) -> int:
        """Of 100 attackers who start at 50:50, how many are right at best, on average."""
        return odds(self.epsilon)

    @property
    def wrong_of_100(self) -> int:
        """The others."""
        return 100 - self.right_of_100


def odds(epsilon: float) -> int:
    """Of 100 attackers who start at 50:50, how many are right at best, on average.

    Source: the bound of the posterior odds, Wasserman, Zhou 2010, JASA 105:375; exp(eps) / (1 + exp(eps)).

    >>> [odds(epsilon) for epsilon in EPSILONS]
    [52, 73, 88, 99]
    """
    return round(100 / (1 + math.exp(-epsilon)))


def promises_of(release: Release, days: int, seed: int) -> tuple[Promise, ...]:
    """The mechanism of `aggregate_dp`, whose bounded counts depend on the unit alone, with noise of each size."""
    n_slots = days * DAY_MIN // release.slot_min
    truth = count_points(release, n_slots, None)
    out = []
    for unit in UNITS:
        most = MOST_POINTS * days if unit == "one person" else MOST_POINTS
        order, edges = units_of(release, unit)
        counts = count_points(release, n_slots, None, order[bounded_rows(edges, most, seed)])
        for epsilon in EPSILONS:
            for releases in SHARED:
                noisy = add_laplace(counts, laplace_scale(most, epsilon / releases), seed, "counts")
                asked = min(10, truth.shape[1])
                out.append(
                    Promise(
                        unit,
                        epsilon,
                        releases,
                        float(np.median(np.abs(noisy - truth))),
                        busiest_right(truth.sum(axis=0), noisy.sum(axis=0), asked),
                        asked,
                    )
                )
    return tuple(out)
