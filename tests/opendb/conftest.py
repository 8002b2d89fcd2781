"""One small town with a week of its trackers' log, made once."""

import pytest

from nullisland.model import Scenario
from nullisland.opendb.config import OpenDatabaseConfig
from nullisland.opendb.log import passages, write_log
from nullisland.opendb.town import live

WEEK = OpenDatabaseConfig(hours=168, mistaken=0.05)


@pytest.fixture(scope="session")
def lives():
    return live(Scenario(people=600, days=7, seed=5))


@pytest.fixture(scope="session")
def seen(lives):
    return passages(lives.scenario, lives.island, lives.visits, WEEK.minutes)


@pytest.fixture(scope="session")
def log(seen, lives):
    return write_log(seen, lives.scenario.seed, lives.scenario.people, WEEK)
