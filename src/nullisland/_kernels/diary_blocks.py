"""The fixed blocks of a day: work or school, the way to the kindergarten, the household's plans, appointments."""

import numpy as np
from numba import njit

from nullisland._kernels.diary_choice import between, day_type, latest, lucky, pick, travel
from nullisland._kernels.diary_rules import (
    ARRIVE,
    BLOCK_DROP,
    BLOCK_STAY,
    BLOCK_WORK,
    CARES,
    DAILY_JITTER_MIN,
    DAY_BASE,
    DAY_NO,
    DAY_OFF,
    DAYS,
    EMPLOYER,
    FREE,
    HABITS,
    HOUSE,
    IS_CHILD,
    JOIN_FAMILY,
    KEEP_APPOINTMENT,
    KINDERGARTEN,
    LEARN,
    LEAVE,
    LENGTH,
    OCCASION,
    OCCASION_FOR,
    PLACE,
    PLAN_ARRIVE,
    PLAN_DROP,
    PLAN_KINDERGARTEN,
    PLAN_LATE,
    PLAN_LEAVE,
    PLAN_PICK,
    PLAN_PLACE,
    START,
    STYLE,
    TONIGHT,
    TYPE,
    WEEKDAY,
)
from nullisland._kernels.random import draw

K_HABIT = 5000
_K_KEEP = 32


@njit(cache=True, nogil=True)
def week_days(allowed, wanted, turn):
    """Seven bits, Monday lowest: `wanted` of the allowed days; the rest is one run of days off that starts at `turn`."""
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


@njit(cache=True, nogil=True)
def add_block(tables, blocks, n, kind, place, arrive, leave):
    """Put a block into the day, kept in time order, if there is time to travel on both sides; the new count."""
    for i in range(n):
        way = travel(tables.spots, tables.rules, blocks[i, PLACE], place)
        if arrive < blocks[i, LEAVE] + way and blocks[i, ARRIVE] < leave + way:
            return n
    at = n
    while at > 0 and blocks[at - 1, ARRIVE] > arrive:
        blocks[at] = blocks[at - 1]
        at -= 1
    blocks[at, TYPE] = kind
    blocks[at, PLACE] = place
    blocks[at, ARRIVE] = arrive
    blocks[at, LEAVE] = leave
    return n + 1


@njit(cache=True, nogil=True)
def work_hours(tables, state, key):
    """(arrive, leave) of today's work or lessons, within the hours in which the door is open to them; -1 if none."""
    day = state[DAY_NO]
    place = state[EMPLOYER]
    if not (state[DAYS] >> state[WEEKDAY]) & 1 or place < 0 or state[STYLE] == FREE:
        return np.int64(-1), np.int64(-1)
    if state[IS_CHILD] == 0 and lucky(key, day, 2, tables.rules[DAY_OFF]):
        return np.int64(-1), np.int64(-1)
    jitter = tables.rules[DAILY_JITTER_MIN]
    start = state[START] + between(key, day, 3, -jitter, jitter)
    length = state[LENGTH] + between(key, day, 4, -2 * jitter, 2 * jitter)
    if start + length <= 1440:
        door = 0 if state[STYLE] == LEARN else 2
        hours = tables.hours[tables.spots[place, 3], day_type(state[WEEKDAY])]
        low, high = np.int64(hours[door]), np.int64(hours[door + 1])
        start = max(min(start, high - length), low)
        length = min(length, high - start)
        if length < 90:
            return np.int64(-1), np.int64(-1)
    return state[DAY_BASE] + start, state[DAY_BASE] + start + length


