"""Scene 2: what a code's own records say about home and work, and the address book that gives it a name."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nullisland.attack import AddressBook, Anchors, anchor, name_traces
from nullisland.errors import DataError
from nullisland.lesson.cast import Resident, find_reader
from nullisland.lesson.numbers import Lesson
from nullisland.lesson.squares import middle_of
from nullisland.measure import SquaresFound, Verdict, address_book, error_m, named, squares_found
from nullisland.model import DAY_MIN, NOWHERE, Grid, Release, Traces
from nullisland.pipeline import Outcome
from nullisland.release import generalise

__all__ = ["BOOK_CELLS", "Book", "ReadLife", "Seen", "look", "prepare"]

BOOK_CELLS = (250, 500, 1000, 2000)
"""Sides of the squares, in metres, at which the address book is tried."""

_BUSIEST = 5
_SPREAD = (0.754877666, 0.569840291)
"""Steps of an even scatter in a square (the R2 sequence)."""


@dataclass(frozen=True, slots=True)
class Book:
    """The town looked up in an address book, with squares of `cell_m`: homes right, and who gets a name."""

    cell_m: int
    homes: SquaresFound
    named: Verdict


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class ReadLife:
    """What scene 2 shows, for one island; frozen, shared by all browsers.

    `points` is (n, 2): slot and cell of every record of the code that is read. Cells of the rule and of the
    truth are NOWHERE if there is none. `median_m` is how far half of the claims about homes lie off at most, None
    if the rule makes none. `homes_by_routine` has (routine, right, people), largest first.
    `resident` is None if nobody in the town fits; the numbers of the town are there all the same.
    """

    resident: Resident | None
    grid: Grid
    slot_min: int
    days: int
    points: NDArray[np.int32]
    busiest: tuple[int, ...]
    rule: tuple[int, int]
    truth: tuple[int, int]
    books: tuple[Book, ...]
    works: SquaresFound
    median_m: float | None
    homes_by_routine: tuple[tuple[str, int, int], ...]

    @property
    def hour_counts(self) -> tuple[int, ...]:
        """Records of the code in each hour of the day."""
        hours = self.points[:, 0].astype(np.int64) * self.slot_min % DAY_MIN // 60
        return tuple(np.bincount(hours, minlength=24).tolist())

    @property
    def focus_dm(self) -> tuple[int, int, int, int]:
        """The part of the map that holds the busiest squares and those of rule and truth, with a rim."""
        cells = {*self.busiest, *self.rule, *self.truth} - {NOWHERE}
        xy = np.array([middle_of(self.grid, cell) for cell in cells])
        rim = self.grid.cell_m * 25
        west, south, east, north = (int(v) for v in (*(xy.min(axis=0) - rim), *(xy.max(axis=0) + rim)))
        return west, south, east, north

    @property
    def judged(self) -> tuple[str, str]:
        """What the rule is about the code's home and about its work: "right", "wrong", or "silent" without a claim."""
        home, work = (
            "silent" if claimed == NOWHERE else "right" if claimed == true else "wrong"
            for claimed, true in zip(self.rule, self.truth, strict=True)
        )
        return home, work

    @property
    def homes(self) -> SquaresFound:
        """Homes found in the smallest squares."""
        return self.books[0].homes


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """Records of one code in some hours of some days, as they are drawn.

    `confetti_dm` is (n, 2): a dot a record, scattered evenly in its square, which says nothing about where in
    it. `squares` are (cell, records), most first. `strings_dm` has a line for each day through the middles of
    its squares, in time order.
    """

    confetti_dm: NDArray[np.int64]
    squares: tuple[tuple[int, int], ...]
    strings_dm: tuple[NDArray[np.int64], ...]


def prepare(outcome: Outcome, lesson: Lesson) -> ReadLife:
    """All numbers of scene 2. Cost: about two seconds on the default island.

    Raises DataError if no resident goes to work or school: then there is no working day to read.
    """
    release = outcome.release
    assert release.grid is not None
    resident = find_reader(outcome, without=lesson.guide.person if lesson.guide else None)
    persons = outcome.key.person_of(release.pseudonyms)
    traces = Traces.from_release(release)
    anchors = anchor(traces, release.slot_min)
    book = address_book(outcome.people, outcome.island.places, release)
    homes, works = book.home_cell[persons], book.work_cell[persons]
    if not (works != NOWHERE).any():
        raise DataError("somebody on the island must go to work or school, found nobody")
    home_place = outcome.people.home_place[persons]
    places = outcome.island.places
    away = error_m(anchors.home_cell, places.x_dm[home_place], places.y_dm[home_place], release.grid)
    points = _points_of(release, resident)
    return ReadLife(
        resident=resident,
        grid=release.grid,
        slot_min=release.slot_min,
        days=outcome.scenario.days,
        points=points,
        busiest=tuple(cell for cell, _ in _ranked(points[:, 1])[:_BUSIEST]),
        rule=_pair(anchors, resident),
        truth=_pair(Anchors(homes, works), resident),
        books=tuple(_book(outcome, persons, cell_m) for cell_m in BOOK_CELLS),
        works=squares_found(anchors.work_cell, works),
        median_m=float(np.nanmedian(away)) if (anchors.home_cell != NOWHERE).any() else None,
        homes_by_routine=_by_routine(outcome, persons, anchors.home_cell == homes),
    )


