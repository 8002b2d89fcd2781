"""What a release promises: counted again from what is published, or read from its ledger. Else none."""

import math
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nullisland._kernels.together import best_close, count_close
from nullisland.model import (
    UNITS,
    BoxRelease,
    FixRelease,
    Grid,
    Island,
    Ledger,
    Places,
    Release,
    TotalsRelease,
)
from nullisland.release.fixes import squares_of
from nullisland.release.sensitive import sensitive_kinds
from nullisland.rng import stage_key, u64_many
from nullisland.threads import over_blocks

__all__ = ["AnyRelease", "Guarantees", "Promise", "guarantees", "kept_together"]

AnyRelease = Release | FixRelease | BoxRelease | TotalsRelease
Longs = NDArray[np.int64]


class Promise(NamedTuple):
    """Epsilon and delta for one unit; with `per_m`, epsilon is per metre between two places."""

    unit: str
    epsilon: float
    delta: float
    per_m: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Guarantees:
    """The badge of a release.

    `k`: the fewest traces that are published alike, within half of `delta_dm` of one of them for clustered ones;
    None without traces; 1 is no promise. `l`: the fewest kinds of place in a published box or square that holds a
    sensitive one; None without a map, without squares, or if none is published. `promises`: by unit, from the
    ledger; empty: none. `n_traces` is what k was counted over. `reproducible`: anybody can redo the secret, so
    nothing is private.
    """

    k: int | None
    l: int | None  # noqa: E741 - the name it has in the literature
    n_traces: int
    promises: tuple[Promise, ...]
    reproducible: bool

    @property
    def unit(self) -> str:
        """The largest unit that something is promised for, or "none"."""
        return self.promises[-1].unit if self.promises else "none"

    @property
    def label(self) -> str:
        """What must stand beside a release that anybody can redo."""
        return "reproducible, therefore not private" if self.reproducible else "secret seed"


def guarantees(release: AnyRelease, island: Island | None = None) -> Guarantees:
    """Recount k and l from the release, and add up its ledger. `island`: the public map, for l.

    Source of k: Sweeney 2002, IJUFKS 10:557; of l: Machanavajjhala et al. 2007, ACM TKDD 1:3, distinct l. That every
    trace is shared does not hide what the sharers have in common: that is l. Cost: about 50 ns a row.
    """
    return Guarantees(
        k=_recounted_k(release),
        l=None if island is None else _recounted_l(release, island.places),
        n_traces=0 if isinstance(release, TotalsRelease) else len(release.pseudonyms),
        promises=_promises(release.ledger),
        reproducible=release.reproducible,
    )


def _promises(ledger: Ledger) -> tuple[Promise, ...]:
    per_m = any(entry.per_m for entry in ledger.entries)
    totals = [(unit, *ledger.total(unit, 1.0 if per_m else math.inf)) for unit in UNITS]
    return tuple(Promise(unit, e, d, per_m) for unit, e, d in totals if math.isfinite(e) and d < 1)


def _recounted_k(release: AnyRelease) -> int | None:
    if isinstance(release, TotalsRelease) or not len(release.pseudonyms):
        return None
    if isinstance(release, FixRelease) and release.delta_dm:
        return int(kept_together(release).min())
    return int(np.unique(_fingerprints(release.first, _columns(release)), return_counts=True)[1].min())


def _columns(release: Release | FixRelease | BoxRelease) -> tuple[NDArray[np.int32], ...]:
    if isinstance(release, Release):
        return release.cell, release.slot
    if isinstance(release, FixRelease):
        return release.t_min, release.x_dm, release.y_dm
    return release.edges()


def _fingerprints(first: Longs, columns: tuple[NDArray[np.int32], ...]) -> NDArray[np.uint64]:
    """64 bits for each trace: equal for equal traces, and different for others but once in 2**64."""
    n = np.diff(first)
    bits = np.arange(int(first[-1]), dtype=np.int64) - np.repeat(first[:-1], n)
    for name, column in zip("abcdef", columns, strict=False):
        bits = u64_many(stage_key(0, "fingerprint", name), bits ^ (column.astype(np.int64) << 32)).view(
            np.int64
        )
    upto = np.concatenate((np.zeros(1, np.uint64), np.cumsum(bits.view(np.uint64))))
    return np.asarray(upto[first[1:]] - upto[first[:-1]], np.uint64)


def kept_together(release: FixRelease) -> Longs:
    """For each trace the most traces within half of delta of an axis that it is itself that near to: (n,) int64.

    Source: Abul, Bonchi, Nanni 2010, Information Systems 35:884. Cost: pairs that are near at one moment.
    """
    half = release.delta_dm // 2
    n = len(release.pseudonyms)
    _, clock = np.unique(_fingerprints(release.first, (release.t_min,)), return_inverse=True)
    middle = (release.first[:-1] + release.first[1:]) // 2
    x_dm, y_dm = release.x_dm[middle] // max(half, 1), release.y_dm[middle] // max(half, 1)
    order = np.lexsort((y_dm, x_dm, clock))
    box = np.column_stack((clock, x_dm, y_dm)).astype(np.int64)[order]
    rows = (release.first, release.x_dm, release.y_dm, np.int64(half) ** 2)
    counts, best = np.zeros(n, np.int64), np.zeros(n, np.int64)
    over_blocks(lambda a, b: count_close((a, b), order, box, *rows, counts), n)
    over_blocks(lambda a, b: best_close((a, b), order, box, *rows, counts, best), n)
    return best


def _recounted_l(release: AnyRelease, places: Places) -> int | None:
    """The fewest kinds of place in a published rectangle of squares that holds a sensitive place."""
    if isinstance(release, FixRelease) or release.grid is None:
        return None
    columns = release.grid.columns
    if isinstance(release, BoxRelease):
        boxes = np.unique(np.column_stack(release.edges()[:4]), axis=0)
    else:
        shown = (
            release.cell
            if isinstance(release, Release)
            else np.flatnonzero((release.counts != 0).any(axis=0))
        )
        row, column = np.divmod(np.unique(shown), columns)
        boxes = np.column_stack((column, column, row, row))
    n_kinds = np.zeros(len(boxes), np.int64)
    sensitive = np.zeros(len(boxes), bool)
    for kind in places.kinds:
        held = _holds(release.grid, places, places.of_kind(kind), boxes)
        n_kinds += held
        sensitive |= held & (kind in sensitive_kinds())
    return int(n_kinds[sensitive].min()) if sensitive.any() else None


def _holds(grid: Grid, places: Places, ids: Longs, boxes: NDArray[np.integer]) -> NDArray[np.bool_]:
    """Whether each rectangle (col_from, col_to, row_from, row_to) has one of these places in it."""
    square = squares_of(grid, places.x_dm[ids], places.y_dm[ids])
    upto = np.zeros((grid.rows + 1, grid.columns + 1), np.int64)
    counts = np.bincount(square, minlength=grid.rows * grid.columns).reshape(grid.rows, grid.columns)
    upto[1:, 1:] = counts.cumsum(axis=0).cumsum(axis=1)
    c0, c1, r0, r1 = boxes.T
    inside = upto[r1 + 1, c1 + 1] - upto[r0, c1 + 1] - upto[r1 + 1, c0] + upto[r0, c0]
    return np.asarray(inside > 0)
