"""Where totals put people, moment by moment, judged as any other claim."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from nullisland.attack import Claims, Recovered
from nullisland.errors import DataError
from nullisland.measure.intervals import wilson
from nullisland.measure.recovered import agreement, shuffled
from nullisland.measure.verdict import Verdict, judge
from nullisland.model import NOWHERE, TotalsRelease, Traces

__all__ = ["judge_departures", "judge_traces"]

Longs = NDArray[np.int64]


def judge_traces(recovered: Recovered, truth: Traces, visitors: Traces, seed: int = 0) -> Verdict:
    """Verdict on the square in which recovered traces put people at each moment.

    A target is a person and a slot in which they were seen; the trace paired with the person, as in `traces_found`,
    is right if they were seen where it is then. The blind guess is that of shuffled traces. The control are
    `visitors`, who were not counted: they take the places of as many residents in the pairing, a quarter at most, and
    it is how often they are put where they were. Ids must differ. Raises DataError if there is nobody.
    Cost: an optimal assignment of all traces, three times.
    """
    said, right = _moments(_paired(recovered.cell, truth), truth)
    guess, owned = _moments(_paired(shuffled(recovered.cell, seed), truth), truth)
    verdict = judge(
        _certain(said),
        right,
        blind=0.0,
        control=_of_strangers(recovered, truth, visitors),
        attack="recover",
        given="how many were counted",
    )
    return verdict._replace(baseline=wilson(int((guess == owned).sum()), len(owned)))


def judge_departures(
    claims: Sequence[Claims], truth: Traces, later: TotalsRelease, absent: Claims, strangers: Traces
) -> Verdict:
    """Verdict on `whereabouts` of people each of whom left between two releases: one of `claims` for each of `truth`.

    A target is a person and a slot in which they were seen, and a claim is right if they were seen there. The blind
    guess is the fullest cell of that slot. The control are `strangers`, who were in neither release:
    `absent` are the claims from two releases of the same people, and each is false. Raises DataError if there is
    nobody.
    """
    said, right = _moments(np.stack([one.person for one in claims]), truth)
    fullest = np.tile(later.counts.argmax(axis=1), (len(truth), 1))
    guess, owned = _moments(fullest, truth)
    control = None
    if len(strangers.points):
        control = _certain(_moments(np.tile(absent.person, (len(strangers), 1)), strangers)[0])
    verdict = judge(
        _certain(said),
        right,
        blind=0.0,
        control=control,
        attack="difference",
        given="the totals with and without the person",
    )
    return verdict._replace(baseline=wilson(int((guess == owned).sum()), len(owned)))


def _moments(claimed: Longs, truth: Traces) -> tuple[Longs, Longs]:
    """For each trace and slot with a point: the cell claimed, and the right one: that cell if it is one of them.

    `claimed` is (traces, slots); what lies beyond its slots is left out. Raises DataError if nothing is left.
    """
    code = truth.points.code
    owner, slot = np.repeat(np.arange(len(truth)), truth.points.counts()), truth.slot_of(code)
    inside = slot < claimed.shape[1]
    if not inside.any():
        raise DataError("somebody must have a point, got nobody")
    cell = truth.cell_of(code)[inside]
    moment, first, at = np.unique(
        (owner * claimed.shape[1] + slot)[inside], return_index=True, return_inverse=True
    )
    said = claimed.ravel()[moment]
    hit = np.bincount(at, cell == said[at], len(moment)) > 0
    return said, np.where(hit, said, cell[first])


def _paired(cell: Longs, truth: Traces) -> Longs:
    """The recovered trace paired with each true one: (n_true, n_slots), NOWHERE for whoever has none."""
    mine, own = linear_sum_assignment(agreement(cell, truth), maximize=True)
    out = np.full((len(truth), cell.shape[1]), NOWHERE, np.int64)
    out[own] = cell[mine]
    return out


def _of_strangers(recovered: Recovered, truth: Traces, visitors: Traces) -> Claims | None:
    """Claims about visitors who stand among the residents, made where they are right."""
    n = min(len(visitors), len(truth) // 4)
    if not n:
        return None
    some = _rows(visitors, np.arange(len(visitors)) < n)
    rest = _rows(truth, np.arange(len(truth)) >= n)
    mixed = Traces.from_arrays(*(np.concatenate(pair) for pair in zip(some, rest, strict=True)))
    theirs = Traces.from_arrays(*some)
    cells = _paired(recovered.cell, mixed)[np.searchsorted(mixed.ids, theirs.ids)]
    said, right = _moments(cells, theirs)
    return _certain(np.where(said == right, said, NOWHERE))


def _rows(traces: Traces, which: NDArray[np.bool_]) -> tuple[Longs, Longs, Longs]:
    """Id, cell and slot of every point of some traces."""
    keep = np.repeat(which, traces.points.counts())
    code = traces.points.code[keep]
    ids = np.repeat(traces.ids, traces.points.counts())[keep]
    return ids, traces.cell_of(code), traces.slot_of(code)


def _certain(cell: Longs) -> Claims:
    claimed = cell != NOWHERE
    return Claims(cell, claimed.astype(np.float64), claimed.astype(np.int64))