def look(
    life: ReadLife, hours: tuple[int, int] = (0, 24), weekdays: Collection[int] = frozenset(range(7))
) -> Seen:
    """The code's records from hour `hours[0]` up to `hours[1]` of these weekdays (0: Monday).

    Hours that end before they begin run over midnight: (22, 6) is the night, counted to the weekday it falls
    on; two equal hours are the whole day. Cost: a few milliseconds.
    """
    slot, cell = life.points[:, 0].astype(np.int64), life.points[:, 1]
    day, minute = np.divmod(slot * life.slot_min, DAY_MIN)
    start, stop = hours[0] * 60, hours[1] * 60
    after, before = minute >= start, minute < stop
    inside = (after & before) if start < stop else (after | before)
    keep = inside & np.isin(day % 7, list(weekdays))
    slot, cell, day = slot[keep], cell[keep], day[keep]
    lines = [_string(slot[day == d], cell[day == d], life.grid, int(d)) for d in np.unique(day)]
    return Seen(
        _confetti(life.points[:, 1], life.grid)[keep],
        tuple(_ranked(cell)),
        tuple(line for line in lines if len(line) > 1),
    )


def _points_of(release: Release, resident: Resident | None) -> NDArray[np.int32]:
    if resident is None:
        return np.zeros((0, 2), np.int32)
    rows = slice(int(release.first[resident.row]), int(release.first[resident.row + 1]))
    return np.column_stack((release.slot[rows], release.cell[rows]))


def _ranked(cells: NDArray[np.int32]) -> list[tuple[int, int]]:
    """(cell, records), most first; among equals the lower cell."""
    found, counts = np.unique(cells, return_counts=True)
    order = np.lexsort((found, -counts))
    return [(int(found[i]), int(counts[i])) for i in order]


def _pair(anchors: Anchors, resident: Resident | None) -> tuple[int, int]:
    if resident is None:
        return NOWHERE, NOWHERE
    return int(anchors.home_cell[resident.row]), int(anchors.work_cell[resident.row])


def _book(outcome: Outcome, persons: NDArray[np.int64], cell_m: int) -> Book:
    """The same rule and the same book with larger squares."""
    fine = outcome.release
    release = fine if fine.grid and fine.grid.cell_m == cell_m else generalise(fine, cell_m=cell_m)
    anchors = anchor(Traces.from_release(release), release.slot_min)
    book: AddressBook = address_book(outcome.people, outcome.island.places, release)
    visitors = np.arange(outcome.scenario.people, len(outcome.people))
    return Book(
        cell_m,
        squares_found(anchors.home_cell, book.home_cell[persons]),
        named(name_traces(anchors, book), persons, visitors, book_size=len(book)),
    )


def _by_routine(
    outcome: Outcome, persons: NDArray[np.int64], right: NDArray[np.bool_]
) -> tuple[tuple[str, int, int], ...]:
    routine = outcome.people.routine[persons]
    n = len(outcome.people.routines)
    people, found = np.bincount(routine, minlength=n), np.bincount(routine[right], minlength=n)
    rows = [(outcome.people.routines[i], int(found[i]), int(people[i])) for i in range(n) if people[i]]
    return tuple(sorted(rows, key=lambda row: -row[2]))


def _confetti(cells: NDArray[np.int32], grid: Grid) -> NDArray[np.int64]:
    """One dot for each record: the k-th of a square at the next place of an even scatter."""
    order = np.argsort(cells, kind="stable")
    starts = np.searchsorted(cells[order], cells[order])
    k = np.empty(len(cells), np.int64)
    k[order] = np.arange(len(cells)) - starts + 7 * cells[order]
    row, column = np.divmod(cells.astype(np.int64), grid.columns)
    side = grid.cell_m * 10
    across, up = ((0.5 + (k + 1) * step) % 1 * 0.9 + 0.05 for step in _SPREAD)
    x = grid.west_dm + column * side + (across * side).astype(np.int64)
    y = grid.south_dm + row * side + (up * side).astype(np.int64)
    return np.column_stack((x, y))


def _string(slot: NDArray[np.int64], cell: NDArray[np.int32], grid: Grid, day: int) -> NDArray[np.int64]:
    """Squares of one day in time order, each once in a row; in one hour the nearest first, for want of better.

    Every day is shifted a little, so that strings lie beside each other.
    """
    order: list[int] = []
    for hour in np.unique(slot):
        left = [int(c) for c in cell[slot == hour]]
        while left:
            at = middle_of(grid, order[-1]) if order else middle_of(grid, left[0])
            nearest = min(left, key=lambda c: (_apart(at, middle_of(grid, c)), c))
            left.remove(nearest)
            if not order or nearest != order[-1]:
                order.append(nearest)
    shift = [int(((day + 1) * step % 1 - 0.5) * grid.cell_m * 5) for step in _SPREAD]
    return np.array([middle_of(grid, c) for c in order], np.int64).reshape(-1, 2) + shift


def _apart(a: tuple[int, int], b: tuple[int, int]) -> int:
    return (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2
