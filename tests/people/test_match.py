"""The matching kernels agree with the obvious loops, and never exceed a capacity."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

import naive.match as naive
from nullisland._kernels.match import match_by_gravity, match_nearest
from nullisland.people.matching import Choosers, Near, Stops

metres = st.integers(-3_000, 3_000)
place = st.tuples(st.integers(0, 99), metres, metres)


def columns(rows, width):
    table = np.array(rows, np.int64).reshape(-1, width)
    return [np.ascontiguousarray(table[:, k]) for k in range(width)]


def stops(rows):
    place, x, y = columns(rows, 3)
    return Stops(place.astype(np.int32), x, y)


def gravity(slots, workers, key, near):
    out = np.empty(len(workers), np.int32)
    with np.errstate(over="ignore"):
        match_by_gravity(stops(slots), Choosers(*columns(workers, 4)), np.uint64(key), near, out)
    return out.tolist()


@st.composite
def towns(draw):
    slots = draw(st.lists(place, min_size=1, max_size=30))
    n = draw(st.integers(0, len(slots)))
    rank = st.integers(0, len(slots))
    row = st.tuples(st.integers(0, 2**41), rank, metres, metres)
    return slots, draw(st.lists(row, min_size=n, max_size=n))


@given(towns(), st.integers(0, 2**64 - 1), st.integers(1, 40), st.integers(1, 2_000))
def test_gravity_agrees_with_the_obvious_version(town, key, near_slots, near_m):
    slots, workers = town

    chosen = gravity(slots, workers, key, Near(near_slots, near_m**2 + 1_000))

    assert chosen == naive.match_by_gravity(slots, workers, key, near_slots, near_m**2 + 1_000)


@given(towns(), st.integers(0, 2**64 - 1))
def test_no_slot_is_taken_twice(town, key):
    slots, workers = town
    named = [(i, x, y) for i, (_, x, y) in enumerate(slots)]

    chosen = gravity(named, workers, key, Near(1, 10**6))

    assert len(set(chosen)) == len(workers)


@given(st.data())
def test_nearest_agrees_with_the_obvious_version(data):
    places = data.draw(st.lists(place, min_size=1, max_size=12))
    rooms = data.draw(st.lists(st.integers(0, 4), min_size=len(places), max_size=len(places)))
    n = data.draw(st.integers(0, sum(rooms)))
    row = st.tuples(st.integers(0, 99), st.integers(0, len(places)), metres, metres)
    pupils = data.draw(st.lists(row, min_size=n, max_size=n))
    reach = data.draw(st.integers(1, 4))
    out = np.empty(n, np.int32)

    match_nearest(stops(places), np.array(rooms, np.int64), Choosers(*columns(pupils, 4)), reach, out)

    assert out.tolist() == naive.match_nearest(places, rooms, pupils, reach)


def test_the_nearest_school_is_full_so_the_third_child_walks_farther():
    schools = [(7, 0, 0), (8, 1_000, 0)]
    pupils = [(1, 0, 10, 0), (2, 0, 20, 0), (3, 0, 30, 0)]
    out = np.empty(3, np.int32)

    match_nearest(stops(schools), np.array([2, 5]), Choosers(*columns(pupils, 4)), 4, out)

    assert out.tolist() == [7, 7, 8]


def test_most_people_work_nearer_than_a_draw_by_lot_would_have_it():
    """A line of 4,096 single posts 10 m apart: by lot the mean distance would be a third of 41 km."""
    n = 4_096
    slots = [(i, 10 * i, 0) for i in range(n)]
    workers = [(i, (i * 1_021) % n, 10 * ((i * 1_021) % n), 0) for i in range(n // 2)]

    chosen = np.array(gravity(slots, workers, 7, Near(16, 10_000)))

    away = np.abs(10 * chosen - np.array([w[2] for w in workers]))
    assert np.median(away) < 41_000 / 3 / 4
    assert (away > 10_000).any()  # but some go far
