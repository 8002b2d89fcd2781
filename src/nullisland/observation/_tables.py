"""What several sensors share: shipped tables, thresholds, counting before writing."""

from collections.abc import Callable
from functools import cache

import numpy as np
from numpy.typing import NDArray

from nullisland._kernels.gps import Rows
from nullisland.model import Visits
from nullisland.tables import read_table
from nullisland.threads import over_blocks

__all__ = ["column", "count_then_write", "rows_of", "threshold32"]


@cache
def column(name: str) -> NDArray[np.int64]:
    """The last column of a table of integers in `data/sensors`, read-only."""
    values = np.array([int(list(row.values())[-1]) for row in read_table(f"sensors/{name}.csv")], np.int64)
    values.flags.writeable = False
    return values


def threshold32(share: float) -> np.uint64:
    """The number below which a share of all 32-bit draws fall."""
    return np.uint64(int(share * 2.0**32))


def rows_of(visits: Visits) -> Rows:
    """What the kernels need to know of the visits."""
    return Rows(visits.first, visits.place, visits.arrive_min, visits.leave_min)


def count_then_write(
    kernel: Callable[[tuple[int, int, int], NDArray[np.int64], NDArray[np.int32]], object],
    visits: Visits,
    columns: int,
    threads: int | None,
) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """Run a kernel twice over blocks of people: count everybody's records, then write each into its own rows.

    `kernel(block, first, out)`, with a block of (start, stop, id of person 0). Returns first and (columns, n)
    out.
    """
    n = visits.n_people
    first = np.zeros(n + 1, np.int64)
    nothing = np.empty((columns, 0), np.int32)
    over_blocks(lambda a, b: kernel((a, b, visits.start_person), first, nothing), n, threads)
    np.cumsum(first, out=first)
    out = np.empty((columns, first[-1]), np.int32)
    if first[-1]:
        over_blocks(lambda a, b: kernel((a, b, visits.start_person), first, out), n, threads)
    return first, out
