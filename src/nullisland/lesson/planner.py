"""What an honest planner still gets right from a release: the questions of a council, asked of any run."""

from typing import NamedTuple

from nullisland.lesson.defend import Attempt
from nullisland.measure.utility import (
    TASKS,
    Answers,
    Frame,
    Score,
    answers_of,
    frame_of,
    scores,
    true_answers,
)
from nullisland.model import Island, Release
from nullisland.pipeline import Outcome

__all__ = ["MOST_STOPS", "Planner", "asked", "planner_of", "planner_scores", "scores_of"]

MOST_STOPS = 10
"""How many busiest stops are asked for, where there are so many."""


class Planner(NamedTuple):
    """What the planner has on her desk, and what is so; made once an island."""

    island: Island
    frame: Frame
    truth: Answers


def planner_of(outcome: Outcome) -> Planner:
    """The planner of an island. Cost: about 0.1 microseconds a visit."""
    frame = frame_of(outcome.island, outcome.scenario.days)
    truth = true_answers(outcome.visits, outcome.island, frame, outcome.scenario.people)
    return Planner(outcome.island, frame, truth)


def asked(planner: Planner, release: Release) -> tuple[Score, ...]:
    """Every question of `measure.utility.TASKS`, answered from this release. Cost: about 0.2 microseconds a row."""
    answers = answers_of(release, planner.island, planner.frame)
    return scores(planner.truth, answers, len(planner.frame.stops))


def planner_scores(outcome: Outcome) -> tuple[Score, ...]:
    """Every question, answered from what a run has published."""
    return asked(planner_of(outcome), outcome.release)


def scores_of(one: Attempt, n_stops: int = MOST_STOPS) -> tuple[Score, ...]:
    """What the planner got right in an attempt of scene 5, on an island with so many stops."""
    out = []
    for task, value in zip(TASKS, one.scores, strict=True):
        few = task.needs == "stops" and n_stops < MOST_STOPS
        best, unit = (n_stops, f"right of {n_stops}") if few else (task.best, task.unit)
        out.append(Score(task.name, value, best, unit))
    return tuple(out)
