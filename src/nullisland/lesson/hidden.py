"""Scene 7: counts that stand for one person alone, and what is left of them when small counts are hidden."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nullisland.attack import alone, difference
from nullisland.model import TotalsRelease

__all__ = ["Hidden", "Hour", "count_hidden", "hour_of", "shares_of"]


@dataclass(frozen=True, slots=True)
class Hidden:
    """Totals whose counts below `threshold` are hidden, over all squares and hours of the file.

    `counts` are still published above zero and `ones` of them are exactly 1; `hidden` are gone. Subtraction still
    gives `found` of the resident's records.
    """

    threshold: int
    counts: int
    ones: int
    hidden: int
    found: int


@dataclass(frozen=True, slots=True)
class Hour:
    """One hour of totals as published: (square, count) fullest first, and how many squares are `hidden`."""

    squares: tuple[tuple[int, int], ...]
    hidden: int

    @property
    def alone(self) -> tuple[int, ...]:
        """Squares published with one person."""
        return tuple(cell for cell, count in self.squares if count == 1)

    @property
    def shared(self) -> int:
        """How many squares are published with more than one person."""
        return len(self.squares) - len(self.alone)

    @property
    def shares(self) -> tuple[tuple[int, int, float], ...]:
        """(square, count, share of the fullest square's count)."""
        return shares_of(self.squares)


def shares_of(counts: Sequence[tuple[int, int]]) -> tuple[tuple[int, int, float], ...]:
    """(square, count, share of the largest count), as a map shades them."""
    most = max((count for _, count in counts), default=1)
    return tuple((cell, count, count / most) for cell, count in counts)


def count_hidden(exact: TotalsRelease, shown: tuple[TotalsRelease, TotalsRelease]) -> Hidden:
    """What hiding did: exact totals against those published, with everybody and without the resident."""
    published = shown[0].counts > 0
    return Hidden(
        threshold=shown[0].threshold,
        counts=int(published.sum()),
        ones=len(alone(shown[0])[0]),
        hidden=int(((exact.counts > 0) & ~published).sum()),
        found=len(difference(*shown).slot),
    )


def hour_of(counts: NDArray[np.int64], threshold: int) -> Hour:
    """One slot's counts by square, those below `threshold` hidden."""
    shown = np.where(counts >= threshold, counts, 0)
    order = np.argsort(-shown, kind="stable")
    squares = tuple((int(cell), int(shown[cell])) for cell in order if shown[cell] > 0)
    return Hour(squares, int(((counts > 0) & (shown == 0)).sum()))
