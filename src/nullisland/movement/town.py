"""What a town offers: the tables the diary reads, made once and shared by all shards."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from nullisland._kernels import diary_rules as layout
from nullisland._kernels.diary_rules import HOME, PURPOSES, TABLE
from nullisland._kernels.diary_town import fill_choices, fill_table
from nullisland.model import Island, People, Scenario
from nullisland.movement.rules import read_rules
from nullisland.rng import stage_key
from nullisland.threads import over_blocks

__all__ = ["Town", "prepare"]

_MOST_ZONES = 1024
_ZONE_DM = 4000
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """A town ready to be lived in; `nullisland._kernels.diary_rules` says how `tables` is packed."""

    days: int
    tables: NDArray[np.int32]
    folk: Folk
    keys: NDArray[np.uint64]


def prepare(scenario: Scenario, island: Island, people: People, threads: int | None = None) -> Town:
    """Tables of who goes where and when, for `simulate`.

    Cost: about 30 ms for a town of 20,000; places times zones, of which there are at most a thousand.
    """
    places = island.places
    zone, centres = _zones(island)
    zone_first, residents = _residents(people, zone, len(centres))
    rules = read_rules(places.kinds, people.routines)
    key = stage_key(scenario.seed, "movement", "choices")
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
            (layout.TOWN_SPOTS, np.column_stack((places.x_dm, places.y_dm, zone, places.kind))),
            (
                layout.TOWN_CHOICES,
                _choices(island, centres, np.diff(zone_first), rules.gravity, key, threads),
            ),
            (layout.TOWN_RESIDENTS, np.concatenate((zone_first + len(zone_first), residents))),
        ],
        [
            (layout.TOWN_EXPLORE_SIZE, len(rules.explore)),
            (layout.TOWN_HABITS_SIZE, len(rules.habits)),
            (layout.TOWN_KINDS, len(places.kinds)),
        ],
    )
    keys = np.array([stage_key(scenario.seed, "movement", who) for who in ("person", "household")])
    return Town(days=scenario.days, tables=tables, folk=_folk(people), keys=keys)


def _folk(people: People) -> Folk:
    return Folk(
        home=people.home_place,
        second=people.second_home,
        employer=people.employer_place,
        routine=people.routine,
        birth_day=people.birth_day,
        household=people.household,
        household_first=people.household_first,
    )


def _residents(people: People, zone: NDArray[np.int64], zones: int) -> tuple[NDArray[np.int64], Ints]:
    """Beginnings (zones + 1), and the home of everybody, grouped by zone."""
    home_zone = zone[people.home_place]
    first = np.zeros(zones + 1, np.int64)
    np.cumsum(np.bincount(home_zone, minlength=zones), out=first[1:])
    return first, people.home_place[np.argsort(home_zone.astype(np.int16), kind="stable")]


def _zones(island: Island) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Zone of every place, and the centres (zones, 2): squares, only those with a place in them."""
    x, y = island.places.x_dm.astype(np.int64), island.places.y_dm.astype(np.int64)
    west, south, east, north = island.bounds_dm
    side = _ZONE_DM
    while ((east - west) // side + 1) * ((north - south) // side + 1) > _MOST_ZONES:
        side += _ZONE_DM // 2
    columns = (east - west) // side + 1
    square = (y - south) // side * columns + (x - west) // side
    used = np.flatnonzero(np.bincount(square))
    zone_of = np.zeros(int(used[-1]) + 1, np.int64)
    zone_of[used] = np.arange(len(used))
    row, column = np.divmod(used, columns)
    return zone_of[square], np.column_stack(
        (west + column * side + side // 2, south + row * side + side // 2)
    )


def _choices(
    island: Island,
    centres: NDArray[np.int64],
    residents: NDArray[np.int64],
    gravity: NDArray[np.int64],
    key: np.uint64,
    threads: int | None,
) -> NDArray[np.int32]:
    """choices (zones, kinds, 2, 64) of `Tables`."""
    places = island.places
    order = np.argsort(places.kind, kind="stable")
    order = order[np.searchsorted(places.kind[order], HOME, side="right") :]
    kinds = len(places.kinds)
    first = np.zeros(kinds + 1, np.int64)
    first[1] = len(centres)
    first[2:] = len(centres) + np.searchsorted(places.kind[order], np.arange(1, kinds), side="right")
    candidates = np.concatenate(
        [
            np.column_stack((centres, np.arange(len(centres)))),
            np.column_stack((places.x_dm[order], places.y_dm[order], order)),
        ]
    ).astype(np.int32)
    weights = np.concatenate([residents, places.weight[order]]).astype(np.int64)
    choices = np.empty((len(centres), kinds, 2, TABLE), np.int32)

    def work(low: int, high: int) -> None:
        fill_choices(centres, candidates, first, weights, gravity, key, (low, high), choices)

    over_blocks(work, len(centres), threads)
    return choices


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
