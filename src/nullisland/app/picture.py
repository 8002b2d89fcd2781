"""The town map in the frame's picture."""

from nullisland.app import numbers, words
from nullisland.app.components import DayPlan, TownView, town
from nullisland.app.frame import Frame
from nullisland.app.visit import Visit

__all__ = ["SHOWN", "living_town"]

SHOWN = 1_000
"""Residents who are drawn; the same on every screen."""


def living_town(box: Frame, visit: Visit, text: words.Words) -> int:
    """The town on an ordinary day: the visit's own island once it is there, until then the shipped day.

    Returns how many residents are drawn.
    """
    ready = bool(numbers.bulk(visit.code)) and visit.code != numbers.SAMPLE_CODE
    folder = visit.code if ready else "sample"
    people = numbers.people_of(visit.code if ready else numbers.SAMPLE_CODE)
    shown = min(SHOWN, people)
    view = TownView(
        town_url=f"/nullisland/{folder}/town.json",
        day=DayPlan(url=f"/nullisland/{folder}/day.bin"),
        caption=text.say("caption", shown=shown, people=people),
        height=388 if visit.wall else 420,
        wall=visit.wall,
    )
    with box.picture:
        town(view, key="ni-town")
    return shown
