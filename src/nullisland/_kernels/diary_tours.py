"""Living through a block: at work with lunch out, on a courier's or cleaner's round, or simply there."""

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
    travel,
    zone_of,
)
from nullisland._kernels.diary_moves import go, stops, try_stop
from nullisland._kernels.diary_rules import (
    ARRIVE,
    AT_EASE,
    BED,
    BLOCK_STAY,
    BLOCK_WORK,
    CLEAN,
    CLEANING,
    CUR,
    DAY_BASE,
    DAY_NO,
    DELIVERY,
    EMPLOYER,
    FAR,
    HOME,
    LEARN,
    LEAVE,
    LOCAL,
    LUNCH,
    LUNCH_OUT,
    PLACE,
    REST_UNTIL,
    ROUND,
    SINCE,
    SLEEP_MIN,
    SLOT_MORNING,
    SPOT_KIND,
    STAFF_FROM,
    STAFF_TO,
    STAY_UNTIL,
    STOP_AFTER_SCHOOL,
    STOP_AFTER_WORK,
    STOP_BEFORE_WORK,
    STOPS_HIGH,
    STOPS_LOW,
    STYLE,
    TABLE,
    TONIGHT,
    TYPE,
    WAY,
    WEEKDAY,
    WORK,
    borrowing,
)
from nullisland._kernels.random import draw

_K_BEFORE, _K_AFTER, _K_LUNCH, _K_ROUND, _K_CLEAN = np.array([64, 128, 96, 512, 640])
_CLIENT_WEEK = 1 << 20
_PATIENCE_MIN = 45
_EATING_OUT = np.int64(2)
"""Group of the memory."""


@borrowing
def lunch(town, life, rows, key, until):
    """Perhaps eat out near work and come back."""
    day = life[DAY_NO]
    begin = life[DAY_BASE] + between(key, day, 16, 700, 770)
    if until - life[SINCE] < 360 or begin < life[SINCE] + 90 or until < begin + 150:
        return
    if lucky(key, day, 15, rule(town, LUNCH_OUT)):
        work = life[CUR]
        ask = (_EATING_OUT, LUNCH, work)
        leave = try_stop(town, life, rows, ask, key, _K_LUNCH, begin, begin + 80)
        if leave >= 0:
            go(town, life, rows, work, leave)


@borrowing
def deliveries(town, life, rows, key, until):
    """A courier's day: sort at the depot, then short stops at homes and businesses around one zone, then back."""
    day, depot, base = life[DAY_NO], life[EMPLOYER], life[DAY_BASE]
    zone = max(choice(town, zone_of(town, depot), HOME, FAR, between(key, 0, _K_ROUND, 0, TABLE - 1)), 0)
    now = life[SINCE] + between(key, day, _K_ROUND + 1, 60, 120)
    for j in range(between(key, day, _K_ROUND, life[STOPS_LOW], life[STOPS_HIGH])):
        k = _K_ROUND + 2 + 2 * j
        place = pick(town, DELIVERY, zone, life[LOCAL], draw(key, day, k))
        if place < 0 or place == life[CUR] or place == depot:
            continue
        arrive = now + travel(town, life[CUR], place)
        leave = arrive + between(key, day, k + 1, 2, 7)
        shut = base + latest(town, place, life[WEEKDAY], arrive - base)
        if leave <= shut and leave + travel(town, place, depot) + 15 <= until:
            go(town, life, rows, place, now)
            now = leave
    go(town, life, rows, depot, now)


@borrowing
def cleaning(town, life, rows, key, until):
    """A cleaner's day: from the firm to a few places, the same ones on the same weekday of every week."""
    week = _CLIENT_WEEK + life[WEEKDAY]
    firm, base = life[EMPLOYER], life[DAY_BASE]
    count = between(key, week, _K_CLEAN, life[STOPS_LOW], life[STOPS_HIGH])
    now = life[SINCE] + between(key, life[DAY_NO], _K_CLEAN, 15, 30)
    share = (until - now) // max(count, 1)
    for j in range(count):
        place = pick(town, CLEANING, zone_of(town, firm), life[LOCAL], draw(key, week, _K_CLEAN + 1 + j))
        if place < 0 or place == life[CUR] or place == firm:
            continue
        kind = spot(town, place, SPOT_KIND)
        way = travel(town, life[CUR], place)
        arrive = max(now + way, base + hours(town, kind, life[WEEKDAY], STAFF_FROM))
        leave = min(now + share, base + hours(town, kind, life[WEEKDAY], STAFF_TO))
        leave = min(leave, until - travel(town, place, firm) - 2)
        if leave - arrive >= 25:
            go(town, life, rows, place, arrive - way)
            now = leave
    go(town, life, rows, firm, now)


