"""Building blocks of a diary: chance, travel, opening hours, exploration and return."""

import math

import numpy as np
from numba import njit

from nullisland._kernels.diary_rules import (
    BEEN,
    CLOSES,
    DETOUR_TENTHS,
    FAR,
    HOME,
    IS_CHILD,
    KNOWN,
    LOCAL,
    LOCAL_FEW,
    LOCAL_MOST,
    MEMORY,
    MOST_KNOWN,
    NEAR,
    OPENS,
    OUTWARD,
    RIDE_M_PER_MIN,
    RIDE_OVERHEAD_MIN,
    ROOM,
    SPOT_KIND,
    SPOT_X,
    SPOT_Y,
    SPOT_ZONE,
    TABLE,
    TOWN_CHOICES,
    TOWN_EXPLORE,
    TOWN_EXPLORE_SIZE,
    TOWN_HOURS,
    TOWN_KINDS,
    TOWN_MIX,
    TOWN_OUTSIDE,
    TOWN_RESIDENTS,
    TOWN_RULES,
    TOWN_SPOTS,
    TOWN_STAYS,
    WALK_M_PER_MIN,
    WALK_UP_TO_M,
    borrowing,
)
from nullisland._kernels.random import below, draw

_48 = np.uint64(48)
_33 = np.uint64(33)
_6 = np.uint64(6)
_12 = np.uint64(12)
_LOW16 = np.uint64(65535)
_LOW6 = np.uint64(TABLE - 1)
_K_OUTSIDE = np.int64(1 << 16)


@borrowing
def _share_drawn(key, day, k):
    return np.int64(draw(key, day, k) >> _48)


@borrowing
def _drawn_between(key, day, k, low, high):
    if high <= low:
        return low
    return low + below(draw(key, day, k), high - low + 1)


@njit(cache=True, nogil=True, inline="always")
def lucky(key, day, k, share):
    """True for `share` of 65536 draws."""
    return _share_drawn(key, np.int64(day), np.int64(k)) < share


@njit(cache=True, nogil=True, inline="always")
def between(key, day, k, low, high):
    """A whole number in [low, high]; `low` if high < low."""
    return _drawn_between(key, np.int64(day), np.int64(k), np.int64(low), np.int64(high))


@borrowing
def rule(town, parameter):
    """A parameter of `data/town/diary.csv`."""
    return np.int64(town[town[TOWN_RULES] + parameter])


@borrowing
def spot(town, place, column):
    """x, y (decimetres), zone or kind of a place."""
    return np.int64(town[town[TOWN_SPOTS] + 4 * place + column])


@borrowing
def hours(town, kind, weekday, column):
    """A column of the opening hours of a kind of place on this weekday, Monday 0: a minute of the day."""
    day_type = max(weekday - 4, 0)
    return np.int64(town[town[TOWN_HOURS] + 12 * kind + 4 * day_type + column])


@borrowing
def stay(town, kind, column):
    """`LEAST` or `MOST` minutes of a stay at this kind of place."""
    return np.int64(town[town[TOWN_STAYS] + 2 * kind + column])


@borrowing
def choice(town, zone, kind, reach, lot):
    """Entry `lot` of the table of places of a kind for people of a zone, `NEAR` or `FAR`."""
    return np.int64(town[town[TOWN_CHOICES] + ((zone * town[TOWN_KINDS] + kind) * 2 + reach) * TABLE + lot])


@borrowing
def travel(town, a, b):
    """Minutes from place a to place b: on foot if near, else by vehicle; 0 only if a is b."""
    if a == b:
        return np.int64(0)
    dx = spot(town, a, SPOT_X) - spot(town, b, SPOT_X)
    dy = spot(town, a, SPOT_Y) - spot(town, b, SPOT_Y)
    street_m = np.int64(math.sqrt(float(dx * dx + dy * dy))) * rule(town, DETOUR_TENTHS) // 100
    if street_m <= rule(town, WALK_UP_TO_M):
        return 1 + street_m // rule(town, WALK_M_PER_MIN)
    return rule(town, RIDE_OVERHEAD_MIN) + street_m // rule(town, RIDE_M_PER_MIN)


@borrowing
def latest(town, place, weekday, arrive):
    """Minute of the day by which a guest who arrives at `arrive` must leave; -1 if it is closed then.

    Both count from this day's midnight. A place that never closes lets its guests stay past midnight.
    """
    kind = spot(town, place, SPOT_KIND)
    opens = hours(town, kind, weekday, OPENS)
    closes = hours(town, kind, weekday, CLOSES)
    if arrive < opens or arrive >= closes:
        return np.int64(-1)
    return np.int64(2880) if closes - opens == 1440 else closes


@borrowing
def pick(town, purpose, zone, local, bits):
    """A place for a purpose, by gravity from a zone; -1 if the town has none of the kind drawn.

    `local` of 65536 draws come from the table of near places.
    """
    kind = np.int64(town[town[TOWN_MIX] + TABLE * purpose + np.int64(bits & _LOW6)])
    reach = NEAR if np.int64((bits >> _12) & _LOW16) < local else FAR
    found = choice(town, zone, kind, reach, np.int64((bits >> _6) & _LOW6))
    if kind == HOME and found >= 0:
        base = np.int64(town[TOWN_RESIDENTS])
        first = np.int64(town[base + found])
        found = np.int64(town[base + first + below(bits, town[base + found + 1] - first)])
    return found


@borrowing
def choose(town, life, group, purpose, zone, address):
    """Exploration or preferential return (Song et al. 2010): a place, or -1. `address` is (key, day, k).

    With chance rho S^-gamma, S distinct places so far and two more for home and work, a place is drawn by
    gravity; otherwise one of the past stops of this group, each as likely as any other. A grown-up with ties
    to another town draws some of the new places from a zone there.
    """
    key, day, k = address
    n = life[BEEN + group]
    known = min(life[KNOWN] + 2, np.int64(town[TOWN_EXPLORE_SIZE]) - 1)
    bits = draw(key, day, k + 1)
    if n > 0 and np.int64(draw(key, day, k) >> _33) >= town[town[TOWN_EXPLORE] + known]:
        return np.int64(life[MEMORY + group * life[ROOM] + below(bits, n)])
    if life[OUTWARD] >= 0 and life[IS_CHILD] == 0 and lucky(key, day, _K_OUTSIDE + k, town[TOWN_OUTSIDE]):
        zone = life[OUTWARD]
    return pick(town, purpose, zone, life[LOCAL], bits)


@borrowing
def remember(life, group, place):
    """Add a stop to the memory; a full memory keeps what it has."""
    n = life[BEEN + group]
    if n < life[ROOM]:
        life[MEMORY + group * life[ROOM] + n] = place
        life[BEEN + group] = n + 1
    seen = MEMORY + 3 * life[ROOM]
    known = life[KNOWN]
    for i in range(seen, seen + known):
        if life[i] == place:
            return
    if known < MOST_KNOWN:
        life[seen + known] = place
        life[KNOWN] = known + 1


@borrowing
def forget(life):
    """Empty the memory."""
    for i in range(BEEN, KNOWN + 1):
        life[i] = 0


@borrowing
def zone_of(town, place):
    """Zone of a place."""
    return spot(town, place, SPOT_ZONE)


@borrowing
def reach_of(town, key, k):
    """How much of a household's life goes on near home: a share per 65536, high for one household in four."""
    return rule(town, LOCAL_MOST if between(key, 0, k, 0, 3) == 0 else LOCAL_FEW)
