"""The town of a league, and what is held against every release of it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nullisland.attack import AddressBook, Clues
from nullisland.measure.clues import draw_clues
from nullisland.measure.truth import address_book
from nullisland.measure.utility import Answers, Frame, frame_of, true_answers
from nullisland.model import FixRelease, Observations, Release, Scenario, Traces
from nullisland.observation import observe
from nullisland.pipeline import Outcome, run
from nullisland.release import PseudonymKey, publish_fixes
from nullisland.release.fixes import squares_of

__all__ = ["MOST_TARGETS", "N_KNOWN", "District", "district", "points_in"]

Longs = NDArray[np.int64]

N_KNOWN = 4
"""Sightings the adversary has of each target: de Montjoye et al. 2013."""

MOST_TARGETS = 2_000
"""Residents at most who are attacked where an attack is costly."""

_MOST_ASKED = 100
_OTHER_TOWNS, _OTHER_PEOPLE = 3, 1_000
_SEED = 0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class District:
    """One run, the true answers, and what the adversary holds: sightings, an address book, a card log, other towns.

    `fixes` is everything the sensor wrote down under the codes of `key`: what is protected. `clues` are four
    sightings of each target from the same phones, `visitors` the like of people who are in no release, and `by_card`
    both from the log of their cards, of whoever has four taps. `book` is
    who lives and works where, in the squares of `squares`, the release without a defence. `cards` are the taps of
    everybody's cards, under their names. `members` and `strangers` are the points of some residents and some visitors,
    of whom it is asked whether they were counted. `others` are towns of other people, whose truth she may learn from.
    """

    outcome: Outcome
    frame: Frame
    truth: Answers
    fixes: FixRelease
    key: PseudonymKey
    squares: Release
    clues: Clues
    visitors: Clues
    by_card: tuple[Clues, Clues]
    book: AddressBook
    cards: Observations
    members: Traces
    strangers: Traces
    others: tuple[Outcome, ...]

    @property
    def scenario(self) -> Scenario:
        """Who lives there and for how long."""
        return self.outcome.scenario


def district(scenario: Scenario) -> District:
    """Run the town and prepare what all rows need. At most 2,000 residents are targets of the costly attacks."""
    outcome = run(scenario)
    frame = frame_of(outcome.island, scenario.days)
    residents, visitors = np.arange(scenario.people), np.arange(scenario.people, scenario.inhabitants)
    seen, release = outcome.observations, outcome.release
    fixes, key = publish_fixes(outcome)
    cards = observe("card", scenario, outcome.island, outcome.people, outcome.visits)
    asked = _some(residents, MOST_TARGETS), _some(visitors, MOST_TARGETS)
    return District(
        outcome=outcome,
        frame=frame,
        truth=true_answers(outcome.visits, outcome.island, frame, scenario.people),
        fixes=fixes,
        key=key,
        squares=release,
        clues=draw_clues(seen, asked[0], N_KNOWN, _SEED),
        visitors=draw_clues(seen, asked[1], N_KNOWN, _SEED),
        by_card=(draw_clues(cards, asked[0], N_KNOWN, _SEED), draw_clues(cards, asked[1], N_KNOWN, _SEED)),
        book=address_book(outcome.people, outcome.island.places, release),
        cards=cards,
        members=points_in(seen, _some(residents, _MOST_ASKED), release),
        strangers=points_in(seen, _some(visitors, _MOST_ASKED), release),
        others=tuple(run(_another(scenario, i)) for i in range(1, 1 + _OTHER_TOWNS)),
    )


def points_in(seen: Observations, persons: Longs, release: Release) -> Traces:
    """Points that some people have in a sensor's table, in the squares and slots of a release; ids are persons."""
    grid = release.grid
    assert grid is not None, "a league is played in squares"
    counts = np.diff(seen.first)[persons]
    rows = np.repeat(seen.first[persons] - np.cumsum(counts) + counts, counts) + np.arange(counts.sum())
    cell = squares_of(grid, seen.x_dm[rows], seen.y_dm[rows])
    return Traces.from_arrays(np.repeat(persons, counts), cell, seen.t_min[rows] // release.slot_min)


def _some(people: Longs, most: int) -> Longs:
    """At most so many of them, by lot, ascending; always the same for the same people."""
    return np.sort(np.random.default_rng(_SEED).permutation(people)[:most])


def _another(scenario: Scenario, i: int) -> Scenario:
    """A town of other people, watched as long."""
    return Scenario(
        people=min(scenario.people, _OTHER_PEOPLE), days=scenario.days, seed=(scenario.seed + i) % 2**31
    )
