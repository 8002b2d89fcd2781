"""The diary: a life of visits for everybody in a block of people."""

import numpy as np
from numba import njit

from nullisland._kernels.diary_blocks import (
    K_HABIT,
    add_appointments,
    add_plans,
    add_visit,
    add_work,
    week_days,
)
from nullisland._kernels.diary_choice import between, lucky, travel
from nullisland._kernels.diary_household import find_carer, plan_household
from nullisland._kernels.diary_moves import free_slot, go, write
from nullisland._kernels.diary_rules import (
    ARRIVE,
    BED_WEEKDAY_MIN,
    BED_WEEKEND_MIN,
    CARES,
    CUR,
    DAY_BASE,
    DAY_NO,
    DAYS,
    EMPLOYER,
    END,
    FIRST_ROW,
    FOLLOW,
    FOLLOWING,
    FREE,
    FREE_TIME,
    HABITS,
    HOUSE,
    IS_CHILD,
    LENGTH,
    PERSON,
    PLACE,
    REST_UNTIL,
    ROW,
    SECOND,
    SICK_CLINIC,
    SICK_DAYS_MORE,
    SICK_START,
    SICK_UNTIL,
    SINCE,
    SLEEP_MIN,
    START,
    STOPS_HIGH,
    STOPS_LOW,
    STYLE,
    SWITCH,
    TONIGHT,
    WEEKDAY,
    Life,
    Memory,
)
from nullisland._kernels.diary_tours import live_block
from nullisland._kernels.random import person_key

_K_PERSON = 6000
_CHILD_DAYS = 16 * 365
_ADULT_DAYS = 18 * 365
_MOST_BLOCKS = 16
MOST_ROWS_A_DAY = 128
"""More visits than anybody's day can hold: two to a stop, stops in blocks and between them."""


@njit(cache=True, nogil=True)
def meet(tables, folk, person, key, state):
    """Set the state to what stays the same about this person, at home at midnight of the day before the watch."""
    row = tables.roster[folk.routine[person]]
    state[PERSON] = person
    state[STYLE] = row[6]
    state[HOUSE] = folk.home[person]
    state[SECOND] = folk.second[person]
    state[EMPLOYER] = folk.employer[person]
    state[IS_CHILD] = folk.birth_day[person] > -_CHILD_DAYS
    state[FREE_TIME] = row[7]
    state[START] = row[0] + between(key, 0, _K_PERSON, -row[1], row[1])
    state[LENGTH] = row[2] + between(key, 0, _K_PERSON + 1, -row[3], row[3])
    state[STOPS_LOW] = row[4]
    state[STOPS_HIGH] = row[5]
    state[DAYS] = 0
    if state[EMPLOYER] >= 0 and state[EMPLOYER] != state[HOUSE]:
        allowed = np.int64(tables.workdays[folk.routine[person], tables.spots[state[EMPLOYER], 3]])
        state[DAYS] = week_days(allowed, row[8], between(key, 0, _K_PERSON + 2, 0, 6))
    state[HABITS] = 0
    if folk.birth_day[person] <= -_ADULT_DAYS:
        for i in range(tables.habits.shape[0]):
            state[HABITS] |= np.int64(lucky(key, 0, K_HABIT + 4 * i + 3, tables.habits[i, 1])) << i
    state[SWITCH] = between(key, 0, _K_PERSON + 3, 0, 1)
    state[CUR] = state[HOUSE]
    state[TONIGHT] = state[HOUSE]
    state[SINCE] = -1440
    state[REST_UNTIL] = -1440
    state[SICK_UNTIL] = 0


