"""Who lives together and who meets: traces that are in the same place at the same time beyond chance."""

import numpy as np
from numpy.typing import NDArray

from nullisland.attack.anchor import Anchors, anchor
from nullisland.attack.claims import Claims, no_claims
from nullisland.attack.link import posterior
from nullisland.attack.profile import in_common, profiles
from nullisland.attack.view import View, view
from nullisland.errors import ConfigError
from nullisland.model import NOWHERE, Release, Traces

__all__ = ["TIES", "ties"]

TIES = ("lives with", "meets")
"""What a tie is: sharing a home, or being elsewhere at the same time."""

_CANDIDATES = 100


def ties(release: Release | View, kind: str = "lives with", threads: int | None = None) -> Claims:
    """For each trace the one it is most closely tied to.

    `lives with`: among the traces with the same home square, the one that is most often in the same square in the
    same slot, each such moment weighing by how rare it is. `meets`: among all, the same outside the home and
    work squares of both. A trace without such moments gets no claim; candidates are those compared, at most 100.
    Confidence is the probability of the best among them.

    Raises ConfigError for another `kind`. Source: co-location as in Crandall et al. 2010, PNAS 107:22436,
    "Inferring social ties from geographic coincidences". Cost: everybody in each square and slot, squared.
    """
    if kind not in TIES:
        raise ConfigError(f"a tie must be one of {', '.join(TIES)}, got {kind!r}")
    seen = view(release)
    n = len(seen.traces)
    if n < 2:
        return no_claims(n)
    anchors = anchor(seen.traces, seen.slot_min)
    at = np.arange(n)
    if kind == "meets":
        seen = View(_away(seen.traces, anchors), seen.grid, seen.slot_min)
        at = np.searchsorted(view(release).traces.ids, seen.traces.ids)
    if not len(at):
        return no_claims(n)
    (moments,) = profiles((seen,), "moment")
    found = in_common(moments, moments, min(_CANDIDATES + 1, len(at)), threads)
    other, score = found.other, found.score.copy()
    score[other == np.arange(len(at))[:, None]] = -np.inf
    if kind == "lives with":
        home = anchors.home_cell
        score[(home[other] != home[:, None]) | (home[:, None] == NOWHERE)] = -np.inf
    order = np.argsort(-score, axis=1, kind="stable")
    score, other = np.take_along_axis(score, order, axis=1), np.take_along_axis(other, order, axis=1)
    claims = no_claims(n)
    tied = score[:, 0] > 0
    claims.person[at[tied]] = seen.traces.ids[other[tied, 0]]
    claims.confidence[at] = posterior(score)
    claims.candidates[at] = (score > -np.inf).sum(axis=1)
    return claims


def _away(traces: Traces, anchors: Anchors) -> Traces:
    """Points outside each trace's own home and work squares."""
    row: NDArray[np.int64] = np.repeat(np.arange(len(traces)), traces.points.counts())
    cell, slot = traces.cell_of(traces.points.code), traces.slot_of(traces.points.code)
    away = (cell != anchors.home_cell[row]) & (cell != anchors.work_cell[row])
    return Traces.from_arrays(traces.ids[row[away]], cell[away], slot[away])
