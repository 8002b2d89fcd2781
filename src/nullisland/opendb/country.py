"""The same at the scale of the report: a country of towns, one after another, never all of it in memory."""

from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import replace
from itertools import accumulate
from multiprocessing import get_context
from typing import NamedTuple

from nullisland.model import Scenario
from nullisland.opendb.config import OpenDatabaseConfig
from nullisland.opendb.tables import Database, Town
from nullisland.opendb.town import town_database
from nullisland.rng import stage_key
from nullisland.threads import thread_count

__all__ = ["LARGEST_TOWN", "TownPlan", "databases", "plan"]

LARGEST_TOWN = 40_000
"""More people than that live in several towns: their streets still fit a table of next hops."""

_OFFSET = 6
_MEAN_TOWN = 20_000
_APART_DM = 150_000
_TRACKERS_A_TOWN = 1 << 12


class TownPlan(NamedTuple):
    """One town of the country: what to build, what its trackers log, and where its numbers begin."""

    scenario: Scenario
    config: OpenDatabaseConfig
    town: Town


def plan(people: int, seed: int, config: OpenDatabaseConfig) -> list[TownPlan]:
    """Towns that hold exactly so many people and, if `config.rows` is given, log exactly so many rows.

    Up to `LARGEST_TOWN` people are one town: the island of this code, with its usual visitors. Raises
    ConfigError for people or seed out of range.
    """
    whole = Scenario(people=people, days=config.days, seed=seed)
    if people <= LARGEST_TOWN:
        return [TownPlan(whole, config, Town(name="Null Island", seed=seed))]
    sizes = _town_sizes(people)
    ends = list(accumulate(sizes))
    return [
        TownPlan(
            Scenario(people=size, days=config.days, seed=_seed(seed, k), visitors=0),
            _share(config, end - size, end, people),
            _town(k, len(sizes), seed, end - size),
        )
        for k, (size, end) in enumerate(zip(sizes, ends, strict=True))
    ]


def databases(towns: list[TownPlan], threads: int | None = None) -> Iterator[Database]:
    """The tables of each town, in order, made in as many processes as there are threads to use.

    Cost: about 23 microseconds of one core a person and 0.6 GB a process, whatever the number of towns.
    """
    workers = min(thread_count(threads), len(towns))
    if workers == 1 or len(towns) == 1:
        yield from (town_database(*town, threads) for town in towns)
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        waiting: deque[Future[Database]] = deque()
        for town in towns:
            waiting.append(pool.submit(town_database, *town, 1))
            if len(waiting) > 2 * workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _town_sizes(people: int) -> list[int]:
    """Whole numbers that add up to `people`, the k-th in proportion to 1 / (k + a constant), largest first.

    Sizes of towns fall like that in most countries (Zipf's law; the constant flattens the top, because one
    street graph may not grow over `LARGEST_TOWN`: ASSUMPTION).
    """
    towns = -(-people // _MEAN_TOWN)
    weights = [1 / (k + 1 + towns // _OFFSET + _OFFSET) ** 0.5 for k in range(towns)]
    steps = [round(people * part / sum(weights)) for part in accumulate(weights)]
    return [b - a for a, b in zip([0, *steps], [*steps[:-1], people], strict=False)]


def _seed(seed: int, k: int) -> int:
    return int(stage_key(seed, "opendb", f"town {k}")) >> 1


def _share(config: OpenDatabaseConfig, start: int, end: int, people: int) -> OpenDatabaseConfig:
    """The same with the town's part of the rows; the parts add up."""
    if config.rows is None:
        return config
    return replace(config, rows=max(1, config.rows * end // people - config.rows * start // people))


def _town(k: int, towns: int, seed: int, first_person: int) -> Town:
    """Town k of an archipelago laid out in a square."""
    side = 1
    while side * side < towns:
        side += 1
    row, column = divmod(k, side)
    return Town(
        name=f"Town {k + 1}",
        seed=seed,
        first_person=first_person,
        first_tracker=k * _TRACKERS_A_TOWN,
        east_dm=(column - side // 2) * _APART_DM,
        north_dm=(row - side // 2) * _APART_DM,
    )
