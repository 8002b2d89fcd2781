"""Do the invented people move like people? Laws of human mobility, each beside its band.

Everything is measured on visits, days cut at midnight. Bands and their sources stand in `data/published.csv`;
no parameter of the town was chosen by looking at uniqueness (docs/model/movement.md).
"""

from itertools import permutations
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nullisland._kernels.networks import MOST_NODES, daily_networks
from nullisland.model import DAY_MIN, People, Places, Visits

__all__ = [
    "Doors",
    "Law",
    "at_closed_places",
    "commuting_peaks",
    "distinct_places",
    "entropy",
    "frequency_exponent",
    "gyration_spread",
    "laws",
    "longest_waking",
    "network_cover",
    "overlaps",
    "share_indoors",
    "trip_lengths_m",
    "trips_a_weekday",
]

Ints = NDArray[np.int32]
_REST_MIN = 180
_COMMON_NETWORKS = 17
_LARGE_M, _ROOM_M = 10_000, 4_000
MILE_M = 1609.344


def _counts(visits: Visits) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """(person, visits) of every distinct (person, place), ordered by person and then most visited first."""
    person = np.repeat(np.arange(visits.n_people), np.diff(visits.first))
    span = int(visits.place.max()) + 1 if len(visits) else 1
    pair, count = np.unique(person * span + visits.place, return_counts=True)
    who = pair // span
    order = np.lexsort((-count, who))
    return who[order], count[order].astype(np.int64)


def frequency_exponent(visits: Visits) -> float:
    """Exponent of visit frequency by rank, f(k) ~ k^-exponent: NaN if nobody visits three places.

    Least squares on log f against log k; f(k) is the mean share of visits that go to a person's k-th place,
    over people who have one, for the ranks that at least half of the people reach, at most 20.
    Source: Song, Koren, Wang, Barabasi 2010, Nature Physics 6:818-823.
    """
    who, count = _counts(visits)
    places = np.bincount(who, minlength=visits.n_people)
    rank = np.arange(len(who)) - np.repeat(np.cumsum(places) - places, places)
    share = count / np.repeat(np.bincount(who, count, visits.n_people), places)
    ranks = min(int(np.median(places)), 20) if visits.n_people else 0
    if ranks < 3:
        return float("nan")
    mean = np.bincount(rank, share)[:ranks] / np.bincount(rank)[:ranks]
    return float(-np.polyfit(np.log(np.arange(1, ranks + 1)), np.log(mean), 1)[0])


def entropy(visits: Visits) -> float:
    """Mean over people of -sum p log p / log n: p the shares of visits of a person's n places, n at least 2.

    Source: Pappalardo, Simini 2018, Data Min. Knowl. Disc. 32:787-829, normalised uncorrelated entropy.
    """
    who, count = _counts(visits)
    places = np.bincount(who, minlength=visits.n_people)
    share = count / np.repeat(np.bincount(who, count, visits.n_people), places)
    bits = np.bincount(who, -share * np.log(share), visits.n_people)
    some = places >= 2
    return float((bits[some] / np.log(places[some])).mean()) if some.any() else float("nan")


def _canonical(network: int) -> int:
    """The least of all numbers that the same network has under another numbering of its nodes."""
    nodes, edges = network & 7, network >> 3
    if nodes == 7:
        return network
    matrix = np.array([(edges >> i) & 1 for i in range(MOST_NODES**2)]).reshape(MOST_NODES, MOST_NODES)
    orders = np.array(list(permutations(range(nodes))))
    turned = matrix[orders[:, :, None], orders[:, None, :]].reshape(len(orders), -1)
    return int((turned @ (1 << np.arange(nodes * nodes))).min()) * 8 + nodes


