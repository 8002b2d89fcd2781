"""Who goes to other towns: commuters, and households with ties. Parameters: docs/model/country.md."""

from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nullisland.model import NOWHERE, People
from nullisland.movement.outside import Outside, Squares, joined
from nullisland.rng import stage_key, u64_many
from nullisland.tables import read_table

__all__ = ["Neighbour", "Ties", "ties_of"]

_TIES_PER_PULL = 3
_MOST_TIES = 32_768
_LOOKED_FOR_OUTSIDE = 8_192
"""Shares of 65,536: half of all households, one new place in eight."""

Longs = NDArray[np.int64]
_HALF, _48 = np.uint64(32), np.uint64(48)


class Neighbour(NamedTuple):
    """A town that people go to: its squares, how far its middle lies to the east and north, its pull of 65,536."""

    squares: Squares
    offset_dm: tuple[int, int]
    pull: int


class Ties(NamedTuple):
    """People some of whom work in other towns, what they find there, and the towns within everybody's reach.

    `reach` has bit 0 for the own town and bit k + 1 for neighbour k.
    """

    people: People
    outside: Outside
    reach: Longs


def ties_of(seed: int, people: People, kinds: NDArray[np.uint8], neighbours: list[Neighbour]) -> Ties:
    """Ties of everybody in a town whose places have these kinds; `seed` is the town's.

    A commuter works at a place of the same kind as at home. Cost: 0.2 microseconds a person.
    """
    squares = joined([n.squares for n in neighbours], [n.offset_dm for n in neighbours])
    towns = np.arange(len(neighbours))
    town_of_square = np.repeat(towns, [len(n.squares.choices) for n in neighbours])
    town_of_spot = np.repeat(towns, [len(n.squares.place) for n in neighbours])
    pull = np.array([n.pull for n in neighbours], np.int64)
    employer, to_work = _commute(seed, people, kinds, squares, (town_of_spot, pull))
    outward = _outward(seed, len(people.household_first) - 1, town_of_square, pull)
    tied = np.where(outward >= 0, town_of_square[outward], -1)[people.household]
    reach = np.ones(len(people), np.int64)
    for town in towns.tolist():
        reach |= ((tied == town) | (to_work == town)).astype(np.int64) << (town + 1)
    return Ties(
        people=replace(people, employer_place=employer),
        outside=Outside(squares, outward.astype(np.int32), _LOOKED_FOR_OUTSIDE),
        reach=reach,
    )


def _by_lot(key: np.uint64, n: int, shares: Longs) -> Longs:
    """For each of n a number drawn with these shares of 65,536; their count for the rest."""
    lot = (u64_many(key, np.arange(n)) >> _48).astype(np.int64)
    return np.searchsorted(np.cumsum(shares), lot, side="right").astype(np.int64)


def _commute(
    seed: int, people: People, kinds: NDArray[np.uint8], squares: Squares, towns: tuple[Longs, Longs]
) -> tuple[NDArray[np.int32], Longs]:
    """Workplace of everybody, and the neighbour in which it lies, -1 at home."""
    town_of_spot, pull = towns
    key = stage_key(seed, "country", "commute")
    fixed = {row["routine"] for row in read_table("town/routines.csv") if row["style"] == "work"}
    works = np.array([name in fixed for name in people.routines])[people.routine]
    to_work = _by_lot(key, len(people), pull)
    to_work[~works | (people.employer_place == NOWHERE)] = len(pull)
    employer = people.employer_place.copy()
    lots = u64_many(key, np.arange(len(people)), 1) >> _HALF
    outcome = np.full(len(people), -1, np.int64)
    for town in range(len(pull)):
        rows = np.flatnonzero((town_of_spot == town) & (squares.jobs > 0))
        who = np.flatnonzero(to_work == town)
        kind_of = kinds[employer[who]]
        for kind in np.unique(kind_of).tolist():
            posts, mine = rows[squares.spots[rows, 3] == kind], who[kind_of == kind]
            if len(posts):
                reached = np.cumsum(squares.jobs[posts].astype(np.int64))
                lot = (lots[mine] * np.uint64(reached[-1]) >> _HALF).astype(np.int64)
                employer[mine] = len(kinds) + posts[np.searchsorted(reached, lot, side="right")]
                outcome[mine] = town
    return employer, outcome


def _outward(seed: int, households: int, town_of_square: Longs, pull: Longs) -> Longs:
    """The square that each household has ties to, -1 for none."""
    shares = _TIES_PER_PULL * pull
    if shares.sum() > _MOST_TIES:
        shares = shares * _MOST_TIES // shares.sum()
    key = stage_key(seed, "country", "ties")
    town = _by_lot(key, households, shares)
    first = np.searchsorted(town_of_square, np.arange(len(pull) + 1))
    count = np.diff(first)[np.minimum(town, len(pull) - 1)] if len(pull) else np.zeros(households, np.int64)
    lot = u64_many(key, np.arange(households), 1) >> _HALF
    square = first[town] + (lot * count.astype(np.uint64) >> _HALF).astype(np.int64)
    return np.where(town < len(pull), square, -1)
