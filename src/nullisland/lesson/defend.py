"""Scene 5: what each defence leaves to the strongest of the attacks that apply to it, and to the planner.

Every attack is given the same four records of each resident, drawn by lot at the finest grain: those of scene 3.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from nullisland.attack import AdversaryKnowledge, draw_known
from nullisland.errors import IslandError
from nullisland.lesson.defend_attacks import SLOT_MIN, Attacked, Found, Sought, attacked
from nullisland.lesson.spoken import per_hundred, portion
from nullisland.measure.utility import TASKS, Answers, Frame, answers_of, frame_of, scores, true_answers
from nullisland.model import Traces
from nullisland.pipeline import Outcome
from nullisland.release import DEFENCES, defend, guarantees

__all__ = [
    "ALL_CARDS",
    "CARDS",
    "MORE_CARDS",
    "SAMPLE_EVERY",
    "STRENGTHS",
    "Attempt",
    "Known",
    "attempt",
    "attempt_and_sample",
    "attempts_of",
    "core_that_reaches",
    "count_attempts",
    "frontier",
    "goal",
    "known_of",
    "not_published",
    "reaches",
    "useful",
]

CARDS = tuple(defence.name for defence in DEFENCES if defence.core)
"""The five cards of the core, in order."""

MORE_CARDS = ("home_removed", "sensitive_removed", "constant_shift", "k_anonymous", "counts_dp")
"""The five past the core, in order."""

ALL_CARDS = CARDS + MORE_CARDS

STRENGTHS = (0, 1, 2)
"""Weakest first."""

GOAL_SHARE, GOAL_STOPS = 0.10, 8
"""The goal of the scene: under 10 of 100 singled out, and 8 of the 10 busiest stops right."""

SAMPLE_EVERY = 20
"""The sample that a shipped table is tested with is every twentieth resident."""

_N_KNOWN = 4


class Attempt(NamedTuple):
    """One card at one strength. `singled_out` of `people` by the strongest attack, which is called `attack`.

    `naive` is what the attack of scene 3 gets: all four records in one trace, taken as they stand. `scores` goes by
    `TASKS`; None: the question cannot be asked. `k`, and `epsilon` for each `unit`, are the badge. `part` of `part_of`
    says how the adaptive attack went on: codes joined rightly (new codes), homes found within 50 m (jitter), else 0
    of 0. `pieces` residents are singled out within one of their codes. `curve`: by the strongest attack each, given
    the first record known of each resident, the first two, ...
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
    epsilon: float
    pieces: int
    part: int
    part_of: int
    curve: tuple[int, ...]

    @property
    def share(self) -> float:
        """Singled out, as a share."""
        return self.singled_out / self.people

    def spot(self, at: int) -> tuple[float, float] | None:
        """Singled out, and how well the planner's question number `at` is answered, of a hundred; None: not asked."""
        use = useful(self, at)
        return None if use is None else (per_hundred(self.share), per_hundred(use))

    def naive_spot(self, at: int) -> tuple[float, float] | None:
        """The same for the attack of scene 3."""
        use = useful(self, at)
        return None if use is None else (portion(self.naive, self.people), per_hundred(use))

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


def goal() -> tuple[float, float]:
    """The goal, of a hundred: fewer singled out than the first, as many of the busiest stops right as the second.

    >>> goal()
    (10.0, 80.0)
    """
    return per_hundred(GOAL_SHARE), portion(GOAL_STOPS, TASKS[0].best)


def count_attempts(cards: Sequence[str]) -> int:
    """How many attempts these cards have at all strengths.

    >>> count_attempts(CARDS)
    15
    """
    return len(cards) * len(STRENGTHS)


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


class Known(NamedTuple):
    """What is known of each target, and what the planner would like to know; made once an island."""

    sought: Sought
    truth: Answers
    frame: Frame

    def every(self, step: int) -> "Known":
        """Of every `step`-th target alone."""
        sought = self.sought
        rows = slice(None, None, step)
        return self._replace(
            sought=sought._replace(person=sought.person[rows], cell=sought.cell[rows], slot=sought.slot[rows])
        )


