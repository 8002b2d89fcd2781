"""Streets between junctions: connected, planar, dry, and no sharper or denser than a town would lay them."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components, dijkstra

from nullisland._kernels.street_graph import choose_edges
from nullisland.rng import stage_key
from nullisland.world._draws import draws
from nullisland.world._grid import edge_clearance, pairs_of
from nullisland.world._plane import length_of
from nullisland.world.junctions import Junctions
from nullisland.world.plan import Plan
from nullisland.world.terrain import Terrain

__all__ = ["Network", "build_network"]

Longs = NDArray[np.int64]


class Network(NamedTuple):
    """Nodes and edges before they have names."""

    x: Longs
    y: Longs
    main_node: NDArray[np.bool_]
    a: Longs
    b: Longs
    length: Longs
    main: NDArray[np.bool_]
    bridge: NDArray[np.bool_]


def build_network(seed: int, terrain: Terrain, plan: Plan, junctions: Junctions) -> Network:
    """Choose the streets and keep the part of the island they connect."""
    key = stage_key(seed, "world", "streets")
    x, y = junctions.x, junctions.y
    pairs = pairs_of(x, y, 1500, 3)
    shore, bank = edge_clearance(terrain, x, y, pairs)
    across = terrain.widest_crossing(x, y, pairs)
    code = pairs[:, 0] * len(x) + pairs[:, 1]
    must = np.isin(code, junctions.road[:, 0] * len(x) + junctions.road[:, 1])
    dry = (shore > min(120, terrain.frame.radius // 50)) & ((across > 0) | (bank > 20))
    pairs, across, must = pairs[dry], across[dry], must[dry]
    wet = across > 0
    a, b = pairs[:, 0], pairs[:, 1]
    square = (x[a] - x[b]) ** 2 + (y[a] - y[b]) ** 2
    order = np.lexsort((b, a, square, np.where(must, 0, np.where(wet, 2, 1))))
    pairs, wet, must = pairs[order], wet[order], must[order]
    skip = wet | (draws(key, len(pairs), 0, 100, 0) < 14)
    taken = np.empty(len(pairs), np.uint8)
    choose_edges(x, y, pairs, must.astype(np.uint8), skip.astype(np.uint8), 50, 5, taken)
    chosen = taken.astype(bool)
    main = _mended(x, y, pairs[chosen], must[chosen], junctions.road)
    return _largest_part(junctions, pairs[chosen], main, wet[chosen])


def _mended(x: Longs, y: Longs, pairs: Longs, main: NDArray[np.bool_], road: Longs) -> NDArray[np.bool_]:
    """Main streets with their gaps closed: where a step was not laid, the shortest way round is main."""
    n = len(x)
    laid = pairs[main]
    gaps = road[~np.isin(road[:, 0] * n + road[:, 1], laid[:, 0] * n + laid[:, 1])]
    a, b = pairs[:, 0], pairs[:, 1]
    length = length_of(x[a] - x[b], y[a] - y[b]).astype(np.float64)
    graph = coo_array((length, (a, b)), shape=(n, n)).tocsr()
    found = []
    for start in range(0, len(gaps), 64):
        some = gaps[start : start + 64]
        far, before = dijkstra(
            graph, directed=False, indices=some[:, 0], limit=8000, return_predecessors=True
        )
        for k, node in enumerate(some[:, 1].tolist()):
            while far[k, node] < np.inf and before[k, node] >= 0:
                previous = int(before[k, node])
                found.append(min(node, previous) * n + max(node, previous))
                node = previous
    return main | np.isin(a * n + b, np.array(found, np.int64))


def _largest_part(
    junctions: Junctions, pairs: Longs, main: NDArray[np.bool_], bridge: NDArray[np.bool_]
) -> Network:
    n = len(junctions.x)
    graph = coo_array((np.ones(len(pairs), np.int8), (pairs[:, 0], pairs[:, 1])), shape=(n, n))
    _, part = connected_components(graph, directed=False)
    stays = part == np.bincount(part).argmax()
    place = np.cumsum(stays) - 1
    edges = np.flatnonzero(stays[pairs[:, 0]])
    edges = edges[np.lexsort((pairs[edges, 1], pairs[edges, 0]))]
    x, y = junctions.x[stays], junctions.y[stays]
    a, b = place[pairs[edges, 0]], place[pairs[edges, 1]]
    length = length_of(x[a] - x[b], y[a] - y[b])
    return Network(x, y, junctions.main[stays], a, b, np.maximum(length, 1), main[edges], bridge[edges])
