import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra

import naive.ways as naive
from nullisland._kernels.trips import idle_scratch, lay_trip, no_memory, recall_trip
from nullisland.errors import DataError
from nullisland.model import Scenario, Streets
from nullisland.movement import paths
from nullisland.world import build_island
from toy import toy_island, toy_streets

ISLAND = toy_island(side=6, homes=40)
BY_TABLE = paths.build_ways(ISLAND.streets)


def with_labels(streets, monkeypatch):
    """The ways of a town too large for a table."""
    monkeypatch.setattr(paths, "_TABLE_NODES", 1)
    return paths.build_ways(streets)


@pytest.fixture(scope="module")
def by_labels():
    with pytest.MonkeyPatch.context() as patch:
        return with_labels(ISLAND.streets, patch)


@pytest.fixture(scope="module")
def island():
    return build_island(Scenario(people=3_000, days=2))


def ring(*lengths):
    """Streets in a ring with these lengths, laid on a line: the map does not matter to the way."""
    n = len(lengths)
    return Streets(
        node_x_dm=np.arange(n, dtype=np.int32) * 10,
        node_y_dm=np.zeros(n, np.int32),
        edge_from=np.arange(n, dtype=np.int32),
        edge_to=((np.arange(n) + 1) % n).astype(np.int32),
        edge_length_dm=np.array(lengths, np.int32),
        edge_main=np.zeros(n, bool),
        edge_bridge=np.zeros(n, bool),
        edge_name=np.zeros(n, np.int32),
        names=("Ring",),
        main_nodes=np.zeros(1, np.int32),
    )


def test_a_ring_is_walked_the_shorter_way_round():
    """Four junctions, sides of 10, 20, 30 and 100: from 0 to 3 over 1 and 2 is 60, the other way 100."""
    ways = paths.build_ways(ring(10, 20, 30, 100))

    assert ways.far.tolist() == [[0, 10, 30, 60], [10, 0, 20, 50], [30, 20, 0, 30], [60, 50, 30, 0]]


places = st.integers(0, len(ISLAND.places) - 1)


@given(places, places)
def test_no_way_is_longer_than_the_textbook_says(by_labels, origin, destination):
    streets, town = ISLAND.streets, ISLAND.places
    expected = naive.street_length(streets, town, origin, destination)

    for ways in (BY_TABLE, by_labels):
        legs = paths.doors_of(ways, town)[[origin, destination], 6].sum()
        assert paths.lengths(ways, town, origin, destination) - legs == expected


