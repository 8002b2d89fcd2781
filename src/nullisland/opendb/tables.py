"""The three tables that stood open: people, trackers, sightings. As Arrow, whole columns at a time."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from nullisland.model import NOWHERE, Island, People
from nullisland.opendb.log import Log
from nullisland.opendb.photos import photo_numbers, photos
from nullisland.opendb.trackers import Trackers, trackers_of
from nullisland.people import address_of, id_numbers, names_of, place_names
from nullisland.people.frames import SEXES
from nullisland.rng import stage_key, u64_many

__all__ = ["TABLES", "Database", "Town", "database"]

TABLES = ("people", "trackers", "sightings")

_VALID_DAYS = 3_652
"""Ten years from issue to expiry."""

_DAY_0_S = np.datetime64("2001-01-01", "s").astype(np.int64)
_DAY_0 = int(np.datetime64("2001-01-01", "D").astype(np.int64))


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """Where a town's numbers begin in a country: ids of its people and trackers, and its place on the map.

    `seed` is the seed of the whole database, from which identity numbers follow; `name` stands in the table.
    """

    name: str
    seed: int
    first_person: int = 0
    first_tracker: int = 0
    east_dm: int = 0
    north_dm: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Database:
    """The tables; docs/open-database.md names every column. A photo is kept once, as a dictionary has it."""

    people: pa.Table
    trackers: pa.Table
    sightings: pa.Table


def database(island: Island, people: People, log: Log, town: Town) -> Database:
    """The tables of one town: its residents, its trackers and its log.

    Cost: 2 microseconds a resident, 0.1 a sighting.
    """
    names = place_names(island, people.locale)
    trackers = trackers_of(island, names)
    return Database(
        people=_people(island, people, log.residents, names, town),
        trackers=_trackers(trackers, town),
        sightings=_sightings(log, trackers, town),
    )


def _people(island: Island, people: People, n: int, names: list[str], town: Town) -> pa.Table:
    ids = np.arange(n)
    issued = _issue_days(people.birth_day[:n], ids, town)
    employer = people.employer_place[:n]
    columns = {
        "person": pa.array(ids + town.first_person),
        "name": pa.array(names_of(people, ids), pa.string()),
        "id_number": pa.array(id_numbers(ids + town.first_person, town.seed), pa.string()),
        "issued_date": _dates(issued),
        "expiry_date": _dates(issued + _VALID_DAYS),
        "sex": _coded(people.sex[:n], SEXES),
        "birth_date": _dates(people.birth_day[:n]),
        "address": pa.array(address_of(island, people.home_place[:n]), pa.string()),
        "town": _coded(np.zeros(n, np.int8), (town.name,)),
        "employer": _coded(employer, names, missing=employer == NOWHERE),
        "photo": pa.DictionaryArray.from_arrays(
            photo_numbers(ids + town.first_person, town.seed), pa.array(photos())
        ),
    }
    return pa.table(columns)


def _issue_days(birth_day: NDArray[np.int32], ids: NDArray[np.int64], town: Town) -> NDArray[np.int64]:
    """A day within the ten years before day 0 and after birth, by lot."""
    span = np.clip(-birth_day.astype(np.int64), 1, _VALID_DAYS - 1).astype(np.uint64)
    lot = u64_many(stage_key(town.seed, "opendb", "issue"), ids + town.first_person)
    return -1 - (lot % span).astype(np.int64)


def _trackers(trackers: Trackers, town: Town) -> pa.Table:
    return pa.table(
        {
            "tracker": pa.array(np.arange(len(trackers)) + town.first_tracker),
            "name": pa.array(trackers.name, pa.string()),
            "kind": pa.array(trackers.kind, pa.string()),
            "place": pa.array(trackers.place_name, pa.string()),
            "town": pa.array([town.name] * len(trackers), pa.string()),
            "x_m": pa.array((trackers.x_dm.astype(np.int64) + town.east_dm) / 10),
            "y_m": pa.array((trackers.y_dm.astype(np.int64) + town.north_dm) / 10),
        }
    )


def _sightings(log: Log, trackers: Trackers, town: Town) -> pa.Table:
    return pa.table(
        {
            "person": pa.array(log.person.astype(np.int64) + town.first_person),
            "tracker": pa.array(log.tracker.astype(np.int64) + town.first_tracker),
            "time": pa.array(log.t_s.astype(np.int64) + _DAY_0_S, pa.int64()).cast(pa.timestamp("s")),
            "x_m": pa.array((trackers.x_dm.astype(np.int64)[log.tracker] + town.east_dm) / 10),
            "y_m": pa.array((trackers.y_dm.astype(np.int64)[log.tracker] + town.north_dm) / 10),
        }
    )


def _dates(days: NDArray[np.integer]) -> pa.Array:
    return pa.array(days.astype(np.int32) + np.int32(_DAY_0), pa.int32()).cast(pa.date32())


def _coded(
    codes: NDArray[np.integer], values: tuple[str, ...] | list[str], missing: NDArray[np.bool_] | None = None
) -> pa.Array:
    """Strings of a few values, copied out of a dictionary; null where `missing`."""
    index = pa.array(codes.astype(np.int32), mask=missing)
    return pa.array(values, pa.string()).take(index)
