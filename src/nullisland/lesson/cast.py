"""The people in the story are found, never made: each by a stated rule, before any attack runs."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from nullisland.lesson.cards import Sighting, find_cards
from nullisland.model import NOWHERE
from nullisland.people import address_of, names_of
from nullisland.pipeline import Outcome

__all__ = ["GUIDE", "Resident", "find_guide"]

GUIDE = "Ida"
"""The given name of the resident who has agreed to be the worked example."""

_ADULT_FROM, _ADULT_TO = 25 * 365, 65 * 365
_SEARCHED = 400


@dataclass(frozen=True, slots=True)
class Resident:
    """A resident in the story: who it is and, kept beside it for the reveal, the row of the trace."""

    person: int
    name: str
    address: str
    pseudonym: int
    row: int


def find_guide(outcome: Outcome) -> tuple[Resident, tuple[Sighting, ...]] | None:
    """The resident the lesson follows, and six sightings of them; None if nobody fits.

    Rule: the lowest id among the residents named Ida, then among all, who is between 25 and 64, works outside
    the home, sleeps at one place, and whose diary holds the six sightings (`find_cards`).
    """
    row_of = np.full(outcome.scenario.people, -1, np.int64)
    persons = outcome.key.person_of(outcome.release.pseudonyms)
    row_of[persons] = np.arange(len(persons))
    for person in _candidates(outcome):
        row = int(row_of[person])
        if row < 0:
            continue
        home = int(outcome.people.home_place[person])
        cards = find_cards(person, (home,), outcome.island, outcome.visits, (outcome.release, row))
        if cards:
            ids = np.array([person])
            return (
                Resident(
                    person=person,
                    name=str(names_of(outcome.people, ids)[0]),
                    address=str(address_of(outcome.island, np.array([home]))[0]),
                    pseudonym=int(outcome.release.pseudonyms[row]),
                    row=row,
                ),
                cards,
            )
    return None


def _candidates(outcome: Outcome) -> Iterator[int]:
    people = outcome.people
    released = slice(0, outcome.scenario.people)
    age_days = -people.birth_day[released]
    fits = (age_days >= _ADULT_FROM) & (age_days < _ADULT_TO)
    fits &= (people.employer_place[released] != NOWHERE) & (people.second_home[released] == NOWHERE)
    fits &= people.employer_place[released] != people.home_place[released]
    ids = np.flatnonzero(fits)
    given = np.char.partition(names_of(people, ids).astype(str), " ")[:, 0] if ids.size else np.array([], str)
    named = ids[given == GUIDE]
    yield from (int(i) for i in named)
    yield from (int(i) for i in ids[given != GUIDE][:_SEARCHED])
