"""Is a life possible? Hours of commuting, time in buildings, and what nobody can do. All are measured on visits."""

import numpy as np
from numpy.typing import NDArray
from scipy.signal import find_peaks

from nullisland.measure.mobility import rows_of_people, trip_starts
from nullisland.model import DAY_MIN, Visits

__all__ = [
    "at_closed_places",
    "commutes_by_hour",
    "commuting_peaks",
    "longest_waking",
    "overlaps",
    "share_indoors",
]

Ints = NDArray[np.int32]
_REST_MIN = 180


def share_indoors(visits: Visits, indoors: NDArray[np.bool_], days: int) -> float:
    """Share of all person-minutes spent at places with a roof; the rest is outdoors or on the way."""
    minutes = (visits.leave_min - visits.arrive_min).astype(np.int64)
    inside = int(minutes[indoors[visits.place]].sum())
    return inside / max(visits.n_people * days * DAY_MIN, 1)


def commutes_by_hour(visits: Visits, work_place: Ints, days: int) -> NDArray[np.float64]:
    """Trips to and from work or school by hour of departure: (2, 24), on one weekday and on one Sunday.

    `work_place` belongs to the people of the table.
    """
    start = trip_starts(visits)
    work = work_place[rows_of_people(visits)[start]]
    commutes = (visits.place[start] == work) | (visits.place[start + 1] == work)
    day, minute = np.divmod(visits.leave_min[start][commutes], DAY_MIN)
    kinds = np.arange(days) % 7
    hours = [
        np.bincount(minute[chosen] // 60, minlength=24) / max(int(on.sum()), 1)
        for chosen, on in ((day % 7 < 5, kinds < 5), (day % 7 == 6, kinds == 6))
    ]
    return np.stack(hours)


def commuting_peaks(by_hour: NDArray[np.float64]) -> tuple[int, int]:
    """Number of peaks of `commutes_by_hour`: (weekday, Sunday).

    A peak rises above the hours on both its sides, up to a higher one or midnight, by at least the mean hour of a
    weekday: its topographic prominence. Sundays are held to the same measure.
    """
    least = float(by_hour[0].mean())
    weekday, sunday = (
        len(find_peaks(np.concatenate(([0.0], day, [0.0])), prominence=least)[0]) if least else 0
        for day in by_hour
    )
    return weekday, sunday


def overlaps(visits: Visits) -> int:
    """Rows that are empty, or begin before the person has left the place before: two places at once."""
    start = trip_starts(visits)
    twice = int((visits.arrive_min[start + 1] < visits.leave_min[start]).sum())
    return twice + int((visits.leave_min <= visits.arrive_min).sum())


def at_closed_places(
    visits: Visits, kind: NDArray[np.uint8], hours: NDArray[np.int64], staff: NDArray[np.bool_]
) -> int:
    """Visits that touch a minute at which the place is closed to this person.

    `kind` of every place; `hours` (kinds, 3, 4): open, close, staff from, staff to on Monday to Friday,
    Saturday, Sunday; `staff` for every visit: whether the person may use the staff hours.
    """
    first_day = visits.arrive_min // DAY_MIN
    pieces = (visits.leave_min - 1) // DAY_MIN - first_day + 1
    row = np.repeat(np.arange(len(visits)), pieces)
    day = first_day[row] + np.arange(len(row)) - np.repeat(np.cumsum(pieces) - pieces, pieces)
    begin = np.maximum(visits.arrive_min[row] - day * DAY_MIN, 0)
    end = np.minimum(visits.leave_min[row] - day * DAY_MIN, DAY_MIN)
    today = hours[kind[visits.place[row]], np.maximum(day % 7 - 4, 0)]
    opens = np.where(staff[row], today[:, 2], today[:, 0])
    closes = np.where(staff[row], today[:, 3], today[:, 1])
    return len(np.unique(row[(begin < opens) | (end > closes)]))


def longest_waking(visits: Visits, homes: tuple[Ints, ...], days: int) -> NDArray[np.int64]:
    """Longest time in minutes between two rests, for every person; a rest is three hours or more at a home.

    `homes` hold a place for each person of the table (-1: none). The watch begins and ends with a rest.
    """
    person = rows_of_people(visits)
    at_home = np.zeros(len(visits), bool)
    for home in homes:
        at_home |= visits.place == home[person]
    rest = at_home & (visits.leave_min - visits.arrive_min >= _REST_MIN)
    who = np.concatenate((person[rest], np.arange(visits.n_people)))
    begin = np.concatenate((visits.arrive_min[rest], np.full(visits.n_people, days * DAY_MIN)))
    end = np.concatenate((visits.leave_min[rest], np.full(visits.n_people, days * DAY_MIN)))
    order = np.lexsort((begin, who))
    who, begin, end = who[order], begin[order], end[order]
    before = np.concatenate(([0], end[:-1]))
    before[np.concatenate(([True], who[1:] != who[:-1]))] = 0
    longest = np.zeros(visits.n_people, np.int64)
    np.maximum.at(longest, who, begin - before)
    return longest
