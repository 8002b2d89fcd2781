"""Scene 8: the resident who asks the council a question, found by a stated rule."""

from dataclasses import dataclass

import numpy as np

from nullisland.people import names_of
from nullisland.pipeline import Outcome

__all__ = ["Parent", "find_parent"]

_YEAR_DAYS = 365
_PARENT_FROM, _PARENT_TO = 25, 50
_CHILD_FROM, _CHILD_TO = 3, 11
_LATER_YEARS = 10


@dataclass(frozen=True, slots=True)
class Parent:
    """A resident with a young daughter in the release, her age now and when the file is ten years old."""

    name: str
    age_now: int
    age_later: int


def find_parent(outcome: Outcome) -> Parent | None:
    """The resident who asks what happens to a daughter's data; None if nobody fits.

    Rule: the lowest id among released residents of 25 to 49 whose household holds a released girl of 3 to 10;
    the youngest such girl.
    """
    people = outcome.people
    age = -people.birth_day[: outcome.scenario.people] // _YEAR_DAYS
    household = people.household[: outcome.scenario.people]
    daughters = np.flatnonzero(
        (age >= _CHILD_FROM) & (age < _CHILD_TO) & (people.sex[: outcome.scenario.people] == 0)
    )
    grown = (age >= _PARENT_FROM) & (age < _PARENT_TO)
    parents = np.flatnonzero(grown & np.isin(household, household[daughters]))
    if not parents.size:
        return None
    parent = int(parents[0])
    youngest = int(age[daughters[household[daughters] == household[parent]]].min())
    name = str(names_of(people, np.array([parent]))[0])
    return Parent(name, youngest, youngest + _LATER_YEARS)
