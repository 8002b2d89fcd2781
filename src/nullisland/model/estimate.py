"""A number that may be shown: its value, interval, denominator and method."""

from typing import NamedTuple

__all__ = ["Estimate"]


class Estimate(NamedTuple):
    """A value with its 95 % interval [low, high], the number `n` it was counted over, and how it was got.

    `method` is one of wilson, newcombe (differences), bootstrap (over people), exact (everybody was counted).
    """

    value: float
    low: float
    high: float
    n: int
    method: str

    @property
    def numerator(self) -> int:
        """How many of the `n`, for a share."""
        return round(self.value * self.n)

    @property
    def rest(self) -> int:
        """How many of the `n` are not counted by the numerator, for a share."""
        return self.n - self.numerator
