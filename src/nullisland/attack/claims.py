"""What an attack claims: of each target somebody, or nobody, and how sure the adversary is."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nullisland.model import NOWHERE

__all__ = ["Claims", "no_claims"]


class Claims(NamedTuple):
    """One claim a target: (n,) arrays in the order of the targets.

    `person` is the id that is claimed, of a person or, where a trace was sought, its pseudonym; NOWHERE for no
    claim. `confidence` in [0, 1] is how sure the adversary is of her best guess, whether she makes it or not.
    `candidates` is how many ids fit what she knows: 1 is alone in the file, and not yet right.
    """

    person: NDArray[np.int64]
    confidence: NDArray[np.float64]
    candidates: NDArray[np.int64]

    def of(self, rows: NDArray[np.integer] | NDArray[np.bool_]) -> "Claims":
        """The claims of some targets."""
        return Claims(self.person[rows], self.confidence[rows], self.candidates[rows])

    def at_least(self, confidence: float) -> "Claims":
        """The same claims, made only from this confidence on."""
        return self._replace(person=np.where(self.confidence >= confidence, self.person, NOWHERE))


def no_claims(n: int) -> Claims:
    """Nothing claimed of `n` targets."""
    return Claims(np.full(n, NOWHERE, np.int64), np.zeros(n), np.zeros(n, np.int64))
