"""The questions of a council, answered from stays: the same functions for truth and for a release."""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array

from nullisland.measure.utility.areas import Areas
from nullisland.measure.utility.frame import Frame
from nullisland.measure.utility.stays import Stays
from nullisland.model import DAY_MIN

__all__ = [
    "LENGTHS_M",
    "arrivals_at_stops",
    "by_hour",
    "clinic_shares",
    "commuters",
    "demand",
    "hours_at_clinics",
    "opening",
    "shared_among_places",
    "trip_lengths",
    "visits_a_day",
]

Longs = NDArray[np.int64]
Floats = NDArray[np.float64]

LENGTHS_M = (500, 1000, 2000, 4000, 8000)
"""Where the classes of trip lengths are parted."""

MORNING, AFTERNOON = (8, 13), (13, 18)
"""The clinics can be open for one of these, Monday to Friday."""

_WEEK_MIN, _WORK_DAYS = 7 * DAY_MIN, 5
_NIGHT, _WORK = (22 * 60, 6 * 60), (9 * 60, 17 * 60)


def arrivals_at_stops(stays: Stays, frame: Frame) -> Floats:
    """Arrivals at each stop's square: (n_stops,). What a larger area has is shared evenly among its stops."""
    areas = _areas(stays)
    stop = np.zeros(frame.n_squares, bool)
    stop[frame.stops] = True
    amounts = np.bincount(stays.area[stays.arrivals()], minlength=len(areas)).astype(np.float64)
    return areas.spread(amounts, stop, frame)[frame.stops]


def demand(stays: Stays, frame: Frame) -> Floats:
    """Share of all trips that lead from one district to another: (districts, districts), sums to 1 or is all 0."""
    areas, to = _areas(stays), stays.arrivals()
    return _as_shares(_between(stays.area[to - 1], stays.area[to], areas, frame))


def commuters(stays: Stays, frame: Frame) -> Floats:
    """Share of people with a home who work in another district, by home and work: (districts, districts), diagonal 0.

    Home is where a trace spends most of its minutes between 22 and 6 o'clock, work the other area with most
    between 9 and 17 on Mondays to Fridays.
    """
    areas, trace = _areas(stays), stays.trace()
    n = len(stays.first) - 1
    home = _most(trace, stays.area, _minutes(stays, _night_minutes()), n)
    away = np.where(stays.area == home[trace], 0, _minutes(stays, _work_minutes()))
    work = _most(trace, stays.area, away, n)
    both = np.flatnonzero((home >= 0) & (work >= 0))
    pairs = _between(home[both], work[both], areas, frame)
    np.fill_diagonal(pairs, 0.0)
    return np.asarray(pairs / max(int((home >= 0).sum()), 1))


def trip_lengths(stays: Stays) -> Floats:
    """Share of trips in each class of straight-line length, parted at `LENGTHS_M`: (6,), sums to 1 or is all 0."""
    to = stays.arrivals()
    length = np.hypot(stays.x_dm[to] - stays.x_dm[to - 1], stays.y_dm[to] - stays.y_dm[to - 1]) / 10
    classes = np.bincount(np.searchsorted(LENGTHS_M, length), minlength=len(LENGTHS_M) + 1)
    return _as_shares(classes.astype(np.float64))


def hours_at_clinics(stays: Stays, frame: Frame) -> Floats:
    """Arrivals at the clinics by hour of day, Monday to Friday: (24,).

    Stays in an area count by the share of its addresses that are clinics.
    """
    if stays.areas is None:
        weight = np.isin(stays.area, frame.clinics).astype(np.float64)
    else:
        weight = clinic_shares(stays.areas, frame)[stays.area]
    return by_hour(stays.begin_min, weight)


def clinic_shares(areas: Areas, frame: Frame) -> Floats:
    """Share of each area's addresses that are clinics."""
    is_clinic = np.isin(frame.public, frame.clinics)
    clinics = np.bincount(frame.public_square[is_clinic], minlength=frame.n_squares)
    return np.asarray(areas.sums(clinics, frame) / np.maximum(areas.sums(frame.neighbours, frame), 1))


