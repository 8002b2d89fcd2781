"""A defence against the best attack on it, and what an adversary holds from another sensor."""

from collections.abc import Sequence
from functools import reduce
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nullisland.attack import Chains, Clues, attempts
from nullisland.attack.claims import no_claims
from nullisland.attack.strongest import AnyRelease
from nullisland.measure.verdict import Verdict, judge, owners
from nullisland.release import NobodyKey, PseudonymKey

__all__ = ["Attacked", "Strongest", "judge_attempts", "strongest"]


class Attacked(NamedTuple):
    """A verdict, and for each target who they are and whether the claim about them is right.

    An attack that names nobody has no `persons`.
    """

    verdict: Verdict
    persons: NDArray[np.int64]
    found: NDArray[np.bool_]


class Strongest(NamedTuple):
    """The attack that names most targets rightly, and the verdict on each attack that was tried."""

    best: Verdict
    tried: tuple[Verdict, ...]


def judge_attempts(
    release: AnyRelease,
    known: Sequence[tuple[Clues, Clues | None]],
    key: PseudonymKey | NobodyKey,
    chains: Chains | None = None,
    threads: int | None = None,
) -> tuple[Attacked, ...]:
    """Every way of `attack.attempts`, judged, for each of some sets of clues about targets and the like about visitors.

    All are sought in one go, so that what is made of the release is made once: clues must have one reach and number.
    `chains`: codes that are joined already.
    """
    sets = [clues for pair in known for clues in pair if clues is not None]
    people = getattr(key, "released", len(sets[0]))
    blind = 0.0 if isinstance(key, NobodyKey) else 1 / max(people, 1)
    every = reduce(Clues.beside, sets)
    tried = attempts(release, every, threads, chains) or {"nothing applies": no_claims(len(every))}
    out, begin = [], 0
    for clues, visitors in known:
        middle = begin + len(clues)
        end = middle + (0 if visitors is None else len(visitors))
        for name, claims in tried.items():
            mine = owners(claims.of(np.arange(begin, middle)), key)
            control = claims.of(np.arange(middle, end)) if end > middle else None
            verdict = judge(mine, clues.person, blind=blind, control=control, attack=name, given=clues.given)
            out.append(Attacked(verdict, clues.person, mine.person == clues.person))
        begin = end
    return tuple(out)


def strongest(
    release: AnyRelease,
    clues: Clues,
    key: PseudonymKey | NobodyKey,
    *,
    visitors: Clues | None = None,
    threads: int | None = None,
) -> Strongest:
    """Try everything on the targets of `clues`, and keep what does best; among equals what errs least.

    Parameters
    ----------
    release, key : as published, and who is behind its pseudonyms
    clues : about people in the data, with their ids as `person`
    visitors : the like about people who are not in it: the control

    A release without traces gives a verdict without claims. The blind guess is one of the people. Cost: that of
    all attacks in `attack.attempts`.
    """
    tried = judge_attempts(release, [(clues, visitors)], key, threads=threads)
    verdicts = tuple(one.verdict for one in tried)
    return Strongest(max(verdicts, key=lambda v: (v.right.value, -v.wrong.value)), verdicts)