@njit(cache=True, nogil=True)
def add_work(tables, state, plan, key, blocks, n):
    """Work, and around it the way to the kindergarten for who takes the children; the new count."""
    arrive, leave = work_hours(tables, state, key)
    place = state[EMPLOYER]
    if state[CARES] == 1 and plan[PLAN_DROP] >= 0:
        there = np.int64(plan[PLAN_KINDERGARTEN])
        way = travel(tables.spots, tables.rules, there, place) if arrive >= 0 else np.int64(0)
        done = plan[PLAN_DROP] + between(key, state[DAY_NO], 5, 4, 9)
        if arrive < 0 or done + way - arrive <= 150:
            n = add_block(tables, blocks, n, BLOCK_DROP, there, np.int64(plan[PLAN_DROP]), done)
            if -90 <= done + way - arrive:
                arrive = done + way if arrive >= 0 else arrive
        begun = plan[PLAN_PICK] - 5
        if arrive < 0 or leave + way <= begun or arrive >= plan[PLAN_PICK] + way or begun - way - arrive >= 180:
            if arrive < begun - way < leave:
                leave = begun - way
            n = add_block(tables, blocks, n, BLOCK_STAY, there, begun, np.int64(plan[PLAN_PICK]))
    if state[STYLE] == KINDERGARTEN and plan[PLAN_DROP] >= 0:
        there = np.int64(plan[PLAN_KINDERGARTEN])
        return add_block(tables, blocks, n, BLOCK_STAY, there, np.int64(plan[PLAN_DROP]), np.int64(plan[PLAN_PICK]))
    if arrive >= 0 and state[STYLE] != KINDERGARTEN and leave - arrive >= 60:
        n = add_block(tables, blocks, n, BLOCK_WORK, place, arrive, leave)
    return n


@njit(cache=True, nogil=True)
def add_plans(tables, state, plan, key, blocks, n):
    """What the household does together, if this member is at that home and joins; the new count."""
    if state[TONIGHT] != state[HOUSE]:
        return n
    for column in (0, PLAN_LATE):
        place = np.int64(plan[column + PLAN_PLACE])
        joins = state[CARES] == 1 or state[STYLE] >= KINDERGARTEN
        if place >= 0 and (joins or lucky(key, state[DAY_NO], 7 + column, tables.rules[JOIN_FAMILY])):
            arrive, leave = np.int64(plan[column + PLAN_ARRIVE]), np.int64(plan[column + PLAN_LEAVE])
            n = add_block(tables, blocks, n, BLOCK_STAY, place, arrive, leave)
    return n


@njit(cache=True, nogil=True)
def add_visit(tables, state, key, blocks, n, place, window, stay):
    """An appointment of one's own at `place`, if it is open then; the new count."""
    if place < 0:
        return n
    day = state[DAY_NO]
    arrive = between(key, day, window[2], window[0], window[1])
    until = latest(tables.hours, tables.spots[place, 3], state[WEEKDAY], arrive)
    leave = min(arrive + between(key, day, window[2] + 1, stay[0], stay[1]), until)
    if until < 0 or leave - arrive < stay[0] or n >= blocks.shape[0]:
        return n
    return add_block(tables, blocks, n, BLOCK_STAY, place, state[DAY_BASE] + arrive, state[DAY_BASE] + leave)


@njit(cache=True, nogil=True)
def add_appointments(tables, state, key, blocks, n):
    """Regular visits (habits) at a place that stays the same, and rare ones (a doctor, an office); the new count."""
    day = state[DAY_NO]
    zone = tables.spots[state[HOUSE], 2]
    for i in range(tables.habits.shape[0]):
        if (state[HABITS] >> i) & 1:
            row = tables.habits[i]
            days = week_days(row[2], row[3], between(key, 0, K_HABIT + 4 * i, 0, 6))
            keeps = lucky(key, day, _K_KEEP + 4 * i, tables.rules[KEEP_APPOINTMENT])
            if (days >> state[WEEKDAY]) & 1 and keeps:
                lot = between(key, 0, K_HABIT + 4 * i + 1, 0, 63)
                begin = between(key, 0, K_HABIT + 4 * i + 2, row[4], row[5])
                window = (begin, begin + 5, _K_KEEP + 4 * i + 1)
                place = np.int64(tables.choices[zone, row[0], lot])
                n = add_visit(tables, state, key, blocks, n, place, window, (row[6], row[7]))
    if state[IS_CHILD] == 0 and state[WEEKDAY] < 6 and lucky(key, day, 12, tables.rules[OCCASION]):
        place = pick(tables, OCCASION_FOR, zone, draw(key, day, 13))
        if place >= 0:
            stay = tables.stays[tables.spots[place, 3]]
            n = add_visit(tables, state, key, blocks, n, place, (520, 1000, 14), (stay[0], stay[1]))
    return n
