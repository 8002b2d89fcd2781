"""The people in the story are found, never made: each by a stated rule, before any attack runs."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nullisland.lesson.cards import Sighting, find_cards
from nullisland.measure.utility import cells_at
from nullisland.model import NOWHERE
from nullisland.people import address_of, names_of
from nullisland.pipeline import Outcome
from nullisland.tables import read_table

__all__ = ["GUIDE", "Resident", "find_guide", "find_reader", "resident_of", "trace_rows"]

GUIDE = "Ida"
"""The given name of the resident who has agreed to be the worked example."""

_ADULT_FROM, _ADULT_TO = 25 * 365, 65 * 365
_SEARCHED = 400
_SQUARES = 5


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
    row_of = trace_rows(outcome)
    for person in _candidates(outcome):
        row = int(row_of[person])
        if row < 0:
            continue
        home = int(outcome.people.home_place[person])
        cards = find_cards(person, (home,), outcome.island, outcome.visits, (outcome.release, row))
        if cards:
            return resident_of(outcome, person, row), cards
    return None


def find_reader(outcome: Outcome, *, without: int | None = None) -> Resident | None:
    """The resident whose life scene 2 reads; None if nobody fits.

    Rule: the lowest id between 25 and 64 who sleeps at one place, works at one place (no round of many) in
    another square than the home's, is seen in at least five squares and does not live with `without` (the
    guide).
    """
    people, release = outcome.people, outcome.release
    if release.grid is None:
        return None
    row_of, places = trace_rows(outcome), outcome.island.places
    square = cells_at(release.grid, places.x_dm, places.y_dm)
    household = people.household[without] if without is not None else -1
    settled = {row["routine"] for row in read_table("town/routines.csv") if row["style"] == "work"}
    at_one_place = np.isin(people.routine, [i for i, name in enumerate(people.routines) if name in settled])
    fits = _grown_ups_with_work(outcome) & at_one_place[: outcome.scenario.people]
    for person in np.flatnonzero(fits).tolist():
        row = int(row_of[person])
        if row < 0 or people.household[person] == household:
            continue
        away = square[people.employer_place[person]] != square[people.home_place[person]]
        points = slice(int(release.first[row]), int(release.first[row + 1]))
        if away and len(np.unique(release.cell[points])) >= _SQUARES:
            return resident_of(outcome, person, row)
    return None


def trace_rows(outcome: Outcome) -> NDArray[np.int64]:
    """Row in the release of each released person's trace, -1 for who has none: (people,) int64."""
    row_of = np.full(outcome.scenario.people, -1, np.int64)
    persons = outcome.key.person_of(outcome.release.pseudonyms)
    row_of[persons] = np.arange(len(persons))
    return row_of


def resident_of(outcome: Outcome, person: int, row: int) -> Resident:
    """The resident in the story: name, address, and the code of the trace in this row."""
    home = np.array([outcome.people.home_place[person]])
    return Resident(
        person=person,
        name=str(names_of(outcome.people, np.array([person]))[0]),
        address=str(address_of(outcome.island, home)[0]),
        pseudonym=int(outcome.release.pseudonyms[row]),
        row=row,
    )


def _candidates(outcome: Outcome) -> Iterator[int]:
    people = outcome.people
    fits = _grown_ups_with_work(outcome)
    ids = np.flatnonzero(fits)
    given = np.char.partition(names_of(people, ids).astype(str), " ")[:, 0] if ids.size else np.array([], str)
    named = ids[given == GUIDE]
    yield from (int(i) for i in named)
    yield from (int(i) for i in ids[given != GUIDE][:_SEARCHED])


def _grown_ups_with_work(outcome: Outcome) -> NDArray[np.bool_]:
    """Released residents of 25 to 64 who sleep at one place and work elsewhere."""
    people = outcome.people
    released = slice(0, outcome.scenario.people)
    age_days = -people.birth_day[released]
    fits = (age_days >= _ADULT_FROM) & (age_days < _ADULT_TO)
    fits &= (people.employer_place[released] != NOWHERE) & (people.second_home[released] == NOWHERE)
    fits &= people.employer_place[released] != people.home_place[released]
    return fits