@given(st.integers(0, 2**32 - 1), st.integers(2, 40), st.sampled_from([1, 5000]))
def test_any_network_is_walked_by_shortest_ways(seed, n, table_nodes):
    """A random tree with a few more streets of random lengths, by table and by labels."""
    rng = np.random.default_rng(seed)
    child = np.arange(1, n)
    a = np.concatenate((child, rng.integers(0, n, n // 2)))
    b = np.concatenate((rng.integers(0, child), rng.integers(0, n, n // 2)))
    length = rng.integers(1, 50, len(a)).astype(np.int32)
    z = np.zeros(len(a), bool)
    streets = Streets(
        node_x_dm=np.zeros(n, np.int32), node_y_dm=np.zeros(n, np.int32),
        edge_from=a.astype(np.int32), edge_to=b.astype(np.int32), edge_length_dm=length, edge_main=z,
        edge_bridge=z, edge_name=np.zeros(len(a), np.int32), names=("x",), main_nodes=np.zeros(1, np.int32),
    )  # fmt: skip
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(paths, "_TABLE_NODES", table_nodes)
        ways = paths.build_ways(streets)
    town = toy_island(side=3, homes=4).places
    edge = (town.edge % len(a)).astype(np.int32)
    town = type(town)(
        **{name: getattr(town, name) for name in town.__slots__ if name not in ("edge", "offset_dm")},
        edge=edge,
        offset_dm=(town.offset_dm % (length[edge] + 1)).astype(np.int32),
    )
    legs = paths.doors_of(ways, town)[:, 6]

    for origin, destination in rng.integers(0, len(town), (6, 2)).tolist():
        length_dm = paths.lengths(ways, town, origin, destination) - legs[origin] - legs[destination]
        assert length_dm == naive.street_length(streets, town, origin, destination)


def real_pairs(island, n=500):
    """Doors at all distances: any two, two on one street, two on adjacent streets."""
    rng = np.random.default_rng(5)
    town, streets = island.places, island.streets
    any_two = rng.integers(0, len(town), (n, 2))
    by_edge = np.argsort(town.edge, kind="stable")
    neighbours = np.column_stack((by_edge[:-1], by_edge[1:]))
    same = neighbours[town.edge[neighbours[:, 0]] == town.edge[neighbours[:, 1]]][:n]
    here = rng.integers(0, len(town), 4 * n)
    corner = streets.edge_to[town.edge[here]]
    beside = [np.flatnonzero(streets.edge_from[town.edge] == c) for c in corner[:n]]
    adjacent = [(a, b[0]) for a, b in zip(here, beside, strict=False) if len(b)]
    return np.concatenate((any_two, same, np.array(adjacent)))


def test_every_way_on_a_real_island_is_at_most_15_percent_longer_than_dijkstra(island):
    """SciPy as the oracle, both ends part of the way along a street; every pair, not the mean."""
    streets, town = island.streets, island.places
    pairs = real_pairs(island)
    ends = np.array([streets.edge_from, streets.edge_to])
    n = len(streets.node_x_dm)
    shortest = csr_matrix((streets.edge_length_dm.astype(float), tuple(ends)), shape=(n, n))
    between = dijkstra(shortest, directed=False)
    offset = np.array([town.offset_dm, streets.edge_length_dm[town.edge] - town.offset_dm])
    origin, destination = pairs.T
    options = [
        offset[i, origin]
        + between[ends[i, town.edge[origin]], ends[j, town.edge[destination]]]
        + offset[j, destination]
        for i in range(2)
        for j in range(2)
    ]
    one_street = town.edge[origin] == town.edge[destination]
    direct = np.abs(town.offset_dm[origin] - town.offset_dm[destination])
    expected = np.min([*options, np.where(one_street, direct, np.inf)], axis=0)
    for limit in (10**6, 1):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(paths, "_TABLE_NODES", limit)
            ways = paths.build_ways(streets)
        legs = paths.doors_of(ways, town)[:, 6]
        ours = paths.lengths(ways, town, origin, destination) - legs[origin] - legs[destination]
        assert len(pairs) > 1000
        assert (ours <= 1.15 * expected).all()
        assert (ours == expected).all()


@given(places, places)
def test_a_trip_begins_and_ends_at_the_doors(by_labels, origin, destination):
    town = ISLAND.places
    for ways in (BY_TABLE, by_labels):
        x, y = paths.positions(ways, town, origin, destination, [0, 65536])
        line = paths.route(ways, town, origin, destination)

        assert x.tolist() == town.x_dm[[origin, destination]].tolist()
        assert y.tolist() == town.y_dm[[origin, destination]].tolist()
        assert line[0].tolist() == [x[0], y[0]]
        assert line[-1].tolist() == [x[1], y[1]]


@given(places, places, st.integers(0, 65536))
def test_a_position_is_where_the_naive_walk_is(by_labels, origin, destination, share):
    town = ISLAND.places
    for ways in (BY_TABLE, by_labels):
        line = line_of(ways, town, origin, destination)

        x, y = paths.positions(ways, town, origin, destination, share)

        assert (x, y) == naive.point_at(line, line[-1][2] * share >> 16)


def line_of(ways, town, origin, destination):
    """The laid trip as [(x, y, along, edge), ...]."""
    scratch, line = idle_scratch(ways)
    n = lay_trip(ways, paths.doors_of(ways, town), scratch, np.int32(origin), np.int32(destination), line)
    return [tuple(row) for row in line[:n].tolist()]


@given(places, places)
def test_one_walks_on_and_never_jumps(by_labels, origin, destination):
    """Equal shares of the way are equal steps along it, so no step on the map is longer."""
    town = ISLAND.places
    for ways in (BY_TABLE, by_labels):
        along = [row[2] for row in line_of(ways, town, origin, destination)]
        x, y = paths.positions(ways, town, origin, destination, np.arange(0, 65537, 256))
        steps = np.hypot(np.diff(x), np.diff(y))

        assert along == sorted(along)
        assert (steps <= along[-1] / 256 + 3).all()


@given(places, places, st.integers(0, 65536))
def test_between_the_doors_one_is_on_a_street(origin, destination, share):
    """The toy's streets are the lines x or y = a multiple of 1,000."""
    town = ISLAND.places
    line = line_of(BY_TABLE, town, origin, destination)
    at = line[-1][2] * share >> 16
    x, y = paths.positions(BY_TABLE, town, origin, destination, share)

    if line[1][2] <= at <= line[-2][2]:
        assert min(abs((int(v) + 500) % 1000 - 500) for v in (x, y)) <= 1


def test_positions_broadcast():
    x, y = paths.positions(BY_TABLE, ISLAND.places, [[1], [2]], [3, 4, 5], 0)

    assert x.shape == y.shape == (2, 3)
    assert x[:, 0].tolist() == ISLAND.places.x_dm[[1, 2]].tolist()


def test_the_memory_of_trips_changes_nothing():
    town = ISLAND.places
    doors = paths.doors_of(BY_TABLE, town)
    rng = np.random.default_rng(1)
    memory = no_memory(BY_TABLE)
    for origin, destination in rng.integers(0, 12, (400, 2)).astype(np.int32):
        slot = recall_trip(BY_TABLE, doors, memory, origin, destination)
        line = memory.lines[slot, : memory.tags[slot, 2]]
        assert [tuple(row) for row in line.tolist()] == line_of(BY_TABLE, town, origin, destination)


def test_tables_are_frozen_and_made_twice_alike(by_labels):
    for ways in (BY_TABLE, by_labels):
        assert not any(array.flags.writeable for array in ways)
    again = paths.build_ways(ISLAND.streets)
    assert all((a == b).all() for a, b in zip(BY_TABLE, again, strict=True))


def test_a_torn_network_is_refused(monkeypatch):
    two = ring(10, 20, 30, 40)
    torn = type(two)(
        **{name: getattr(two, name) for name in two.__slots__ if name != "edge_to"},
        edge_to=np.array([1, 0, 3, 2], np.int32),
    )
    with pytest.raises(DataError, match="one connected network"):
        paths.build_ways(torn)
    with pytest.raises(DataError, match="one connected network"):
        with_labels(torn, monkeypatch)


@pytest.mark.parametrize(("origin", "share"), [(-1, 0), (10**6, 0), (0, -1), (0, 65537)])
def test_nonsense_is_refused(origin, share):
    with pytest.raises(ValueError, match="must be"):
        paths.positions(BY_TABLE, ISLAND.places, origin, 0, share)


def test_a_straight_street_is_walked_straight():
    """On one street the way is the difference of the offsets, and half of it is half way."""
    town = ISLAND.places
    pairs = np.argwhere(np.equal.outer(town.edge, town.edge))
    origin, destination = pairs[pairs[:, 0] != pairs[:, 1]][0]
    a, b = (paths.doors_of(BY_TABLE, town)[i, 4:6] for i in (origin, destination))
    leg = 120 if (town.x_dm[origin] - a[0] or town.y_dm[origin] - a[1]) else 0

    assert paths.lengths(BY_TABLE, town, origin, destination) == np.abs(a - b).sum() + 2 * leg
    assert toy_streets(6).edge_length_dm.max() == 1000
