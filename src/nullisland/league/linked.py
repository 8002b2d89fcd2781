"""Who is the same in another feed, and who belongs together in this one."""

from collections.abc import Iterator

import numpy as np

from nullisland.attack import View, links, ties, view
from nullisland.league.district import MOST_TARGETS, District, points_in
from nullisland.measure import Attacked, Verdict, judge, judge_ties, owners
from nullisland.model import Release
from nullisland.release import PseudonymKey
from nullisland.release.fixes import keep_traces

__all__ = ["card_log_linked", "housemates"]


def card_log_linked(town: District, squares: Release, key: PseudonymKey) -> Iterator[Attacked]:
    """The taps of each card, under a name, linked to the trace they resemble most: each by itself, and one to one.

    Targets are those of the sightings who tap at all. The control are visitors: they tap, and are not in the release.
    """
    asked = np.union1d(town.clues.person, town.visitors.person)
    taps = points_in(town.cards, asked, squares)
    resident = taps.ids < town.scenario.people
    if not resident.any():
        return
    seen, log = view(squares), View(taps, squares.grid, squares.slot_min)
    for kind, words in (("place-time", "places by time of day"), ("moment", "moments")):
        for way, claims in links(log, seen, kind).items():
            mine, persons = owners(claims.of(resident), key), taps.ids[resident]
            verdict = judge(
                mine,
                persons,
                blind=1 / town.scenario.people,
                control=None if resident.all() else claims.of(~resident),
                attack=f"link, {words}, {way}",
                given="a card log with names",
            )
            yield Attacked(verdict, persons, mine.person == persons)


def housemates(town: District, squares: Release, key: PseudonymKey) -> Iterator[Verdict]:
    """Who lives with whom, among the first residents: they are neighbours in the register, so households are whole."""
    some = keep_traces(squares, key.person_of(squares.pseudonyms) < MOST_TARGETS)
    persons = key.person_of(some.pseudonyms)
    household = town.outcome.people.household
    if len(np.unique(household[persons])) < len(np.unique(persons)):
        yield judge_ties(owners(ties(some), key), persons, household)
