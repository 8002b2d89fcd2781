"""Records of the mobile network: which mast served whom, and when."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nullisland._kernels.gps import Rows
from nullisland._kernels.publish import distinct_points
from nullisland._kernels.tower import MORE, Calls, call_minutes, visits_at
from nullisland.model import Island, Observations, Scenario, Visits
from nullisland.model._checks import freeze, require_int
from nullisland.movement.paths import build_ways, positions
from nullisland.observation._tables import column, count_then_write, rows_of
from nullisland.observation.config import TowerConfig
from nullisland.observation.nearest import nearest_site
from nullisland.rng import stage_key
from nullisland.threads import over_blocks

__all__ = ["Network", "observe_tower", "prepare_network", "tower_points"]

Ints = NDArray[np.int32]
_MONTH_DAYS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """What tower records need beside visits, made once for all shards; `serving` is the tower of a place."""

    island: Island
    config: TowerConfig
    calls: Calls
    rates: NDArray[np.int64]
    minutes: NDArray[np.int64]
    serving: Ints

    def __post_init__(self) -> None:
        """Freeze the arrays."""
        freeze(self)


def prepare_network(scenario: Scenario, island: Island, config: TowerConfig | None = None) -> Network:
    """Everything about towers that no person changes. Cost: about 0.1 microseconds a place.

    Without a config records on the way are served at the trip's midpoint, which needs no ways.
    """
    config = TowerConfig(motion="midpoint") if config is None else config
    again = round(config.again * 256)
    mean_length = sum((again / 256) ** k for k in range(MORE + 1))
    sessions = round(config.records_per_month / _MONTH_DAYS / mean_length * 2**20)
    key = stage_key(scenario.seed, "observation", "tower")
    return Network(
        island=island,
        config=config,
        calls=Calls(key=key, days=scenario.days, sessions=sessions, again=np.uint64(again)),
        rates=column("phone_use"),
        minutes=_minutes_of_day(),
        serving=nearest_site(island.towers, island.places.x_dm, island.places.y_dm),
    )


def observe_tower(network: Network, visits: Visits, threads: int | None = None) -> Observations:
    """Records of everybody in `visits`; x and y are the tower's. Cost: about 0.1 microseconds each."""
    first, t_min, tower = _records(network, visits, threads)
    towers = network.island.towers
    return Observations(
        sensor="tower",
        start_person=visits.start_person,
        first=first,
        t_min=t_min,
        x_dm=towers.x_dm[tower],
        y_dm=towers.y_dm[tower],
        site=tower,
    )


def tower_points(
    network: Network, visits: Visits, *, slot_min: int = 60, threads: int | None = None
) -> tuple[NDArray[np.int64], Ints]:
    """Distinct (tower, slot) of every person of a shard: what a release of the same records would hold.

    Returns
    -------
    first : (n_people + 1,) int64, the points of the shard's person i are `first[i] : first[i + 1]`
    code : (n,) int32, `slot * len(towers) + tower`, ascending within a person

    Raises ConfigError for a slot length out of range. Cost: about 0.1 microseconds a record.
    """
    slot_min = require_int("slot_min", slot_min, 1, 7 * 1440)
    start, t_min, tower = _records(network, visits, threads)
    start.flags.writeable = t_min.flags.writeable = False  # as in Observations: one compilation for both
    n = visits.n_people
    slot = np.empty(len(t_min), np.int32)
    counts = np.zeros((n, 1), np.int64)
    spans = (slot_min, network.calls.days * 1440)
    over_blocks(lambda a, b: distinct_points((a, b), start, t_min, tower, spans, slot, counts), n, threads)
    first = np.concatenate(([0], np.cumsum(counts[:, 0])))
    kept = np.arange(len(t_min)) < np.repeat(start[:-1] + counts[:, 0], np.diff(start))
    return first, slot[kept] * np.int32(len(network.island.towers)) + tower[kept]


def _records(network: Network, visits: Visits, threads: int | None) -> tuple[NDArray[np.int64], Ints, Ints]:
    """Minute and serving tower of every record: first, t_min, tower. Who visits no place makes none."""
    calls, rates, minutes = network.calls, network.rates, network.minutes
    first, out = count_then_write(
        lambda block, first, out: call_minutes(calls, rates, minutes, block, first, out), visits, 1, threads
    )
    rows, at = rows_of(visits), np.empty(len(out[0]), np.int32)
    over_blocks(lambda a, b: visits_at(rows, (a, b), first, out[0], at), visits.n_people, threads)
    return first, out[0], _towers_at(network, visits, rows, out[0], at)


def _towers_at(network: Network, visits: Visits, rows: Rows, t_min: Ints, at: Ints) -> Ints:
    """Serving tower at the visit each record was made in, or, on the way, where the motion rule says."""
    moving = np.flatnonzero(at < 0)
    before = -1 - at[moving]
    origin, destination = visits.place[before], visits.place[before + 1]
    motion = network.config.motion
    if motion == "destination":
        at[moving] = before + 1
    else:
        at[moving] = before
    tower = network.serving[visits.place[at]]
    if motion in ("path", "midpoint"):
        leave = visits.leave_min[before].astype(np.int64)
        share = ((t_min[moving] - leave) << 16) // np.maximum(visits.arrive_min[before + 1] - leave, 1)
        x_dm, y_dm = _on_the_way(network.island, motion, origin, destination, share)
        tower[moving] = nearest_site(network.island.towers, x_dm, y_dm)
    return tower


def _on_the_way(
    island: Island, motion: str, origin: Ints, destination: Ints, share: NDArray[np.int64]
) -> tuple[Ints, Ints]:
    places = island.places
    if motion == "path":
        return positions(build_ways(island.streets), places, origin, destination, share)
    return _middle(places.x_dm, origin, destination), _middle(places.y_dm, origin, destination)


def _middle(column: Ints, origin: Ints, destination: Ints) -> Ints:
    return ((column[origin].astype(np.int64) + column[destination]) // 2).astype(np.int32)


def _minutes_of_day() -> NDArray[np.int64]:
    """2,048 minutes of the day, equally likely, as the hourly weights have it."""
    reached = np.concatenate(([0], np.cumsum(np.repeat(column("phone_hours"), 60))))
    wanted = (2 * np.arange(2048) + 1) * reached[-1] // 4096
    return np.asarray(np.searchsorted(reached, wanted, side="right") - 1, np.int64)
