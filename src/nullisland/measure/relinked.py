"""How many codes that change are joined to the right person again."""

import numpy as np

from nullisland.attack import Chains
from nullisland.errors import DataError
from nullisland.measure.verdict import Verdict, judge, owners
from nullisland.model import Release
from nullisland.release import PseudonymKey

__all__ = ["judge_chains"]


def judge_chains(chains: Chains, release: Release, key: PseudonymKey) -> Verdict:
    """Verdict on the codes of which the same person had an earlier one; n is their number.

    Right: a code is taken to continue a code of the same person. The blind guess is a code of the period
    before, by lot. The control are the first codes of people who come later than the first period: to join
    those to anything is always wrong.
    Raises DataError if nobody has two codes.
    """
    person = key.person_of(release.pseudonyms)
    order = np.lexsort((chains.period, person))
    later = np.zeros(len(person), bool)
    later[order[1:]] = person[order][1:] == person[order][:-1]
    if not later.any():
        raise DataError("somebody must have two codes, got nobody")
    strangers = ~later & (chains.period > chains.period.min())
    named = owners(chains.claims, key)
    codes = np.bincount(chains.period)
    before = chains.period[later] - 1
    return judge(
        named.of(later),
        person[later],
        blind=float(np.mean(1 / np.maximum(codes[before], 1))),
        control=named.of(strangers) if strangers.any() else None,
        attack="relink",
        given="nothing but the release",
    )
