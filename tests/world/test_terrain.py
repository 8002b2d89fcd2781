"""The land that hangs together, against a flood by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from nullisland.world.terrain import _largest


def flooded(open_, start):
    """Points reached from `start` over `open_` points, by the four sides."""
    rows, columns = open_.shape
    found, left = set(), list(start)
    while left:
        row, column = left.pop()
        if 0 <= row < rows and 0 <= column < columns and open_[row, column] and (row, column) not in found:
            found.add((row, column))
            left += [(row + 1, column), (row - 1, column), (row, column + 1), (row, column - 1)]
    return found


@given(arrays(bool, st.tuples(st.integers(2, 7), st.integers(2, 7))), st.data())
def test_lakes_are_land_and_other_islands_are_not(mask, data):
    rows, columns = mask.shape
    row, column = (data.draw(st.integers(0, n - 1)) for n in mask.shape)
    mask[row, column] = True
    island = np.zeros(mask.shape, bool)
    for point in flooded(mask, [(row, column)]):
        island[point] = True
    edge = [
        (r, c) for r in range(rows) for c in range(columns) if r in (0, rows - 1) or c in (0, columns - 1)
    ]
    sea = flooded(~island, edge)

    expected = [[(r, c) not in sea for c in range(columns)] for r in range(rows)]

    assert _largest(mask, row, column).tolist() == expected


@pytest.mark.parametrize(("row", "column"), [(0, 2), (4, 2), (2, 0), (2, 4)])
def test_a_bay_on_any_side_is_sea_and_a_lake_is_not(row, column):
    mask = np.ones((5, 5), bool)
    mask[row, column] = mask[2, 2] = False

    land = _largest(mask, 1, 1)

    assert not land[row, column]
    assert land[2, 2]
