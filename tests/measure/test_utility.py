import numpy as np
import pytest

from nullisland.measure import utility
from nullisland.model import Grid, Sites, Visits
from toy import toy_island


def stops_at(*xy_m):
    x, y = np.array(xy_m, np.int32).T * 10
    n = len(xy_m)
    return Sites(
        x_dm=x,
        y_dm=y,
        edge=np.full(n, -1, np.int32),
        offset_dm=np.zeros(n, np.int32),
        names=tuple(f"stop {i}" for i in range(n)),
    )


GRID = Grid(west_dm=0, south_dm=0, cell_m=100, columns=3, rows=2)


def test_arrivals_count_changes_of_square_within_a_trace():
    cell = np.array([0, 0, 1, 0, 2, 2, 4], np.int32)
    first = np.array([0, 4, 4, 7])  # traces 0 0 1 0 | nothing | 2 2 4

    assert utility.arrivals_by_cell(first, cell, 6).tolist() == [1, 1, 0, 0, 1, 0]


def test_whoever_only_passes_through_does_not_arrive():
    """At 0, through 1, to stay at 2; the second trace stays at 1 all the time; the third comes to 2."""
    slot = np.array([0, 1, 1, 1, 2, 0, 1, 0, 1, 2, 3], np.int32)
    cell = np.array([0, 0, 1, 2, 2, 1, 1, 3, 3, 2, 2], np.int32)

    assert utility.arrivals_by_stay(np.array([0, 5, 7, 11]), cell, slot, 5).tolist() == [0, 0, 2, 0, 0]


def test_an_empty_release_has_no_arrivals():
    assert utility.arrivals_by_cell(np.array([0, 0]), np.zeros(0, np.int32), 4).tolist() == [0, 0, 0, 0]


def test_stops_in_one_square_are_one_stop():
    stops = stops_at((10, 10), (90, 90), (250, 150))

    assert utility.stop_squares(GRID, stops).tolist() == [0, 5]


def test_a_published_square_shares_among_its_stops():
    arrivals = np.array([8, 3, 5])

    assert utility.share_among_stops(arrivals, np.array([0, 0, 1])).tolist() == [4, 4, 3]


def test_busiest_prefers_the_lower_id_among_equals():
    assert utility.busiest(np.array([5, 9, 5, 1]), top=2).tolist() == [1, 0]


@pytest.mark.parametrize(("estimate", "right"), [([9, 8, 1, 0], 2), ([0, 8, 9, 1], 1), ([0, 0, 9, 8], 0)])
def test_busiest_right_counts_the_overlap(estimate, right):
    assert utility.busiest_right(np.array([7, 6, 2, 1]), np.array(estimate), top=2) == right


def test_truth_counts_released_people_and_only_arrivals_from_another_square():
    island = toy_island()
    grid = island.grid(100)
    home, other = 3, 160
    neighbour = next(
        p
        for p in range(150)
        if p != home and square(grid, island.places, p) == square(grid, island.places, home)
    )
    place = np.array(
        [home, other, home, neighbour, other, 170, 171], np.int32
    )  # the second person: the last two
    visits = Visits(
        start_person=0,
        first=np.array([0, 5, 7]),
        place=place,
        arrive_min=np.array([0, 100, 200, 300, 400, 0, 50], np.int32),
        leave_min=np.array([90, 190, 290, 390, 490, 40, 60], np.int32),
    )
    squares = np.array([square(grid, island.places, home), square(grid, island.places, other)])

    counts = utility.arrivals_by_stop(visits, island.places, grid, squares, released=1)

    assert counts.tolist() == [1, 2]


def square(grid, places, place):
    column = (int(places.x_dm[place]) - grid.west_dm) // (grid.cell_m * 10)
    return (int(places.y_dm[place]) - grid.south_dm) // (grid.cell_m * 10) * grid.columns + column


def test_the_truth_itself_gets_every_stop_right():
    counts = np.random.default_rng(3).integers(0, 50, 40)
    assert utility.busiest_right(counts, counts) == 10
