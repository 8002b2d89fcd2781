"""Uniqueness: the share of people singled out by a few of their own points."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nullisland.attack import (
    AdversaryKnowledge,
    Known,
    anonymity_set_sizes,
    draw_known,
    shared_points,
    singled_out,
)
from nullisland.errors import DataError
from nullisland.measure.intervals import bootstrap_median, wilson
from nullisland.model import Estimate, Traces
from nullisland.model._checks import freeze, require_int

__all__ = [
    "AnonymitySets",
    "anonymity_sets",
    "blind_guess",
    "uniqueness",
    "uniqueness_control",
    "uniqueness_curve",
]


@dataclass(frozen=True, slots=True, eq=False)
class AnonymitySets:
    """How many traces fit what is known of each target: `sizes[i]` for position `targets[i]` of `ids`."""

    n_known: int
    targets: NDArray[np.int64]
    sizes: NDArray[np.int64]

    def __post_init__(self) -> None:
        """Freeze the arrays."""
        freeze(self)

    def at_most(self, size: int) -> Estimate:
        """Share of targets in a set of at most `size`; `at_most(1)` is the uniqueness."""
        return wilson(int((self.sizes <= size).sum()), len(self.sizes))

    def median(self) -> Estimate:
        """Median set size over targets."""
        return bootstrap_median(self.sizes)

    def distribution(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Distinct set sizes, ascending, and how many targets have each."""
        return np.unique_counts(self.sizes)


def uniqueness(traces: Traces, n_known: int = 4, n_targets: int | None = None, seed: int = 0) -> Estimate:
    """Share of targets whose anonymity set is 1 when `n_known` of their own points are known.

    Parameters
    ----------
    n_known : points drawn by lot from each target's distinct points
    n_targets : people drawn by lot among those with at least `n_known` points; None: all of them

    Raises ConfigError for a number out of range, DataError (both are ValueErrors) if nobody has enough
    points. Source: de Montjoye et al. 2013, Sci. Rep. 3:1376. The interval (wilson) also covers the lot of
    the points. Cost: below 1 us a target after the first call, which builds the index.
    """
    known = _drawn(traces, n_known, n_targets, seed)
    return wilson(int(singled_out(traces, known.codes).sum()), len(known.targets))


def anonymity_sets(
    traces: Traces, n_known: int = 4, n_targets: int | None = None, seed: int = 0
) -> AnonymitySets:
    """Anonymity set of every target; parameters and errors as for `uniqueness`."""
    known = _drawn(traces, n_known, n_targets, seed)
    return AnonymitySets(n_known, known.targets, anonymity_set_sizes(traces, known.codes))


def uniqueness_curve(traces: Traces, max_points: int = 10, seed: int = 0) -> tuple[Estimate, ...]:
    """Uniqueness at 1, 2, ... `max_points` known points.

    The targets are the same all along, those with at least `max_points` points, and a target's points are
    added one by one: so the curve can only rise. Errors as for `uniqueness`. Cost: one pass for all points
    together.
    """
    max_points = require_int("max_points", max_points, 1, 100)
    known = _drawn(traces, max_points, None, seed)
    shared = shared_points(traces, known)
    return tuple(wilson(int((shared < k).sum()), len(shared)) for k in range(1, max_points + 1))


def uniqueness_control(traces: Traces, visitors: Traces, n_known: int = 4, seed: int = 0) -> Estimate:
    """The control: share of people who are *not* in the release and are singled out in it all the same.

    `visitors` are the traces of people who were observed and not released, in the same cells and slots.
    Points are drawn from a visitor's own trace; a set of 1 is then always somebody else. Raises DataError
    if no visitor has enough points.
    """
    known = draw_known(visitors, AdversaryKnowledge(n_known=n_known), seed)
    if not len(known.targets):
        raise DataError(f"some visitor must have at least {n_known} points, got none")
    codes = traces.codes_of(visitors.cell_of(known.codes), visitors.slot_of(known.codes))
    return wilson(int(singled_out(traces, codes).sum()), len(codes))


def blind_guess(traces: Traces) -> Estimate:
    """The baseline: the share that is right if every target is guessed by lot among all traces.

    One in their number, whatever the draw: exact. Raises DataError if there are no traces.
    """
    if not len(traces):
        raise DataError("a guess needs at least one trace, got none")
    share = 1 / len(traces)
    return Estimate(share, share, share, len(traces), "exact")


def _drawn(traces: Traces, n_known: int, n_targets: int | None, seed: int) -> Known:
    known = draw_known(traces, AdversaryKnowledge(n_known=n_known, n_targets=n_targets), seed)
    if not len(known.targets):
        raise DataError(f"somebody must have at least {n_known} points, got nobody")
    return known
