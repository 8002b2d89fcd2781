"""The fixed blocks of a day: work or school, the way to the kindergarten, household plans, appointments."""

import numpy as np

from nullisland._kernels.diary_choice import (
    between,
    choice,
    hours,
    latest,
    lucky,
    pick,
    rule,
    spot,
    stay,
    travel,
    zone_of,
)
from nullisland._kernels.diary_rules import (
    ARRIVE,
    BLOCK_DROP,
    BLOCK_STAY,
    BLOCK_WORK,
    CARES,
    CLOSES,
    DAILY_JITTER_MIN,
    DAY_BASE,
    DAY_NO,
    DAY_OFF,
    DAYS,
    EMPLOYER,
    HABIT_ALLOWED,
    HABIT_DAYS,
    HABIT_FROM,
    HABIT_KIND,
    HABIT_LEAST,
    HABIT_MOST,
    HABIT_TO,
    HABITS,
    HOUSE,
    IS_CHILD,
    JOIN_FAMILY,
    KEEP_APPOINTMENT,
    KINDERGARTEN,
    LEARN,
    LEAST,
    LEAVE,
    LENGTH,
    LOCAL,
    MOST,
    NEAR,
    NIGHT_FROM,
    OCCASION,
    OCCASION_FOR,
    OPENS,
    PLACE,
    PLAN_ARRIVE,
    PLAN_DROP,
    PLAN_KINDERGARTEN,
    PLAN_LATE,
    PLAN_LEAVE,
    PLAN_PICK,
    PLAN_PLACE,
    REST_UNTIL,
    SPOT_KIND,
    STAFF_FROM,
    STAFF_TO,
    START,
    STYLE,
    TABLE,
    TONIGHT,
    TOWN_HABITS,
    TOWN_HABITS_SIZE,
    TYPE,
    WEEKDAY,
    borrowing,
)
from nullisland._kernels.random import draw

K_HABIT = np.int64(5000)
_K_KEEP = np.int64(32)
_WAKING_MIN = 60
"""Between the end of a sleep by day and the next appointment, the way included."""


@borrowing
def week_days(allowed, wanted, turn):
    """Seven bits, Monday lowest: `wanted` of the allowed days; the rest is one run of days off from `turn` on."""
    count = 0
    for day in range(7):
        count += (allowed >> day) & 1
    free = count - wanted
    kept = 0
    at = 0
    for day in range(7):
        if (allowed >> day) & 1:
            if free <= 0 or (at + count - turn % count) % count >= free:
                kept |= 1 << day
            at += 1
    return kept


@borrowing
def add_block(town, blocks, n, kind, place, arrive, leave):
    """Put a block into the day, in time order, if there is time to travel on both sides; the new count."""
    for i in range(n):
        way = travel(town, blocks[i, PLACE], place)
        if arrive < blocks[i, LEAVE] + way and blocks[i, ARRIVE] < leave + way:
            return n
    if n == blocks.shape[0]:
        return n
    at = n
    while at > 0 and blocks[at - 1, ARRIVE] > arrive:
        for column in range(4):
            blocks[at, column] = blocks[at - 1, column]
        at -= 1
    blocks[at, TYPE] = kind
    blocks[at, PLACE] = place
    blocks[at, ARRIVE] = arrive
    blocks[at, LEAVE] = leave
    return n + 1


@borrowing
def work_hours(town, life, key):
    """(arrive, leave, door) of today's work or lessons; arrive -1 if there is none.

    Both lie within the hours in which the door is open to workers or pupils; `door` is when it opens. Only
    who begins in the late evening stays past midnight.
    """
    day, base = life[DAY_NO], life[DAY_BASE]
    none = (np.int64(-1), np.int64(-1), np.int64(-1))
    if not (life[DAYS] >> life[WEEKDAY]) & 1:
        return none
    if life[IS_CHILD] == 0 and lucky(key, day, 2, rule(town, DAY_OFF)):
        return none
    jitter = rule(town, DAILY_JITTER_MIN)
    start = life[START] + between(key, day, 3, -jitter, jitter)
    length = life[LENGTH] + between(key, day, 4, -2 * jitter, 2 * jitter)
    kind = spot(town, life[EMPLOYER], SPOT_KIND)
    guest = life[STYLE] == LEARN
    low = hours(town, kind, life[WEEKDAY], OPENS if guest else STAFF_FROM)
    if life[START] < NIGHT_FROM:
        high = hours(town, kind, life[WEEKDAY], CLOSES if guest else STAFF_TO)
        start = max(min(start, high - length), low)
        length = min(length, high - start)
        if length < 90:
            return none
    return base + start, base + start + length, base + low


@borrowing
def _takes_child(town, life, plan, key, blocks, work):
    """The way to the kindergarten and back as blocks: their count, and (arrive, leave) of work moved to fit.

    A way that work leaves no time for is somebody else's today.
    """
    arrive, leave, door = work
    n = np.int64(0)
    there, drop, pick_up = (
        np.int64(plan[PLAN_KINDERGARTEN]),
        np.int64(plan[PLAN_DROP]),
        np.int64(plan[PLAN_PICK]),
    )
    way = travel(town, there, life[EMPLOYER]) if arrive >= 0 else np.int64(0)
    done = drop + between(key, life[DAY_NO], 5, 4, 9)
    if arrive < 0 or done + way - arrive <= 150:
        n = add_block(town, blocks, n, BLOCK_DROP, there, drop, done)
        if arrive >= 0 and done + way - arrive >= -90:
            arrive = max(done + way, door)
    begin = pick_up - 5
    free = arrive < 0 or leave + way <= begin or arrive >= pick_up + way
    if free or begin - way - arrive >= 180:
        if arrive < pick_up:
            leave = min(leave, begin - way)
        n = add_block(town, blocks, n, BLOCK_STAY, there, begin, pick_up)
    return n, arrive, leave


