"""Fixes of a phone: about hourly at rest, in bursts on the way, with errors and gaps."""

from collections import namedtuple

import numpy as np
from numba import njit

from nullisland._kernels.random import below, draw, person_key
from nullisland._kernels.trips import ALONG, X, Y, no_memory, point_along, recall_trip

Phones = namedtuple(
    "Phones",
    "key days rest_every motion_every missing no_data night_off night_from night_spread night_len low span",
)
"""Integers of a GpsConfig: minutes, thresholds below 2**32, least mean error and span in 256ths of a dm."""

Rows = namedtuple("Rows", "first place arrive leave")
"""The columns of Visits."""

_DAY = 1440
_REST, _ERROR, _NO_DATA, _PHONE, _NIGHT, _TRIP = 0, 1, 2, 3, 4, 16
_LOW32 = np.uint64(0xFFFFFFFF)
_S32 = np.uint64(32)
_S10 = np.uint64(10)
_SIGMA_PER_MEAN = 52290
"""65536 * sqrt(2 / pi): the spread on one axis over the mean distance of a Gaussian error."""


@njit(cache=True, nogil=True)
def _habits(phones, key, dark):
    """The error's spread on one axis (256ths of a dm), the minutes off at night; marks the `dark` days."""
    for day in range(phones.days):
        dark[day] = (draw(key, day, _NO_DATA) & _LOW32) < phones.no_data
    spread = (phones.low + below(draw(key, 0, _PHONE), phones.span + 1)) * _SIGMA_PER_MEAN >> 16
    bits = draw(key, 0, _NIGHT)
    night_from = phones.night_from + below(bits, phones.night_spread)
    return spread, night_from, phones.night_len if (bits & _LOW32) < phones.night_off else 0


@njit(cache=True, nogil=True)
def _shift(normal, bits, spread):
    """A Gaussian error in decimetres from ten random bits."""
    return (normal[np.int64(bits & np.uint64(1023))] * spread + (1 << 19)) >> 20


@njit(cache=True, nogil=True)
def _is_off(dark, habits, t):
    """Whether this day left no data, or the phone is off for the night at minute t."""
    return dark[t // _DAY] or (t - habits[1] + 2 * _DAY) % _DAY < habits[2]


@njit(cache=True, nogil=True)
def gps_fixes(phones, normal, rows, street, block, first, out):
    """Count or write the fixes of `block`: first row of `rows`, first row after it, id of row 0.

    With `out` of no columns: count each person's fixes into `first[i + 1]`. Otherwise write (t, x, y) from
    column `first[i]` on.
    """
    ways, doors = street
    memory = no_memory(ways)
    dark = np.empty(phones.days, np.bool_)
    visit_first, place, arrive, leave = rows.first, rows.place, rows.arrive, rows.leave
    for i in range(block[0], block[1]):
        key = person_key(phones.key, block[2] + i)
        habits = _habits(phones, key, dark)
        at = first[i] if out.shape[1] else 0
        last = visit_first[i + 1] - 1
        for v in range(visit_first[i], last + 1):
            at = _rest(phones, normal, key, dark, habits, arrive[v], leave[v], doors[place[v]], at, out)
            if v == last:
                continue
            bits = draw(key, leave[v], _TRIP)
            start = leave[v] + below(bits, phones.motion_every)
            if start < arrive[v + 1]:
                trip = (np.int64(leave[v]), np.int64(arrive[v + 1]), start)
                n = at
                at = _plan(phones, key, dark, habits, trip, at, out)
                if out.shape[1] and at > n:
                    slot = recall_trip(ways, doors, memory, place[v], place[v + 1])
                    line, points = memory.lines[slot], memory.tags[slot, 2]
                    _follow(normal, key, habits[0], trip, line, points, n, at, out)
        if not out.shape[1]:
            first[i + 1] = at


@njit(cache=True, nogil=True)
def _rest(phones, normal, key, dark, habits, arrive, leave, door, at, out):
    """One fix in each period of `rest_every` minutes, at a minute drawn for the period."""
    every = phones.rest_every
    for period in range(arrive // every, (leave - 1) // every + 1):
        bits = draw(key, period, _REST)
        t = period * every + below(bits, every)
        if t < arrive or t >= leave or (bits & _LOW32) < phones.missing or _is_off(dark, habits, t):
            continue
        if out.shape[1]:
            error = draw(key, period, _ERROR)
            out[0, at] = t
            out[1, at] = door[X] + _shift(normal, error, habits[0])
            out[2, at] = door[Y] + _shift(normal, error >> _S10, habits[0])
        at += 1
    return at


@njit(cache=True, nogil=True)
def _plan(phones, key, dark, habits, trip, at, out):
    """The minutes of a burst of fixes on a trip of (leave, arrive, first try), one each `motion_every`."""
    leave, arrive, start = trip
    for t in range(start, arrive, phones.motion_every):
        if draw(key, leave, _TRIP + t - leave + 1) >> _S32 < phones.missing or _is_off(dark, habits, t):
            continue
        if out.shape[1]:
            out[0, at] = t
        at += 1
    return at


@njit(cache=True, nogil=True)
def _follow(normal, key, spread, trip, line, points, start, stop, out):
    """Put the fixes of a trip where it is by then, at even speed along `line`."""
    leave, arrive = trip[0], trip[1]
    length = np.int64(line[points - 1, ALONG])
    k = 0
    for at in range(start, stop):
        t = np.int64(out[0, at])
        x, y, k = point_along(line, k, length * (t - leave) // (arrive - leave))
        bits = draw(key, leave, _TRIP + t - leave + 1)
        out[1, at] = x + _shift(normal, bits, spread)
        out[2, at] = y + _shift(normal, bits >> _S10, spread)
