"""Places near a point as a table tells them: metres to the east and north, and blocks with their counts."""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

__all__ = ["BLOCK_M", "Ends", "blocks_around", "ends_around", "middles_m", "offset_m"]

BLOCK_M: Final = 200
_ACROSS: Final = 9
_FINE_M: Final = 10

Longs = NDArray[np.int64]


class Ends(NamedTuple):
    """So many ends of ways at one spot, metres east and north of the point."""

    east_m: int
    north_m: int
    ends: int


def offset_m(xy_dm: tuple[int, int], origin_dm: tuple[int, int]) -> tuple[int, int]:
    """Metres east and north of the origin, in tens.

    >>> offset_m((1_260, 840), (1_000, 1_000))
    (30, -20)
    """
    east, north = (round((a - b) / (10 * _FINE_M)) * _FINE_M for a, b in zip(xy_dm, origin_dm, strict=True))
    return east, north


def middles_m() -> tuple[int, ...]:
    """Middles of the blocks from the first to the last, in metres from the point.

    >>> middles_m()
    (-800, -600, -400, -200, 0, 200, 400, 600, 800)
    """
    half = _ACROSS // 2
    return tuple(BLOCK_M * i for i in range(-half, half + 1))


def blocks_around(xy_dm: Longs, origin_dm: tuple[int, int]) -> tuple[tuple[int, ...], ...]:
    """How many points lie in each block around a point: rows from the north, columns from the west.

    Points farther away are not counted.
    """
    side, half = BLOCK_M * 10, _ACROSS // 2
    at = (xy_dm - np.array(origin_dm) + side // 2) // side + half
    column, row = at[((at >= 0) & (at < _ACROSS)).all(axis=1)].T
    counts = np.bincount((_ACROSS - 1 - row) * _ACROSS + column, minlength=_ACROSS * _ACROSS)
    return tuple(tuple(line) for line in counts.reshape(_ACROSS, _ACROSS).tolist())


def ends_around(xy_dm: Longs, origin_dm: tuple[int, int]) -> tuple[Ends, ...]:
    """Ends of ways by spot, in tens of metres: from the north to the south, and from the west to the east."""
    spots, counts = np.unique(
        np.array([offset_m((x, y), origin_dm) for x, y in xy_dm.tolist()], np.int64).reshape(-1, 2),
        axis=0,
        return_counts=True,
    )
    order = np.lexsort((spots[:, 0], -spots[:, 1]))
    return tuple(Ends(int(spots[i, 0]), int(spots[i, 1]), int(counts[i])) for i in order)
