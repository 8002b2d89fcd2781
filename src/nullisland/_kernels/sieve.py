"""A few known points, and a crowd asked who might hold them before anybody's life is lived.

When a phone makes a record does not depend on where it is. So most people can be ruled out by their phones alone:
nobody holds points in whose hours they made no record. Who remains lives until the first hour that can tell, by the
diary's own kernel, and only who was at the right mast then lives on.
"""

import numpy as np
from numba import njit

from nullisland._kernels.crowd import AGAIN, DAY, DAYS, HOURS, LIVED, PEOPLE, live, mast_at, phone_of
from nullisland._kernels.diary_rules import borrowing
from nullisland._kernels.tower import day_minutes


@borrowing
def active(phones, phone, room, slot, width):
    """Whether a phone made a record in the `width` hours that hold an hour of the watch.

    Days once drawn are kept under the phone's number.
    """
    day, hour = slot // HOURS, slot % HOURS
    key, rate, stamp = phone
    if room.hours[day] >> HOURS != stamp:
        drawn = np.int64(0)
        for k in range(day_minutes(phones.calls, phones.hours, key, rate, day, room.minutes)):
            drawn |= np.int64(1) << (room.minutes[k] // 60)
        room.hours[day] = (stamp << HOURS) | drawn
    window = (np.int64(1) << width) - 1
    return (room.hours[day] >> (hour - hour % width)) & window != 0


@borrowing
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
            fits, first = asked <= points, 0
            for j in range(min(asked, points)):
                town = wanted.owner[t, j]
                fits = town >= 0 and (reach >> town) & 1 == 1
                fits = fits and active(phones, phone, room, wanted.slot[t, j], wanted.width[grain])
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


@borrowing
def holds(lives, phones, masts, wanted, phone, ask, n, room):
    """Whether somebody with n visits made a record at a target's point; `ask` is target, grain, point."""
    target, grain, point = ask
    mast = wanted.mast[target, point]
    if mast < 0 or n == 0:
        return False
    slot, width = wanted.slot[target, point], wanted.width[grain]
    day, hour = slot // HOURS, slot % HOURS
    low = (hour - hour % width) * 60
    for k in range(day_minutes(phones.calls, phones.hours, phone[0], phone[1], day, room.minutes)):
        minute = room.minutes[k]
        if low <= minute < low + 60 * width:
            at = mast_at(lives, masts, room.rows, n, day * DAY + minute)
            if masts.group[grain, at] == masts.group[grain, mast]:
                return True
    return False


@borrowing
def _days_of(lives, wanted, left, room):
    """Days that must be lived to tell everything about the first `left` candidates."""
    last = np.int64(0)
    for c in range(left):
        for j in range(wanted.slot.shape[1]):
            last = max(last, wanted.slot[room.found[c, 0], j])
    return min(last // HOURS + 2, lives.days)


@njit(cache=True, nogil=True)
def sieve_crowd(lives, phones, masts, wanted, crowd, room, held, level_of, tally):
    """Ask a crowd, in its order, how many of each target's first points each of them holds.

    `crowd` (n, 4): person, towns within reach as bits, level, how many targets to look at; levels ascend.
    `held` (targets, grains) is the most first points one other person of the crowd so far holds; level_of
    (targets, grains, points) takes the level of the first who holds so many.
    """
    points = wanted.slot.shape[1]
    for i in range(crowd.shape[0]):
        person, reach, level = crowd[i, 0], crowd[i, 1], crowd[i, 2]
        phone = phone_of(phones, person, i + 1)
        n, until = candidates(phones, wanted, held, phone, (person, reach, crowd[i, 3]), room)
        tally[PEOPLE] += 1
        if n == 0:
            continue
        days = min(until // HOURS + 2, lives.days)
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
        more = _days_of(lives, wanted, left, room)
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
