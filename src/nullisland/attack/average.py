"""Noise drawn anew each time averages out, and a hole has a centre."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nullisland._kernels.average import fit_holes, geometric_median, middles
from nullisland.attack.anchor import AnchorRule, is_night
from nullisland.attack.clues import middle_of
from nullisland.errors import ConfigError, DataError
from nullisland.model import DAY_MIN, FixRelease, Release
from nullisland.model._checks import require_int
from nullisland.threads import over_blocks

__all__ = ["Located", "average", "average_of", "hole_centre", "metres"]

Floats = NDArray[np.float64]
Longs = NDArray[np.int64]

_GAP_MIN = 240
_STEPS = 8


class Located(NamedTuple):
    """Where each trace is taken to have its home: (n_traces,), in the order of the pseudonyms.

    `x_dm`, `y_dm` are NaN for no claim; `reports` is how many fixes the claim was made of.
    """

    x_dm: Floats
    y_dm: Floats
    reports: Longs


def average_of(xy: Floats, how: str = "median") -> Floats:
    """The middle of independent noisy reports (n, 2) of one place: (2,), in their unit.

    `how`: `mean`, or `median`, the point with the least sum of distances to all reports. Of n reports with
    planar Laplace noise the mean is off by about 2.17 / (epsilon sqrt(n)); the median, which is their
    maximum likelihood estimate, by about 1.77 / (epsilon sqrt(n)).

    Raises DataError for no report, ConfigError for another `how`. Source: E r**2 = 6 / epsilon**2 for the
    planar Laplace of Andres et al. 2013, CCS; Weiszfeld 1937, Tohoku Math. J. 43:355.
    """
    reports = np.asarray(xy, np.float64)
    if reports.ndim != 2 or reports.shape[1] != 2 or not len(reports):
        raise DataError(f"reports must be (n, 2) with at least one, got shape {reports.shape}")
    if _is_median(how):
        return np.array(geometric_median(reports[:, 0].copy(), reports[:, 1].copy()))
    return np.asarray(reports.mean(axis=0))


def average(
    release: FixRelease,
    *,
    how: str = "median",
    nights: int | None = None,
    rule: AnchorRule | None = None,
    threads: int | None = None,
) -> Located:
    """Home of every trace as the middle of its fixes at night, in the first `nights` nights (None: all).

    This undoes noise that is drawn anew for each report. It does not undo a shift that stays: then all reports
    of a place agree, and their middle is wrong by that shift. Who sleeps by day is taken wrongly.

    Raises ConfigError for a `how` other than `mean` or `median`. Source: as `average_of`. Cost: a pass over
    the fixes, some 20 over those at night.
    """
    rule, median = rule or AnchorRule(), _is_median(how)
    day, minute = np.divmod(release.t_min, DAY_MIN)
    keep = is_night(minute, rule)
    if nights is not None:
        evening = day - (minute < rule.night_to_min)  # a night is counted from its evening
        keep &= evening < require_int("nights", nights, 1, 100_000)
    x, y = release.x_dm, release.y_dm
    out = np.empty((len(release.pseudonyms), 3))
    over_blocks(lambda a, b: middles(release.first, x, y, keep, median, out, (a, b)), len(out), threads)
    return located(out)


def hole_centre(
    release: Release | FixRelease,
    radius_m: float,
    *,
    slack_m: float = 30.0,
    gap_min: int = _GAP_MIN,
    threads: int | None = None,
) -> Located:
    """Home of every trace whose points within `radius_m` of it were removed: the centre of the hole.

    The radius is in the method's description, which is never secret. Where a trace ends before an absence of
    at least `gap_min` and where it begins again lie just outside the hole: sought is the disc of that
    radius with most such ends near its rim and no point inside. A point may lie `slack_m` inside, for
    the phone's own error; a square stands for its middle.

    Raises ConfigError for a radius that is not positive. Source: the endpoint attack of Hassan et al. 2018,
    USENIX Security, "Analysis of privacy protections in fitness tracking social networks".
    Cost: about 1,500 centres a trace, each against the points within four radii.
    """
    if not radius_m > 0:
        raise ConfigError(f"radius_m must be positive, got {radius_m!r}")
    t_min, x, y = metres(release)
    rule = (require_int("gap_min", gap_min, 1, 100_000), radius_m * 10.0, slack_m * 10.0, _STEPS)
    out = np.empty((len(release.pseudonyms), 3))
    over_blocks(lambda a, b: fit_holes(release.first, t_min, x, y, rule, out, (a, b)), len(out), threads)
    out[out[:, 2] < 2, 2] = 0
    return located(out)


def metres(release: Release | FixRelease) -> tuple[Longs, Longs, Longs]:
    """Minute, x and y in decimetres of every row; of a square and a slot, their middle.

    Raises DataError for a release of sites, whose place on the map it does not say.
    """
    if isinstance(release, FixRelease):
        return release.t_min.astype(np.int64), release.x_dm.astype(np.int64), release.y_dm.astype(np.int64)
    grid = release.grid
    if grid is None:
        raise DataError(f"places must be squares, and cells of {release.sensor} are none")
    t_min = release.slot.astype(np.int64) * release.slot_min + release.slot_min // 2
    return t_min, *middle_of(grid, release.cell)


def located(out: Floats) -> Located:
    """Columns of the kernels, (n, 3): x, y and how many reports."""
    return Located(out[:, 0].copy(), out[:, 1].copy(), out[:, 2].astype(np.int64))


def _is_median(how: str) -> bool:
    if how not in ("mean", "median"):
        raise ConfigError(f"how must be mean or median, got {how!r}")
    return how == "median"
