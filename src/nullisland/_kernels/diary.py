"""The diary: a life of visits for everybody in a block of people."""

import numpy as np
from numba import njit

from nullisland._kernels.diary_blocks import (
    K_HABIT,
    add_appointments,
    add_plans,
    add_visit,
    add_work,
    habit,
    week_days,
)
from nullisland._kernels.diary_choice import (
    between,
    choice,
    forget,
    lucky,
    rule,
    spot,
    travel,
    zone_of,
)
from nullisland._kernels.diary_household import household_of, plan_household, roster
from nullisland._kernels.diary_moves import go, stops, write
from nullisland._kernels.diary_rules import (
    ARRIVE,
    AT_EASE,
    BED,
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
    HABIT_KIND,
    HABIT_SHARE,
    HABITS,
    HOUSE,
    IS_CHILD,
    LENGTH,
    LOCAL,
    NEAR,
    NIGHT_FROM,
    NO_SLOT,
    OUTWARD,
    PLACE,
    REST_UNTIL,
    ROSTER_DAYS,
    ROSTER_FREE_TIME,
    ROSTER_LENGTH,
    ROSTER_LENGTH_SPREAD,
    ROSTER_START,
    ROSTER_START_SPREAD,
    ROSTER_STOPS_HIGH,
    ROSTER_STOPS_LOW,
    ROSTER_STYLE,
    ROW,
    SECOND,
    SICK_CLINIC,
    SICK_DAYS_MORE,
    SICK_START,
    SICK_UNTIL,
    SINCE,
    SLEEP_MIN,
    SLOT_AFTERNOON,
    SLOT_MORNING,
    SPOT_KIND,
    START,
    STAY_UNTIL,
    STOPS_HIGH,
    STOPS_LOW,
    STYLE,
    SWITCH,
    TABLE,
    TONIGHT,
    TOWN_HABITS_SIZE,
    TOWN_KINDS,
    TOWN_WORKDAYS,
    WEEKDAY,
    WEEKDAY_MORNING,
    WEEKEND_MORNING,
    borrowing,
)
from nullisland._kernels.diary_tours import live_block
from nullisland._kernels.random import person_key

_K_PERSON = np.int64(6000)
_K_OUTING = np.int64(256)
_YOUNG_DAYS = 16 * 365
_ADULT_DAYS = 18 * 365
_NAP_UNTIL = 780
"""Who works at night rests until this minute of the day before."""
MOST_ROWS_A_DAY = 128
"""More visits than anybody's day can hold: two to a stop, stops in blocks and between them."""


@borrowing
def settle(town, life, key, routine, birth_day):
    """Set what stays the same about a person whose places are in `life`; at home a day before the watch."""
    spread = roster(town, routine, ROSTER_START_SPREAD)
    life[START] = roster(town, routine, ROSTER_START) + between(key, 0, _K_PERSON, -spread, spread)
    spread = roster(town, routine, ROSTER_LENGTH_SPREAD)
    life[LENGTH] = roster(town, routine, ROSTER_LENGTH) + between(key, 0, _K_PERSON + 1, -spread, spread)
    life[STOPS_LOW] = roster(town, routine, ROSTER_STOPS_LOW)
    life[STOPS_HIGH] = roster(town, routine, ROSTER_STOPS_HIGH)
    life[STYLE] = roster(town, routine, ROSTER_STYLE)
    life[FREE_TIME] = roster(town, routine, ROSTER_FREE_TIME)
    life[IS_CHILD] = np.int64(birth_day > -_YOUNG_DAYS)
    life[SWITCH] = between(key, 0, _K_PERSON + 3, 0, 1)
    life[DAYS] = 0
    if life[EMPLOYER] >= 0 and life[EMPLOYER] != life[HOUSE] and life[STYLE] != FREE:
        kind = spot(town, life[EMPLOYER], SPOT_KIND)
        allowed = np.int64(town[town[TOWN_WORKDAYS] + np.int64(routine) * town[TOWN_KINDS] + kind])
        life[DAYS] = week_days(
            allowed, roster(town, routine, ROSTER_DAYS), between(key, 0, _K_PERSON + 2, 0, 6)
        )
    life[HABITS] = 0
    if birth_day <= -_ADULT_DAYS:
        for i in range(town[TOWN_HABITS_SIZE]):
            if lucky(key, 0, K_HABIT + 4 * i + 3, habit(town, i, HABIT_SHARE)):
                life[HABITS] |= 1 << i
    life[CUR] = life[HOUSE]
    life[TONIGHT] = life[HOUSE]
    life[SINCE] = -1440
    life[REST_UNTIL] = -1440
    life[SICK_UNTIL] = 0


