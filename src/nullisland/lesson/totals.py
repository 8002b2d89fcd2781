"""Scene 7: only totals. What two tables and a subtraction give away, and what a promise with noise does."""

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from nullisland.lesson.cast import Resident, find_reader
from nullisland.lesson.numbers import Lesson
from nullisland.measure.utility import busiest_right, cells_at
from nullisland.model import DAY_MIN, Grid, Release
from nullisland.people import place_names
from nullisland.pipeline import Outcome
from nullisland.release.aggregate import aggregate, count_points
from nullisland.release.aggregate_dp import bounded_rows, units_of
from nullisland.release.noise import add_laplace, laplace_scale

__all__ = [
    "EPSILONS",
    "MOST_POINTS",
    "SHARED",
    "THRESHOLDS",
    "UNITS",
    "Hidden",
    "Promise",
    "Totals",
    "odds",
    "prepare",
]

THURSDAY = 3
THRESHOLDS = (0, 2, 5, 10)
"""Counts below a threshold are published as 0; with 0 none is hidden."""

EPSILONS = (0.1, 1.0, 2.0, 5.0)
SHARED = (1, 4)
"""The whole budget, and how many releases share it in equal parts."""

UNITS = ("one visit", "one person-day", "one person")
MOST_POINTS = 24
"""What may be protected, and how many points of a visit or a day are counted; of a person, so many a day."""

_KINDS = ("advice_centre", "clinic", "union_hall", "library")

Longs = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Hidden:
    """Totals whose counts below `threshold` are hidden: `ones` of `counts` above zero are exactly 1, before.

    `hidden` of them are gone, and subtraction still gives `found` of the resident's records.
    """

    threshold: int
    counts: int
    ones: int
    hidden: int
    found: int


