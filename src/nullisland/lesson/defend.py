"""Scene 5: what each defence leaves to the strongest of the attacks that apply to it, and to the planner.

Every attack is given the same four records of each resident, drawn by lot at the finest grain: those of scene 3.
"""

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nullisland.attack import (
    AdversaryKnowledge,
    Chains,
    Clues,
    average,
    draw_known,
    joined,
    near,
    relink,
    singled_out,
)
from nullisland.measure import judge_chains
from nullisland.measure.utility import TASKS, Answers, Frame, answers_of, frame_of, scores, true_answers
from nullisland.model import FixRelease, Grid, Release, TotalsRelease, Traces
from nullisland.pipeline import Outcome
from nullisland.release import DEFENCES, PseudonymKey, defend, guarantees, to_squares
from nullisland.release.fixes import squares_of

__all__ = ["CARDS", "STRENGTHS", "Attempt", "Known4", "attempt", "frontier", "known_of", "reaches", "useful"]

CARDS = tuple(defence.name for defence in DEFENCES if defence.core)
"""The five cards of the core, in order."""

STRENGTHS = (0, 1, 2)
"""Weakest first."""

GOAL_SHARE, GOAL_STOPS = 0.10, 8
"""The goal of the scene: under 10 of 100 singled out, and 8 of the 10 busiest stops right."""

_N_KNOWN = 4
_SLOT_MIN = 60
_HOME_M = 50.0
Longs = NDArray[np.int64]


class Attempt(NamedTuple):
    """One card at one strength. `singled_out` of `people` by the strongest attack, which is called `attack`.

    `naive` is what the attack of scene 3 gets: all four records in one trace, taken as they stand. `scores` goes by
    `TASKS`; None: the question cannot be asked. `k` and `unit` are the badge. `part` of `part_of` says how the
    adaptive attack went on: codes joined rightly (new codes), homes found within 50 m (jitter), else 0 of 0.
    `pieces` residents are singled out within one of their codes.
    """

    card: str
    strength: int
    people: int
    singled_out: int
    attack: str
    naive: int
    scores: tuple[float | None, ...]
    k: int | None
    unit: str
    pieces: int
    part: int
    part_of: int

    @property
    def share(self) -> float:
        """Singled out, as a share."""
        return self.singled_out / self.people

    @property
    def reaches_goal(self) -> bool:
        """Under 10 of 100 singled out, and at least 8 of the 10 busiest stops right."""
        stops = self.scores[0]
        return self.share < GOAL_SHARE and stops is not None and stops >= GOAL_STOPS


def useful(one: Attempt, at: int) -> float | None:
    """How well the planner's question number `at` of `TASKS` is answered: 1 as from the truth, 0 not at all."""
    value, best = one.scores[at], TASKS[at].best
    if value is None:
        return None
    return value / best if best else max(0.0, 1.0 - value)


def frontier(attempts: Sequence[Attempt], at: int) -> list[Attempt]:
    """Attempts that no other beats in both: fewer singled out and better answered. Fewest singled out first.

    Of equals the first counts.
    """
    out: list[Attempt] = []
    able = [one for one in attempts if useful(one, at) is not None]
    for one in sorted(able, key=lambda a: (a.share, -(useful(a, at) or 0.0))):
        if not out or (useful(one, at) or 0.0) > (useful(out[-1], at) or 0.0):
            out.append(one)
    return out


class Known4(NamedTuple):
    """What is known of each target, and what the planner would like to know; made once an island.

    `person`: (n,); `cell`, `slot`: (n, 4) in the squares of `grid` and hours.
    """

    person: Longs
    cell: Longs
    slot: Longs
    grid: Grid
    truth: Answers
    frame: Frame


