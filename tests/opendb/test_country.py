"""A country is towns, one after another: exactly the people and rows asked for, alike in any process."""

from collections import Counter

import pytest

from nullisland.errors import ConfigError
from nullisland.opendb import country
from nullisland.opendb.config import OpenDatabaseConfig
from nullisland.opendb.country import databases, plan


@pytest.mark.parametrize("people", [2, 40_000, 40_001, 2_565_724])
def test_a_plan_holds_exactly_the_people_and_rows(people):
    rows = people * 26 // 10
    towns = plan(people, 7, OpenDatabaseConfig(rows=rows))

    assert sum(town.scenario.people for town in towns) == people
    assert sum(town.config.rows for town in towns) == rows
    assert max(town.scenario.people for town in towns) <= country.LARGEST_TOWN
    ends = [town.town.first_person + town.scenario.people for town in towns]
    assert [town.town.first_person for town in towns] == [0, *ends[:-1]]


def test_towns_differ_in_size_and_seed():
    towns = plan(2_565_724, 7, OpenDatabaseConfig())
    sizes = [town.scenario.people for town in towns]

    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] > 1.5 * sizes[-1]
    assert len({town.scenario.seed for town in towns}) == len(towns)


def test_two_processes_make_what_one_makes(monkeypatch):
    monkeypatch.setattr(country, "LARGEST_TOWN", 100)
    monkeypatch.setattr(country, "_MEAN_TOWN", 90)
    towns = plan(200, 3, OpenDatabaseConfig(rows=90))
    assert len(towns) > 1

    one, two = (list(databases(towns, threads=k)) for k in (1, 2))

    for a, b in zip(one, two, strict=True):
        assert (
            a.people.equals(b.people),
            a.trackers.equals(b.trackers),
            a.sightings.equals(b.sightings),
        ) == (
            True,
            True,
            True,
        )
    people = [row for base in two for row in base.people.to_pylist()]
    assert len(people) == 200
    assert max(Counter(row["id_number"] for row in people).values()) == 1
    assert sum(base.sightings.num_rows for base in two) == 90


def test_a_country_that_cannot_be_is_refused():
    with pytest.raises(ConfigError, match="people"):
        plan(1, 7, OpenDatabaseConfig())
