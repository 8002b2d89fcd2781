from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from naive import crowd as naive
from nullisland.scale.merge import merged

points = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), min_size=1, max_size=14)


@given(points)
def test_masts_are_merged_like_the_obvious_version(xy):
    x, y = np.array(xy, np.int64).T

    group = merged(x, y, 1)[1]

    partner = naive.nearest_pairs(xy)
    assert group.tolist() == [min(i, partner[i]) for i in range(len(xy))]


@given(points, st.integers(0, 3))
def test_halvings_nest_and_halve(xy, times):
    x, y = np.array(xy, np.int64).T
    rows = merged(x, y, times)

    assert rows[0].tolist() == list(range(len(xy)))
    for fine, coarse in pairwise(rows):
        assert (coarse <= fine).all()
        assert len({(a, b) for a, b in zip(fine.tolist(), coarse.tolist(), strict=True)}) == len(set(fine))
        assert len(set(coarse)) == -(-len(set(fine)) // 2)


def test_four_masts_in_a_row():
    """The two in the middle are nearest; the outer two are all that is left; then both pairs are one."""
    x = np.array([0, 30, 40, 90])
    assert merged(x, np.zeros(4, np.int64), 3).tolist() == [
        [0, 1, 2, 3],
        [0, 1, 1, 0],
        [0, 0, 0, 0],
        [0, 0, 0, 0],
    ]
