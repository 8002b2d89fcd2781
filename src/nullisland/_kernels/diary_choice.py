"""Building blocks of a diary: chance, travel, opening hours, exploration and return."""

import math

import numpy as np
from numba import njit

from nullisland._kernels.diary_rules import (
    DETOUR_TENTHS,
    HOME,
    RIDE_M_PER_MIN,
    RIDE_OVERHEAD_MIN,
    WALK_M_PER_MIN,
    WALK_UP_TO_M,
)
from nullisland._kernels.random import below, draw

_48 = np.uint64(48)
_32 = np.uint64(32)
_MASK = np.uint64(63)
_6 = np.uint64(6)


@njit(cache=True, nogil=True, inline="always")
def lucky(key, day, k, share):
    """True for `share` of 65536 draws."""
    return np.int64(draw(key, day, k) >> _48) < share


@njit(cache=True, nogil=True, inline="always")
def between(key, day, k, low, high):
    """A whole number in [low, high]; `low` if high < low."""
    if high <= low:
        return np.int64(low)
    return low + below(draw(key, day, k), high - low + 1)


@njit(cache=True, nogil=True)
def travel(spots, rules, a, b):
    """Minutes from place a to place b: on foot if near, else by vehicle; 0 only if a is b."""
    if a == b:
        return np.int64(0)
    dx = np.int64(spots[a, 0]) - np.int64(spots[b, 0])
    dy = np.int64(spots[a, 1]) - np.int64(spots[b, 1])
    street_m = np.int64(math.sqrt(float(dx * dx + dy * dy))) * rules[DETOUR_TENTHS] // 100
    if street_m <= rules[WALK_UP_TO_M]:
        return 1 + street_m // rules[WALK_M_PER_MIN]
    return rules[RIDE_OVERHEAD_MIN] + street_m // rules[RIDE_M_PER_MIN]


@njit(cache=True, nogil=True, inline="always")
def day_type(weekday):
    """0 Monday to Friday, 1 Saturday, 2 Sunday."""
    return max(weekday - 4, 0)


@njit(cache=True, nogil=True, inline="always")
def latest(hours, kind, weekday, arrive):
    """Minute of the day by which a guest who arrives at `arrive` must leave; -1 if it is closed then.

    Both count from this day's midnight. A place that never closes lets its guests stay past midnight.
    """
    opens = hours[kind, day_type(weekday), 0]
    closes = hours[kind, day_type(weekday), 1]
    if arrive < opens or arrive >= closes:
        return -1
    return 2880 if closes - opens == 1440 else np.int64(closes)


@njit(cache=True, nogil=True)
def pick(tables, purpose, zone, bits):
    """A place for a purpose, by gravity from a zone; -1 if the town has none of the kind drawn."""
    kind = tables.mix[purpose, np.int64(bits & _MASK)]
    found = np.int64(tables.choices[zone, kind, np.int64((bits >> _6) & _MASK)])
    if kind == HOME and found >= 0:
        first = tables.zone_first[found]
        found = np.int64(tables.residents[first + below(bits, tables.zone_first[found + 1] - first)])
    return found


@njit(cache=True, nogil=True)
def choose(tables, memory, ask, key, k):
    """Exploration or preferential return (Song et al. 2010): a place, or -1.

    `ask` is (class, purpose, zone, day). With chance rho S^-gamma, S distinct places so far and two more for home
    and work, a place is drawn by gravity; otherwise one of the past stops, each as likely as any other.
    """
    group, purpose, zone, day = ask
    n = memory.size[group]
    chance = tables.explore[min(memory.size[3] + 2, tables.explore.size - 1)]
    bits = draw(key, day, k + 1)
    if n > 0 and np.int64(draw(key, day, k) >> _32) >= chance:
        return np.int64(memory.been[group, below(bits, n)])
    return pick(tables, purpose, zone, bits)


@njit(cache=True, nogil=True)
def remember(memory, group, place):
    """Add a stop to the memory; a full memory keeps what it has."""
    n = memory.size[group]
    if n < memory.been.shape[1]:
        memory.been[group, n] = place
        memory.size[group] = n + 1
    known = memory.size[3]
    for i in range(known):
        if memory.seen[i] == place:
            return
    if known < memory.seen.size:
        memory.seen[known] = place
        memory.size[3] = known + 1
