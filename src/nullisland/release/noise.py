"""Noise that keeps a promise, through OpenDP: scales, what they cost, and draws.

OpenDP is loaded when first used (0.2 s). Of its switches only "contrib" is turned on, without which nothing can
be built; "floating-point" stays off, so every count is a whole number and every noise the discrete Laplace or
Gumbel mechanism on integers. See docs/decisions/0110.
"""

from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nullisland.rng import stream
from nullisland.threads import over_parts, thread_count

__all__ = ["add_laplace", "epsilon_of", "laplace_scale"]

Longs = NDArray[np.int64]


@cache
def _opendp() -> Any:
    import opendp.prelude

    opendp.prelude.enable_features("contrib")
    return opendp.prelude


def _laplace(scale: float) -> Any:
    dp = _opendp()
    space = dp.vector_domain(dp.atom_domain(T="i64")), dp.l1_distance(T="i64")
    return dp.m.make_laplace(*space, scale=scale)


def laplace_scale(most: int, epsilon: float) -> float:
    """Smallest scale of discrete Laplace noise that makes `most` counts of one unit cost `epsilon` at most.

    Source: OpenDP's `binary_search_param` over `make_laplace`.
    """
    return float(_opendp().binary_search_param(_laplace, d_in=most, d_out=epsilon))


def epsilon_of(most: int, scale: float) -> float:
    """What `most` counts of one unit cost at this scale: OpenDP's map of the mechanism, rounded up."""
    return float(_laplace(scale).map(most))


def add_laplace(counts: Longs, scale: float, secret_seed: int | None, what: str) -> Longs:
    """Counts with discrete Laplace noise, P(x) in proportion to exp(-|x| / scale).

    Without a seed OpenDP draws it from the machine's own randomness, exactly, and nobody can draw it again. With
    a seed it is the difference of two geometric numbers from the project's generator: the same distribution up
    to floating point, to be repeated by whoever knows the seed; `what` keeps tables of one release apart. Two
    releases with one seed share their noise: give each its own. Cost: 6 us a count without, 60 ns with a seed.
    """
    if secret_seed is not None:
        rng = stream(secret_seed, "release", "laplace", what)
        p = -np.expm1(-1 / scale)
        return np.asarray(counts + rng.geometric(p, counts.shape) - rng.geometric(p, counts.shape), np.int64)
    measure = _laplace(scale)
    parts = np.array_split(counts.ravel(), max(1, min(thread_count(), counts.size // 1000)))
    out: list[Longs] = list(parts)

    def draw(part: int) -> None:
        out[part] = np.array(measure(parts[part].tolist()), np.int64)

    over_parts(draw, len(parts))
    return np.concatenate(out).reshape(counts.shape)
