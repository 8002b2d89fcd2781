from functools import cache

import pytest

from nullisland.model import Scenario
from nullisland.world import build_island


@cache
def built(people, seed=7, same_area=False):
    return build_island(Scenario(people=people, seed=seed, same_area=same_area))


@pytest.fixture(scope="session")
def island_of():
    """island_of(people, seed=7, same_area=False): built once a session."""
    return built
