"""What the diary kernels read and write, packed so that a call passes three arrays and no more.

`town` is one int32 array: tables one behind the other, their beginnings in its first entries (`TOWN_*`).
`life` is one int64 array: the state of one person under way, then the memory of the places visited.
`rows` (n, 3) int32: place, arrive, leave of each visit written.

Kernels that are called for every step only borrow their arrays, so they are compiled without reference
counts: with them the same code takes four times as long, and threads wait for each other (decision 0031).
Constants are NumPy integers: Numba compiles a kernel anew for every Python constant it is called with.
"""

import numpy as np
from numba import njit

try:
    borrowing = njit(cache=True, nogil=True, _nrt=False)
except (KeyError, TypeError):  # a Numba without this switch: slower, the same results
    borrowing = njit(cache=True, nogil=True)

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
    LOCAL_MOST,
    LOCAL_FEW,
) = np.arange(38)
"""Position of each parameter, in the order of `data/town/diary.csv`. Shares are whole 65536ths."""

PURPOSES = (
    "errand",
    "lunch",
    "way",
    "day",
    "evening",
    "outing",
    "late",
    "young",
    "occasion",
    "delivery",
    "cleaning",
)
ERRAND, LUNCH, WAY, DAY, EVENING, OUTING, LATE, YOUNG, OCCASION_FOR, DELIVERY, CLEANING = np.arange(11)
"""What a stop is for: columns of `data/town/activities.csv`."""

STYLES = ("free", "work", "round", "clean", "learn", "kindergarten", "follow")
FREE, WORK, ROUND, CLEAN, LEARN, KINDERGARTEN, FOLLOW = np.arange(7)
"""What a working day is like: column `style` of `data/town/routines.csv`."""

NIGHT_FROM = np.int64(1200)
"""Who begins work at this minute of the day or later works until the next morning."""

HOME = np.int64(0)
"""The kind of a home: the first row of `data/town/place_kinds.csv`."""

TABLE = np.int64(64)
"""Entries of every table drawn from by lot."""

(
    TOWN_RULES,  # the parameters above
    TOWN_EXPLORE,  # chance of a new place per 2**31, by distinct places so far
    TOWN_EXPLORE_SIZE,
    TOWN_HOURS,  # (kinds, 3, 4) open, close, staff from, staff to on weekdays, Saturday, Sunday
    TOWN_STAYS,  # (kinds, 2) least and most minutes
    TOWN_MIX,  # (purposes, 64) kinds by lot
    TOWN_ROSTER,  # (routines, 9) see ROSTER_*
    TOWN_WORKDAYS,  # (routines, kinds) seven bits, Monday lowest: can work there
    TOWN_HABITS,  # (habits, 8) see HABIT_*
    TOWN_HABITS_SIZE,
    TOWN_KINDS,  # number of kinds
    TOWN_SPOTS,  # (places, 4) see SPOT_*
    TOWN_CHOICES,  # (zones, kinds, 2, 64) near and far: place ids by lot, by gravity; for homes, zones
    TOWN_RESIDENTS,  # (zones + 1) beginnings, then the home of everybody, grouped by zone
    TOWN_OUTSIDE,  # share per 65536 of choices that a household with ties to another town makes there
) = np.arange(15)

NEAR, FAR = np.arange(2)
SPOT_X, SPOT_Y, SPOT_ZONE, SPOT_KIND = np.arange(4)
OPENS, CLOSES, STAFF_FROM, STAFF_TO = np.arange(4)
LEAST, MOST = np.arange(2)
SLOT_MORNING, SLOT_AFTERNOON, SLOT_EVENING, NO_SLOT = np.arange(4)
(
    ROSTER_START,
    ROSTER_START_SPREAD,
    ROSTER_LENGTH,
    ROSTER_LENGTH_SPREAD,
    ROSTER_STOPS_LOW,
    ROSTER_STOPS_HIGH,
    ROSTER_STYLE,
    ROSTER_FREE_TIME,
    ROSTER_DAYS,
) = np.arange(9)
HABIT_KIND, HABIT_SHARE, HABIT_ALLOWED, HABIT_DAYS, HABIT_FROM, HABIT_TO, HABIT_LEAST, HABIT_MOST = np.arange(
    8
)

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
    BED,  # be home by then, in minutes of the watch
    LOCAL,  # share per 65536 of choices near home
    ROOM,  # of one group in the memory
    BEEN,  # entries in group 0, 1, 2 of the memory
) = np.arange(31)
AT_EASE = np.int64(1 << 40)
"""`STAY_UNTIL` of who need not leave: at a home."""
KNOWN = np.int64(BEEN + 3)
"""Distinct places in the memory."""
OUTWARD = np.int64(KNOWN + 1)
"""The zone in another town that the household has ties to, -1 if it has none: nobody has any on an island."""
MEMORY = np.int64(40)
"""Where the memory begins: three groups of `ROOM` stops, a place once for every time, then distinct places."""
MOST_KNOWN = np.int64(512)

BLOCK_WORK, BLOCK_STAY, BLOCK_DROP = np.arange(3)
TYPE, PLACE, ARRIVE, LEAVE = np.arange(4)
"""Columns of the day's fixed blocks, and (less one) of `rows`."""

PLAN_PLACE, PLAN_ARRIVE, PLAN_LEAVE, PLAN_LATE = np.arange(4)
PLAN_DROP, PLAN_PICK, PLAN_KINDERGARTEN = np.arange(6, 9)
"""Columns of a household's plan: an outing, an evening (from 3), the way to the kindergarten; -1 none."""
