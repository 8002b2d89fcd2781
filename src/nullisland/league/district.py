"""The town of a league, and what is held against every release of it."""

from dataclasses import dataclass

import numpy as np

from nullisland.attack import AddressBook, Clues
from nullisland.measure.clues import draw_clues
from nullisland.measure.truth import address_book
from nullisland.measure.utility import Answers, Frame, frame_of, true_answers
from nullisland.model import FixRelease, Release, Scenario
from nullisland.pipeline import Outcome, run
from nullisland.release import PseudonymKey, publish_fixes

__all__ = ["N_KNOWN", "District", "district"]

N_KNOWN = 4
"""Sightings the adversary has of each target: de Montjoye et al. 2013."""

_MOST_TARGETS = 2_000
_SEED = 0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class District:
    """One run, the true answers, and what the adversary holds: sightings and an address book.

    `fixes` is everything the sensor wrote down under the codes of `key`: what is protected. `clues` are four
    sightings of each target from the same phones, `visitors` the like of people who are in no release. `book` is
    who lives and works where, in the squares of `squares`, the release without a defence.
    """

    outcome: Outcome
    frame: Frame
    truth: Answers
    fixes: FixRelease
    key: PseudonymKey
    squares: Release
    clues: Clues
    visitors: Clues
    book: AddressBook

    @property
    def scenario(self) -> Scenario:
        """Who lives there and for how long."""
        return self.outcome.scenario


def district(scenario: Scenario) -> District:
    """Run the town and prepare what all rows need. At most 2,000 residents are targets of the costly attacks."""
    outcome = run(scenario)
    frame = frame_of(outcome.island, scenario.days)
    people = scenario.people
    targets = np.arange(people)
    if people > _MOST_TARGETS:
        targets = np.sort(np.random.default_rng(_SEED).choice(people, _MOST_TARGETS, replace=False))
    fixes, key = publish_fixes(outcome)
    visitors = np.arange(people, scenario.inhabitants)
    return District(
        outcome=outcome,
        frame=frame,
        truth=true_answers(outcome.visits, outcome.island, frame, people),
        fixes=fixes,
        key=key,
        squares=outcome.release,
        clues=draw_clues(outcome.observations, targets, N_KNOWN, _SEED),
        visitors=draw_clues(outcome.observations, visitors, N_KNOWN, _SEED),
        book=address_book(outcome.people, outcome.island.places, outcome.release),
    )
