"""How near the places come at which traces of a rounded release are said to have crossed an edge."""

import math

import numpy as np
from numpy.typing import NDArray

from nullisland.attack import Claims, Crossings
from nullisland.errors import DataError
from nullisland.measure.verdict import Verdict, judge
from nullisland.model import FixRelease

__all__ = ["crossing_error_m", "judge_crossings"]

Floats = NDArray[np.float64]

_NEAR = 0.25
"""A place is right if it lies within this share of the side of a square of the true one. ASSUMPTION."""


def crossing_error_m(found: Crossings, rounded: FixRelease, original: FixRelease) -> Floats:
    """Metres between each claimed crossing and the true one, where the straight way between two fixes cuts the edge.

    `original` are the fixes before they were rounded, under the same pseudonyms. Raises DataError if one is missing.
    """
    before, after = (_place_of(found.row - back, rounded, original) for back in (1, 0))
    column = rounded.x_dm.astype(np.int64)
    axis = np.where(column[found.row] != column[found.row - 1], 0, 1)  # which of x and y changes square
    at, claimed = np.arange(len(axis)), np.stack((found.x_dm, found.y_dm))
    step = (after - before)[axis, at]
    share = np.clip((claimed - before)[axis, at] / np.where(step == 0, 1, step), 0, 1)
    return np.asarray(np.hypot(*(before + share * (after - before) - claimed)) / 10)


def judge_crossings(found: Crossings, rounded: FixRelease, original: FixRelease, cell_m: int) -> Verdict:
    """Verdict on all crossings that the release shows: right within a quarter of the side of a square.

    The blind guess is a place by lot in one of the two squares: right for the half disc within it, at most.
    Nobody who is not in the file crosses anything, so there is no control. Raises DataError if nothing is shown.
    """
    near = crossing_error_m(found, rounded, original) <= _NEAR * cell_m
    n = len(near)
    claims = Claims(np.ones(n, np.int64), np.ones(n), np.ones(n, np.int64))
    return judge(
        claims,
        near.astype(np.int64),
        blind=math.pi * _NEAR**2 / 2,
        attack="crossings",
        given="the release and the side of its squares",
    )


def _place_of(row: NDArray[np.int64], rounded: FixRelease, original: FixRelease) -> Floats:
    """Where each of these rows of the rounded release was before it was rounded: (2, n), x and y."""
    span = int(max(rounded.t_min.max(initial=0), original.t_min.max(initial=0))) + 1
    known, published = (
        np.repeat(fixes.pseudonyms, np.diff(fixes.first)) * span + fixes.t_min
        for fixes in (original, rounded)
    )
    at = np.searchsorted(known, published[row])
    if (at == len(known)).any() or (known[at] != published[row]).any():
        raise DataError("both releases must have the same pseudonyms and minutes")
    return np.stack((original.x_dm[at], original.y_dm[at])).astype(np.float64)
