"""Places told in metres and blocks, counted by hand."""

import numpy as np

from nullisland.lesson.offsets import blocks_around, ends_around, middles_m

POINT = (10_000, 20_000)


def test_blocks_count_what_lies_in_them():
    """Blocks are 200 m wide and the middle one lies around the point: it ends 100 m from it."""
    xy = np.array(
        [
            [10_000, 20_000],  # the point itself
            [10_990, 20_000],  # 99 m east: still the middle block
            [11_010, 20_000],  # 101 m east: the next one
            [10_000, 28_900],  # 890 m north: the northmost row
            [10_000, 29_100],  # 910 m north: outside
            [1_100, 11_100],  # 890 m west and south: the corner
        ]
    )
    counts = blocks_around(xy, POINT)

    assert middles_m()[4] == 0
    assert (counts[4][4], counts[4][5], counts[0][4], counts[8][0]) == (2, 1, 1, 1)
    assert sum(map(sum, counts)) == 5
    assert {len(row) for row in counts} == {len(counts)} == {9}


def test_no_point_no_count():
    nothing = np.zeros((0, 2), np.int64)
    assert sum(map(sum, blocks_around(nothing, POINT))) == 0
    assert ends_around(nothing, POINT) == ()


def test_ends_are_told_in_tens_of_metres_from_the_north():
    """Two ends 3 m apart are one spot; the rows go from north to south, then from west to east."""
    xy = np.array([[10_300, 20_000], [10_330, 20_010], [9_000, 20_000], [10_000, 22_040]])
    assert ends_around(xy, POINT) == ((0, 200, 1), (-100, 0, 1), (30, 0, 2))
