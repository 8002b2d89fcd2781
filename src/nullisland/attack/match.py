"""Whose traces hold the points that are known."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nullisland._kernels.postings import count_matches
from nullisland._kernels.postings import shared_points as shared_kernel
from nullisland.attack.index import index_of
from nullisland.attack.knowledge import Known
from nullisland.errors import DataError
from nullisland.model import Traces
from nullisland.model._checks import freeze
from nullisland.model.codes import as_integers
from nullisland.threads import over_blocks

__all__ = [
    "SubsetCounts",
    "anonymity_set_sizes",
    "matching_traces",
    "shared_points",
    "singled_out",
    "subsets",
]

_MOST_CARDS = 8


def anonymity_set_sizes(traces: Traces, known: ArrayLike, threads: int | None = None) -> NDArray[np.int64]:
    """Number of traces that fit each target's known points.

    Parameters
    ----------
    traces : as published
    known : (n_targets, n_known), from `traces.codes_of(cell, slot)`; -1 fits nobody. The order of the points
        does not matter, and a point given twice counts once

    Returns
    -------
    (n_targets,) int64. 1: singled out. 0: the target's points are not in the release.

    Raises DataError (a ValueError) if `known` does not have two axes and a point in each row, or holds
    anything but codes. Source: de Montjoye et al. 2013, Sci. Rep. 3:1376, unicity. Cost: the shortest
    posting list of each target; the first call builds the index.
    """
    return _set_sizes(traces, known, len(traces) + 1, threads)


def singled_out(traces: Traces, known: ArrayLike, threads: int | None = None) -> NDArray[np.bool_]:
    """Whether exactly one trace fits each target's known points: `anonymity_set_sizes(...) == 1`, and sooner.

    Cost: at most that of `anonymity_set_sizes`; where thousands fit it ends at the second.
    """
    return np.equal(_set_sizes(traces, known, 2, threads), 1)


def shared_points(traces: Traces, known: Known, threads: int | None = None) -> NDArray[np.int64]:
    """How many of each target's first points some one other trace holds too: (n_targets,) int64.

    A target is singled out by its first k points if, and only if, k is larger than this.
    Cost: less than the shortest posting list; it stops at the first trace that holds them all.
    """
    codes = _as_codes(traces, known.codes)
    if codes.size and codes.min() < 0:
        raise DataError("known must hold the targets' own points, got -1")
    shared = np.zeros(len(codes), np.int64)
    if codes.size:
        index, own = index_of(traces, threads), np.ascontiguousarray(known.targets, np.int64)
        over_blocks(
            lambda a, b: shared_kernel(index.start, index.posting, codes, own, shared, (a, b)),
            len(codes),
            threads,
        )
    return shared


def matching_traces(traces: Traces, codes: ArrayLike) -> NDArray[np.int64]:
    """Positions in `traces.ids` of all traces that hold every one of `codes`, ascending.

    Raises DataError if there is no code. Cost: the shortest posting list, looked up in the others.
    """
    wanted = np.unique(_as_codes(traces, np.atleast_2d(np.asarray(codes))))
    if wanted[0] < 0:
        return np.empty(0, np.int64)
    index = index_of(traces)
    lists = sorted((index.traces_with(int(code)) for code in wanted), key=len)
    fit = lists[0]
    for other in lists[1:]:
        at = np.minimum(np.searchsorted(other, fit), max(len(other) - 1, 0))
        fit = fit[other[at] == fit] if len(other) else fit[:0]
    return fit.astype(np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class SubsetCounts:
    """What each choice of cards leaves of the town.

    `masks[i]` has bit j set if the trace at position i of `ids` fits card j. `counts[choice]` is the number
    of traces that fit every card whose bit is set in `choice`: `counts[0]` is everybody.
    """

    masks: NDArray[np.uint8]
    counts: NDArray[np.int64]

    def __post_init__(self) -> None:
        """Freeze the arrays."""
        freeze(self)


def subsets(traces: Traces, codes: ArrayLike) -> SubsetCounts:
    """Masks of all traces and counts of all 2**k choices among k <= 8 cards: 64 for the six of the lesson.

    `codes` (k,), from `traces.codes_of`; -1 fits nobody. Raises DataError for anything else.
    Cost: the posting lists of the cards, and one byte a trace.
    """
    cards = _as_codes(traces, np.atleast_2d(np.asarray(codes)))[0]
    if len(cards) > _MOST_CARDS:
        raise DataError(f"cards must be at most {_MOST_CARDS}, got {len(cards)}")
    masks = np.zeros(len(traces), np.uint8)
    for j, code in enumerate(cards.tolist()):
        if code >= 0:
            masks[index_of(traces).traces_with(code)] |= np.uint8(1 << j)
    counts = np.bincount(masks, minlength=1 << len(cards)).astype(np.int64)
    for j in range(len(cards)):
        halves = counts.reshape(-1, 2, 1 << j)
        halves[:, 0] += halves[:, 1]
    return SubsetCounts(masks, counts)


def _set_sizes(traces: Traces, known: ArrayLike, limit: int, threads: int | None) -> NDArray[np.int64]:
    codes = _as_codes(traces, known)
    sizes = np.zeros(len(codes), np.int64)
    if len(traces.points):
        index = index_of(traces, threads)
        over_blocks(
            lambda a, b: count_matches(index.start, index.posting, codes, limit, sizes, (a, b)),
            len(codes),
            threads,
        )
    return sizes


def _as_codes(traces: Traces, known: ArrayLike) -> NDArray[np.int64]:
    codes = as_integers("known", known)
    if codes.ndim != 2:
        raise DataError(f"known must be (n_targets, n_known), got shape {codes.shape}")
    if codes.shape[1] == 0:
        raise DataError("known must hold at least one point for each target, got none")
    if codes.size and not -1 <= codes.min() <= codes.max() < max(traces.n_codes, 0):
        low, high = int(codes.min()), int(codes.max())
        raise DataError(f"known must hold codes in [-1, {traces.n_codes}), got {low if low < -1 else high}")
    return np.ascontiguousarray(codes)