def by_hour(begin_min: Longs, weight: Floats) -> Floats:
    """Sum of weights by hour of day, Monday to Friday: (24,)."""
    on_weekday = begin_min % _WEEK_MIN < _WORK_DAYS * DAY_MIN
    return np.bincount(begin_min % DAY_MIN // 60, weight * on_weekday, 24).astype(np.float64)


def opening(hours: Floats) -> tuple[int, int]:
    """When the clinics should be open: in the half of the day with more arrivals; among equals the morning."""
    halves = (MORNING, AFTERNOON)
    return max(halves, key=lambda half: float(hours[half[0] : half[1]].sum()))


def visits_a_day(stays: Stays, frame: Frame) -> Floats:
    """Visits a day of each public place: (n_public,). An area shares its arrivals evenly among its addresses."""
    if stays.areas is None:
        at = np.searchsorted(frame.public, stays.area)
        return np.asarray(np.bincount(at, minlength=len(frame.public)) / frame.days)
    amounts = np.bincount(stays.area[stays.arrivals()], minlength=len(stays.areas)).astype(np.float64)
    return shared_among_places(stays.areas, amounts, frame)


def shared_among_places(areas: Areas, amounts: Floats, frame: Frame) -> Floats:
    """Visits a day of each public place, from arrivals in each area."""
    per_square = areas.spread(amounts, frame.neighbours, frame)[frame.public_square]
    return np.asarray(per_square / frame.neighbours[frame.public_square] / frame.days)


def _areas(stays: Stays) -> Areas:
    assert stays.areas is not None, "places are no areas"
    return stays.areas


def _as_shares(amounts: Floats) -> Floats:
    total = amounts.sum()
    return np.asarray(amounts / total) if total else amounts


def _between(origin: Longs, destination: Longs, areas: Areas, frame: Frame) -> Floats:
    """Pairs of areas as pairs of districts, each area being in a district by its shares."""
    n, shares = len(areas), areas.district_shares(frame)
    pairs = coo_array((np.ones(len(origin)), (origin, destination)), shape=(n, n)).tocsr()
    return np.asarray(shares.T @ (pairs @ shares))


def _night_minutes() -> Longs:
    minute = np.arange(_WEEK_MIN) % DAY_MIN
    return ((minute >= _NIGHT[0]) | (minute < _NIGHT[1])).astype(np.int64)


def _work_minutes() -> Longs:
    day, minute = np.divmod(np.arange(_WEEK_MIN), DAY_MIN)
    return ((day < _WORK_DAYS) & (minute >= _WORK[0]) & (minute < _WORK[1])).astype(np.int64)


def _minutes(stays: Stays, counted: Longs) -> Longs:
    """Minutes of each stay that are `counted` in a week."""
    upto = np.concatenate(([0], np.cumsum(counted)))

    def before(t: Longs) -> Longs:
        weeks, minute = np.divmod(t, _WEEK_MIN)
        return np.asarray(weeks * upto[-1] + upto[minute], np.int64)

    return before(stays.end_min) - before(stays.begin_min)


def _most(trace: Longs, area: Longs, minutes: Longs, n: int) -> Longs:
    """Area of each trace with most minutes, of several the lowest; -1 without any."""
    out = np.full(n, -1, np.int64)
    some = np.flatnonzero(minutes > 0)
    if not len(some):
        return out
    n_areas = int(area.max()) + 1
    pair, where = np.unique(trace[some] * n_areas + area[some], return_inverse=True)
    total = np.bincount(where, minutes[some]).astype(np.int64)
    order = np.lexsort((pair, -total, pair // n_areas))
    owner = (pair // n_areas)[order]
    leads = np.flatnonzero(np.diff(owner, prepend=-1))
    out[owner[leads]] = pair[order][leads] % n_areas
    return out
