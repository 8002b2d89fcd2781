"""The log: who came past which tracker, when, and under which name it was written down."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nullisland.errors import ConfigError
from nullisland.model import Island, Observations, Scenario, Visits
from nullisland.model._checks import freeze, same_length
from nullisland.observation import CameraConfig
from nullisland.observation.camera import observe_camera
from nullisland.opendb.config import OpenDatabaseConfig
from nullisland.rng import stage_key, threshold, u64_many

__all__ = ["Log", "between", "lookalikes", "passages", "write_log"]

_MINUTE_BITS, _TRACKER_BITS = 21, 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Log:
    """Sightings in the order of time. `person` is the name in the row, `seen` who it really was.

    `seen` is the truth that only an audit has: it is written into no file. `t_s` counts seconds from midnight
    of day 0.
    """

    residents: int
    person: NDArray[np.int32]
    tracker: NDArray[np.int32]
    t_s: NDArray[np.int32]
    seen: NDArray[np.int32]

    def __post_init__(self) -> None:
        """Check lengths, freeze the arrays."""
        same_length("log", self.person, self.tracker, self.t_s, self.seen)
        freeze(self)

    def __len__(self) -> int:
        """Number of rows."""
        return len(self.person)

    def where(self, keep: NDArray[np.bool_]) -> "Log":
        """The rows for which `keep` holds."""
        columns = (column[keep] for column in (self.person, self.tracker, self.t_s, self.seen))
        person, tracker, t_s, seen = columns
        return Log(residents=self.residents, person=person, tracker=tracker, t_s=t_s, seen=seen)


def passages(
    scenario: Scenario,
    island: Island,
    visits: Visits,
    minutes: int,
    threads: int | None = None,
    since: int = 0,
) -> Observations:
    """Every time a resident comes past a tracker in the minutes [since, minutes); the cameras miss nobody here.

    Visitors are not in the vendor's book, so nothing is logged of them. The paths are those of the same lives
    as everywhere; `visits` may be a shard. Cost: 7 microseconds a person and day in a town of 20,000, more in
    larger ones.
    """
    lives = _lived(visits, scenario.people, since, minutes)
    return between(observe_camera(scenario, island, lives, CameraConfig(missed=0.0), threads), since, minutes)


def between(seen: Observations, low: int, high: int) -> Observations:
    """The observations of the minutes [low, high)."""
    keep = (seen.t_min >= low) & (seen.t_min < high)
    return Observations(
        sensor=seen.sensor,
        start_person=seen.start_person,
        first=np.concatenate(([0], np.cumsum(keep)))[seen.first],
        t_min=seen.t_min[keep],
        x_dm=seen.x_dm[keep],
        y_dm=seen.y_dm[keep],
        site=seen.site[keep],
    )


def _lived(visits: Visits, residents: int, low: int, high: int) -> Visits:
    """The visits that begin or end a trip of the minutes [low, high), of the residents alone.

    Of each person these follow each other, so no trip is made up where visits were left out.
    """
    first = visits.first[: max(0, min(residents - visits.start_person, visits.n_people)) + 1]
    end = int(first[-1])
    place, arrive, leave = (c[:end] for c in (visits.place, visits.arrive_min, visits.leave_min))
    begun, ended = np.ones(end, bool), np.ones(end, bool)
    begun[1:] = leave[:-1] < high
    ended[:-1] = arrive[1:] > low
    begun[first[:-1][first[:-1] < end]] = True
    ended[first[1:][first[1:] > 0] - 1] = True
    keep = begun & ended
    return Visits(
        start_person=visits.start_person,
        first=np.concatenate(([0], np.cumsum(keep)))[first],
        place=place[keep],
        arrive_min=arrive[keep],
        leave_min=leave[keep],
    )


def lookalikes(seed: int, residents: int) -> NDArray[np.int32]:
    """For each resident the one whose face the cameras take it for: drawn by lot, never oneself.

    Everybody is the look-alike of exactly one other: the residents stand in one circle in an order by lot, so
    that it says nothing about family, home or name.
    """
    lot = u64_many(stage_key(seed, "opendb", "face"), np.arange(residents))
    circle = np.argsort(lot, kind="stable").astype(np.int32)
    other = np.empty(residents, np.int32)
    other[circle] = np.roll(circle, -1)
    return other


def write_log(seen: Observations, seed: int, residents: int, config: OpenDatabaseConfig) -> Log:
    """What the trackers write down of these passages: some missed, some under a wrong name.

    Every draw belongs to the passage (person, minute, tracker): the same passage has the same fate in whatever
    shard and however long the log is. Raises ConfigError if there are fewer passages than `config.rows`.
    Cost: 0.3 microseconds a passage.
    """
    who = seen.persons()
    spot = _address(who, seen.t_min, seen.site)
    second = (u64_many(stage_key(seed, "opendb", "second"), spot) % np.uint64(60)).astype(np.int32)
    t_s = seen.t_min * np.int32(60) + second
    t_s = t_s[np.lexsort((t_s, who))]  # who comes past two trackers within a minute does so in order
    keep = _kept(u64_many(stage_key(seed, "opendb", "missed"), spot), config)
    who, tracker, t_s, spot = who[keep], seen.site[keep], t_s[keep], spot[keep]
    wrong = u64_many(stage_key(seed, "opendb", "mistaken"), spot) < threshold(config.mistaken)
    person = np.where(wrong, lookalikes(seed, residents)[who], who)
    order = np.lexsort((who, tracker, person, t_s))
    return Log(
        residents=residents, person=person[order], tracker=tracker[order], t_s=t_s[order], seen=who[order]
    )


def _address(
    person: NDArray[np.int32], minute: NDArray[np.int32], tracker: NDArray[np.int32]
) -> NDArray[np.int64]:
    """One integer for each passage, the same whatever else there is."""
    wide = (person.astype(np.int64) << _MINUTE_BITS) | minute
    return (wide << _TRACKER_BITS) | tracker


def _kept(lot: NDArray[np.uint64], config: OpenDatabaseConfig) -> NDArray[np.bool_]:
    """Which passages leave a row."""
    if config.rows is None:
        return lot >= threshold(config.missed)
    if config.rows > len(lot):
        raise ConfigError(f"rows must be at most the {len(lot)} passages of these people, got {config.rows}")
    keep = np.zeros(len(lot), bool)
    keep[np.argpartition(lot, config.rows - 1)[: config.rows]] = True
    return keep
