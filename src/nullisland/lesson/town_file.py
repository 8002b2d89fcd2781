"""Drawing data: the town as JSON and one day of its people as bytes, for the map in the browser.

Both are pure functions of the town, so that a server may cache them for ever and a file may carry them home.
Their formats are in `docs/decisions/0060-drawing-data.md`.
"""

import json
import struct
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from nullisland.model import DAY_MIN, Island, Shape, Sites, Visits
from nullisland.rng import stage_key, u64_many
from nullisland.tables import read_table

__all__ = ["DAY_MAGIC", "TOWN_FORMAT", "Route", "chosen_people", "day_binary", "town_json"]

Longs = NDArray[np.int64]

TOWN_FORMAT = 1
DAY_MAGIC = b"NIDAY001"

Route = Callable[[int, int], NDArray[np.int32]]
"""Way along the streets from one place to another: (n, 2) decimetres, both ends included."""

_LINES = ("pier", "breakwater")
_TOLERANCE_DM = 10
_OUTDOOR_DM = 120


def town_json(island: Island, place_names: Sequence[str]) -> bytes:
    """The island as compact JSON: about 30 bytes a building.

    `place_names` has one name a place; homes are not named on the map. Coordinates are integer decimetres,
    each point as the difference to the one before it.
    """
    if len(place_names) != len(island.places):
        raise ValueError(f"place_names must have {len(island.places)} entries, got {len(place_names)}")
    town = {
        "format": TOWN_FORMAT,
        "code": island.code,
        "bounds_dm": list(island.bounds_dm),
        "coast": _deltas(island.coast),
        "shapes": [_shape(shape) for shape in island.shapes],
        "streets": _streets(island),
        "buildings": _buildings(island),
        "districts": [
            {"name": name, "x": int(x), "y": int(y)}
            for name, x, y in zip(island.districts, island.district_x_dm, island.district_y_dm, strict=True)
        ],
        "places": _places(island, place_names),
        "stops": _sites(island.stops),
        "towers": _sites(island.towers),
        "cameras": _sites(island.cameras),
    }
    return json.dumps(town, separators=(",", ":"), ensure_ascii=False).encode()


def _deltas(xy: NDArray[np.integer[Any]]) -> list[int]:
    """[x, y, dx, dy, ...] of (n, 2) points."""
    xy = np.asarray(xy, np.int64)
    return np.concatenate((xy[:1], np.diff(xy, axis=0))).ravel().tolist() if len(xy) else []


