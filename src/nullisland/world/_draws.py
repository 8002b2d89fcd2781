"""Whole-number draws and turns: the world is built with integers only."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from nullisland.rng import u64_many
from nullisland.tables import read_table

__all__ = ["TURN", "cos_sin", "draws", "turned"]

Longs = NDArray[np.int64]

TURN = 1024
"""Steps of one full turn in the committed table of cosines."""

_HALF = np.uint64(32)


def draws(key: np.uint64, n: int, low: int, high: int, k: int = 0) -> Longs:
    """(n,) whole numbers in [low, high), addressed by (key, position, k); high - low < 2**31."""
    bits = u64_many(key, np.arange(n), k)
    return ((bits >> _HALF) * np.uint64(high - low) >> _HALF).astype(np.int64) + low


@cache
def _cosines() -> Longs:
    table = np.array([int(row["cosine_32768"]) for row in read_table("town/cosines.csv")], np.int64)
    table.flags.writeable = False
    return table


def cos_sin(step: Longs | int) -> tuple[Longs, Longs]:
    """Cosine and sine, times 32768, of angles given in steps of 1/1024 turn."""
    table = _cosines()
    step = np.asarray(step, np.int64)
    return table[step % TURN], table[(step - TURN // 4) % TURN]


def turned(x: Longs, y: Longs, step: Longs | int) -> tuple[Longs, Longs]:
    """The points (x, y) turned about the origin, counter-clockwise, rounded down to whole numbers."""
    c, s = cos_sin(step)
    return (x * c - y * s) >> 15, (x * s + y * c) >> 15
