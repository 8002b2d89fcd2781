"""A crowd asked about a few points: whose phone was in use then, and only of those, where they were.

When a phone makes a record does not depend on where it is. So most people can be ruled out before their lives
are lived: nobody fits points in whose hours they made no record. Who remains lives until the first hour that
can tell, by the diary's own kernel, and only who was at the right mast then lives on.
"""

from collections import namedtuple

import numpy as np
from numba import njit

from nullisland._kernels.diary import live_member
from nullisland._kernels.diary_choice import spot
from nullisland._kernels.diary_rules import ROW, SPOT_X, SPOT_Y
from nullisland._kernels.random import person_key
from nullisland._kernels.tower import day_minutes, rate_of

Lives = namedtuple("Lives", "town folk keys days")
"""The diary's tables of a town, its people, their keys, and the days of the watch."""

Phones = namedtuple("Phones", "calls rates hours")
"""When records are made; see `nullisland._kernels.tower`."""

Masts = namedtuple("Masts", "serving x y first group")
"""Masts of a town and, behind them, of the towns its people go to: those of town k are first[k] : first[k + 1].

`serving` is the mast of each place; `group` (grains, masts) the merged mast at each grain.
"""

Wanted = namedtuple("Wanted", "own slot mast owner width")
"""Known points of targets: who the target is (-1: not of this town), and (targets, points) hour, mast and town.

A mast out of reach is -1, and so is its town. `width` (grains,) are the hours of a slot.
"""

Room = namedtuple("Room", "desk rows minutes hours found")
"""Memory to work in: the diary's desk, its rows, minutes of a day, hours by day, candidates."""

PEOPLE, LIVED, DAYS, AGAIN = np.arange(4)
"""What is tallied: people asked, people who lived at all, days lived, people who lived on."""

_DAY = 1440
_HOURS = 24


@njit(cache=True, nogil=True)
def live(lives, person, days, room):
    """Live the first days of one life into room.rows; the number of visits."""
    room.desk[0][ROW] = 0
    live_member(lives.town, lives.folk, lives.keys, person, days, room.desk, room.rows)
    return room.desk[0][ROW]


@njit(cache=True, nogil=True)
def town_of(masts, mast):
    """Which town a mast stands in: 0 the town itself."""
    town = 0
    while mast >= masts.first[town + 1]:
        town += 1
    return town


@njit(cache=True, nogil=True)
def mast_between(lives, masts, origin, destination):
    """The mast nearest to the midpoint of a trip, of the masts of both its towns; of several the lowest."""
    x = (spot(lives.town, origin, SPOT_X) + spot(lives.town, destination, SPOT_X)) // 2
    y = (spot(lives.town, origin, SPOT_Y) + spot(lives.town, destination, SPOT_Y)) // 2
    here = town_of(masts, masts.serving[origin])
    there = town_of(masts, masts.serving[destination])
    best, least = np.int64(-1), np.int64(1) << 62
    for turn in range(1 if here == there else 2):
        town = min(here, there) if turn == 0 else max(here, there)
        for mast in range(masts.first[town], masts.first[town + 1]):
            dx, dy = x - masts.x[mast], y - masts.y[mast]
            if dx * dx + dy * dy < least:
                best, least = np.int64(mast), dx * dx + dy * dy
    return best


@njit(cache=True, nogil=True)
def mast_at(lives, masts, rows, n, minute):
    """The mast that serves somebody with n visits at a minute of the watch; -1 without a visit."""
    low, high = 0, n - 1
    while low < high:
        middle = (low + high + 1) // 2
        if rows[middle, 1] <= minute:
            low = middle
        else:
            high = middle - 1
    if n == 0:
        return np.int64(-1)
    if low == n - 1 or minute < rows[low, 2]:
        return np.int64(masts.serving[rows[low, 0]])
    return mast_between(lives, masts, rows[low, 0], rows[low + 1, 0])


