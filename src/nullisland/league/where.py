"""Where people are said to have been: at a clinic, or on the edge between two squares."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from nullisland.attack import Traits, View, crossings, in_squares, infer, traits_of, view
from nullisland.attack.blur import rounded_to
from nullisland.league.district import District
from nullisland.league.made import Made
from nullisland.measure import Verdict, judge_crossings, judge_visits, learn_suggestion, visitors_of
from nullisland.model import FixRelease, Release
from nullisland.pipeline import Outcome
from nullisland.release import AnyRelease, NobodyKey, PseudonymKey
from nullisland.release.fixes import keep_traces

__all__ = ["KIND", "steps_over_edges", "visits_suggested"]

KIND = "clinic"
"""The sensitive kind of place that is asked about."""

_CELL_M, _SLOT_MIN = 50, 30
"""Squares and slots that the adversary puts fixes into: docs/model/attack.md."""


def visits_suggested(town: District, made: Made) -> Iterator[Verdict]:
    """Who is said to have been at a clinic, learnt from the same defence in other towns; targets as of the sightings.

    She labels the likeliest, at most as many as her probabilities add up to, and of equals all or none. The control are
    visitors, of whom nothing is shown: they are labelled if that is as likely.
    """
    release, key = made.release, made.key
    assert isinstance(release, Release | FixRelease) and isinstance(key, PseudonymKey)
    learnt = [_lesson(other, *made.again(other)) for other in town.others]
    truth = np.concatenate([true for _, true in learnt])
    if not 0 < truth.sum() < len(truth):
        return
    suggestion = learn_suggestion(learnt)
    some = keep_traces(release, np.isin(key.person_of(release.pseudonyms), town.clues.person))
    if len(some):
        traits, true = _lesson(town.outcome, some, key)
        least = _least(infer(traits, suggestion).confidence)
        unseen = infer(_nothing_shown(len(town.visitors)), suggestion, least=least)
        control = unseen if len(town.visitors) else None
        yield judge_visits(infer(traits, suggestion, least=least), true, KIND, control)


def steps_over_edges(town: District, release: AnyRelease) -> Iterator[Verdict]:
    """Where people crossed from square to square, if the release is rounded to squares at the minute of each fix."""
    sides = [side for done in release.history if (side := rounded_to(done))]
    if sides and isinstance(release, FixRelease):
        found = crossings(release)
        if len(found.row):
            yield judge_crossings(found, release, town.fixes, sides[-1])


def _lesson(
    outcome: Outcome, release: AnyRelease, key: PseudonymKey | NobodyKey
) -> tuple[Traits, NDArray[np.bool_]]:
    """What a release shows of each trace, and whether the person behind it was there."""
    assert isinstance(release, Release | FixRelease)
    went = visitors_of(outcome.visits, outcome.island.places, outcome.people, KIND)
    traits = traits_of(_squares(release), outcome.island.places, KIND)
    return traits, went[key.person_of(release.pseudonyms)]


def _least(sure: NDArray[np.float64]) -> float:
    """The least probability that is labelled: with it at most as many are as the probabilities add up to."""
    most = int(sure.sum())
    next_best = float(np.sort(sure)[-most - 1]) if most < len(sure) else 0.0
    return float(np.nextafter(next_best, 2.0))


def _squares(release: Release | FixRelease) -> View:
    return view(release) if isinstance(release, Release) else in_squares(release, _CELL_M, _SLOT_MIN)


def _nothing_shown(n: int) -> Traits:
    """Traits of people of whom there is no trace."""
    none = np.zeros(n, np.int64)
    return Traits(none, none.copy(), np.column_stack((np.ones(n), np.zeros((n, 6)))))