@dataclass(frozen=True, slots=True)
class Promise:
    """One noisy release with its part of a budget: `typical_error` is the median over all counts.

    `fullest_right` of `fullest_asked` fullest squares are still the fullest.
    """

    unit: str
    epsilon: float
    releases: int
    typical_error: float
    fullest_right: int
    fullest_asked: int


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Totals:
    """What scene 7 shows, for one island; frozen, shared by all browsers. `resident` None: nobody fits.

    `place` is the centre of the question and `place_dm` where it is; `cell` its square and `day` the Thursday.
    `first` and `second` are the counts of all slots and squares before and after the resident was taken out.
    `records` is how many records the resident has, and `found_slots`, `found_cells` where the tables differ.
    """

    resident: Resident | None
    grid: Grid
    slot_min: int
    days: int
    place: str
    place_dm: tuple[int, int]
    cell: int
    day: int
    first: Longs
    second: Longs
    records: int
    found_slots: Longs
    found_cells: Longs
    hidden: tuple[Hidden, ...]
    promises: tuple[Promise, ...]

    def slots(self) -> range:
        """Slots of the day of the question."""
        a_day = DAY_MIN // self.slot_min
        return range(self.day * a_day, (self.day + 1) * a_day)

    def hours(self) -> tuple[tuple[int, int, int], ...]:
        """(hour, first count, second count) of the centre's square on the day of the question."""
        return tuple(
            (
                slot * self.slot_min % DAY_MIN // 60,
                int(self.first[slot, self.cell]),
                int(self.second[slot, self.cell]),
            )
            for slot in self.slots()
        )

    def squares_at(self, hour: int) -> tuple[tuple[int, int], ...]:
        """(square, count) of every square with somebody in it in this hour of that day, fullest first."""
        counts = self.first[self.slots()[hour * 60 // self.slot_min]]
        order = np.argsort(-counts, kind="stable")
        return tuple((int(cell), int(counts[cell])) for cell in order if counts[cell] > 0)

    def found_on_day(self) -> tuple[tuple[int, int], ...]:
        """(square, hours) in which the tables differ on that day, most hours first."""
        slots = self.slots()
        own = self.found_cells[(self.found_slots >= slots.start) & (self.found_slots < slots.stop)]
        cells, hours = np.unique(own, return_counts=True)
        order = np.argsort(-hours, kind="stable")
        return tuple((int(cells[i]), int(hours[i])) for i in order)

    def seen_hours(self) -> tuple[int, ...]:
        """Hours of that day in which the two tables differ in the centre's square."""
        return tuple(hour for hour, first, second in self.hours() if first != second)

    def promise(self, unit: str, epsilon: float, releases: int) -> Promise:
        """The release of one setting. Raises ValueError for a setting that was not prepared."""
        for promise in self.promises:
            if (promise.unit, promise.epsilon, promise.releases) == (unit, epsilon, releases):
                return promise
        raise ValueError(f"there is no release for {unit}, epsilon {epsilon}, {releases} releases")


def odds(epsilon: float) -> int:
    """Of 100 attackers who start at 50:50, how many are right at best, on average.

    Source: the bound of the posterior odds, Wasserman, Zhou 2010, JASA 105:375; exp(eps) / (1 + exp(eps)).

    >>> [odds(epsilon) for epsilon in EPSILONS]
    [52, 73, 88, 99]
    """
    return round(100 / (1 + math.exp(-epsilon)))


def prepare(outcome: Outcome, lesson: Lesson) -> Totals:
    """All numbers of scene 7. Cost: about five seconds on the default island, most of it the unit of a visit."""
    release, days = outcome.release, outcome.scenario.days
    assert release.grid is not None
    n_slots = days * DAY_MIN // release.slot_min
    resident = lesson.guide or find_reader(outcome)
    first = aggregate(release, n_slots=n_slots).counts
    second = first if resident is None else aggregate(_without(release, resident.row), n_slots=n_slots).counts
    slots, cells = np.nonzero(first != second)
    place, name = _centre(outcome)
    x, y = outcome.island.places.x_dm[place : place + 1], outcome.island.places.y_dm[place : place + 1]
    rows = slice(0, 0) if resident is None else slice(*release.first[resident.row : resident.row + 2])
    own = (release.slot[rows], release.cell[rows])
    return Totals(
        resident=resident,
        grid=release.grid,
        slot_min=release.slot_min,
        days=days,
        place=name,
        place_dm=(int(x[0]), int(y[0])),
        cell=int(cells_at(release.grid, x, y)[0]),
        day=min(THURSDAY, days - 1),
        first=np.asarray(first, np.int64),
        second=np.asarray(second, np.int64),
        records=len(own[0]),
        found_slots=slots,
        found_cells=cells,
        hidden=tuple(_hidden(first, second, own, threshold) for threshold in THRESHOLDS),
        promises=_promises(release, n_slots, days, outcome.scenario.seed),
    )


def _without(release: Release, row: int) -> Release:
    """The same release without one trace, as if that person had been taken out."""
    a, b = int(release.first[row]), int(release.first[row + 1])
    first = np.delete(release.first, row)
    first[row:] -= b - a
    return replace(
        release,
        pseudonyms=np.delete(release.pseudonyms, row),
        first=first,
        cell=np.delete(release.cell, slice(a, b)),
        slot=np.delete(release.slot, slice(a, b)),
        history=(*release.history, "suppress: one trace on request"),
    )


def _centre(outcome: Outcome) -> tuple[int, str]:
    """The first advice centre; on an island without one, the next kind of place there is."""
    places = outcome.island.places
    for kind in _KINDS:
        ids = places.of_kind(kind) if kind in places.kinds else np.zeros(0, np.int64)
        if len(ids):
            return int(ids[0]), place_names(outcome.island)[int(ids[0])]
    return 0, place_names(outcome.island)[0]


def _hidden(
    first: NDArray[np.number], second: NDArray[np.number], own: tuple[NDArray[np.int32], ...], threshold: int
) -> Hidden:
    shown = [np.where(counts < threshold, 0, counts) for counts in (first, second)]
    seen = first > 0
    return Hidden(
        threshold=threshold,
        counts=int(seen.sum()),
        ones=int((first == 1).sum()),
        hidden=int((seen & (first < threshold)).sum()),
        found=int((shown[0] != shown[1])[own].sum()),
    )


def _promises(release: Release, n_slots: int, days: int, seed: int) -> tuple[Promise, ...]:
    """The mechanism of `aggregate_dp`, whose bounded counts depend on the unit alone, with noise of each size."""
    truth = count_points(release, n_slots, None)
    out = []
    for unit in UNITS:
        most = MOST_POINTS * days if unit == "one person" else MOST_POINTS
        order, edges = units_of(release, unit)
        counts = count_points(release, n_slots, None, order[bounded_rows(edges, most, seed)])
        for epsilon in EPSILONS:
            for releases in SHARED:
                noisy = add_laplace(counts, laplace_scale(most, epsilon / releases), seed, "counts")
                asked = min(10, truth.shape[1])
                out.append(
                    Promise(
                        unit,
                        epsilon,
                        releases,
                        float(np.median(np.abs(noisy - truth))),
                        busiest_right(truth.sum(axis=0), noisy.sum(axis=0), asked),
                        asked,
                    )
                )
    return tuple(out)
