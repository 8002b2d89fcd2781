"""Whose trace it is where fixes, or boxes that many share, are published instead of squares."""

import numpy as np
from numpy.typing import NDArray

from nullisland._kernels.clues import fit_boxes, fit_fixes
from nullisland.attack.blur import Blur, blur_of, evidence
from nullisland.attack.claims import Claims, no_claims
from nullisland.attack.clues import Clues
from nullisland.attack.match import MatchRule
from nullisland.errors import DataError
from nullisland.model import NOWHERE, BoxRelease, FixRelease
from nullisland.threads import over_blocks

__all__ = ["match_boxes", "match_fixes"]

_SLACK = float(np.log(20))
_ERROR = 0.05
_HOUR = 60
_SEEN, _SEEN_THEN = 0.7, 0.95


def match_fixes(
    release: FixRelease,
    clues: Clues,
    rule: MatchRule | None = None,
    blur: Blur | None = None,
    *,
    to_the_minute: bool = False,
    threads: int | None = None,
) -> Claims:
    """Whose fixes they are: the noise of the release is taken as its description says (`blur` None).

    Each clue weighs as much as a fix at that distance is likelier for the target than for anybody, who might
    be anywhere on the map of the release, and as a fix in the window of time is. The window is what the clue may be
    off, half an hour for the next fix, and the blur's own. `to_the_minute`: no half hour, because the clue is a
    record of the same sensor, whose minute noise on places leaves as it is. Confidence is the
    probability of the best trace among all and the chance that the target is not in the data; candidates are
    the traces at most 20 times less likely than the best.

    Raises DataError for clues of sites. Source: maximum likelihood under the release's own noise, the optimal
    attack of Shokri et al. 2011, IEEE S&P, for one target at a time. Cost: the fixes in all windows.
    """
    rule, n = rule or MatchRule(), len(clues)
    if not n or not len(release):
        return no_claims(n)
    if clues.site is not None:
        raise DataError("clues must give places for a release of fixes, got sites")
    law = blur or blur_of(release)
    trace = np.repeat(np.arange(len(release.pseudonyms)), np.diff(release.first))
    order = np.argsort(release.t_min, kind="stable")
    fixes = (release.t_min[order], release.x_dm[order], release.y_dm[order], trace[order])
    width, height = (float(np.ptp(v)) / 10 + 1 for v in (release.x_dm, release.y_dm))
    table = evidence(law, width * height, rule.error or _ERROR, clues.within_m)
    given = np.ascontiguousarray(np.stack((clues.x_dm, clues.y_dm, clues.t_min), axis=-1))
    window = clues.within_min + law.late_min + (0 if to_the_minute else _HOUR // 2)
    weights = (window, _SEEN_THEN if to_the_minute else _SEEN, float(rule.inside), _SLACK)
    out = _outputs(n)
    over_blocks(
        lambda a, b: fit_fixes(fixes, len(release.pseudonyms), given, weights, table, out, (a, b)), n, threads
    )
    return _claims(release.pseudonyms, out, rule)


def match_boxes(
    release: BoxRelease, clues: Clues, rule: MatchRule | None = None, threads: int | None = None
) -> Claims:
    """Whose boxes they are: a clue fits a trace with a box that it touches; else as `match`.

    Whoever shares boxes with others fits together with them: nobody in a group of k has more than 1 / k.
    Raises DataError for clues of sites. Cost: at most twice the boxes at the time of each clue.
    """
    rule, n = rule or MatchRule(), len(clues)
    if not n or not len(release):
        return no_claims(n)
    if clues.site is not None:
        raise DataError("clues must give places for a release of boxes, got sites")
    grid, side = release.grid, release.grid.cell_m * 10
    reach, late = clues.within_m * 10, clues.within_min
    bounds = [
        np.clip((clues.x_dm + sign * reach - grid.west_dm) // side, 0, grid.columns - 1) for sign in (-1, 1)
    ]
    bounds += [
        np.clip((clues.y_dm + sign * reach - grid.south_dm) // side, 0, grid.rows - 1) for sign in (-1, 1)
    ]
    bounds += [(clues.t_min + sign * late) // release.slot_min for sign in (-1, 1)]
    given = np.stack(bounds, axis=-1)
    given[clues.t_min < 0] = -1
    doublings = np.ceil(np.log2(release.slot_to.astype(np.int64) - release.slot_from + 1)).astype(np.int64)
    order = np.lexsort((release.slot_from, doublings))
    begin = np.searchsorted(doublings[order], np.arange(int(doublings.max()) + 2)).astype(np.int64)
    owner = np.repeat(np.arange(len(release.pseudonyms)), np.diff(release.first))[order]
    boxes = np.stack(release.edges(), axis=-1).astype(np.int64)[order]
    n_traces, out = len(release.pseudonyms), _outputs(n)
    weights = (rule.wrong, float(rule.error), float(rule.inside))
    over_blocks(
        lambda a, b: fit_boxes(owner, boxes, begin, n_traces, given, weights, out, (a, b)), n, threads
    )
    return _claims(release.pseudonyms, out, rule)


def _outputs(n: int) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.int64]]:
    return np.empty(n, np.int64), np.empty(n), np.empty(n, np.int64)


def _claims(
    ids: NDArray[np.int64],
    out: tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.int64]],
    rule: MatchRule,
) -> Claims:
    best, sure, sizes = out
    return Claims(np.where((best >= 0) & (sure >= rule.least), ids[best], NOWHERE), sure, sizes)