def known_of(outcome: Outcome, most: int = 10) -> Known4:
    """The first four of up to `most` records drawn of each resident, exactly those of scene 3.

    Cost: that of an index.
    """
    release = outcome.release
    if release.grid is None or release.slot_min != _SLOT_MIN:
        raise ValueError("the lesson needs squares and hours")
    traces = Traces.from_release(release)
    drawn = min(most, int(traces.points.counts().max(initial=0)))
    known = draw_known(traces, AdversaryKnowledge(n_known=drawn), 0)
    codes = known.codes[:, :_N_KNOWN]
    frame = frame_of(outcome.island, outcome.scenario.days)
    truth = true_answers(outcome.visits, outcome.island, frame, outcome.scenario.people)
    person = outcome.key.person_of(traces.ids[known.targets])
    return Known4(person, traces.cell_of(codes), traces.slot_of(codes), release.grid, truth, frame)


def attempt(outcome: Outcome, known: Known4, card: str, strength: int) -> Attempt:
    """Publish with one card, attack it, and ask the planner's questions.

    Raises ConfigError for a card or strength that does not exist. Cost on the default island: a second; half a
    minute for jitter, minutes for new codes, which are joined again.
    """
    release, key = defend(outcome, card, strength)
    badge = guarantees(release)
    answers = answers_of(release, outcome.island, known.frame)
    found = scores(known.truth, answers, len(known.frame.stops))
    assert [score.task for score in found] == [task.name for task in TASKS]
    attacked = _attacked(outcome, known, release, key)
    return Attempt(
        card=card,
        strength=strength,
        people=len(known.person),
        singled_out=max(attacked.by.values()),
        attack=max(attacked.by, key=lambda name: attacked.by[name]),
        naive=next(iter(attacked.by.values())),
        scores=tuple(score.value for score in found),
        k=badge.k,
        unit=badge.promises[0].unit if badge.promises else "none",
        pieces=attacked.pieces,
        part=attacked.part[0],
        part_of=attacked.part[1],
    )


def reaches(attempts: Sequence[Attempt]) -> list[Attempt]:
    """Those that reach the goal of the scene, in their order."""
    return [one for one in attempts if one.reaches_goal]


class _Attacked(NamedTuple):
    """Singled out by each attack, the naive one first."""

    by: dict[str, int]
    pieces: int = 0
    part: tuple[int, int] = (0, 0)


def _attacked(outcome: Outcome, known: Known4, release: object, key: object) -> _Attacked:
    if isinstance(release, TotalsRelease):
        return _Attacked({"none": 0})
    assert isinstance(key, PseudonymKey)
    if isinstance(release, FixRelease):
        return _moved(outcome, known, release, key)
    assert isinstance(release, Release)
    if key.periods > 1:
        return _renewed(known, release, key)
    cell, slot = _as_published(known, release)
    traces = Traces.from_release(release)
    return _Attacked({"match": int(singled_out(traces, traces.codes_of(cell, slot)).sum())})


