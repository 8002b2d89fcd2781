"""Whose trace it is when every fix was moved by chance: the likeliest, with nights averaged first or not."""

import numpy as np
from numpy.typing import NDArray

from nullisland._kernels.near import weigh_near
from nullisland.attack.average import Located
from nullisland.attack.claims import Claims, no_claims
from nullisland.attack.clues import Clues
from nullisland.errors import ConfigError
from nullisland.model import NOWHERE, FixRelease
from nullisland.threads import over_blocks

__all__ = ["near"]

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
    release : fixes moved by planar Laplace noise, each anew
    clues : of each target, all given, each of one hour; somebody was within `clues.within_m` along each axis
    epsilon_per_m : of the noise, from the release's ledger
    homes : where each trace sleeps (`average`): whoever reports from about there is then taken to be there
    home_sigma_m : how far such a home is off
    least : a claim is made from this confidence on

    Returns
    -------
    `Claims` of a pseudonym; confidence is the likelihood of the best trace as a share of that of all, each clue as
    about one of the fixes of its hour, nobody knows which; `candidates` counts those at least a twentieth as likely.

    Raises ConfigError for an epsilon, a sigma or a share out of range. Source: the noise model of Andres et al. 2013,
    ACM CCS, and choosing by likelihood as in Shokri et al. 2011, IEEE S&P. Cost: for each clue the fixes of its hour.
    """
    if not (epsilon_per_m > 0 and home_sigma_m > 0 and 0 <= least <= 1):
        got = f"{epsilon_per_m}, {home_sigma_m} and {least}"
        raise ConfigError(f"epsilon and sigma must be positive and least in [0, 1], got {got}")
    n, n_traces = len(clues), len(release.pseudonyms)
    if not n or not n_traces:
        return no_claims(n)
    trace, share, close = np.empty(n, np.int64), np.zeros(n), np.zeros(n, np.int64)
    table = _by_hour(release, int(clues.t_min.max()) // _SLOT_MIN)
    unknown = np.full(n_traces, np.nan)
    sleeps = (unknown, unknown) if homes is None else (homes.x_dm, homes.y_dm)
    given = (clues.x_dm.astype(float), clues.y_dm.astype(float), clues.t_min // _SLOT_MIN)
    noise = (clues.within_m * 10.0, epsilon_per_m / 10, home_sigma_m * 10.0, _AT_HOME, _AREA_DM2)
    over_blocks(lambda a, b: weigh_near(table, sleeps, given, noise, (trace, share, close), (a, b)), n)
    claimed = (trace >= 0) & (share >= least)
    return Claims(np.where(claimed, release.pseudonyms[np.maximum(trace, 0)], NOWHERE), share, close)


def _by_hour(release: FixRelease, last: int) -> tuple[NDArray[np.int64], ...]:
    """Fixes sorted by hour and trace: start of each hour up to `last` and one more, trace, x, y."""
    hour = release.t_min // _SLOT_MIN
    order = np.argsort(hour, kind="stable")
    start = np.searchsorted(hour[order], np.arange(max(last, int(hour.max(initial=0))) + 2)).astype(np.int64)
    who = np.repeat(np.arange(len(release.pseudonyms)), np.diff(release.first))[order]
    return start, who, release.x_dm[order].astype(float), release.y_dm[order].astype(float)
