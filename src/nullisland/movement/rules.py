"""The rules of a day, read from `data/town/*.csv` into the whole numbers that the kernels use."""

from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nullisland._kernels.diary_rules import NIGHT_FROM, PURPOSES, STYLES
from nullisland.tables import read_table

__all__ = ["Rules", "opening_hours", "read_rules"]

Ints = NDArray[np.int64]

_SHARE = 65_536
_DAY_TYPES = ("weekday", "saturday", "sunday")
_SHORTEST_WORK_MIN = 120
_ROSTER = (
    "start_min",
    "start_spread_min",
    "length_min",
    "length_spread_min",
    "stops_low",
    "stops_high",
    "style",
    "free_time_percent",
    "days_a_week",
)
_HABIT = ("days_a_week", "arrive_from_min", "arrive_to_min", "stay_low_min", "stay_high_min")


class Rules(NamedTuple):
    """Arrays of the packed town (`nullisland._kernels.diary_rules`) that do not depend on the island.

    And two more: gravity (kinds, 2): near_m, far_m; mix_weights (purposes, kinds).
    """

    hours: Ints
    stays: Ints
    explore: Ints
    roster: Ints
    workdays: Ints
    habits: Ints
    parameters: Ints
    gravity: Ints
    mix_weights: Ints


@cache
def read_rules(kinds: tuple[str, ...], routines: tuple[str, ...]) -> Rules:
    """All rules, for these kinds of place and these routines in this order."""
    activities = {row["kind"]: row for row in read_table("town/activities.csv")}
    of_kind = [activities[kind] for kind in kinds]
    routine_rows = {row["routine"]: row for row in read_table("town/routines.csv")}
    roster_rows = [routine_rows[routine] for routine in routines]
    hours = opening_hours(kinds)
    rules = Rules(
        hours=hours,
        stays=_ints([[row["stay_low_min"], row["stay_high_min"]] for row in of_kind]),
        explore=_ints([0] + [row["chance_per_2_31"] for row in read_table("town/exploration.csv")]),
        roster=_ints([[STYLES.index(r[c]) if c == "style" else r[c] for c in _ROSTER] for r in roster_rows]),
        workdays=_ints([[_staffed(row, kind) for kind in hours.tolist()] for row in roster_rows]),
        habits=_habits(kinds),
        parameters=_ints([_parameter(row) for row in read_table("town/diary.csv")]),
        gravity=_ints([[row["near_m"], row["far_m"]] for row in of_kind]),
        mix_weights=_ints([[row[purpose] for row in of_kind] for purpose in PURPOSES]),
    )
    for array in rules:
        array.flags.writeable = False
    return rules


def opening_hours(kinds: tuple[str, ...]) -> Ints:
    """Opening hours of each kind: (kinds, 3, 4) minutes of the day.

    The second axis is Monday to Friday, Saturday, Sunday; the last is open, close, and the hours in which
    staff may be there. A day on which the kind is closed has four zeros.
    """
    table = {row["kind"]: row for row in read_table("town/opening_hours.csv")}
    hours = np.zeros((len(kinds), len(_DAY_TYPES), 4), np.int64)
    for i, kind in enumerate(kinds):
        row = table[kind]
        before, after = int(row["staff_before_min"]), int(row["staff_after_min"])
        for j, day in enumerate(_DAY_TYPES):
            opens, closes = int(row[f"{day}_open_min"]), int(row[f"{day}_close_min"])
            if closes > opens:
                hours[i, j] = opens, closes, max(opens - before, 0), min(closes + after, 1440)
    return hours


def _ints(rows: object) -> Ints:
    return np.array(rows).astype(np.int64)


def _parameter(row: dict[str, str]) -> int:
    share = row["unit"].startswith("share")
    return int(float(row["value"]) * _SHARE) if share else int(row["value"])


def _bits(days: str) -> int:
    return sum(1 << i for i, day in enumerate(days) if day == "1")


def _habits(kinds: tuple[str, ...]) -> Ints:
    rows = [
        [kinds.index(row["kind"]), int(float(row["share"]) * _SHARE), _bits(row["days_allowed"])]
        + [int(row[column]) for column in _HABIT]
        for row in read_table("town/habits.csv")
    ]
    return np.array(rows, np.int64)


def _staffed(row: dict[str, str], hours: list[list[int]]) -> int:
    """Seven bits: the days on which somebody with this routine can work at a place with these hours."""
    start, length = int(row["start_min"]), int(row["length_min"])
    allowed = 0
    for day in range(7):
        _, _, low, high = hours[max(day - 4, 0)]
        _, _, next_low, next_high = hours[max((day + 1) % 7 - 4, 0)]
        if start >= NIGHT_FROM:
            spread = int(row["start_spread_min"]) + int(row["length_spread_min"]) + 30
            through = high == 1440 and next_low == 0 and next_high >= start + length + spread - 1440
            opens = through and low <= start - spread
        else:
            opens = high - low >= _SHORTEST_WORK_MIN
        allowed |= opens << day
    return allowed & _bits(row["days_allowed"])
