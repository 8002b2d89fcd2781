"""The same at the scale of the report: a country of towns, one after another, never all of it in memory."""

from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import replace
from typing import NamedTuple

from nullisland.model import Archipelago, Country, Scenario
from nullisland.opendb.config import OpenDatabaseConfig
from nullisland.opendb.tables import Database, Town
from nullisland.opendb.town import town_database
from nullisland.processes import process_pool
from nullisland.threads import thread_count
from nullisland.world import build_archipelago

__all__ = ["LARGEST_TOWN", "SMALLEST_TOWN", "TownPlan", "databases", "plan"]

LARGEST_TOWN = 40_000
"""More people than that live in several towns: the streets of one still fit a table of next hops."""

SMALLEST_TOWN = 10_000
"""Towns of a country are not smaller: a handful of trackers would not see enough."""

_TRACKERS_A_TOWN = 1 << 12


class TownPlan(NamedTuple):
    """One town of the country: what to build, what its trackers log, and where its numbers begin."""

    scenario: Scenario
    config: OpenDatabaseConfig
    town: Town


def plan(people: int, seed: int, config: OpenDatabaseConfig) -> list[TownPlan]:
    """Towns that hold exactly so many people and, if `config.rows` is given, log exactly so many rows.

    Up to `LARGEST_TOWN` people are one town: the island of this code, with its usual visitors. More are a
    country (`Scenario.country`) with towns of `SMALLEST_TOWN` to `LARGEST_TOWN`. Raises ConfigError for people or
    seed out of range.
    """
    if people <= LARGEST_TOWN:
        whole = Scenario(people=people, days=config.days, seed=seed)
        return [TownPlan(whole, config, Town(name="Null Island", seed=seed))]
    country = Country(
        people=people, days=config.days, seed=seed, town_least=SMALLEST_TOWN, town_most=LARGEST_TOWN
    )
    towns = build_archipelago(country)
    return [
        TownPlan(
            towns.town(i),
            _share(config, int(towns.first[i]), int(towns.first[i + 1]), people),
            _town(towns, i),
        )
        for i in range(len(towns))
    ]


def databases(towns: list[TownPlan], threads: int | None = None) -> Iterator[Database]:
    """The tables of each town, in order, made in as many processes as there are threads to use.

    Cost: about 23 microseconds of one core a person and 0.6 GB a process, whatever the number of towns.
    """
    workers = min(thread_count(threads), len(towns))
    if workers == 1 or len(towns) == 1:
        yield from (town_database(*town, threads) for town in towns)
        return
    with process_pool(workers) as pool:
        waiting: deque[Future[Database]] = deque()
        for town in towns:
            waiting.append(pool.submit(town_database, *town, 1))
            if len(waiting) > 2 * workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _share(config: OpenDatabaseConfig, start: int, end: int, people: int) -> OpenDatabaseConfig:
    """The same with the town's part of the rows; the parts add up."""
    if config.rows is None:
        return config
    return replace(config, rows=max(1, config.rows * end // people - config.rows * start // people))


def _town(towns: Archipelago, i: int) -> Town:
    """Where the numbers of town i begin, and where its island lies."""
    return Town(
        name=f"Town {i + 1}",
        seed=towns.country.seed,
        first_person=int(towns.first[i]),
        first_tracker=i * _TRACKERS_A_TOWN,
        east_dm=int(towns.x_dm[i]),
        north_dm=int(towns.y_dm[i]),
    )
