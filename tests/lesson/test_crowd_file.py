"""The crowd's data: who fits which sightings, by seat."""

import base64

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nullisland.lesson.crowd_file import FEW, crowd_file, seats_of
from nullisland.model import Grid

GRID = Grid(west_dm=-5000, south_dm=0, cell_m=250, columns=4, rows=3)


def made(masks, seed=7):
    people = len(masks)
    cells = np.arange(people) % 12
    return crowd_file(np.array(masks, np.uint8), np.arange(people) + 100, cells, GRID, seed)


def by_seat(data):
    return list(base64.b64decode(data["masks"]))


def test_four_people_counted_by_hand():
    """Sightings 0 and 1: one fits both, one the first, one the second, one none."""
    data = made([3, 1, 2, 0])

    assert data["counts"][0] == 4
    assert data["counts"][1] == 2
    assert data["counts"][2] == 2
    assert data["counts"][3] == 1
    assert data["counts"][4] == 0
    seats = seats_of(4, 7)
    assert [by_seat(data)[seat] for seat in seats] == [3, 1, 2, 0]


@given(masks=st.lists(st.integers(0, 63), min_size=1, max_size=400))
def test_counts_agree_with_going_through_everybody(masks):
    data = made(masks)

    for bits in range(64):
        assert data["counts"][bits] == sum((mask & bits) == bits for mask in masks)


@given(masks=st.lists(st.sampled_from([0, 1, 2, 3, 7, 31, 32, 63]), min_size=1, max_size=600))
def test_candidates_are_those_whom_few_enough_clues_leave(masks):
    """Exactly those in a choice of one to four sightings that leaves at most 200."""
    data = made(masks)
    seats = seats_of(len(masks), 7)
    wanted = set()
    for bits in range(1, 64):
        fit = [i for i, mask in enumerate(masks) if (mask & bits) == bits]
        if bits.bit_count() <= 4 and len(fit) <= FEW:
            wanted.update(int(seats[i]) for i in fit)

    assert set(data["candidates"]["seat"]) == wanted


def test_a_candidate_stands_in_the_middle_of_the_home_square():
    """Square 5 of four columns: column 1, row 1, so 375 m east and north of the corner."""
    data = made([1] * 6)
    seat = int(seats_of(6, 7)[5])
    at = data["candidates"]["seat"].index(seat)

    assert data["candidates"]["x"][at] == -5000 + 3750
    assert data["candidates"]["y"][at] == 3750
    assert data["candidates"]["code"][at] == "105"
    assert data["candidates"]["square"][at] == f"B{GRID.rows - 1}"


def test_who_has_no_home_square_is_listed_without_one():
    data = crowd_file(np.array([1, 1], np.uint8), np.array([7, 8]), np.array([-1, 0]), GRID, 1)
    listed = dict(zip(data["candidates"]["code"], data["candidates"]["square"], strict=True))
    assert listed == {"7": "", "8": f"A{GRID.rows}"}


@given(people=st.integers(1, 5_000), seed=st.integers(0, 100))
def test_everybody_has_one_seat(people, seed):
    seats = seats_of(people, seed)

    assert np.sort(seats).tolist() == list(range(people))
    assert seats.tolist() == seats_of(people, seed).tolist()


def test_neighbours_do_not_sit_together():
    """Seats by lot: neighbours are a third of the block apart on average, within five standard errors."""
    people = 20_000
    away = np.abs(np.diff(seats_of(people, 7)))

    error = np.sqrt(1 / 18) * people / np.sqrt(people)
    assert away.mean() == pytest.approx(people / 3, abs=5 * error * 1.5)


def test_masks_of_more_than_six_sightings_are_refused():
    with pytest.raises(ValueError, match="masks must have 6 bits"):
        made([64])


def test_columns_must_have_one_length():
    with pytest.raises(ValueError, match="must have one length"):
        crowd_file(np.zeros(3, np.uint8), np.arange(2), np.arange(3), GRID, 1)
