"""Kinds of release beside squares and slots: fixes in metres, boxes that many share, totals."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nullisland.model._checks import freeze, same_length
from nullisland.model.ledger import NO_PROMISE, Ledger
from nullisland.model.world import Grid

__all__ = ["BoxRelease", "FixRelease", "TotalsRelease"]

Ints = NDArray[np.int32]


@dataclass(frozen=True, slots=True, kw_only=True)
class FixRelease:
    """Published fixes in decimetres, sorted by (pseudonym, t_min): perturbed, smoothed or clustered traces.

    The fixes of `pseudonyms[i]`, ascending, are `first[i] : first[i + 1]`. `delta_dm` is the width that
    clustered traces promise to keep together, 0 if they promise none. Else as `Release`.
    """

    sensor: str
    pseudonyms: NDArray[np.int64]
    first: NDArray[np.int64]
    t_min: Ints
    x_dm: Ints
    y_dm: Ints
    history: tuple[str, ...]
    reproducible: bool
    ledger: Ledger = NO_PROMISE
    delta_dm: int = 0

    def __post_init__(self) -> None:
        """Check lengths, freeze the arrays."""
        same_length("fixes", self.t_min, self.x_dm, self.y_dm)
        freeze(self)

    def __len__(self) -> int:
        """Number of fixes."""
        return len(self.t_min)


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxRelease:
    """Published boxes of squares and slots, sorted by (pseudonym, slot_from): generalised traces.

    A row says: at some time within `slot_from` .. `slot_to` this person stayed in some square of the rectangle
    `col_from` .. `col_to` by `row_from` .. `row_to`; all ends are included. Everybody in a group shows the
    same boxes. `cell = row * grid.columns + column`. Else as `Release`.
    """

    sensor: str
    slot_min: int
    grid: Grid
    pseudonyms: NDArray[np.int64]
    first: NDArray[np.int64]
    col_from: Ints
    col_to: Ints
    row_from: Ints
    row_to: Ints
    slot_from: Ints
    slot_to: Ints
    history: tuple[str, ...]
    reproducible: bool
    ledger: Ledger = NO_PROMISE

    def __post_init__(self) -> None:
        """Check lengths, freeze the arrays."""
        same_length("boxes", *self.edges())
        freeze(self)

    def __len__(self) -> int:
        """Number of boxes."""
        return len(self.col_from)

    def edges(self) -> tuple[Ints, Ints, Ints, Ints, Ints, Ints]:
        """The six columns: col_from, col_to, row_from, row_to, slot_from, slot_to."""
        return (self.col_from, self.col_to, self.row_from, self.row_to, self.slot_from, self.slot_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class TotalsRelease:
    """Published counts: `counts[slot, cell]`, how many were seen there then. No pseudonym, no trace.

    `n_cells` is `grid.columns * grid.rows`, or the number of sites if `grid` is None. Counts below `threshold`
    are published as 0. With noise, counts may be negative.
    """

    sensor: str
    slot_min: int
    grid: Grid | None
    counts: NDArray[np.int64] | NDArray[np.float64]
    threshold: int
    history: tuple[str, ...]
    reproducible: bool
    ledger: Ledger = NO_PROMISE

    def __post_init__(self) -> None:
        """Check the shape, freeze the array."""
        if self.counts.ndim != 2:
            raise ValueError(f"counts must be (n_slots, n_cells), got shape {self.counts.shape}")
        freeze(self)

    @property
    def n_slots(self) -> int:
        """Number of slots."""
        return int(self.counts.shape[0])

    @property
    def n_cells(self) -> int:
        """Number of cells."""
        return int(self.counts.shape[1])
