"""Codes: one small integer for each (cell, slot), whatever integers cells and slots are."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nullisland.errors import DataError
from nullisland.model._checks import freeze

__all__ = ["Axis", "CodeSpace", "as_integers", "axis_of"]

_LEAST_RANGE = 1 << 16
_MOST_CODES = (1 << 31) - 1


@dataclass(frozen=True, slots=True, eq=False)
class Axis:
    """The cells, or the slots, that codes are made of: `size` values, ascending.

    `values` lists them; None means every integer in [low, low + size).
    """

    low: int
    size: int
    values: NDArray[np.int64] | None = None

    def __post_init__(self) -> None:
        """Freeze the array."""
        freeze(self)

    def position_of(self, wanted: NDArray[np.int64]) -> NDArray[np.int64]:
        """Position of each value on this axis, -1 if it is not there. Never overflows."""
        if not self.size:
            return np.full(wanted.shape, -1, np.int64)
        if self.values is None:
            inside = (wanted >= self.low) & (wanted <= self.low + self.size - 1)
            return np.where(inside, np.where(inside, wanted, self.low) - self.low, -1)
        at = np.minimum(np.searchsorted(self.values, wanted), self.size - 1)
        return np.where(self.values[at] == wanted, at, -1).astype(np.int64)

    def reached_at(self, wanted: NDArray[np.int64]) -> NDArray[np.int64]:
        """Position of the first value that is not below each wanted one; `size` if there is none."""
        if self.values is None:
            return np.clip(wanted, self.low, self.low + self.size) - self.low
        return np.searchsorted(self.values, wanted).astype(np.int64)

    def value_at(self, position: NDArray[np.integer]) -> NDArray[np.int64]:
        """Value at each position in [0, size)."""
        if self.values is None:
            return np.asarray(position, np.int64) + self.low
        return np.asarray(self.values[position], np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class CodeSpace:
    """All codes of a set of traces; ascending codes go by slot first and then by cell.

    A *pair* is `slot position * cells.size + cell position`. `pairs` lists the pairs that occur, and the
    code is the place in that list; None means that there are few enough for the pair itself to be the code.
    """

    cells: Axis
    slots: Axis
    pairs: NDArray[np.int64] | None = None

    def __post_init__(self) -> None:
        """Freeze the array."""
        freeze(self)

    @property
    def size(self) -> int:
        """Number of codes: they are 0 .. size - 1."""
        return self.cells.size * self.slots.size if self.pairs is None else len(self.pairs)

    def code_of(self, cell: NDArray[np.int64], slot: NDArray[np.int64]) -> NDArray[np.int64]:
        """Code of each (cell, slot), arrays of one shape; -1 for a pair that has no code."""
        at_cell, at_slot = self.cells.position_of(cell), self.slots.position_of(slot)
        missing = (at_cell < 0) | (at_slot < 0)
        pair = np.where(missing, -1, at_slot * self.cells.size + at_cell)
        if self.pairs is None:
            return pair
        if not len(self.pairs):
            return np.full(pair.shape, -1, np.int64)
        at = np.minimum(np.searchsorted(self.pairs, pair), len(self.pairs) - 1)
        return np.where(self.pairs[at] == pair, at, -1).astype(np.int64)

    def reached_at(self, at_slot: NDArray[np.int64], cell: NDArray[np.int64]) -> NDArray[np.int64]:
        """First code at each position on `slots` whose cell is not below `cell`; it may be of the next slot."""
        pair = at_slot * self.cells.size + self.cells.reached_at(cell)
        return pair if self.pairs is None else np.searchsorted(self.pairs, pair).astype(np.int64)

    def cell_of(self, code: NDArray[np.integer]) -> NDArray[np.int64]:
        """Cell of each code in [0, size)."""
        pair = code if self.pairs is None else self.pairs[code]
        return self.cells.value_at(pair % self.cells.size)

    def slot_of(self, code: NDArray[np.integer]) -> NDArray[np.int64]:
        """Slot of each code in [0, size)."""
        pair = code if self.pairs is None else self.pairs[code]
        return self.slots.value_at(pair // self.cells.size)

    def positions(self) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """Position on `cells` and on `slots` of every code: two (size,) int32."""
        pair = np.arange(self.size) if self.pairs is None else self.pairs
        slot, cell = np.divmod(pair, max(self.cells.size, 1))
        return cell.astype(np.int32), slot.astype(np.int32)

    @staticmethod
    def fits_dense(n_cells: int, n_slots: int, n_points: int) -> bool:
        """Whether tables over all pairs are small beside the points themselves."""
        return n_cells * n_slots <= min(_MOST_CODES, max(1 << 20, 4 * n_points))


def axis_of(values: NDArray[np.integer]) -> tuple[Axis, NDArray[np.int32]]:
    """The axis of `values` and the position of each on it: (n,) int32. Cost: a sort if they lie far apart."""
    if not len(values):
        return Axis(0, 0), np.empty(0, np.int32)
    low, high = int(values.min()), int(values.max())
    if high - low < min(_MOST_CODES, max(_LEAST_RANGE, 4 * len(values))):
        return Axis(low, high - low + 1), (values - values.dtype.type(low)).astype(np.int32)
    distinct, position = np.unique(values, return_inverse=True)
    return Axis(0, len(distinct), distinct.astype(np.int64)), position.astype(np.int32)


def as_integers(name: str, values: ArrayLike) -> NDArray[np.int64]:
    """`values` as int64; DataError for floats, booleans, objects or anything past 64 bits."""
    try:
        array = np.asarray(values)
    except (ValueError, OverflowError):
        raise DataError(f"{name} must be an array of whole numbers of 64 bits") from None
    if not array.size and array.dtype == np.float64:
        return array.astype(np.int64)
    if array.dtype.kind not in "iu":
        raise DataError(f"{name} must hold whole numbers of 64 bits, got {array.dtype}")
    if array.dtype.kind == "u" and array.size and int(array.max()) > np.iinfo(np.int64).max:
        raise DataError(f"{name} must hold whole numbers up to 2**63 - 1, got {array.max()}")
    return array.astype(np.int64, copy=False)
