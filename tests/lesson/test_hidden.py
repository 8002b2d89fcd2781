"""Hiding small counts, counted by hand on a table of two hours and four squares."""

import numpy as np
import pytest

from nullisland.lesson.hidden import Hidden, count_hidden, hour_of
from nullisland.model import TotalsRelease

EVERYBODY = [[3, 1, 0, 6], [1, 1, 2, 0]]
WITHOUT_ONE = [[3, 0, 0, 6], [1, 1, 1, 0]]
"""The resident who was taken out: in square 1 in the first hour, in square 2 in the second."""


def totals(counts: list[list[int]], threshold: int) -> TotalsRelease:
    shown = [[n if n >= threshold else 0 for n in row] for row in counts]
    return TotalsRelease(
        sensor="gps",
        slot_min=60,
        grid=None,
        counts=np.array(shown, np.int64),
        threshold=threshold,
        history=(),
        reproducible=True,
    )


@pytest.mark.parametrize(
    "expected",
    [
        Hidden(threshold=0, counts=6, ones=3, hidden=0, found=2),
        Hidden(threshold=2, counts=3, ones=0, hidden=3, found=1),
        Hidden(threshold=5, counts=1, ones=0, hidden=5, found=0),
    ],
    ids=lambda expected: str(expected.threshold),
)
def test_what_hiding_leaves(expected: Hidden):
    shown = totals(EVERYBODY, expected.threshold), totals(WITHOUT_ONE, expected.threshold)
    assert count_hidden(totals(EVERYBODY, 0), shown) == expected


def test_what_one_hour_shows():
    first, second = (np.array(row, np.int64) for row in EVERYBODY)

    everything = hour_of(first, 0)
    assert everything.squares == ((3, 6), (0, 3), (1, 1))
    assert (everything.alone, everything.shared, everything.hidden) == ((1,), 2, 0)
    assert everything.shares == ((3, 6, 1.0), (0, 3, 0.5), (1, 1, 1 / 6))
    fewer = hour_of(first, 2)
    assert (fewer.alone, fewer.shared, fewer.hidden) == ((), 2, 1)
    assert hour_of(first, 5).squares == ((3, 6),)
    assert hour_of(second, 0).alone == (0, 1)
    assert hour_of(second, 5).shares == ()
