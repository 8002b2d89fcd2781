"""Who is rightly said to be in the totals, or not to be."""

import numpy as np

from nullisland.attack import IN, OUT, Claims
from nullisland.measure.verdict import Verdict, judge

__all__ = ["judge_membership"]


def judge_membership(counted: Claims, absent: Claims, given: str = "the target's own points") -> Verdict:
    """Verdict on claims about people who are in the totals and people who are not; n is both together.

    A blind guess is right for half of them if they are as many; else it says what most are.
    Raises DataError if there is nobody.
    """
    n_in, n_out = len(counted.person), len(absent.person)
    both = Claims(*(np.concatenate(pair) for pair in zip(counted, absent, strict=True)))
    truth = np.repeat((IN, OUT), (n_in, n_out))
    blind = max(n_in, n_out) / max(n_in + n_out, 1)
    return judge(both, truth, blind=blind, attack="membership", given=given)
