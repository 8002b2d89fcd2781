"""Codes instead of people: a keyed permutation, whose key stays with the truth."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nullisland._kernels.publish import permute
from nullisland.model import NOWHERE
from nullisland.model._checks import freeze
from nullisland.rng import stage_key, u64_many

__all__ = ["NobodyKey", "PseudonymKey", "pseudonymise"]

_ROUNDS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class PseudonymKey:
    """Which pseudonym is whose: kept by the publisher, never published, handed to `measure` alone.

    The pseudonyms are `low : low + released * periods`, all above any person's id. Each stands for one person
    in one period of `period_min` minutes (0: all the time, or, with many periods, a trip). Nothing of the
    persons' order shows in their order.
    """

    released: int
    periods: int
    period_min: int
    low: int
    rounds: NDArray[np.uint64]

    def __post_init__(self) -> None:
        """Freeze the array."""
        freeze(self)

    @property
    def size(self) -> int:
        """Number of pseudonyms."""
        return self.released * self.periods

    def pseudonym_of(self, person: ArrayLike, period: ArrayLike = 0) -> NDArray[np.int64]:
        """Pseudonym of each person in each period, broadcast together. Raises ValueError for visitors."""
        people, periods = np.broadcast_arrays(np.asarray(person, np.int64), np.asarray(period, np.int64))
        _require_below("person", people, self.released)
        _require_below("period", periods, self.periods)
        return self.low + self._permuted(people * self.periods + periods, 1)

    def person_of(self, pseudonym: ArrayLike) -> NDArray[np.int64]:
        """Person behind each pseudonym. Raises ValueError for a number that is no pseudonym of this key."""
        return self._index_of(pseudonym) // self.periods

    def period_of(self, pseudonym: ArrayLike) -> NDArray[np.int64]:
        """Period of each pseudonym: the day, week or trip it was used in."""
        return self._index_of(pseudonym) % self.periods

    def _index_of(self, pseudonym: ArrayLike) -> NDArray[np.int64]:
        codes = np.asarray(pseudonym, np.int64) - self.low
        _require_below("pseudonym", codes, self.size)
        return self._permuted(codes, -1)

    def _permuted(self, values: NDArray[np.int64], direction: int) -> NDArray[np.int64]:
        half = max(1, ((self.size - 1).bit_length() + 1) // 2)
        out = np.empty(values.size, np.int64)
        permute(self.rounds, self.size, direction * half, np.array(values).ravel(), out)
        return out.reshape(values.shape)


@dataclass(frozen=True, slots=True, kw_only=True)
class NobodyKey:
    """The key of synthetic traces: nobody is behind a pseudonym."""

    def person_of(self, pseudonym: ArrayLike) -> NDArray[np.int64]:
        """NOWHERE for every pseudonym."""
        return np.full(np.shape(pseudonym), NOWHERE, np.int64)


def pseudonymise(
    released: int, *, inhabitants: int, periods: int, period_min: int, seed: int
) -> PseudonymKey:
    """The key that gives every one of `released` people a pseudonym in every period.

    `seed` is the secret: who knows it can redo the key. The pseudonyms begin at a power of ten that no
    person's id, below `inhabitants`, reaches, and all have one number of digits.
    Cost: nothing until somebody looks; then about 60 ns a look-up.
    """
    low = 10
    while low < inhabitants or 9 * low < released * periods:
        low *= 10
    key = stage_key(seed, "release", "pseudonyms")
    rounds = u64_many(key, np.arange(_ROUNDS))
    return PseudonymKey(released=released, periods=periods, period_min=period_min, low=low, rounds=rounds)


def _require_below(name: str, values: NDArray[np.int64], stop: int) -> None:
    if values.size and not (values.min() >= 0 and values.max() < stop):
        raise ValueError(f"{name} must be in [0, {stop}), got {values.min()} to {values.max()}")