@borrowing
def add_work(town, life, plan, key, blocks):
    """Work, school or kindergarten, and the way there for who takes the children; the count of blocks."""
    n = np.int64(0)
    if life[STYLE] == KINDERGARTEN:
        if plan[PLAN_DROP] < 0:
            return n
        there, drop = np.int64(plan[PLAN_KINDERGARTEN]), np.int64(plan[PLAN_DROP])
        return add_block(town, blocks, n, BLOCK_STAY, there, drop, np.int64(plan[PLAN_PICK]))
    arrive, leave, door = work_hours(town, life, key)
    if life[CARES] == 1 and plan[PLAN_DROP] >= 0:
        n, arrive, leave = _takes_child(town, life, plan, key, blocks, (arrive, leave, door))
    if arrive >= 0 and leave - arrive >= 60:
        n = add_block(town, blocks, n, BLOCK_WORK, life[EMPLOYER], arrive, leave)
    return n


@borrowing
def add_plans(town, life, plan, key, blocks, n):
    """What the household does together, if this member is at that home and joins; the new count."""
    if life[TONIGHT] != life[HOUSE]:
        return n
    joins = life[CARES] == 1 or life[STYLE] >= KINDERGARTEN
    for column in range(0, 2 * PLAN_LATE, PLAN_LATE):
        place = np.int64(plan[column + PLAN_PLACE])
        asleep = plan[column + PLAN_ARRIVE] < life[REST_UNTIL] + _WAKING_MIN
        if (
            place >= 0
            and not asleep
            and (joins or lucky(key, life[DAY_NO], 7 + column, rule(town, JOIN_FAMILY)))
        ):
            arrive, leave = np.int64(plan[column + PLAN_ARRIVE]), np.int64(plan[column + PLAN_LEAVE])
            n = add_block(town, blocks, n, BLOCK_STAY, place, arrive, leave)
    return n


@borrowing
def add_visit(town, life, key, blocks, n, place, window):
    """An appointment of one's own at `place`, if it is open then; the new count.

    `window` is earliest and latest arrival, least and most minutes of the stay, and k of the draws.
    """
    day, k = life[DAY_NO], window[4]
    if place < 0:
        return n
    arrive = between(key, day, k, window[0], window[1])
    until = latest(town, place, life[WEEKDAY], arrive)
    leave = min(arrive + between(key, day, k + 1, window[2], window[3]), until)
    asleep = life[DAY_BASE] + arrive < life[REST_UNTIL] + _WAKING_MIN
    if until < 0 or asleep or leave - arrive < window[2]:
        return n
    return add_block(town, blocks, n, BLOCK_STAY, place, life[DAY_BASE] + arrive, life[DAY_BASE] + leave)


@borrowing
def habit(town, i, column):
    """A column of `data/town/habits.csv`."""
    return np.int64(town[town[TOWN_HABITS] + 8 * i + column])


@borrowing
def _add_habit(town, life, key, blocks, n, i):
    """A regular visit, on its days and at its hour, at a place that stays the same; the new count."""
    turn = between(key, 0, K_HABIT + 4 * i, 0, 6)
    days = week_days(habit(town, i, HABIT_ALLOWED), habit(town, i, HABIT_DAYS), turn)
    k = _K_KEEP + 4 * i
    if not (days >> life[WEEKDAY]) & 1 or not lucky(key, life[DAY_NO], k, rule(town, KEEP_APPOINTMENT)):
        return n
    lot = between(key, 0, K_HABIT + 4 * i + 1, 0, TABLE - 1)
    begin = between(key, 0, K_HABIT + 4 * i + 2, habit(town, i, HABIT_FROM), habit(town, i, HABIT_TO))
    window = (begin, begin + 5, habit(town, i, HABIT_LEAST), habit(town, i, HABIT_MOST), k + 1)
    place = choice(town, zone_of(town, life[HOUSE]), habit(town, i, HABIT_KIND), NEAR, lot)
    return add_visit(town, life, key, blocks, n, place, window)


@borrowing
def add_appointments(town, life, key, blocks, n):
    """Regular visits (habits), and rare ones (a doctor, an office); the new count."""
    if life[HABITS] > 0:
        for i in range(town[TOWN_HABITS_SIZE]):
            if (life[HABITS] >> i) & 1:
                n = _add_habit(town, life, key, blocks, n, i)
    day = life[DAY_NO]
    if life[IS_CHILD] == 0 and life[WEEKDAY] < 6 and lucky(key, day, 12, rule(town, OCCASION)):
        place = pick(town, OCCASION_FOR, zone_of(town, life[HOUSE]), life[LOCAL], draw(key, day, 13))
        if place >= 0:
            kind = spot(town, place, SPOT_KIND)
            window = (
                np.int64(520),
                np.int64(1000),
                stay(town, kind, LEAST),
                stay(town, kind, MOST),
                np.int64(14),
            )
            n = add_visit(town, life, key, blocks, n, place, window)
    return n
