"""What a town offers: the tables the diary reads, made once and shared by all shards."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from nullisland._kernels import diary_rules as layout
from nullisland._kernels.diary_rules import HOME, PURPOSES, TABLE
from nullisland._kernels.diary_town import fill_table
from nullisland.model import Island, People, Scenario
from nullisland.movement.choices import Longs, choices_of, zones_of
from nullisland.movement.outside import Outside
from nullisland.movement.rules import read_rules
from nullisland.rng import stage_key

__all__ = ["Town", "prepare"]

Index = np.signedinteger[Any]
Ints = NDArray[np.int32]
_Named = tuple[Index, NDArray[np.integer[Any]]]


class Folk(NamedTuple):
    """The columns of People that decide about a day."""

    home: NDArray[np.int32]
    second: NDArray[np.int32]
    employer: NDArray[np.int32]
    routine: NDArray[np.uint8]
    birth_day: NDArray[np.int32]
    household: NDArray[np.int32]
    household_first: NDArray[np.int64]
    outward: NDArray[np.int32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """A town ready to be lived in; `nullisland._kernels.diary_rules` says how `tables` is packed."""

    days: int
    tables: NDArray[np.int32]
    folk: Folk
    keys: NDArray[np.uint64]


def prepare(
    scenario: Scenario,
    island: Island,
    people: People,
    threads: int | None = None,
    outside: Outside | None = None,
) -> Town:
    """Tables of who goes where and when, for `simulate`.

    `outside` adds squares of other towns: their places are numbered from `len(island.places)` on, in order.
    Cost: about 30 ms for a town of 20,000; places times zones, of which there are at most a thousand.
    """
    places = island.places
    zone, centres = zones_of(island)
    zone_first, residents = _residents(people, zone, len(centres))
    rules = read_rules(places.kinds, people.routines)
    every = np.arange(len(centres))
    spots = np.column_stack((places.x_dm, places.y_dm, zone, places.kind)).astype(np.int32)
    choices = choices_of(scenario, island, people.routines, np.diff(zone_first), every, threads)
    if outside is not None:
        spots, choices = _with_squares(spots, choices, outside)
        zone_first, residents = _with_homes(zone_first, residents, outside, len(places))
    tables = _packed(
        [
            (layout.TOWN_RULES, rules.parameters),
            (layout.TOWN_EXPLORE, rules.explore),
            (layout.TOWN_HOURS, rules.hours),
            (layout.TOWN_STAYS, rules.stays),
            (layout.TOWN_MIX, _mix(rules.mix_weights)),
            (layout.TOWN_ROSTER, rules.roster),
            (layout.TOWN_WORKDAYS, rules.workdays),
            (layout.TOWN_HABITS, rules.habits),
            (layout.TOWN_SPOTS, spots),
            (layout.TOWN_CHOICES, choices),
            (layout.TOWN_RESIDENTS, np.concatenate((zone_first + len(zone_first), residents))),
        ],
        [
            (layout.TOWN_EXPLORE_SIZE, len(rules.explore)),
            (layout.TOWN_HABITS_SIZE, len(rules.habits)),
            (layout.TOWN_KINDS, len(places.kinds)),
            (layout.TOWN_OUTSIDE, outside.share if outside else 0),
        ],
    )
    keys = np.array([stage_key(scenario.seed, "movement", who) for who in ("person", "household")])
    return Town(days=scenario.days, tables=tables, folk=_folk(people, outside, len(centres)), keys=keys)


def _with_squares(spots: Ints, choices: Ints, outside: Outside) -> tuple[Ints, Ints]:
    """The tables of a town with other towns' squares behind its own zones, their places behind its own."""
    n_places, n_zones = np.int32(len(spots)), np.int32(len(choices))
    theirs = outside.squares.spots + np.array([0, 0, n_zones, 0], np.int32)
    rows = outside.squares.choices
    shift = np.full(rows.shape[1], n_places)
    shift[HOME] = n_zones
    moved = np.where(rows >= 0, rows + shift[None, :, None, None], np.int32(-1))
    return np.concatenate((spots, theirs)), np.concatenate((choices, moved.astype(np.int32)))


def _with_homes(first: Longs, homes: Ints, outside: Outside, n_places: int) -> tuple[Longs, Ints]:
    """The homes of the town by zone, with those of other towns' squares behind them."""
    squares = outside.squares
    theirs = squares.homes + np.int32(n_places)
    return np.concatenate((first, first[-1] + squares.homes_first[1:])), np.concatenate((homes, theirs))


def _folk(people: People, outside: Outside | None, zones: int) -> Folk:
    outward = np.full(len(people.household_first) - 1, -1, np.int32)
    if outside is not None:
        outward = np.where(outside.outward >= 0, outside.outward + np.int32(zones), outward).astype(np.int32)
    return Folk(
        home=people.home_place,
        second=people.second_home,
        employer=people.employer_place,
        routine=people.routine,
        birth_day=people.birth_day,
        household=people.household,
        household_first=people.household_first,
        outward=outward,
    )


def _residents(people: People, zone: NDArray[np.int64], zones: int) -> tuple[NDArray[np.int64], Ints]:
    """Beginnings (zones + 1), and the home of everybody, grouped by zone."""
    home_zone = zone[people.home_place]
    first = np.zeros(zones + 1, np.int64)
    np.cumsum(np.bincount(home_zone, minlength=zones), out=first[1:])
    return first, people.home_place[np.argsort(home_zone.astype(np.int16), kind="stable")]


def _mix(weights: NDArray[np.int64]) -> NDArray[np.int32]:
    """mix (purposes, 64): kinds of place in proportion to their weights."""
    mix = np.empty((len(PURPOSES), TABLE), np.int32)
    kinds = np.arange(weights.shape[1], dtype=np.int32)
    for purpose in range(len(PURPOSES)):
        fill_table(kinds, weights[purpose] * TABLE, np.uint64(1) << np.uint64(63), mix[purpose])
    return mix


def _packed(tables: Sequence[_Named], numbers: Sequence[tuple[Index, int]]) -> NDArray[np.int32]:
    """All tables in one array behind a head that says where each begins; numbers stand in the head itself."""
    head = 16
    packed = np.zeros(head + sum(table.size for _, table in tables), np.int32)
    at = head
    for name, table in tables:
        packed[name] = at
        packed[at : at + table.size] = table.ravel()
        at += table.size
    for name, number in numbers:
        packed[name] = number
    packed.flags.writeable = False
    return packed
