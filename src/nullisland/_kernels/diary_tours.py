"""Living through a block: at work with lunch out, on a courier's or cleaner's round, or simply there."""

import numpy as np
from numba import njit

from nullisland._kernels.diary_choice import between, day_type, latest, lucky, pick, travel
from nullisland._kernels.diary_moves import go, stops, try_stop
from nullisland._kernels.diary_rules import (
    ARRIVE,
    BLOCK_STAY,
    BLOCK_WORK,
    CLEAN,
    CLEANING,
    CUR,
    DAY_BASE,
    DAY_NO,
    DELIVERY,
    EMPLOYER,
    HOME,
    LEARN,
    LEAVE,
    LUNCH,
    LUNCH_OUT,
    PLACE,
    REST_UNTIL,
    ROUND,
    SINCE,
    SLEEP_MIN,
    STAY_UNTIL,
    STOP_AFTER_SCHOOL,
    STOP_AFTER_WORK,
    STOP_BEFORE_WORK,
    STOPS_HIGH,
    STOPS_LOW,
    STYLE,
    TONIGHT,
    TYPE,
    WAY,
    WEEKDAY,
    WORK,
)
from nullisland._kernels.random import draw

_K_BEFORE, _K_AFTER, _K_LUNCH, _K_ROUND, _K_CLEAN = 64, 128, 96, 512, 640
_CLIENT_WEEK = 1 << 20
_PATIENCE_MIN = 45


@njit(cache=True, nogil=True)
def lunch(tables, life, key, until):
    """Perhaps eat out near work and come back."""
    state = life.state
    day = state[DAY_NO]
    begin = state[DAY_BASE] + between(key, day, 16, 700, 770)
    if until - state[SINCE] < 360 or begin < state[SINCE] + 90 or until < begin + 150:
        return
    if lucky(key, day, 15, tables.rules[LUNCH_OUT]):
        work = state[CUR]
        ask = (2, LUNCH, np.int64(tables.spots[work, 2]), day)
        leave = try_stop(tables, life, ask, key, _K_LUNCH, begin, begin + 80, work)
        if leave >= 0:
            go(tables, life, work, leave)


@njit(cache=True, nogil=True)
def deliveries(tables, life, key, until):
    """A courier's day: sort at the depot, then short stops at homes and businesses of one district, then back."""
    state = life.state
    day, depot, base = state[DAY_NO], state[EMPLOYER], state[DAY_BASE]
    zone = np.int64(tables.choices[tables.spots[depot, 2], HOME, between(key, 0, _K_ROUND, 0, 63)])
    now = state[SINCE] + between(key, day, _K_ROUND + 1, 60, 120)
    for j in range(between(key, day, _K_ROUND, state[STOPS_LOW], state[STOPS_HIGH])):
        k = _K_ROUND + 2 + 2 * j
        place = pick(tables, DELIVERY, max(zone, 0), draw(key, day, k))
        if place < 0 or place == state[CUR] or place == depot:
            continue
        arrive = now + travel(tables.spots, tables.rules, state[CUR], place)
        leave = arrive + between(key, day, k + 1, 2, 7)
        shut = base + latest(tables.hours, tables.spots[place, 3], state[WEEKDAY], arrive - base)
        if leave <= shut and leave + travel(tables.spots, tables.rules, place, depot) + 15 <= until:
            go(tables, life, place, now)
            now = leave
    go(tables, life, depot, now)


@njit(cache=True, nogil=True)
def cleaning(tables, life, key, until):
    """A cleaner's day: from the firm to a few places, the same ones on the same weekday of every week."""
    state = life.state
    week = _CLIENT_WEEK + state[WEEKDAY]
    firm, base = state[EMPLOYER], state[DAY_BASE]
    zone = tables.spots[firm, 2]
    count = between(key, week, _K_CLEAN, state[STOPS_LOW], state[STOPS_HIGH])
    now = state[SINCE] + between(key, state[DAY_NO], _K_CLEAN, 15, 30)
    share = (until - now) // max(count, 1)
    for j in range(count):
        place = pick(tables, CLEANING, zone, draw(key, week, _K_CLEAN + 1 + j))
        if place < 0 or place == state[CUR] or place == firm:
            continue
        arrive = now + travel(tables.spots, tables.rules, state[CUR], place)
        hours = tables.hours[tables.spots[place, 3], day_type(state[WEEKDAY])]
        arrive = max(arrive, base + hours[2])
        leave = min(now + share, base + hours[3], until - travel(tables.spots, tables.rules, place, firm) - 2)
        if leave - arrive >= 25:
            go(tables, life, place, arrive - travel(tables.spots, tables.rules, state[CUR], place))
            now = leave
    if state[CUR] != firm:
        go(tables, life, firm, now)


