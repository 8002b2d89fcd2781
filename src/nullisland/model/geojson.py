"""The island as GeoJSON (RFC 7946): longitude and latitude in degrees, near 0 N 0 E."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from nullisland.model.world import Island, Sites

__all__ = ["island_geojson"]

Feature = dict[str, Any]

_DM_PER_DEGREE = 1_113_200
"""111.32 km: on Null Island a degree is as long both ways."""


def island_geojson(island: Island) -> dict[str, Any]:
    """A FeatureCollection; each feature's `layer` says what it is.

    Layers, in drawing order: coast, shape, street, building, place, stop, tower, camera, district. Rings are
    closed and counter-clockwise, coordinates have 7 decimals (a centimetre). Cost: 15 us a building.
    """
    features = [_polygon(island.coast, layer="coast", name="Null Island")]
    for shape in island.shapes:
        features.append(_polygon(shape.xy_dm, layer="shape", kind=shape.kind, name=shape.name))
    features += _streets(island) + _buildings(island) + _places(island)
    for layer, sites in (("stop", island.stops), ("tower", island.towers), ("camera", island.cameras)):
        features += _sites(layer, sites)
    spots = _degrees(np.column_stack((island.district_x_dm, island.district_y_dm)))
    features += [
        _feature("Point", spot, layer="district", name=name)
        for spot, name in zip(spots, island.districts, strict=True)
    ]
    return {"type": "FeatureCollection", "name": island.code, "features": features}


def _degrees(xy_dm: NDArray[np.integer[Any]]) -> list[Any]:
    """Longitude, latitude of (..., 2) decimetres as nested lists."""
    rounded: list[Any] = np.round(np.asarray(xy_dm, np.float64) / _DM_PER_DEGREE, 7).tolist()
    return rounded


def _feature(geometry: str, coordinates: list[Any], /, **properties: object) -> Feature:
    return {
        "type": "Feature",
        "geometry": {"type": geometry, "coordinates": coordinates},
        "properties": properties,
    }


def _polygon(ring: NDArray[np.int32], **properties: object) -> Feature:
    """A polygon from a ring in either direction whose first point is not repeated."""
    x, y = ring.astype(np.int64).T
    clockwise = int((x * np.roll(y, -1) - np.roll(x, -1) * y).sum()) < 0
    ring = ring[::-1] if clockwise else ring
    return _feature("Polygon", [_degrees(np.concatenate((ring, ring[:1])))], **properties)


def _streets(island: Island) -> list[Feature]:
    streets = island.streets
    nodes = np.column_stack((streets.node_x_dm, streets.node_y_dm))
    lines = _degrees(nodes[np.column_stack((streets.edge_from, streets.edge_to))])
    names, main = streets.edge_name.tolist(), streets.edge_main.tolist()
    return [
        _feature("LineString", line, layer="street", name=streets.names[n], main=m, bridge=b)
        for line, n, m, b in zip(lines, names, main, streets.edge_bridge.tolist(), strict=True)
    ]


def _addresses(island: Island) -> tuple[list[str], list[int], list[str]]:
    """Kind, house number and street of every place."""
    places, streets = island.places, island.streets
    kinds = [places.kinds[k] for k in places.kind.tolist()]
    on = [streets.names[n] for n in streets.edge_name[places.edge].tolist()]
    return kinds, places.house_number.tolist(), on


def _buildings(island: Island) -> list[Feature]:
    kinds, numbers, on = _addresses(island)
    corners = island.buildings.corners_dm
    rings = _degrees(np.concatenate((corners, corners[:, :1]), axis=1))
    return [
        _feature("Polygon", [ring], layer="building", place=p, kind=kinds[p], number=numbers[p], street=on[p])
        for ring, p in zip(rings, island.buildings.place.tolist(), strict=True)
    ]


def _places(island: Island) -> list[Feature]:
    kinds, numbers, on = _addresses(island)
    places = island.places
    spots = _degrees(np.column_stack((places.x_dm, places.y_dm)))
    return [
        _feature("Point", spot, layer="place", place=p, kind=kind, number=number, street=street)
        for p, (spot, kind, number, street) in enumerate(zip(spots, kinds, numbers, on, strict=True))
        if kind != "home"
    ]


def _sites(layer: str, sites: Sites) -> list[Feature]:
    spots = _degrees(np.column_stack((sites.x_dm, sites.y_dm)))
    return [
        _feature("Point", spot, layer=layer, site=k, name=name)
        for k, (spot, name) in enumerate(zip(spots, sites.names, strict=True))
    ]
