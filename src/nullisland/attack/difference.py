"""Two releases of totals that differ by one person: what is left is that person's trace."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nullisland.errors import DataError
from nullisland.model import TotalsRelease

__all__ = ["Differences", "alone", "difference"]

Longs = NDArray[np.int64]


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
    same = (earlier.grid, earlier.slot_min, earlier.counts.shape) == (
        later.grid,
        later.slot_min,
        later.counts.shape,
    )
    if not same:
        raise DataError("totals must have the same cells and slots to be subtracted")
    change = np.rint(later.counts.astype(np.float64) - earlier.counts).astype(np.int64)
    slot, cell = np.nonzero(change)
    return Differences(slot.astype(np.int64), cell.astype(np.int64), change[slot, cell])


def alone(totals: TotalsRelease) -> tuple[Longs, Longs]:
    """Slots and cells in which the count is one: somebody was there without company, (slot, cell)."""
    slot, cell = np.nonzero(np.rint(totals.counts.astype(np.float64)) == 1)
    return slot.astype(np.int64), cell.astype(np.int64)
