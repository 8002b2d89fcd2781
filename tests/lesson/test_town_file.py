"""The town and the day as a browser reads them: read back by an obvious reader and compared with the town."""

import json
import struct
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness_town import plain_names, walker, walks
from nullisland.lesson.town_file import DAY_MAGIC, chosen_people, day_binary, town_json
from nullisland.model import Visits
from toy import toy_island

ISLAND = toy_island()
ROUTE = walker(ISLAND)
NAMES = plain_names(ISLAND)
HOME, WORK, SHOP = 0, 160, 170


def summed(deltas):
    """[x, y, dx, dy, ...] back to points."""
    points, x, y = [], 0, 0
    for dx, dy in zip(deltas[::2], deltas[1::2], strict=True):
        x, y = x + dx, y + dy
        points.append((x, y))
    return points


def read_day(data):
    """Trips of each person: (depart, arrive, [(x, y), ...])."""
    assert data[:8] == DAY_MAGIC
    people, trips, vertices, day, quantum, x0, y0 = struct.unpack_from("<7i", data, 8)
    at = 40
    columns = []
    counts = (
        ("<u4", people),
        ("<u4", people + 1),
        ("<u4", trips + 1),
        ("<i2", 2 * vertices),
        ("<i2", 2 * trips),
    )
    for kind, count in counts:
        columns.append(np.frombuffer(data, kind, count, at))
        at += columns[-1].nbytes
    assert at == len(data)
    ids, first_trip, first_vertex, xy, times = columns
    xy = xy.reshape(-1, 2).astype(int) * quantum + (x0, y0)
    out = {}
    for i, person in enumerate(ids.tolist()):
        out[person] = [
            (int(times[2 * t]), int(times[2 * t + 1]), xy[first_vertex[t] : first_vertex[t + 1]])
            for t in range(first_trip[i], first_trip[i + 1])
        ]
    return day, quantum, out


def visits_of(*people):
    """Visits from rows (place, arrive, leave) a person."""
    rows = [row for of_person in people for row in of_person]
    columns = np.array(rows, np.int32).reshape(-1, 3).T
    first = np.cumsum([0, *(len(of_person) for of_person in people)]).astype(np.int64)
    place, arrive, leave = (column.copy() for column in columns)
    return Visits(start_person=0, first=first, place=place, arrive_min=arrive, leave_min=leave)


def day_of(visits, people, day=0, island=ISLAND, route=ROUTE):
    return read_day(day_binary(island, visits, np.array(people, np.int64), day, route))


def test_coast_streets_and_places_come_back_as_they_were():
    town = json.loads(town_json(ISLAND, NAMES))

    assert summed(town["coast"]) == [tuple(p) for p in ISLAND.coast.tolist()]
    nodes = summed(town["streets"]["nodes"])
    assert nodes == list(
        zip(ISLAND.streets.node_x_dm.tolist(), ISLAND.streets.node_y_dm.tolist(), strict=True)
    )
    main = set(town["streets"]["main"])
    assert [e in main for e in range(len(ISLAND.streets.edge_from))] == ISLAND.streets.edge_main.tolist()
    spots = dict(zip(town["places"]["id"], summed(town["places"]["xy"]), strict=True))
    assert spots[WORK] == (ISLAND.places.x_dm[WORK], ISLAND.places.y_dm[WORK])


def test_homes_have_no_name_on_the_map():
    town = json.loads(town_json(ISLAND, NAMES))
    homes = set(ISLAND.places.of_kind("home").tolist())

    assert homes.isdisjoint(town["places"]["id"])
    assert len(town["places"]["id"]) == len(ISLAND.places) - len(homes)


def test_a_building_is_a_corner_and_two_sides():
    town = json.loads(town_json(ISLAND, NAMES))["buildings"]
    rows = np.array(town["xy"]).reshape(-1, 6)
    first = np.cumsum(rows[:, :2], axis=0)

    corners = np.stack(
        (first, first + rows[:, 2:4], first + rows[:, 2:4] + rows[:, 4:], first + rows[:, 4:]), axis=1
    )

    assert corners.tolist() == ISLAND.buildings.corners_dm.tolist()


def test_names_must_fit_the_places():
    with pytest.raises(ValueError, match="place_names must have"):
        town_json(ISLAND, NAMES[:-1])


def test_a_day_of_two_people_counted_by_hand():
    """One goes to work at 8 and comes home at 17; the other sleeps in and stays."""
    worker = ((HOME, 0, 480), (WORK, 500, 1020), (HOME, 1050, 1440))
    sleeper = ((SHOP, 0, 1440),)

    day, quantum, trips = day_of(visits_of(worker, sleeper), [0, 1])

    assert (day, quantum) == (0, 1)
    assert [(depart, arrive) for depart, arrive, _ in trips[0]] == [(480, 500), (1020, 1050)]
    assert [(depart, arrive, len(xy)) for depart, arrive, xy in trips[1]] == [(0, 0, 1)]


