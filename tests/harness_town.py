"""A town and a crowd for the components' tests: invented walks, and sightings drawn by lot."""

import math
from functools import cache

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra

from nullisland import Scenario
from nullisland.lesson.crowd_file import crowd_file
from nullisland.lesson.town_file import Route, day_binary, town_json
from nullisland.model import DAY_MIN, Island, Visits
from nullisland.world import build_island


@cache
def small_island() -> Island:
    """A real island for a few people: quick to build, with coast, river and names."""
    return build_island(Scenario(people=1_200, days=2))


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
        home, (work, errand) = rng.choice(homes), rng.choice(others, 2, replace=False)
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


@cache
def town_bytes() -> bytes:
    island = small_island()
    return town_json(island, plain_names(island))


@cache
def day_bytes(people: int = 1_000, day: int = 0) -> bytes:
    island = small_island()
    return day_binary(island, walks(island, people), np.arange(people), day, walker(island))


SHARES = (0.03, 0.02, 0.012, 0.05, 0.006, 0.004)


def lot_crowd(people: int = 20_000) -> dict:
    """Who fits six sightings, by lot; the first resident fits all of them."""
    rng = np.random.default_rng(4)
    masks = np.zeros(people, np.uint8)
    for bit, share in enumerate(SHARES):
        masks |= (rng.random(people) < share).astype(np.uint8) << np.uint8(bit)
    masks[0] = 63
    grid = small_island().grid(250)
    cells = rng.integers(0, grid.columns * grid.rows, people)
    return crowd_file(masks, rng.permutation(people) + 10_000, cells, grid, 7)


CARDS = (
    ("The baker saw Ida", "Tuesday at 8 o'clock, at the bakery in Mill Lane"),
    ("A neighbour saw Ida", "Wednesday at 21 o'clock, at home"),
    ("The librarian saw Ida", "Saturday at 11 o'clock, at the library"),
    ("A colleague saw Ida", "Monday at 9 o'clock, at work in Harbour Road"),
    ("The waiter saw Ida", "Friday at 20 o'clock, at the Blue Door"),
    ("A friend saw Ida", "Sunday at 15 o'clock, at the beach"),
)
