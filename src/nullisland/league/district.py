"""The town of a league, and what is held against every release of it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nullisland.attack import AddressBook, Clues
from nullisland.measure.clues import draw_clues
from nullisland.measure.truth import address_book
from nullisland.measure.utility import Answers, Frame, frame_of, true_answers
from nullisland.model import FixRelease, Release, Scenario, Traces
from nullisland.pipeline import Outcome, run
from nullisland.release import PseudonymKey, publish_fixes
from nullisland.release.fixes import squares_of

__all__ = ["N_KNOWN", "District", "district"]

Longs = NDArray[np.int64]

N_KNOWN = 4
"""Sightings the adversary has of each target: de Montjoye et al. 2013."""

_MOST_TARGETS = 2_000
_MOST_ASKED = 100
_SEED = 0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class District:
    """One run, the true answers, and what the adversary holds: sightings and an address book.

    `fixes` is everything the sensor wrote down under the codes of `key`: what is protected. `clues` are four
    sightings of each target from the same phones, `visitors` the like of people who are in no release. `book` is
    who lives and works where, in the squares of `squares`, the release without a defence. `members` and
    `strangers` are the points of some residents and some visitors, of whom it is asked whether they were counted.
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
    members: Traces
    strangers: Traces

    @property
    def scenario(self) -> Scenario:
        """Who lives there and for how long."""
        return self.outcome.scenario


def district(scenario: Scenario) -> District:
    """Run the town and prepare what all rows need. At most 2,000 residents are targets of the costly attacks."""
    outcome = run(scenario)
    frame = frame_of(outcome.island, scenario.days)
    residents, visitors = np.arange(scenario.people), np.arange(scenario.people, scenario.inhabitants)
    targets = _some(residents, _MOST_TARGETS)
    fixes, key = publish_fixes(outcome)
    return District(
        outcome=outcome,
        frame=frame,
        truth=true_answers(outcome.visits, outcome.island, frame, scenario.people),
        fixes=fixes,
        key=key,
        squares=outcome.release,
        clues=draw_clues(outcome.observations, targets, N_KNOWN, _SEED),
        visitors=draw_clues(outcome.observations, _some(visitors, _MOST_TARGETS), N_KNOWN, _SEED),
        book=address_book(outcome.people, outcome.island.places, outcome.release),
        members=_points_of(outcome, _some(residents, _MOST_ASKED)),
        strangers=_points_of(outcome, _some(visitors, _MOST_ASKED)),
    )


def _some(people: Longs, most: int) -> Longs:
    """At most so many of them, by lot, ascending; always the same for the same people."""
    return np.sort(np.random.default_rng(_SEED).permutation(people)[:most])


def _points_of(outcome: Outcome, persons: Longs) -> Traces:
    """Points of some people in the squares and slots of the release; ids are persons."""
    seen, grid = outcome.observations, outcome.release.grid
    assert grid is not None, "gps is published in squares"
    counts = np.diff(seen.first)[persons]
    rows = np.repeat(seen.first[persons] - np.cumsum(counts) + counts, counts) + np.arange(counts.sum())
    cell = squares_of(grid, seen.x_dm[rows], seen.y_dm[rows])
    return Traces.from_arrays(np.repeat(persons, counts), cell, seen.t_min[rows] // outcome.release.slot_min)