@njit(cache=True, nogil=True)
def begin_day(tables, state, key, day):
    """The date, tonight's home, and whether somebody is ill; 2 on the first day of an illness, 1 on others, else 0."""
    state[DAY_NO] = day
    state[DAY_BASE] = (day - 1) * 1440
    state[WEEKDAY] = (day + 6) % 7
    if state[SECOND] >= 0:
        away = (((day + 2) // 7 + state[SWITCH]) & 1) == 1 if state[IS_CHILD] == 1 else state[WEEKDAY] < 4
        state[TONIGHT] = state[SECOND] if away else state[HOUSE]
    if day < state[SICK_UNTIL]:
        return 1
    if lucky(key, day, 0, tables.rules[SICK_START]):
        state[SICK_UNTIL] = day + 1 + between(key, day, 1, 0, tables.rules[SICK_DAYS_MORE])
        return 2
    return 0


@njit(cache=True, nogil=True)
def bed_time(tables, state):
    """Be home by then: in time to sleep before tomorrow's work."""
    rules = tables.rules
    bed = rules[BED_WEEKEND_MIN] if 4 <= state[WEEKDAY] <= 5 else rules[BED_WEEKDAY_MIN]
    if state[IS_CHILD] == 1:
        bed = min(bed, 1245)
    if state[STYLE] != FREE and (state[DAYS] >> ((state[WEEKDAY] + 1) % 7)) & 1:
        bed = min(bed, 1440 + state[START] - rules[SLEEP_MIN])
    return state[DAY_BASE] + bed


@njit(cache=True, nogil=True)
def slot_start(state, key, slot):
    """When an outing of this slot would begin."""
    day = state[DAY_NO]
    late = 30 if state[WEEKDAY] >= 5 else 0
    if slot == 0:
        return state[DAY_BASE] + late + between(key, day, 24, 500, 645)
    if slot == 1:
        return state[DAY_BASE] + between(key, day, 25, 790, 970)
    return state[DAY_BASE] + between(key, day, 26, 1060, 1200)


@njit(cache=True, nogil=True)
def sick_visit(tables, state, key, blocks):
    """A visit to the clinic on the first day of an illness, if it is open; the count of blocks."""
    zone = tables.spots[state[TONIGHT], 2]
    place = np.int64(tables.choices[zone, tables.habits[0, 0], between(key, state[DAY_NO], 27, 0, 63)])
    return add_visit(tables, state, key, blocks, 0, place, (540, 960, 28), (20, 60))


@njit(cache=True, nogil=True)
def live_day(tables, life, plan, key, day, blocks):
    """One day: fixed blocks in time order, free time between them, and home in the end."""
    state = life.state
    ill = begin_day(tables, state, key, day)
    n = 0
    if ill == 0:
        n = add_work(tables, state, plan, key, blocks, n)
        n = add_plans(tables, state, plan, key, blocks, n)
        n = add_appointments(tables, state, key, blocks, n)
    elif ill == 2 and lucky(key, day, 19, tables.rules[SICK_CLINIC]):
        n = sick_visit(tables, state, key, blocks)
    slot = 0 if ill == 0 else 3
    bed = bed_time(tables, state)
    for i in range(n + 1):
        while slot < 3 and state[FREE_TIME] > 0:
            start = slot_start(state, key, slot)
            if i < n and start >= blocks[i, ARRIVE]:
                break
            limit = bed
            if i < n:
                limit = blocks[i, ARRIVE] - travel(tables.spots, tables.rules, state[TONIGHT], blocks[i, PLACE])
            free_slot(tables, life, slot, key, start, min(limit, bed) if slot == 2 else limit)
            slot += 1
        if i < n:
            live_block(tables, life, key, blocks, i, n)
    if state[CUR] != state[TONIGHT]:
        go(tables, life, state[TONIGHT], max(state[DAY_BASE] + 1020, state[SINCE] + 1))


@njit(cache=True, nogil=True)
def live_person(tables, folk, life, plans, who, blocks):
    """All days of one person, from the day before the watch. `who` is (leader, key, following, end)."""
    state = life.state
    leader, key, following, end = who
    state[FOLLOWING] = following
    state[END] = end
    state[FIRST_ROW] = state[ROW]
    life.memory.size[:] = 0
    meet(tables, folk, leader, key, state)
    for day in range(plans.shape[0]):
        live_day(tables, life, plans[day], key, day, blocks)
    write(life, state[CUR], state[SINCE], end)


@njit(cache=True, nogil=True)
def live_people(tables, folk, keys, span, rows, counts):
    """Write the visits of people span[0] to span[1] over span[2] days; counts[i] are the rows of the i-th.

    Stops early when the rows left might not hold one more life; returns how many people were done.
    A small child whose carer stays at home lives the carer's day. keys are those of persons and of households.
    """
    start, stop, days = span
    life = Life(rows, _empty_memory(days), np.zeros(32, np.int64))
    household_memory = _empty_memory(days)
    plans = np.empty((days + 1, 9), np.int32)
    blocks = np.zeros((_MOST_BLOCKS, 4), np.int64)
    planned = np.int64(-1)
    carer = np.int64(-1)
    state = life.state
    for person in range(start, stop):
        if state[ROW] + (days + 1) * MOST_ROWS_A_DAY > rows.place.size:
            return person - start
        household = np.int64(folk.household[person])
        if household != planned:
            carer, kindergarten, children = find_carer(tables, folk, household)
            key = person_key(keys[1], household)
            home = np.int64(folk.home[folk.household_first[household]])
            plan_household(tables, home, kindergarten, children, key, household_memory, plans)
            planned = household
        follows = tables.roster[folk.routine[person], 6] == FOLLOW and carer >= 0
        follows = follows and tables.roster[folk.routine[max(carer, 0)], 6] == FREE
        leader = carer if follows else np.int64(person)
        state[CARES] = leader == carer
        before = state[ROW]
        who = (leader, person_key(keys[0], leader), np.int64(follows), np.int64(days * 1440))
        live_person(tables, folk, life, plans, who, blocks)
        counts[person - start] = state[ROW] - before
    return stop - start


@njit(cache=True, nogil=True)
def _empty_memory(days):
    """Room for what one person or household remembers."""
    size = np.zeros(4, np.int64)
    return Memory(np.empty((3, 6 * (days + 1)), np.int32), np.empty(512, np.int32), size)

