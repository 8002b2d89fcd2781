"""Commuters and households with ties: who goes where, and that it is what the tables say."""

import numpy as np
import pytest

from nullisland._kernels.diary_rules import HOME
from nullisland.model import NOWHERE, Scenario
from nullisland.movement.outside import joined
from nullisland.people import build_people
from nullisland.scale.layout import layout_of
from nullisland.scale.ties import Neighbour, ties_of

PULL = (9_000, 3_000)


@pytest.fixture(scope="module")
def town():
    """A town of 4,000 with two neighbours: layouts, people, neighbours, ties."""
    layouts = [
        layout_of(Scenario(people=n, days=7, seed=s, visitors=0)) for n, s in ((4_000, 5), (900, 6), (600, 7))
    ]
    people = build_people(Scenario(people=4_000, days=7, seed=5, visitors=0), layouts[0].island)
    neighbours = [
        Neighbour(layout.squares, offset, pull)
        for layout, offset, pull in zip(layouts[1:], ((60_000, 0), (0, -80_000)), PULL, strict=True)
    ]
    return layouts, people, neighbours, ties_of(5, people, layouts[0].island.places.kind, neighbours)


def test_commuters_keep_their_kind_of_work(town):
    layouts, people, _, ties = town
    own = layouts[0].island.places
    away = np.flatnonzero(ties.people.employer_place >= len(own))
    rows = ties.people.employer_place[away] - len(own)

    assert (ties.outside.squares.spots[rows, 3] == own.kind[people.employer_place[away]]).all()
    assert (ties.outside.squares.jobs[rows] > 0).all()
    stay = np.setdiff1d(np.arange(len(people)), away)
    assert (ties.people.employer_place[stay] == people.employer_place[stay]).all()


def test_as_many_commute_as_the_neighbours_pull(town):
    """Where a neighbour has no such place the worker stays, so at most their share; binomial, 5 standard errors."""
    layouts, people, _, ties = town
    styles = {"courier", "cleaner", "school", "student", "kindergarten", "two_homes"}
    works = np.array([name not in styles for name in people.routines])[people.routine]
    works &= people.employer_place != NOWHERE
    share = sum(PULL) / 65_536
    away = (ties.people.employer_place >= len(layouts[0].island.places)).sum()

    assert away <= works.sum() * share + 5 * np.sqrt(works.sum() * share * (1 - share))
    assert away >= 0.5 * works.sum() * share


def test_households_have_ties_by_their_pull(town):
    _, people, neighbours, ties = town
    n = len(people.household_first) - 1
    squares = [len(neighbour.squares.choices) for neighbour in neighbours]
    town_of = np.repeat(np.arange(2), squares)
    counts = np.bincount(town_of[ties.outside.outward[ties.outside.outward >= 0]], minlength=2)
    shares = np.minimum(3 * np.array(PULL), 32_768 * np.array(PULL) // sum(PULL)) / 65_536
    assert (np.abs(counts - n * shares) < 5 * np.sqrt(n * shares * (1 - shares)) + 1).all()


def test_reach_is_home_ties_and_work(town):
    layouts, people, neighbours, ties = town
    own = len(layouts[0].island.places)
    square_town = np.repeat([1, 2], [len(n.squares.choices) for n in neighbours])
    row_town = np.repeat([1, 2], [len(n.squares.place) for n in neighbours])
    for person in range(0, len(people), 7):
        towns = {0}
        square = ties.outside.outward[people.household[person]]
        towns |= {int(square_town[square])} if square >= 0 else set()
        row = ties.people.employer_place[person] - own
        towns |= {int(row_town[row])} if row >= 0 else set()
        assert int(ties.reach[person]) == sum(1 << t for t in towns)


def test_squares_hold_what_their_tables_name(town):
    """Every entry of a table is a place of that kind, in the neighbour's own numbering and position."""
    layouts, _, neighbours, _ = town
    squares, places = neighbours[0].squares, layouts[1].island.places
    assert (places.kind[squares.place] == squares.spots[:, 3]).all()
    assert (places.x_dm[squares.place] == squares.spots[:, 0]).all()
    for kind in range(1, len(places.kinds)):
        rows = squares.choices[:, kind]
        assert (squares.spots[rows[rows >= 0], 3] == kind).all()
    for square in range(len(squares.choices)):
        homes = squares.homes[squares.homes_first[square] : squares.homes_first[square + 1]]
        assert (squares.spots[homes, 2] == square).all() and (squares.spots[homes, 3] == HOME).all()
        assert set(squares.choices[square, HOME].ravel()) == ({square} if len(homes) else {-1})


def test_joined_squares_point_at_their_own_rows(town):
    _, _, neighbours, _ = town
    parts = [n.squares for n in neighbours]
    both = joined(parts, [n.offset_dm for n in neighbours])
    row, square = len(parts[0].place), len(parts[0].choices)
    assert (both.spots[row:, 1] == parts[1].spots[:, 1] - 80_000).all()
    assert (both.spots[row:, 2] == parts[1].spots[:, 2] + square).all()
    theirs, mine = both.choices[square:, 1:], parts[1].choices[:, 1:]
    assert (np.where(theirs >= 0, theirs - row, -1) == mine).all()
    assert (both.homes[both.homes_first[square] :] == parts[1].homes + row).all()
