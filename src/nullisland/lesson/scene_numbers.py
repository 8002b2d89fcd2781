"""The key number of each scene with its denominator, for `nullisland lesson` and for whoever wants to check."""

from typing import NamedTuple

from nullisland.lesson.numbers import Lesson, precision_at

__all__ = ["SceneNumber", "scene_numbers"]


class SceneNumber(NamedTuple):
    """What stands large on the screen: `number` of `of`; `what` says of what."""

    scene: str
    step: str
    number: int
    of: int
    what: str


def scene_numbers(lesson: Lesson, cell_m: int = 2000, slot_min: int = 360) -> tuple[SceneNumber, ...]:
    """The key numbers of the core, in order; `cell_m` and `slot_min` are the precision control of scene 3.

    Scenes that need the guide are left out if nobody fits. Cost: a second on the default island.
    """
    rows = len(lesson.guide_points)
    alone, less = lesson.singled_out, precision_at(lesson.town, cell_m, slot_min)
    out = [
        SceneNumber("four-sightings", "curve", alone.numerator, alone.n, "singled out by four records"),
        SceneNumber(
            "four-sightings", "help", less.singled_out.numerator, less.singled_out.n, "still singled out"
        ),
        SceneNumber("council", "vote", alone.numerator, alone.n, "singled out if published as it is"),
    ]
    if lesson.guide is not None:
        told = "records of one code still hang together"
        out.insert(0, SceneNumber("names-off", "reveal", rows, rows, told))
        for i in range(len(lesson.cards)):
            left, what = int(lesson.counts[1 << i]), f"left by sighting {i + 1} alone"
            out.insert(1 + i, SceneNumber("four-sightings", "told", left, int(lesson.counts[0]), what))
    return tuple(out)
