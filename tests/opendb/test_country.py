"""A country is towns, one after another: exactly the people and rows asked for, alike in any process."""

from collections import Counter

import pytest

from nullisland.errors import ConfigError
from nullisland.model import Country
from nullisland.opendb import country as country_module
from nullisland.opendb.config import OpenDatabaseConfig
from nullisland.opendb.country import databases, plan
from nullisland.world import build_archipelago


@pytest.mark.parametrize("people", [2, 40_000, 40_001, 2_565_724])
def test_a_plan_holds_exactly_the_people_and_rows(people):
    rows = people * 26 // 10
    towns = plan(people, 7, OpenDatabaseConfig(rows=rows))

    assert sum(town.scenario.people for town in towns) == people
    assert sum(town.config.rows for town in towns) == rows
    assert max(town.scenario.people for town in towns) <= country_module.LARGEST_TOWN
    ends = [town.town.first_person + town.scenario.people for town in towns]
    assert [town.town.first_person for town in towns] == [0, *ends[:-1]]


def test_towns_are_those_of_the_country():
    towns = plan(2_565_724, 7, OpenDatabaseConfig())
    country = build_archipelago(
        Country(
            people=2_565_724,
            days=2,
            seed=7,
            town_least=country_module.SMALLEST_TOWN,
            town_most=country_module.LARGEST_TOWN,
        )
    )

    assert [town.scenario for town in towns] == [country.town(i) for i in range(len(country))]
    assert [town.town.east_dm for town in towns] == country.x_dm.tolist()
    assert len({town.scenario.seed for town in towns}) == len(towns)
    sizes = sorted(town.scenario.people for town in towns)
    assert sizes[-1] > 2 * sizes[0], "sizes differ"


def test_two_processes_make_what_one_makes(monkeypatch):
    monkeypatch.setattr(country_module, "LARGEST_TOWN", 150)
    monkeypatch.setattr(country_module, "SMALLEST_TOWN", 90)
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
