"""Scene 7: only totals. What a subtraction gives away, whose traces come back, and what a promise does."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from nullisland.attack import difference, recover
from nullisland.lesson.cast import Resident, find_reader
from nullisland.lesson.hidden import Hidden, Hour, count_hidden, hour_of
from nullisland.lesson.numbers import Lesson
from nullisland.lesson.promises import MOST_POINTS, Promise, promises_of
from nullisland.measure import TracesFound, traces_found
from nullisland.measure.utility import cells_at
from nullisland.model import DAY_MIN, Grid, Release, TotalsRelease, Traces
from nullisland.people import place_names
from nullisland.pipeline import Outcome
from nullisland.release import PublishConfig, publish
from nullisland.release.aggregate import aggregate
from nullisland.release.aggregate_dp import DPCounts, aggregate_dp

__all__ = [
    "THRESHOLDS",
    "Recovery",
    "Totals",
    "prepare",
]

THURSDAY = 3
THRESHOLDS = (0, 2, 5, 10)
"""Counts below a threshold are published as 0; with 0 none is hidden."""

_RECOVERED, _RECOVERED_DAYS = 500, 3
_KINDS = ("advice_centre", "clinic", "union_hall", "library")

Longs = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Recovery:
    """Traces made out of totals alone: of `people` residents over `days` days, published as `how` says."""

    how: str
    people: int
    days: int
    found: TracesFound


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Totals:
    """What scene 7 shows, for one island; frozen, shared by all browsers. `resident` None: nobody fits.

    `place` is the centre of the question and `place_dm` where it is; `cell` its square; `day` is the first Thursday
    on which the resident has a record.
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
    recoveries: tuple[Recovery, ...]
    promises: tuple[Promise, ...]

    def slots(self) -> range:
        """Slots of the day of the question."""
        a_day = DAY_MIN // self.slot_min
        return range(self.day * a_day, (self.day + 1) * a_day)

    def differences(self) -> tuple[tuple[int, int, int, int], ...]:
        """(hour, first count, second count, difference) of the centre's square on the day of the question."""
        return tuple((hour, first, second, first - second) for hour, first, second in self.hours())

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

    def at(self, hour: int, threshold: int) -> Hour:
        """This hour of that day as published, counts below `threshold` hidden."""
        return hour_of(self.first[self.slots()[hour * 60 // self.slot_min]], threshold)

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


def prepare(outcome: Outcome, lesson: Lesson) -> Totals:
    """All numbers of scene 7. Cost: about six seconds on the default island, most of it the unit of a visit."""
    release, scenario = outcome.release, outcome.scenario
    assert release.grid is not None
    resident = lesson.guide or find_reader(outcome)
    row = -1 if resident is None else resident.row
    both = [_both(release, row, scenario.days, threshold) for threshold in THRESHOLDS]
    first, second = both[0]
    found = difference(first, second)
    place, name = _centre(outcome)
    x, y = outcome.island.places.x_dm[place : place + 1], outcome.island.places.y_dm[place : place + 1]
    return Totals(
        resident=resident,
        grid=release.grid,
        slot_min=release.slot_min,
        days=scenario.days,
        place=name,
        place_dm=(int(x[0]), int(y[0])),
        cell=int(cells_at(release.grid, x, y)[0]),
        day=_thursday(release, row, scenario.days),
        first=np.asarray(first.counts, np.int64),
        second=np.asarray(second.counts, np.int64),
        records=0 if row < 0 else int(release.first[row + 1] - release.first[row]),
        found_slots=found.slot,
        found_cells=found.cell,
        hidden=tuple(count_hidden(first, shown) for shown in both),
        recoveries=_recoveries(outcome),
        promises=promises_of(release, scenario.days, scenario.seed),
    )


def _both(release: Release, row: int, days: int, threshold: int) -> tuple[TotalsRelease, TotalsRelease]:
    """The totals with everybody and, where there is such a row, without that trace."""
    n_slots = days * DAY_MIN // release.slot_min
    first = aggregate(release, n_slots=n_slots, threshold=threshold)
    if row < 0:
        return first, first
    return first, aggregate(_without(release, row), n_slots=n_slots, threshold=threshold)


def _thursday(release: Release, row: int, days: int) -> int:
    """The first Thursday on which the trace has a record; else its first day with one."""
    if row < 0:
        return min(THURSDAY, days - 1)
    rows = slice(int(release.first[row]), int(release.first[row + 1]))
    seen = np.unique(release.slot[rows].astype(np.int64) * release.slot_min // DAY_MIN)
    thursdays = seen[seen % 7 == THURSDAY]
    return int(thursdays[0] if len(thursdays) else seen[0])


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


def _recoveries(outcome: Outcome) -> tuple[Recovery, ...]:
    """The first residents over the first days, from their totals alone: exact, small counts hidden, with noise."""
    scenario = outcome.scenario
    people, days = min(_RECOVERED, scenario.people), min(_RECOVERED_DAYS, scenario.days)
    config = PublishConfig()
    release, _ = publish(
        outcome.observations, outcome.island, config, scenario.seed, released=people, scenario=scenario
    )
    release = _first_slots(release, days * DAY_MIN // release.slot_min)
    n_slots, truth = days * DAY_MIN // release.slot_min, Traces.from_release(release)
    noise = DPCounts(epsilon=1.0, unit="one person-day", most=MOST_POINTS)
    made = {
        "exact": aggregate(release, n_slots=n_slots),
        "hidden": aggregate(release, n_slots=n_slots, threshold=5),
        "noise": aggregate_dp(release, noise, n_slots=n_slots, secret_seed=scenario.seed),
    }
    return tuple(
        Recovery(how, people, days, traces_found(recover(totals, people), truth))
        for how, totals in made.items()
    )


def _first_slots(release: Release, n_slots: int) -> Release:
    """The release as it was after so many slots."""
    keep = release.slot < n_slots
    upto = np.concatenate(([0], np.cumsum(keep)))[release.first]
    left = np.flatnonzero(np.diff(upto))
    return replace(
        release,
        pseudonyms=release.pseudonyms[left],
        first=np.append(upto[left], upto[-1]),
        cell=release.cell[keep],
        slot=release.slot[keep],
    )
