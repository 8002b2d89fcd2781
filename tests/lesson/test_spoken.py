"""Numbers as they are read: examples worked out by hand, and those of the docstrings."""

import doctest
from types import ModuleType

import pytest

from nullisland.classroom import votes
from nullisland.lesson import blocks, defend, offsets, promises, shown, spoken, squares
from nullisland.model import Grid


@pytest.mark.parametrize(
    "module",
    [blocks, defend, offsets, promises, shown, spoken, squares, votes],
    ids=lambda module: module.__name__,
)
def test_the_examples_of_the_docstrings_hold(module: ModuleType):
    done = doctest.testmod(module)
    assert (done.attempted > 0, done.failed) == (True, 0)


def test_only_none_and_all_are_said_to_be_none_and_all():
    said = {share: spoken.of_a_hundred(share) for share in (0, 0.0049, 0.01, 0.5, 0.99, 0.9951, 1)}
    assert list(said.values()) == ["0", "0.5", "1", "50", "99", "99.5", "100"]


def test_days_and_hours_of_a_calendar():
    """Day 17 is the Thursday of the third week."""
    assert (spoken.weekday(17), spoken.week(17)) == (3, 3)
    assert [spoken.clock(minute) for minute in (0, 59, 60, 1439)] == ["0:00", "0:59", "1:00", "23:59"]
    assert spoken.clock_s(86_399) == "23:59:59"


def test_every_hand_is_drawn():
    """41 residents at 10 a mark need a fifth one."""
    assert [spoken.marks(count, 10) for count in (0, 1, 10, 11, 400)] == [0, 1, 1, 2, 40]


def test_spots_of_a_square_lie_inside_it():
    """A square of 100 m whose corner is at (0, 0): its middle is 500 dm, a tenth of half its side 50 dm."""
    grid = Grid(0, 0, 100, 3, 3)
    assert squares.spot_in(grid, 4, 0, 0) == squares.middle_of(grid, 4) == (1500, 1500)
    assert squares.spot_in(grid, 0, -8, 3) == (500 - 8 * 50, 500 + 3 * 50)
    assert squares.around(1500, 1500, 200) == (1100, 1300, 1900, 1700)
