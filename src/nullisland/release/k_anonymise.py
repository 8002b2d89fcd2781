"""Traces that at least k people share: the same boxes for a whole group, each as small as the group allows."""

import numpy as np
from numpy.typing import NDArray

from nullisland._kernels.glove import group_bucket
from nullisland.errors import ConfigError
from nullisland.model import BoxRelease, FixRelease, Grid
from nullisland.model._checks import require_int
from nullisland.release.fixes import squares_of
from nullisland.release.stays import STAY_M, STAY_MIN, Stays, stays_of
from nullisland.release.zones import MOST_IN_BUCKET, buckets_of
from nullisland.threads import over_parts

__all__ = ["k_anonymise"]

FAR_M, LATE_MIN = 20_000, 480
"""Stretches in space and time that weigh the same: 20 km and 8 h, Gramaglia, Fiore 2015, section 4."""


def k_anonymise(fixes: FixRelease, grid: Grid, *, k: int, slot_min: int = 60) -> BoxRelease:
    """Boxes of squares and slots that at least `k` traces show alike: GLOVE's specialised generalisation.

    Traces are compressed to their stays; ways between are not published. Within buckets of at most 100 people who
    share, as far as that allows, the zones of home and work, the closest two traces are merged until every group
    has `k` members. Each box of a group covers a stay of every member, and every stay of a member lies in one of
    the group's boxes. A trace without a stay is left out. Unlike GLOVE nothing is cut where boxes overlap in
    time, and the stretch has no ceiling.

    That k people share a trace hides which of them is who, not what they all did: see `guarantees`, l.
    Raises ConfigError for `k` outside [2, 50], or if fewer than `k` traces have a stay.
    Source: Gramaglia, Fiore 2015, ACM CoNEXT; buckets are ours. Cost: pairs within a bucket; see docs/model.
    """
    k = require_int("k", k, 2, MOST_IN_BUCKET // 2)
    slot_min = require_int("slot_min", slot_min, 1, 1_440)
    stays = stays_of(fixes.first, fixes.t_min, fixes.x_dm, fixes.y_dm)
    buckets = buckets_of(stays)
    if sum(map(len, buckets)) < k:
        raise ConfigError(
            f"at least k traces must have a stay, got k = {k} and {sum(map(len, buckets))} traces"
        )
    box = _boxes(stays, grid, slot_min)
    length, group = np.diff(stays.first), np.full(len(fixes.pseudonyms), -1, np.int64)
    units = np.array([grid.cell_m * LATE_MIN, slot_min * FAR_M], np.int64)

    def work(part: int) -> None:
        group_bucket(buckets[part], k, box, stays.first, length, units, group)

    over_parts(work, len(buckets))
    shown = np.flatnonzero(group >= 0)
    first = np.concatenate(([0], np.cumsum(length[shown]))).astype(np.int64)
    rows = np.repeat(stays.first[group[shown]] - first[:-1], length[shown]) + np.arange(first[-1])
    c0, c1, r0, r1, s0, s1 = (np.ascontiguousarray(column) for column in box[rows].T)
    done = f"k_anonymise: k={k}, stays of {STAY_MIN} min within {STAY_M} m, cell_m={grid.cell_m}"
    return BoxRelease(
        sensor=fixes.sensor,
        slot_min=slot_min,
        grid=grid,
        pseudonyms=fixes.pseudonyms[shown],
        first=first,
        col_from=c0,
        col_to=c1,
        row_from=r0,
        row_to=r1,
        slot_from=s0,
        slot_to=s1,
        history=(*fixes.history, f"{done}, slot_min={slot_min}"),
        reproducible=fixes.reproducible,
        ledger=fixes.ledger,
    )


def _boxes(stays: Stays, grid: Grid, slot_min: int) -> NDArray[np.int32]:
    """One box a stay: (n_stays, 6) int32; each in one square."""
    cell = squares_of(grid, stays.x_dm.astype(np.int32), stays.y_dm.astype(np.int32))
    row, column = np.divmod(cell, grid.columns)
    slots = (stays.from_min // slot_min, stays.to_min // slot_min)
    return np.column_stack((column, column, row, row, *slots)).astype(np.int32)
