"""Every attack that applies to one release, judged; and whom the best of them finds."""

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nullisland.attack import (
    AddressBook,
    Anchors,
    Claims,
    Located,
    anchor,
    joined,
    membership,
    name_traces,
    no_claims,
    relink,
    view,
)
from nullisland.attack.strongest import attempts
from nullisland.league.district import District
from nullisland.measure import Verdict, address_book, judge, judge_chains, judge_membership, owners
from nullisland.measure.homes import nearest_house
from nullisland.measure.utility import cells_at
from nullisland.model import NOWHERE, FixRelease, Grid, Release, TotalsRelease
from nullisland.release import AnyRelease, NobodyKey, PseudonymKey, to_squares

__all__ = ["Attacked", "attack_everything", "best_of"]

Key = PseudonymKey | NobodyKey
_BOOK = "an address book of the town"


class Attacked(NamedTuple):
    """A verdict, and for each target who they are and whether the claim about them is right."""

    verdict: Verdict
    persons: NDArray[np.int64]
    found: NDArray[np.bool_]


def attack_everything(
    town: District, release: AnyRelease, key: Key, homes: dict[str, Located]
) -> list[Attacked]:
    """All attacks that apply. `homes`: where homes were located, by the name of the way.

    Whether somebody was counted, and which codes are one person, is judged too, but names nobody by itself. Codes
    that change are joined among the targets alone, which in a larger town is easier than among everybody.
    Cost: seconds on a district.
    """
    if isinstance(release, TotalsRelease):
        verdict = judge_membership(membership(release, town.members), membership(release, town.strangers))
        return [_of_nobody(verdict)]
    if isinstance(release, Release) and isinstance(key, PseudonymKey) and key.periods > 1:
        release = _of_people(release, key, town.clues.person)
    out = list(_sightings(town, release, key))
    if isinstance(release, Release | FixRelease) and isinstance(key, PseudonymKey):
        sampled = key.periods > 1 and len(town.clues) < town.scenario.people
        of = town.clues.person if sampled else np.arange(town.scenario.people)
        for pseudonyms, claims, name in _names(town, release, homes):
            out.append(_named(town, claims, (key.person_of(pseudonyms), of), name))
    if isinstance(release, Release) and isinstance(key, PseudonymKey) and key.periods > 1:
        chains = relink(release)
        if chains.period_min:
            out.append(_of_nobody(judge_chains(chains, release, key)))
    return out


def _of_nobody(verdict: Verdict) -> Attacked:
    return Attacked(verdict, np.empty(0, np.int64), np.empty(0, bool))


def _of_people(release: Release, key: PseudonymKey, persons: NDArray[np.int64]) -> Release:
    """The traces of some people."""
    keep = np.isin(key.person_of(release.pseudonyms), persons)
    if keep.all():
        return release
    mine = np.repeat(keep, np.diff(release.first))
    counts = np.diff(release.first)[keep]
    return replace(
        release,
        pseudonyms=release.pseudonyms[keep],
        first=np.concatenate(([0], np.cumsum(counts))).astype(np.int64),
        cell=release.cell[mine],
        slot=release.slot[mine],
    )


def best_of(attacked: list[Attacked]) -> Attacked | None:
    """The attack that finds the largest share of its targets; among equals the one that errs least."""
    people = [a for a in attacked if len(a.persons)]
    return max(people, key=lambda a: (a.verdict.right.value, -a.verdict.wrong.value), default=None)


def _sightings(town: District, release: AnyRelease, key: Key) -> Iterator[Attacked]:
    controls = attempts(release, town.visitors) if len(town.visitors) else {}
    blind = 0.0 if isinstance(key, NobodyKey) else 1 / town.scenario.people
    for name, claims in attempts(release, town.clues).items():
        mine = owners(claims, key)
        verdict = judge(
            mine,
            town.clues.person,
            blind=blind,
            control=controls.get(name),
            attack=name,
            given=town.clues.given,
        )
        yield Attacked(verdict, town.clues.person, mine.person == town.clues.person)


def _names(
    town: District, release: Release | FixRelease, homes: dict[str, Located]
) -> Iterator[tuple[NDArray[np.int64], Claims, str]]:
    """Home and work, looked up in the address book, by every way of finding them that applies."""
    grid = town.squares.grid
    assert grid is not None
    squares = release
    if isinstance(release, FixRelease):
        squares = to_squares(release, grid, town.squares.slot_min)
    assert isinstance(squares, Release)
    ways: dict[str, tuple[NDArray[np.int64], Anchors]] = {}
    seen = view(squares)
    ways["home and work"] = squares.pseudonyms, anchor(seen.traces, squares.slot_min)
    chains = relink(squares)
    if chains.period_min:
        whole = joined(squares, chains)
        ways["relink, then home and work"] = whole.pseudonyms, anchor(view(whole).traces, squares.slot_min)
    ids, anchors = ways["home and work"]
    for way, located in homes.items():
        if len(located.x_dm) == len(ids):
            ways[f"{way}, then work"] = ids, _moved(anchors, located, grid)
    book = _book_in(town, squares)
    for name, (pseudonyms, found) in ways.items():
        yield pseudonyms, name_traces(found, book), name
    houses = _houses_in(town, book)
    for way, located in homes.items():
        if len(located.x_dm) == len(ids):
            house = nearest_house(town.outcome.island, located.x_dm, located.y_dm)
            named = name_traces(Anchors(house, _moved(anchors, located, grid).work_cell), houses)
            yield ids, named, f"{way}, the nearest house, then work"


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


def _named(
    town: District, claims: Claims, who: tuple[NDArray[np.int64], NDArray[np.int64]], name: str
) -> Attacked:
    """Verdict on names given to traces; a resident who was left out is one more target, of whom nothing is claimed.

    `who`: whose trace each is, and who might have one. The control is who is claimed without being in the data: a
    visitor counts as found if any trace is given their name.
    """
    left_out = np.setdiff1d(who[1], who[0])
    persons = np.concatenate((who[0], left_out))
    claims = Claims(*(np.concatenate(pair) for pair in zip(claims, no_claims(len(left_out)), strict=True)))
    absent = np.arange(town.scenario.people, town.scenario.inhabitants)
    hit = np.isin(absent, claims.person)
    control = Claims(np.where(hit, absent, NOWHERE), hit.astype(np.float64), hit.astype(np.int64))
    verdict = judge(
        claims,
        persons,
        blind=1 / len(town.book),
        control=control if len(absent) else None,
        attack=name,
        given=_BOOK,
    )
    return Attacked(verdict, persons, claims.person == persons)
