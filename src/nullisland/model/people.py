"""Nouns of the people and of what they do."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nullisland.model._checks import freeze, same_length
from nullisland.model._rows import RowsOfPeople

__all__ = ["NOWHERE", "People", "Visits"]

Ints = NDArray[np.int32]

NOWHERE = -1
"""No place: of someone without employer or second home."""


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """Everybody who lives in the town; a person's id is their position, and 0 .. released - 1 are released.

    `sex` 0 female, 1 male, 2 another or not stated. `birth_day` counts from day 0, negative before it.
    `family` indexes the family names of `locale`, `given` its female given names followed by the male ones.
    Members of a household are neighbours in the arrays: household h is `household_first[h] :
    household_first[h + 1]`. `routine` indexes `routines`, `job` indexes `jobs`.
    `employer_place` is where the person works or learns; `second_home` is the other home of "two homes".
    """

    locale: str
    released: int
    routines: tuple[str, ...]
    jobs: tuple[str, ...]
    sex: NDArray[np.uint8]
    birth_day: Ints
    given: Ints
    family: Ints
    household: Ints
    household_first: NDArray[np.int64]
    home_place: Ints
    second_home: Ints
    employer_place: Ints
    job: NDArray[np.uint8]
    routine: NDArray[np.uint8]

    def __post_init__(self) -> None:
        """Check lengths, freeze the arrays."""
        same_length(
            "people", self.sex, self.birth_day, self.given, self.household, self.home_place, self.routine
        )
        freeze(self)

    def __len__(self) -> int:
        """Number of people, visitors included."""
        return len(self.sex)


@dataclass(frozen=True, slots=True, kw_only=True)
class Visits(RowsOfPeople):
    """True presence, sorted by (person, arrive): at `place` during the minutes [arrive_min, leave_min).

    Minutes count from midnight of day 0. Gaps between visits of one person are travel. The rows of the person
    with id `start_person + i` are `first[i] : first[i + 1]`, so a shard of people is a Visits too.
    """

    place: Ints
    arrive_min: Ints
    leave_min: Ints

    def __post_init__(self) -> None:
        """Check lengths, freeze the arrays."""
        same_length("visits", self.place, self.arrive_min, self.leave_min)
        freeze(self)

    def __len__(self) -> int:
        """Number of visits."""
        return len(self.place)
