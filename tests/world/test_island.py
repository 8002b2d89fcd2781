"""Laws that every island keeps."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from naive import geometry, world
from nullisland.model import REFERENCE_PEOPLE, Scenario
from nullisland.names import pool
from nullisland.tables import read_table
from nullisland.world import build_island

TOWNS = [(300, 1), (300, 2), (2_000, 3), (20_000, 7)]
KINDS = read_table("town/place_kinds.csv")
PEOPLE_PER_HOUSEHOLD = 2.2


@pytest.fixture(params=TOWNS, ids=lambda town: f"NI-{town[1]}-{town[0]}")
def island(request, island_of):
    return island_of(*request.param)


def inhabitants(people):
    return Scenario(people=people).inhabitants


def land_km2(island):
    return geometry.area(island.coast) / 1e8


def wanted(row, people):
    """A share of the town, rounded half up, and at least the least."""
    return max(int(row["least"]), int(float(row["per_1000_people"]) * inhabitants(people) / 1000 + 0.5))


def shapes(island, *kinds):
    return [shape.xy_dm for shape in island.shapes if shape.kind in kinds]


def test_streets_are_connected(island):
    streets, n = island.streets, len(island.streets.node_x_dm)
    graph = coo_array((np.ones(len(streets.edge_from)), (streets.edge_from, streets.edge_to)), shape=(n, n))
    assert connected_components(graph, directed=False)[0] == 1


def test_streets_meet_only_at_junctions(island):
    assert geometry.crossing_pairs(geometry.edge_segments(island.streets)) == []


def test_no_street_runs_into_the_sea(island):
    streets = island.streets
    assert geometry.inside(streets.node_x_dm, streets.node_y_dm, island.coast).all()
    assert not geometry.segments_meet(
        geometry.edge_segments(streets), geometry.ring_segments(island.coast)
    ).any()


def test_bridges_and_nothing_else_cross_the_river(island):
    rivers = shapes(island, "river")
    over = [
        geometry.segments_meet(geometry.edge_segments(island.streets), geometry.ring_segments(ring))
        for ring in rivers
    ]
    assert np.any(over, axis=0).tolist() == island.streets.edge_bridge.tolist()
    assert island.streets.edge_bridge.any()


def test_the_river_rises_inland_and_runs_into_the_sea(island):
    for ring in shapes(island, "river"):
        inside = geometry.inside(*ring.T, island.coast)
        mouth, source = inside[[0, 1, -2, -1]], inside[len(ring) // 2 - 2 : len(ring) // 2 + 2]
        assert not mouth.any()
        assert source.all()
        # once on land it stays on land: along each bank, sea first and then land
        half = len(ring) // 2
        assert (np.diff(inside[:half].astype(int)) >= 0).all()


def test_edge_lengths_are_the_distance_of_their_ends(island):
    x0, y0, x1, y1 = geometry.edge_segments(island.streets).T
    assert abs(np.hypot(x1 - x0, y1 - y0) - island.streets.edge_length_dm).max() <= 1


def test_all_places_and_buildings_stand_on_dry_land(island):
    places, corners = island.places, island.buildings.corners_dm.reshape(-1, 2)
    for x, y in ((places.x_dm, places.y_dm), corners.T):
        assert geometry.inside(x, y, island.coast).all()
        for ring in shapes(island, "river"):
            assert not geometry.inside(x, y, ring).any()


def test_no_building_stands_in_a_park_or_on_a_beach(island):
    corners = island.buildings.corners_dm.reshape(-1, 2)
    for ring in shapes(island, "park", "sports_ground", "beach", "woods"):
        assert not geometry.inside(*corners.T, ring).any()


def test_no_street_cuts_a_park(island):
    for ring in shapes(island, "park", "sports_ground"):
        assert not geometry.segments_meet(
            geometry.ring_segments(ring.astype(np.int64)), geometry.edge_segments(island.streets)
        ).any()


def test_no_building_stands_on_a_street_or_in_another(island):
    """Buildings near each other are compared side by side, each with every street whose middle is near."""
    corners = island.buildings.corners_dm.astype(np.int64)
    sides = np.concatenate([geometry.ring_segments(c) for c in corners])
    middle = corners.mean(axis=1)
    streets = geometry.edge_segments(island.streets)
    reach = np.hypot(*(streets[:, 2:] - streets[:, :2]).T) / 2 + 400
    for i in range(0, len(corners), max(1, len(corners) // 300)):
        away = np.hypot(*(middle - middle[i]).T)
        others = np.flatnonzero((away < 1_000) & (np.arange(len(corners)) != i))
        near = np.concatenate([sides[4 * j : 4 * j + 4] for j in others]) if len(others) else sides[:0]
        close = np.hypot(*((streets[:, :2] + streets[:, 2:]) / 2 - middle[i]).T) < reach
        assert not geometry.segments_meet(sides[4 * i : 4 * i + 4], near).any()
        assert not geometry.segments_meet(sides[4 * i : 4 * i + 4], streets[close]).any()
        assert not geometry.inside(*middle[others].T, corners[i]).any()


def test_every_place_has_its_door_within_40_m_of_its_spot_on_the_street(island):
    places = island.places
    x0, y0, x1, y1 = geometry.edge_segments(island.streets)[places.edge].T
    share = places.offset_dm / island.streets.edge_length_dm[places.edge]
    assert (share >= 0).all()
    assert (share <= 1).all()
    away = np.hypot(x0 + (x1 - x0) * share - places.x_dm, y0 + (y1 - y0) * share - places.y_dm)
    assert away.max() <= 400


def test_every_building_has_an_address_of_its_own(island):
    places, home = island.places, island.buildings.place
    street = island.streets.edge_name[places.edge[home]]
    assert (places.house_number[home] > 0).all()
    assert len(set(zip(street.tolist(), places.house_number[home].tolist(), strict=True))) == len(home)
    assert len(set(island.streets.names)) == len(island.streets.names)


def walk(streets, name):
    """Edges of a street in order, each with the node one comes from; None if it is not a path."""
    mine = np.flatnonzero(streets.edge_name == name)
    ends = {int(e): [int(streets.edge_from[e]), int(streets.edge_to[e])] for e in mine}
    nodes = [k for pair in ends.values() for k in pair]
    tips = [k for k in nodes if nodes.count(k) == 1]
    here, way = (tips[0] if len(tips) == 2 else None), []
    while ends and here is not None:
        edge = next(e for e, pair in ends.items() if here in pair)
        pair = ends.pop(edge)
        way.append((edge, here))
        here = pair[1] if pair[0] == here else pair[0]
    return way if not ends else None


def test_house_numbers_rise_along_the_street_odd_on_one_side_even_on_the_other(island):
    """Walking down a street, left and right hold the two parities, and numbers only rise or only fall."""
    streets, places, home = island.streets, island.places, island.buildings.place
    x0, y0, x1, y1 = geometry.edge_segments(streets)[places.edge[home]].T
    left = geometry.side(x0, y0, x1, y1, places.x_dm[home].astype(int), places.y_dm[home].astype(int)) > 0
    walked = 0
    for name in range(len(streets.names)):
        seen = {True: [], False: []}
        for edge, come_from in walk(streets, name) or ():
            onward = streets.edge_from[edge] == come_from
            mine = np.flatnonzero(places.edge[home] == edge)
            mine = mine[np.argsort(places.offset_dm[home[mine]])][:: 1 if onward else -1]
            for k in mine:
                seen[bool(left[k] == onward)].append(int(places.house_number[home[k]]))
        for numbers in seen.values():
            assert numbers in (sorted(numbers), sorted(numbers, reverse=True))
            assert len({number % 2 for number in numbers}) <= 1
        assert not {n % 2 for n in seen[True]} & {n % 2 for n in seen[False]}
        walked += len(seen[True]) + len(seen[False])
    assert walked > 0.9 * len(home)


@pytest.mark.parametrize("town", TOWNS, ids=lambda town: f"NI-{town[1]}-{town[0]}")
def test_there_are_as_many_places_of_each_kind_as_the_table_says(town, island_of):
    places = island_of(*town).places
    for row in KINDS[1:]:
        assert len(places.of_kind(row["kind"])) == wanted(row, town[0]), row["kind"]


@pytest.mark.parametrize("people", [300, 2_000, 20_000])
def test_density_is_the_same_at_every_size(people, island_of):
    island = island_of(people)
    assert inhabitants(people) / land_km2(island) == pytest.approx(1_000, rel=0.03)
    assert 50 < len(island.streets.node_x_dm) / land_km2(island) < 160


@pytest.mark.parametrize("town", TOWNS, ids=lambda town: f"NI-{town[1]}-{town[0]}")
def test_there_are_homes_and_jobs_enough(town, island_of):
    places, n = island_of(*town).places, inhabitants(town[0])
    dwellings = places.dwellings.sum()
    assert (
        1.03 * n / PEOPLE_PER_HOUSEHOLD - 1 <= dwellings <= 1.03 * n / PEOPLE_PER_HOUSEHOLD + 2 * n**0.5 + 3
    )
    assert 0.48 * n <= places.jobs.sum() <= 0.52 * n + 2
    assert (places.dwellings[places.of_kind("home")] >= 1).all()
    assert places.dwellings[places.kind > 0].sum() == 0
    assert (places.jobs[places.kind > 0] >= 1).all()


def test_workplaces_are_heavy_tailed(island_of):
    """The largest tenth of the firms has more than half of their jobs."""
    places = island_of(20_000).places
    jobs = np.sort(places.jobs[places.of_kind("office", "workshop")])
    assert jobs[-len(jobs) // 10 :].sum() > jobs.sum() / 2


def test_sensitive_places_have_neighbours(island):
    places = island.places
    homes = places.of_kind("home")
    for place in places.of_kind("clinic", "union_hall", "quiet_house", "food_bank"):
        away = np.hypot(places.x_dm[homes] - places.x_dm[place], places.y_dm[homes] - places.y_dm[place])
        assert away.min() < 2_000


def test_shops_are_nearer_to_the_centre_than_homes(island_of):
    places = island_of(20_000).places
    away = np.hypot(places.x_dm, places.y_dm)
    assert np.median(away[places.of_kind("shop", "cafe", "restaurant")]) < np.median(
        away[places.of_kind("home")]
    )


def test_flats_stand_where_the_town_is_dense(island_of):
    places = island_of(20_000).places
    homes = places.of_kind("home")
    away = np.hypot(places.x_dm, places.y_dm)[homes]
    near, far = away < np.quantile(away, 0.2), away > np.quantile(away, 0.8)
    assert places.dwellings[homes][near].mean() > 1.5 * places.dwellings[homes][far].mean()


def test_beaches_lie_on_the_shore(island):
    for ring in shapes(island, "beach"):
        outer = ring[: len(ring) // 2].astype(int)
        assert {tuple(p) for p in outer.tolist()} <= {tuple(p) for p in island.coast.tolist()}
    assert len(shapes(island, "beach")) == len(island.places.of_kind("beach"))


def test_the_harbour_touches_land_and_sea(island):
    (ring,) = shapes(island, "harbour")
    middle = ring.mean(axis=0)
    assert not geometry.inside(middle[:1], middle[1:], island.coast).any()
    assert geometry.inside(*ring.T, island.coast).any()


def test_the_coast_runs_once_round_the_island_inside_its_bounds(island):
    west, south, east, north = island.bounds_dm
    x, y = island.coast.T
    assert geometry.area(island.coast) > 0
    assert west < x.min() < x.max() < east
    assert south < y.min() < y.max() < north
    assert geometry.inside([0], [0], island.coast).all()


def test_main_streets_link_the_main_junctions(island):
    """A main junction off the main streets is an exception: fewer than one in five."""
    streets = island.streets
    on_main = np.unique(np.concatenate((streets.edge_from, streets.edge_to))[np.tile(streets.edge_main, 2)])
    assert np.isin(streets.main_nodes, on_main).mean() > 0.8
    assert (np.diff(streets.main_nodes) > 0).all()


def test_stops_towers_and_cameras(island):
    streets = island.streets
    for sites in (island.stops, island.cameras):
        x0, y0, x1, y1 = geometry.edge_segments(streets)[sites.edge].T
        share = sites.offset_dm / streets.edge_length_dm[sites.edge]
        assert abs(x0 + (x1 - x0) * share - sites.x_dm).max() <= 2
        assert abs(y0 + (y1 - y0) * share - sites.y_dm).max() <= 2
    assert streets.edge_main[island.stops.edge].all()
    assert (island.towers.edge == -1).all()
    for sites in (island.stops, island.towers, island.cameras):
        assert len(sites) >= 1
        assert len(set(sites.names)) == len(sites)


@pytest.mark.parametrize(("people", "towers", "cameras"), [(300, 4, 4), (20_000, 91, 84)])
def test_sensors_are_counted_by_people(people, towers, cameras, island_of):
    """21,000 inhabitants: 21,000 / 230 towers, 21,000 / 250 cameras, rounded down; four at least."""
    island = island_of(people)
    assert (len(island.towers), len(island.cameras)) == (towers, cameras)
    assert any("Clinic" in name for name in island.cameras.names)


def test_names_of_streets_come_from_the_pool(island):
    known = set(pool("en", "streets"))
    assert all(name.split(", ")[0] in known for name in island.streets.names)


def test_a_street_is_one_run_of_edges(island):
    streets = island.streets
    edges = np.column_stack((streets.edge_from, streets.edge_to)).tolist()
    for name in range(0, len(streets.names), max(1, len(streets.names) // 40)):
        mine = [edges[e] for e in np.flatnonzero(streets.edge_name == name)]
        assert mine
        assert {k for edge in mine for k in edge} == world.connected_with(mine, mine[0][0])


def test_same_area_keeps_the_streets_and_crowds_them(island_of):
    plain, crowded = island_of(REFERENCE_PEOPLE), island_of(100_000, same_area=True)
    n = Scenario(people=100_000).inhabitants
    for column in ("node_x_dm", "node_y_dm", "edge_from", "edge_to", "edge_name"):
        assert (getattr(plain.streets, column) == getattr(crowded.streets, column)).all()
    assert (plain.buildings.corners_dm == crowded.buildings.corners_dm).all()
    assert (plain.places.kind == crowded.places.kind).all()
    assert crowded.places.dwellings.sum() >= 1.03 * n / PEOPLE_PER_HOUSEHOLD
    assert crowded.places.jobs.sum() == pytest.approx(0.5 * n, rel=0.02)
    assert (
        island_of(REFERENCE_PEOPLE, same_area=True).places.dwellings.tolist()
        == plain.places.dwellings.tolist()
    )


@settings(max_examples=25)
@given(st.integers(2, 1_500), st.integers(0, 2**63 - 1))
def test_no_size_and_no_seed_is_too_odd(people, seed):
    island = build_island(Scenario(people=people, seed=seed))
    n, places = inhabitants(people), island.places
    assert places.dwellings.sum() >= 1.03 * n / PEOPLE_PER_HOUSEHOLD - 1
    assert geometry.inside(places.x_dm, places.y_dm, island.coast).all()
    assert not geometry.segments_meet(
        geometry.edge_segments(island.streets), geometry.ring_segments(island.coast)
    ).any()
