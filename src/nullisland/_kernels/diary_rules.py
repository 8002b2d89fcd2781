"""What the diary kernels read: tables, the folk, and the numbers of the parameters in `data/town/diary.csv`."""

from typing import Any, NamedTuple

(
    WALK_UP_TO_M,
    DETOUR_TENTHS,
    WALK_M_PER_MIN,
    RIDE_M_PER_MIN,
    RIDE_OVERHEAD_MIN,
    SICK_START,
    SICK_DAYS_MORE,
    SICK_CLINIC,
    DAY_OFF,
    LUNCH_OUT,
    STOP_BEFORE_WORK,
    STOP_AFTER_WORK,
    STOP_AFTER_SCHOOL,
    NEXT_STOP,
    WEEKDAY_MORNING,
    WEEKDAY_AFTERNOON,
    WEEKDAY_EVENING,
    WEEKEND_MORNING,
    WEEKEND_AFTERNOON,
    WEEKEND_EVENING,
    ERRAND_MORNING,
    ERRAND_AFTERNOON,
    ERRAND_EVENING,
    ERRAND_WEEKEND,
    FAMILY_OUTING,
    FAMILY_EVENING,
    FAMILY_LATE,
    CHILDREN_AFTERNOON,
    JOIN_FAMILY,
    OCCASION,
    KEEP_APPOINTMENT,
    CHILD_SICK,
    BED_WEEKDAY_MIN,
    BED_WEEKEND_MIN,
    SLEEP_MIN,
    DAILY_JITTER_MIN,
) = range(36)
"""Position of each parameter in `Tables.rules`, in the order of the file. Shares are whole 65536ths."""

PURPOSES = ("errand", "lunch", "way", "day", "evening", "outing", "late", "young", "occasion", "delivery", "cleaning")
ERRAND, LUNCH, WAY, DAY, EVENING, OUTING, LATE, YOUNG, OCCASION_FOR, DELIVERY, CLEANING = range(11)
"""What a stop is for: rows of `Tables.mix`, columns of `data/town/activities.csv`."""

STYLES = ("free", "work", "round", "clean", "learn", "kindergarten", "follow")
FREE, WORK, ROUND, CLEAN, LEARN, KINDERGARTEN, FOLLOW = range(7)
"""What a working day is like: column `style` of `data/town/routines.csv`."""

HOME = 0
"""The kind of a home: the first row of `data/town/place_kinds.csv`."""


class Tables(NamedTuple):
    """What the diary kernels know of the town; made once by `nullisland.movement.prepare`.

    spots (places, 4): x, y in decimetres, zone, kind. choices (zones, kinds, 64): place ids, drawn by lot with
    chances by gravity; for homes, zones. residents: home of everybody, grouped by zone; zone_first (zones + 1).
    mix (purposes, 64): kinds by lot. hours (kinds, 3, 4): open, close, staff from, staff to on weekdays, Saturday,
    Sunday. stays (kinds, 2): least and most minutes. explore: chance of a new place, per 2**32, by distinct places.
    roster (routines, 9): start, spread, length, spread, stops low, stops high, style, free time per 100, days a week.
    workdays (routines, kinds): seven bits, Monday lowest: staff are let in. habits (habits, 8): kind, share per
    65536, days, days a week, arrive from, to, stay from, to. rules: the parameters above.
    """

    spots: Any
    choices: Any
    residents: Any
    zone_first: Any
    mix: Any
    hours: Any
    stays: Any
    explore: Any
    roster: Any
    workdays: Any
    habits: Any
    rules: Any


class Folk(NamedTuple):
    """The columns of People that decide about a day; see `nullisland.model.People`."""

    home: Any
    second: Any
    employer: Any
    routine: Any
    birth_day: Any
    household: Any
    household_first: Any


class Rows(NamedTuple):
    """Where visits are written: place, arrive, leave."""

    place: Any
    arrive: Any
    leave: Any


class Memory(NamedTuple):
    """Where somebody has been: `been` (3, n) every stop by class, so that a fair pick from it returns in proportion
    to past visits; `seen` the distinct places; `size` (4,): entries in each row of `been`, then in `seen`."""

    been: Any
    seen: Any
    size: Any


class Life(NamedTuple):
    """One person under way: the rows written so far, the memory, and `state`, numbered below."""

    rows: Rows
    memory: Memory
    state: Any


(
    CUR,  # place now
    SINCE,  # arrived there (minute of the watch, may lie before it)
    STAY_UNTIL,  # leave it then at the latest, when waiting for the next thing
    REST_UNTIL,  # sleeping by day after a night shift
    SICK_UNTIL,  # first day after an illness
    TONIGHT,  # the home of tonight
    ROW,  # rows written
    FIRST_ROW,  # of this person
    FOLLOWING,  # 1: a small child, who follows a grown-up until the evening
    END,  # of the watch
    DAY_BASE,  # midnight of this day
    WEEKDAY,
    DAY_NO,  # address of this day's draws; the day before the watch is 0
    PERSON,
    STYLE,
    START,  # own usual start of work
    LENGTH,  # and its length
    DAYS,  # seven bits: usual workdays
    IS_CHILD,  # under 16
    FREE_TIME,  # outings per 100 of a usual person
    HABITS,  # bits
    CARES,  # 1: takes the household's children
    EMPLOYER,
    HOUSE,  # first home
    SECOND,  # second home or -1
    SWITCH,  # which week at which home
    STOPS_LOW,  # stops of a courier's or cleaner's day
    STOPS_HIGH,
) = range(28)

BLOCK_WORK, BLOCK_STAY, BLOCK_DROP = range(3)
TYPE, PLACE, ARRIVE, LEAVE = range(4)
"""Columns of the day's fixed blocks."""

PLAN_PLACE, PLAN_ARRIVE, PLAN_LEAVE = 0, 1, 2
PLAN_LATE = 3
PLAN_DROP, PLAN_PICK, PLAN_KINDERGARTEN = 6, 7, 8
"""Columns of a household's plan for a day: an outing, an evening (3, 4, 5), and the way to the kindergarten; -1 none."""
