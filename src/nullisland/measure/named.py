"""Named rightly, named wrongly, no claim: names given to traces by an address book."""

import numpy as np
from numpy.typing import ArrayLike

from nullisland.attack import Claims
from nullisland.errors import DataError
from nullisland.measure.verdict import Verdict, judge
from nullisland.model import NOWHERE, Estimate
from nullisland.model.codes import as_integers

__all__ = ["named"]


def named(claims: Claims, persons: ArrayLike, visitors: ArrayLike, *, book_size: int) -> Verdict:
    """Compare the names given to traces with the truth.

    Parameters
    ----------
    claims : of `attack.name_traces`
    persons : whose trace it is, in the order of `traces.ids`: (n_traces,)
    visitors : everybody in the address book who is not in the data: the control is the share of them found
    book_size : entries in the address book; a blind guess picks one of them for each trace

    Raises DataError if there are no traces, or as many persons as there are not traces.
    """
    if book_size < 1:
        raise DataError(f"book_size must be at least 1, got {book_size}")
    absent = np.unique(as_integers("visitors", visitors))
    found = np.where(np.isin(absent, claims.person), absent, NOWHERE)
    control = Claims(found, np.zeros(len(found)), np.zeros(len(found), np.int64))
    share = 1 / book_size
    verdict = judge(claims, persons, blind=share, control=control, attack="name", given="an address book")
    return verdict._replace(baseline=Estimate(share, share, share, book_size, "exact"))
