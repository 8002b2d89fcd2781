"""People of a town lived in and watched one at a time: where their phones were, when they were in use."""

from collections import namedtuple

import numpy as np
from numba import njit

from nullisland._kernels.diary import live_member
from nullisland._kernels.diary_choice import spot
from nullisland._kernels.diary_rules import ROW, SPOT_X, SPOT_Y, borrowing
from nullisland._kernels.nearest import nearest_to
from nullisland._kernels.random import person_key
from nullisland._kernels.tower import day_minutes, rate_of

Lives = namedtuple("Lives", "town folk keys days")
"""The diary's tables of a town, its people, their keys, and the days of the watch."""

Phones = namedtuple("Phones", "calls rates hours")
"""When records are made; see `nullisland._kernels.tower`."""

Masts = namedtuple("Masts", "serving x y first own group")
"""Masts of a town and, behind them, of the towns its people go to: those of town k are first[k] : first[k + 1].

`serving` is the mast of each place, `own` are the `Buckets` of the town's own masts; `group` (grains, masts) the
merged mast at each grain.
"""

Wanted = namedtuple("Wanted", "own slot mast owner width")
"""Known points of targets: who the target is (-1: not of this town), and (targets, points) hour, mast and town.

A mast out of reach is -1, and so is its town. `width` (grains,) are the hours of a slot.
"""

Room = namedtuple("Room", "desk rows minutes hours found slots sites")
"""Memory to work in: the diary's desk, its rows, minutes of a day, hours by day, candidates, a trace."""

PEOPLE, LIVED, DAYS, AGAIN, POINTS = np.arange(5)
"""What is tallied: people asked, people who lived at all, days lived, people who lived on, points compared."""

DAY = np.int64(1440)
HOURS = np.int64(24)


@borrowing
def phone_of(phones, person, stamp):
    """A phone: its key, its rate, and a number that no other has meanwhile."""
    key = person_key(phones.calls.key, person)
    return key, rate_of(phones.rates, key), np.int64(stamp)


@borrowing
def live(lives, person, days, room):
    """Live the first days of one life into room.rows; the number of visits."""
    room.desk[0][ROW] = 0
    live_member(lives.town, lives.folk, lives.keys, person, days, room.desk, room.rows)
    return room.desk[0][ROW]


@borrowing
def town_of(masts, mast):
    """Which town a mast stands in: 0 the town itself."""
    town = 0
    while mast >= masts.first[town + 1]:
        town += 1
    return town


@borrowing
def mast_between(lives, masts, origin, destination):
    """The mast nearest to the midpoint of a trip, of the masts of both its towns; of several the lowest."""
    x = (spot(lives.town, origin, SPOT_X) + spot(lives.town, destination, SPOT_X)) // 2
    y = (spot(lives.town, origin, SPOT_Y) + spot(lives.town, destination, SPOT_Y)) // 2
    here = town_of(masts, masts.serving[origin])
    there = town_of(masts, masts.serving[destination])
    if here == there == 0:
        return nearest_to(masts.own, x, y)
    best, least = np.int64(-1), np.int64(1) << 62
    for turn in range(1 if here == there else 2):
        town = min(here, there) if turn == 0 else max(here, there)
        for mast in range(masts.first[town], masts.first[town + 1]):
            dx, dy = x - masts.x[mast], y - masts.y[mast]
            if dx * dx + dy * dy < least:
                best, least = np.int64(mast), dx * dx + dy * dy
    return best


@borrowing
def mast_in(lives, masts, rows, n, visit, minute):
    """The mast at a minute of which `visit` is the last visit begun, or the first of n."""
    if visit == n - 1 or minute < rows[visit, 2]:
        return np.int64(masts.serving[rows[visit, 0]])
    return mast_between(lives, masts, rows[visit, 0], rows[visit + 1, 0])


@borrowing
def mast_at(lives, masts, rows, n, minute):
    """The mast that serves somebody with n > 0 visits at a minute of the watch."""
    low, high = 0, n - 1
    while low < high:
        middle = (low + high + 1) // 2
        if rows[middle, 1] <= minute:
            low = middle
        else:
            high = middle - 1
    return mast_in(lives, masts, rows, n, low, minute)


@borrowing
def write_trace(lives, phones, masts, phone, n, room):
    """Write the distinct (hour, mast) of somebody with n > 0 visits over the whole watch; their number.

    They lie in room.slots and room.sites by hour, and within an hour as they were made.
    """
    rows, slots, sites = room.rows, room.slots, room.sites
    visit, at = 0, 0
    for day in range(lives.days):
        for k in range(day_minutes(phones.calls, phones.hours, phone[0], phone[1], day, room.minutes)):
            minute = day * DAY + room.minutes[k]
            while visit < n - 1 and rows[visit + 1, 1] <= minute:
                visit += 1
            slot, mast = minute // 60, mast_in(lives, masts, rows, n, visit, minute)
            known = False
            j = at - 1
            while j >= 0 and slots[j] == slot and not known:
                known = sites[j] == mast
                j -= 1
            if not known:
                slots[at], sites[at] = slot, mast
                at += 1
    return at


@njit(cache=True, nogil=True)
def write_points(lives, phones, masts, people, room, first, slots, sites):
    """Write the traces of `people`, one behind the other; how many people were done.

    Stops early when the room left might not hold one more. The points of the i-th are first[i] : first[i + 1].
    """
    for i in range(people.size):
        at = first[i]
        if at + room.slots.size > slots.size:
            return i
        rows = live(lives, people[i], lives.days, room)
        n = write_trace(lives, phones, masts, phone_of(phones, people[i], 0), rows, room)
        slots[at : at + n], sites[at : at + n] = room.slots[:n], room.sites[:n]
        first[i + 1] = at + n
    return people.size
