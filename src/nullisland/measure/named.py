"""Named rightly, named wrongly, no claim: where truth meets claim."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from nullisland.attack import Claims
from nullisland.errors import DataError
from nullisland.measure.intervals import newcombe, wilson
from nullisland.model import NOWHERE, Estimate
from nullisland.model.codes import as_integers

__all__ = ["Named", "named"]


class Named(NamedTuple):
    """How far the names given to traces are true.

    `right`, `wrong` and `passed` (no claim) are shares of all traces and add up to 1. `control` is the share
    of visitors, who are not in the data, whom the attack claims to have found; `baseline` is the share a
    blind guess gets right; `risk` is `right` beyond `control`. `control` and `risk` are None in a town
    without visitors.
    """

    right: Estimate
    wrong: Estimate
    passed: Estimate
    control: Estimate | None
    baseline: Estimate
    risk: Estimate | None


def named(claims: Claims, persons: ArrayLike, visitors: ArrayLike, *, book_size: int) -> Named:
    """Compare claims with the truth.

    Parameters
    ----------
    claims : of `attack.name_traces`
    persons : whose trace it is, in the order of `traces.ids`: (n_traces,)
    visitors : everybody in the address book who is not in the data
    book_size : entries in the address book; a blind guess picks one of them for each trace

    Raises DataError if there are no traces, or as many persons as there are not traces.
    """
    truth, absent = as_integers("persons", persons), as_integers("visitors", visitors)
    if truth.shape != claims.person.shape:
        raise DataError(f"persons must be one for each of {len(claims.person)} traces, got {truth.shape}")
    if book_size < 1:
        raise DataError(f"book_size must be at least 1, got {book_size}")
    n = len(truth)
    n_claimed = int((claims.person != NOWHERE).sum())
    n_right = int(((claims.person == truth) & (truth != NOWHERE)).sum())
    n_found = int(np.isin(np.unique(absent), claims.person).sum())
    n_absent = len(np.unique(absent))
    share = 1 / book_size
    return Named(
        right=wilson(n_right, n),
        wrong=wilson(n_claimed - n_right, n),
        passed=wilson(n - n_claimed, n),
        control=wilson(n_found, n_absent) if n_absent else None,
        baseline=Estimate(share, share, share, book_size, "exact"),
        risk=newcombe(n_right, n, n_found, n_absent) if n_absent else None,
    )
