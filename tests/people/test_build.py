"""Who lives in a town: counts, households, homes, schools, work."""

import hashlib
import subprocess
import sys
from dataclasses import fields
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nullisland.errors import ConfigError
from nullisland.model import NOWHERE, Scenario
from nullisland.people import build_people
from nullisland.people.households import CHILD, FLATMATE, HEAD, PARTNER, draw_households, household_kinds
from nullisland.people.matching import staff_of
from towns import SENSITIVE
from toy import toy_island

AT_WORK_OR_SCHOOL = {"small_child", "care_at_home", "retired", "job_seeker", "home_worker"}


@cache
def town():
    """2,000 residents and 100 visitors on a toy island that has room for them."""
    return toy_island(side=16, homes=700, per_kind=8), Scenario(people=2_000, seed=3)


@cache
def people():
    island, scenario = town()
    return build_people(scenario, island)


def age(p):
    return -p.birth_day / 365.25


def of_routine(p, *names):
    return np.isin(p.routine, [p.routines.index(name) for name in names])


def digest(p):
    h = hashlib.sha256()
    for field in fields(p):
        value = getattr(p, field.name)
        h.update(value.tobytes() if isinstance(value, np.ndarray) else repr(value).encode())
    return h.hexdigest()


@pytest.mark.parametrize("n", [2, 3, 17, 300])
@pytest.mark.parametrize("visitors", [0, 1, 2, 40])
def test_counts_are_exact(n, visitors):
    p = build_people(Scenario(people=n, visitors=visitors), toy_island())

    assert (len(p), p.released) == (n + visitors, n)
    assert p.household_first[-1] == n + visitors
    assert n in p.household_first  # no visitor lives with a resident


def test_arrays_are_read_only_and_of_one_length():
    p = people()
    arrays = [getattr(p, f.name) for f in fields(p) if isinstance(getattr(p, f.name), np.ndarray)]

    assert not any(a.flags.writeable for a in arrays)
    assert {len(a) for a in arrays} == {len(p), len(p.household_first)}


def test_every_key_is_valid():
    (island, _), p = town(), people()
    home = island.places.of_kind("home")

    assert np.isin(p.home_place, home).all()
    assert ((p.employer_place >= NOWHERE) & (p.employer_place < len(island.places))).all()
    assert np.isin(p.second_home[p.second_home != NOWHERE], home).all()
    assert (p.routine < len(p.routines)).all()
    assert (p.job < len(p.jobs)).all()
    assert (p.sex <= 2).all()


def test_no_house_holds_more_households_than_dwellings():
    (island, _), p = town(), people()
    first = p.household_first[:-1]

    held = np.bincount(p.home_place[first], minlength=len(island.places))

    assert (held <= island.places.dwellings).all()


def test_a_crowded_town_shares_its_dwellings_evenly():
    island = toy_island(homes=10)  # 20 dwellings
    p = build_people(Scenario(people=300), island)
    held = np.bincount(p.home_place[p.household_first[:-1]], minlength=len(island.places))[:10]

    assert held.max() - held.min() <= 2


def test_a_household_lives_together_and_is_one_to_six():
    p = people()
    size = np.diff(p.household_first)

    assert (size >= 1).all() and (size <= 6).all()
    assert (np.diff(p.household) >= 0).all()
    assert (p.home_place == p.home_place[p.household_first[p.household]]).all()


def test_household_kinds_have_their_shares():
    """A hundred thousand people, 5 standard errors: singles are single_adult and single_older."""
    table = household_kinds()
    weight = np.diff(table.cumulative, prepend=0) / table.cumulative[-1]
    p = build_people(Scenario(people=100_000, visitors=0), toy_island(homes=30))
    size = np.diff(p.household_first)
    single = weight[[table.names.index("single_adult"), table.names.index("single_older")]].sum()

    assert (size == 1).mean() == pytest.approx(single, abs=5 * np.sqrt(single * (1 - single) / len(size)))


def test_ages_are_those_of_people():
    p = people()

    assert (p.birth_day < 0).all()
    assert age(p).max() < 100
    assert 0.15 < (age(p) < 18).mean() < 0.30
    assert 0.12 < (age(p) >= 65).mean() < 0.28


def test_every_child_has_somebody_at_least_18_years_older_at_home():
    p = people()
    oldest = np.maximum.reduceat(age(p), p.household_first[:-1])[p.household]
    child = age(p) < 18

    assert child.any()
    assert (oldest[child] - age(p)[child] >= 18).all()


