"""The town map in the frame's picture."""

from nullisland.app import numbers, words
from nullisland.app.components import DayPlan, TownView, town
from nullisland.app.frame import Frame
from nullisland.app.visit import Visit
from nullisland.lesson.settled import DRAWN
from nullisland.tables import data_path

__all__ = ["drawn_town", "living_town"]


def living_town(box: Frame, visit: Visit, text: words.Words) -> int:
    """The town on an ordinary day: the visit's own island once it is there, until then the shipped day.

    Returns how many residents are drawn.
    """
    ready = _own_island(visit)
    folder = visit.code if ready else "sample"
    people = numbers.people_of(visit.code if ready else numbers.SAMPLE_CODE)
    shown = min(DRAWN, people)
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


def drawn_town(visit: Visit) -> bytes:
    """The file of the town that is drawn."""
    if _own_island(visit):
        return numbers.bulk(visit.code)["town.json"]
    return data_path("sample_day/town.json").read_bytes()


def _own_island(visit: Visit) -> bool:
    """Whether the visit's own island is there to be drawn, and not the shipped one."""
    return bool(numbers.bulk(visit.code)) and visit.code != numbers.SAMPLE_CODE
