from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nullisland.model import NOWHERE, Scenario
from nullisland.people import build_people
from nullisland.scale.inhabitants import inhabitants_of
from nullisland.studies import Options, home_work, run_study
from nullisland.studies.home_work import County, joined, pair_sizes, who_works, zones_of
from nullisland.world import build_archipelago, build_island

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
        i
        for i in range(600)
        if people.employer_place[i] != NOWHERE and people.jobs[people.job[i]] not in unpaid
    ]

    who = who_works(people)

    assert who.tolist() == expected
    assert 200 < len(who) < 400
    schools = island.places.of_kind("school", "kindergarten")
    assert np.isin(people.employer_place[who], schools).mean() < 0.1


def test_two_counties_joined_by_hand():
    """Two places each; the second place of each county is a tract of its own in the first county only."""
    one = County(
        np.array([[0, 1], [0, 1], [0, 0], [0, 0]]), np.array([0, 1]), np.array([0, 1]), np.array([1, 0])
    )
    two = County(np.array([[1, 0], [0, 0], [0, 0], [1, 0]]), np.array([1]), np.array([0]), np.array([0]))

    zone, home, work = joined([one, two])

    assert zone.tolist() == [[0, 1, 3, 2], [0, 1, 2, 2], [0, 0, 1, 1], [0, 0, 2, 1]]
    assert home.tolist() == [0, 1, 3]
    assert work.tolist() == [1, 2, 0]


def test_workplaces_in_other_towns_are_places_there_of_a_kind_with_jobs():
    archipelago = build_archipelago(Scenario.country(30_000, seed=5))
    town = inhabitants_of(archipelago, int(archipelago.order[0]))

    work_town, work = town.workplaces()

    own = len(town.layouts[0].island.places)
    employer = town.people.employer_place
    outside = employer >= own
    assert 0.02 < outside.mean() < 0.4
    assert (work_town[~outside] == town.towns[0]).all()
    assert (work[~outside] == employer[~outside]).all()
    assert set(work_town[outside].tolist()) <= set(town.towns[1:].tolist())
    for at, number in enumerate(town.towns.tolist()[1:], 1):
        there = town.layouts[at].island.places
        assert (there.jobs[work[work_town == number]] > 0).all()


def test_zones_have_the_people_they_should_have():
    """9,000 residents, some 4,300 of them working: tracts of 1,500 working people, and of 1,500 residents."""
    scenario = Scenario(people=9_000, seed=3, visitors=0)
    island = build_island(scenario)
    people = build_people(scenario, island)
    at_work = people.home_place[who_works(people)]

    block, tract, county, of_residents = zones_of(people, island.places)
    two = zones_of(people, island.places, 2)[2]

    assert 4_000 < len(at_work) < 4_700
    assert np.bincount(tract[at_work]).tolist() == pytest.approx([len(at_work) / 3] * 3, abs=15)
    assert np.bincount(of_residents[people.home_place]).tolist() == pytest.approx([1_500] * 6, abs=25)
    assert np.bincount(two[at_work]).tolist() == pytest.approx([len(at_work) / 2] * 2, abs=15)
    assert len(np.unique(block)) > 300
    assert len(np.unique(block * 3 + tract)) == len(np.unique(block))
    assert set(county.tolist()) == {0}


@pytest.fixture(scope="module")
def figures():
    found = run_study("home-work", Options(people=20_000, seed=2))
    return {figure.id: figure for figure in found.figures}


@pytest.mark.parametrize("name", ["", "country_"])
def test_the_coarser_the_grain_the_larger_the_sets(figures, name):
    grains = ("block", "tract", "county")
    medians = [figures[f"home_work_{name}median_{grain}"].value for grain in grains]
    assert medians[0] < medians[1] <= medians[2]
    for share in ("unique", "upto5"):
        values = [figures[f"home_work_{name}{grain}_{share}"].value for grain in grains]
        assert values == sorted(values, reverse=True)


def test_in_one_town_fewer_share_a_pair_than_in_many_small_ones(figures):
    for tract in ("median_tract", "median_tract_of_residents"):
        assert figures[f"home_work_{tract}"].value < figures[f"home_work_country_{tract}"].value
    assert figures["home_work_median_tract"].value > figures["home_work_median_tract_of_residents"].value


def test_an_interrupted_run_goes_on_and_finds_the_same(monkeypatch, tmp_path):
    options = Options(people=12_000, seed=2, resume=tmp_path / "kept")
    first = run_study("home-work", options)
    built = []
    county = home_work._county
    monkeypatch.setattr(home_work, "_county", lambda towns, i: built.append(i) or county(towns, i))
    next((tmp_path / "kept").glob("1.np*")).unlink()

    again = run_study("home-work", options)

    assert built == [1]
    assert (again.figures, again.points) == (first.figures, first.points)


def test_print_stands_beside_it(figures):
    medians = [figures[f"home_work_median_{grain}"].published for grain in ("block", "tract", "county")]

    assert medians == [1, 21, 34980]
    assert figures["home_work_tract_upto5"].published == 0.242
    assert figures["home_work_country_median_tract"].published is None
