"""How people move: the statistics in which human mobility has laws. All are measured on visits.

A visit that follows another at the same place is part of it: see `joined`. Functions expect visits without such.
"""

from itertools import permutations

import numpy as np
from numpy.typing import NDArray

from nullisland._kernels.networks import MOST_NODES, daily_networks
from nullisland.model import DAY_MIN, Visits

__all__ = [
    "MILE_M",
    "distinct_places",
    "entropies",
    "exponent",
    "gyration_m",
    "joined",
    "network_shares",
    "rank_shares",
    "rows_of_people",
    "trip_lengths_m",
    "trip_starts",
    "trips_a_weekday",
]

Ints = NDArray[np.int32]
Floats = NDArray[np.float64]
MILE_M = 1609.344
_MOST_RANKS = 20


def rows_of_people(visits: Visits) -> NDArray[np.int64]:
    """Position of the person of every visit, from 0."""
    return np.repeat(np.arange(visits.n_people), np.diff(visits.first))


def joined(visits: Visits) -> Visits:
    """The visits with every run of them at one place as one visit: nobody moves from a place to itself."""
    person = rows_of_people(visits)
    again = np.zeros(len(visits), bool)
    again[1:] = (person[1:] == person[:-1]) & (visits.place[1:] == visits.place[:-1])
    if not again.any():
        return visits
    begins = np.flatnonzero(~again)
    ends = np.append(begins[1:], len(visits)) - 1
    first = np.zeros(len(visits.first), np.int64)
    np.cumsum(np.bincount(person[begins], minlength=visits.n_people), out=first[1:])
    return Visits(
        start_person=visits.start_person,
        first=first,
        place=visits.place[begins],
        arrive_min=visits.arrive_min[begins],
        leave_min=visits.leave_min[ends],
    )


def _counts(visits: Visits) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """(person, visits) of every distinct (person, place), by person and then most visited first; places a person."""
    span = int(visits.place.max()) + 1 if len(visits) else 1
    pair, count = np.unique(rows_of_people(visits) * span + visits.place, return_counts=True)
    who = pair // span
    order = np.lexsort((-count, who))
    return who[order], count[order].astype(np.int64), np.bincount(who, minlength=visits.n_people)


def rank_shares(visits: Visits) -> Floats:
    """Mean share of visits that go to a person's first, second, ... place, over the people who have so many.

    For the ranks that at least half of the people reach, at most 20.
    """
    who, count, places = _counts(visits)
    rank = np.arange(len(who)) - np.repeat(np.cumsum(places) - places, places)
    share = count / np.repeat(np.bincount(who, count, visits.n_people), places)
    ranks = min(int(np.median(places)), _MOST_RANKS) if visits.n_people else 0
    return np.asarray(np.bincount(rank, share)[:ranks] / np.bincount(rank)[:ranks], np.float64)


def exponent(shares: Floats) -> float:
    """Exponent of visit frequency by rank, f(k) ~ k^-exponent: NaN for fewer than three ranks.

    Least squares on log f against log k. Source: Song, Koren, Wang, Barabasi 2010, Nature Physics 6:818-823.
    """
    if len(shares) < 3:
        return float("nan")
    return float(-np.polyfit(np.log(np.arange(1, len(shares) + 1)), np.log(shares), 1)[0])


def entropies(visits: Visits) -> Floats:
    """-sum p log p / log n of every person with n places, at least 2: p the shares of their visits.

    Source: Pappalardo, Simini 2018, Data Min. Knowl. Disc. 32:787-829, normalised uncorrelated entropy.
    """
    who, count, places = _counts(visits)
    share = count / np.repeat(np.bincount(who, count, visits.n_people), places)
    nats = np.bincount(who, -share * np.log(share), visits.n_people)
    some = places >= 2
    return np.asarray(nats[some] / np.log(places[some]), np.float64)


def _canonical(network: int) -> int:
    """The least of all numbers that the same network has under another numbering of its nodes."""
    nodes, edges = network & 7, network >> 3
    if nodes == 7:
        return network
    matrix = np.array([(edges >> i) & 1 for i in range(MOST_NODES**2)]).reshape(MOST_NODES, MOST_NODES)
    orders = np.array(list(permutations(range(nodes))))
    turned = matrix[orders[:, :, None], orders[:, None, :]].reshape(len(orders), -1)
    return int((turned @ (1 << np.arange(nodes * nodes))).min()) * 8 + nodes


def network_shares(visits: Visits, days: int) -> list[tuple[int, float]]:
    """Every daily network of at most six places and the share of person-days that have it, commonest first.

    Places are nodes, trips directed edges; networks of the same shape are one. Days are cut at midnight, and a day
    at one place counts. A network is nodes + 8 * edges, where bit n * i + j of edges stands for a trip from i to j.
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
    common = sorted(shapes.items(), key=lambda item: (-item[1], item[0]))
    return [(shape, count / networks.size) for shape, count in common]


def distinct_places(visits: Visits, until_min: int) -> NDArray[np.int64]:
    """Number of distinct places that each person has visited before minute `until_min`."""
    early = visits.arrive_min < until_min
    span = int(visits.place.max()) + 1 if len(visits) else 1
    pairs = np.unique(rows_of_people(visits)[early] * span + visits.place[early])
    return np.bincount(pairs // span, minlength=visits.n_people)


def trip_starts(visits: Visits) -> NDArray[np.int64]:
    """Rows from which a trip starts: every visit of a person but the last."""
    last = np.zeros(len(visits), bool)
    last[visits.first[1:][np.diff(visits.first) > 0] - 1] = True
    return np.flatnonzero(~last)


def trips_a_weekday(visits: Visits, days: int) -> NDArray[np.int64]:
    """Trips that each person began on each day from Monday to Friday: (n_people, weekdays)."""
    start = trip_starts(visits)
    day = visits.leave_min[start] // DAY_MIN
    person = rows_of_people(visits)[start]
    table = np.bincount(person * days + day, minlength=visits.n_people * days).reshape(-1, days)
    return np.asarray(table[:, np.arange(days) % 7 < 5], np.int64)


def trip_lengths_m(visits: Visits, x_dm: Ints, y_dm: Ints) -> Floats:
    """Straight-line metres of every trip."""
    start = trip_starts(visits)
    origin, destination = visits.place[start], visits.place[start + 1]
    dx = x_dm[origin].astype(np.int64) - x_dm[destination]
    dy = y_dm[origin].astype(np.int64) - y_dm[destination]
    return np.sqrt((dx * dx + dy * dy).astype(np.float64)) / 10


def gyration_m(visits: Visits, x_dm: Ints, y_dm: Ints) -> Floats:
    """Radius of gyration of every person: over their visits, rms metres from their mean.

    Source: Gonzalez, Hidalgo, Barabasi 2008, Nature 453:779-782.
    """
    person = rows_of_people(visits)
    n = np.maximum(np.diff(visits.first), 1)
    x, y = x_dm[visits.place] / 10, y_dm[visits.place] / 10
    mean_x = np.bincount(person, x, visits.n_people) / n
    mean_y = np.bincount(person, y, visits.n_people) / n
    away = (x - mean_x[person]) ** 2 + (y - mean_y[person]) ** 2
    return np.sqrt(np.bincount(person, away, visits.n_people) / n)
