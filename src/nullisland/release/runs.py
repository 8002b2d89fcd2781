"""Runs: the rows of one person under one pseudonym, and the distinct points of each."""

import numpy as np
from numpy.typing import NDArray

from nullisland._kernels.publish import distinct_points, gather_traces
from nullisland._kernels.stays import copy_runs
from nullisland.model import DAY_MIN
from nullisland.release.config import POLICIES
from nullisland.release.stays import most_trips, trips_of
from nullisland.threads import over_blocks

__all__ = ["kept_traces", "moved_rows", "periods_of", "points_of", "run_starts"]

Ints = NDArray[np.int32]
Longs = NDArray[np.int64]


def periods_of(
    policy: str, first: Longs, columns: tuple[Ints, Ints, Ints], days: int
) -> tuple[Ints | None, int]:
    """Period of every row, in which its pseudonym holds (None: one for all), and how many there may be.

    `columns`: t_min, x_dm and y_dm of the rows, those of person i from `first[i]` to `first[i + 1]`.
    """
    if policy == "trip":
        return trips_of(first, *columns), most_trips(days)
    period_min = POLICIES[policy]
    if not period_min:
        return None, 1
    return columns[0] // np.int32(period_min), -(-days * DAY_MIN // period_min)


def run_starts(first: Longs, period: Ints | None) -> tuple[Longs, Longs]:
    """First row of each run, ascending, and the trace it belongs to; a trace without rows has no run."""
    full = np.flatnonzero(np.diff(first))
    if period is None:
        return first[full], full
    begins = np.zeros(len(period), bool)
    begins[1:] = period[1:] != period[:-1]
    begins[first[full]] = True
    start = np.flatnonzero(begins)
    return start, np.searchsorted(first, start, side="right") - 1


def kept_traces(first: Longs, keep: NDArray[np.bool_]) -> tuple[Longs, Longs]:
    """Which traces have rows left if only those that `keep` marks stay, and their `first` then."""
    upto = np.concatenate(([0], np.cumsum(keep)))[first]
    left = np.flatnonzero(np.diff(upto))
    return left, np.concatenate((upto[left], upto[-1:])).astype(np.int64)


def moved_rows(start: Longs, first: Longs, column: Ints) -> Ints:
    """The column with the run that began at row `start[i]` at `first[i] : first[i + 1]`."""
    out = np.empty(int(first[-1]), column.dtype)
    over_blocks(lambda a, b: copy_runs((a, b), start, first, column, out), len(start))
    return out


def points_of(
    first: Longs, t_min: Ints, cell: Ints, slot_min: int, order: Longs | None = None
) -> tuple[Longs, Ints, Ints]:
    """Distinct points of each trace: first, cell, slot; with `order`, of the traces in that order.

    `cell` is used up. Cost: about 10 ns a row.
    """
    n = len(first) - 1
    order = np.arange(n) if order is None else order
    slot, counts = np.empty(len(cell), np.int32), np.zeros((n, 1), np.int64)
    spans = (slot_min, int(t_min.max(initial=0)) + 1)
    over_blocks(lambda a, b: distinct_points((a, b), first, t_min, cell, spans, slot, counts), n)
    new_first = np.concatenate(([0], np.cumsum(counts[order, 0]))).astype(np.int64)
    target = np.empty((n, 1), np.int64)
    target[order, 0] = new_first[:-1]
    out_cell, out_slot = np.empty(new_first[-1], np.int32), np.empty(new_first[-1], np.int32)
    over_blocks(lambda a, b: gather_traces((a, b), first, counts, target, cell, slot, out_cell, out_slot), n)
    return new_first, out_cell, out_slot
