"""Randomness that is addressed, not consumed.

Two ways, and no third. A draw that belongs to a person, household or place is
`u64(seed, stage, who, day, k)`: a pure function, the same in any shard, thread or order
(kernels in `_kernels.random`). A draw that belongs to a whole stage comes from `stream(seed, *names)`.
"""

from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from nullisland._kernels.random import draw_many

__all__ = ["stage_key", "stream", "threshold", "u64_many"]

_MASK = 0xFFFF_FFFF_FFFF_FFFF


def _mix64(x: int) -> int:
    x &= _MASK
    x = ((x ^ (x >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    x = ((x ^ (x >> 27)) * 0x94D049BB133111EB) & _MASK
    return x ^ (x >> 31)


def stage_key(seed: int, *names: str) -> np.uint64:
    """Key of one named stage of one run, for the kernels' `person_key`.

    >>> stage_key(7, "movement") == stage_key(7, "movement")
    True
    >>> stage_key(7, "movement") == stage_key(8, "movement")
    False
    """
    key = _mix64(seed + 0x9E3779B97F4A7C15)
    for name in names:
        key = _mix64(key + crc32(name.encode()) * 0xD1342543DE82EF95)
    return np.uint64(key)


def stream(seed: int, *names: str) -> np.random.Generator:
    """Random generator for one named part of a run.

    The same seed and names always give the same draws, whatever else ran before,
    in however many processes. Adding a stage therefore never shifts another's draws.

    >>> a, b = stream(7, "world", "streets"), stream(7, "world", "streets")
    >>> bool(a.random() == b.random())
    True
    """
    key = tuple(crc32(name.encode()) for name in names)
    return np.random.default_rng(np.random.SeedSequence(seed, spawn_key=key))


def threshold(share: float) -> np.uint64:
    """The uint64 below which a share of all draws fall, so that a branch compares integers.

    >>> int(threshold(0.5)) == 2**63
    True
    """
    return np.uint64(min(int(share * 2.0**64), _MASK))


def u64_many(key: np.uint64, who: NDArray[np.integer], k: int = 0) -> NDArray[np.uint64]:
    """Draw number `k` of each `who`: (n,) uint64. Cost: about 2 ns each."""
    out = np.empty(len(who), np.uint64)
    draw_many(key, np.ascontiguousarray(who, np.int64), k, out)
    return out
