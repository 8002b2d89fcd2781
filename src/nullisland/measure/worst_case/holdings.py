"""What every person holds, counted, and the exact table that says which counts are close enough."""

from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from nullisland._kernels.holdings import Held, Rule
from nullisland.model import Traces
from nullisland.model.traces import Rows

__all__ = ["home_and_work", "leveled", "places_in_order", "presence", "tolerant", "what_people_hold"]

Ints = NDArray[np.int64]
_NOTHING = np.zeros(0, np.int64)


def places_in_order(traces: Traces) -> Rows:
    """Records of every person in order of (slot, input), each as the position of its cell."""
    at_cell, _ = traces.space.positions()
    return Rows(traces.records.first, at_cell[traces.records.code])


def what_people_hold(rows: Rows, n_codes: int, *, once: bool) -> Held:
    """How often every person holds each code, and who holds it; `once`: at most once. Cost: two sorts."""
    person = np.repeat(np.arange(len(rows.first) - 1), rows.counts())
    pair, count = np.unique(person * max(n_codes, 1) + rows.code, return_counts=True)
    who, code = np.divmod(pair, max(n_codes, 1))
    if once:
        count = np.ones_like(count)
    order = np.argsort(code, kind="stable")
    people = len(rows.first) - 1
    return Held(
        first=_starts(who, people),
        code=code,
        count=count,
        start=_starts(code, n_codes),
        who=who[order],
        many=count[order],
        total=rows.counts(),
    )


def _starts(values: Ints, n: int) -> Ints:
    return np.concatenate(([0], np.cumsum(np.bincount(values, minlength=n)))).astype(np.int64)


def leveled() -> Rule:
    """A candidate matches an item if it holds it at least as often."""
    return Rule(True, _NOTHING, _NOTHING, _NOTHING, np.zeros((1, 1), np.int64))


def presence(held: Held) -> Rule:
    """A candidate matches an item if it holds it at all."""
    return tolerant(held, np.zeros(len(held.total), np.int64), held.total, Fraction(0))


def tolerant(held: Held, whole: Ints, wholes: Ints, tolerance: Fraction) -> Rule:
    """A candidate matches an item if counts, each as a share of its person's `whole`, differ by so little.

    `whole` has a value a person, `wholes` all values that may occur in its place. The table holds the largest whole
    number that is not above `tolerance` x count x whole, in integers of any size, so nothing is rounded.
    """
    counts, bases = np.unique(held.many), np.unique(wholes)
    if tolerance == 0:
        counts, bases = counts[:0], bases[:0]
    count_rank = np.zeros(int(held.many.max(initial=0)) + 1, np.int64)
    count_rank[counts] = np.arange(len(counts))
    allowed = np.zeros((max(len(counts), 1), max(len(bases), 1)), np.int64)
    if len(counts) and len(bases):
        products = np.multiply.outer(counts.astype(object), bases.astype(object))
        allowed[:] = products * tolerance.numerator // tolerance.denominator
    rank = np.searchsorted(bases, whole).astype(np.int64) if len(bases) else np.zeros(len(whole), np.int64)
    return Rule(False, whole, rank, count_rank, allowed)


def home_and_work(traces: Traces) -> Ints:
    """The two most visited places of every person, the smaller first: (n, 2), -1 for none.

    Among equals: the place whose first record is earlier, then the smaller cell.
    """
    rows, n_cells = places_in_order(traces), max(traces.space.cells.size, 1)
    person = np.repeat(np.arange(len(traces)), rows.counts())
    pair, at, count = np.unique(person * n_cells + rows.code, return_index=True, return_counts=True)
    who, cell = np.divmod(pair, n_cells)
    _, at_slot = traces.space.positions()
    since = at_slot[traces.records.code[at]]
    order = np.lexsort((cell, since, -count, who))
    first = _starts(who, len(traces))
    two = np.full((len(traces), 2), -1, np.int64)
    for place in range(2):
        some = np.diff(first) > place
        two[some, place] = cell[order[first[:-1][some] + place]]
    return np.sort(two, axis=1)
