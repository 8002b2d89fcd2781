"""What the components get once an island is prepared. Imported by the background work only."""

from typing import Any

from nullisland.lesson import Lesson
from nullisland.lesson.cast import Resident
from nullisland.lesson.crowd_file import crowd_file
from nullisland.lesson.town_file import chosen_people, day_binary, town_json
from nullisland.movement.paths import build_ways, route
from nullisland.people import place_names
from nullisland.pipeline import Outcome

__all__ = ["bulk_of", "crowd_of"]

_DAY = 1
"""The day that plays on the start page: a Tuesday."""


def bulk_of(outcome: Outcome, guide: Resident | None) -> dict[str, bytes]:
    """The town and one day of the residents who are drawn, the guide among them, by file name."""
    island, places = outcome.island, outcome.island.places
    ways = build_ways(island.streets)
    always = () if guide is None else (guide.person,)
    people = chosen_people(outcome.scenario.people, always=always)
    day = day_binary(island, outcome.visits, people, _DAY, lambda a, b: route(ways, places, a, b))
    return {"town.json": town_json(island, place_names(island)), "day.bin": day}


def crowd_of(lesson: Lesson, seed: int) -> dict[str, Any]:
    """Who fits which sighting, by seat; empty without a guide."""
    if lesson.guide is None:
        return {}
    return crowd_file(lesson.masks, lesson.pseudonyms, lesson.night_cell, lesson.grid, seed)
