"""A defence against the best attack on it, and what an adversary holds from another sensor."""

from typing import NamedTuple

from nullisland.attack import Clues
from nullisland.attack.claims import no_claims
from nullisland.attack.strongest import AnyRelease, attempts
from nullisland.measure.verdict import Verdict, judge, owners
from nullisland.release import NobodyKey, PseudonymKey

__all__ = ["Strongest", "strongest"]


class Strongest(NamedTuple):
    """The attack that names most targets rightly, and the verdict on each attack that was tried."""

    best: Verdict
    tried: tuple[Verdict, ...]


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
    people = getattr(key, "released", len(clues))
    blind = 0.0 if isinstance(key, NobodyKey) else 1 / max(people, 1)
    tried = attempts(release, clues, threads) or {"nothing applies": no_claims(len(clues))}
    controls = {} if visitors is None else attempts(release, visitors, threads)
    verdicts = tuple(
        judge(
            owners(claims, key),
            clues.person,
            blind=blind,
            control=controls.get(name),
            attack=name,
            given=clues.given,
        )
        for name, claims in tried.items()
    )
    return Strongest(max(verdicts, key=lambda v: (v.right.value, -v.wrong.value)), verdicts)
