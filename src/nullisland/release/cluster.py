"""Traces that keep within a width of at least k - 1 others: (k, delta)-anonymity by clustering and moving."""

import numpy as np
from numpy.typing import NDArray

from nullisland._kernels.clusters import cluster_bucket, draw_together, on_clock
from nullisland.errors import ConfigError
from nullisland.model import FixRelease
from nullisland.model._checks import require_int, require_number
from nullisland.release.stays import stays_of
from nullisland.release.zones import MOST_IN_BUCKET, buckets_of
from nullisland.threads import over_blocks, over_parts

__all__ = ["cluster"]

MOST_LEFT_OUT = 0.1
"""Share of traces that may be left out because nobody is near: Abul, Bonchi, Nanni 2010 (10 % of the data)."""

Ints = NDArray[np.int32]


def cluster(
    fixes: FixRelease, *, k: int, delta_m: int, step_min: int = 60, left_out: float = MOST_LEFT_OUT
) -> FixRelease:
    """Traces on one clock, each within `delta_m` / 2 of an axis that at least `k` traces keep to all the time.

    Every trace is read every `step_min` minutes, in a straight line between its fixes. Within buckets of at most
    100 people with the same zones of home and work, a trace and its k - 1 nearest (mean distance over the clock)
    make a cluster, and its members are moved towards the first until they keep to it. The axis is one member's own
    trace, published as it is. The share `left_out` of a bucket with the farthest neighbours is left out, and
    traces without a stay. Unlike W4M no time is edited, since all traces have one clock.

    (k, delta) promises less than its name: who knows more than delta allows may still tell members apart
    (Trujillo-Rasua, Domingo-Ferrer 2013, Information Systems 38:491).
    Raises ConfigError for `k` outside [2, 50], `delta_m` outside [10, 20000], or if a bucket is smaller than k.
    Source: Abul, Bonchi, Nanni 2010, Information Systems 35:884, W4M with the linear distance. Cost: pairs within
    a bucket times ticks.
    """
    k = require_int("k", k, 2, MOST_IN_BUCKET // 2)
    delta_m = require_int("delta_m", delta_m, 10, 20_000)
    step_min = require_int("step_min", step_min, 1, 1_440)
    left_out = require_number("left_out", left_out, 0.0, 0.5)
    buckets = buckets_of(stays_of(fixes.first, fixes.t_min, fixes.x_dm, fixes.y_dm))
    if not buckets or len(buckets[-1]) < k:
        raise ConfigError(f"a bucket must hold at least k traces with a stay, got k = {k}")
    n, ticks = len(fixes.pseudonyms), int(fixes.t_min.max()) // step_min + 1
    x_dm, y_dm = np.empty((n, ticks), np.int32), np.empty((n, ticks), np.int32)
    rows = (fixes.first, fixes.t_min, fixes.x_dm, fixes.y_dm)
    over_blocks(lambda a, b: on_clock((a, b), *rows, step_min, x_dm, y_dm), n)
    axis = np.full(n, -1, np.int64)

    def work(part: int) -> None:
        members = buckets[part]
        drop = min(int(left_out * len(members)), len(members) - k)
        cluster_bucket(members, k, drop, x_dm, y_dm, axis)

    over_parts(work, len(buckets))
    return _drawn(fixes, axis, (x_dm, y_dm), (k, delta_m, step_min))


def _drawn(
    fixes: FixRelease, axis: NDArray[np.int64], places: tuple[Ints, Ints], rule: tuple[int, int, int]
) -> FixRelease:
    k, delta_m, step_min = rule
    shown = np.flatnonzero(axis >= 0)
    ticks = places[0].shape[1]
    out_x, out_y = np.empty((len(shown), ticks), np.int32), np.empty((len(shown), ticks), np.int32)
    half = np.int64(delta_m * 5)
    over_blocks(lambda a, b: draw_together((a, b), shown, axis, half, *places, out_x, out_y), len(shown))
    return FixRelease(
        sensor=fixes.sensor,
        pseudonyms=fixes.pseudonyms[shown],
        first=np.arange(len(shown) + 1, dtype=np.int64) * ticks,
        t_min=np.tile(np.arange(ticks, dtype=np.int32) * np.int32(step_min), len(shown)),
        x_dm=out_x.ravel(),
        y_dm=out_y.ravel(),
        history=(*fixes.history, f"cluster: k={k}, delta_m={delta_m}, step_min={step_min}"),
        reproducible=fixes.reproducible,
        ledger=fixes.ledger,
        delta_dm=delta_m * 10,
    )
