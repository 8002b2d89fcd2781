"""Tower points of a million people, a shard at a time: `python -m nullisland.bench.country PEOPLE DAYS`.

Runs in a process of its own, so that its peak memory can be read; prints one JSON object.
"""

import json
import sys
import time

import numpy as np
from numpy.typing import NDArray

from nullisland.measure import uniqueness
from nullisland.memory import peak_mb
from nullisland.model import Scenario, Traces
from nullisland.model.codes import Axis, CodeSpace
from nullisland.movement import prepare, simulate
from nullisland.observation import prepare_network, tower_points
from nullisland.people import build_people
from nullisland.world import build_island

__all__ = ["Codes", "main", "observe_country"]

_SHARD = 50_000
_SLOT_MIN = 60

Codes = tuple[NDArray[np.int64], NDArray[np.int32], CodeSpace]


def observe_country(scenario: Scenario) -> Codes:
    """Every resident's distinct (tower, hour): first, code, space of the codes. Holds one shard at a time."""
    island = build_island(scenario)
    town = prepare(scenario, island, build_people(scenario, island))
    network = prepare_network(scenario, island)
    counts, codes = [np.zeros(1, np.int64)], []
    for start in range(0, scenario.people, _SHARD):
        visits = simulate(town, start, min(start + _SHARD, scenario.people))
        first, code = tower_points(network, visits, slot_min=_SLOT_MIN)
        counts.append(np.diff(first))
        codes.append(code)
    slots = scenario.minutes // _SLOT_MIN
    space = CodeSpace(Axis(0, len(island.towers)), Axis(0, slots))
    return np.cumsum(np.concatenate(counts)), np.concatenate(codes), space


def main(people: int, days: int) -> None:
    """Observe, then match everybody at four points; print seconds, points, uniqueness and the peak memory."""
    begin = time.perf_counter()
    first, code, space = observe_country(Scenario(people=people, days=days))
    middle = time.perf_counter()
    traces = Traces.from_codes(np.arange(people, dtype=np.int64), first, code, space)
    estimate = uniqueness(traces, n_known=4)
    end = time.perf_counter()
    report = {
        "observe_s": middle - begin,
        "match_s": end - middle,
        "peak_gb": peak_mb() / 1000,
        "points": len(code),
        "towers": space.cells.size,
        "uniqueness": estimate._asdict(),
    }
    print(json.dumps(report))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
