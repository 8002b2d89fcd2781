"""Do the invented people move like people? Laws of human mobility, each beside its band.

Everything is measured on visits, days cut at midnight, moves from a place to itself left out. Bands and their
sources stand in `data/published.csv`; no parameter of the town was chosen by looking at uniqueness
(docs/model/movement.md).
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from nullisland.measure import daily_life, mobility
from nullisland.measure.mobility import MILE_M
from nullisland.model import DAY_MIN, People, Places, Visits

__all__ = ["BANDS", "LARGE_M", "Doors", "Law", "across_m", "laws"]

_COMMON_NETWORKS = 17
LARGE_M = 10_000
"""Trip lengths of print belong to islands that are so wide; this is also how many metres `across_m` must reach."""

_MONTH = range(21, 36)
_WEEK, _ANY = range(7, 1_001), range(2, 1_001)

BANDS: dict[str, tuple[float, float, range]] = {
    "visit_zipf": (0.9, 1.5, _WEEK),
    "entropy_normalised": (0.45, 0.75, _WEEK),
    "motifs_17_cover": (0.8, 1.0, _ANY),
    "familiar_places": (8, 40, _MONTH),
    "distinct_places_growth": (0.0, 0.999, _MONTH),
    "trip_under_1_mile": (0.20, 0.36, _ANY),
    "trip_under_3_miles": (0.44, 0.60, _ANY),
    "gyration_spread": (2.0, float("inf"), _WEEK),
    "trips_per_day": (2.0, 4.5, _ANY),
    "time_indoors": (0.84, 0.90, _ANY),
    "commuting_peaks_weekday": (2, 2, _WEEK),
    "commuting_peaks_sunday": (0, 0, _WEEK),
    "two_places_at_once": (0, 0, _ANY),
    "at_closed_places": (0, 0, _ANY),
    "awake_24_hours": (0, 0, _ANY),
}
"""Every law by its id in `data/published.csv` where there is one: low, high, and the days of watching it needs."""


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


def across_m(places: Places) -> float:
    """Metres from one end of the places to the other, west to east or south to north, whichever is less."""
    return int(min(np.ptp(places.x_dm), np.ptp(places.y_dm))) / 10


def laws(visits: Visits, people: People, places: Places, doors: Doors, days: int) -> tuple[Law, ...]:
    """All laws, in the order of `BANDS`; `visits` may be any shard.

    What needs more days of watching does not apply, nor do trip lengths on an island less than 10 km across.
    Cost: about 2 microseconds a visit.
    """
    moves = mobility.joined(visits)
    mine = slice(visits.start_person, visits.start_person + visits.n_people)
    homes = people.home_place[mine], people.second_home[mine]
    values = {
        **_of_places(moves, days),
        **_of_space(moves, places),
        **_of_days(moves, people.employer_place[mine], doors, days),
        "two_places_at_once": daily_life.overlaps(visits),
        "at_closed_places": daily_life.at_closed_places(visits, places.kind, doors.hours, doors.staff),
        "awake_24_hours": int((daily_life.longest_waking(moves, homes, days) >= DAY_MIN).sum()),
    }
    large = across_m(places) >= LARGE_M
    return tuple(_law(name, values[name], days, large) for name in BANDS)


def _law(name: str, value: float, days: int, large: bool) -> Law:
    low, high, needed = BANDS[name]
    applies = days in needed and (large or not name.startswith("trip_under"))
    return Law(name, value, low, high, bool(low <= value <= high) if applies else None)


def _of_places(visits: Visits, days: int) -> dict[str, float]:
    spread = mobility.entropies(visits)
    half, whole = (mobility.distinct_places(visits, days * DAY_MIN // part) for part in (2, 1))
    return {
        "visit_zipf": mobility.exponent(mobility.rank_shares(visits)),
        "entropy_normalised": _mean(spread),
        "motifs_17_cover": sum(s for _, s in mobility.network_shares(visits, days)[:_COMMON_NETWORKS]),
        "familiar_places": float(np.median(whole)),
        "distinct_places_growth": float(np.log2(whole.mean() / half.mean())),
    }


def _of_space(visits: Visits, places: Places) -> dict[str, float]:
    lengths_m = mobility.trip_lengths_m(visits, places.x_dm, places.y_dm)
    low, high = np.percentile(mobility.gyration_m(visits, places.x_dm, places.y_dm), (5, 95))
    return {
        "trip_under_1_mile": _mean(lengths_m < MILE_M),
        "trip_under_3_miles": _mean(lengths_m < 3 * MILE_M),
        "gyration_spread": float(high / low) if low > 0 else float("inf"),
    }


def _of_days(visits: Visits, work_place: NDArray[np.int32], doors: Doors, days: int) -> dict[str, float]:
    weekday, sunday = daily_life.commuting_peaks(daily_life.commutes_by_hour(visits, work_place, days))
    return {
        "trips_per_day": _mean(mobility.trips_a_weekday(visits, days)),
        "time_indoors": daily_life.share_indoors(visits, doors.indoors, days),
        "commuting_peaks_weekday": weekday,
        "commuting_peaks_sunday": sunday,
    }


def _mean(values: NDArray[Any]) -> float:
    return float(values.mean()) if values.size else float("nan")
