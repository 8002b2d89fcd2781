"""Traces from totals: who is counted now is mostly who was counted next door before."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from nullisland.attack.profile import assign, profiles, similar
from nullisland.attack.view import View
from nullisland.errors import DataError
from nullisland.model import DAY_MIN, NOWHERE, Grid, TotalsRelease, Traces
from nullisland.model._checks import freeze, require_int

__all__ = ["Recovered", "recover"]

Longs = NDArray[np.int64]

_MOST_PEOPLE = 5_000
_CANDIDATES = 50


@dataclass(frozen=True, slots=True, eq=False)
class Recovered:
    """Traces made out of totals: `cell[i, s]` is where trace i is put in slot s, NOWHERE for no claim."""

    cell: Longs

    def __post_init__(self) -> None:
        """Freeze the array."""
        freeze(self)


def recover(totals: TotalsRelease, people: int) -> Recovered:
    """As many traces as there are people, from nothing but counts.

    Slot by slot of a day, those counted are assigned to the traces so far with the least sum of distances (an
    optimal assignment); whoever is not counted in a slot stays where they were seen last. Then day is joined to
    day by the assignment of most similar place-time profiles. Counts are rounded; a slot that counts more than
    twice the people, as noisy ones do, is scaled down to them.

    Parameters
    ----------
    totals : with squares and slots that divide a day
    people : how many were counted; published beside totals, or read off a slot at night

    Raises ConfigError for `people` out of range, DataError for totals of sites or odd slots. Source: Xu et
    al. 2017, WWW, arXiv 1702.06270; unlike there nobody's speed is carried on, because slots are hours and the
    town is small, and not everybody is counted in every slot. Cost: n**3 a slot at worst, for 500 people 10 ms.
    """
    people = require_int("people", people, 1, _MOST_PEOPLE)
    if totals.grid is None:
        raise DataError(f"totals must be of squares, and cells of {totals.sensor} are none")
    if DAY_MIN % totals.slot_min:
        raise DataError(f"slots must divide a day, got {totals.slot_min} min")
    a_day = DAY_MIN // totals.slot_min
    out = np.full((people, totals.n_slots), NOWHERE, np.int64)
    for start in range(0, totals.n_slots, a_day):
        out[:, start : start + a_day] = _one_day(totals.counts[start : start + a_day], totals.grid, people)
        if start:
            order = _same_people(out[:, :start], out[:, start : start + a_day], totals)
            out[:, start : start + a_day] = out[order, start : start + a_day]
    return Recovered(out)


def _one_day(counts: NDArray[np.number], grid: Grid, people: int) -> Longs:
    """Traces through one day: (people, n_slots)."""
    out = np.full((people, len(counts)), NOWHERE, np.int64)
    last = np.full(people, NOWHERE, np.int64)
    for slot, row in enumerate(counts):
        seen = _counted(row, people)
        if not len(seen):
            continue
        away = _distances(last, seen, grid)
        trace, at = linear_sum_assignment(away)
        out[trace, slot] = seen[at]
        last[trace] = seen[at]
    return out


def _counted(row: NDArray[np.number], people: int) -> Longs:
    """The cell of everybody who is counted in a slot, ascending."""
    whole = np.maximum(np.rint(row.astype(np.float64)), 0)
    if whole.sum() > 2 * people:
        share = whole / whole.sum() * people
        whole = np.floor(share)
        rest = people - int(whole.sum())
        whole[np.argsort(whole - share, kind="stable")[:rest]] += 1
    return np.repeat(np.arange(len(row)), whole.astype(np.int64))


def _distances(last: Longs, seen: Longs, grid: Grid) -> NDArray[np.float64]:
    """Cells from the last place of each trace to each count; nowhere is as far as the map is wide."""
    row, column = np.divmod(np.stack((np.maximum(last, 0), np.maximum(last, 0))), grid.columns)
    seen_row, seen_column = np.divmod(seen, grid.columns)
    away = np.hypot(row[0][:, None] - seen_row, column[0][:, None] - seen_column)
    away[last == NOWHERE] = grid.columns + grid.rows
    return np.asarray(away)


def _same_people(before: Longs, today: Longs, totals: TotalsRelease) -> Longs:
    """Which of today's traces continues each trace so far: a permutation."""
    n = len(before)
    past, new = (_view(cells, totals) for cells in (before, today))
    own, others = profiles((new, past), "place-time")
    found = similar(own, others, min(_CANDIDATES, n))
    pair = assign(found, len(past.traces), optimal=True)
    order = np.full(n, NOWHERE, np.int64)
    claimed = pair >= 0
    order[past.traces.ids[pair[claimed]]] = new.traces.ids[claimed]
    left = np.setdiff1d(np.arange(n), order[order >= 0])
    order[order < 0] = left
    return order


def _view(cells: Longs, totals: TotalsRelease) -> View:
    trace, slot = np.nonzero(cells >= 0)
    return View(Traces.from_arrays(trace, cells[trace, slot], slot), totals.grid, totals.slot_min)
