"""Many known points: everybody lives the whole watch, and every point of theirs is looked up.

First in a sieve of a few kilobytes that holds a bit for each first point of a target, then in a table of them.
"""

from collections import namedtuple

import numpy as np
from numba import njit, uint64

from nullisland._kernels.crowd import DAYS, LIVED, PEOPLE, POINTS, live, phone_of, write_trace
from nullisland._kernels.diary_rules import borrowing
from nullisland._kernels.random import mix64

Index = namedtuple("Index", "sieve keys heads following")
"""First points of targets at each grain. sieve (grains, words): bits by hash. keys, heads (grains, size): a table by
hash with the first target at each point; following (grains, targets): the next target at the same point, -1 none."""

_S6 = np.uint64(6)
_BIT = np.uint64(63)
_S32 = np.uint64(32)


@borrowing
def point_code(masts, grain, width, slot, mast):
    """A point at a grain as one number."""
    return (slot // width) * masts.group.shape[1] + masts.group[grain, mast]


@borrowing
def _place(keys, code, bits):
    """Where a code lies in a table, or the free place where it would."""
    mask = keys.size - 1
    at = np.int64(bits >> _S32) & mask
    while keys[at] >= 0 and keys[at] != code:
        at = (at + 1) & mask
    return at


@njit(cache=True, nogil=True)
def fill_index(masts, wanted, index):
    """Put every target's first point into an empty index (keys, heads and following all -1)."""
    sieve, keys, heads, following = index
    for grain in range(wanted.width.size):
        for t in range(wanted.slot.shape[0] - 1, -1, -1):
            code = point_code(masts, grain, wanted.width[grain], wanted.slot[t, 0], wanted.mast[t, 0])
            bits = mix64(uint64(code))
            word = np.int64(bits >> _S6) & (sieve.shape[1] - 1)
            sieve[grain, word] |= np.uint64(1) << (bits & _BIT)
            at = _place(keys[grain], code, bits)
            following[grain, t] = heads[grain, at]
            keys[grain, at], heads[grain, at] = code, t


@borrowing
def trace_holds(masts, wanted, room, n, ask):
    """Whether a trace of n points holds a target's point; `ask` is target, grain, point."""
    target, grain, point = ask
    mast = wanted.mast[target, point]
    if mast < 0:
        return False
    width = wanted.width[grain]
    begin = wanted.slot[target, point] // width * width
    low, high = 0, n
    while low < high:
        middle = (low + high) // 2
        if room.slots[middle] < begin:
            low = middle + 1
        else:
            high = middle
    while low < n and room.slots[low] < begin + width:
        if masts.group[grain, room.sites[low]] == masts.group[grain, mast]:
            return True
        low += 1
    return False


@njit(cache=True, nogil=True)
def sweep_crowd(lives, phones, masts, wanted, index, crowd, room, held, level_of, tally):
    """Ask a crowd, in its order, how many of each target's first points each of them holds.

    Parameters and results are those of `sieve_crowd`, and `index` holds the targets' first points.
    """
    points, words = wanted.slot.shape[1], index.sieve.shape[1] - 1
    for i in range(crowd.shape[0]):
        person, level = crowd[i, 0], crowd[i, 2]
        rows = live(lives, person, lives.days, room)
        n = write_trace(lives, phones, masts, phone_of(phones, person, 0), rows, room) if rows else 0
        tally[PEOPLE] += 1
        tally[LIVED] += 1
        tally[DAYS] += lives.days
        tally[POINTS] += n
        for grain in range(wanted.width.size):
            width = wanted.width[grain]
            for p in range(n):
                code = point_code(masts, grain, width, room.slots[p], np.int64(room.sites[p]))
                bits = mix64(uint64(code))
                word = index.sieve[grain, np.int64(bits >> _S6) & words]
                if (word >> (bits & _BIT)) & np.uint64(1) == 0:
                    continue
                at = _place(index.keys[grain], code, bits)
                t = index.heads[grain, at] if index.keys[grain, at] == code else np.int64(-1)
                while t >= 0:
                    k = 0
                    if wanted.own[t] != person and held[t, grain] < points:
                        while k < points and trace_holds(masts, wanted, room, n, (t, grain, k)):
                            k += 1
                    for j in range(held[t, grain], k):
                        level_of[t, grain, j] = level
                    held[t, grain] = max(held[t, grain], k)
                    t = index.following[grain, t]
