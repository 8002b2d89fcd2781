"""Who is rightly said to live together."""

import numpy as np
from numpy.typing import NDArray

from nullisland.attack import Claims
from nullisland.errors import DataError
from nullisland.measure.verdict import Verdict, judge
from nullisland.model import NOWHERE

__all__ = ["judge_ties"]

Longs = NDArray[np.int64]


def judge_ties(claims: Claims, persons: Longs, household: NDArray[np.integer]) -> Verdict:
    """Verdict on who is said to live with the person behind each trace.

    Parameters
    ----------
    claims : of a person (see `owners`), one a trace
    persons : who is behind each trace
    household : of every inhabitant

    Targets are the traces whose owner shares the household with somebody else who has a trace. The blind guess is
    any other person, by lot. The control are the traces of those who share it with nobody: to tie them is always
    wrong. To tie two traces of one person is wrong, too. Raises DataError if nobody shares a household.
    """
    everybody = np.unique(persons)
    size = np.bincount(household[everybody], minlength=int(household.max()) + 1)[household[persons]]
    shares = size > 1
    if not shares.any():
        raise DataError("somebody must share a household, got nobody")
    nobody = int(household.max()) + 1
    person = np.where(claims.person == NOWHERE, 0, claims.person)
    tied = np.where(claims.person == persons, nobody, household[person])
    said = claims._replace(person=np.where(claims.person == NOWHERE, NOWHERE, tied).astype(np.int64))
    return judge(
        said.of(shares),
        household[persons[shares]].astype(np.int64),
        blind=float((size[shares] - 1).mean() / max(len(everybody) - 1, 1)),
        control=None if shares.all() else said.of(~shares),
        attack="ties",
        given="nothing but the release",
    )