def known_of(outcome: Outcome, most: int = 10) -> Known:
    """Up to `most` records drawn of each resident, exactly those of scene 3.

    Cost: that of an index.
    """
    release = outcome.release
    if release.grid is None or release.slot_min != SLOT_MIN:
        raise ValueError("the lesson needs squares and hours")
    traces = Traces.from_release(release)
    drawn = min(most, int(traces.points.counts().max(initial=0)))
    known = draw_known(traces, AdversaryKnowledge(n_known=drawn), 0)
    frame = frame_of(outcome.island, outcome.scenario.days)
    truth = true_answers(outcome.visits, outcome.island, frame, outcome.scenario.people)
    person = outcome.key.person_of(traces.ids[known.targets])
    cell, slot = traces.cell_of(known.codes), traces.slot_of(known.codes)
    return Known(Sought(person, cell, slot, release.grid), truth, frame)


def attempt(outcome: Outcome, known: Known, card: str, strength: int) -> Attempt:
    """Publish with one card, attack it, and ask the planner's questions.

    Raises ConfigError for a card or strength that does not exist. Cost on the default island: a second or two; ten for
    traces that others share and for new codes each week, half a minute for noise and for new codes each day.
    """
    return attempt_and_sample(outcome, known, card, strength)[0]


def attempt_and_sample(outcome: Outcome, known: Known, card: str, strength: int) -> tuple[Attempt, Attempt]:
    """The attempt, and what it is if only every twentieth resident is sought and new codes live for the first `BEGUN`.

    Of the second, `part` counts the codes joined rightly until then. Raises and costs as `attempt`.
    """
    made = defend(outcome, card, strength)
    badge = guarantees(made[0])
    answers = answers_of(made[0], outcome.island, known.frame)
    asked = scores(known.truth, answers, len(known.frame.stops))
    assert [score.task for score in asked] == [task.name for task in TASKS]
    spent = made[0].ledger.entries
    found = attacked(outcome, known.sought, made, badge)
    whole = Attempt(
        card=card,
        strength=strength,
        scores=tuple(score.value for score in asked),
        k=badge.k,
        unit=spent[0].unit if spent else "none",
        epsilon=spent[0].epsilon if spent else 0.0,
        part=found.part,
        part_of=found.part_of,
        **_counted(found, slice(None)),
    )
    part = found.begun if found.begun else found.part
    return whole, whole._replace(part=part, **_counted(found, slice(None, None, SAMPLE_EVERY)))


def attempts_of(outcome: Outcome, known: Known, cards: Iterable[str]) -> Iterator[Attempt]:
    """Each card at every strength, one after another; `not_published` where the island has too few people for it.

    Cost on the default island: about two minutes for the core's five cards, some more for the others.
    """
    for card in cards:
        for strength in STRENGTHS:
            try:
                yield attempt(outcome, known, card, strength)
            except IslandError:
                yield not_published(known, card, strength)


def not_published(known: Known, card: str, strength: int) -> Attempt:
    """The attempt on an island that has too few people for this card: nothing comes out, and nothing can be asked."""
    nobody = np.zeros_like(known.sought.cell, bool)
    return Attempt(
        card=card,
        strength=strength,
        scores=(None,) * len(TASKS),
        k=None,
        unit="none",
        epsilon=0.0,
        part=0,
        part_of=0,
        **_counted(Attacked({"none": nobody}, nobody), slice(None)),
    )


def _counted(found: Attacked, rows: slice) -> Mapping[str, Any]:
    """The fields of an attempt that count some residents."""

    def at_four(who: Found) -> int:
        return int(who[rows, : min(_N_KNOWN, who.shape[1])][:, -1].sum())

    best = max(found.by, key=lambda name: at_four(found.by[name]))
    return {
        "people": len(found.pieces[rows]),
        "singled_out": at_four(found.by[best]),
        "attack": best,
        "naive": at_four(next(iter(found.by.values()))),
        "pieces": at_four(found.pieces),
        "curve": tuple(np.max([who[rows].sum(axis=0) for who in found.by.values()], axis=0).tolist()),
    }


def core_that_reaches(attempts: Sequence[Attempt]) -> tuple[str, ...] | None:
    """Cards of the core that reach the goal of the scene at one of their strengths at least, in order.

    None while an attempt of the core is missing: only all of them say that a card does not.
    """
    core = [one for one in attempts if one.card in CARDS]
    if len({(one.card, one.strength) for one in core}) < len(CARDS) * len(STRENGTHS):
        return None
    reached = {one.card for one in reaches(core)}
    return tuple(card for card in CARDS if card in reached)


def reaches(attempts: Sequence[Attempt]) -> list[Attempt]:
    """Those that reach the goal of the scene, in their order."""
    return [one for one in attempts if one.reaches_goal]
