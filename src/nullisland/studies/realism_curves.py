"""The curves behind the laws of mobility, as plain lists for JSON and for plots."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from nullisland.measure import daily_life, mobility
from nullisland.measure.mobility import MILE_M
from nullisland.model import DAY_MIN, People, Places, Visits

__all__ = ["Curves", "curves"]

Curves = dict[str, Any]
_NETWORKS = 17
_MOST_TRIPS = 12
_QUARTER_MILES = 40
_DIGITS = 5


def curves(visits: Visits, people: People, places: Places, days: int) -> Curves:
    """What each plot of the page shows.

    - `visit_share_by_rank`: mean share of visits at a person's k-th place
    - `entropy`: shares of people in twenty equal bins of [0, 1]
    - `networks`: the 17 commonest, each with its nodes, its edges and its share of person-days
    - `distinct_places_by_day`: mean number known after each day
    - `trips_a_weekday`: shares of weekdays with 0, 1, ... 12 trips or more
    - `trip_length`: share of trips shorter than each quarter of a mile, up to ten miles
    - `gyration_m`: percentiles 5, 10, ... 95
    - `commutes_by_hour`: departures of a thousand people to and from work or school, by hour, on two kinds of day
    """
    visits = mobility.joined(visits)
    x_dm, y_dm = places.x_dm, places.y_dm
    mine = slice(visits.start_person, visits.start_person + visits.n_people)
    trips = mobility.trips_a_weekday(visits, days).ravel()
    lengths_m = np.sort(mobility.trip_lengths_m(visits, x_dm, y_dm))
    steps_m = np.arange(1, _QUARTER_MILES + 1) * (MILE_M / 4)
    by_hour = daily_life.commutes_by_hour(visits, people.employer_place[mine], days) * 1000 / visits.n_people
    known = [float(mobility.distinct_places(visits, (day + 1) * DAY_MIN).mean()) for day in range(days)]
    return {
        "visit_share_by_rank": _plain(mobility.rank_shares(visits)),
        "entropy": _plain(_shares(mobility.entropies(visits), 20)),
        "networks": [_network(*found) for found in mobility.network_shares(visits, days)[:_NETWORKS]],
        "distinct_places_by_day": _plain(np.array(known)),
        "trips_a_weekday": _plain(np.bincount(np.minimum(trips, _MOST_TRIPS)) / len(trips)),
        "trip_length": _plain(np.searchsorted(lengths_m, steps_m) / max(len(lengths_m), 1)),
        "gyration_m": _plain(np.percentile(mobility.gyration_m(visits, x_dm, y_dm), np.arange(5, 100, 5))),
        "commutes_by_hour": {"weekday": _plain(by_hour[0]), "sunday": _plain(by_hour[1])},
    }


def _plain(values: NDArray[np.float64]) -> list[float]:
    return [round(float(value), _DIGITS) for value in values]


def _shares(values: NDArray[np.float64], bins: int) -> NDArray[np.float64]:
    return np.histogram(values, bins, (0, 1))[0] / max(len(values), 1)


def _network(network: int, share: float) -> dict[str, Any]:
    nodes, edges = network & 7, network >> 3
    pairs = [[i, j] for i in range(nodes) for j in range(nodes) if edges >> (nodes * i + j) & 1]
    return {"nodes": nodes, "edges": pairs, "share": round(share, _DIGITS)}