def _as_published(known: Known4, release: Release) -> tuple[Longs, Longs]:
    """Known squares and hours in the larger squares and longer times of a release."""
    assert release.grid is not None
    side = known.grid.cell_m * 10
    row, column = np.divmod(known.cell, known.grid.columns)
    x = (known.grid.west_dm + column * side + side // 2).astype(np.int32)
    y = (known.grid.south_dm + row * side + side // 2).astype(np.int32)
    cell = squares_of(release.grid, x.ravel(), y.ravel()).reshape(x.shape)
    return cell.astype(np.int64), known.slot * _SLOT_MIN // release.slot_min


def _renewed(known: Known4, release: Release, key: PseudonymKey) -> _Attacked:
    """Codes that change: all four in one code; each code's records alone; codes joined by routine, then all four."""
    traces = Traces.from_release(release)
    codes = traces.codes_of(known.cell, known.slot)
    naive = singled_out(traces, codes)
    found = {"match": int(naive.sum())}
    if not key.period_min:
        found["pieces"] = int(_pieces(traces, codes, np.arange(_N_KNOWN)[None]).sum())
        return _Attacked(found, found["pieces"])
    period = known.slot * _SLOT_MIN // key.period_min
    pieces = _pieces(traces, codes, period)
    found["pieces"] = int(pieces.sum())
    chains = relink(release)
    linked = Traces.from_release(joined(release, chains))
    own = _chain_of(chains, release, key, known.person, period)
    found["relink"] = int(_pieces(linked, linked.codes_of(known.cell, known.slot), own).sum())
    verdict = judge_chains(chains, release, key)
    return _Attacked(found, int(pieces.sum()), (verdict.right.numerator, verdict.n))


def _pieces(traces: Traces, codes: Longs, period: Longs) -> NDArray[np.bool_]:
    """Whether the records of some one period fit one code alone: (n_targets,)."""
    period = np.broadcast_to(period, codes.shape)
    out = np.zeros(len(codes), bool)
    for j in range(_N_KNOWN):
        same = np.where(period == period[:, j : j + 1], codes, codes[:, j : j + 1])
        out |= singled_out(traces, same)
    return out


def _chain_of(chains: Chains, release: Release, key: PseudonymKey, person: Longs, period: Longs) -> Longs:
    """Chain that the code of each person in each period was put into: as `period`."""
    at = np.searchsorted(release.pseudonyms, key.pseudonym_of(person[:, None], period))
    return chains.chain[np.minimum(at, len(chains.chain) - 1)]


def _moved(outcome: Outcome, known: Known4, release: FixRelease, key: PseudonymKey) -> _Attacked:
    """Fixes moved by chance: taken as they stand; by likelihood, nights averaged."""
    assert known.grid is not None
    as_they_stand = Traces.from_release(to_squares(release, known.grid, _SLOT_MIN))
    codes = as_they_stand.codes_of(known.cell, known.slot)
    by = {
        "match": int((singled_out(as_they_stand, codes) & _hold_all(as_they_stand, codes, known, key)).sum())
    }
    clues = _clues(known)
    epsilon = _epsilon_per_m(release)
    homes = average(release)
    claims = near(release, clues, epsilon_per_m=epsilon, homes=homes, home_sigma_m=_HOME_M)
    by["average"] = int((key.pseudonym_of(known.person) == claims.person).sum())
    people, places = outcome.people, outcome.island.places
    sleeps = people.home_place[key.person_of(release.pseudonyms)]
    off = np.hypot(homes.x_dm - places.x_dm[sleeps], homes.y_dm - places.y_dm[sleeps]) / 10
    return _Attacked(by, part=(int((off <= _HOME_M).sum()), int(np.isfinite(off).sum())))


def _hold_all(traces: Traces, codes: Longs, known: Known4, key: PseudonymKey) -> NDArray[np.bool_]:
    """Whether each target's own trace holds all of its codes."""
    row = np.searchsorted(traces.ids, key.pseudonym_of(known.person))
    points = traces.points
    own = [set(points.code[points.first[i] : points.first[i + 1]].tolist()) for i in row.tolist()]
    return np.array([set(of.tolist()) <= held for of, held in zip(codes, own, strict=True)], bool)


def _clues(known: Known4) -> Clues:
    """The middle of each known square, at the beginning of its hour."""
    side = known.grid.cell_m * 10
    row, column = np.divmod(known.cell, known.grid.columns)
    return Clues(
        person=known.person,
        x_dm=known.grid.west_dm + column * side + side // 2,
        y_dm=known.grid.south_dm + row * side + side // 2,
        t_min=known.slot * _SLOT_MIN,
        within_m=known.grid.cell_m // 2,
    )


def _epsilon_per_m(release: FixRelease) -> float:
    """What the ledger says about one report: the noise is public, as every method is."""
    spent = [entry.epsilon for entry in release.ledger.entries if entry.per_m]
    if not spent or not math.isfinite(spent[0]):
        raise ValueError("jitter must say its epsilon per metre in the ledger")
    return spent[0]
