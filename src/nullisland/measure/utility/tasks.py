"""Every question by name, how an answer is compared with the truth, and all of them asked of one release."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nullisland.measure.utility import answers
from nullisland.measure.utility.areas import Areas, areas_of_grid, areas_of_points
from nullisland.measure.utility.frame import Frame
from nullisland.measure.utility.stays import (
    Stays,
    place_stays,
    site_positions,
    stays_of,
    stays_of_visits,
    true_place_stays,
)
from nullisland.measure.utility.stops import busiest_right
from nullisland.model import BoxRelease, FixRelease, Island, Release, TotalsRelease, Visits

__all__ = ["TASKS", "Answers", "Score", "Task", "answers_of", "scores", "true_answers"]

Floats = NDArray[np.float64]
AnyRelease = Release | FixRelease | BoxRelease | TotalsRelease


class Answers(NamedTuple):
    """What is answered to each question, before any choice is made of it; None: it cannot be asked.

    `stops` arrivals at each stop; `demand` and `commuters` shares between districts; `clinic` arrivals by hour;
    `visits` a day at each public place; `lengths` shares of trips by length.
    """

    stops: Floats | None
    demand: Floats | None
    clinic: Floats | None
    commuters: Floats | None
    visits: Floats | None
    lengths: Floats | None


class Score(NamedTuple):
    """How an answer compares with the truth: `value` in `unit`, `best` if it is true; None: it cannot be asked."""

    task: str
    value: float | None
    best: float
    unit: str

    def __str__(self) -> str:
        """The value with its unit."""
        if self.value is None:
            return "cannot be asked"
        if self.unit == "same or not":
            return "same" if self.value else "another"
        return (
            f"{self.value:.0f} {self.unit}"
            if self.unit.startswith("right")
            else f"{self.value:.0%} {self.unit}"
        )


@dataclass(frozen=True, slots=True)
class Task:
    """A question: `name`, the sentence, which of the `Answers` it needs and how they are compared."""

    name: str
    question: str
    needs: str
    compare: Callable[[Floats, Floats], float]
    best: float
    unit: str


def _stops_right(truth: Floats, answer: Floats) -> float:
    return float(busiest_right(truth, answer))


def _same_opening(truth: Floats, answer: Floats) -> float:
    return float(answer.sum() > 0 and answers.opening(truth) == answers.opening(answer))


def _same_line(truth: Floats, answer: Floats) -> float:
    """Whether the two districts with most trips between them are the same; without any, they are not."""
    lines = []
    for shares in (truth, answer):
        both = np.triu(shares + shares.T, 1)
        lines.append(int(both.argmax()) if both.any() else -1)
    return float(lines[0] == lines[1])


def _moved(truth: Floats, answer: Floats) -> float:
    """Share that would have to be moved to make one distribution of the other; 1 if nothing is answered."""
    return float(np.abs(truth - answer).sum() / 2) if answer.any() else float(truth.any())


def _off(truth: Floats, answer: Floats) -> float:
    """Sum of all errors as a share of the sum of all true values."""
    return float(np.abs(truth - answer).sum() / truth.sum()) if truth.any() else float(answer.any())


TASKS = (
    Task("busiest_stops", "Which ten stops have most arrivals?", "stops", _stops_right, 10, "right of 10"),
    Task(
        "route_demand",
        "What share of all trips leads from each district to each?",
        "demand",
        _moved,
        0,
        "of trips misplaced",
    ),
    Task(
        "clinic_hours",
        "Should the clinics open in the morning or in the afternoon?",
        "clinic",
        _same_opening,
        1,
        "same or not",
    ),
    Task(
        "new_line",
        "Which two districts should a new bus line connect?",
        "demand",
        _same_line,
        1,
        "same or not",
    ),
    Task(
        "commuters",
        "How many live in one district and work in another?",
        "commuters",
        _off,
        0,
        "error, of all commuters",
    ),
    Task(
        "visits_a_day",
        "How many visits does each public place get a day?",
        "visits",
        _off,
        0,
        "error, of all visits",
    ),
    Task("trip_lengths", "How long are trips?", "lengths", _moved, 0, "of trips in a wrong class"),
)
"""The questions of the council, in the order in which they are shown. There is no score that sums them up."""


def true_answers(visits: Visits, island: Island, frame: Frame, released: int) -> Answers:
    """What is so, from the visits of the first `released` people. Cost: about 0.1 microseconds a visit."""
    stays = stays_of_visits(visits, island.places, frame, released)
    return _from_stays(stays, true_place_stays(visits, island.places, frame, released), frame)


def answers_of(release: AnyRelease, island: Island, frame: Frame) -> Answers:
    """What a planner with the map answers from a release. Cost: about 0.2 microseconds a row."""
    if isinstance(release, TotalsRelease):
        return _from_totals(release, island, frame)
    return _from_stays(stays_of(release, island, frame), place_stays(release, island, frame), frame)


def scores(truth: Answers, answer: Answers, n_stops: int) -> tuple[Score, ...]:
    """Every answer beside the truth, in the order of `TASKS`; `n_stops` is how many stops there are to name ten of."""
    out = []
    for task in TASKS:
        right, given = getattr(truth, task.needs), getattr(answer, task.needs)
        best, unit = task.best, task.unit
        if task.name == "busiest_stops" and n_stops < best:
            best, unit = n_stops, f"right of {n_stops}"
        value = None if given is None or right is None else task.compare(right, given)
        out.append(Score(task.name, value, best, unit))
    return tuple(out)


def _from_stays(stays: Stays, at_places: Stays | None, frame: Frame) -> Answers:
    detailed = stays if at_places is None else at_places
    return Answers(
        stops=answers.arrivals_at_stops(stays, frame),
        demand=answers.demand(stays, frame),
        clinic=answers.hours_at_clinics(detailed, frame),
        commuters=answers.commuters(stays, frame),
        visits=answers.visits_a_day(detailed, frame),
        lengths=answers.trip_lengths(stays),
    )


def _from_totals(release: TotalsRelease, island: Island, frame: Frame) -> Answers:
    """Arrivals are at least what a count rises by from slot to slot; who went where is not in the totals."""
    if release.grid is not None:
        areas = areas_of_grid(release.grid, frame)
    else:
        areas = areas_of_points(*site_positions(release.sensor, island), frame)
    rise = np.maximum(np.diff(release.counts.astype(np.float64), axis=0), 0.0)
    arrivals = rise.sum(axis=0)
    stop = np.zeros(frame.n_squares, bool)
    stop[frame.stops] = True
    return Answers(
        stops=areas.spread(arrivals, stop, frame)[frame.stops],
        demand=None,
        clinic=_clinic_rise(rise, areas, release.slot_min, frame),
        commuters=None,
        visits=answers.shared_among_places(areas, arrivals, frame),
        lengths=None,
    )


def _clinic_rise(rise: Floats, areas: Areas, slot_min: int, frame: Frame) -> Floats:
    begin = np.arange(1, len(rise) + 1) * slot_min
    total = rise @ answers.clinic_shares(areas, frame)
    return answers.by_hour(begin, total)
