from functools import cache
from typing import NamedTuple

import pytest

from nullisland.model import Island, People, Scenario, Visits
from nullisland.movement import Town, prepare, simulate
from nullisland.people import build_people
from toy import toy_island

SCENARIO = Scenario(people=1_000, days=16, seed=3)


class Lives(NamedTuple):
    island: Island
    people: People
    town: Town
    visits: Visits

    def __repr__(self):
        return "lives"


@cache
def toy_lives():
    island = toy_island(24, 500, 4)
    people = build_people(SCENARIO, island)
    town = prepare(SCENARIO, island, people)
    return Lives(island, people, town, simulate(town))


@pytest.fixture(scope="session")
def lives():
    """(island, people, town, visits) of a hand-made island with a thousand people and sixteen days."""
    return toy_lives()
