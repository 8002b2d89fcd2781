"""Names, addresses, identity numbers, frames."""

from dataclasses import replace
from functools import cache

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nullisland import names
from nullisland.model import NOWHERE, Scenario
from nullisland.people import (
    address_of,
    build_people,
    id_numbers,
    names_of,
    people_frame,
    place_names,
    places_frame,
)
from nullisland.tables import read_table
from toy import toy_island


@cache
def town():
    island = toy_island()
    return island, build_people(Scenario(people=280), island)


def luhn_accepts(number):
    """ISO/IEC 7812-1 by hand: double every second digit from the right, add the digits, divide by ten."""
    total = 0
    for i, character in enumerate(reversed(number)):
        digit = int(character) * (1 + i % 2)
        total += digit // 10 + digit % 10
    return total % 10 == 0


def test_the_checker_knows_a_number_from_print():
    assert luhn_accepts("79927398713")  # the worked example of Luhn's rule
    assert not luhn_accepts("79927398710")


@given(st.integers(0, 2**63 - 1), st.lists(st.integers(0, 10**8), min_size=1, max_size=50, unique=True))
def test_no_identity_number_can_be_valid(seed, ids):
    for text in id_numbers(np.array(ids), seed):
        assert len(text) == 14 and text[:3] == "ZZ-"
        assert not luhn_accepts(text.replace("ZZ", "").replace("-", ""))


def test_no_identity_number_of_a_town_is_valid_and_none_is_used_twice():
    numbers = id_numbers(np.arange(200_000), 7)

    assert len(set(numbers)) == 200_000
    assert not any(luhn_accepts(text[3:12] + text[13]) for text in numbers[:20_000])


def test_identity_numbers_depend_on_seed_and_person_only():
    assert id_numbers(np.array([5, 3]), 7).tolist() == id_numbers(np.arange(6), 7)[[5, 3]].tolist()
    assert id_numbers(np.arange(50), 7).tolist() != id_numbers(np.arange(50), 8).tolist()


def test_the_frame_has_the_columns_of_the_contract():
    island, people = town()
    frame = people_frame(people, island)

    assert list(frame.columns) == [
        "person", "name", "sex", "birth_date", "id_number", "address", "district", "household",
        "home_place", "job", "employer_place", "routine", "released",
    ]  # fmt: skip
    assert (frame["person"] == np.arange(294)).all()
    assert frame["released"].sum() == 280
    assert frame["id_number"].is_unique
    assert frame.drop(columns="employer_place").notna().all().all()
    assert (frame["employer_place"].isna() == (people.employer_place == NOWHERE)).all()
    assert set(frame["sex"]) <= {"female", "male", "other"}
    assert frame["birth_date"].max() < pd.Timestamp("2001-01-01")


def test_no_column_says_where_somebody_comes_from_or_what_they_believe():
    island, people = town()
    for column in people_frame(people, island).columns:
        assert not any(word in column for word in ("ethnic", "relig", "nation", "race", "belief"))


def test_a_birth_day_is_counted_from_day_0():
    island, people = town()
    frame = people_frame(people, island)
    days = (frame["birth_date"] - pd.Timestamp("2001-01-01")).dt.days

    assert (days.to_numpy() == people.birth_day).all()


def test_female_and_male_names_come_from_their_pools():
    _, people = town()
    female = set(names.pool("en", "given_female"))
    male = set(names.pool("en", "given_male"))
    family = set(names.pool("en", "family"))
    for i, name in enumerate(names_of(people, np.arange(len(people)))):
        first, last = name.split(" ", 1)
        assert first in {0: female, 1: male, 2: female | male}[int(people.sex[i])]
        assert last in family


def test_names_of_some_are_names_of_all():
    _, people = town()
    ids = np.array([200, 3, 3])

    assert names_of(people, ids).tolist() == names_of(people, np.arange(len(people)))[ids].tolist()


def test_children_bear_the_name_of_their_household():
    _, people = town()
    child = np.flatnonzero(people.birth_day > -17 * 365)

    assert len(child) > 20
    head = people.household_first[people.household[child]]
    assert (people.family[child] == people.family[head]).all()


@pytest.mark.parametrize(("locale", "separator"), [("ja_JP", ""), ("hu_HU", " ")])
def test_where_the_family_name_comes_first_it_does(locale, separator):
    island, _ = town()
    people = build_people(Scenario(people=20, locale=locale), island)

    family = names.pool(locale, "family")[people.family[0]]

    assert names_of(people, np.array([0]))[0].startswith(family + separator)


def test_an_address_is_a_number_and_a_street():
    island, _ = town()

    assert address_of(island, np.array([0, 11])).tolist() == ["1 Mill Lane", "12 Mill Lane"]
    assert address_of(island, np.array([], int)).tolist() == []


def test_a_place_in_the_open_has_a_street_and_no_number():
    island, _ = town()
    number = island.places.house_number.copy()
    number[5] = 0
    park = replace(island, places=replace(island.places, house_number=number))

    assert address_of(park, np.array([5])).tolist() == ["Mill Lane"]


def test_every_kind_of_place_has_a_label_and_posts_if_it_has_jobs():
    kinds = [row["kind"] for row in read_table("town/place_kinds.csv")]

    assert [row["kind"] for row in read_table("town/place_labels.csv")] == kinds
    assert {row["kind"] for row in read_table("town/jobs.csv")} - {""} == set(kinds) - {"home"}


def test_places_other_than_homes_have_different_names():
    island, _ = town()
    named = place_names(island)
    away = island.places.of_kind(*island.places.kinds[1:])

    assert len({named[i] for i in away}) == len(away)
    assert named[0] == "1 Mill Lane"


def test_the_only_place_of_its_kind_is_called_by_its_kind():
    island = toy_island(per_kind=1)
    frame = places_frame(island).set_index("kind")

    assert frame.loc["clinic", "name"] == "Clinic"
    assert frame.loc["quiet_house", "name"] == "Quiet House"
    assert frame.loc["office", "name"] in names.pool("en", "employers")


def test_the_places_frame_is_in_metres():
    island, _ = town()
    frame = places_frame(island)

    assert list(frame.columns) == ["place", "name", "kind", "district", "address", "x_m", "y_m"]
    assert (frame["x_m"] * 10).round().astype(int).tolist() == island.places.x_dm.tolist()