def network_cover(visits: Visits, days: int) -> float:
    """Share of person-days that the 17 commonest daily networks cover.

    Places are nodes, trips directed edges; networks of the same shape are one. A day at one place counts, a
    day with more than six places is never among the 17.
    Source: Schneider, Belik, Couronne, Smoreda, Gonzalez 2013, J. R. Soc. Interface 10:20130246.
    """
    networks = np.zeros((visits.n_people, days), np.int64)
    daily_networks(visits.first, visits.place, visits.arrive_min, visits.leave_min, days, networks)
    values, counts = np.unique(networks, return_counts=True)
    shapes: dict[int, int] = {}
    for value, count in zip(values.tolist(), counts.tolist(), strict=True):
        if value & 7 not in (0, 7):
            shape = _canonical(value)
            shapes[shape] = shapes.get(shape, 0) + count
    common = sorted(shapes.values(), reverse=True)[:_COMMON_NETWORKS]
    return sum(common) / max(networks.size, 1)


def distinct_places(visits: Visits, until_min: int) -> float:
    """Median over people of the number of distinct places visited before minute `until_min`."""
    early = visits.arrive_min < until_min
    person = np.repeat(np.arange(visits.n_people), np.diff(visits.first))[early]
    span = int(visits.place.max()) + 1 if len(visits) else 1
    pairs = np.unique(person * span + visits.place[early])
    return float(np.median(np.bincount(pairs // span, minlength=visits.n_people)))


def _trips(visits: Visits) -> NDArray[np.int64]:
    """Rows from which a trip starts: every visit of a person but the last."""
    last = np.zeros(len(visits), bool)
    last[visits.first[1:][np.diff(visits.first) > 0] - 1] = True
    return np.flatnonzero(~last)


def trips_a_weekday(visits: Visits, days: int) -> float:
    """Trips a person and weekday, by the day of departure. NaN without a weekday."""
    day = visits.leave_min[_trips(visits)] // DAY_MIN
    weekdays = int((np.arange(days) % 7 < 5).sum())
    people = visits.n_people
    return float((day % 7 < 5).sum()) / (weekdays * people) if weekdays and people else float("nan")


def trip_lengths_m(visits: Visits, x_dm: Ints, y_dm: Ints) -> NDArray[np.float64]:
    """Straight-line metres of every trip."""
    start = _trips(visits)
    origin, destination = visits.place[start], visits.place[start + 1]
    dx = x_dm[origin].astype(np.int64) - x_dm[destination]
    dy = y_dm[origin].astype(np.int64) - y_dm[destination]
    return np.sqrt((dx * dx + dy * dy).astype(np.float64)) / 10


def share_indoors(visits: Visits, indoors: NDArray[np.bool_], days: int) -> float:
    """Share of all person-minutes spent at places with a roof; the rest is outdoors or on the way."""
    minutes = (visits.leave_min - visits.arrive_min).astype(np.int64)
    inside = int(minutes[indoors[visits.place]].sum())
    return inside / max(visits.n_people * days * DAY_MIN, 1)


def gyration_spread(visits: Visits, x_dm: Ints, y_dm: Ints) -> float:
    """90th percentile over 10th of the radius of gyration: over a person's visits, rms metres from their mean.

    Source: Gonzalez, Hidalgo, Barabasi 2008, Nature 453:779-782.
    """
    person = np.repeat(np.arange(visits.n_people), np.diff(visits.first))
    n = np.maximum(np.diff(visits.first), 1)
    x, y = x_dm[visits.place] / 10, y_dm[visits.place] / 10
    mean_x = np.bincount(person, x, visits.n_people) / n
    mean_y = np.bincount(person, y, visits.n_people) / n
    away = (x - mean_x[person]) ** 2 + (y - mean_y[person]) ** 2
    low, high = np.percentile(np.sqrt(np.bincount(person, away, visits.n_people) / n), (10, 90))
    return float(high / low) if low > 0 else float("inf")


def commuting_peaks(visits: Visits, work_place: Ints, days: int) -> tuple[int, int]:
    """Number of peaks of trips to and from work or school: (weekdays, Sundays).

    `work_place` belongs to the people of the table. Trips are counted by hour of departure. A peak is a run
    of hours above one and a half times the mean hour of a weekday; Sundays are held to the same line.
    """
    start = _trips(visits)
    work = np.repeat(work_place, np.diff(visits.first))[start]
    commutes = (visits.place[start] == work) | (visits.place[start + 1] == work)
    day, minute = np.divmod(visits.leave_min[start][commutes], DAY_MIN)
    hour = minute // 60
    kinds = np.arange(days) % 7
    weekdays, sundays = max(int((kinds < 5).sum()), 1), max(int((kinds == 6).sum()), 1)
    weekday = np.bincount(hour[day % 7 < 5], minlength=24) / weekdays
    sunday = np.bincount(hour[day % 7 == 6], minlength=24) / sundays
    line = 1.5 * weekday.mean()
    return _runs(weekday > line), _runs(sunday > line)


def _runs(high: NDArray[np.bool_]) -> int:
    """Number of unbroken runs of True."""
    return int(high[:1].sum() + (high[1:] & ~high[:-1]).sum())


def overlaps(visits: Visits) -> int:
    """Rows that are empty, or begin before the person has left the place before: two places at once."""
    start = _trips(visits)
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
    person = np.repeat(np.arange(visits.n_people), np.diff(visits.first))
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


class Law(NamedTuple):
    """A law of human mobility, its band, and whether the island keeps it; None where it does not apply."""

    id: str
    value: float
    low: float
    high: float
    holds: bool | None


class Doors(NamedTuple):
    """What the laws must know of the town: `indoors` of every place, and the arguments of `at_closed_places`."""

    indoors: NDArray[np.bool_]
    hours: NDArray[np.int64]
    staff: NDArray[np.bool_]


def _law(name: str, value: float, low: float, high: float, applies: bool = True) -> Law:
    return Law(name, value, low, high, bool(low <= value <= high) if applies else None)


def laws(visits: Visits, people: People, places: Places, doors: Doors, days: int) -> tuple[Law, ...]:
    """All laws of the page "Realism", with the ids of `data/published.csv` where there is one.

    Distinct places belong to a month (21 to 35 days), trip lengths to an island 10 km across, a spread of lives
    to one with room for it (4 km). `visits` may be any shard. Cost: about 2 microseconds a visit.
    """
    mine = slice(visits.start_person, visits.start_person + visits.n_people)
    x_dm, y_dm = places.x_dm, places.y_dm
    across_m = int(min(np.ptp(x_dm), np.ptp(y_dm))) / 10
    lengths_m = trip_lengths_m(visits, x_dm, y_dm)
    half, whole = (distinct_places(visits, days * DAY_MIN // part) for part in (2, 1))
    peaks = commuting_peaks(visits, people.employer_place[mine], days)
    waking = longest_waking(visits, (people.home_place[mine], people.second_home[mine]), days)
    month = 21 <= days <= 35
    return (
        _law("visit_zipf", frequency_exponent(visits), 0.9, 1.5, days >= 7),
        _law("entropy_normalised", entropy(visits), 0.45, 0.75, days >= 7),
        _law("motifs_17_cover", network_cover(visits, days), 0.8, 1.0),
        _law("familiar_places", whole, 8, 40, month),
        _law("distinct_places_growth", whole / half if half else float("nan"), 1.0, 1.999, month),
        _law("trips_per_day", trips_a_weekday(visits, days), 2.0, 4.5),
        _law("time_indoors", share_indoors(visits, doors.indoors, days), 0.84, 0.90, across_m >= _ROOM_M),
        _law("trip_under_1_mile", float((lengths_m < MILE_M).mean()), 0.20, 0.36, across_m >= _LARGE_M),
        _law("trip_under_3_miles", float((lengths_m < 3 * MILE_M).mean()), 0.44, 0.60, across_m >= _LARGE_M),
        _law("gyration_spread", gyration_spread(visits, x_dm, y_dm), 2.0, float("inf"), across_m >= _ROOM_M),
        _law("commuting_peaks_weekday", peaks[0], 2, 2),
        _law("commuting_peaks_sunday", peaks[1], 0, 0, days >= 7),
        _law("two_places_at_once", overlaps(visits), 0, 0),
        _law("at_closed_places", at_closed_places(visits, places.kind, doors.hours, doors.staff), 0, 0),
        _law("awake_24_hours", int((waking >= DAY_MIN).sum()), 0, 0),
    )
