"""Ways along the streets, made only where somebody looks: a fix in motion, a camera, a dot on the map.

Every trip goes from the door to the street, along the streets by a shortest way, and from the street to the
door. The ways are exact, not merely near: that costs no more than the tables of an approximation (decision
0040).
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nullisland._kernels.trips import Ways, fill_doors, idle_scratch, lay_trip, trip_positions
from nullisland._kernels.ways import count_through, label_nodes, pack_labels, table_rows
from nullisland.errors import DataError
from nullisland.model import Places, Streets
from nullisland.threads import over_blocks

__all__ = ["Ways", "build_ways", "doors_of", "lengths", "positions", "route"]

Ints = NDArray[np.int32]

_TABLE_NODES = 3000
"""A table of next hops is several times faster than labels, and takes n * n * 5 bytes: 45 MB at most."""

_TORN = "streets must be one connected network, found junctions without a way between them"

_ROOTS = 64
"""Roots of the sample that finds the busiest junctions."""


def build_ways(streets: Streets) -> Ways:
    """Shortest ways between all junctions, as frozen tables: next hops up to 3,000 of them, else hub labels.

    Raises DataError if some junction cannot be reached from another.
    Source: see `_kernels.ways`. Cost: about 0.06 s and 10 MB for 1,350 junctions, 0.7 s and 25 MB for 13,000.
    """
    first, arms = _arms(streets)
    n = len(streets.node_x_dm)
    small = n <= _TABLE_NODES
    far, towards = _table(first, arms) if small else (np.empty((0, 0), np.int32), np.empty((0, 0), np.uint8))
    labels = (np.zeros(1, np.int32), np.empty((0, 4), np.int32)) if small else _labels(first, arms)
    nodes = np.column_stack((streets.node_x_dm, streets.node_y_dm))
    edges = np.column_stack((streets.edge_from, streets.edge_to, streets.edge_length_dm))
    ways = Ways(nodes, edges, first, arms, far, towards, *labels)
    for array in ways:
        array.flags.writeable = False
    return ways


def doors_of(ways: Ways, places: Places) -> Ints:
    """Door and street of every place, for the kernels: (n, 7) int32. Cost: about 10 ns a place."""
    doors = np.zeros((len(places), 7), np.int32)
    for k, column in enumerate((places.x_dm, places.y_dm, places.edge, places.offset_dm)):
        doors[:, k] = column
    fill_doors(ways, doors)
    return doors


def positions(
    ways: Ways, places: Places, origin: ArrayLike, destination: ArrayLike, fraction_65536: ArrayLike
) -> tuple[Ints, Ints]:
    """Where trips between places are after a share of their length.

    Parameters
    ----------
    ways : of the streets the places lie on
    origin, destination : place ids, broadcast together
    fraction_65536 : share of the length, 0 at the origin's door and 65536 at the destination's

    Returns
    -------
    x_dm, y_dm : int32, of the broadcast shape. Cost: about 0.5 microseconds each for 1,350 junctions.
    """
    out, shape = _trips(ways, places, origin, destination, fraction_65536)
    x_dm, y_dm = (np.reshape(column, shape) for column in out[:2])
    return x_dm, y_dm


def lengths(ways: Ways, places: Places, origin: ArrayLike, destination: ArrayLike) -> Ints:
    """Length of each trip between places, door to door along the streets: int32 decimetres."""
    out, shape = _trips(ways, places, origin, destination, 0)
    length_dm: Ints = out[2].reshape(shape)
    return length_dm


def route(ways: Ways, places: Places, origin: int, destination: int) -> Ints:
    """The way from one door to another: (n, 2) int32 decimetres, no point twice in a row."""
    scratch, line = idle_scratch(ways)
    n = lay_trip(ways, doors_of(ways, places), scratch, np.int32(origin), np.int32(destination), line)
    points = line[:n, :2].copy()
    stays = np.concatenate(([False], (points[1:] == points[:-1]).all(1)))
    kept: Ints = points[~stays]
    return kept


def _trips(
    ways: Ways, places: Places, origin: ArrayLike, destination: ArrayLike, fraction: ArrayLike
) -> tuple[Ints, tuple[int, ...]]:
    columns = np.broadcast_arrays(*(np.asarray(a, np.int64) for a in (origin, destination, fraction)))
    start, end, share = (np.array(c).ravel() for c in columns)
    for name, ids in (("origin", start), ("destination", end)):
        if len(ids) and not (ids.min() >= 0 and ids.max() < len(places)):
            raise ValueError(f"{name} must be place ids below {len(places)}, got {ids.min()} to {ids.max()}")
    if len(share) and not (share.min() >= 0 and share.max() <= 65536):
        raise ValueError(f"fraction_65536 must be in [0, 65536], got {share.min()} to {share.max()}")
    doors = doors_of(ways, places)
    start, end = start.astype(np.int32), end.astype(np.int32)  # as in Visits: one compilation for both
    out = np.empty((3, len(start)), np.int32)

    def work(a: int, b: int) -> None:
        trip_positions(ways, doors, start[a:b], end[a:b], share[a:b], out[:, a:b])

    over_blocks(work, len(start))
    return out, columns[0].shape


def _arms(streets: Streets) -> tuple[Ints, Ints]:
    """Both directions of every edge, sorted by the node they leave: first, arms."""
    n_edges = len(streets.edge_from)
    ends = np.concatenate((streets.edge_from, streets.edge_to))
    others = np.concatenate((streets.edge_to, streets.edge_from))
    order = np.argsort(ends, kind="stable")
    place_of = np.empty_like(order)
    place_of[order] = np.arange(len(order))
    first = np.searchsorted(ends[order], np.arange(len(streets.node_x_dm) + 1)).astype(np.int32)
    edge = order % n_edges
    back = place_of[(order + n_edges) % (2 * n_edges)]
    return first, np.column_stack((others[order], edge, streets.edge_length_dm[edge], back)).astype(np.int32)


def _table(first: Ints, arms: Ints) -> tuple[Ints, NDArray[np.uint8]]:
    """Distance and next arm from every junction (column) to every junction (row)."""
    n = len(first) - 1
    far, towards = np.empty((n, n), np.int32), np.empty((n, n), np.uint8)

    def work(a: int, b: int) -> None:
        if table_rows(first, arms, a, far[a:b], towards[a:b]) != n:
            raise DataError(_TORN)

    over_blocks(work, n)
    return far, towards


def _labels(first: Ints, arms: Ints) -> tuple[Ints, Ints]:
    """Hub labels, the busiest junctions first."""
    count, rows = _label_rows(first, arms)
    if np.count_nonzero(rows[0, :, 0] == 0) != len(count):
        raise DataError(_TORN)
    label_first = np.concatenate(([0], np.cumsum(count))).astype(np.int32)
    labels = np.empty((label_first[-1], 4), np.int32)
    pack_labels(arms, count, rows, label_first, labels)
    return label_first, labels


def _busiest_first(first: Ints, arms: Ints) -> Ints:
    """Junctions by how many shortest ways from a spread sample of roots lead over them, ties by id."""
    n = len(first) - 1
    roots = np.unique(np.arange(_ROOTS) * n // _ROOTS).astype(np.int32)
    through = np.zeros(n, np.int64)
    count_through(first, arms, roots, through)
    return np.argsort(-through, kind="stable").astype(np.int32)


def _label_rows(first: Ints, arms: Ints) -> tuple[Ints, Ints]:
    """Labels in rows of one capacity, doubled whenever one of them is full."""
    order = _busiest_first(first, arms)
    count = np.zeros(len(order), np.int32)
    rows = np.full((4, len(order), 64), -1, np.int32)
    done = label_nodes(first, arms, order, 0, count, rows)
    while done < len(order):
        rows = np.concatenate((rows, np.full_like(rows, -1)), axis=2)
        done = label_nodes(first, arms, order, done, count, rows)
    return count, rows
