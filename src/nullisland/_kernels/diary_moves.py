"""A person under way: writing visits, moving on, one stop of free choice, an outing of a few stops."""

import numpy as np
from numba import njit

from nullisland._kernels.diary_choice import between, choose, latest, lucky, remember, travel
from nullisland._kernels.diary_rules import (
    CUR,
    DAY,
    DAY_BASE,
    DAY_NO,
    END,
    ERRAND,
    ERRAND_MORNING,
    ERRAND_WEEKEND,
    EVENING,
    FIRST_ROW,
    FOLLOWING,
    FREE_TIME,
    IS_CHILD,
    LATE,
    NEXT_STOP,
    OUTING,
    REST_UNTIL,
    ROW,
    SINCE,
    TONIGHT,
    WEEKDAY,
    WEEKDAY_MORNING,
    WEEKEND_MORNING,
    YOUNG,
)

_CHILD_HOME_MIN = 1110
_K_OUTING = 256


@njit(cache=True, nogil=True)
def write(life, place, arrive, leave):
    """Write a visit, cut to the watch; a visit to the place of the row before makes that row longer."""
    state = life.state
    arrive = max(arrive, 0)
    leave = min(leave, state[END])
    if leave <= arrive:
        return
    row = state[ROW]
    fresh = row == state[FIRST_ROW]
    if not fresh and life.rows.place[row - 1] == place:
        life.rows.leave[row - 1] = leave
        return
    if state[FOLLOWING] == 1 and not fresh and life.rows.place[row - 1] == state[TONIGHT]:
        if place != state[TONIGHT] and arrive % 1440 >= _CHILD_HOME_MIN:
            return
    life.rows.place[row] = place
    life.rows.arrive[row] = arrive
    life.rows.leave[row] = leave
    state[ROW] = row + 1


@njit(cache=True, nogil=True)
def go(tables, life, place, depart):
    """Leave the place of now at `depart`, or a minute after coming if that is later, and go to another."""
    state = life.state
    here = state[CUR]
    if place == here:
        return
    depart = max(depart, state[SINCE] + 1)
    write(life, here, state[SINCE], depart)
    state[CUR] = place
    state[SINCE] = depart + travel(tables.spots, tables.rules, here, place)


@njit(cache=True, nogil=True)
def try_stop(tables, life, ask, key, k, depart, limit, anchor):
    """Go to a place of one's own choice and be back at `anchor` by `limit`: when to leave it, -1 if none fits.

    Three places are considered: open on arrival, and for at least the least stay of their kind.
    """
    state = life.state
    base = state[DAY_BASE]
    for attempt in range(3):
        place = choose(tables, life.memory, ask, key, k + 4 * attempt)
        if place < 0 or place == state[CUR] or place == anchor or place == state[TONIGHT]:
            continue
        kind = tables.spots[place, 3]
        arrive = depart + travel(tables.spots, tables.rules, state[CUR], place)
        until = latest(tables.hours, kind, state[WEEKDAY], arrive - base)
        least = tables.stays[kind, 0]
        stay = between(key, ask[3], k + 4 * attempt + 2, least, tables.stays[kind, 1])
        back = limit - travel(tables.spots, tables.rules, place, anchor)
        leave = min(arrive + stay, base + until, back)
        if until < 0 or leave - arrive < least:
            continue
        go(tables, life, place, depart)
        remember(life.memory, ask[0], place)
        return leave
    return np.int64(-1)


@njit(cache=True, nogil=True, inline="always")
def _purpose(state, slot, errand):
    """What an outing of this slot (0 morning, 1 afternoon, 2 evening) is for."""
    if state[IS_CHILD] == 1:
        return YOUNG
    if errand:
        return ERRAND
    if slot == 2:
        return LATE if 4 <= state[WEEKDAY] <= 5 else EVENING
    return OUTING if state[WEEKDAY] >= 5 else DAY


@njit(cache=True, nogil=True)
def stops(tables, life, slot, key, k, depart, limit):
    """Up to three stops of one's own choice, then home: when the last one was left, -1 if there was none."""
    state = life.state
    share = tables.rules[ERRAND_MORNING + slot]
    if state[WEEKDAY] >= 5 and slot < 2:
        share = tables.rules[ERRAND_WEEKEND]
    left = np.int64(-1)
    for j in range(3):
        if j > 0 and not lucky(key, state[DAY_NO], k + 16 * j, tables.rules[NEXT_STOP]):
            break
        purpose = _purpose(state, slot, lucky(key, state[DAY_NO], k + 16 * j + 1, share))
        zone = tables.spots[state[TONIGHT], 2]
        group = 0 if purpose == ERRAND else 1
        ask = (group, purpose, np.int64(zone), state[DAY_NO])
        leave = try_stop(tables, life, ask, key, k + 16 * j + 2, depart, limit, state[TONIGHT])
        if leave < 0:
            break
        left = leave
        depart = leave
    if left >= 0:
        go(tables, life, state[TONIGHT], left)
    return left


@njit(cache=True, nogil=True)
def free_slot(tables, life, slot, key, start, limit):
    """Perhaps an outing from home in this slot of the day, starting about `start`, back by `limit`."""
    state = life.state
    first = WEEKEND_MORNING if state[WEEKDAY] >= 5 else WEEKDAY_MORNING
    share = tables.rules[first + slot] * state[FREE_TIME] // 100
    if state[CUR] != state[TONIGHT] or start < state[REST_UNTIL] or state[SINCE] > start + 75:
        return
    if lucky(key, state[DAY_NO], 20 + slot, share):
        stops(tables, life, slot, key, _K_OUTING + 64 * slot, max(start, state[SINCE] + 12), limit)
