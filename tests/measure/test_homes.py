"""Squares of homes and works, claimed and true, counted by hand."""

import numpy as np
import pytest

from nullisland.attack import Located
from nullisland.errors import DataError
from nullisland.measure import error_m, found_within, squares_found, wilson
from nullisland.measure.homes import nearest_house
from nullisland.model import NOWHERE, Grid
from toy import toy_island

GRID = Grid(west_dm=-10_000, south_dm=0, cell_m=100, columns=20, rows=10)


def test_shares_are_of_those_who_have_such_a_place():
    found = squares_found([3, 4, NOWHERE, 7, 9], [3, 5, 6, 7, NOWHERE])

    assert found.right == wilson(2, 4)
    assert found.wrong == wilson(1, 4)
    assert found.passed == wilson(1, 4)
    assert sum(share.value for share in found) == pytest.approx(1)


def test_the_error_is_measured_from_the_middle_of_the_square():
    """Cell 21 is column 1, row 1: its middle is 150 m east and 150 m north of the corner (-1000 m, 0)."""
    away = error_m([21, 21, NOWHERE], [-8_500, -8_500 + 300, 0], [1_500, 1_500 + 400, 0], GRID)

    assert away[:2].tolist() == [0, 50]
    assert np.isnan(away[2])


@pytest.mark.parametrize(
    ("claimed", "truth", "said"),
    [([1], [1, 2], "must have one length"), ([1], [NOWHERE], "must hold at least one square")],
)
def test_what_cannot_be_compared_is_refused(claimed, truth, said):
    with pytest.raises(DataError, match=said):
        squares_found(claimed, truth)


def test_found_is_a_claim_near_the_door_and_no_claim_is_not_found():
    claims = Located(np.array([0.0, 30.0, np.nan]), np.array([0.0, 40.0, np.nan]), np.array([2, 2, 0]))

    assert found_within(claims, [0, 0, 0], [0, 0, 0], metres=5) == wilson(2, 3)
    assert found_within(claims, [0, 0, 0], [0, 0, 0], metres=4.9) == wilson(1, 3)
    with pytest.raises(DataError, match="one door for each of 3 traces"):
        found_within(claims, [0], [0], metres=5)


def test_the_nearest_house_is_that_of_the_obvious_version():
    island = toy_island()
    places, rng = island.places, np.random.default_rng(5)
    x, y = rng.integers(-5_000, 20_000, (2, 40)).astype(float)
    x[3] = np.nan
    homes = places.of_kind("home")
    west, south, east, north = island.bounds_dm

    found = nearest_house(island, x, y)

    for i in range(40):
        if i == 3:
            assert found[i] == NOWHERE
            continue
        at = min(max(int(x[i]), west), east), min(max(int(y[i]), south), north)
        gaps = [(int(places.x_dm[h]) - at[0]) ** 2 + (int(places.y_dm[h]) - at[1]) ** 2 for h in homes]
        assert found[i] == homes[int(np.argmin(gaps))]
