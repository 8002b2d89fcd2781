"""Counter-based random numbers: a draw is a pure function of where it is used.

`u64(seed, stage, who, day, k)` of the architecture, in two steps so that the first can be shared by
all draws of one person: `person_key(stage_key, who)`, then `draw(key, day, k)`. Both are SplitMix64's
finaliser (Steele, Lea, Flood 2014, OOPSLA, "Fast splittable pseudorandom number generators"; Stafford's
variant 13), applied to counters spread by odd constants. All arithmetic is modulo 2**64.
"""

import numpy as np
from numba import njit, uint64

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_SPREAD = np.uint64(0xD1342543DE82EF95)
_M1 = np.uint64(0xBF58476D1CE4E5B9)
_M2 = np.uint64(0x94D049BB133111EB)
_S30 = np.uint64(30)
_S27 = np.uint64(27)
_S31 = np.uint64(31)
_S32 = np.uint64(32)
_S20 = np.uint64(20)
_LOW32 = np.uint64(0xFFFFFFFF)


@njit(cache=True, nogil=True, inline="always")
def mix64(x):
    """SplitMix64's finaliser: a bijection of the 64-bit integers that spreads every input bit."""
    x = uint64(x)
    x = (x ^ (x >> _S30)) * _M1
    x = (x ^ (x >> _S27)) * _M2
    return x ^ (x >> _S31)


@njit(cache=True, nogil=True, inline="always")
def person_key(stage_key, who):
    """Key of one person (or household, place, ...) in one stage."""
    return mix64(uint64(stage_key) + (uint64(who) + uint64(1)) * _GOLDEN)


@njit(cache=True, nogil=True, inline="always")
def draw(key, day, k):
    """The k-th 64 random bits of this key on this day; 0 <= k < 2**20."""
    return mix64(uint64(key) + ((uint64(day) << _S20) + uint64(k) + uint64(1)) * _SPREAD)


@njit(cache=True, nogil=True, inline="always")
def below(bits, n):
    """An integer in [0, n) from 64 random bits, n < 2**32; bias under n / 2**32."""
    return np.int64(((uint64(bits) >> _S32) * uint64(n)) >> _S32)


@njit(cache=True, nogil=True)
def draw_many(stage_key, who, k, out):
    """Fill `out` with draw number `k` of each `who` on day 0."""
    for i in range(who.size):
        out[i] = draw(person_key(stage_key, who[i]), 0, k)
