"""One town from its scenario to its tables: the piece that a country repeats."""

from typing import NamedTuple

from nullisland.model import Island, People, Scenario, Visits
from nullisland.movement import prepare, simulate
from nullisland.opendb.config import OpenDatabaseConfig
from nullisland.opendb.log import Log, passages, write_log
from nullisland.opendb.tables import Database, Town, database
from nullisland.people import build_people
from nullisland.world import build_island

__all__ = ["Lives", "live", "log_of", "town_database"]


class Lives(NamedTuple):
    """A town and what its people do."""

    scenario: Scenario
    island: Island
    people: People
    visits: Visits


def live(scenario: Scenario, threads: int | None = None) -> Lives:
    """Build a town and let everybody live in it."""
    island = build_island(scenario)
    people = build_people(scenario, island)
    visits = simulate(prepare(scenario, island, people, threads), threads=threads)
    return Lives(scenario, island, people, visits)


def log_of(lives: Lives, config: OpenDatabaseConfig, threads: int | None = None) -> Log:
    """What the town's trackers write down."""
    seen = passages(lives.scenario, lives.island, lives.visits, config.minutes, threads)
    return write_log(seen, lives.scenario.seed, lives.scenario.people, config)


def town_database(
    scenario: Scenario, config: OpenDatabaseConfig, town: Town, threads: int | None = None
) -> Database:
    """The tables of one town from nothing. Cost: about 17 microseconds a person in a town of 20,000."""
    lives = live(scenario, threads)
    return database(lives.island, lives.people, log_of(lives, config, threads), town)