@borrowing
def stop_on_the_way(town, life, rows, key, arrive):
    """Perhaps a bakery or a cafe before work, which begins at `arrive` all the same."""
    day, work = life[DAY_NO], life[EMPLOYER]
    if life[STYLE] != WORK or not lucky(key, day, 17, rule(town, STOP_BEFORE_WORK)):
        return
    depart = arrive - 20 - 2 * travel(town, life[CUR], work)
    if depart <= life[SINCE] + 300:
        return
    ask = (_EATING_OUT, WAY, work)
    leave = try_stop(town, life, rows, ask, key, _K_BEFORE, depart, arrive)
    if leave >= 0:
        base = life[DAY_BASE]
        direct = arrive - travel(town, life[CUR], work)
        shut = base + latest(town, life[CUR], life[WEEKDAY], leave - 1 - base)
        go(town, life, rows, work if direct <= shut else life[TONIGHT], min(direct, shut))


@borrowing
def at_work(town, life, rows, key, leave):
    """What happens between coming to work or school and leaving it."""
    style = life[STYLE]
    if style == ROUND:
        deliveries(town, life, rows, key, leave)
    elif style == CLEAN:
        cleaning(town, life, rows, key, leave)
    elif style == WORK:
        lunch(town, life, rows, key, leave)


@borrowing
def go_home(town, life, rows, key, after_work, leave, limit):
    """Home at `leave`, perhaps with stops on the way; who comes from a night shift sleeps then."""
    done = np.int64(-1)
    of_day = leave - life[DAY_BASE]
    if after_work and 600 <= of_day <= 1260:
        share = rule(town, STOP_AFTER_SCHOOL if life[STYLE] == LEARN else STOP_AFTER_WORK)
        if lucky(key, life[DAY_NO], 18, share):
            done = stops(town, life, rows, SLOT_MORNING, key, _K_AFTER, leave, limit)
    if done < 0:
        go(town, life, rows, life[TONIGHT], leave)
    if after_work and of_day > 1560:
        life[REST_UNTIL] = life[SINCE] + rule(town, SLEEP_MIN) - 60


@borrowing
def come(town, life, rows, kind, place, arrive, leave):
    """Go to a block's place in time; False, and home, if it is too late for that."""
    if life[CUR] == place:
        return True
    depart = arrive - travel(town, life[CUR], place)
    if life[CUR] != life[TONIGHT] and depart > life[STAY_UNTIL]:
        go(town, life, rows, life[TONIGHT], life[STAY_UNTIL])
        depart = arrive - travel(town, life[CUR], place)
    late = life[SINCE] + 1 - depart
    if late > 0 and (kind == BLOCK_STAY or late + 60 > leave - arrive):
        if life[STAY_UNTIL] < AT_EASE:
            go(town, life, rows, life[TONIGHT], max(life[STAY_UNTIL], life[SINCE] + 1))
        return False
    go(town, life, rows, place, depart)
    return True


@borrowing
def live_block(town, life, rows, key, blocks, i, n):
    """One block from the way there to the way home; waits if the next block begins soon."""
    kind, place, arrive, leave = blocks[i, TYPE], blocks[i, PLACE], blocks[i, ARRIVE], blocks[i, LEAVE]
    work = kind == BLOCK_WORK
    if work and life[CUR] == life[TONIGHT]:
        stop_on_the_way(town, life, rows, key, arrive)
    if not come(town, life, rows, kind, place, arrive, leave):
        return
    if work:
        at_work(town, life, rows, key, leave)
    limit = life[BED]
    if i + 1 < n:
        following = blocks[i + 1, PLACE]
        direct = blocks[i + 1, ARRIVE] - travel(town, place, following)
        base = life[DAY_BASE]
        if work:
            shut = base + hours(town, spot(town, place, SPOT_KIND), life[WEEKDAY], STAFF_TO)
        else:
            shut = base + latest(town, place, life[WEEKDAY], leave - 1 - base)
        if direct <= min(leave + _PATIENCE_MIN, shut):
            life[STAY_UNTIL] = direct
            return
        limit = min(limit, blocks[i + 1, ARRIVE] - travel(town, life[TONIGHT], following))
    go_home(town, life, rows, key, work, max(leave, life[SINCE] + 1), limit)
