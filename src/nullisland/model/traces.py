"""Traces: all points of each person or pseudonym, in time order, as attacks and measures read them."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nullisland._kernels.traces import (
    check_and_mark,
    counting_order,
    distinct_points,
    encode_points,
    move_points,
)
from nullisland.errors import DataError
from nullisland.model._checks import freeze
from nullisland.model.codes import Axis, CodeSpace, as_integers, axis_of
from nullisland.model.records import Release
from nullisland.threads import over_blocks

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Rows", "Traces"]

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """Codes of the rows of every trace: those of trace i are `code[first[i] : first[i + 1]]`."""

    first: NDArray[np.int64]
    code: NDArray[np.int32]

    def __post_init__(self) -> None:
        """Freeze the arrays."""
        freeze(self)

    def __len__(self) -> int:
        """Number of rows."""
        return len(self.code)

    def of(self, trace: int) -> NDArray[np.int32]:
        """Codes of one trace, a view."""
        return self.code[self.first[trace] : self.first[trace + 1]]

    def counts(self) -> NDArray[np.int64]:
        """Rows of each trace: (n_traces,) int64."""
        return np.diff(self.first)


@dataclass(frozen=True, slots=True, weakref_slot=True, eq=False, kw_only=True)
class Traces:
    """All traces of a table of (id, cell, slot).

    `ids`, ascending, is the order of every result that has one value a trace; `len(traces)` is their
    number. A (cell, slot) that occurs is one *code*. `records` keeps every row, sorted by (id, slot, order
    of input); `points` keeps each distinct code of a trace once, ascending. `seen[code]` tells whether
    anybody has that code.

    >>> import pandas as pd
    >>> traces = Traces.from_frame(pd.DataFrame({"person": [4, 4, 9], "cell": [1, 1, 1], "slot": [8, 8, 8]}))
    >>> traces.ids.tolist(), len(traces.records), len(traces.points)
    ([4, 9], 3, 2)
    """

    ids: NDArray[np.int64]
    space: CodeSpace
    seen: NDArray[np.bool_]
    points: Rows
    records: Rows

    def __post_init__(self) -> None:
        """Freeze the arrays."""
        freeze(self)

    def __len__(self) -> int:
        """Number of traces."""
        return len(self.ids)

    @property
    def n_codes(self) -> int:
        """Codes are 0 .. n_codes - 1."""
        return self.space.size

    def codes_of(self, cell: ArrayLike, slot: ArrayLike) -> NDArray[np.int64]:
        """Code of each (cell, slot), broadcast against each other; a pair that no trace has: -1.

        Raises DataError for anything but whole numbers.
        """
        cells, slots = np.broadcast_arrays(as_integers("cell", cell), as_integers("slot", slot))
        code = self.space.code_of(cells, slots)
        if not self.n_codes:
            return code
        return np.where((code >= 0) & self.seen[code], code, -1)

    def cell_of(self, code: ArrayLike) -> NDArray[np.int64]:
        """Cell of each code in [0, n_codes)."""
        return self.space.cell_of(as_integers("code", code))

    def slot_of(self, code: ArrayLike) -> NDArray[np.int64]:
        """Slot of each code in [0, n_codes)."""
        return self.space.slot_of(as_integers("code", code))

    @classmethod
    def from_frame(cls, frame: "pd.DataFrame", id: str = "person") -> "Traces":
        """Traces of a pandas frame with integer columns `id`, `cell` and `slot`.

        Any int64 values, in any order; repeated rows are kept as records. An empty frame gives no traces.

        Raises DataError for a missing column, missing values, floats, booleans or anything else that is not a
        whole number. Cost: about 0.1 us a row; a sort more if the values lie too far apart for a table.
        """
        ids, cell, slot = (_integer_column(frame, name) for name in (id, "cell", "slot"))
        return _from_rows(ids, cell, slot)

    @classmethod
    def from_arrays(cls, ids: ArrayLike, cell: ArrayLike, slot: ArrayLike) -> "Traces":
        """Traces of three integer arrays of one length, a row each; like `from_frame`, without pandas."""
        columns = [as_integers(name, a) for name, a in (("id", ids), ("cell", cell), ("slot", slot))]
        if any(c.ndim != 1 or len(c) != len(columns[0]) for c in columns):
            raise DataError(
                f"id, cell and slot must have one length, got shapes {[c.shape for c in columns]}"
            )
        return _from_rows(*columns)

    @classmethod
    def from_release(cls, release: Release) -> "Traces":
        """Traces of a release: one for each pseudonym. Cost: about 5 ns a point."""
        return cls.from_points(release.pseudonyms, release.first, release.cell, release.slot)

    @classmethod
    def from_points(
        cls,
        ids: NDArray[np.int64],
        first: NDArray[np.int64],
        cell: NDArray[np.int32],
        slot: NDArray[np.int32],
    ) -> "Traces":
        """Traces of points that are already distinct and sorted by (id, slot, cell).

        The points of `ids[i]`, ascending, are `first[i] : first[i + 1]`. Records are the points.
        Raises DataError if they are not in that order.
        """
        _check_shape(ids, first, len(cell))
        if not len(cell):
            return cls.from_codes(ids, first, np.empty(0, np.int32), CodeSpace(Axis(0, 0), Axis(0, 0)))
        low_cell, low_slot = int(cell.min()), int(slot.min())
        n_cells, n_slots = int(cell.max()) - low_cell + 1, int(slot.max()) - low_slot + 1
        if not CodeSpace.fits_dense(n_cells, n_slots, len(cell)):
            return _from_rows(np.repeat(ids, np.diff(first)), cell.astype(np.int64), slot.astype(np.int64))
        codes = np.empty(len(cell), np.int32)
        origin = (low_cell, low_slot, n_cells)
        over_blocks(lambda a, b: encode_points(first, cell, slot, origin, codes, a, b), len(ids))
        return cls.from_codes(ids, first, codes, CodeSpace(Axis(low_cell, n_cells), Axis(low_slot, n_slots)))

    @classmethod
    def from_codes(
        cls, ids: NDArray[np.int64], first: NDArray[np.int64], codes: NDArray[np.int32], space: CodeSpace
    ) -> "Traces":
        """Traces of codes that are already distinct and ascending in each trace; arrays are kept, not copied.

        With `space = CodeSpace(Axis(0, n_cells), Axis(0, n_slots))` the code of a point is `slot * n_cells
        + cell`. Raises DataError if codes are out of range or out of order. Cost: one pass, 1 ns a point.
        """
        _check_shape(ids, first, len(codes))
        seen = _mark_seen(first, codes, space.size)
        rows = Rows(first, codes)
        return cls(ids=ids, space=space, seen=seen, points=rows, records=rows)


def _check_shape(ids: Ints, first: Ints, n: int) -> None:
    if len(first) != len(ids) + 1 or first[0] != 0 or first[-1] != n or (np.diff(first) < 0).any():
        raise DataError("first must run from 0 to the number of points, one step for each id")
    if (ids[1:] <= ids[:-1]).any():
        raise DataError("ids must be ascending and distinct")


def _mark_seen(first: Ints, codes: NDArray[np.int32], size: int) -> NDArray[np.bool_]:
    seen = np.zeros(size, bool)
    wrong: list[int] = []
    over_blocks(lambda a, b: wrong.append(int(check_and_mark(first, codes, seen, a, b))), len(first) - 1)
    total = sum(wrong)
    if total:
        raise DataError(f"the points of a trace must be distinct and ascending, got {total} that are not")
    return seen


def _integer_column(frame: "pd.DataFrame", name: str) -> Ints:
    import pandas as pd

    if not isinstance(frame, pd.DataFrame):
        raise DataError(f"traces are made from a pandas DataFrame, got {type(frame).__name__}")
    if name not in frame.columns:
        raise DataError(
            f"the frame must have a column {name}, got {', '.join(map(str, frame.columns)) or 'none'}"
        )
    column: Any = frame[name]
    if isinstance(column, pd.DataFrame):
        raise DataError(f"the frame must have one column {name}, got {column.shape[1]}")
    if not len(column):
        return np.empty(0, np.int64)
    if pd.api.types.is_bool_dtype(column.dtype) or not pd.api.types.is_integer_dtype(column.dtype):
        raise DataError(f"column {name} must hold whole numbers, got {column.dtype}")
    if column.isna().any():
        raise DataError(f"column {name} must have no missing values, got {int(column.isna().sum())}")
    dtype = np.uint64 if str(column.dtype).lower().startswith("uint64") else np.int64
    return as_integers(f"column {name}", column.to_numpy(dtype=dtype))


def _from_rows(ids: Ints, cell: Ints, slot: Ints) -> Traces:
    """Traces of rows in any order."""
    if len(ids) >= 1 << 31:
        raise DataError(f"traces hold less than 2**31 rows, got {len(ids)}")
    id_axis, at_id = axis_of(ids)
    slots, at_slot = axis_of(slot)
    order = _time_order(at_id, id_axis.size, at_slot, slots.size)
    cells, at_cell = axis_of(cell)
    pair = at_slot.astype(np.int64) * cells.size + at_cell
    pairs = None
    if not CodeSpace.fits_dense(cells.size, slots.size, len(ids)):
        pairs, pair = np.unique(pair, return_inverse=True)
    code = pair.astype(np.int32)
    if order is not None:
        code = code[order]
    counts = np.bincount(at_id, minlength=id_axis.size)
    present = np.flatnonzero(counts)
    first = np.zeros(len(present) + 1, np.int64)
    np.cumsum(counts[present], out=first[1:])
    space = CodeSpace(cells, slots, pairs)
    points = keep_distinct(first, code.copy())
    if len(points) == len(code) and np.array_equal(points.code, code):
        points = Rows(first, code)
    return Traces(
        ids=id_axis.value_at(present),
        space=space,
        seen=_mark_seen(points.first, points.code, space.size),
        points=points,
        records=points if points.code is code else Rows(first, code),
    )


def _time_order(
    at_id: NDArray[np.int32], n_ids: int, at_slot: NDArray[np.int32], n_slots: int
) -> NDArray[np.int32] | None:
    """Rows by (id, slot, order of input), or None if they are already so."""
    same = at_id[1:] == at_id[:-1]
    if ((at_id[1:] > at_id[:-1]) | (same & (at_slot[1:] >= at_slot[:-1]))).all():
        return None
    rows = np.arange(len(at_id), dtype=np.int32)
    for keys, n_keys in ((at_slot, n_slots), (at_id, n_ids)):
        counts = np.bincount(keys, minlength=n_keys)
        cursor = np.cumsum(counts) - counts
        out = np.empty_like(rows)
        counting_order(keys, rows, cursor, out)
        rows = out
    return rows


def keep_distinct(first: Ints, codes: NDArray[np.int32]) -> Rows:
    """The distinct codes of each trace, ascending. `codes` is used up. Cost: about 5 ns a row."""
    n = len(first) - 1
    sizes = np.zeros(n, np.int64)
    over_blocks(lambda a, b: distinct_points(first, codes, sizes, a, b), n)
    new_first = np.zeros(n + 1, np.int64)
    np.cumsum(sizes, out=new_first[1:])
    out = np.empty(int(new_first[-1]), np.int32)
    over_blocks(lambda a, b: move_points(first, codes, new_first, out, a, b), n)
    return Rows(new_first, out)
