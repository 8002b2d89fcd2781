"""Stays, as a planner reads them off what she is given: who stayed in which area, from when to when.

A report says where somebody was, not that they stayed: whoever passes through a square is seen there too. So where
reports come at all times (gps), a stay is the same square in two reports in a row, or in two slots in a row. A
card, a mast and a camera report what happens, and each record counts. Decision 0131.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nullisland._kernels.repeated import stays_of_fixes, stays_of_slots
from nullisland.measure.utility.areas import (
    Areas,
    areas_of_boxes,
    areas_of_grid,
    areas_of_points,
    areas_of_squares,
)
from nullisland.measure.utility.frame import Frame
from nullisland.model import BoxRelease, FixRelease, Island, Places, Release, Sites, Visits
from nullisland.model._checks import freeze
from nullisland.observation.nearest import nearest_site
from nullisland.release.fixes import squares_of
from nullisland.threads import over_blocks

__all__ = ["Stays", "place_stays", "site_positions", "stays_of", "stays_of_visits", "true_place_stays"]

Longs = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Stays:
    """Stays of all traces in order of their begin: those of trace i are `first[i] : first[i + 1]`.

    `area` indexes `areas` (None: ids of places). `x_dm`, `y_dm` is where it was first seen there, or the middle of the
    area. The first stay of a trace was under way when the trace began.
    """

    first: Longs
    area: Longs
    begin_min: Longs
    end_min: Longs
    x_dm: Longs
    y_dm: Longs
    areas: Areas | None

    def __post_init__(self) -> None:
        """Freeze the arrays."""
        freeze(self)

    def __len__(self) -> int:
        """Number of stays."""
        return len(self.area)

    def trace(self) -> Longs:
        """Trace of every stay."""
        return np.repeat(np.arange(len(self.first) - 1), np.diff(self.first))

    def arrivals(self) -> Longs:
        """Rows of the stays that were arrived at: all but the first of each trace."""
        arrived = np.ones(len(self), bool)
        arrived[self.first[:-1][np.diff(self.first) > 0]] = False
        return np.flatnonzero(arrived)


def stays_of_visits(visits: Visits, places: Places, frame: Frame, released: int) -> Stays:
    """Truth: the stays of the first `released` people in the planner's squares.

    Going from place to place inside one square is no new stay.
    """
    first, rows = _released(visits, released)
    square = squares_of(frame.grid, places.x_dm, places.y_dm)[visits.place[rows]]
    found, begin, end = _runs(first, square, 1)
    place = visits.place[begin]
    times = visits.arrive_min[begin].astype(np.int64), visits.leave_min[end].astype(np.int64)
    where = places.x_dm[place].astype(np.int64), places.y_dm[place].astype(np.int64)
    return Stays(found, square[begin].astype(np.int64), *times, *where, areas_of_squares(frame))


def true_place_stays(visits: Visits, places: Places, frame: Frame, released: int) -> Stays:
    """Truth: the visits of the first `released` people to public places."""
    first, rows = _released(visits, released)
    found, begin, end = _runs(first, visits.place[rows], 1)
    times = visits.arrive_min[begin].astype(np.int64), visits.leave_min[end].astype(np.int64)
    return _public_only(found, visits.place[begin].astype(np.int64), times, places, frame)


def stays_of(release: Release | FixRelease | BoxRelease, island: Island, frame: Frame) -> Stays:
    """What a planner takes for stays. Cost: about 30 ns a row."""
    if isinstance(release, FixRelease):
        square = squares_of(frame.grid, release.x_dm, release.y_dm)
        first, begin, end = _runs(release.first, square, _least(release.sensor))
        times = release.t_min[begin].astype(np.int64), release.t_min[end].astype(np.int64) + 1
        where = release.x_dm[begin].astype(np.int64), release.y_dm[begin].astype(np.int64)
        return Stays(first, square[begin].astype(np.int64), *times, *where, areas_of_squares(frame))
    if isinstance(release, BoxRelease):
        edges = release.edges()
        areas = areas_of_boxes(edges[:4], release.grid, frame)
        slots = edges[4].astype(np.int64), edges[5].astype(np.int64) + 1
        times = slots[0] * release.slot_min, slots[1] * release.slot_min
        return Stays(release.first, np.arange(len(release)), *times, areas.x_dm, areas.y_dm, areas)
    if release.grid is not None:
        areas = areas_of_grid(release.grid, frame)
    else:
        areas = areas_of_points(*site_positions(release.sensor, island), frame)
    first, out = _slot_runs(release)
    area = out[:, 0].copy()
    times = out[:, 1] * release.slot_min, (out[:, 2] + 1) * release.slot_min
    return Stays(first, area, *times, areas.x_dm[area], areas.y_dm[area], areas)


def place_stays(release: Release | FixRelease | BoxRelease, island: Island, frame: Frame) -> Stays | None:
    """Stays at public places, where the release tells places apart: metres, or cards; otherwise None.

    A fix belongs to the place nearest to it.
    """
    places = island.places
    if isinstance(release, FixRelease):
        near = nearest_site(_doors(places), *_on_the_map(release, island))
        first, begin, end = _runs(release.first, near, _least(release.sensor))
        times = release.t_min[begin].astype(np.int64), release.t_min[end].astype(np.int64) + 1
        return _public_only(first, near[begin].astype(np.int64), times, places, frame)
    if isinstance(release, Release) and release.sensor == "card" and release.grid is None:
        first, out = _slot_runs(release)
        times = out[:, 1] * release.slot_min, (out[:, 2] + 1) * release.slot_min
        return _public_only(first, out[:, 0], times, places, frame)
    return None


def _doors(places: Places) -> Sites:
    return Sites(x_dm=places.x_dm, y_dm=places.y_dm, edge=places.edge, offset_dm=places.offset_dm, names=())


def _on_the_map(release: FixRelease, island: Island) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """The fixes, those beyond the island moved to its edge: the nearest place is sought quickly there."""
    west, south, east, north = island.bounds_dm
    return np.clip(release.x_dm, west, east), np.clip(release.y_dm, south, north)


def _public_only(
    first: Longs, place: Longs, times: tuple[Longs, Longs], places: Places, frame: Frame
) -> Stays:
    public = np.zeros(max(len(places), int(place.max(initial=-1)) + 1), bool)
    public[frame.public] = True
    keep = np.flatnonzero(public[place])
    place, first = place[keep], np.searchsorted(keep, first).astype(np.int64)
    where = places.x_dm[place].astype(np.int64), places.y_dm[place].astype(np.int64)
    return Stays(first, place, times[0][keep], times[1][keep], *where, None)


def _released(visits: Visits, released: int) -> tuple[Longs, slice]:
    first = visits.first[: min(released, visits.n_people) + 1]
    return first, slice(0, int(first[-1]))


def _least(sensor: str) -> int:
    return 2 if sensor == "gps" else 1


def _runs(first: Longs, cell: NDArray[np.int32], least: int) -> tuple[Longs, Longs, Longs]:
    """Runs of rows with one cell: first, and first and last row of each."""
    n = len(first) - 1
    out, counts = np.empty((len(cell), 3), np.int64), np.zeros(n, np.int64)
    over_blocks(lambda a, b: stays_of_fixes(first, cell, least, out, counts, (a, b)), n)
    new_first, kept = _kept(first, counts, out)
    return new_first, kept[:, 1].copy(), kept[:, 2].copy()


def _slot_runs(release: Release) -> tuple[Longs, Longs]:
    """Runs of slots with one cell: first, and (cell, first slot, last slot) of each."""
    n = len(release.pseudonyms)
    out, counts = np.empty((len(release), 3), np.int64), np.zeros(n, np.int64)
    least = _least(release.sensor)
    over_blocks(
        lambda a, b: stays_of_slots(release.first, release.cell, release.slot, least, out, counts, (a, b)), n
    )
    return _kept(release.first, counts, out)


def _kept(first: Longs, counts: Longs, out: Longs) -> tuple[Longs, Longs]:
    new_first = np.concatenate(([0], np.cumsum(counts))).astype(np.int64)
    rows = np.arange(int(new_first[-1])) + np.repeat(first[:-1] - new_first[:-1], counts)
    return new_first, out[rows]


def site_positions(sensor: str, island: Island) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Where the sites of a sensor stand; a planner has the map."""
    if sensor == "card":
        stands = (island.places, island.stops)
        return np.concatenate([s.x_dm for s in stands]), np.concatenate([s.y_dm for s in stands])
    sites = island.towers if sensor == "tower" else island.cameras
    return sites.x_dm, sites.y_dm
