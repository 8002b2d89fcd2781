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

from nullisland.lesson.settled import DRAWN
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
_TOLERANCE_DM = 5
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


def chosen_people(people: int, shown: int = DRAWN, always: Sequence[int] = ()) -> Longs:
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
    trips = [_trips_of(visits, int(person), day) for person in people]
    flat = [trip for of_person in trips for trip in of_person]
    who = np.repeat(people, [len(of_person) for of_person in trips])
    starts = _spots(island, who, np.array([trip.origin for trip in flat], np.int64))
    stops = _spots(island, who, np.array([trip.destination for trip in flat], np.int64))
    ways = [
        _way(island, trip, ends, route)
        for trip, ends in zip(flat, zip(starts, stops, strict=True), strict=True)
    ]
    vertices, counts = _simplified(ways)
    times = np.array([(trip.depart, trip.arrive) for trip in flat], np.int64).reshape(-1, 2)
    head = (people.astype("<u4").tobytes(), _starts([len(of_person) for of_person in trips]), _starts(counts))
    return _pack(island, day, head, vertices, times)


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
    """From spot to spot along the streets; one point if the trip goes nowhere."""
    start, stop = ends
    if trip.origin == trip.destination:
        return start[None]
    along = np.asarray(route(trip.origin, trip.destination), np.int64)
    places = island.places
    for place, end, inner in ((trip.origin, 0, np.s_[1:]), (trip.destination, -1, np.s_[:-1])):
        if len(along) and along[end, 0] == places.x_dm[place] and along[end, 1] == places.y_dm[place]:
            along = along[inner]
    return np.concatenate((start[None], along, stop[None]))


def _spots(island: Island, who: Longs, place: Longs) -> Longs:
    """Where in the building of a place a person is drawn: always the same, so that nobody hides another.

    (n, 2) decimetres: inside the footprint, away from its walls; outdoors within a few metres of the place.
    """
    key = stage_key(island.seed, "spot")
    u, v = ((u64_many(key, who << 32 | place, k) >> np.uint64(54)).astype(np.int64)[:, None] for k in (0, 1))
    building_of = np.full(len(island.places), -1, np.int64)
    building_of[island.buildings.place] = np.arange(len(island.buildings.place))
    building = building_of[place]
    centre = np.column_stack((island.places.x_dm[place], island.places.y_dm[place])).astype(np.int64)
    outdoors = centre + (np.hstack((u, v)) - 512) * _OUTDOOR_DM // 512
    if not len(island.buildings.place):
        return outdoors
    corners = island.buildings.corners_dm[building].astype(np.int64)
    a, b = corners[:, 1] - corners[:, 0], corners[:, 3] - corners[:, 0]
    indoors = corners[:, 0] + (a * (204 + u * 616 // 1024) + b * (204 + v * 616 // 1024)) // 1024
    return np.where(building[:, None] >= 0, indoors, outdoors)


def _simplified(ways: list[Longs]) -> tuple[Longs, list[int]]:
    """All ways one after another, without the vertices on the straight line between their neighbours.

    Every second vertex at a time, a few times over, so that what is left out never adds up to a metre or two.
    """
    way = np.repeat(np.arange(len(ways)), [len(xy) for xy in ways])
    xy = np.concatenate(ways) if ways else np.zeros((0, 2), np.int64)
    for parity in (1, 0, 1, 0):
        before, here, after = xy[:-2], xy[1:-1], xy[2:]
        chord, off = after - before, here - before
        twice = np.abs(chord[:, 0] * off[:, 1] - chord[:, 1] * off[:, 0])
        square, ahead = (chord**2).sum(axis=1), (chord * off).sum(axis=1)
        straight = (ahead >= 0) & (ahead <= square) & (twice**2 <= _TOLERANCE_DM**2 * square)
        drop = straight & (way[:-2] == way[2:]) & (np.arange(1, len(xy) - 1) % 2 == parity)
        keep = np.ones(len(xy), bool)
        keep[1:-1] = ~drop
        xy, way = xy[keep], way[keep]
    return xy, np.bincount(way, minlength=len(ways)).tolist()


def _pack(island: Island, day: int, head: tuple[bytes, bytes, bytes], vertices: Longs, times: Longs) -> bytes:
    """The file: header, people, first trips, first vertices, vertices, times."""
    west, south, east, north = island.bounds_dm
    origin = ((west + east) // 2, (south + north) // 2)
    away = vertices - origin
    quantum = int(np.abs(away).max(initial=0)) // 32_767 + 1
    header = (len(head[0]) // 4, len(times), len(vertices), day, quantum, *origin)
    limits = np.iinfo(np.int16)
    return b"".join(
        (
            DAY_MAGIC,
            struct.pack("<7i", *header),
            b"\0\0\0\0",
            *head,
            (away // quantum).astype("<i2").tobytes(),
            times.clip(limits.min, limits.max).astype("<i2").tobytes(),
        )
    )


def _starts(counts: list[int]) -> bytes:
    return np.concatenate(([0], np.cumsum(counts, dtype=np.int64))).astype("<u4").tobytes()