def test_no_parent_is_younger_than_18_at_a_birth():
    m = draw_households(Scenario(people=300_000))
    eldest = np.zeros(len(m.first) - 1, int)
    child = m.role == CHILD
    np.maximum.at(eldest, m.household[child], m.age_days[child])

    parent = np.isin(m.role, (HEAD, PARTNER)) & (eldest[m.household] > 0)
    assert parent.sum() > 50_000
    assert (m.age_days - eldest[m.household] >= 18 * 365)[parent].all()
    assert (m.age_days[np.isin(m.role, (HEAD, PARTNER, FLATMATE))] >= 18 * 365).all()


def test_partners_are_of_similar_age():
    m = draw_households(Scenario(people=30_000))
    partner = np.flatnonzero(m.role == PARTNER)
    gap = (m.age_days[partner] - m.age_days[m.first[m.household[partner]]]) / 365.25

    assert np.median(np.abs(gap)) < 2
    assert np.abs(gap).max() < 10


def test_no_small_child_stays_at_home_alone():
    p = people()
    carer = of_routine(p, "care_at_home").astype(int)
    cared = np.add.reduceat(carer, p.household_first[:-1])[p.household] > 0

    assert of_routine(p, "small_child").any()
    assert cared[of_routine(p, "small_child")].all()


def test_routines_fit_the_age():
    p = people()

    assert (age(p)[of_routine(p, "small_child", "kindergarten")] < 6.01).all()
    assert (age(p)[of_routine(p, "school")] >= 5.99).all()
    assert (age(p)[of_routine(p, "school")] < 18.01).all()
    assert (age(p)[of_routine(p, "retired")] >= 61.99).all()
    assert (age(p)[of_routine(p, "night_shift", "courier", "office", "care_at_home")] >= 18).all()


def test_a_town_has_everybody_the_lesson_needs():
    (island, _), p = town(), people()
    assert set(p.routine) == set(range(len(p.routines)))

    kind = np.array(island.places.kinds)[island.places.kind]
    works = p.employer_place >= 0
    staffed = np.bincount(p.employer_place[works], minlength=len(kind))
    assert (staffed[np.isin(kind, SENSITIVE)] > 0).all()
    at_clinic = works & (kind[p.employer_place] == "clinic")
    assert "nurse" in {p.jobs[j] for j in p.job[at_clinic]}


def test_people_work_where_their_job_is_done():
    """Every (kind of place, job) of a worker is a row of the table; pupils are at schools."""
    from nullisland.tables import read_table

    (island, _), p = town(), people()
    allowed = {(row["kind"], row["job"]) for row in read_table("town/jobs.csv")}
    allowed |= {("school", "pupil"), ("school", "student"), ("kindergarten", "kindergarten child")}
    works = np.flatnonzero(p.employer_place >= 0)
    held = {(island.places.kinds[island.places.kind[p.employer_place[i]]], p.jobs[p.job[i]]) for i in works}

    assert held <= allowed
    without = {p.routines[r] for r in p.routine[p.employer_place < 0]}
    assert without <= AT_WORK_OR_SCHOOL


def test_two_homes_are_two_places():
    p = people()
    two = p.second_home != NOWHERE

    assert (two == of_routine(p, "two_homes")).all()
    assert (p.second_home[two] != p.home_place[two]).all()
    assert {p.jobs[j] for j in p.job[two]} > {"pupil"}


def test_staff_sums_to_the_workers_and_stays_within_the_jobs():
    island = toy_island()
    total = int(island.places.jobs.sum())
    for workers in (0, 1, 5, 27, 60, 81, 82, 200, total - 1, total):
        staff = staff_of(island, workers)
        assert staff.sum() == workers
        assert (staff <= island.places.jobs).all()
    places = int((island.places.jobs > 0).sum())
    assert (staff_of(island, places)[island.places.jobs > 0] == 1).all()
    assert staff_of(island, 2 * total).sum() == 2 * total


def test_a_hamlet_fills_one_place_of_each_kind_first():
    island = toy_island()
    staff = staff_of(island, 10)

    assert len(set(island.places.kind[staff > 0])) == 10


