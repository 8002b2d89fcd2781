"""Where sensors and buses stand: stops, cell towers, street cameras."""

import numpy as np
from numpy.typing import NDArray

from nullisland.model import Places, Sites
from nullisland.rng import stage_key
from nullisland.tables import read_table
from nullisland.world._draws import draws
from nullisland.world._plane import morton
from nullisland.world.naming import Runs, edges_at
from nullisland.world.streets import Network

__all__ = ["bus_stops", "cameras", "towers", "watched_doors"]

Longs = NDArray[np.int64]

_STOP_EVERY = 3500
_DOORS = (
    ("clinic",),
    ("union_hall",),
    ("quiet_house",),
    ("town_hall", "library", "advice_centre", "job_agency", "food_bank", "night_school", "cinema"),
    ("supermarket", "school", "post_office"),
)
"""Kinds with a camera at the door, the first group first."""


def _sites(x: Longs, y: Longs, edge: Longs, offset: Longs, names: list[str]) -> Sites:
    columns = (np.asarray(column, np.int32) for column in (x, y, edge, offset))
    x_dm, y_dm, on, along = columns
    return Sites(x_dm=x_dm, y_dm=y_dm, edge=on, offset_dm=along, names=tuple(names))


def _told_apart(names: list[str], more: list[str]) -> list[str]:
    """Different names: the second of a kind is called "name / more", the third of those gets a number."""
    seen: dict[str, int] = {}
    out = []
    for name, extra in zip(names, more, strict=True):
        if name in seen and extra:
            name = f"{name} / {extra}"
        seen[name] = seen.get(name, 0) + 1
        out.append(name if seen[name] == 1 else f"{name} {seen[name]}")
    return out


def _on_edge(network: Network, edge: Longs, offset: Longs) -> tuple[Longs, Longs]:
    a, b, length = network.a[edge], network.b[edge], network.length[edge]
    x = network.x[a] + (network.x[b] - network.x[a]) * offset // length
    y = network.y[a] + (network.y[b] - network.y[a]) * offset // length
    return x, y


def _crossing(network: Network, runs: Runs, node: Longs, street: Longs) -> Longs:
    """Another street at each node, -1 if there is none."""
    first, halves = edges_at(network)
    other = np.full(len(node), -1, np.int64)
    for k in range(5):
        at = first[node] + k
        found = runs.street[halves[np.minimum(at, len(halves) - 1)] >> 1]
        other = np.where((other < 0) & (at < first[node + 1]) & (found != street), found, other)
    return other


def _spoken(names: tuple[str, ...], streets: Longs) -> list[str]:
    return [names[s] if s >= 0 else "" for s in streets.tolist()]


def bus_stops(network: Network, runs: Runs, names: tuple[str, ...]) -> Sites:
    """A stop about every 350 m along each main street, named after the street and perhaps a crossing."""
    edges = np.flatnonzero(network.main)
    begin = runs.start[edges]
    end = begin + network.length[edges]
    first = (begin + _STOP_EVERY // 2) // _STOP_EVERY
    count = (end + _STOP_EVERY // 2) // _STOP_EVERY - first
    edge = np.repeat(edges, count)
    k = np.arange(len(edge)) - np.repeat(np.cumsum(count) - count, count) + np.repeat(first, count)
    into = k * _STOP_EVERY + _STOP_EVERY // 2 - np.repeat(begin, count)
    offset = np.where(runs.forward[edge], into, network.length[edge] - into)
    x, y = _on_edge(network, edge, offset)
    street = runs.street[edge]
    node = np.where(2 * offset < network.length[edge], network.a[edge], network.b[edge])
    cross = _spoken(names, _crossing(network, runs, node, street))
    return _sites(x, y, edge, offset, _told_apart(_spoken(names, street), cross))


def towers(seed: int, count: int, places: Places) -> Sites:
    """Cell towers where people are: dwellings and jobs shared out evenly among neighbouring places."""
    key = stage_key(seed, "world", "towers")
    order = np.argsort(morton(places.x_dm.astype(np.int64), places.y_dm.astype(np.int64)), kind="stable")
    load = np.cumsum((places.dwellings.astype(np.int64) * 2 + places.jobs)[order])
    targets = (np.arange(count) * 2 + 1) * int(load[-1]) // (2 * count)
    at = order[np.searchsorted(load, targets, side="right")]
    x = places.x_dm[at] + draws(key, count, -80, 81, 0)
    y = places.y_dm[at] + draws(key, count, -80, 81, 1)
    none = np.full(count, -1, np.int64)
    return _sites(x, y, none, np.zeros(count, np.int64), [f"Mast {i + 1}" for i in range(count)])


def watched_doors(places: Places) -> Longs:
    """Places that may have a camera at the door, in the order in which cameras are given to them."""
    return np.concatenate([places.of_kind(*kinds) for kinds in _DOORS])


def cameras(count: int, places: Places, network: Network, runs: Runs, names: tuple[str, ...]) -> Sites:
    """Cameras: two in three at the doors of public places, the others at the most central main junctions."""
    doors = watched_doors(places)[: max(3, count * 2 // 3)]
    first, halves = edges_at(network)
    nodes = np.flatnonzero(network.main_node)
    nodes = nodes[np.argsort(network.x[nodes] ** 2 + network.y[nodes] ** 2, kind="stable")]
    nodes = nodes[: max(1, count - len(doors))]
    half = halves[first[nodes]]
    edge = np.concatenate((places.edge[doors].astype(np.int64), half >> 1))
    at_node = np.where(half & 1, network.length[half >> 1], 0)
    offset = np.concatenate((places.offset_dm[doors].astype(np.int64), at_node))
    x, y = _on_edge(network, edge, offset)
    labels = {row["kind"]: row["label"] for row in read_table("town/place_labels.csv")}
    street = runs.street[edge]
    plain = [labels[places.kinds[k]] for k in places.kind[doors].tolist()]
    plain += _spoken(names, street[len(doors) :])
    cross = _crossing(network, runs, nodes, street[len(doors) :])
    more = _spoken(names, np.concatenate((street[: len(doors)], cross)))
    return _sites(x, y, edge, offset, _told_apart(plain, more))
