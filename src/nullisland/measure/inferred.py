"""How far visits are inferred rightly, and whether a probability means what it says."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import expit

from nullisland.attack import Claims, Suggestion, Traits
from nullisland.attack.infer import VISITED
from nullisland.errors import DataError
from nullisland.measure.intervals import wilson
from nullisland.measure.verdict import Verdict, judge
from nullisland.model import NOWHERE, Estimate, People, Places, Visits

__all__ = ["Reliability", "judge_visits", "learn_suggestion", "reliability", "visitors_of"]

Bools = NDArray[np.bool_]
_RIDGE = 1.0
_GIVEN = "a public map, and the truth about other invented towns"
_EDGES = (0.0, 0.05, 0.1, 0.2, 0.35, 0.5, 0.75, 1.0)


class Reliability(NamedTuple):
    """Of those to whom about this probability was given, the share of whom it is true.

    `brier` of the whole is the mean squared error of the probabilities, `blind` that of always giving the base rate.
    """

    said: tuple[float, ...]
    true: tuple[Estimate, ...]
    brier: float
    blind: float


def visitors_of(visits: Visits, places: Places, people: People, kind: str) -> Bools:
    """Truth: who was at a place of this kind and does not work there: (n_people,) of those in `visits`."""
    at = np.zeros(len(places), bool)
    at[places.of_kind(kind)] = True
    rows = at[visits.place]
    person = visits.persons()
    rows &= people.employer_place[person] != visits.place
    went = np.bincount(person[rows] - visits.start_person, minlength=visits.n_people)
    return np.asarray(went > 0)


def learn_suggestion(towns: Sequence[tuple[Traits, Bools]]) -> Suggestion:
    """Weights of the traits that make the truth of these towns most likely, with a ridge that keeps them small.

    Learn in other towns than the one they are used on: then the adversary has seen nobody's truth. One town may
    have a single place of a kind, and what is odd about that place is taken for a rule: take several.
    Raises DataError unless there is one truth a trace and both kinds occur.
    """
    table = np.concatenate([traits.table for traits, _ in towns])
    truth = np.concatenate([true for _, true in towns])
    if len(truth) != len(table) or not 0 < truth.sum() < len(truth):
        raise DataError("truth must be one a trace, true of some and not of all")

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        score = table @ weights
        value = np.logaddexp(0, score).sum() - score[truth].sum() + _RIDGE / 2 * (weights[1:] ** 2).sum()
        slope = table.T @ (expit(score) - truth)
        slope[1:] += _RIDGE * weights[1:]
        return float(value), slope

    found = minimize(loss, np.zeros(table.shape[1]), jac=True, method="BFGS")
    return Suggestion(np.asarray(found.x, np.float64))


def judge_visits(claims: Claims, truth: Bools, kind: str = "", control: Claims | None = None) -> Verdict:
    """Verdict on who is said to have visited; the blind guess labels as many, by lot.

    Whoever was labelled and was not there is the other harm: `wrong`. `control`: claims about people of whom nothing
    is shown.
    """
    person = np.where(truth, VISITED, NOWHERE)
    blind = float((claims.person != NOWHERE).mean() * truth.mean())
    name = f"infer {kind}".strip()
    return judge(claims, person, blind=blind, control=control, attack=name, given=_GIVEN)


def reliability(claims: Claims, truth: Bools) -> Reliability:
    """Whether probabilities mean what they say, in bands; bands without anybody are left out.

    Source: Brier 1950, Monthly Weather Review 78:1; Murphy, Winkler 1977, Appl. Stat. 26:41, the reliability
    diagram. Raises DataError if there is nobody, or not one truth each.
    """
    said = claims.confidence
    if said.shape != truth.shape or not len(said):
        raise DataError("truth must be one a claim, and somebody must be there")
    band = np.clip(np.searchsorted(_EDGES, said, side="right") - 1, 0, len(_EDGES) - 2)
    rows = [np.flatnonzero(band == b) for b in range(len(_EDGES) - 1)]
    filled = [r for r in rows if len(r)]
    rate = truth.mean()
    return Reliability(
        said=tuple(float(said[r].mean()) for r in filled),
        true=tuple(wilson(int(truth[r].sum()), len(r)) for r in filled),
        brier=float(((said - truth) ** 2).mean()),
        blind=float(rate * (1 - rate)),
    )
