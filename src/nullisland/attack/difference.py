"""Two releases of totals that differ by one person: what is left is that person's trace."""

import re
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nullisland.attack.claims import Claims
from nullisland.errors import DataError
from nullisland.model import NOWHERE, TotalsRelease

__all__ = ["Differences", "alone", "difference", "noise_scale", "whereabouts"]

Longs = NDArray[np.int64]

_FAR = 20


class Differences(NamedTuple):
    """Cells and slots whose counts differ, by slot and then cell; `change` is later minus earlier."""

    slot: Longs
    cell: Longs
    change: Longs


def difference(earlier: TotalsRelease, later: TotalsRelease) -> Differences:
    """Where two releases of totals differ, rounded to whole people.

    If one person left in between and nobody else changed, the points with -1 are the trace of that person; if one
    joined, those with +1. Noise drawn anew for each release leaves differences everywhere.

    Raises DataError unless both have the same cells and slots. Source: Denning, Denning, Schwartz 1979, ACM
    TODS 4:76, "The tracker". Cost: one pass over the counts.
    """
    require_alike(earlier, later)
    change = np.rint(later.counts.astype(np.float64) - earlier.counts).astype(np.int64)
    slot, cell = np.nonzero(change)
    return Differences(slot.astype(np.int64), cell.astype(np.int64), change[slot, cell])


def whereabouts(earlier: TotalsRelease, later: TotalsRelease) -> Claims:
    """For each slot the cell in which somebody who left between two releases of totals was.

    Exact counts: the cell whose count fell most, among equals the lower one; no claim where none fell. Counts with
    noise whose scale the history names: the likeliest cell, from how many are there at all and how much likelier the
    change is if one of them left. Confidence is its probability, candidates are the cells that fell, or are at least
    a twentieth as likely as the best.

    Raises DataError as `difference`. Source: ASSUMPTION that before looking the person is anybody who was counted.
    Cost: a pass over the counts.
    """
    require_alike(earlier, later)
    change = np.rint(later.counts.astype(np.float64) - earlier.counts)
    scale = max(noise_scale(earlier), noise_scale(later))
    if scale:
        score = np.log(np.maximum(earlier.counts.astype(np.float64), 0.5))
        score += _log_density(change + 1, scale) - _log_density(change, scale)
        odds = np.exp(score - score.max(axis=1, keepdims=True))
        claimed, candidates = np.ones(len(odds), bool), (odds >= 1 / _FAR).sum(axis=1)
    else:
        score = -change
        odds = (score == score.max(axis=1, keepdims=True)).astype(np.float64)
        claimed, candidates = score.max(axis=1) > 0, (change < 0).sum(axis=1)
    person = np.where(claimed, score.argmax(axis=1), NOWHERE)
    sure = np.where(claimed, odds.max(axis=1) / odds.sum(axis=1), 0.0)
    return Claims(person.astype(np.int64), sure, candidates.astype(np.int64))


def noise_scale(totals: TotalsRelease) -> float:
    """Scale of the noise as the release describes it; 0 for none."""
    found = [re.search(r"scale=([0-9.eE+-]+)", done) for done in totals.history]
    return max((float(m[1]) for m in found if m), default=0.0)


def require_alike(earlier: TotalsRelease, later: TotalsRelease) -> None:
    """Raise DataError unless both have the same cells and slots."""
    alike = [(totals.grid, totals.slot_min, totals.counts.shape) for totals in (earlier, later)]
    if alike[0] != alike[1]:
        raise DataError("totals must have the same cells and slots to be subtracted")


def _log_density(change: NDArray[np.float64], scale: float) -> NDArray[np.float64]:
    """Logarithm of how likely two draws of Laplace noise differ by so much, but for a constant."""
    gap = np.abs(change) / scale
    return np.asarray(np.log1p(gap) - gap)


def alone(totals: TotalsRelease) -> tuple[Longs, Longs]:
    """Slots and cells in which the count is one: somebody was there without company, (slot, cell)."""
    slot, cell = np.nonzero(np.rint(totals.counts.astype(np.float64)) == 1)
    return slot.astype(np.int64), cell.astype(np.int64)
