"""Codes that change each day or week, put back together by routine."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from nullisland.attack.claims import Claims
from nullisland.attack.link import posterior
from nullisland.attack.profile import Profiles, assign, profiles, similar
from nullisland.attack.view import view
from nullisland.model import DAY_MIN, NOWHERE, Release
from nullisland.model._checks import freeze

__all__ = ["Chains", "joined", "period_of", "relink"]

Longs = NDArray[np.int64]

_PERIODS_MIN = (DAY_MIN, 7 * DAY_MIN)
_CANDIDATES = 20


@dataclass(frozen=True, slots=True, eq=False)
class Chains:
    """Which codes are taken to be one person, in the order of the release's pseudonyms.

    `chain[i]` is the lowest position of a pseudonym in the same chain. `claims.person[i]` is the pseudonym
    that i is taken to continue, of an earlier period, NOWHERE if it begins a chain; `claims.candidates[i]` is
    how many codes of earlier periods it was compared with that share a feature (at most 20).
    `period[i]` is the day or week of code i, `period_min` its length; 0: codes do not change.
    """

    chain: Longs
    claims: Claims
    period: Longs
    period_min: int

    def __post_init__(self) -> None:
        """Freeze the arrays."""
        freeze(self)


def period_of(release: Release) -> int:
    """Minutes after which codes change, as the data show it: no trace spans two days, or two weeks; else 0."""
    first, last = release.first[:-1], release.first[1:] - 1
    held = last >= first
    for period_min in _PERIODS_MIN:
        start = release.slot[first[held]].astype(np.int64) * release.slot_min // period_min
        end = release.slot[last[held]].astype(np.int64) * release.slot_min // period_min
        if (start == end).all():
            return period_min
    return 0


def relink(
    release: Release,
    *,
    kind: str = "place-time",
    optimal: bool = False,
    least: float = 0.0,
    threads: int | None = None,
) -> Chains:
    """Join the codes of one person across days or weeks: the same home, the same work, at the same hours.

    Period by period, each new code is assigned to the chain whose places so far it resembles most (see
    `profile.similar`), no chain twice. A chain without a code in a period waits for the next. `optimal` takes
    the largest sum of resemblances instead of the most similar pair first, which joins more.

    Confidence is the probability of the best chain among those compared, as if parts of a day were
    independent; `least` keeps a code apart if it is lower. Source: the idea that mobility profiles identify,
    De Mulder et al. 2008, WPES; assignment as in Unnikrishnan, Naini 2013, Allerton.
    Cost: everybody who was ever in a square by the same part of the day, for each square of each code: for daily
    codes of 20,000 people over four weeks about a minute.
    """
    period_min, n = period_of(release), len(release.pseudonyms)
    chain = np.arange(n)
    before, sure, sizes = np.full(n, NOWHERE, np.int64), np.zeros(n), np.zeros(n, np.int64)
    period = _periods(release, period_min)
    if period_min:
        (codes,) = profiles((view(release),), kind)
        heads = np.empty(0, np.int64)
        tail = np.arange(n)
        lives = codes.rows(heads)
        for now in np.unique(period):
            rows = np.flatnonzero(period == now)
            found = similar(codes.rows(rows), lives, _CANDIDATES, threads)
            sure[rows] = posterior(found.score)
            pair = np.where(sure[rows] >= least, assign(found, len(heads), optimal), NOWHERE)
            old = pair >= 0
            chain[rows[old]] = heads[pair[old]]
            before[rows[old]] = tail[heads[pair[old]]]
            tail[chain[rows]] = rows
            sizes[rows] = (found.other >= 0).sum(axis=1)
            lives, heads = _grown(lives, heads, codes.rows(rows), pair, rows)
    named = np.where(before >= 0, release.pseudonyms[before], NOWHERE)
    return Chains(chain, Claims(named, sure, sizes), period, period_min)


def joined(release: Release, chains: Chains) -> Release:
    """The release as it is once codes are joined: one trace a chain, under the lowest of its pseudonyms."""
    counts = np.diff(release.first)
    owner = np.repeat(chains.chain, counts)
    order = np.lexsort((release.cell, release.slot, owner))
    rows = np.column_stack((owner, release.slot, release.cell))[order]
    distinct = np.ones(len(rows), bool)
    distinct[1:] = (rows[1:] != rows[:-1]).any(axis=1)
    rows = rows[distinct]
    heads = np.unique(chains.chain)
    return replace(
        release,
        pseudonyms=release.pseudonyms[heads],
        first=np.searchsorted(rows[:, 0], np.append(heads, len(counts))),
        slot=rows[:, 1].astype(np.int32),
        cell=rows[:, 2].astype(np.int32),
    )


def _periods(release: Release, period_min: int) -> Longs:
    """Day or week of each code; of an empty one, 0."""
    period = np.zeros(len(release.pseudonyms), np.int64)
    held = np.diff(release.first) > 0
    if period_min:
        period[held] = (
            release.slot[release.first[:-1][held]].astype(np.int64) * release.slot_min // period_min
        )
    return period


def _grown(lives: Profiles, heads: Longs, new: Profiles, pair: Longs, rows: Longs) -> tuple[Profiles, Longs]:
    """Chains with the new codes added: those that go on, and those that begin."""
    fresh = np.flatnonzero(pair < 0)
    target = pair.copy()
    target[fresh] = len(heads) + np.arange(len(fresh))
    n, table = len(heads) + len(fresh), lives.table
    lift = csr_array((np.ones(len(pair)), (target, np.arange(len(pair)))), shape=(n, len(pair)))
    starts = np.append(table.indptr, [table.nnz] * len(fresh))
    old = csr_array((table.data, table.indices, starts), shape=(n, table.shape[1]))
    return Profiles(old + lift @ new.table, new.group), np.append(heads, rows[fresh])