def test_children_go_to_a_school_nearer_than_one_drawn_by_lot():
    island, p = toy_island(side=30, homes=900, per_kind=12), None
    p = build_people(Scenario(people=3_000), island)
    pupils = np.flatnonzero(of_routine(p, "school"))
    x, y = island.places.x_dm.astype(float), island.places.y_dm.astype(float)
    home = p.home_place[pupils]

    def mean_m(school):
        return np.hypot(x[home] - x[school], y[home] - y[school]).mean() / 10

    lot = np.random.default_rng(1).permutation(p.employer_place[pupils])
    assert mean_m(p.employer_place[pupils]) < mean_m(lot) / 2


def test_where_somebody_lives_says_nothing_about_the_id():
    """Rank correlation of household number and home, 5 standard errors of 1 / sqrt(n)."""
    p = people()
    first = p.household_first[:-1]
    r = np.corrcoef(np.arange(len(first)), p.home_place[first])[0, 1]

    assert abs(r) < 5 / np.sqrt(len(first))


def test_visitors_do_not_depend_on_how_many_residents_there_are():
    island = toy_island(homes=400)
    a = build_people(Scenario(people=300, visitors=50), island)
    b = build_people(Scenario(people=700, visitors=50), island)

    for name in ("sex", "birth_day", "given", "family"):
        assert (getattr(a, name)[300:] == getattr(b, name)[700:]).all()


def test_visitors_are_not_copies_of_residents():
    p = build_people(Scenario(people=400, visitors=400), toy_island(homes=400))

    for shift in range(-8, 9):
        same = (
            p.given[400 + max(0, shift) : 800 + min(0, shift)]
            == p.given[max(0, -shift) : 400 - max(0, shift)]
        )
        assert same.mean() < 0.05


def test_a_larger_town_begins_with_the_same_households():
    island = toy_island(homes=400)
    a = build_people(Scenario(people=300), island)
    b = build_people(Scenario(people=700), island)

    whole = a.household_first[a.household_first <= 290].max()
    for name in ("sex", "birth_day", "given", "family"):
        assert (getattr(a, name)[:whole] == getattr(b, name)[:whole]).all()


def test_same_seed_same_people_in_another_process():
    code = (
        "from test_build import digest, town, build_people; island, scenario = town();"
        "print(digest(build_people(scenario, island)))"
    )
    here = Path(__file__).parent
    path = f"import sys; sys.path[:0] = [{str(here)!r}, {str(here.parent)!r}];"
    out = subprocess.run(
        [sys.executable, "-c", path + code], capture_output=True, text=True, check=True
    ).stdout

    assert out.strip() == digest(people())


def test_another_seed_gives_other_people():
    island, scenario = town()
    other = build_people(scenario.with_options(seed=4), island)

    assert (other.given != people().given).mean() > 0.9


def test_the_locale_changes_names_and_nothing_else():
    island, scenario = town()
    finns = build_people(scenario.with_options(locale="fi_FI"), island)

    for field in fields(finns):
        if field.name not in ("locale", "given", "family"):
            assert np.array_equal(getattr(finns, field.name), getattr(people(), field.name)), field.name


def test_an_unknown_locale_is_refused():
    island, scenario = town()
    with pytest.raises(ConfigError, match="locale must be"):
        build_people(scenario.with_options(locale="xx_XX"), island)


@settings(max_examples=25)
@given(
    people=st.integers(2, 60),
    visitors=st.integers(0, 20),
    seed=st.integers(0, 2**63 - 1),
    homes=st.integers(1, 30),
    per_kind=st.integers(1, 3),
)
def test_no_small_town_fails(people, visitors, seed, homes, per_kind):
    island = toy_island(side=6, homes=homes, per_kind=per_kind, seed=seed % 1_000)
    scenario = Scenario(people=people, visitors=visitors, seed=seed)

    p = build_people(scenario, island)

    assert len(p) == people + visitors
    learns = of_routine(p, "school", "student", "kindergarten")
    assert (p.employer_place[learns] != NOWHERE).all()
    assert (p.routine < len(p.routines)).all()
    assert (p.second_home != p.home_place).all()
    if homes == 1:
        assert (p.second_home == NOWHERE).all()


def test_the_second_of_two_homes_is_the_other_one():
    island = toy_island(homes=2)
    p = build_people(Scenario(people=2_000), island)
    two = p.second_home != NOWHERE

    assert two.sum() > 10
    assert (p.second_home[two] == 1 - p.home_place[two]).all()
