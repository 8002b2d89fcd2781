"""Whose trace it is when every fix was moved by chance: the likeliest, with nights averaged first or not."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from nullisland._kernels.near import count_hours, fill_hours, weigh_homes, weigh_near
from nullisland.attack.average import Located
from nullisland.attack.claims import Claims, no_claims
from nullisland.attack.clues import Clues
from nullisland.errors import ConfigError
from nullisland.model import NOWHERE, FixRelease
from nullisland.threads import over_blocks

__all__ = ["near", "near_each"]

_SLOT_MIN = 60
_AT_HOME = 0.6
"""ASSUMPTION: the share of reports that the adversary takes to come from home."""
_AREA_DM2 = 4e8
"""ASSUMPTION: all other reports come from anywhere within four square kilometres."""


def near(
    release: FixRelease,
    clues: Clues,
    *,
    epsilon_per_m: float,
    homes: Located | None = None,
    home_sigma_m: float = 50.0,
    least: float = 0.5,
) -> Claims:
    """Claim the trace that fits all clues best, by the noise that the publisher says was added.

    Parameters
    ----------
    release : fixes moved by planar Laplace noise
    clues : of each target, all given, each of one hour; somebody was within `clues.within_m` along each axis
    epsilon_per_m : of the noise, from the release's ledger
    homes : where each trace sleeps (`average`): whoever reports from about there is then taken to be there. None
        for noise that lasts, which does not average out
    home_sigma_m : how far such a home is off
    least : a claim is made from this confidence on

    Returns
    -------
    `Claims` of a pseudonym; confidence is the likelihood of the best trace as a share of that of all, each clue as
    about one of the fixes of its hour, nobody knows which; `candidates` counts those at least a twentieth as likely.

    Raises ConfigError for an epsilon, a sigma or a share out of range. Source: the noise model of Andres et al. 2013,
    ACM CCS, and choosing by likelihood as in Shokri et al. 2011, IEEE S&P. Cost: for each clue the fixes of its hour,
    a few ns each.
    """
    each = near_each(
        release, clues, epsilon_per_m=epsilon_per_m, homes=homes, home_sigma_m=home_sigma_m, least=least
    )
    return each[-1]


def near_each(
    release: FixRelease,
    clues: Clues,
    *,
    epsilon_per_m: float,
    homes: Located | None = None,
    home_sigma_m: float = 50.0,
    least: float = 0.5,
) -> tuple[Claims, ...]:
    """What `near` claims by the first clue of each target, by the first two, and so on to all of them.

    Raises and costs as `near`.
    """
    if not (epsilon_per_m > 0 and home_sigma_m > 0 and 0 <= least <= 1):
        got = f"{epsilon_per_m}, {home_sigma_m} and {least}"
        raise ConfigError(f"epsilon and sigma must be positive and least in [0, 1], got {got}")
    n, k, n_traces = len(clues), clues.t_min.shape[1], len(release.pseudonyms)
    if not n or not n_traces:
        return (no_claims(n),) * int(k)
    unknown = np.full(n_traces, np.nan)
    sleeps = (unknown, unknown) if homes is None else (homes.x_dm, homes.y_dm)
    start, runs = _runs(release, int(clues.t_min.max()) // _SLOT_MIN)
    odds, epsilon = np.empty(len(runs[1])), epsilon_per_m / 10
    over_blocks(
        lambda a, b: weigh_homes(runs, sleeps, (epsilon, _AT_HOME, _AREA_DM2), odds, (a, b)), len(odds)
    )
    table, law = (start, *runs, odds), (clues.within_m * 10.0, epsilon, home_sigma_m * 10.0)
    given = (clues.x_dm.astype(float), clues.y_dm.astype(float), clues.t_min // _SLOT_MIN)
    trace, share, close = np.empty((n, k), np.int64), np.empty((n, k)), np.empty((n, k), np.int64)
    over_blocks(lambda a, b: weigh_near(table, sleeps, given, law, (trace, share, close), (a, b)), n)
    claimed = np.where((trace >= 0) & (share >= least), release.pseudonyms[np.maximum(trace, 0)], NOWHERE)
    return tuple(Claims(claimed[:, j], share[:, j], close[:, j]) for j in range(k))


def _runs(release: FixRelease, last: int) -> tuple[NDArray[np.int64], tuple[NDArray[Any], ...]]:
    """What each trace reports in each hour: start of each hour up to `last` and one more; first row, trace, x, y."""
    hours = max(last, int(release.t_min.max(initial=0)) // _SLOT_MIN) + 1
    rows, runs = np.zeros(hours + 1, np.int64), np.zeros(hours + 1, np.int64)
    count_hours(release.first, release.t_min, _SLOT_MIN, rows, runs)
    start, n_rows, n_runs = np.cumsum(runs), int(rows.sum()), int(runs.sum())
    made = np.empty(n_runs + 1, np.int64), np.empty(n_runs, np.int64), np.empty(n_rows), np.empty(n_rows)
    fixes = (release.t_min, release.x_dm, release.y_dm)
    fill_hours(release.first, fixes, _SLOT_MIN, (np.cumsum(rows), start.copy()), made)
    made[0][-1] = n_rows
    return start, made