@njit(cache=True, nogil=True)
def stop_on_the_way(tables, life, key, arrive):
    """Perhaps a bakery or a cafe before work; work begins at `arrive` all the same."""
    state = life.state
    day = state[DAY_NO]
    work = state[EMPLOYER]
    if state[STYLE] != WORK or not lucky(key, day, 17, tables.rules[STOP_BEFORE_WORK]):
        return
    depart = arrive - 20 - 2 * travel(tables.spots, tables.rules, state[CUR], work)
    if depart > state[SINCE] + 300:
        ask = (2, WAY, np.int64(tables.spots[state[CUR], 2]), day)
        leave = try_stop(tables, life, ask, key, _K_BEFORE, depart, arrive, work)
        if leave >= 0:
            go(tables, life, work, leave)


@njit(cache=True, nogil=True)
def at_work(tables, life, key, leave):
    """What happens between coming to work or school and leaving it."""
    style = life.state[STYLE]
    if style == ROUND:
        deliveries(tables, life, key, leave)
    elif style == CLEAN:
        cleaning(tables, life, key, leave)
    elif style == WORK:
        lunch(tables, life, key, leave)


@njit(cache=True, nogil=True)
def go_home(tables, life, key, after_work, leave, limit):
    """Home at `leave`, perhaps with stops on the way; who comes from a night shift sleeps then."""
    state = life.state
    day = state[DAY_NO]
    done = np.int64(-1)
    if after_work:
        share = tables.rules[STOP_AFTER_SCHOOL] if state[STYLE] == LEARN else tables.rules[STOP_AFTER_WORK]
        of_day = leave - state[DAY_BASE]
        if 600 <= of_day <= 1260 and lucky(key, day, 18, share):
            done = stops(tables, life, 0, key, _K_AFTER, leave, limit)
    if done < 0:
        go(tables, life, state[TONIGHT], leave)
    if after_work and leave - state[DAY_BASE] > 1560:
        state[REST_UNTIL] = state[SINCE] + tables.rules[SLEEP_MIN] - 60


@njit(cache=True, nogil=True)
def live_block(tables, life, key, blocks, i, n):
    """One block from the way there to the way home; waits if the next block begins soon."""
    state = life.state
    spots, rules = tables.spots, tables.rules
    kind, place, arrive, leave = blocks[i, TYPE], blocks[i, PLACE], blocks[i, ARRIVE], blocks[i, LEAVE]
    if kind == BLOCK_WORK and state[CUR] == state[TONIGHT]:
        stop_on_the_way(tables, life, key, arrive)
    depart = arrive - travel(spots, rules, state[CUR], place)
    if state[CUR] != state[TONIGHT] and depart > state[STAY_UNTIL] and state[CUR] != place:
        go(tables, life, state[TONIGHT], state[STAY_UNTIL])
        depart = arrive - travel(spots, rules, state[CUR], place)
    late = state[SINCE] + 1 - depart
    if state[CUR] != place:
        if late > 0 and (kind == BLOCK_STAY or late + 60 > leave - arrive):
            if state[CUR] != state[TONIGHT]:
                go(tables, life, state[TONIGHT], state[STAY_UNTIL])
            return
        go(tables, life, place, depart)
    limit = state[DAY_BASE] + 2880
    if kind == BLOCK_WORK:
        at_work(tables, life, key, leave)
    if i + 1 < n:
        begins = blocks[i + 1, ARRIVE]
        direct = begins - travel(spots, rules, place, blocks[i + 1, PLACE])
        if kind == BLOCK_WORK:
            shut = state[DAY_BASE] + tables.hours[spots[place, 3], day_type(state[WEEKDAY]), 3]
        else:
            shut = state[DAY_BASE] + latest(tables.hours, spots[place, 3], state[WEEKDAY], leave - 1 - state[DAY_BASE])
        if direct <= min(leave + _PATIENCE_MIN, shut):
            state[STAY_UNTIL] = direct
            return
        limit = begins - travel(spots, rules, state[TONIGHT], blocks[i + 1, PLACE])
    go_home(tables, life, key, kind == BLOCK_WORK, max(leave, state[SINCE] + 1), limit)