def _shape(shape: Shape) -> dict[str, Any]:
    """A shape with the point its name is written at: the middle of its box, or of its course."""
    closed = shape.kind not in _LINES
    xy = shape.xy_dm.astype(np.int64)
    two = xy[[len(xy) // 4, 3 * len(xy) // 4]] if shape.kind == "river" else (xy.min(axis=0), xy.max(axis=0))
    label = [int(v) for v in (two[0] + two[1]) // 2]
    return {
        "kind": shape.kind,
        "name": shape.name,
        "closed": closed,
        "xy": _deltas(shape.xy_dm),
        "label": label,
    }


def _streets(island: Island) -> dict[str, Any]:
    streets = island.streets
    return {
        "nodes": _deltas(np.column_stack((streets.node_x_dm, streets.node_y_dm))),
        "from": streets.edge_from.tolist(),
        "to": streets.edge_to.tolist(),
        "name": streets.edge_name.tolist(),
        "names": list(streets.names),
        "main": np.flatnonzero(streets.edge_main).tolist(),
        "bridges": np.flatnonzero(streets.edge_bridge).tolist(),
    }


def _buildings(island: Island) -> dict[str, Any]:
    """Each footprint as a corner (difference to the last building's) and its two sides."""
    corners = island.buildings.corners_dm.astype(np.int64)
    if not len(corners):
        return {"xy": [], "interest": []}
    first = corners[:, 0]
    start = np.concatenate((first[:1], np.diff(first, axis=0)))
    sides = np.concatenate((corners[:, 1] - first, corners[:, 3] - first), axis=1)
    homes = island.places.kinds.index("home")
    interest = np.flatnonzero(island.places.kind[island.buildings.place] != homes)
    return {"xy": np.concatenate((start, sides), axis=1).ravel().tolist(), "interest": interest.tolist()}


def _places(island: Island, names: Sequence[str]) -> dict[str, Any]:
    """All places but homes, with the priority of their label (1 first, 9 never)."""
    places = island.places
    priority = {row["kind"]: int(row["label_priority"]) for row in read_table("town/place_kinds.csv")}
    ids = np.flatnonzero(places.kind != places.kinds.index("home"))
    return {
        "kinds": [{"kind": kind, "priority": priority.get(kind, 9)} for kind in places.kinds],
        "id": ids.tolist(),
        "kind": places.kind[ids].tolist(),
        "xy": _deltas(np.column_stack((places.x_dm[ids], places.y_dm[ids]))),
        "name": [names[i] for i in ids.tolist()],
    }


def _sites(sites: Sites) -> dict[str, Any]:
    return {"xy": _deltas(np.column_stack((sites.x_dm, sites.y_dm))), "names": list(sites.names)}


def chosen_people(people: int, shown: int = 1_000, always: Sequence[int] = ()) -> Longs:
    """Ids of the residents who are drawn: evenly spaced ids, and `always` in the place of their neighbours.

    The rule is the same everywhere, so that a phone, the wall and the file taken home show the same people.
    """
    count = min(people, shown)
    ids = np.arange(count, dtype=np.int64) * people // max(count, 1)
    for person in always:
        ids[min(int(np.searchsorted(ids, person)), count - 1)] = person
    return np.unique(ids)


class _Trip(NamedTuple):
    depart: int
    arrive: int
    origin: int
    destination: int


def day_binary(island: Island, visits: Visits, people: Longs, day: int, route: Route) -> bytes:
    """One day of `people` as ways along the streets, little-endian; about 250 bytes a person.

    A dot stands inside its building between trips and moves at an even pace along the way of a trip, so
    corners are exact at any speed of the clock. Cost: one route a trip.
    """
    spots = _Spots(island)
    trips = [_trips_of(visits, int(person), day) for person in people]
    ways: list[Longs] = []
    for person, of_person in zip(people, trips, strict=True):
        for trip in of_person:
            ends = spots.of(int(person), trip.origin), spots.of(int(person), trip.destination)
            ways.append(_way(island, trip, ends, route))
    return _pack(island, people, trips, ways, day)


def _trips_of(visits: Visits, person: int, day: int) -> list[_Trip]:
    """Trips that touch the day, minutes since its midnight; one of no length if the person stays put."""
    i = person - visits.start_person
    rows = slice(visits.first[i], visits.first[i + 1])
    arrive = visits.arrive_min[rows].astype(np.int64) - day * DAY_MIN
    leave = visits.leave_min[rows].astype(np.int64) - day * DAY_MIN
    place = visits.place[rows]
    if not len(place):
        return []
    moving = np.flatnonzero((arrive[1:] > 0) & (leave[:-1] < DAY_MIN))
    trips = [_Trip(int(leave[k]), int(arrive[k + 1]), int(place[k]), int(place[k + 1])) for k in moving]
    if trips:
        return trips
    here = int(place[max(int(np.searchsorted(arrive, DAY_MIN, side="left")) - 1, 0)])
    return [_Trip(0, 0, here, here)]


def _way(island: Island, trip: _Trip, ends: tuple[Longs, Longs], route: Route) -> Longs:
    start, stop = ends
    if trip.origin == trip.destination:
        return start[None]
    along = np.asarray(route(trip.origin, trip.destination), np.int64)
    places = island.places
    for end, place in ((0, trip.origin), (-1, trip.destination)):
        if len(along) and along[end].tolist() == [places.x_dm[place], places.y_dm[place]]:
            along = np.delete(along, end, axis=0)
    return _simplified(np.concatenate((start[None], along, stop[None])))


class _Spots:
    """Where in the building of a place a person is drawn: always the same, so that nobody hides another."""

    def __init__(self, island: Island) -> None:
        self.island = island
        self.key = stage_key(island.seed, "spot")
        self.building = np.full(len(island.places), -1, np.int64)
        self.building[island.buildings.place] = np.arange(len(island.buildings.place))

    def of(self, person: int, place: int) -> Longs:
        """(2,) decimetres: inside the footprint, away from its walls; outdoors within a few metres."""
        who = np.array([person * (1 << 32) + place], np.int64)
        u, v = (int(u64_many(self.key, who, k)[0] >> np.uint64(54)) for k in (0, 1))
        places, building = self.island.places, self.building[place]
        if building < 0:
            centre = np.array((places.x_dm[place], places.y_dm[place]), np.int64)
            return centre + np.array((u - 512, v - 512), np.int64) * _OUTDOOR_DM // 512
        corners = self.island.buildings.corners_dm[building].astype(np.int64)
        a, b = corners[1] - corners[0], corners[3] - corners[0]
        spot: Longs = corners[0] + (a * (204 + u * 616 // 1024) + b * (204 + v * 616 // 1024)) // 1024
        return spot


def _simplified(xy: Longs) -> Longs:
    """The polyline without vertices nearer than a metre to it (Douglas and Peucker 1973)."""
    keep = np.zeros(len(xy), bool)
    keep[[0, -1]] = True
    spans = [(0, len(xy) - 1)]
    while spans:
        a, b = spans.pop()
        if b - a < 2:
            continue
        (ux, uy), rest = xy[b] - xy[a], xy[a + 1 : b] - xy[a]
        length = max(float(np.hypot(ux, uy)), 1.0)
        off = np.abs(rest[:, 0] * uy - rest[:, 1] * ux) / length
        beyond = (rest[:, 0] * ux + rest[:, 1] * uy < 0) | (np.hypot(*(rest.T)) > length)
        off = np.where(beyond, np.hypot(*(rest.T)), off)
        worst = int(off.argmax())
        if off[worst] > _TOLERANCE_DM:
            keep[a + 1 + worst] = True
            spans += [(a, a + 1 + worst), (a + 1 + worst, b)]
    return xy[keep]


def _pack(
    island: Island,
    people: Longs,
    trips: list[list[_Trip]],
    ways: list[Longs],
    day: int,
) -> bytes:
    west, south, east, north = island.bounds_dm
    origin = ((west + east) // 2, (south + north) // 2)
    vertices = np.concatenate(ways) - origin if ways else np.zeros((0, 2), np.int64)
    quantum = int(np.abs(vertices).max(initial=0)) // 32_767 + 1
    flat = [trip for of_person in trips for trip in of_person]
    limits = np.iinfo(np.int16)
    times = (
        np.array([(t.depart, t.arrive) for t in flat], np.int64).reshape(-1, 2).clip(limits.min, limits.max)
    )
    header = (len(people), len(flat), len(vertices), day, quantum, *origin)
    return b"".join(
        (
            DAY_MAGIC,
            struct.pack("<7i", *header),
            b"\0\0\0\0",
            people.astype("<u4").tobytes(),
            _starts([len(t) for t in trips]),
            _starts([len(w) for w in ways]),
            (vertices // quantum).astype("<i2").tobytes(),
            times.astype("<i2").tobytes(),
        )
    )


def _starts(counts: list[int]) -> bytes:
    return np.concatenate(([0], np.cumsum(counts, dtype=np.int64))).astype("<u4").tobytes()
