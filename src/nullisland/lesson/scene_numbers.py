"""The key number of each scene with its denominator, for `nullisland lesson` and for whoever wants to check."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from nullisland.lesson.defend import Attempt, reaches
from nullisland.lesson.growth import LINES, growth
from nullisland.lesson.numbers import Lesson, precision_at
from nullisland.lesson.settled import LESS

__all__ = ["CORE_SCENES", "SceneNumber", "frontier_number", "scene_numbers"]

CORE_SCENES: Final = ("names-off", "four-sightings", "defend", "council")
"""Scenes of the core that have a key number, by their names in the address."""


class SceneNumber(NamedTuple):
    """What stands large on the screen: `number` of `of`, or with None as it is; `what` says of what."""

    scene: str
    step: str
    number: int
    of: int | None
    what: str


def scene_numbers(lesson: Lesson, cell_m: int = LESS[0], slot_min: int = LESS[1]) -> tuple[SceneNumber, ...]:
    """The key numbers of the core, in order; `cell_m` and `slot_min` are the precision control of scene 3.

    Scenes that need the guide are left out if nobody fits, and so is the parent. Two of scene 3 are of other towns, as
    they ship. Cost: a second on the default island.
    """
    alone, less = lesson.singled_out, precision_at(lesson.town, cell_m, slot_min)
    collect = less if (cell_m, slot_min) == LESS else precision_at(lesson.town, *LESS)
    people, still = alone.n, "still singled out"
    return (
        *_of_the_guide(lesson),
        SceneNumber("four-sightings", "curve", alone.numerator, people, "singled out by four records"),
        *_grown(),
        SceneNumber("four-sightings", "help", less.singled_out.numerator, less.singled_out.n, still),
        SceneNumber("defend", "predict", alone.numerator, people, "singled out with no defence"),
        SceneNumber("council", "vote", alone.numerator, people, "singled out if published as it is"),
        *_parent(lesson),
        SceneNumber("council", "do", collect.singled_out.numerator, collect.singled_out.n, still),
    )


def frontier_number(attempts: Sequence[Attempt]) -> SceneNumber:
    """The key number at the end of scene 5: of all these attempts, those that reach its goal."""
    what = "attempts single out few and keep the busiest stops"
    return SceneNumber("defend", "frontier", len(reaches(attempts)), len(attempts), what)


def _of_the_guide(lesson: Lesson) -> list[SceneNumber]:
    if lesson.guide is None:
        return []
    rows, everybody = len(lesson.guide_points), int(lesson.counts[0])
    out = [SceneNumber("names-off", "reveal", rows, rows, "records of one code still hang together")]
    for i in range(len(lesson.cards)):
        what = f"left by sighting {i + 1} alone"
        out.append(SceneNumber("four-sightings", "told", int(lesson.counts[1 << i]), everybody, what))
    return out


def _grown() -> list[SceneNumber]:
    """The last town of each line, counted once by the study crowd-or-town."""
    out = []
    for line in LINES:
        last = growth(line)[-1]
        what = f"drawn by lot, line {line!r} at {last.people:,} residents, by the study crowd-or-town"
        out.append(
            SceneNumber("four-sightings", "grow", last.singled_out.numerator, last.singled_out.n, what)
        )
    return out


def _parent(lesson: Lesson) -> list[SceneNumber]:
    if lesson.parent is None:
        return []
    what = f"years old in ten years, {lesson.parent.age_now} now"
    return [SceneNumber("council", "resident", lesson.parent.age_later, None, what)]
