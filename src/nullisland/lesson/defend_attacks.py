"""Scene 5: the attacks that apply to each kind of release, all given the same records of each resident.

Whom each attack singles out, by the first record known of them, by the first two, and so on. The manual is read: what
a release says of its noise, its codes and what it left out. Singled out means that one trace fits, or is at least as
likely as all others together, and that it is the right one (decisions 0140, 0180).
"""

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nullisland.attack import (
    Chains,
    Clues,
    MatchRule,
    View,
    average,
    joined,
    match,
    matching_traces,
    near_each,
    relink,
    singled_out,
)
from nullisland.attack.clues import middle_of
from nullisland.measure import judge_chains
from nullisland.model import DAY_MIN, NOWHERE, BoxRelease, FixRelease, Grid, Release, TotalsRelease, Traces
from nullisland.pipeline import Outcome
from nullisland.release import AnyRelease, Guarantees, NobodyKey, PseudonymKey, to_squares
from nullisland.release.fixes import squares_of

__all__ = ["BEGUN", "SLOT_MIN", "Attacked", "Found", "Sought", "attacked"]

SLOT_MIN = 60
"""Slot of what is known."""

BEGUN = {DAY_MIN: 7, 7 * DAY_MIN: 2}
"""How many lives of codes that last a day, or a week, a test joins again: whatever comes later changes none of it."""

_HOME_M = 50.0
_LEFT_OUT = "suppress: "
_LASTING = "perturb: lasting shift"
_ERROR = 0.3
"""Share of known records that the adversary expects to be left out: as in `attack.strongest`, ASSUMPTION."""

Longs = NDArray[np.int64]
Found = NDArray[np.bool_]
"""(n, k): whom an attack singles out by the first 1, 2, ... k records."""


class Sought(NamedTuple):
    """What is known of each target: `person` (n,), `cell` and `slot` (n, k) in the squares of `grid` and hours."""

    person: Longs
    cell: Longs
    slot: Longs
    grid: Grid


class Attacked(NamedTuple):
    """Whom each attack singles out, the simple one first: (n, k), by the first, the first two, ... known records.

    `pieces`: by the records within one code. `part` of `part_of`: how an attack that goes on went on, codes joined
    rightly or homes found within 50 m. `begun`: codes joined rightly in the first `BEGUN` of their lives.
    """

    by: dict[str, Found]
    pieces: Found
    part: int = 0
    part_of: int = 0
    begun: int = 0


def attacked(
    outcome: Outcome, sought: Sought, made: tuple[AnyRelease, PseudonymKey | NobodyKey], badge: Guarantees
) -> Attacked:
    """Every attack that applies to what was `made`, a release and its key; `badge` is what it promises.

    Cost on the default island: half a second; three for what is left out, half a minute for noise and for new codes
    each day.
    """
    release, key = made
    nobody = np.zeros(sought.cell.shape, bool)
    if isinstance(release, TotalsRelease):
        return Attacked({"none": nobody}, nobody)
    if isinstance(release, BoxRelease):
        if badge.k is not None and badge.k < 2:
            raise ValueError("boxes must be shared by at least two traces")
        return Attacked({"shared": nobody}, nobody)
    assert isinstance(key, PseudonymKey)
    if isinstance(release, FixRelease):
        return _moved(outcome, sought, release, key)
    if key.periods > 1:
        return _renewed(sought, release, key)
    traces, codes = _as_published(sought, release)
    own = key.pseudonym_of(sought.person)
    by = {"match": _alone(traces, codes, own)}
    if any(step.startswith(_LEFT_OUT) for step in release.history):
        by["missing"] = _missing(View(traces, release.grid, release.slot_min), sought, own)
    return Attacked(by, nobody)


