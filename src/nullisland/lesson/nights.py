"""Scene 6, the nights: a home reported on many nights, each time moved anew, and the middle of the reports."""

from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from nullisland.lesson.cast import Resident
from nullisland.pipeline import Outcome
from nullisland.release.perturb import planar_laplace
from nullisland.rng import stream

__all__ = ["MEAN_SHIFT_M", "MOST_NIGHTS", "Night", "Nights", "Step", "nights_of", "steps_m"]

MOST_NIGHTS = 30
MEAN_SHIFT_M = 500
"""Nights there are, and how far a report lies from the home on average: 2 / epsilon of a planar Laplace."""

_RIM_DM: Final = 3_000

Floats = NDArray[np.float64]
Longs = NDArray[np.int64]


class Night(NamedTuple):
    """What so many nights give: all reports, their middle (None: no report), how far off it is, here and in town."""

    reports_dm: Longs
    middle_dm: tuple[int, int] | None
    own_m: float
    town_m: float


class Step(NamedTuple):
    """One night in metres east and north of the first report: its report, the middle so far, and its move."""

    night: int
    report_m: tuple[int, int]
    middle_m: tuple[int, int]
    moved_m: int


@dataclass(frozen=True, slots=True, eq=False)
class Nights:
    """One resident's reports of 30 nights, each moved anew, and how close their middle comes.

    `reports_dm` and `middles_dm` are (30, 2): each night's report and the middle of all so far. `own_m` is how
    far that middle lies from the home, `town_m` the same on average over `people` residents, each (30,).
    """

    reports_dm: Longs
    middles_dm: Longs
    own_m: Floats
    town_m: Floats
    people: int

    def at(self, count: int, *, once: bool = False) -> Night:
        """After `count` nights. With noise drawn `once` all reports are the first one."""
        n = min(count, 1) if once else count
        if not n:
            return Night(self.reports_dm[:0], None, float("nan"), float("nan"))
        x, y = self.middles_dm[n - 1].tolist()
        return Night(self.reports_dm[:n], (x, y), float(self.own_m[n - 1]), float(self.town_m[n - 1]))

    def told(self, count: int, *, once: bool = False) -> tuple[Step, ...]:
        """Each of so many nights in numbers, as the map shows them, which says nothing of the home."""
        moved = steps_m(self)
        n = min(count, 1) if once else count
        return tuple(
            Step(
                i + 1,
                self.from_first(*self.reports_dm[i].tolist()),
                self.from_first(*self.middles_dm[i].tolist()),
                round(float(moved[i])),
            )
            for i in range(n)
        )

    def from_first(self, x_dm: int, y_dm: int) -> tuple[int, int]:
        """Whole metres east and north of the first report."""
        x, y = self.reports_dm[0].tolist()
        return round((x_dm - x) / 10), round((y_dm - y) / 10)

    @property
    def around_dm(self) -> tuple[int, int, int, int]:
        """What holds all reports, with a rim: west, south, east, north."""
        west, south = (self.reports_dm.min(axis=0) - _RIM_DM).tolist()
        east, north = (self.reports_dm.max(axis=0) + _RIM_DM).tolist()
        return west, south, east, north


def steps_m(nights: Nights) -> Floats:
    """How far the middle moved with each night's report, in metres; nothing with the first: (30,)."""
    return np.concatenate(([0.0], np.hypot(*np.diff(nights.middles_dm, axis=0).T) / 10))


def nights_of(outcome: Outcome, resident: Resident) -> Nights:
    """Every resident's home reported on 30 nights, moved anew each night; the middle is the mean."""
    places, people = outcome.island.places, outcome.scenario.people
    home = outcome.people.home_place[:people]
    xy_m = np.column_stack((places.x_dm[home], places.y_dm[home])) / 10
    rng = stream(outcome.scenario.seed, "lesson", "nights")
    epsilon_per_m = 2 / MEAN_SHIFT_M
    middle, own = np.zeros_like(xy_m), np.empty((MOST_NIGHTS, 2, 2))
    town_m = np.empty(MOST_NIGHTS)
    for night in range(MOST_NIGHTS):
        reports = planar_laplace(xy_m, epsilon_per_m=epsilon_per_m, rng=rng)
        middle += (reports - middle) / (night + 1)
        town_m[night] = np.hypot(*(middle - xy_m).T).mean()
        own[night] = reports[resident.person], middle[resident.person]
    own_m = np.hypot(*(own[:, 1] - xy_m[resident.person]).T)
    reports_dm, middles_dm = (np.rint(own[:, i] * 10).astype(np.int64) for i in (0, 1))
    return Nights(reports_dm, middles_dm, own_m, town_m, people)
