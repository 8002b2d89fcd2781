import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from naive import attack as naive_attack
from naive import clues as naive
from nullisland.attack import Clues, MatchRule, View, match, view
from nullisland.errors import ConfigError, DataError
from nullisland.model import NOWHERE, Grid
from towns import traces_of

GRID = Grid(west_dm=-1000, south_dm=0, cell_m=100, columns=4, rows=3)
SLOT_MIN = 60


def clues(rows, within_m=0, within_min=0, **more):
    """Rows of [(x_dm, y_dm, t_min), ...], a row a target."""
    columns = np.array(rows, np.int64).reshape(len(rows), -1, 3)
    return Clues(
        person=np.arange(len(rows)),
        x_dm=columns[..., 0],
        y_dm=columns[..., 1],
        t_min=columns[..., 2],
        within_m=within_m,
        within_min=within_min,
        **more,
    )


def seen(town):
    return View(traces_of(town), GRID, SLOT_MIN)


ANN, BOB, CEM = 10, 20, 30
TOWN = [(ANN, 0, 8), (ANN, 5, 9), (BOB, 1, 8), (BOB, 5, 9), (CEM, 0, 8), (CEM, 11, 20)]


def test_who_was_there_read_by_hand():
    """Square 5 is the second of the second row; Ann alone was in square 0 at 8 and in square 5 at 9."""
    found = match(seen(TOWN), clues([[(-500, 500, 500), (500, 1500, 599)]]))

    assert found.person.tolist() == [ANN]
    assert found.candidates.tolist() == [1]


def test_a_clue_that_may_be_off_lets_more_people_fit():
    """Within 60 m of the edge between squares 0 and 1 and within the hour, Bob fits as well as Ann."""
    near = [[(-50, 500, 500), (500, 1500, 599)]]
    exact, tolerant = match(seen(TOWN), clues(near)), match(seen(TOWN), clues(near, within_m=60))

    assert (exact.person.tolist(), exact.candidates.tolist()) == ([ANN], [1])
    assert (tolerant.person.tolist(), tolerant.candidates.tolist()) == ([NOWHERE], [2])
    late = match(seen(TOWN), clues([[(-500, 500, 400), (500, 1500, 599)]], within_min=80))
    assert late.person.tolist() == [ANN]


def test_a_wrong_clue_hides_a_person_from_who_trusts_all_of_them():
    wrong = [[(-500, 500, 500), (500, 1500, 599), (2500, 2500, 700)]]

    trusting = match(seen(TOWN), clues(wrong))
    wary = match(seen(TOWN), clues(wrong), MatchRule(wrong=1, error=0.1))

    assert (trusting.person.tolist(), trusting.candidates.tolist()) == ([NOWHERE], [0])
    assert (wary.person.tolist(), wary.candidates.tolist()) == ([ANN], [1])


def test_confidence_of_one_among_three_by_bayes():
    """Two of three fit the first clue and two the second; Ann fits both: (3/2)**2 against 5 % not in it."""
    found = match(seen(TOWN), clues([[(-500, 500, 500), (500, 1500, 599)]]), MatchRule(inside=0.95))

    likelihood = 0.95 / 3 * (3 / 2) ** 2
    assert found.confidence[0] == pytest.approx(likelihood / (likelihood + 0.05))


xy = st.integers(-1500, 4000)
minute = st.integers(-1, 30 * 60)


@given(
    st.lists(st.tuples(st.integers(0, 5), st.integers(0, 11), st.integers(0, 25)), min_size=1, max_size=50),
    st.lists(st.lists(st.tuples(xy, xy, minute), min_size=3, max_size=3), min_size=1, max_size=4),
    st.integers(0, 150),
    st.integers(0, 130),
    st.sampled_from([(0, 0.0), (1, 0.2), (2, 0.05)]),
)
def test_matching_is_that_of_the_obvious_version(rows, sightings, within_m, within_min, errors):
    town = naive_attack.points(rows)
    found = match(
        seen(rows),
        clues(sightings, within_m, within_min),
        MatchRule(wrong=errors[0], error=errors[1], least=0),
    )

    for i, row in enumerate(sightings):
        known = [
            (
                naive.squares_near(GRID, x, y, within_m * 10),
                set(range((t - within_min) // SLOT_MIN, (t + within_min) // SLOT_MIN + 1)),
            )
            if t >= 0
            else None
            for x, y, t in row
        ]
        who, sure, fit = naive.best_trace(town, known, *errors, 0.95)
        assert found.candidates[i] == fit
        assert found.confidence[i] == pytest.approx(sure)
        assert found.person[i] == (NOWHERE if who is None else who)


@given(st.integers(1, 4))
def test_threads_do_not_change_a_claim(threads):
    rng = np.random.default_rng(1)
    rows = [(who, int(c), int(s)) for who in range(30) for c, s in rng.integers(0, 12, (8, 2))]
    sightings = [[(int(x), int(y), int(t))] for x, y, t in rng.integers(0, 700, (300, 3))]

    one, many = (match(seen(rows), clues(sightings), threads=n) for n in (1, threads))

    assert all(np.array_equal(a, b) for a, b in zip(one, many, strict=True))


def test_sites_are_asked_for_by_site():
    release = View(traces_of([(1, 700, 8), (2, 701, 8)]), None, 60)
    where = clues([[(0, 0, 490)]], site=np.array([[701]]))

    assert match(release, where).person.tolist() == [2]
    for view_, asked in ((release, clues([[(0, 0, 490)]])), (seen(TOWN), where)):
        with pytest.raises(DataError, match="sites"):
            match(view_, asked)


def test_far_apart_cells_and_slots_are_matched_alike():
    """Codes of a table that is too sparse for its pairs."""
    rows = [(1, 10**9, 5), (2, 7, 10**7), (3, 8, 10**7)]
    release = View(traces_of(rows), Grid(0, 0, 10, 10, 10**8), 1)

    found = match(release, clues([[(750, 50, 10**7)], [(850, 50, 10**7 + 1)]], within_min=2))

    assert found.person.tolist() == [2, 3]


def test_what_makes_no_sense_is_refused():
    with pytest.raises(ConfigError, match="error must be above 0"):
        MatchRule(wrong=1)
    with pytest.raises(ConfigError, match="least"):
        MatchRule(least=1.5)
    with pytest.raises(ConfigError, match="within_m"):
        clues([[(0, 0, 0)]], within_m=-1)
    with pytest.raises(DataError, match="one shape"):
        Clues(person=np.arange(2), x_dm=np.zeros((1, 1), int), y_dm=np.zeros((1, 1), int), t_min=[[1]])
    with pytest.raises(ConfigError, match="at most"):
        match(seen(TOWN), clues([[(0, 0, 0)]], within_m=10_000, within_min=60_000))


def test_nobody_and_nothing_give_no_claims():
    empty = match(seen([]), clues([[(0, 0, 0)]]))

    assert (empty.person.tolist(), empty.candidates.tolist()) == ([NOWHERE], [0])
    assert view(seen(TOWN)).slot_min == SLOT_MIN
