"""The tables: everybody asked for, nothing that could be a real number, no truth in what is written."""

import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from nullisland.opendb.photos import PHOTOS, photos
from nullisland.opendb.tables import TABLES, Town, database
from nullisland.opendb.trackers import STREET, trackers_of
from nullisland.people import people_frame


@pytest.fixture(scope="module")
def tables(lives, log):
    return database(lives.island, lives.people, log, Town(name="Null Island", seed=5))


@pytest.fixture(scope="module")
def people(tables):
    return tables.people.to_pandas()


def luhn_ok(number):
    """ISO/IEC 7812-1, digit by digit."""
    total = 0
    for i, digit in enumerate(reversed([int(c) for c in number if c.isdigit()])):
        doubled = digit * 2 if i % 2 else digit
        total += doubled - 9 if doubled > 9 else doubled
    return total % 10 == 0


def test_the_page_names_every_column_in_its_order(tables):
    page = (Path(__file__).parents[2] / "docs" / "open-database.md").read_text(encoding="utf-8")

    for name in TABLES:
        part = re.split(r"^\*\*\w+\*\*", page.split(f"**{name}**")[1], flags=re.MULTILINE)[0]
        rows = re.findall(r"^\| ([a-z_, ]+) \| (?:integer|text|date|moment|decimal)", part, re.MULTILINE)
        assert [c for row in rows for c in row.split(", ")] == getattr(tables, name).column_names


def test_columns_are_those_of_the_dictionary(tables):
    assert tables.people.column_names == [
        "person", "name", "id_number", "issued_date", "expiry_date", "sex", "birth_date", "address", "town",
        "employer", "photo",
    ]  # fmt: skip
    assert tables.trackers.column_names == ["tracker", "name", "kind", "place", "town", "x_m", "y_m"]
    assert tables.sightings.column_names == ["person", "tracker", "time", "x_m", "y_m"]


def test_everybody_asked_for_and_nobody_else(people):
    assert people.person.tolist() == list(range(600))
    assert people.id_number.is_unique


def test_no_id_number_can_be_valid(people):
    assert not people.id_number.map(luhn_ok).any()


def test_the_fields_are_those_of_the_same_people(people, lives):
    frame = people_frame(lives.people, lives.island)[:600]

    for column in ("name", "id_number", "sex", "address"):
        assert people[column].tolist() == frame[column].tolist()
    assert people.employer.isna().tolist() == frame.employer_place.isna().tolist()


def test_cards_are_issued_after_birth_and_run_for_ten_years(people):
    issued, expiry, birth = (pd.to_datetime(people[c]) for c in ("issued_date", "expiry_date", "birth_date"))

    assert (issued >= birth).all()
    assert ((expiry - issued).dt.days == 3652).all()
    assert (issued < "2001-01-01").all()
    assert (expiry > "2000-12-30").all()


def test_a_photo_is_a_drawing_and_says_nothing(people):
    assert len(set(photos())) == PHOTOS
    assert set(people.photo) == set(photos())
    counts = pd.crosstab(people.photo, people.sex.eq("female"))
    expected = np.outer(counts.sum(axis=1), counts.sum()) / len(people)
    assert ((counts - expected) ** 2 / expected).to_numpy().sum() < 33.1  # chi-square, 11 degrees, 1 in 2,000


def test_a_sighting_stands_where_its_tracker_hangs(tables):
    joined = tables.sightings.to_pandas().merge(tables.trackers.to_pandas(), on="tracker")

    assert (joined.x_m_x == joined.x_m_y).all()
    assert (joined.y_m_x == joined.y_m_y).all()


def test_trackers_at_doors_have_the_place_they_watch(lives):
    trackers, places = trackers_of(lives.island), lives.island.places

    for i, kind in enumerate(trackers.kind):
        if kind == STREET:
            assert trackers.place[i] == -1
            continue
        place = trackers.place[i]
        assert places.kinds[places.kind[place]] == kind
        assert places.edge[place] == lives.island.cameras.edge[i]
        assert np.hypot(trackers.x_dm[i] - places.x_dm[place], trackers.y_dm[i] - places.y_dm[place]) < 600
    assert {"clinic", "union_hall", STREET} <= set(trackers.kind)


def test_a_town_of_a_country_has_numbers_of_its_own(lives, log, tables):
    there = database(
        lives.island,
        lives.people,
        log,
        Town(name="Town 2", seed=9, first_person=1_000, first_tracker=50, east_dm=30, north_dm=-10),
    )

    assert there.people.column("person").to_pylist() == list(range(1_000, 1_600))
    assert there.sightings.column("person").to_numpy().min() >= 1_000
    moved = there.trackers.to_pandas().x_m - tables.trackers.to_pandas().x_m
    assert moved.round(6).eq(3.0).all()
