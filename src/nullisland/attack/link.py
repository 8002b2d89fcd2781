"""The same person in two releases, or in two feeds of different sensors."""

import numpy as np
from numpy.typing import NDArray

from nullisland.attack.claims import Claims, no_claims
from nullisland.attack.profile import Similar, assign, profiles, similar
from nullisland.attack.view import View, view
from nullisland.errors import ConfigError
from nullisland.model import NOWHERE, Release
from nullisland.model._checks import require_share

__all__ = ["MOST_OPTIMAL", "link", "links", "posterior"]

Floats = NDArray[np.float64]

MOST_OPTIMAL = 50_000
"""Largest number of traces on either side for an optimal assignment: 20,000 take seconds, the worst case far longer."""

_BEST = 3
_CANDIDATES = 50


def link(
    first: Release | View,
    second: Release | View,
    *,
    kind: str = "place-time",
    optimal: bool = False,
    false_claims: float | None = None,
    threads: int | None = None,
) -> Claims:
    """For each trace of `first` the trace of `second` that is taken to be the same person.

    Parameters
    ----------
    first, second : with the same cells and slots; of other days, or of two sensors put into the same squares
    kind : the profile: `place`, `place-time`, `moves` (a Markov chain), or `moment`, which needs the same days
    optimal : one to one, with the largest sum of scores; else each trace for itself, and a trace of `second`
        may be claimed more than once. For at most 50,000 traces a side
    false_claims : how often somebody who is not in `second` may be claimed all the same, which is estimated from
        how far the next best lie apart: claim only what stands out more. None: always claim

    Confidence is the probability of the best among those compared and nobody; candidates are those within a factor
    of 20 of it. Raises ConfigError for settings out of range. Sources: see `profiles`; one to one: Unnikrishnan,
    Naini 2013, Allerton. Cost: see `similar`, and `assign` if `optimal`.
    """
    if false_claims is not None:
        require_share("false_claims", false_claims)
    left, right = view(first), view(second)
    n, m = len(left.traces), len(right.traces)
    if optimal and max(n, m) > MOST_OPTIMAL:
        raise ConfigError(
            f"an optimal assignment takes at most {MOST_OPTIMAL:,} traces a side, got {max(n, m):,}"
        )
    if not n or not m:
        return no_claims(n)
    own, others = profiles((left, right), kind)
    found = similar(own, others, min(_CANDIDATES if optimal else _BEST, m), threads)
    best = assign(found, m, optimal=True) if optimal else _likeliest(found)
    if false_claims is not None:
        best = np.where(_stands_out(found, false_claims), best, NOWHERE)
    return _claims(found, best, right)


def links(
    first: Release | View, second: Release | View, kind: str, threads: int | None = None
) -> dict[str, Claims]:
    """`link` one by one and, if neither side has more than 50,000 traces, one to one; compared once for both."""
    left, right = view(first), view(second)
    n, m = len(left.traces), len(right.traces)
    if not n or not m:
        return {"one by one": no_claims(n)}
    own, others = profiles((left, right), kind)
    found = similar(own, others, min(_CANDIDATES, m), threads)
    out = {"one by one": _claims(found, _likeliest(found), right)}
    if max(n, m) <= MOST_OPTIMAL:
        out["one to one"] = _claims(found, assign(found, m, optimal=True), right)
    return out


def _likeliest(found: Similar) -> NDArray[np.int64]:
    """The best of each, if it is likelier than anybody."""
    return np.where(found.score[:, 0] > 0, found.other[:, 0], NOWHERE)


def _claims(found: Similar, best: NDArray[np.int64], right: View) -> Claims:
    claimed = np.where(best >= 0, right.traces.ids[best], NOWHERE)
    near = (found.score > 0) & (found.score >= found.score[:, :1] - np.log(20))
    return Claims(claimed, posterior(found.score), near.sum(axis=1))


def posterior(score: Floats) -> Floats:
    """Probability of the best of each row among those compared and nobody of them: (n,)."""
    top = np.maximum(score[:, :1], 0.0)
    odds = np.exp(score - top)
    return np.asarray(odds[:, 0] / (odds.sum(axis=1) + np.exp(-top[:, 0])))


def _stands_out(found: Similar, false_claims: float) -> NDArray[np.bool_]:
    """Whether the best lies far above the next.

    For somebody who is not there, best and next are what next and next but one are for somebody who is: so those
    say how far such gaps go by chance. The i-th gap between the largest of many scores is, for tails that fall
    exponentially, 1 / i as wide as the first (Renyi 1953, Acta Math. Hung. 4:191): the second counts twice.
    """
    if found.score.shape[1] < _BEST:
        return np.zeros(len(found.score), bool)
    floor = np.maximum(found.score[:, :_BEST], 0.0)
    by_chance = 2 * (floor[:, 1] - floor[:, 2])
    return np.asarray(floor[:, 0] - floor[:, 1] > np.quantile(by_chance, 1 - false_claims))
