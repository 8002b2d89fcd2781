"""What a household does together: drawn at (household, day), so every member reads the same plan."""

import numpy as np

from nullisland._kernels.diary_choice import (
    between,
    choose,
    forget,
    latest,
    lucky,
    reach_of,
    remember,
    rule,
    spot,
    stay,
    travel,
    zone_of,
)
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
    LEAST,
    LOCAL,
    MOST,
    OUTING,
    PLAN_ARRIVE,
    PLAN_DROP,
    PLAN_KINDERGARTEN,
    PLAN_LATE,
    PLAN_LEAVE,
    PLAN_PICK,
    PLAN_PLACE,
    ROSTER_DAYS,
    ROSTER_LENGTH,
    ROSTER_START,
    ROSTER_STYLE,
    SPOT_KIND,
    TOWN_ROSTER,
    YOUNG,
    borrowing,
)

_ADULT_DAYS = 18 * 365
_CHILD_DAYS = 13 * 365
_K_OUTING, _K_LATE = np.array([16, 48])
_WITH_ALL, _AT_NIGHT, _WITH_CHILDREN = np.arange(3)


@borrowing
def roster(town, routine, column):
    """A column of `data/town/routines.csv`."""
    return np.int64(town[town[TOWN_ROSTER] + 9 * np.int64(routine) + column])


@borrowing
def burden(town, routine):
    """How badly the care of children fits a routine: minutes of work a week, more at night or in lessons."""
    load = roster(town, routine, ROSTER_LENGTH) * roster(town, routine, ROSTER_DAYS)
    style = roster(town, routine, ROSTER_STYLE)
    if style == FREE:
        return load // 4
    if style >= LEARN or roster(town, routine, ROSTER_START) > 1200:
        return load + 5000
    return load


@borrowing
def _together(town, life, address, purpose, group, home, window, plan):
    """Fill the first columns of `plan` with a place, open for the whole of a stay that lies in `window`."""
    key, day, k = address
    weekday = (day + 6) % 7
    base = (day - 1) * 1440
    for attempt in range(3):
        at = k + 4 * attempt
        place = choose(town, life, group, purpose, zone_of(town, home), (key, day, at))
        if place < 0 or place == home:
            continue
        kind = spot(town, place, SPOT_KIND)
        arrive = between(key, day, at + 2, window[0], window[1])
        until = latest(town, place, weekday, arrive)
        length = between(key, day, at + 3, stay(town, kind, LEAST), stay(town, kind, MOST))
        leave = min(arrive + length, until, window[2])
        if until < 0 or leave - arrive < stay(town, kind, LEAST):
            continue
        remember(life, group, place)
        plan[PLAN_PLACE] = place
        plan[PLAN_ARRIVE] = base + arrive
        plan[PLAN_LEAVE] = base + leave
        return


@borrowing
def _kindergarten_day(town, address, kindergarten, home, plan):
    """Fill the way to the kindergarten; the minute of the day at which the child is home again."""
    key, day, usual = address
    base = (day - 1) * 1440
    drop = usual + between(key, day, 3, -8, 8)
    picked = min(drop + between(key, day, 4, 330, 480), 1030)
    plan[PLAN_DROP] = base + drop
    plan[PLAN_PICK] = base + picked
    plan[PLAN_KINDERGARTEN] = kindergarten
    return picked + travel(town, kindergarten, home) + 5


@borrowing
def plan_household(town, life, home, kindergarten, children, key, plans):
    """Fill plans (days + 1, 9), one row a day, the first for the day before the watch. `life` remembers."""
    forget(life)
    life[LOCAL] = reach_of(town, key, 7)
    usual = between(key, 0, 1, 455, 510)
    for day in range(plans.shape[0]):
        plan = plans[day]
        for column in range(plan.size):
            plan[column] = -1
        weekday = (day + 6) % 7
        back = np.int64(900)
        if kindergarten >= 0 and weekday < 5 and not lucky(key, day, 2, rule(town, CHILD_SICK)):
            back = _kindergarten_day(town, (key, day, usual), kindergarten, home, plan)
        if weekday >= 5 and lucky(key, day, 5, rule(town, FAMILY_OUTING)):
            window = (np.int64(590), np.int64(900), np.int64(1080))
            _together(town, life, (key, day, _K_OUTING), OUTING, _WITH_ALL, home, window, plan)
        elif weekday < 5 and children > 0 and lucky(key, day, 5, rule(town, CHILDREN_AFTERNOON)):
            window = (back + 15, back + 75, np.int64(1125))
            _together(town, life, (key, day, _K_OUTING), YOUNG, _WITH_CHILDREN, home, window, plan)
        late = 4 <= weekday <= 5
        if lucky(key, day, 6, rule(town, FAMILY_LATE if late else FAMILY_EVENING)):
            window = (np.int64(1110), np.int64(1185), np.int64(1240 if children > 0 else 1350))
            purpose = LATE if late else EVENING
            _together(town, life, (key, day, _K_LATE), purpose, _AT_NIGHT, home, window, plan[PLAN_LATE:])


@borrowing
def household_of(town, routine, employer, birth_day, span, found):
    """Fill `found` with: who takes the children (-1 nobody), where to (-1 nowhere), how many are under 13.

    The carer is the grown-up whom it burdens least, of several the lowest id. `span` is first and stop.
    """
    least = np.int64(1 << 30)
    found[0] = -1
    found[1] = -1
    found[2] = 0
    for p in range(span[0], span[1]):
        if roster(town, routine[p], ROSTER_STYLE) == KINDERGARTEN:
            found[1] = employer[p]
        if birth_day[p] > -_CHILD_DAYS:
            found[2] += 1
        load = burden(town, routine[p])
        if birth_day[p] <= -_ADULT_DAYS and load < least:
            found[0] = p
            least = load
    if found[2] == 0:
        found[0] = -1
