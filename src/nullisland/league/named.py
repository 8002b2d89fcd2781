"""Who is named by home and work, looked up in an address book."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from nullisland.attack import (
    AddressBook,
    Anchors,
    Claims,
    Located,
    anchor,
    habits,
    name_traces,
    no_claims,
    view,
)
from nullisland.league.district import District
from nullisland.measure import Attacked, address_book, judge
from nullisland.measure.homes import nearest_house
from nullisland.measure.utility import cells_at
from nullisland.model import NOWHERE, Grid, Release
from nullisland.release import PseudonymKey

__all__ = ["named_by_address"]

_BOOK = "an address book of the town"


def named_by_address(
    town: District, squares: Release, key: PseudonymKey, homes: dict[str, Located], first: str = ""
) -> Iterator[Attacked]:
    """Home and work of each trace, by every way of finding them that applies. `first`: what was done before.

    `homes`: where the traces have their homes, by the name of the way. A resident without a trace is one more target,
    of whom nothing is claimed, and a visitor whose name is given to any trace is a false claim: the control.
    """
    grid, ids = squares.grid, squares.pseudonyms
    assert grid is not None
    book = _book_in(town, squares)
    houses = _houses_in(town, book)
    seen, persons = view(squares), key.person_of(ids)
    plain, used_to = anchor(seen.traces, seen.slot_min), habits(seen)
    ways = {
        "home and work": name_traces(plain, book),
        "home and work, nights at work and second homes": name_traces(
            Anchors(used_to.home_cell, used_to.work_cell), book
        ),
    }
    for way, located in homes.items():
        if len(located.x_dm) == len(ids):
            moved = _moved(plain, located, grid)
            house = nearest_house(town.outcome.island, located.x_dm, located.y_dm)
            ways[f"{way}, then work"] = name_traces(moved, book)
            ways[f"{way}, the nearest house, then work"] = name_traces(
                Anchors(house, moved.work_cell), houses
            )
    for way, claims in ways.items():
        yield _named(town, claims, persons, first + way)


def _moved(anchors: Anchors, home: Located, grid: Grid) -> Anchors:
    """The same with other homes; work in the square of home is none."""
    known = ~np.isnan(home.x_dm)
    cell = np.full(len(known), NOWHERE, np.int64)
    side = grid.cell_m * 10
    x = np.clip(home.x_dm[known], grid.west_dm, grid.west_dm + grid.columns * side - 1).astype(np.int32)
    y = np.clip(home.y_dm[known], grid.south_dm, grid.south_dm + grid.rows * side - 1).astype(np.int32)
    cell[known] = cells_at(grid, x, y)
    return Anchors(cell, np.where(anchors.work_cell == cell, NOWHERE, anchors.work_cell))


def _book_in(town: District, squares: Release) -> AddressBook:
    if squares.grid == town.squares.grid:
        return town.book
    return address_book(town.outcome.people, town.outcome.island.places, squares)


def _houses_in(town: District, book: AddressBook) -> AddressBook:
    """The same book with the house itself instead of its square."""
    home = town.outcome.people.home_place.astype(np.int64)
    return AddressBook(person=book.person, home_cell=home[book.person], work_cell=book.work_cell)


def _named(town: District, claims: Claims, persons: NDArray[np.int64], name: str) -> Attacked:
    left_out = np.setdiff1d(np.arange(town.scenario.people), persons)
    whose = np.concatenate((persons, left_out))
    said = Claims(*(np.concatenate(pair) for pair in zip(claims, no_claims(len(left_out)), strict=True)))
    absent = np.arange(town.scenario.people, town.scenario.inhabitants)
    hit = np.isin(absent, said.person)
    control = Claims(np.where(hit, absent, NOWHERE), hit.astype(np.float64), hit.astype(np.int64))
    verdict = judge(
        said,
        whose,
        blind=1 / len(town.book),
        control=control if len(absent) else None,
        attack=name,
        given=_BOOK,
    )
    return Attacked(verdict, whose, said.person == whose)