@borrowing
def begin_day(town, life, key, day):
    """The date, tonight's home, and illness: 2 on its first day, 1 on others, 0 if well."""
    life[DAY_NO] = day
    life[DAY_BASE] = (day - 1) * 1440
    life[WEEKDAY] = (day + 6) % 7
    life[STAY_UNTIL] = AT_EASE
    if life[SECOND] >= 0:
        away = life[WEEKDAY] < 4
        if life[IS_CHILD] == 1:
            away = (((day + 2) // 7 + life[SWITCH]) & 1) == 1
        life[TONIGHT] = life[SECOND] if away else life[HOUSE]
    if life[START] >= NIGHT_FROM and (life[DAYS] >> life[WEEKDAY]) & 1:
        life[REST_UNTIL] = max(life[REST_UNTIL], life[DAY_BASE] + _NAP_UNTIL)
    if day < life[SICK_UNTIL]:
        return 1
    if lucky(key, day, 0, rule(town, SICK_START)):
        life[SICK_UNTIL] = day + 1 + between(key, day, 1, 0, rule(town, SICK_DAYS_MORE))
        return 2
    return 0


@borrowing
def fill_blocks(town, life, plan, key, blocks, ill):
    """The fixed blocks of the day in time order; their count."""
    if ill == 0:
        n = add_work(town, life, plan, key, blocks)
        n = add_plans(town, life, plan, key, blocks, n)
        return add_appointments(town, life, key, blocks, n)
    if ill == 1 or not lucky(key, life[DAY_NO], 19, rule(town, SICK_CLINIC)):
        return np.int64(0)
    lot = between(key, life[DAY_NO], 27, 0, TABLE - 1)
    clinic = choice(town, zone_of(town, life[TONIGHT]), habit(town, 0, HABIT_KIND), NEAR, lot)
    window = (np.int64(540), np.int64(960), np.int64(20), np.int64(60), np.int64(28))
    return add_visit(town, life, key, blocks, np.int64(0), clinic, window)


@borrowing
def bed_time(town, life):
    """Be home by then: in time to sleep before tomorrow's work."""
    weekend = 4 <= life[WEEKDAY] <= 5
    bed = rule(town, BED_WEEKEND_MIN if weekend else BED_WEEKDAY_MIN)
    if life[IS_CHILD] == 1:
        bed = min(bed, 1245)
    if (life[DAYS] >> ((life[WEEKDAY] + 1) % 7)) & 1:
        bed = min(bed, 1440 + life[START] - rule(town, SLEEP_MIN))
    return life[DAY_BASE] + bed


@borrowing
def slot_start(life, key, slot):
    """When an outing of this slot would begin."""
    day, base = life[DAY_NO], life[DAY_BASE]
    if slot == SLOT_MORNING:
        return base + between(key, day, 24, 500, 645) + (30 if life[WEEKDAY] >= 5 else 0)
    if slot == SLOT_AFTERNOON:
        return base + between(key, day, 25, 790, 970)
    return base + between(key, day, 26, 1060, 1200)


@borrowing
def free_slot(town, life, rows, slot, key, start, limit):
    """Perhaps an outing from home in this slot of the day, starting about `start`, back by `limit`."""
    if life[CUR] != life[TONIGHT] or start < life[REST_UNTIL] or life[SINCE] > start + 75:
        return
    first = WEEKEND_MORNING if life[WEEKDAY] >= 5 else WEEKDAY_MORNING
    if lucky(key, life[DAY_NO], 20 + slot, rule(town, first + slot) * life[FREE_TIME] // 100):
        stops(town, life, rows, slot, key, _K_OUTING + 64 * slot, max(start, life[SINCE] + 12), limit)


@borrowing
def live_day(town, life, rows, plan, key, day, blocks):
    """One day: fixed blocks in time order, free time between them, and home in the end."""
    ill = begin_day(town, life, key, day)
    n = fill_blocks(town, life, plan, key, blocks, ill)
    slot = NO_SLOT if ill > 0 or life[FREE_TIME] == 0 else SLOT_MORNING
    life[BED] = bed_time(town, life)
    for i in range(n + 1):
        while slot < NO_SLOT:
            start = slot_start(life, key, slot)
            limit = life[BED]
            if i < n:
                if start >= blocks[i, ARRIVE]:
                    break
                limit = min(limit, blocks[i, ARRIVE] - travel(town, life[TONIGHT], blocks[i, PLACE]))
            free_slot(town, life, rows, slot, key, start, limit)
            slot += 1
        if i < n:
            live_block(town, life, rows, key, blocks, i, n)
    if life[CUR] != life[TONIGHT]:
        go(town, life, rows, life[TONIGHT], max(life[DAY_BASE] + 1020, life[SINCE] + 1))


@borrowing
def live_person(town, life, rows, plans, key, blocks, days):
    """All days of one settled person, from the day before the watch."""
    forget(life)
    life[FIRST_ROW] = life[ROW]
    for day in range(days + 1):
        live_day(town, life, rows, plans[day], key, day, blocks)
    write(life, rows, life[CUR], life[SINCE], life[END])


@borrowing
def live_member(town, folk, keys, person, days, desk, rows):
    """Write the visits of one person over `days` days from row life[ROW] on; see `live_people`.

    A household's plans are drawn anew if `found` of the desk does not say that they lie there already, for at
    least so many days.
    """
    home, second, employer, routine, birth_day, household, household_first, outward = folk
    life, household_life, plans, blocks, found = desk
    lived_with = np.int64(household[person])
    if lived_with != found[3] or found[4] < days:
        members = (household_first[lived_with], household_first[lived_with + 1])
        household_of(town, routine, employer, birth_day, members, found)
        household_life[OUTWARD] = outward[lived_with]
        key = person_key(keys[1], lived_with)
        at_home = np.int64(home[members[0]])
        plan_household(town, household_life, at_home, found[1], found[2], key, plans[: days + 1])
        found[3], found[4] = lived_with, days
    leader = np.int64(person)
    if found[0] >= 0 and roster(town, routine[person], ROSTER_STYLE) == FOLLOW:
        if roster(town, routine[found[0]], ROSTER_STYLE) == FREE:
            leader = found[0]
    life[END] = days * 1440
    life[FOLLOWING] = np.int64(leader != person)
    life[LOCAL], life[OUTWARD] = household_life[LOCAL], outward[lived_with]
    life[CARES] = np.int64(leader == found[0])
    life[HOUSE], life[SECOND], life[EMPLOYER] = home[leader], second[leader], employer[leader]
    key = person_key(keys[0], leader)
    settle(town, life, key, routine[leader], birth_day[leader])
    live_person(town, life, rows, plans, key, blocks, days)


@njit(cache=True, nogil=True)
def live_people(town, folk, keys, span, desk, rows, counts):
    """Write the visits of people span[0] to span[1] over span[2] days; counts[i] are the rows of the i-th.

    Stops early when the rows left might not hold one more life; returns how many people were done. A small
    child whose carer stays at home lives the carer's day. `folk`: home, second home, employer, routine, day of
    birth, household of everybody; the first member and the zone in another town (or -1) of each household.
    `keys` are those of persons and of households. `desk` is room to work in: two lives, the household's plans,
    the blocks of a day, and what `household_of` found, of which household and for how many days.
    """
    start, stop, days = span
    life = desk[0]
    for person in range(start, stop):
        if life[ROW] + (days + 1) * MOST_ROWS_A_DAY > rows.shape[0]:
            return person - start
        before = life[ROW]
        live_member(town, folk, keys, person, days, desk, rows)
        counts[person - start] = life[ROW] - before
    return stop - start
