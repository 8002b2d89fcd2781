from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nullisland.model import NOWHERE, Scenario
from nullisland.people import build_people
from nullisland.studies import Options, run_study
from nullisland.studies.home_work import home_and_work, pair_sizes
from nullisland.world import build_island

pairs = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=40)


@given(pairs)
def test_sizes_are_those_of_the_obvious_count(rows):
    home, work = np.array(rows, np.int64).T
    counts = Counter(rows)

    assert pair_sizes(home, work).tolist() == [counts[row] for row in rows]


@given(pairs, st.integers(1, 5))
def test_coarser_zones_never_shrink_a_set(rows, factor):
    home, work = np.array(rows, np.int64).T

    assert (pair_sizes(home // factor, work // factor) >= pair_sizes(home, work)).all()


def test_who_learns_or_stays_at_home_is_not_counted():
    scenario = Scenario(people=600, seed=3, visitors=0)
    island = build_island(scenario)
    people = build_people(scenario, island)
    unpaid = ("child", "kindergarten child", "pupil", "student", "retired", "works from home")
    expected = [
        (int(people.home_place[i]), int(people.employer_place[i]))
        for i in range(600)
        if people.employer_place[i] != NOWHERE and people.jobs[people.job[i]] not in unpaid
    ]

    home, work = home_and_work(people)

    assert list(zip(home.tolist(), work.tolist(), strict=True)) == expected
    assert 200 < len(home) < 400
    schools = island.places.of_kind("school", "kindergarten")
    assert np.isin(work, schools).mean() < 0.1


@pytest.fixture(scope="module")
def figures():
    found = run_study("home-work", Options(people=20_000, seed=2))
    return {figure.id: figure for figure in found.figures}


def test_the_coarser_the_grain_the_larger_the_sets(figures):
    grains = ("block", "tract", "county")
    medians = [figures[f"home_work_median_{grain}"].value for grain in grains]
    assert medians[0] < medians[1] < medians[2]
    for share in ("unique", "upto5"):
        values = [figures[f"home_work_{grain}_{share}"].value for grain in grains]
        assert values == sorted(values, reverse=True)


def test_print_stands_beside_it(figures):
    assert [figures[f"home_work_median_{grain}"].published for grain in ("block", "tract", "county")] == [
        1,
        21,
        34980,
    ]
    assert figures["home_work_tract_upto5"].published == 0.242
    assert {figure.n for figure in figures.values()} == {figures["home_work_median_block"].n}
