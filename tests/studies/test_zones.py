import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nullisland.errors import DataError
from nullisland.studies.zones import zones

spots = st.lists(
    st.tuples(st.integers(-50, 50), st.integers(-50, 50), st.integers(0, 4)), min_size=1, max_size=60
).map(lambda rows: np.array(rows, np.int64))


def test_eight_houses_in_a_row_are_four_pairs():
    xy = np.array([[x, 0] for x in (7, 0, 3, 2, 1, 6, 5, 4)])

    zone = zones(xy, np.ones(8, np.int64), 4)

    assert (zone == xy[:, 0] // 2).all()


def test_a_part_is_halved_across_its_longer_side_by_weight():
    """Three people live at the southern end, one at each of three other spots: the half is after the first."""
    xy = np.array([[0, 0], [1, 10], [0, 20], [1, 30]])

    assert zones(xy, np.array([3, 1, 1, 1]), 2).tolist() == [0, 1, 1, 1]
    assert zones(xy, np.array([1, 1, 1, 1]), 2).tolist() == [0, 0, 1, 1]


@given(spots, st.integers(1, 9), st.integers(1, 5))
def test_zones_are_rectangles_that_do_not_overlap_and_nest(rows, outer, inner):
    xy, weight = rows[:, :2], rows[:, 2]
    coarse = zones(xy, weight, outer)
    fine = zones(xy, weight, inner, coarse)

    assert len({(f, c) for f, c in zip(fine.tolist(), coarse.tolist(), strict=True)}) == len(set(fine))
    for zone in (coarse, fine):
        assert sorted(set(zone.tolist())) == list(range(zone.max() + 1))
        boxes = [(xy[zone == z].min(axis=0), xy[zone == z].max(axis=0)) for z in range(zone.max() + 1)]
        for i, (low, high) in enumerate(boxes):
            inside = ((xy >= low) & (xy <= high)).all(axis=1)
            assert (zone[inside] == i).all()


def test_equal_people_in_every_zone():
    xy = np.random.default_rng(5).integers(0, 10**6, (20_000, 2))

    people = np.bincount(zones(xy, np.ones(20_000, np.int64), 37))

    assert len(people) == 37
    assert people.max() - people.min() <= 7  # a halving rounds by one at each of six levels


def test_no_zone_is_refused():
    with pytest.raises(DataError, match="count"):
        zones(np.zeros((2, 2), np.int64), np.ones(2, np.int64), 0)
