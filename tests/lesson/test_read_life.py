"""Scene 2, recounted from the frames of the same run."""

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import nullisland as ni
from nullisland.attack import anchor
from nullisland.errors import DataError
from nullisland.lesson import prepare, read_life
from nullisland.lesson.blocks import blocks
from nullisland.lesson.squares import cell_name, middle_of
from nullisland.model import NOWHERE, Grid, Traces

SCENARIO = ni.Scenario(people=300, days=14, seed=1)


@pytest.fixture(scope="module")
def outcome():
    return ni.run(SCENARIO)


@pytest.fixture(scope="module")
def life(outcome):
    return read_life.prepare(outcome, prepare(outcome))


@pytest.fixture(scope="module")
def rows(outcome, life):
    """(day, hour, cell) of every record of the code."""
    frame = outcome.to_frames()["release"].query(f"pseudonym == {life.resident.pseudonym}")
    return [(s // 24, s % 24, c) for s, c in zip(frame["slot"].tolist(), frame["cell"].tolist(), strict=True)]


def square_of(outcome, place):
    west, south, cell_m, columns, _ = outcome.release.grid
    places = outcome.island.places
    column = (int(places.x_dm[place]) - west) // (10 * cell_m)
    return (int(places.y_dm[place]) - south) // (10 * cell_m) * columns + column


def with_rule(life, home, work):
    """The same code with another claim of the rule; "right" and "wrong" are meant by their square."""
    squares = {
        "right": life.truth,
        "wrong": (life.truth[0] + 1, life.truth[1] + 1),
        "silent": (NOWHERE, NOWHERE),
    }
    return replace(life, rule=(squares[home][0], squares[work][1]))


@pytest.mark.parametrize("home", ["right", "wrong", "silent"])
@pytest.mark.parametrize("work", ["right", "wrong", "silent"])
def test_no_claim_is_neither_right_nor_wrong(life, home, work):
    assert with_rule(life, home, work).judged == (home, work)


def test_without_any_claim_about_a_home_there_is_no_typical_error():
    """Two residents whose days are too short for the rule."""
    outcome = ni.run(ni.Scenario.from_code("NI-5-2-2"))
    claims = anchor(Traces.from_release(outcome.release), outcome.release.slot_min)

    assert (claims.home_cell == NOWHERE).all()
    assert read_life.prepare(outcome, prepare(outcome)).median_m is None


def test_the_resident_is_the_first_who_fits_the_rule(outcome, life):
    people, guide = outcome.people, prepare(outcome).guide
    frame = outcome.to_frames()["release"]
    cells = frame.groupby(outcome.key.person_of(frame["pseudonym"].to_numpy()))["cell"].nunique()

    def fits(person):
        rounds = people.routines[people.routine[person]] in ("courier", "cleaner", "home_worker", "two_homes")
        return (
            not rounds
            and 25 * 365 <= -people.birth_day[person] < 65 * 365
            and people.second_home[person] == NOWHERE != people.employer_place[person]
            and square_of(outcome, people.employer_place[person])
            != square_of(outcome, people.home_place[person])
            and people.household[person] != people.household[guide.person]
            and cells.get(person, 0) >= 5
        )

    assert life.resident.person == next(p for p in range(SCENARIO.people) if fits(p))
    assert outcome.key.person_of([life.resident.pseudonym])[0] == life.resident.person


def test_the_truth_is_where_that_person_lives_and_works(outcome, life):
    people, person = outcome.people, life.resident.person
    places = people.home_place[person], people.employer_place[person]

    assert life.truth == tuple(square_of(outcome, place) for place in places)


def test_the_rule_by_hand(life, rows):
    nights = Counter(cell for day, hour, cell in rows if hour >= 22 or hour < 6)
    days = Counter(
        cell for day, hour, cell in rows if 9 <= hour < 17 and day % 7 < 5 and cell != life.rule[0]
    )

    assert nights[life.rule[0]] == max(nights.values())
    assert days[life.rule[1]] == max(days.values())


def test_everything_is_seen_when_nothing_is_filtered(life, rows):
    seen = read_life.look(life)
    counts = Counter(cell for _, _, cell in rows)

    assert dict(seen.squares) == counts
    assert list(life.busiest) == [cell for cell, _ in seen.squares[:5]]
    assert sum(life.hour_counts) == len(rows) == len(seen.confetti_dm)


@given(st.integers(0, 23), st.integers(1, 24), st.sets(st.integers(0, 6), min_size=1))
def test_the_dial_keeps_what_lies_between_its_hands(life, rows, start, stop, weekdays):
    def inside(hour):
        return start <= hour < stop if start < stop else hour >= start or hour < stop

    seen = read_life.look(life, (start, stop), weekdays)

    counts = Counter(cell for day, hour, cell in rows if inside(hour) and day % 7 in weekdays)
    assert dict(seen.squares) == counts
    assert len(seen.strings_dm) <= len({day for day, hour, _ in rows if inside(hour) and day % 7 in weekdays})


def test_confetti_lies_in_its_square_and_no_two_dots_on_each_other(life):
    seen = read_life.look(life)
    west, south, cell_m, columns, _ = life.grid
    column = (seen.confetti_dm[:, 0] - west) // (10 * cell_m)
    cells = (seen.confetti_dm[:, 1] - south) // (10 * cell_m) * columns + column

    assert cells.tolist() == life.points[:, 1].tolist()
    assert len(np.unique(seen.confetti_dm, axis=0)) == len(seen.confetti_dm)


def test_the_numbers_of_the_town_are_the_librarys(outcome, life):
    claims = anchor(ni.Traces.from_release(outcome.release), 60)
    persons = outcome.key.person_of(outcome.release.pseudonyms)
    homes = [square_of(outcome, place) for place in outcome.people.home_place[persons]]
    right = sum(int(a) == b for a, b in zip(claims.home_cell, homes, strict=True))

    assert round(life.homes.right.value * life.homes.right.n) == right
    assert life.homes.right.n == SCENARIO.people
    assert sum(right for _, right, _ in life.homes_by_routine) == right
    assert sum(people for _, _, people in life.homes_by_routine) == SCENARIO.people


def test_larger_squares_name_fewer(life):
    named = [book.named.right.value for book in life.books]

    assert [book.cell_m for book in life.books] == list(read_life.BOOK_CELLS)
    assert named[0] > named[-1]
    for book in life.books:
        assert book.named.right.value + book.named.wrong.value + book.named.passed.value == pytest.approx(1)


def test_names_of_squares_count_from_the_north_west():
    grid = Grid(0, 0, 250, 28, 3)

    assert [cell_name(grid, cell) for cell in (0, 27, 28 * 2, 28 * 3 - 1)] == ["A3", "AB3", "A1", "AB1"]
    assert middle_of(grid, 29) == (3750, 3750)


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=5), st.integers(1, 500))
def test_blocks_add_up_and_are_within_one_of_their_share(counts, squares):
    shared = blocks(counts, squares)

    assert sum(shared) == (squares if sum(counts) else 0)
    for count, block in zip(counts, shared, strict=True):
        assert not sum(counts) or abs(block - count * squares / sum(counts)) < 1


def test_an_island_where_nobody_works_has_no_working_day_to_read():
    """Two residents, both retired."""
    outcome = ni.run(ni.Scenario.from_code("NI-7-2-2"))
    assert (outcome.people.employer_place[:2] == NOWHERE).all()
    with pytest.raises(DataError, match="must go to work or school, found nobody"):
        read_life.prepare(outcome, prepare(outcome))
