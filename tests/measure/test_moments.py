"""Verdicts on what totals give away, on who lives together and on crossings: each counted by hand."""

from dataclasses import replace

import numpy as np
import pytest

from nullisland.attack import Claims, Crossings, Recovered, crossings, whereabouts
from nullisland.errors import DataError
from nullisland.measure import (
    crossing_error_m,
    judge_crossings,
    judge_departures,
    judge_ties,
    judge_traces,
    judge_visits,
)
from nullisland.model import NOWHERE, Grid, TotalsRelease, Traces
from nullisland.release.generalise import round_fixes
from towns import fixes_of

GRID = Grid(0, 0, 100, 5, 5)


def totals_of(lives, history=()):
    """Totals of lives, a row of cells each."""
    cells = np.array(lives)
    counts = np.zeros((cells.shape[1], 25), np.int64)
    for slot in range(cells.shape[1]):
        np.add.at(counts[slot], cells[:, slot], 1)
    return TotalsRelease(
        sensor="gps", slot_min=60, grid=GRID, counts=counts, threshold=0, history=history, reproducible=True
    )


def traces_of_lives(lives, first_id=0):
    cells = np.array(lives)
    who, slot = np.indices(cells.shape)
    return Traces.from_arrays(who.ravel() + first_id, cells.ravel(), slot.ravel())


def test_who_left_was_where_the_counts_fell():
    everybody = [[0, 0, 6], [0, 1, 6], [4, 9, 9]]

    found = whereabouts(totals_of(everybody), totals_of(everybody[:2]))

    assert found.person.tolist() == [4, 9, 9]
    assert found.confidence.tolist() == [1, 1, 1] and found.candidates.tolist() == [1, 1, 1]
    assert whereabouts(totals_of(everybody), totals_of(everybody)).person.tolist() == [NOWHERE] * 3


def test_two_who_left_are_told_apart_by_nothing():
    """In the first hour they were apart: two cells fell by one each, and the lower is named with an even chance."""
    found = whereabouts(totals_of([[7, 7], [3, 7], [0, 0]]), totals_of([[0, 0]]))

    assert found.person.tolist() == [3, 7]
    assert found.confidence.tolist() == [1 / 2, 1]
    assert found.candidates.tolist() == [2, 1]


def test_in_much_noise_the_fullest_cell_is_the_best_guess_and_in_little_the_fall():
    everybody, history = [[8, 8]] * 5 + [[2, 8]], "aggregate_dp: scale={}"
    quiet, loud = (history.format(scale) for scale in (0.05, 50))

    sure, unsure = (
        whereabouts(totals_of(everybody, (done,)), totals_of(everybody[:5], (done,)))
        for done in (quiet, loud)
    )

    assert sure.person.tolist() == [2, 8] and sure.confidence.min() > 0.99
    assert unsure.person.tolist() == [8, 8] and unsure.confidence.max() < 0.5


def test_departures_counted_by_hand():
    """Ann is seen at 4, then 9, then at both 6 and 7; claimed are 4, 0 and 7: two of three moments are right."""
    ann = Traces.from_arrays([5, 5, 5, 5], [4, 9, 6, 7], [0, 1, 2, 2])
    later = totals_of([[4, 1, 1], [4, 1, 1], [3, 9, 6]])
    claims = Claims(np.array([4, 0, 7]), np.ones(3), np.ones(3, int))
    nothing = Claims(np.array([NOWHERE, 3, NOWHERE]), np.zeros(3), np.zeros(3, int))

    found = judge_departures([claims], ann, later, nothing, traces_of_lives([[1, 1, 1]], 99))

    assert (found.right.value, found.wrong.value, found.passed.value, found.n) == (2 / 3, 1 / 3, 0, 3)
    assert found.baseline.value == 1 / 3  # the fullest cells are 4, 1 and 1
    assert (found.control.value, found.control.n) == (1 / 3, 3)


def test_recovered_moments_counted_by_hand():
    """Four people at home in corners; two traces come back but for an hour, one is never counted in the second."""
    lives = [[0, 0, 0, 0], [4, 4, 4, 4], [20, 20, 20, 20], [24, 24, 24, 24]]
    cell = np.array([[0, 0, 0, 1], [4, NOWHERE, 4, 4], [20, 20, 20, 20], [24, 24, 24, 24]])

    found = judge_traces(Recovered(cell), traces_of_lives(lives), traces_of_lives([[12, 12, 12, 12]], 100))

    assert (found.right.value, found.wrong.value, found.passed.value) == (14 / 16, 1 / 16, 1 / 16)
    assert found.n == 16 and found.baseline.n == 16 and found.baseline.value < found.right.value
    assert (found.control.value, found.control.n) == (0, 4)  # nobody was ever put where the visitor was


