"""How much of people's traces was recovered from totals, or from their difference."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from nullisland.attack import Recovered
from nullisland.errors import DataError
from nullisland.measure.intervals import wilson
from nullisland.model import Estimate, Traces
from nullisland.rng import stream

__all__ = ["PointsFound", "TracesFound", "agreement", "points_found", "shuffled", "traces_found"]

Longs = NDArray[np.int64]


class PointsFound(NamedTuple):
    """`right`: share of the person's points that were claimed; `wrong`: share of claimed points that are not theirs."""

    right: Estimate
    wrong: Estimate | None


class TracesFound(NamedTuple):
    """`right` share of all points of all people recovered; `baseline`: the same from shuffled counts.

    `unique` is the share of people more than half of whose points were recovered in one trace.
    """

    right: Estimate
    baseline: Estimate
    unique: Estimate


def points_found(slot: Longs, cell: Longs, truth: Traces, row: int) -> PointsFound:
    """Compare claimed points with those of the trace at `row`. Raises DataError if it has none."""
    own = truth.points.of(row)
    if not len(own):
        raise DataError("the trace must have a point, got none")
    claimed = np.unique(truth.space.code_of(cell, slot))
    n_claimed = len(np.unique(np.stack((slot, cell)), axis=1).T)
    hits = int(np.isin(own, claimed).sum())
    return PointsFound(wilson(hits, len(own)), wilson(n_claimed - hits, n_claimed) if n_claimed else None)


def traces_found(recovered: Recovered, truth: Traces, seed: int = 0) -> TracesFound:
    """Pair recovered traces with true ones so that most points agree, and count them.

    The baseline pairs traces whose cells were shuffled among all in each slot: it knows the counts and nothing
    of who goes on where. Raises DataError if there is nobody. Source of the measure: Xu et al. 2017, WWW,
    recovery accuracy. Cost: an optimal assignment of all traces, twice.
    """
    if not len(truth.points):
        raise DataError("somebody must have a point, got nobody")
    n = len(truth.points)
    agree = agreement(recovered.cell, truth)
    mine, own = linear_sum_assignment(agree, maximize=True)
    half = agree[mine, own] * 2 > truth.points.counts()[own]
    other = agreement(shuffled(recovered.cell, seed), truth)
    by_lot = linear_sum_assignment(other, maximize=True)
    return TracesFound(
        wilson(int(agree[mine, own].sum()), n),
        wilson(int(other[by_lot].sum()), n),
        wilson(int(half.sum()), len(truth)),
    )


def shuffled(cell: Longs, seed: int = 0) -> Longs:
    """The same cells in each slot, dealt out among the traces anew: (traces, slots)."""
    rng, out = stream(seed, "recovered"), cell.copy()
    for slot in range(out.shape[1]):
        rng.shuffle(out[:, slot])
    return out


def agreement(cell: Longs, truth: Traces) -> Longs:
    """Points that each recovered trace (row) and each true one (column) have in common."""
    out = np.zeros((len(cell), len(truth)), np.int64)
    code = truth.points.code
    owner = np.repeat(np.arange(len(truth)), truth.points.counts())
    for own, at, slot in zip(owner, truth.cell_of(code), truth.slot_of(code), strict=True):
        if slot < cell.shape[1]:
            out[:, own] += cell[:, slot] == at
    return out