@njit(cache=True, nogil=True)
def active(phones, phone, room, slot, width):
    """Whether a phone made a record in the `width` hours that hold an hour of the watch.

    `phone` is its key, its rate, and a number that no other phone has: days once drawn are kept under it.
    """
    day, hour = slot // _HOURS, slot % _HOURS
    key, rate, stamp = phone
    if room.hours[day] >> _HOURS != stamp:
        drawn = np.int64(0)
        for k in range(day_minutes(phones.calls, phones.hours, key, rate, day, room.minutes)):
            drawn |= np.int64(1) << (room.minutes[k] // 60)
        room.hours[day] = (stamp << _HOURS) | drawn
    window = (np.int64(1) << width) - 1
    return (room.hours[day] >> (hour - hour % width)) & window != 0


@njit(cache=True, nogil=True)
def candidates(phones, wanted, held, phone, who, room):
    """Targets somebody might raise: how many, and the hour until which they must live to tell.

    `who` is the person, the towns within their reach as bits, and how many targets to look at. A row of
    room.found is target, grain, and which of its points comes first.
    """
    person, reach, stop = who
    points = wanted.slot.shape[1]
    n, until = 0, np.int64(-1)
    for t in range(stop):
        if wanted.own[t] == person:
            continue
        for grain in range(wanted.width.size):
            asked = held[t, grain] + 1
            if asked > points:
                continue
            fits, first = True, 0
            for j in range(asked):
                town = wanted.owner[t, j]
                if town < 0 or not (reach >> town) & 1:
                    fits = False
                elif not active(phones, phone, room, wanted.slot[t, j], wanted.width[grain]):
                    fits = False
                if not fits:
                    break
                if wanted.slot[t, j] < wanted.slot[t, first]:
                    first = j
            if fits:
                room.found[n, 0], room.found[n, 1], room.found[n, 2] = t, grain, first
                end = wanted.slot[t, first] - wanted.slot[t, first] % wanted.width[grain]
                until = max(until, end + wanted.width[grain] - 1)
                n += 1
    return n, until


@njit(cache=True, nogil=True)
def holds(lives, phones, masts, wanted, phone, ask, n, room):
    """Whether somebody with n visits made a record at a target's point; `ask` is target, grain, point."""
    target, grain, point = ask
    mast = wanted.mast[target, point]
    if mast < 0:
        return False
    slot, width = wanted.slot[target, point], wanted.width[grain]
    day, hour = slot // _HOURS, slot % _HOURS
    low = (hour - hour % width) * 60
    for k in range(day_minutes(phones.calls, phones.hours, phone[0], phone[1], day, room.minutes)):
        minute = room.minutes[k]
        if low <= minute < low + 60 * width:
            at = mast_at(lives, masts, room.rows, n, day * _DAY + minute)
            if at >= 0 and masts.group[grain, at] == masts.group[grain, mast]:
                return True
    return False


@njit(cache=True, nogil=True)
def _lived_on(lives, wanted, left, room):
    """Days that must be lived to tell everything about the first `left` candidates."""
    last = np.int64(0)
    for c in range(left):
        for j in range(wanted.slot.shape[1]):
            last = max(last, wanted.slot[room.found[c, 0], j])
    return min(last // _HOURS + 2, lives.days)


@njit(cache=True, nogil=True)
def match_crowd(lives, phones, masts, wanted, crowd, room, held, level_of, tally):
    """Ask a crowd, in its order, how many of each target's first points each of them holds.

    `crowd` (n, 4): person, towns within reach as bits, level, how many targets to look at; levels ascend.
    `held` (targets, grains) is the most first points one other person of the crowd so far holds; level_of
    (targets, grains, points) takes the level of the first who holds so many.
    """
    points = wanted.slot.shape[1]
    for i in range(crowd.shape[0]):
        person, reach, level = crowd[i, 0], crowd[i, 1], crowd[i, 2]
        key = person_key(phones.calls.key, person)
        phone = (key, rate_of(phones.rates, key), np.int64(i + 1))
        n, until = candidates(phones, wanted, held, phone, (person, reach, crowd[i, 3]), room)
        tally[PEOPLE] += 1
        if n == 0:
            continue
        days = min(until // _HOURS + 2, lives.days)
        rows = live(lives, person, days, room)
        tally[LIVED] += 1
        tally[DAYS] += days
        left = 0
        for c in range(n):
            ask = (room.found[c, 0], room.found[c, 1], room.found[c, 2])
            if holds(lives, phones, masts, wanted, phone, ask, rows, room):
                room.found[left, 0], room.found[left, 1] = ask[0], ask[1]
                left += 1
        if left == 0:
            continue
        more = _lived_on(lives, wanted, left, room)
        if more > days:
            rows = live(lives, person, more, room)
            tally[AGAIN] += 1
            tally[DAYS] += more
        for c in range(left):
            target, grain = room.found[c, 0], room.found[c, 1]
            k = 0
            while k < points and holds(lives, phones, masts, wanted, phone, (target, grain, k), rows, room):
                k += 1
            for j in range(held[target, grain], k):
                level_of[target, grain, j] = level
            held[target, grain] = max(held[target, grain], k)


@njit(cache=True, nogil=True)
def write_points(lives, phones, masts, people, room, first, slots, sites):
    """Write the distinct (hour, mast) of every one of `people`, in order of time; how many were done.

    Stops early when the room left might not hold one more. The points of the i-th are first[i] : first[i + 1].
    """
    for i in range(people.size):
        at = first[i]
        if at + lives.days * room.minutes.size > slots.size:
            return i
        rows = live(lives, people[i], lives.days, room)
        key = person_key(phones.calls.key, people[i])
        rate = rate_of(phones.rates, key)
        for day in range(lives.days):
            for k in range(day_minutes(phones.calls, phones.hours, key, rate, day, room.minutes)):
                minute = day * _DAY + room.minutes[k]
                slot, mast = minute // 60, mast_at(lives, masts, room.rows, rows, minute)
                known = mast < 0
                j = at - 1
                while j >= first[i] and slots[j] == slot:
                    known = known or sites[j] == mast
                    j -= 1
                if not known:
                    slots[at], sites[at] = slot, mast
                    at += 1
        first[i + 1] = at
    return people.size
