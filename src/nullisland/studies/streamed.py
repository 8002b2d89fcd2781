"""Match what is known of some targets against everybody, a shard at a time: nobody's trace is kept.

A first pass draws the targets' points from their own lives; a second streams everybody past them. Only codes that
some target has are looked at again, so memory does not grow with the number of people.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nullisland.attack import anonymity_set_sizes
from nullisland.model import Traces
from nullisland.model._checks import freeze
from nullisland.model.codes import Axis, CodeSpace
from nullisland.rng import stage_key, u64_many

__all__ = ["Drawn", "Shard", "Wanted", "by_lot", "draw_targets"]

Longs = NDArray[np.int64]
Shard = tuple[Longs, NDArray[np.int32]]
"""`first` and `code` of some people: those of person i are `code[first[i] : first[i + 1]]`, distinct, ascending."""


class Drawn(NamedTuple):
    """Targets by id, ascending, and what is known of each: (n, n_known) codes."""

    person: Longs
    codes: Longs


def by_lot(people: int, seed: int) -> Longs:
    """Everybody's id in the order of a keyed lot: whoever comes first is asked first to be a target."""
    return np.argsort(u64_many(stage_key(seed, "targets"), np.arange(people)), kind="stable").astype(np.int64)


def draw_targets(people: int, n: int, seed: int, known_of: Callable[[int], Longs | None]) -> Drawn:
    """The first `n` people by lot of whom enough is known: `known_of(person)` gives their codes, or None.

    With fewer of them than `n`, all.
    """
    found: dict[int, Longs] = {}
    for person in by_lot(people, seed).tolist():
        codes = known_of(person)
        if codes is not None:
            found[person] = codes
            if len(found) == n:
                break
    person = np.array(sorted(found), np.int64)
    rows = [found[p] for p in person.tolist()]
    return Drawn(person, np.stack(rows) if rows else np.empty((0, 0), np.int64))


@dataclass(frozen=True, slots=True, eq=False)
class Wanted:
    """The codes that somebody is looking for: `codes` of (n, n_known), `listed` each once, ascending."""

    codes: Longs
    listed: Longs
    mark: NDArray[np.bool_]

    def __post_init__(self) -> None:
        """Freeze the arrays."""
        freeze(self)

    @classmethod
    def of(cls, codes: Longs, size: int) -> "Wanted":
        """Of codes in [0, size). Cost: a byte a code."""
        listed = np.unique(codes)
        mark = np.zeros(size, bool)
        mark[listed] = True
        return cls(codes, listed, mark)

    def matches(self, shard: Shard) -> Longs:
        """How many people of a shard hold the first 1, 2, ... codes of each target: (n, n_known).

        Cost: 1 ns a code of the shard, and the few that are wanted.
        """
        first, code = shard
        kept = self.mark[code]
        before = np.concatenate(([0], np.cumsum(kept)))
        few = np.searchsorted(self.listed, code[kept]).astype(np.int32)
        space = CodeSpace(Axis(0, max(len(self.listed), 1)), Axis(0, 1))
        traces = Traces.from_codes(np.arange(len(first) - 1), before[first], few, space)
        known = np.searchsorted(self.listed, self.codes)
        steps = [anonymity_set_sizes(traces, known[:, : k + 1]) for k in range(known.shape[1])]
        return np.stack(steps, axis=1)
