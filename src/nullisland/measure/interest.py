"""Points of interest: which of the places where somebody stayed can still be read off their protected fixes."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nullisland._kernels.interest import gather_stays, match_points, off_path
from nullisland.errors import DataError
from nullisland.model import DAY_MIN, FixRelease
from nullisland.release.runs import run_starts
from nullisland.release.stays import stays_of
from nullisland.threads import over_blocks

__all__ = ["MATCH_M", "Retrieval", "found_again", "path_error_m", "points_of_interest", "retrieval"]

MATCH_M = 100
"""How near a found point must be to the true one, and how near stays must be to be one point."""

_PART_MIN = 240
_PAIRS_AT_ONCE = 400_000

Points = tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.float64]]


class Retrieval(NamedTuple):
    """How much of the points of interest was found: means over people, with the number `n` of people.

    `precision` is the share of the found points that are right, `recall` of the true ones that are found,
    `f_score` their harmonic mean, person by person.
    """

    f_score: float
    precision: float
    recall: float
    n: int


def points_of_interest(fixes: FixRelease, *, by_day: bool = True) -> Points:
    """Points where each trace stayed: (first, x_dm, y_dm), those of trace i being `first[i] : first[i + 1]`.

    A stay is half an hour within 100 m of its first fix; stays within 100 m of the mean of others are one point.
    `by_day`: each day is read for itself, as traces are in print; otherwise a night between two fixes is a stay too.
    Source: two steps as in Zhou et al. 2004, "Discovering personal gazetteers", ACM GIS; the diameter of 200 m
    and the half hour are an ASSUMPTION.
    """
    first, n = fixes.first, len(fixes.pseudonyms)
    owner = np.arange(n)
    if by_day:
        start, owner = run_starts(fixes.first, fixes.t_min // np.int32(DAY_MIN))
        first = np.append(start, len(fixes)).astype(np.int64)
    found = stays_of(first, fixes.t_min, fixes.x_dm, fixes.y_dm, stay_m=MATCH_M)
    per_trace = np.bincount(owner, np.diff(found.first), n).astype(np.int64)
    stays = found._replace(first=np.concatenate(([0], np.cumsum(per_trace))))
    x, y = np.empty(len(stays.x_dm)), np.empty(len(stays.x_dm))
    counts = np.zeros(n, np.int64)
    columns = stays.x_dm.astype(np.float64), stays.y_dm.astype(np.float64)
    over_blocks(lambda a, b: gather_stays(stays.first, *columns, MATCH_M * 10.0, x, y, counts, (a, b)), n)
    first = np.concatenate(([0], np.cumsum(counts))).astype(np.int64)
    rows = np.arange(int(first[-1])) + np.repeat(stays.first[:-1] - first[:-1], counts)
    return first, x[rows], y[rows]


def retrieval(original: FixRelease, protected: FixRelease, *, by_day: bool = True) -> Retrieval:
    """F score of the points of interest of `protected` against those of `original`, under the same pseudonyms.

    Somebody who is left out is not found. Raises DataError if nobody has a point, or a pseudonym is unknown.
    Source: Primault, Ben Mokhtar, Lauradoux, Brunie 2015, TrustCom. Cost: about 50 ns a fix.
    """
    true = points_of_interest(original, by_day=by_day)
    found = _under(
        points_of_interest(protected, by_day=by_day), _rows(original, protected), len(original.pseudonyms)
    )
    n_true, n_found = np.diff(true[0]), np.diff(found[0])
    matched = np.zeros(len(n_true), np.int64)
    over_blocks(lambda a, b: match_points(true, found, MATCH_M * 10.0, matched, (a, b)), len(n_true))
    some = n_true > 0
    if not some.any():
        raise DataError("somebody must have stayed somewhere for half an hour, got nobody")
    precision = matched[some] / np.maximum(n_found[some], 1)
    recall = matched[some] / n_true[some]
    f_score = 2 * matched[some] / (n_true[some] + n_found[some])
    return Retrieval(float(f_score.mean()), float(precision.mean()), float(recall.mean()), int(some.sum()))


def path_error_m(original: FixRelease, protected: FixRelease) -> float:
    """Mean distance in metres of a published fix from the path that its person took on that day; NaN without one.

    Source: the spatial error of Primault et al. 2015, TrustCom. Cost: the fixes of a day for each fix.
    """
    row = np.repeat(_rows(original, protected), np.diff(protected.first))
    path = original.first, original.t_min, original.x_dm, original.y_dm
    fixes = protected.t_min, protected.x_dm, protected.y_dm
    out = np.empty(len(protected))
    over_blocks(lambda a, b: off_path(path, fixes, row, DAY_MIN, out, (a, b)), len(out))
    known = out[~np.isnan(out)]
    return float(known.mean() / 10) if len(known) else float("nan")


def found_again(known: FixRelease, found: FixRelease) -> NDArray[np.bool_]:
    """For each trace of `found` whether its usual places are nearest to those of the same pseudonym in `known`.

    The usual place of a part of the day, of four hours, is the mean of all fixes in it: noise that is drawn anew
    averages out. How near two traces are is the mean distance over the parts that both have; of several the lowest.
    `known` is what the adversary has seen of everybody before, under their names. Cost: 10 ns for each pair.
    """
    usual, mine = _usual_places(known), _usual_places(found)
    nearest = np.empty(len(mine), np.int64)
    for low in range(0, len(mine), _PAIRS_AT_ONCE // max(len(usual), 1) + 1):
        some = slice(low, low + _PAIRS_AT_ONCE // max(len(usual), 1) + 1)
        gap = np.hypot(*(mine[some, None, :, axis] - usual[None, :, :, axis] for axis in (0, 1)))
        common = ~np.isnan(gap)
        mean = np.where(common, gap, 0).sum(axis=2) / np.maximum(common.sum(axis=2), 1)
        nearest[some] = np.where(common.any(axis=2), mean, np.inf).argmin(axis=1)
    return np.asarray(known.pseudonyms[nearest] == found.pseudonyms)


def _usual_places(fixes: FixRelease) -> NDArray[np.float64]:
    """Mean place of each trace in each part of the day: (n, parts, 2), NaN without a fix."""
    n, parts = len(fixes.pseudonyms), DAY_MIN // _PART_MIN
    cell = np.repeat(np.arange(n), np.diff(fixes.first)) * parts + fixes.t_min % DAY_MIN // _PART_MIN
    count = np.bincount(cell, minlength=n * parts)
    sums = [np.bincount(cell, column, n * parts) for column in (fixes.x_dm, fixes.y_dm)]
    means = np.stack(sums, axis=1) / np.maximum(count, 1)[:, None]
    return np.where(count[:, None] > 0, means, np.nan).reshape(n, parts, 2)


def _rows(original: FixRelease, protected: FixRelease) -> NDArray[np.int64]:
    """Trace of `original` behind each of `protected`."""
    at = np.searchsorted(original.pseudonyms, protected.pseudonyms)
    known = at < len(original.pseudonyms)
    if not known.all() or (original.pseudonyms[at] != protected.pseudonyms).any():
        raise DataError("both releases must have the same pseudonyms")
    return np.asarray(at, np.int64)


def _under(points: Points, rows: NDArray[np.int64], n: int) -> Points:
    """The same points with a place for each of `n` traces, ascending rows."""
    counts = np.zeros(n, np.int64)
    counts[rows] = np.diff(points[0])
    return np.concatenate(([0], np.cumsum(counts))).astype(np.int64), points[1], points[2]