def test_a_visitor_who_does_as_a_resident_does_is_put_there_too():
    """The control of recovery is not nothing: what everybody does comes back of anybody."""
    lives = [[0, 0], [4, 4], [20, 20], [24, 24]]

    found = judge_traces(Recovered(np.array(lives)), traces_of_lives(lives), traces_of_lives([[0, 0]], 100))

    assert (found.right.value, found.control.value) == (1, 1)


def test_nobody_has_no_moments():
    nobody = Traces.from_arrays([], [], [])
    with pytest.raises(DataError, match="nobody"):
        judge_traces(Recovered(np.zeros((1, 2), int)), nobody, nobody)


def test_ties_counted_by_hand():
    """Two couples and a single. One couple finds each other, of the other one names a stranger, one nobody."""
    household = np.array([0, 0, 1, 1, 2])
    claims = Claims(np.array([1, 0, 4, NOWHERE, 3]), np.ones(5), np.ones(5, int))

    found = judge_ties(claims, np.arange(5), household)

    assert (found.right.value, found.wrong.value, found.passed.value, found.n) == (2 / 4, 1 / 4, 1 / 4, 4)
    assert (found.control.value, found.control.n) == (1, 1)  # the single is tied to somebody
    assert found.baseline.value == 1 / 4  # one of the four others


def test_two_traces_of_one_person_are_no_tie():
    """Codes that were not joined: who names the same person's other trace has not found who lives with them."""
    household = np.array([0, 0])
    claims = Claims(np.array([0, 0, 0]), np.ones(3), np.ones(3, int))

    found = judge_ties(claims, np.array([0, 0, 1]), household)

    assert (found.right.value, found.wrong.value, found.n) == (1 / 3, 2 / 3, 3)
    with pytest.raises(DataError, match="share"):
        judge_ties(claims, np.array([0, 0, 1]), np.array([0, 1]))


def test_of_whom_nothing_is_shown_is_the_control_of_visits():
    shown, unseen = (
        Claims(np.array(who), np.ones(len(who)), np.ones(len(who), int)) for who in ([1, 1], [1, -1])
    )

    found = judge_visits(shown, np.array([True, False]), "clinic", unseen)

    assert (found.right.value, found.wrong.value, found.control.value) == (1 / 2, 1 / 2, 1 / 2)


def test_a_crossing_by_hand():
    """From (20, 30) to (140, 90) metres: the edge at 100 m is crossed at (100, 70), and 50 is said: 20 m off."""
    walk = fixes_of([(1, 0, 200, 300), (1, 5, 1_400, 900)])
    grid = Grid(0, 0, 100, 4, 4)
    rounded = round_fixes(walk, grid)

    found = crossings(rounded)

    assert (found.x_dm.tolist(), found.y_dm.tolist()) == ([1_000], [500])
    assert crossing_error_m(found, rounded, walk).tolist() == [20.0]
    verdict = judge_crossings(found, rounded, walk, 100)
    assert (verdict.right.value, verdict.n, verdict.control) == (1, 1, None)
    assert judge_crossings(found, rounded, replace(walk, y_dm=walk.y_dm + 60), 100).right.value == 0  # 26 m


def test_a_crossing_northwards_is_measured_along_the_edge():
    """From (30, 20) to (90, 140): across y = 100 at x = 70."""
    walk = fixes_of([(1, 0, 300, 200), (1, 5, 900, 1_400)])
    rounded = round_fixes(walk, Grid(0, 0, 100, 4, 4))

    found = crossings(rounded)

    assert crossing_error_m(found, rounded, walk).tolist() == [20.0]


def test_crossings_are_compared_with_the_same_fixes_only():
    walk = fixes_of([(1, 0, 200, 300), (1, 5, 1_400, 900)])
    rounded = round_fixes(walk, Grid(0, 0, 100, 4, 4))
    found = crossings(rounded)

    with pytest.raises(DataError, match="same pseudonyms"):
        crossing_error_m(found, rounded, fixes_of([(2, 0, 200, 300), (2, 5, 1_400, 900)]))
    none = Crossings(*(np.empty(0, column.dtype) for column in found))
    with pytest.raises(DataError):
        judge_crossings(none, rounded, walk, 100)
