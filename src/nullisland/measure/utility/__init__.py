"""What the honest planner can still learn: named questions, answered from truth and from the release.

There is no score that sums them up.
"""

from nullisland.measure.utility.frame import PLANNING_CELL_M, Frame, frame_of
from nullisland.measure.utility.stops import (
    arrivals_by_cell,
    arrivals_by_stay,
    arrivals_by_stop,
    busiest,
    busiest_right,
    cells_at,
    share_among_stops,
    stop_squares,
)
from nullisland.measure.utility.tasks import TASKS, Answers, Score, Task, answers_of, scores, true_answers

__all__ = [
    "PLANNING_CELL_M",
    "TASKS",
    "Answers",
    "Frame",
    "Score",
    "Task",
    "answers_of",
    "arrivals_by_cell",
    "arrivals_by_stay",
    "arrivals_by_stop",
    "busiest",
    "busiest_right",
    "cells_at",
    "frame_of",
    "scores",
    "share_among_stops",
    "stop_squares",
    "true_answers",
]
