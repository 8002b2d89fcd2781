"""A person under way: writing visits, moving on, one stop of free choice, an outing of a few stops."""

import numpy as np

from nullisland._kernels.diary_choice import (
    between,
    choose,
    latest,
    lucky,
    remember,
    rule,
    spot,
    stay,
    travel,
    zone_of,
)
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
    IS_CHILD,
    LATE,
    LEAST,
    MOST,
    NEXT_STOP,
    OUTING,
    ROW,
    SINCE,
    SPOT_KIND,
    TONIGHT,
    WEEKDAY,
    YOUNG,
    borrowing,
)

_CHILD_HOME_MIN = 1110


@borrowing
def write(life, rows, place, arrive, leave):
    """Write a visit, cut to the watch; a visit to the place of the row before makes that row longer."""
    arrive = max(arrive, 0)
    leave = min(leave, life[END])
    if leave <= arrive:
        return
    row = life[ROW]
    fresh = row == life[FIRST_ROW]
    if not fresh and rows[row - 1, 0] == place:
        rows[row - 1, 2] = leave
        return
    if life[FOLLOWING] == 1 and not fresh and rows[row - 1, 0] == life[TONIGHT]:
        if place != life[TONIGHT] and arrive % 1440 >= _CHILD_HOME_MIN:
            return
    rows[row, 0] = place
    rows[row, 1] = arrive
    rows[row, 2] = leave
    life[ROW] = row + 1


@borrowing
def go(town, life, rows, place, depart):
    """Leave the place of now at `depart`, or a minute after coming if that is later, and go to another."""
    here = life[CUR]
    if place == here:
        return
    depart = max(depart, life[SINCE] + 1)
    write(life, rows, here, life[SINCE], depart)
    life[CUR] = place
    life[SINCE] = depart + travel(town, here, place)


@borrowing
def try_stop(town, life, rows, ask, key, k, depart, limit):
    """Go to a place of one's own choice and be back by `limit`: when to leave it, -1 if none fits.

    `ask` is (group of the memory, purpose, place to be back at). Three places are considered: one must be open
    on arrival, and for at least the least stay of its kind.
    """
    group, purpose, anchor = ask
    base, day = life[DAY_BASE], life[DAY_NO]
    zone = zone_of(town, anchor)
    for attempt in range(3):
        at = k + 4 * attempt
        place = choose(town, life, group, purpose, zone, (key, day, at))
        if place < 0 or place == life[CUR] or place == anchor or place == life[TONIGHT]:
            continue
        kind = spot(town, place, SPOT_KIND)
        arrive = depart + travel(town, life[CUR], place)
        until = latest(town, place, life[WEEKDAY], arrive - base)
        least = stay(town, kind, LEAST)
        leave = min(arrive + between(key, day, at + 2, least, stay(town, kind, MOST)), base + until)
        leave = min(leave, limit - travel(town, place, anchor))
        if until < 0 or leave - arrive < least:
            continue
        go(town, life, rows, place, depart)
        remember(life, group, place)
        return leave
    return np.int64(-1)


@borrowing
def _purpose(life, slot, errand):
    """What an outing of this slot (0 morning, 1 afternoon, 2 evening) is for."""
    if life[IS_CHILD] == 1:
        return YOUNG
    if errand:
        return ERRAND
    if slot == 2:
        return LATE if 4 <= life[WEEKDAY] <= 5 else EVENING
    return OUTING if life[WEEKDAY] >= 5 else DAY


@borrowing
def stops(town, life, rows, slot, key, k, depart, limit):
    """Up to three stops of one's own choice, then home: when the last one was left, -1 if there was none."""
    day = life[DAY_NO]
    share = rule(town, ERRAND_WEEKEND if life[WEEKDAY] >= 5 and slot < 2 else ERRAND_MORNING + slot)
    left = np.int64(-1)
    for j in range(3):
        at = k + 16 * j
        if j > 0 and not lucky(key, day, at, rule(town, NEXT_STOP)):
            break
        purpose = _purpose(life, slot, lucky(key, day, at + 1, share))
        ask = (np.int64(purpose != ERRAND), purpose, life[TONIGHT])
        leave = try_stop(town, life, rows, ask, key, at + 2, depart, limit)
        if leave < 0:
            break
        left = leave
        depart = leave
    if left >= 0:
        go(town, life, rows, life[TONIGHT], left)
    return left
