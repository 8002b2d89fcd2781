"""`nullisland realism`: how far an island's people move like people, each law beside its band, with an interval."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import isfinite
from typing import Any

import numpy as np

from nullisland.measure.intervals import batch_interval
from nullisland.measure.mobility import MILE_M, joined, trip_starts
from nullisland.measure.realism import LARGE_M, Doors, Law, across_m, laws
from nullisland.memory import peak_mb
from nullisland.model import Island, People, Scenario, Visits
from nullisland.movement import indoors, opening_hours, prepare, simulate, staff_hours
from nullisland.movement.paths import build_ways, lengths
from nullisland.people import build_people
from nullisland.rng import stream
from nullisland.studies.noun import Figure, Study, Tell, figure
from nullisland.studies.realism_curves import Curves, curves
from nullisland.world import build_island

__all__ = ["WATCHED", "Realism", "realism"]

WATCHED = 20_000
"""Most people whose diaries are looked at; ids are dealt by lot, so the first are a fair sample of the town."""

_BLOCKS = 10
_PAIRS = 100_000
_TRIPS = 50_000
_WHAT = {
    "visit_zipf": "exponent of visit frequency by rank",
    "entropy_normalised": "mean normalised uncorrelated entropy of a person's visits",
    "motifs_17_cover": "share of person-days whose network is one of the 17 commonest",
    "familiar_places": "median number of distinct places a person visits in the time watched",
    "distinct_places_growth": "exponent of the growth of distinct places with time, from half of the time to all of it",
    "trip_under_1_mile": "share of trips under 1 mile",
    "trip_under_3_miles": "share of trips under 3 miles",
    "gyration_spread": "radius of gyration, 95th percentile over 5th: nine people in ten lie between",
    "trips_per_day": "mean trips a person and weekday",
    "time_indoors": "share of time in buildings",
    "commuting_peaks_weekday": "peaks of trips to and from work or school on a weekday, by hour of departure",
    "commuting_peaks_sunday": "the same on a Sunday",
    "two_places_at_once": "visits that begin before the one before has ended",
    "at_closed_places": "visits that touch a minute at which the place is closed to this person",
    "awake_24_hours": "people who are away from a bed for 24 hours",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Realism:
    """A study of an island's movement: `figures` and `laws` in the same order, and the curves behind them.

    `points` of the study are visits, `people` those whose diaries were looked at.
    """

    code: str
    across_m: float
    study: Study
    laws: tuple[Law, ...]
    curves: Curves

    def to_json(self) -> dict[str, Any]:
        """What `--json` prints: a study's object, a band and `holds` with each figure, and the curves."""
        report = self.study.to_json()
        for law in self.laws:
            band = [edge if isfinite(edge) else None for edge in (law.low, law.high)]
            report["figures"][law.id] |= {"band": band, "holds": law.holds}
        return {"code": self.code, "across_m": self.across_m, **report, "curves": self.curves}


def realism(scenario: Scenario, tell: Tell | None = None) -> Realism:
    """Let a town live and hold it to the laws of human mobility.

    Intervals are those of ten blocks of people. Cost: about 3 s at 20,000 people and 28 days, after the town.
    """
    begin, tell = time.perf_counter(), tell or (lambda what, done, total: None)
    tell("world", 0, 4)
    island = build_island(scenario)
    tell("people", 1, 4)
    people = build_people(scenario, island)
    tell("movement", 2, 4)
    visits = simulate(prepare(scenario, island, people), 0, min(scenario.people, WATCHED))
    tell("laws", 3, 4)
    found = _laws(visits, people, island, scenario.days)
    figures = _figures(found, visits, people, island, scenario.days)
    study = Study(
        figures=figures,
        people=visits.n_people,
        points=len(visits),
        remarks=tuple(_remarks(found, people, island, visits)),
        seconds=time.perf_counter() - begin,
        peak_mb=peak_mb(),
    )
    shown = curves(visits, people, island.places, scenario.days)
    return Realism(
        code=scenario.code, across_m=across_m(island.places), study=study, laws=found, curves=shown
    )


