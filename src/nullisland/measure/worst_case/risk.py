"""`worst_case_risk`: what the worst choice of a person's own records gives away."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from math import isfinite

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nullisland._kernels.worst_case import worst_combination
from nullisland._kernels.worst_proportion import worst_proportion
from nullisland._kernels.worst_sequence import Order, worst_subsequence
from nullisland.errors import ConfigError, DataError
from nullisland.measure.worst_case.holdings import (
    home_and_work,
    leveled,
    places_in_order,
    presence,
    tolerant,
    what_people_hold,
)
from nullisland.model import Traces
from nullisland.model._checks import freeze, require_int
from nullisland.model.codes import as_integers
from nullisland.threads import over_blocks

__all__ = ["KINDS", "WorstCaseRisk", "worst_case_risk"]

KINDS = (
    "location",
    "location_time",
    "location_sequence",
    "unique_location",
    "location_frequency",
    "location_probability",
    "location_proportion",
    "home_work",
)
"""What an adversary may know of a person; docs/worst-case-risk.md says what each means."""

Ints = NDArray[np.int64]
Search = Callable[[Ints, int, Ints, tuple[int, int]], object]


@dataclass(frozen=True, slots=True, eq=False)
class WorstCaseRisk:
    """Risk of each of `ids`: between `low` and `high`, which are equal where it is `exact`.

    `combinations` is how many choices of a person's records were looked at before it was known.
    """

    ids: NDArray[np.int64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    exact: NDArray[np.bool_]
    combinations: NDArray[np.int64]

    def __post_init__(self) -> None:
        """Freeze the arrays."""
        freeze(self)

    @property
    def risk(self) -> NDArray[np.float64]:
        """The risk of each of `ids`. Raises DataError if any is known within bounds only."""
        if not self.exact.all():
            wide = int((~self.exact).sum())
            raise DataError(
                f"the budget must suffice for everybody, but {wide} of {len(self.ids)} risks are bounds: "
                "take low and high, fewer targets or a larger budget"
            )
        return self.low


def worst_case_risk(
    traces: Traces,
    kind: str,
    n_known: int,
    *,
    tolerance: float | Fraction = 0.0,
    targets: ArrayLike | None = None,
    budget: int = 10**8,
) -> WorstCaseRisk:
    """The largest, over all choices of `n_known` records of a person, of 1 / (number of people who match).

    Parameters
    ----------
    traces : of everybody among whom a person may hide; a cell is a place
    kind : one of `KINDS`; which records are chosen, and who matches them, see docs/worst-case-risk.md
    n_known : how many records the adversary knows; of somebody with fewer, all are known
    tolerance : in [0, 1], for the kinds that compare counts or shares: how far, as a share of the candidate's
        own, the target's may lie from it. A float is taken as the decimal number it is printed as
    targets : ids of the people asked about, in the order of the result; None: everybody
    budget : how many choices may be looked at, shared out evenly; what is left over goes to the unfinished

    Returns
    -------
    `WorstCaseRisk`, exact unless the budget ran out, and where it did, two bounds.

    Raises ConfigError for a setting out of range, DataError for an id that is not in `traces`.
    Source: Pellungrini et al. 2017, ACM TIST 9(3):31; compatible with scikit-mobility 1.3.1, privacy.attacks.
    Cost: a choice costs one bit for each person who holds enough of the target's records at all.
    """
    if not isinstance(kind, str) or kind not in KINDS:
        raise ConfigError(f"kind must be one of {', '.join(KINDS)}, got {kind!r}")
    n_known = require_int("n_known", n_known, 1, 1_000)
    budget = require_int("budget", budget, 1, 2**62)
    share = _fraction(tolerance)
    ids, at = _targets(traces, targets)
    if kind == "home_work":
        return _home_work(traces, ids, at)
    search = _search(traces, kind, share)
    found = _within_budget(lambda who, limit, out, block: search(who, n_known, limit, out, block), at, budget)
    others, least, looked = found.T
    return WorstCaseRisk(ids, 1 / (others + 1), 1 / (least + 1), others == least, looked)


def _fraction(tolerance: object) -> Fraction:
    if isinstance(tolerance, (int, float, Fraction)) and not isinstance(tolerance, bool):
        number = float(tolerance)
        if isfinite(number) and 0 <= number <= 1:
            return Fraction(repr(number)) if isinstance(tolerance, float) else Fraction(tolerance)
    raise ConfigError(f"tolerance must be a number in [0, 1], got {tolerance!r}")


def _targets(traces: Traces, targets: ArrayLike | None) -> tuple[Ints, Ints]:
    """Ids asked about and their positions in `traces.ids`."""
    if targets is None:
        return traces.ids.copy(), np.arange(len(traces))
    ids = as_integers("targets", targets).copy()
    if ids.ndim != 1:
        raise DataError(f"targets must be a list of ids, got shape {ids.shape}")
    at = np.searchsorted(traces.ids, ids)
    missing = ids[~np.isin(ids, traces.ids)]
    if len(missing):
        raise DataError(f"targets must be ids of the traces, got {missing[0]}")
    return ids, at


def _search(traces: Traces, kind: str, tolerance: Fraction) -> Callable[..., object]:
    """The search of one kind: (targets, n_known, limit, out, block)."""
    rows, n_codes = places_in_order(traces), traces.space.cells.size
    if kind == "location_time":
        rows, n_codes = traces.records, traces.n_codes
    held = what_people_hold(rows, n_codes, once=kind == "unique_location")
    if kind == "location_sequence":
        order = Order(rows.first, rows.code)
        return lambda *a: worst_subsequence(held, leveled(), order, *a)
    if kind in ("location", "location_time", "unique_location"):
        return lambda *a: worst_combination(held, leveled(), *a)
    if kind == "location_proportion":
        rule = tolerant(held, np.zeros(len(traces), np.int64), held.many, tolerance)
        return lambda *a: worst_proportion(held, rule, presence(held), *a)
    whole = held.total if kind == "location_probability" else np.ones(len(traces), np.int64)
    rule = tolerant(held, whole, whole, tolerance)
    return lambda *a: worst_combination(held, rule, *a)


def _within_budget(search: Search, targets: Ints, budget: int) -> NDArray[np.int64]:
    """(n_targets, 3): others who match the worst choice found, a lower bound of them, choices looked at."""
    found = np.zeros((len(targets), 3), np.int64)
    open_, limit, spent = np.arange(len(targets)), -1, 0
    while len(open_) and (budget - spent) // len(open_) > limit:
        limit = (budget - spent) // len(open_)
        out, who = np.zeros((len(open_), 3), np.int64), targets[open_]
        over_blocks(lambda a, b, w=who, c=limit, o=out: search(w, c, o, (a, b)), len(open_))  # type: ignore[misc]
        spent += int(out[:, 2].sum())
        out[:, 2] += found[open_, 2]
        found[open_] = out
        open_ = open_[out[:, 0] != out[:, 1]]
    return found


def _home_work(traces: Traces, ids: Ints, at: Ints) -> WorstCaseRisk:
    """Equal sets of two; a person with one place is matched by everybody who has it among two."""
    two = home_and_work(traces)
    n_cells = traces.space.cells.size + 1
    holders = np.bincount((two + 1).ravel(), minlength=n_cells + 1)
    _, group, size = np.unique(two[:, 0] * n_cells + two[:, 1], return_inverse=True, return_counts=True)
    matching = np.where(two[:, 0] >= 0, size[group], holders[two[:, 1] + 1])
    matching = np.where(two[:, 1] < 0, len(traces), matching)[at]
    risk = 1 / matching
    return WorstCaseRisk(ids, risk, risk.copy(), np.ones(len(at), bool), np.ones(len(at), np.int64))
