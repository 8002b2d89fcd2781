"""Nouns of the world: lengths in integer decimetres, x east, y north, on a plane whose origin is 0 N 0 E."""

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from nullisland.model._checks import freeze, require_int, same_length
from nullisland.model.geojson import island_geojson

__all__ = ["Buildings", "Grid", "Island", "Places", "Shape", "Sites", "Streets"]

Ints = NDArray[np.int32]


class Shape(NamedTuple):
    """A named closed ring or open line of (n, 2) int32 decimetres: coast, river, harbour, park, beach."""

    kind: str
    name: str
    xy_dm: NDArray[np.int32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Streets:
    """A connected planar street network: straight edges between nodes.

    `edge_main` marks main streets. `main_nodes` are the main junctions, ascending, the stations of long ways.
    """

    node_x_dm: Ints
    node_y_dm: Ints
    edge_from: Ints
    edge_to: Ints
    edge_length_dm: Ints
    edge_main: NDArray[np.bool_]
    edge_bridge: NDArray[np.bool_]
    edge_name: Ints
    names: tuple[str, ...]
    main_nodes: Ints

    def __post_init__(self) -> None:
        """Check lengths, freeze the arrays."""
        same_length("nodes", self.node_x_dm, self.node_y_dm)
        same_length(
            "edges", self.edge_from, self.edge_to, self.edge_length_dm, self.edge_main, self.edge_name
        )
        freeze(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Buildings:
    """Footprints: four corners each, counter-clockwise, (n, 4, 2) decimetres, and the place each one holds."""

    corners_dm: NDArray[np.int32]
    place: Ints

    def __post_init__(self) -> None:
        """Check lengths, freeze the arrays."""
        same_length("buildings", self.corners_dm, self.place)
        freeze(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Everything a person can be at; its id is its position in these arrays.

    `kind` indexes `kinds`. A place is entered from the street: at `offset_dm` along `edge`, counted from the
    edge's `edge_from` end. `dwellings` households fit into it (homes), `jobs` people work there at most.
    `weight` is how much it attracts visitors of its kind. `name_id` picks its name (-1: the kind's own name).
    """

    kinds: tuple[str, ...]
    kind: NDArray[np.uint8]
    x_dm: Ints
    y_dm: Ints
    edge: Ints
    offset_dm: Ints
    district: NDArray[np.int16]
    house_number: NDArray[np.int16]
    weight: Ints
    dwellings: Ints
    jobs: Ints
    name_id: Ints

    def __post_init__(self) -> None:
        """Check lengths, freeze the arrays."""
        same_length("places", self.kind, self.x_dm, self.y_dm, self.edge, self.offset_dm, self.district)
        freeze(self)

    def __len__(self) -> int:
        """Number of places."""
        return len(self.kind)

    def of_kind(self, *kinds: str) -> NDArray[np.int64]:
        """Ids of all places of these kinds, ascending. Raises ValueError for a kind that does not exist."""
        wanted = np.zeros(256, bool)
        wanted[[self.kinds.index(kind) for kind in kinds]] = True
        return np.flatnonzero(wanted[self.kind])


@dataclass(frozen=True, slots=True, kw_only=True)
class Sites:
    """Points where something stands: towers, cameras or bus stops. `edge` is -1 off the streets."""

    x_dm: Ints
    y_dm: Ints
    edge: Ints
    offset_dm: Ints
    names: tuple[str, ...]

    def __post_init__(self) -> None:
        """Check lengths, freeze the arrays."""
        same_length("sites", self.x_dm, self.y_dm, self.edge, self.offset_dm)
        freeze(self)

    def __len__(self) -> int:
        """Number of sites."""
        return len(self.x_dm)


class Grid(NamedTuple):
    """Squares over an island: `cell = row * columns + column`, counted from the south-west corner."""

    west_dm: int
    south_dm: int
    cell_m: int
    columns: int
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Island:
    """An invented island. `bounds_dm` is (west, south, east, north); the land lies inside it.

    `coast` is one closed ring, counter-clockwise, first point not repeated. `shapes` are drawn in order.
    """

    code: str
    seed: int
    bounds_dm: tuple[int, int, int, int]
    coast: NDArray[np.int32]
    shapes: tuple[Shape, ...]
    districts: tuple[str, ...]
    district_x_dm: Ints
    district_y_dm: Ints
    streets: Streets
    buildings: Buildings
    places: Places
    stops: Sites
    towers: Sites
    cameras: Sites

    def __post_init__(self) -> None:
        """Freeze the arrays."""
        freeze(self)

    def grid(self, cell_m: int) -> Grid:
        """Squares of `cell_m` metres, in [10, 10000], that cover the island. Raises ConfigError otherwise."""
        side = require_int("cell_m", cell_m, 10, 10_000) * 10
        west, south, east, north = self.bounds_dm
        return Grid(west, south, int(cell_m), -((west - east) // side), -((south - north) // side))

    def to_geojson(self) -> dict[str, Any]:
        """The map as a GeoJSON FeatureCollection in degrees near 0 N 0 E; see `model.geojson`."""
        return island_geojson(self)
