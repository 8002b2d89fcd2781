"""People on generated islands: capacity, staff, names of places."""

from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nullisland.model import NOWHERE, Scenario
from nullisland.people import build_people, people_frame, place_names
from nullisland.world import build_island
from towns import SENSITIVE


@cache
def town(people, seed=1):
    scenario = Scenario(people=people, seed=seed)
    island = build_island(scenario)
    return island, build_people(scenario, island)


def assert_sound(island, p, people):
    """Laws that hold in every town."""
    places = island.places
    assert p.released == people
    assert (places.dwellings[p.home_place] > 0).all()
    held = np.bincount(p.home_place[p.household_first[:-1]], minlength=len(places))
    assert (held <= places.dwellings).all()
    assert ((p.employer_place >= NOWHERE) & (p.employer_place < len(places))).all()
    staff = np.bincount(p.employer_place[at_work(p)], minlength=len(places))
    if staff.sum() <= places.jobs.sum():
        assert (staff <= places.jobs).all()


def at_work(p):
    learns = [p.jobs.index(job) for job in ("pupil", "student", "kindergarten child")]
    return (p.employer_place != NOWHERE) & ~np.isin(p.job, learns)


@pytest.mark.parametrize("people", [2, 3, 17, 300, 3_000])
def test_a_town_of_any_size_is_sound(people):
    assert_sound(*town(people), people)


@settings(max_examples=12)
@given(st.integers(2, 400), st.integers(0, 2**63 - 1), st.booleans(), st.integers(0, 60))
def test_no_town_fails(people, seed, same_area, visitors):
    scenario = Scenario(people=people, seed=seed, same_area=same_area, visitors=visitors)
    island = build_island(scenario)

    assert_sound(island, build_people(scenario, island), people)


def test_every_sensitive_place_has_staff():
    island, p = town(3_000)
    staff = np.bincount(p.employer_place[at_work(p)], minlength=len(island.places))

    assert (staff[island.places.of_kind(*SENSITIVE)] > 0).all()


def test_the_night_is_staffed_and_rounds_are_made():
    _, p = town(3_000)
    for routine in ("night_shift", "courier", "cleaner", "two_homes"):
        assert (p.routine == p.routines.index(routine)).sum() >= 3, routine


def test_places_other_than_homes_have_different_names():
    island, _ = town(3_000)
    named = place_names(island)
    away = island.places.of_kind(*island.places.kinds[1:])

    assert len({named[i] for i in away}) == len(away)
    assert all(name.strip() == name and name for name in named)


def test_visitors_are_like_residents():
    """Two samples of one population: mean age and share at work within 5 standard errors."""
    scenario = Scenario(people=4_000, visitors=4_000, seed=2)
    p = build_people(scenario, build_island(scenario))
    for value in (-p.birth_day / 365.25, at_work(p).astype(float)):
        a, b = value[:4_000], value[4_000:]
        # members of a household are alike: the effective sample is that of households, about half
        assert abs(a.mean() - b.mean()) < 5 * value.std() * np.sqrt(2 / 2_000)


def test_visitors_go_as_far_to_work_as_residents():
    scenario = Scenario(people=4_000, visitors=4_000, seed=2)
    island = build_island(scenario)
    p = build_people(scenario, island)
    works = np.flatnonzero(at_work(p))
    x, y = island.places.x_dm.astype(float), island.places.y_dm.astype(float)
    far = np.hypot(
        x[p.home_place[works]] - x[p.employer_place[works]],
        y[p.home_place[works]] - y[p.employer_place[works]],
    )
    resident = works < 4_000

    error = far.std() * np.sqrt(1 / resident.sum() + 1 / (~resident).sum())
    assert abs(far[resident].mean() - far[~resident].mean()) < 5 * error


def test_the_frame_of_a_generated_town():
    island, p = town(300)
    frame = people_frame(p, island)

    assert frame["district"].isin(island.districts).all()
    assert frame["address"].str.fullmatch(r"\d+ .+").all()
    assert len(frame) == 315