def test_who_comes_back_tomorrow_is_on_the_way_at_midnight():
    late = ((HOME, 0, 1430), (WORK, 1450, 2000), (HOME, 2010, 2880))
    visits = visits_of(late)

    assert [trip[:2] for trip in day_of(visits, [0], 0)[2][0]] == [(1430, 1450)]
    assert [trip[:2] for trip in day_of(visits, [0], 1)[2][0]] == [(-10, 10), (560, 570)]


def test_a_dot_rests_inside_its_building_and_always_on_the_same_spot():
    there_and_back = ((HOME, 0, 480), (WORK, 500, 1020), (HOME, 1050, 1440))
    (_, _, out), (_, _, back) = day_of(visits_of(there_and_back), [0])[2][0]

    assert out[-1].tolist() == back[0].tolist()
    assert out[0].tolist() == back[-1].tolist()
    for spot, place in ((out[0], HOME), (out[-1], WORK)):
        low, high = (
            ISLAND.buildings.corners_dm[place].min(axis=0),
            ISLAND.buildings.corners_dm[place].max(axis=0),
        )
        assert (low < spot).all()
        assert (spot < high).all()


def test_somebody_without_a_visit_is_not_drawn():
    assert day_of(visits_of((), ((HOME, 0, 1440),)), [0, 1])[2][0] == []


def test_a_wide_island_is_drawn_in_coarser_steps():
    """Seven kilometres do not fit into 16 bits of decimetres; they do in steps of two."""
    wide = toy_island(side=90)
    visits = visits_of(((HOME, 0, 480), (WORK, 700, 1440)))
    where = int(np.argmax(np.hypot(wide.places.x_dm - 44_500, wide.places.y_dm - 44_500)))
    visits = visits_of(((HOME, 0, 480), (where, 700, 1440)))

    _, quantum, trips = day_of(visits, [0], island=wide, route=walker(wide))

    assert quantum == 2
    end = trips[0][0][2][-1]
    assert abs(end[0] - wide.places.x_dm[where]) <= 60
    assert abs(end[1] - wide.places.y_dm[where]) <= 60


@given(seed=st.integers(0, 1000))
def test_dots_keep_to_the_streets_between_door_and_door(seed):
    """The toy's streets lie on multiples of 100 m: between the doors every point has one such coordinate."""
    people = 5
    trips = day_of(walks(ISLAND, people, seed=seed), range(people))[2]
    for of_person in trips.values():
        for _, _, xy in of_person:
            street = xy[1:-1].astype(float)
            along = (street[:-1] + street[1:]) / 2
            for points in (street, along):
                off = np.abs((points + 500) % 1000 - 500).min(axis=1, initial=1000)
                assert (off <= 20).all()


@given(seed=st.integers(0, 1000))
def test_nothing_of_a_way_is_lost_but_what_lies_on_straight_lines(seed):
    """Every vertex of the full way is within two metres of the way that is drawn."""
    visits = walks(ISLAND, 2, seed=seed)
    for person, of_person in day_of(visits, [0, 1])[2].items():
        rows = slice(visits.first[person], visits.first[person + 1])
        place = visits.place[rows]
        for (origin, destination), (_, _, drawn) in zip(pairwise(place), of_person, strict=False):
            for point in ROUTE(int(origin), int(destination)).astype(float):
                assert distance(point, drawn.astype(float)) <= 20


def distance(point, line):
    """Distance of a point to a polyline, segment by segment."""
    best = np.inf
    for a, b in pairwise(line):
        side = b - a
        share = min(1, max(0, (point - a) @ side / max(side @ side, 1e-9)))
        best = min(best, float(np.hypot(*(point - a - share * side))))
    return best


@given(people=st.integers(2, 50_000), shown=st.integers(1, 2_000))
def test_people_are_chosen_evenly(people, shown):
    ids = chosen_people(people, shown)

    assert len(ids) == min(people, shown)
    assert len(np.unique(ids)) == len(ids)
    assert ids.min() >= 0
    assert ids.max() < people
    assert np.ptp(np.diff(ids)) <= 1 if len(ids) > 2 else True


@given(who=st.integers(0, 19_999))
def test_the_guide_is_always_drawn(who):
    ids = chosen_people(20_000, always=(who,))

    assert who in ids
    assert len(ids) <= 1_000


def test_same_town_same_bytes():
    visits = walks(ISLAND, 4)
    people = np.arange(4)

    assert day_binary(ISLAND, visits, people, 1, ROUTE) == day_binary(
        ISLAND, visits, people, 1, walker(ISLAND)
    )
    assert town_json(ISLAND, NAMES) == town_json(toy_island(), NAMES)