def _laws(visits: Visits, people: People, island: Island, days: int) -> tuple[Law, ...]:
    places = island.places
    doors = Doors(indoors(places), opening_hours(places.kinds), staff_hours(people, visits))
    return laws(visits, people, places, doors, days)


def _figures(
    found: tuple[Law, ...], visits: Visits, people: People, island: Island, days: int
) -> tuple[Figure, ...]:
    """Figures of the laws, with intervals but for what is counted; of a few people nothing has an interval."""
    edges = [visits.n_people * i // _BLOCKS for i in range(_BLOCKS + 1)]
    many = visits.n_people >= 2 * _BLOCKS
    blocks = [_laws(_block(visits, a, b), people, island, days) for a, b in pairwise(edges) if many]
    figures = []
    for i, law in enumerate(found):
        counted = law.low == law.high or not many
        values = np.array([block[i].value for block in blocks])
        interval = None if counted else batch_interval(law.value, values)
        figures.append(figure(law.id, _WHAT[law.id], law.value, visits.n_people, interval))
    return tuple(figures)


def _block(visits: Visits, start: int, stop: int) -> Visits:
    rows = slice(int(visits.first[start]), int(visits.first[stop]))
    return Visits(
        start_person=visits.start_person + start,
        first=visits.first[start : stop + 1] - visits.first[start],
        place=visits.place[rows],
        arrive_min=visits.arrive_min[rows],
        leave_min=visits.leave_min[rows],
    )


def _remarks(found: tuple[Law, ...], people: People, island: Island, visits: Visits) -> Iterator[str]:
    """Why a law does not apply or does not hold, as far as the island itself says so."""
    places, km = island.places, across_m(island.places) / 1000
    failed = {law.id for law in found if law.holds is False}
    if km * 1000 < LARGE_M:
        yield f"The island is {km:.1f} km across; the trip lengths of print belong to 10 km and more."
    if "trip_under_3_miles" in failed:
        yield (
            f"Two residents drawn by lot live within three miles of each other with a chance of "
            f"{_neighbours(people, island):.2f}: the island is dense and its town takes up half of it, so that trips "
            "to most places are shorter than those of a whole country. Along the streets, door to door, as surveys "
            f"count miles, {_along_streets(visits, island, 3 * MILE_M):.2f} of the trips are under three."
        )
    if "visit_zipf" in failed:
        yield (
            f"There are only {len(places) - len(places.of_kind('home')):,} places besides homes: who looks for a new "
            "one soon knows them all, and visits gather at a few. With the streets of a larger town the same people "
            "keep this law."
        )
    if "time_indoors" in failed:
        yield f"Ways are short on an island {km:.1f} km across, and more of the day is left for buildings."
    if "gyration_spread" in failed:
        yield f"All places lie within {km:.1f} km: nobody's life can reach much further than another's."
    if any(law.holds is None and law.id == "familiar_places" for law in found):
        yield "Distinct places a month are those of 21 to 35 days."


def _along_streets(visits: Visits, island: Island, most_m: float) -> float:
    """Share of trips, of a sample by lot, that are shorter than `most_m` along the streets."""
    visits = joined(visits)
    starts = trip_starts(visits)
    rows = stream(island.seed, "realism", "ways").choice(starts, _TRIPS)
    length_dm = lengths(build_ways(island.streets), island.places, visits.place[rows], visits.place[rows + 1])
    return float((length_dm < 10 * most_m).mean())


def _neighbours(people: People, island: Island) -> float:
    """Share of pairs of residents drawn by lot who live within three miles of each other."""
    homes = stream(island.seed, "realism", "pairs").choice(people.home_place, (2, _PAIRS))
    x, y = (axis.astype(np.float64)[homes] / 10 for axis in (island.places.x_dm, island.places.y_dm))
    return float((np.hypot(x[0] - x[1], y[0] - y[1]) < 3 * MILE_M).mean())
