"""Everybody of a country lives, is watched and compared, with nobody ruled out before."""

import json
import time

import numpy as np

from nullisland.memory import peak_mb
from nullisland.model import Country, Scenario
from nullisland.movement import simulate
from nullisland.scale import CrowdAttack
from nullisland.scale.layout import layout_of
from nullisland.scale.match import match_town
from nullisland.scale.shard import build_shard
from nullisland.scale.stream import stream_uniqueness
from nullisland.scale.targets import draw_targets
from nullisland.threads import thread_count
from nullisland.world import build_archipelago

__all__ = ["STAGES", "attack_on", "main", "stages", "whole"]

STAGES = ("streets", "people and tables", "lives written down", "lives watched and compared")
"""Where the time of a shard goes: all but the third, which is what lives cost an island, for comparison."""


def attack_on(people: int) -> CrowdAttack:
    """Four points of one person in a thousand, and everybody is lived: nobody is ruled out by their phone."""
    return CrowdAttack(n_points=4, n_targets=max(people // 1000, 1), ask_first=False)


def whole(people: int, days: int) -> dict[str, float]:
    """Seconds, person-days and points of a country, both passes; the most memory its processes held meanwhile."""
    stream_uniqueness(Scenario.country(2_000, days=2), attack_on(2_000))  # compiled before the clock starts
    begin = time.perf_counter()
    found = stream_uniqueness(Scenario.country(people, days=days), attack_on(people), processes=True)
    seconds = time.perf_counter() - begin
    cores = thread_count() * seconds
    return {
        "people": people,
        "seconds": seconds,
        "us_per_person": 1e6 * seconds / people,
        "person_days_per_core_s": int(found.tally[2]) / cores,
        "points_per_core_s": int(found.tally[4]) / cores,
        "peak_gb": (peak_mb() + found.beside_mb) / 1e3,
    }


def stages(people: int, days: int) -> dict[str, float]:
    """Microseconds of CPU a person of each stage, in a country of one town: the middle ones of three such towns."""
    spent = np.median([_spent(people, days, seed) for seed in (7, 8, 9)], axis=0)
    return {name: 1e6 * seconds / people for name, seconds in zip(STAGES, spent.tolist(), strict=True)}


def _spent(people: int, days: int, seed: int) -> list[float]:
    country = Country(people=people, days=days, seed=seed, town_least=people, town_most=people)
    archipelago, attack = build_archipelago(country), attack_on(people)
    clock = [time.process_time()]
    layout_of(archipelago.town(0))
    clock.append(time.process_time())
    shard = build_shard(archipelago, 0)
    clock.append(time.process_time())
    simulate(shard.town, threads=1)
    clock.append(time.process_time())
    targets = draw_targets(shard, attack.n_targets, attack)
    middle = time.process_time()
    match_town(archipelago, shard, targets, attack)
    return [*np.diff(clock).tolist(), time.process_time() - middle]


def main(people: int, days: int) -> None:
    """Print what `whole` measured, as one JSON object: for a process of its own, whose peak memory can be read."""
    print(json.dumps(whole(people, days)))
