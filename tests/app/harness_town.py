"""A town for the components' tests: the toy island, or any island, with invented walks between invented visits."""

import math
from functools import cache

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra
from toy import toy_island

from nullisland.lesson.town_file import Route
from nullisland.model import DAY_MIN, Island, Visits


@cache
def the_island() -> Island:
    import pickle, os
    if os.path.exists("/tmp/island.pkl"):
        return pickle.load(open("/tmp/island.pkl", "rb"))
    return toy_island(side=24, homes=900, per_kind=4)


def walker(island: Island) -> Route:
    """Shortest ways by Dijkstra, kept a junction at a time."""
    streets, places = island.streets, island.places
    n = len(streets.node_x_dm)
    length = streets.edge_length_dm
    graph = csr_matrix((length, (streets.edge_from, streets.edge_to)), shape=(n, n))

    @cache
    def tree(node: int) -> np.ndarray:
        return dijkstra(graph, directed=False, indices=node, return_predecessors=True)[1]

    def door(place: int) -> np.ndarray:
        edge = places.edge[place]
        a, b = streets.edge_from[edge], streets.edge_to[edge]
        share = places.offset_dm[place] / max(1, int(length[edge]))
        ends = np.array([[streets.node_x_dm[k], streets.node_y_dm[k]] for k in (a, b)], float)
        return (ends[0] + share * (ends[1] - ends[0])).astype(np.int64)

    def route(origin: int, destination: int) -> np.ndarray:
        start, node = streets.edge_from[places.edge[destination]], streets.edge_from[places.edge[origin]]
        way = [node]
        while way[-1] != start and tree(int(start))[way[-1]] >= 0:
            way.append(int(tree(int(start))[way[-1]]))
        nodes = np.array([[streets.node_x_dm[k], streets.node_y_dm[k]] for k in way], np.int64)
        return np.concatenate((door(origin)[None], nodes, door(destination)[None])).astype(np.int32)

    return route


def walks(island: Island, people: int, days: int = 2, seed: int = 3) -> Visits:
    """Home, work, an errand, home; invented, so that dots have somewhere to go."""
    rng = np.random.default_rng(seed)
    places = island.places
    homes = np.flatnonzero(places.kind == places.kinds.index("home"))
    others = np.flatnonzero(places.kind != places.kinds.index("home"))
    first, place, arrive, leave = [0], [], [], []
    for _ in range(people):
        home, work, errand = rng.choice(homes), rng.choice(others), rng.choice(others)
        stops = [(home, 0)]
        for day in range(days):
            out = day * DAY_MIN + int(rng.integers(400, 620))
            back = day * DAY_MIN + int(rng.integers(900, 1100))
            stops += [(work, out), (errand, back), (home, back + 60)]
        for k, (here, since) in enumerate(stops):
            until = stops[k + 1][1] if k + 1 < len(stops) else days * DAY_MIN
            gap = 0 if k == 0 else 1 + math.isqrt(int(rng.integers(100, 400)))
            place.append(here)
            arrive.append(since + gap)
            leave.append(until)
        first.append(len(place))
    columns = (np.array(column, np.int32) for column in (place, arrive, leave))
    place, arrive, leave = columns
    return Visits(
        start_person=0, first=np.array(first, np.int64), place=place, arrive_min=arrive, leave_min=leave
    )


def plain_names(island: Island) -> list[str]:
    kinds = [kind.replace("_", " ").capitalize() for kind in island.places.kinds]
    return [kinds[k] for k in island.places.kind]
