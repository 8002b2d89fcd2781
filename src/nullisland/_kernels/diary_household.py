"""What a household does together: drawn at (household, day), so every member reads the same plan."""

import numpy as np
from numba import njit

from nullisland._kernels.diary_choice import between, choose, latest, lucky, remember, travel
from nullisland._kernels.diary_rules import (
    CHILD_SICK,
    CHILDREN_AFTERNOON,
    EVENING,
    FAMILY_EVENING,
    FAMILY_LATE,
    FAMILY_OUTING,
    FREE,
    KINDERGARTEN,
    LATE,
    LEARN,
    OUTING,
    PLAN_ARRIVE,
    PLAN_DROP,
    PLAN_KINDERGARTEN,
    PLAN_LATE,
    PLAN_LEAVE,
    PLAN_PICK,
    PLAN_PLACE,
    YOUNG,
)

_ADULT_DAYS = 18 * 365
_CHILD_DAYS = 13 * 365
_K_OUTING, _K_LATE = 16, 48
_OUTING, _LATE, _CHILDREN = range(3)


@njit(cache=True, nogil=True)
def find_carer(tables, folk, household):
    """(carer, kindergarten, children): who takes the children (-1 nobody), where to, and how many are under 13.

    The carer is the grown-up with the fewest hours of work, then with the lowest id.
    """
    carer = np.int64(-1)
    kindergarten = np.int64(-1)
    children = 0
    least = 1 << 30
    for p in range(folk.household_first[household], folk.household_first[household + 1]):
        row = tables.roster[folk.routine[p]]
        if row[6] == KINDERGARTEN:
            kindergarten = np.int64(folk.employer[p])
        children += folk.birth_day[p] > -_CHILD_DAYS
        load = row[2] * row[8] + 5000 * (row[0] > 1200) + 5000 * (row[6] >= LEARN)
        load = load // 4 if row[6] == FREE else load
        if folk.birth_day[p] <= -_ADULT_DAYS and load < least:
            carer, least = np.int64(p), load
    if children == 0:
        carer = np.int64(-1)
    return carer, kindergarten, children


@njit(cache=True, nogil=True)
def _together(tables, memory, key, day, group, purpose, home, window, k, column, plan):
    """Fill columns of the plan with a place, open for the whole of a stay that begins and ends in `window`."""
    weekday = (day + 6) % 7
    base = (day - 1) * 1440
    zone = np.int64(tables.spots[home, 2])
    for attempt in range(3):
        place = choose(tables, memory, (group, purpose, zone, day), key, k + 4 * attempt)
        if place < 0 or place == home:
            continue
        kind = tables.spots[place, 3]
        arrive = between(key, day, k + 4 * attempt + 2, window[0], window[1])
        until = latest(tables.hours, kind, weekday, arrive)
        stay = between(key, day, k + 4 * attempt + 3, tables.stays[kind, 0], tables.stays[kind, 1])
        leave = min(arrive + stay, until, window[2])
        if until < 0 or leave - arrive < tables.stays[kind, 0]:
            continue
        remember(memory, group, place)
        plan[column + PLAN_PLACE] = place
        plan[column + PLAN_ARRIVE] = base + arrive
        plan[column + PLAN_LEAVE] = base + leave
        return


@njit(cache=True, nogil=True)
def plan_household(tables, home, kindergarten, children, key, memory, plans):
    """Fill plans (days + 1, 9), one row a day, the first for the day before the watch."""
    memory.size[:] = 0
    usual = between(key, 0, 1, 455, 510)
    for day in range(plans.shape[0]):
        plan = plans[day]
        plan[:] = -1
        weekday = (day + 6) % 7
        base = (day - 1) * 1440
        picked = 900
        if kindergarten >= 0 and weekday < 5 and not lucky(key, day, 2, tables.rules[CHILD_SICK]):
            drop = usual + between(key, day, 3, -8, 8)
            picked = min(drop + between(key, day, 4, 330, 480), 1030)
            plan[PLAN_DROP] = base + drop
            plan[PLAN_PICK] = base + picked
            plan[PLAN_KINDERGARTEN] = kindergarten
            picked += 5 + 2 * travel(tables.spots, tables.rules, kindergarten, home)
        if weekday >= 5 and lucky(key, day, 5, tables.rules[FAMILY_OUTING]):
            window = (590, 900, 1080)
            _together(tables, memory, key, day, _OUTING, OUTING, home, window, _K_OUTING, 0, plan)
        elif weekday < 5 and children > 0 and lucky(key, day, 5, tables.rules[CHILDREN_AFTERNOON]):
            window = (picked + 10, picked + 60, 1125)
            _together(tables, memory, key, day, _CHILDREN, YOUNG, home, window, _K_OUTING, 0, plan)
        late = 4 <= weekday <= 5
        share = tables.rules[FAMILY_LATE] if late else tables.rules[FAMILY_EVENING]
        if lucky(key, day, 6, share):
            window = (1110, 1185, 1240 if children > 0 else 1350)
            purpose = LATE if late else EVENING
            _together(tables, memory, key, day, _LATE, purpose, home, window, _K_LATE, PLAN_LATE, plan)
