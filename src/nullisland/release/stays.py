"""Where a trace stayed: what is left of it when the ways between are dropped."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nullisland._kernels.stays import find_stays, number_trips
from nullisland.model import DAY_MIN
from nullisland.threads import over_blocks

__all__ = ["STAY_M", "STAY_MIN", "Stays", "most_trips", "stays_of", "trips_of"]

STAY_M = 200
"""How far from its first fix a stay reaches, in metres: Li et al. 2008, ACM GIS (200 m)."""

STAY_MIN = 30
"""How long a stay lasts at least, in minutes: Li et al. 2008, ACM GIS (30 min)."""

Ints = NDArray[np.int32]


class Stays(NamedTuple):
    """Stays of all traces, in order: those of trace i are `first[i] : first[i + 1]`.

    `x_dm`, `y_dm` are the mean of the fixes of a stay; `from_min` and `to_min` its first and last minute.
    """

    first: NDArray[np.int64]
    from_min: NDArray[np.int64]
    to_min: NDArray[np.int64]
    x_dm: NDArray[np.int64]
    y_dm: NDArray[np.int64]


def stays_of(
    first: NDArray[np.int64],
    t_min: Ints,
    x_dm: Ints,
    y_dm: Ints,
    *,
    stay_m: int = STAY_M,
    stay_min: int = STAY_MIN,
) -> Stays:
    """Stays of at least `stay_min` minutes within `stay_m` metres of their first fix.

    The rows of trace i, in time order, are `first[i] : first[i + 1]`. Source: Li et al. 2008, ACM GIS, "Mining
    user similarity based on location history". Cost: about 20 ns a fix.
    """
    until = _ends(first, t_min, x_dm, y_dm, (stay_m * 10, stay_min))
    start = np.flatnonzero(until)
    end = until[start].astype(np.int64)
    n = end - start

    def mean(column: Ints) -> NDArray[np.int64]:
        upto = np.concatenate(([0], np.cumsum(column, dtype=np.int64)))
        return np.asarray((upto[end] - upto[start]) // np.maximum(n, 1), np.int64)

    return Stays(
        first=np.searchsorted(start, first).astype(np.int64),
        from_min=t_min[start].astype(np.int64),
        to_min=t_min[end - 1].astype(np.int64),
        x_dm=mean(x_dm),
        y_dm=mean(y_dm),
    )


def trips_of(first: NDArray[np.int64], t_min: Ints, x_dm: Ints, y_dm: Ints) -> Ints:
    """Number of the trip of every fix, from 0 for each trace: a trip ends in the middle of a stay.

    So a trip shows the way and both its ends. Stays as in `stays_of`.
    """
    until = _ends(first, t_min, x_dm, y_dm, (STAY_M * 10, STAY_MIN))
    trip = np.empty(len(t_min), np.int32)
    over_blocks(lambda a, b: number_trips((a, b), first, t_min, until, trip), len(first) - 1)
    return trip


def most_trips(days: int) -> int:
    """The largest number of trips that fit into so many days, a stay taking `STAY_MIN` minutes."""
    return days * DAY_MIN // STAY_MIN + 1


def _ends(first: NDArray[np.int64], t_min: Ints, x_dm: Ints, y_dm: Ints, rule: tuple[int, int]) -> Ints:
    until = np.zeros(len(t_min), np.int32)
    over_blocks(lambda a, b: find_stays((a, b), first, t_min, x_dm, y_dm, rule, until), len(first) - 1)
    return until
