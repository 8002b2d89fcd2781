"""How far the claims of an attack are true: the one place where truth meets claim."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nullisland.attack import Claims
from nullisland.errors import DataError
from nullisland.measure.intervals import newcombe, wilson
from nullisland.model import NOWHERE, Estimate
from nullisland.model.codes import as_integers
from nullisland.release import NobodyKey, PseudonymKey

__all__ = ["Verdict", "judge", "owners"]

_RATES = 8


class Verdict(NamedTuple):
    """How far the claims of one attack are true.

    `right`, `wrong` and `passed` (no claim) are shares of all targets and add up to 1; `guesses` is what was
    claimed, rightly or wrongly. `singled_out` is the share of targets whom exactly one id fits: alone in the
    file is another question than named correctly. `control` is the share of visitors, who are not in the
    data, of whom the attack claims all the same; `baseline` is what a blind guess gets right; `risk` is
    `right` beyond `control`. `control` and `risk` are None where nobody was tried who is not in the data.
    `attack` is its name, `given` says what the adversary had besides the release.
    """

    right: Estimate
    wrong: Estimate
    passed: Estimate
    control: Estimate | None
    baseline: Estimate
    risk: Estimate | None
    guesses: Estimate
    singled_out: Estimate
    attack: str = ""
    given: str = ""

    @property
    def n(self) -> int:
        """Number of targets."""
        return self.right.n

    @property
    def beats_guessing(self) -> bool:
        """Whether more is right than by a blind guess, beyond the interval."""
        return self.right.low > self.baseline.high

    def rates(self) -> dict[str, Estimate | None]:
        """The rates by name, without the words."""
        return dict(zip(self._fields[:_RATES], self[:_RATES], strict=True))  # type: ignore[arg-type]

    def __str__(self) -> str:
        """One line, with denominators."""
        verdict = "" if self.beats_guessing else ", no better than guessing"
        return (
            f"{self.attack or 'claims'}: right {self.right.value:.1%}, wrong {self.wrong.value:.1%}, "
            f"no claim {self.passed.value:.1%} of {self.n:,}{verdict}"
        )


def judge(
    claims: Claims,
    truth: ArrayLike,
    *,
    blind: float,
    control: Claims | None = None,
    attack: str = "",
    given: str = "",
) -> Verdict:
    """Compare claims with the truth.

    Parameters
    ----------
    claims : ids claimed, of persons (see `owners` for pseudonyms)
    truth : the right id of each target: (n,); NOWHERE if no claim can be right
    blind : the share that a guess by lot gets right
    control : claims of the same attack about people who are not in the data

    Raises DataError if there are no targets, or not one truth for each.
    """
    right_ids = as_integers("truth", truth)
    if right_ids.shape != claims.person.shape:
        raise DataError(
            f"truth must be one id for each of {len(claims.person)} claims, got {right_ids.shape}"
        )
    if not 0 <= blind <= 1:
        raise DataError(f"a blind guess must be right with a share in [0, 1], got {blind}")
    n = len(right_ids)
    n_claimed = int((claims.person != NOWHERE).sum())
    n_right = int(((claims.person == right_ids) & (right_ids != NOWHERE)).sum())
    n_absent = 0 if control is None else len(control.person)
    n_found = 0 if control is None else int((control.person != NOWHERE).sum())
    return Verdict(
        right=wilson(n_right, n),
        wrong=wilson(n_claimed - n_right, n),
        passed=wilson(n - n_claimed, n),
        control=wilson(n_found, n_absent) if n_absent else None,
        baseline=Estimate(blind, blind, blind, n, "exact"),
        risk=newcombe(n_right, n, n_found, n_absent) if n_absent else None,
        guesses=wilson(n_claimed, n),
        singled_out=wilson(int((claims.candidates == 1).sum()), n),
        attack=attack,
        given=given,
    )


def owners(claims: Claims, key: PseudonymKey | NobodyKey) -> Claims:
    """The same claims with the person behind each claimed pseudonym: (n,). Only `measure` holds the key."""
    person: NDArray[np.int64] = np.full(len(claims.person), NOWHERE, np.int64)
    claimed = claims.person != NOWHERE
    person[claimed] = key.person_of(claims.person[claimed])
    return claims._replace(person=person)
