"""Buckets of people with the same zones of home and work, within which similar traces are looked for."""

import numpy as np
from numpy.typing import NDArray

from nullisland.model import DAY_MIN
from nullisland.release.stays import Stays

__all__ = ["MOST_IN_BUCKET", "ZONE_M", "buckets_of"]

Longs = NDArray[np.int64]

ZONE_M = 1_000
"""Side of a zone in metres. ASSUMPTION: about a district of a town."""

MOST_IN_BUCKET = 100
"""People in a bucket at most. ASSUMPTION: the cost grows with it, and 200 gave boxes of the same size."""

_NIGHT, _WORK = (0, 6 * 60), (9 * 60, 17 * 60)
_WORK_DAYS = 5


def buckets_of(stays: Stays) -> list[Longs]:
    """Positions of the traces that have stays, in buckets of nearly equal size of `MOST_IN_BUCKET` at most.

    Home is the zone with most minutes of stay between 0 and 6 o'clock, work the other zone with most between 9
    and 17 on Mondays to Fridays (none: home). Traces are sorted by both, along a curve that keeps neighbours
    together, and cut. Cost: a sort of the stays.
    """
    n = len(stays.first) - 1
    trace = np.repeat(np.arange(n), np.diff(stays.first))
    zone = _curve(stays.x_dm // (ZONE_M * 10), stays.y_dm // (ZONE_M * 10))
    home = _busiest(trace, zone, _minutes(stays, _NIGHT, 7), n)
    away = np.where(zone == home[trace], 0, _minutes(stays, _WORK, _WORK_DAYS))
    work = _busiest(trace, zone, away, n)
    present = np.flatnonzero(np.diff(stays.first))
    if not len(present):
        return []
    order = present[np.lexsort((work[present], home[present]))]
    return [np.sort(part) for part in np.array_split(order, -(-len(order) // MOST_IN_BUCKET))]


def _minutes(stays: Stays, window: tuple[int, int], days: int) -> Longs:
    """Minutes of each stay within a window of the first `days` days of each week."""

    def before(t: Longs) -> Longs:
        day, minute = np.divmod(t, DAY_MIN)
        whole = day // 7 * days + np.minimum(day % 7, days)
        part = np.clip(minute - window[0], 0, window[1] - window[0]) * (day % 7 < days)
        return np.asarray(whole * (window[1] - window[0]) + part, np.int64)

    return before(stays.to_min) - before(stays.from_min)


def _busiest(trace: Longs, zone: Longs, minutes: Longs, n: int) -> Longs:
    """Zone of each trace with most minutes, of several the lowest; 0 without any."""
    zones, at = np.unique(zone, return_inverse=True)
    pair, where = np.unique(trace * len(zones) + at, return_inverse=True)
    total = np.bincount(where, minutes, len(pair)).astype(np.int64)
    owner = pair // max(len(zones), 1)
    order = np.lexsort((pair, -total, owner))
    out = np.zeros(n, np.int64)
    first = np.flatnonzero(np.diff(owner[order], prepend=-1))
    out[owner[order][first]] = zones[pair[order][first] % max(len(zones), 1)]
    return out


def _curve(column: Longs, row: Longs) -> Longs:
    """Number of a square on Morton's curve: bits of column and row in turn."""
    out = np.zeros(len(column), np.int64)
    column, row = column + 512, row + 512
    for bit in range(10):
        out |= ((column >> bit) & 1) << (2 * bit) | ((row >> bit) & 1) << (2 * bit + 1)
    return out
