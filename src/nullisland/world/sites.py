"""Where sensors and buses stand: stops, cell towers, street cameras."""

import numpy as np
from numpy.typing import NDArray

from nullisland.model import Places, Sites
from nullisland.rng import stage_key
from nullisland.world._draws import draws
from nullisland.world.naming import Runs, edges_at
from nullisland.world.streets import Network

__all__ = ["bus_stops", "cameras", "towers"]

Longs = NDArray[np.int64]

_STOP_EVERY = 3500


def _sites(x: Longs, y: Longs, edge: Longs, offset: Longs, names: list[str]) -> Sites:
    x, y, edge, offset = (np.asarray(v).astype(np.int32) for v in (x, y, edge, offset))
    return Sites(x_dm=x, y_dm=y, edge=edge, offset_dm=offset, names=tuple(names))


def _numbered(names: list[str]) -> list[str]:
    """The same names, the second and later of a kind with a number."""
    seen: dict[str, int] = {}
    out = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        out.append(name if seen[name] == 1 else f"{name} {seen[name]}")
    return out


def bus_stops(network: Network, runs: Runs, names: tuple[str, ...]) -> Sites:
    """A stop about every 350 m along each main street, named after the street."""
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
    return _sites(x, y, edge, offset, _numbered([names[s] for s in runs.street[edge].tolist()]))


def _on_edge(network: Network, edge: Longs, offset: Longs) -> tuple[Longs, Longs]:
    a, b, length = network.a[edge], network.b[edge], network.length[edge]
    x = network.x[a] + (network.x[b] - network.x[a]) * offset // length
    y = network.y[a] + (network.y[b] - network.y[a]) * offset // length
    return x, y


def towers(seed: int, count: int, places: Places) -> Sites:
    """Cell towers where people are: one for every so many dwellings and jobs, spread evenly over them."""
    key = stage_key(seed, "world", "towers")
    load = np.cumsum(places.dwellings.astype(np.int64) * 2 + places.jobs)
    targets = (np.arange(count) * 2 + 1) * int(load[-1]) // (2 * count)
    at = np.searchsorted(load, targets, side="right")
    x = places.x_dm[at] + draws(key, count, -250, 251, 0)
    y = places.y_dm[at] + draws(key, count, -250, 251, 1)
    return _sites(x, y, np.full(count, -1), np.zeros(count), [f"Mast {i + 1}" for i in range(count)])


def cameras(count: int, places: Places, network: Network, runs: Runs, names: tuple[str, ...]) -> Sites:
    """Street cameras: at the doors of public places first, then at main junctions."""
    doors: list[int] = []
    for kinds in (
        ("clinic",),
        ("union_hall",),
        ("quiet_house",),
        ("town_hall", "library", "supermarket", "school"),
    ):
        doors.extend(places.of_kind(*kinds).tolist())
    doors = doors[: max(3, count * 2 // 3)]
    first, halves = edges_at(network)
    nodes = np.flatnonzero(network.main_node)
    nodes = nodes[np.argsort(network.x[nodes] ** 2 + network.y[nodes] ** 2, kind="stable")][
        : max(1, count - len(doors))
    ]
    half = halves[first[nodes]]
    at = np.array(doors, np.int64)
    edge = np.concatenate((places.edge[at].astype(np.int64), half >> 1))
    offset = np.concatenate(
        (places.offset_dm[at].astype(np.int64), np.where(half & 1, network.length[half >> 1], 0))
    )
    x, y = _on_edge(network, edge, offset)
    kind_names = [places.kinds[k].replace("_", " ").capitalize() for k in places.kind[at].tolist()]
    labels = kind_names + [names[s] for s in runs.street[half >> 1].tolist()]
    return _sites(x, y, edge, offset, _numbered(labels))