def _as_published(sought: Sought, release: Release) -> tuple[Traces, Longs]:
    """The traces, and known squares and hours in their larger squares and longer times as codes; -1: not there."""
    assert release.grid is not None
    x, y = middle_of(sought.grid, sought.cell)
    flat = squares_of(release.grid, x.ravel().astype(np.int32), y.ravel().astype(np.int32))
    cell = flat.reshape(x.shape).astype(np.int64)
    traces = Traces.from_release(release)
    return traces, traces.codes_of(cell, sought.slot * SLOT_MIN // release.slot_min)


def _alone(traces: Traces, codes: Longs, own: Longs) -> Found:
    """Who is the only one that holds their first records, all as they stand; who has lost one is not."""
    if not len(traces.points):
        return np.zeros(codes.shape, bool)
    row = np.minimum(np.searchsorted(traces.ids, own), len(traces) - 1)
    holds = np.zeros(codes.shape, bool)
    there = traces.ids[row] == own
    points = traces.points
    held = np.repeat(np.arange(len(traces)), points.counts()) * traces.n_codes + points.code
    wanted = row[there, None] * traces.n_codes + codes[there]
    at = np.minimum(np.searchsorted(held, wanted), len(held) - 1)
    holds[there] = (held[at] == wanted) & (codes[there] >= 0)
    return _first_alone(traces, codes, np.logical_and.accumulate(holds, axis=1), np.zeros_like(codes))


def _first_alone(traces: Traces, codes: Longs, ask: Found, group: Longs) -> Found:
    """Whether some group's records among the first 1, 2, ... fit one trace alone, where `ask`.

    For records of one group their own trace always fits, so that more of them never fit more traces.
    """
    group = np.broadcast_to(group, codes.shape)
    out, done = np.zeros(codes.shape, bool), np.zeros(len(codes), bool)
    for j in range(codes.shape[1]):
        todo = np.flatnonzero(~done & ask[:, j])
        own = codes[todo, j : j + 1]
        same = np.where(group[todo, : j + 1] == group[todo, j : j + 1], codes[todo, : j + 1], own)
        done[todo] = singled_out(traces, same)
        out[:, j] = done & ask[:, j]
    return out


def _missing(seen: View, sought: Sought, own: Longs) -> Found:
    """Who is found by records of which all but one may have been left out."""
    out = np.zeros_like(sought.cell, bool)
    for n in range(1, out.shape[1] + 1):
        rule = MatchRule(wrong=n - 1, error=_ERROR if n > 1 else 0.0)
        out[:, n - 1] = match(seen, _clues(sought, n, 0), rule).person == own
    return out


def _renewed(sought: Sought, release: Release, key: PseudonymKey) -> Attacked:
    """Codes that change: all records in one code; each code's records alone; codes joined by routine, then all."""
    traces = Traces.from_release(release)
    codes = traces.codes_of(sought.cell, sought.slot)
    every = np.ones(codes.shape, bool)
    simple = np.stack(
        [_in_one_code(traces, codes[:, : j + 1], sought, key) for j in range(codes.shape[1])], 1
    )
    if not key.period_min:
        pieces = _first_alone(traces, codes, every, np.arange(codes.shape[1])[None])
        return Attacked({"match": simple, "pieces": pieces}, pieces)
    period = sought.slot * SLOT_MIN // key.period_min
    pieces = _first_alone(traces, codes, every, period)
    chains = relink(release, optimal=True)
    linked = Traces.from_release(joined(release, chains))
    own = _chain_of(chains, release, key, sought.person, period)
    whole = _first_alone(linked, linked.codes_of(sought.cell, sought.slot), every, own)
    verdict = judge_chains(chains, release, key)
    by = {"match": simple, "pieces": pieces, "relink": whole}
    return Attacked(by, pieces, verdict.right.numerator, verdict.n, _begun(chains, release, key))


def _begun(chains: Chains, release: Release, key: PseudonymKey) -> int:
    """Codes of the first periods that are joined to the right person."""
    early = (chains.claims.person != NOWHERE) & (chains.period < BEGUN[chains.period_min])
    named = key.person_of(chains.claims.person[early])
    return int((named == key.person_of(release.pseudonyms[early])).sum())


def _in_one_code(traces: Traces, codes: Longs, sought: Sought, key: PseudonymKey) -> NDArray[np.bool_]:
    """Whose records are all in one code, and it is theirs: of a short code it may be somebody else's."""
    out = singled_out(traces, codes)
    for row in np.flatnonzero(out).tolist():
        (trace,) = matching_traces(traces, codes[row])
        out[row] = key.person_of(traces.ids[trace : trace + 1])[0] == sought.person[row]
    return out


def _chain_of(chains: Chains, release: Release, key: PseudonymKey, person: Longs, period: Longs) -> Longs:
    """Chain that the code of each person in each period was put into: as `period`."""
    at = np.searchsorted(release.pseudonyms, key.pseudonym_of(person[:, None], period))
    return chains.chain[np.minimum(at, len(chains.chain) - 1)]


def _moved(outcome: Outcome, sought: Sought, release: FixRelease, key: PseudonymKey) -> Attacked:
    """Fixes moved by chance: taken as they stand; by likelihood, and if each was moved anew, nights averaged first."""
    own = key.pseudonym_of(sought.person)
    as_they_stand = Traces.from_release(to_squares(release, sought.grid, SLOT_MIN))
    simple = _alone(as_they_stand, as_they_stand.codes_of(sought.cell, sought.slot), own)
    nobody, epsilon = np.zeros_like(simple), _epsilon_per_m(release)
    clues = _clues(sought, sought.cell.shape[1], sought.grid.cell_m // 2)
    if any(step.startswith(_LASTING) for step in release.history):
        claims = near_each(release, clues, epsilon_per_m=epsilon)
        found = np.stack([claim.person == own for claim in claims], axis=1)
        return Attacked({"match": simple, "near": found}, nobody)
    homes = average(release)
    claims = near_each(release, clues, epsilon_per_m=epsilon, homes=homes, home_sigma_m=_HOME_M)
    found = np.stack([claim.person == own for claim in claims], axis=1)
    people, places = outcome.people, outcome.island.places
    sleeps = people.home_place[key.person_of(release.pseudonyms)]
    off = np.hypot(homes.x_dm - places.x_dm[sleeps], homes.y_dm - places.y_dm[sleeps]) / 10
    close, located = int((off <= _HOME_M).sum()), int(np.isfinite(off).sum())
    return Attacked({"match": simple, "average": found}, nobody, close, located)


def _clues(sought: Sought, n: int, within_m: int) -> Clues:
    """The middle of each of the first `n` known squares, at the beginning of its hour."""
    x, y = middle_of(sought.grid, sought.cell[:, :n])
    t_min = sought.slot[:, :n] * SLOT_MIN
    return Clues(person=sought.person, x_dm=x, y_dm=y, t_min=t_min, within_m=within_m)


def _epsilon_per_m(release: FixRelease) -> float:
    """What the ledger says about one report: the noise is public, as every method is."""
    spent = [entry.epsilon for entry in release.ledger.entries if entry.per_m]
    if not spent or not math.isfinite(spent[0]):
        raise ValueError("noise must say its epsilon per metre in the ledger")
    return spent[0]
