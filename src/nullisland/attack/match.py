"""Whose traces hold the points that are known."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nullisland._kernels.clues import fit_clues
from nullisland._kernels.postings import count_matches
from nullisland._kernels.postings import shared_points as shared_kernel
from nullisland.attack.claims import Claims, no_claims
from nullisland.attack.clues import Clues, code_ranges, middle_of
from nullisland.attack.index import index_of
from nullisland.attack.knowledge import AdversaryKnowledge, Known, draw_known
from nullisland.attack.view import View, view
from nullisland.errors import ConfigError, DataError
from nullisland.model import NOWHERE, Release, Traces
from nullisland.model._checks import freeze, require_int, require_share
from nullisland.model.codes import as_integers
from nullisland.threads import over_blocks

__all__ = [
    "MatchRule",
    "SubsetCounts",
    "anonymity_set_sizes",
    "match",
    "matching_traces",
    "shared_points",
    "singled_out",
    "subsets",
]

_MOST_CARDS = 8
_DECOYS = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchRule:
    """How clues are weighed and when a claim is made.

    At most `wrong` clues may fail to fit; a clue fails the target with the share `error`, which must be above
    0 if `wrong` is. `inside` is the share of targets the adversary takes to be in the data at all. She
    claims if her best guess has a probability of at least `least` and, with `false_claims`, one that at most this
    share of people would reach who are not in the data: tried on people of the release, their own trace left out.
    """

    wrong: int = 0
    error: float = 0.0
    inside: float = 0.95
    least: float = 0.5
    false_claims: float | None = None

    def __post_init__(self) -> None:
        """Validate; every error is a ConfigError of one sentence."""
        object.__setattr__(self, "wrong", require_int("wrong", self.wrong, 0, 60))
        for name in ("error", "inside", "least"):
            require_share(name, getattr(self, name))
        if self.false_claims is not None:
            require_share("false_claims", self.false_claims)
        if self.wrong and not 0 < self.error < 1:
            raise ConfigError(f"error must be above 0 and below 1 if clues may be wrong, got {self.error}")


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


def match(
    release: Release | View, clues: Clues, rule: MatchRule | None = None, threads: int | None = None
) -> Claims:
    """Whose trace it is, from clues that may be off in place and time and partly wrong.

    Parameters
    ----------
    release : as published
    clues : of each target; a trace fits a clue if it has a point in reach

    Returns
    -------
    `Claims` of the id of a trace for each target. Confidence is the probability that the best trace is the
    target's: each clue that fits counts 1 / (share of traces that fit it), as if clues were independent
    of each other, among all traces and the chance that the target is not in the data.

    Raises DataError if clues and cells do not go together. Source: de Montjoye et al. 2013, Sci. Rep. 3:1376,
    made tolerant; the weights are those of Fellegi, Sunter 1969, JASA 64:1183. Cost: the posting lists in
    reach.
    """
    rule = rule or MatchRule()
    seen, n = view(release), len(clues)
    traces = seen.traces
    if not n or not len(traces.points):
        return no_claims(n)
    best, sure, sizes = _fitted(seen, clues, np.full(n, -1, np.int64), rule, threads)
    least = rule.least
    if rule.false_claims is not None:
        decoys, own = _decoys(seen, clues)
        _, by_chance, _ = _fitted(seen, decoys, own, rule, threads)
        least = max(least, float(np.quantile(by_chance, 1 - rule.false_claims)) + 1e-12)
    claimed = (best >= 0) & (sure >= least)
    return Claims(np.where(claimed, traces.ids[best], NOWHERE), sure, sizes)


def _fitted(
    seen: View, clues: Clues, skip: NDArray[np.int64], rule: MatchRule, threads: int | None
) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.int64]]:
    n, index = len(clues), index_of(seen.traces, threads)
    ranges = code_ranges(seen.traces, clues, seen.grid, seen.slot_min)
    out = np.empty(n, np.int64), np.empty(n), np.empty(n, np.int64)
    weights = (rule.wrong, float(rule.error), float(rule.inside), len(seen.traces))
    over_blocks(
        lambda a, b: fit_clues(index.start, index.posting, skip, ranges, weights, out, (a, b)), n, threads
    )
    return out


def _decoys(seen: View, clues: Clues) -> tuple[Clues, NDArray[np.int64]]:
    """The like of the clues about people of the release, and the traces to leave out, as if they were absent."""
    traces = seen.traces
    n_known = min(clues.t_min.shape[1], int(traces.points.counts().max()))
    drawn = draw_known(traces, AdversaryKnowledge(n_known=n_known, n_targets=_DECOYS), 0)
    cell, slot = traces.cell_of(drawn.codes), traces.slot_of(drawn.codes)
    x_dm = y_dm = np.zeros_like(cell)
    if seen.grid is not None:
        x_dm, y_dm = middle_of(seen.grid, cell)
    about = Clues(
        person=traces.ids[drawn.targets],
        x_dm=x_dm,
        y_dm=y_dm,
        t_min=slot * seen.slot_min + seen.slot_min // 2,
        within_m=clues.within_m,
        within_min=clues.within_min,
        site=cell if seen.grid is None else None,
    )
    return about, drawn.targets


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
