"""Visits to places of one kind: what a release shows, and what it only suggests."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from nullisland.attack.anchor import anchor
from nullisland.attack.claims import Claims
from nullisland.attack.view import View, view
from nullisland.errors import DataError
from nullisland.model import NOWHERE, Grid, Places, Release
from nullisland.model._checks import freeze, require_share

__all__ = ["VISITED", "Suggestion", "Traits", "infer", "traits_of"]

Floats = NDArray[np.float64]
Longs = NDArray[np.int64]

VISITED = 1
"""What is claimed of a trace: it has been to a place of the kind as somebody who does not work there."""

TRAITS = ("one", "visits", "slots", "share of the square", "lives there", "works there", "crowd")


@dataclass(frozen=True, slots=True, eq=False)
class Traits:
    """What speaks for or against visits of each trace to places of one kind.

    `slots` is what the release shows: in how many slots the trace was in a square with such a place; `visits` in
    how many runs of slots. `table` (n_traces, 7) holds one, log(1 + visits), log(1 + slots), the log odds of
    the place among all that draw people to the squares visited, whether home or work is in such a square, and for
    whoever was there the logarithm of the share of all traces that were.
    """

    slots: Longs
    visits: Longs
    table: Floats

    def __post_init__(self) -> None:
        """Freeze the arrays."""
        freeze(self)


@dataclass(frozen=True, slots=True, eq=False)
class Suggestion:
    """How much each trait counts, learnt in another invented town: see `measure.learn_suggestion`."""

    weights: Floats

    def __post_init__(self) -> None:
        """Check and freeze; DataError unless there is one weight a trait."""
        if self.weights.shape != (len(TRAITS),):
            raise DataError(f"weights must be {len(TRAITS)}, got shape {self.weights.shape}")
        freeze(self)


def traits_of(release: Release | View, places: Places, kind: str) -> Traits:
    """What the release shows of each trace about places of this kind.

    `places` is the public map. To be in the square of a clinic is shown; to have been in the clinic is not.
    Raises DataError if the cells are sites. Cost: a pass over the points.
    """
    seen = view(release)
    if seen.grid is None:
        raise DataError("visits are read off squares, and the cells of this release are sites")
    holds, odds = _squares_of(places, kind, seen.grid)
    traces, n = seen.traces, len(seen.traces)
    row = np.repeat(np.arange(n), traces.points.counts())
    cell, slot = traces.cell_of(traces.points.code), traces.slot_of(traces.points.code)
    there = np.flatnonzero(holds[cell])
    slots = np.bincount(row[there], minlength=n)
    fresh = np.ones(len(there), bool)
    fresh[1:] = (np.diff(row[there]) != 0) | (np.diff(slot[there]) > 1)
    visits = np.bincount(row[there[fresh]], minlength=n)
    mean_odds = np.bincount(row[there], odds[cell[there]], n) / np.maximum(slots, 1)
    anchors = anchor(traces, seen.slot_min)
    at_home, at_work = (
        holds[np.maximum(where, 0)] & (where != NOWHERE) for where in (anchors.home_cell, anchors.work_cell)
    )
    crowd = np.where(slots > 0, np.log(max((slots > 0).mean(), 1e-9)), 0.0) if n else np.zeros(0)
    columns = (np.ones(n), np.log1p(visits), np.log1p(slots), mean_odds, at_home, at_work, crowd)
    return Traits(
        slots.astype(np.int64), visits.astype(np.int64), np.column_stack(columns).astype(np.float64)
    )


def infer(traits: Traits, suggestion: Suggestion, *, least: float = 0.5) -> Claims:
    """Whom the release suggests to have visited a place of the kind, with a probability.

    Confidence is the probability that the trace's owner went there as somebody who does not work there: of
    those with 30 %, 30 % did, in a town like the one it was learnt in. A claim is made from `least` on; candidates
    are the slots that the release shows.

    Source: logistic regression, Cox 1958, J. R. Stat. Soc. B 20:215; that co-location is not a visit: Montjoye et
    al. 2018, Scientific Data 5:180286. Cost: nothing.
    """
    require_share("least", least)
    sure = np.asarray(expit(traits.table @ suggestion.weights))
    return Claims(np.where(sure >= least, VISITED, NOWHERE), sure, traits.slots)


def _squares_of(places: Places, kind: str, grid: Grid) -> tuple[NDArray[np.bool_], Floats]:
    """Squares with a place of the kind, and its log odds against everything else in the square that draws people.

    A place draws by its weight, jobs and dwellings.
    """
    side, n = grid.cell_m * 10, grid.columns * grid.rows
    column = np.clip((places.x_dm.astype(np.int64) - grid.west_dm) // side, 0, grid.columns - 1)
    row = np.clip((places.y_dm.astype(np.int64) - grid.south_dm) // side, 0, grid.rows - 1)
    square = row * grid.columns + column
    draw = (places.weight + places.jobs + 2 * places.dwellings).astype(np.float64)
    own = np.zeros(len(places), bool)
    own[places.of_kind(kind)] = True
    of_kind = np.bincount(square[own], draw[own], n)
    everything = np.bincount(square, draw, n)
    return of_kind > 0, np.log((of_kind + 1) / (everything - of_kind + 1))
