"""Counts with noise that keeps a promise: differential privacy through OpenDP."""

from dataclasses import dataclass
from secrets import randbits
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nullisland._kernels.bounds import keep_some
from nullisland.errors import ConfigError
from nullisland.model import DAY_MIN, Ledger, Release, Spend, TotalsRelease
from nullisland.model._checks import require_int, require_number
from nullisland.model.ledger import require_unit
from nullisland.release.aggregate import count_points
from nullisland.release.budget import Budget
from nullisland.release.noise import add_laplace, epsilon_of, laplace_scale
from nullisland.rng import stage_key
from nullisland.threads import over_blocks

__all__ = ["DPCounts", "aggregate_dp", "bounded_rows", "require_whole_people", "units_of"]

Longs = NDArray[np.int64]
COVERED = 0.95
"""Share of units that a bound chosen from the data leaves whole. ASSUMPTION."""
_LARGEST = 64
_ONE_BY_ONE = (
    "pseudonymise: policy=fixed",
    "generalise: ",
    "round: ",
    "perturb: ",
    "suppress: homes",
    "suppress: kinds",
)
"""Beginnings of the steps that change a report by itself: after them a unit still counts for itself alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DPCounts:
    """What the noisy counts promise.

    `unit` is what is protected: "one visit" (one stay in one cell, until midnight), "one person-day" or "one
    person"; it may or may not be in the data. At most `most` points of a unit are counted, chosen by lot; None:
    the bound is chosen from the data, with noise, for `epsilon_bound` more. `epsilon` is for the counts.
    """

    epsilon: float = 1.0
    unit: str = "one person-day"
    most: int | None = 24
    epsilon_bound: float = 0.1
    threshold: int = 0

    def __post_init__(self) -> None:
        """Validate; every error is a ConfigError of one sentence."""
        for name in ("epsilon", "epsilon_bound"):
            object.__setattr__(self, name, require_number(name, getattr(self, name), 1e-4, 100.0))
        if require_unit(self.unit) not in ("one visit", "one person-day", "one person"):
            raise ConfigError(f"unit must be one visit, one person-day or one person, got {self.unit!r}")
        if self.most is not None:
            object.__setattr__(self, "most", require_int("most", self.most, 1, 10_000))
        object.__setattr__(self, "threshold", require_int("threshold", self.threshold, 0, 1_000_000))


def aggregate_dp(
    release: Release,
    config: DPCounts,
    *,
    n_slots: int,
    n_cells: int | None = None,
    secret_seed: int | None,
    budget: Budget | None = None,
) -> TotalsRelease:
    """Counts of a release that lies in the publisher's drawer, bounded for each unit and with noise added.

    Parameters
    ----------
    release : with one pseudonym a person, so that units are whole; it is not published itself
    n_slots, n_cells : what is published, seen or not; they must not be read off the data
    secret_seed : None: noise of OpenDP, which nobody can repeat; a number: the same distribution, repeatable
    budget : refuses before anything is drawn; afterwards ask it for `budget.after(totals.ledger)`

    Returns
    -------
    Whole counts, negative ones too; unbiased but for what the bound leaves out. The ledger holds every access.

    Raises ConfigError if pseudonyms change, BudgetError if the budget does not suffice. Source: Dwork, McSherry,
    Nissim, Smith 2006, TCC, LNCS 3876:265; OpenDP 0.16, discrete Laplace. Cost: 6 us a count, 60 ns with a seed.
    """
    require_whole_people(release)
    order, edges = units_of(release, config.unit)
    per_person = {"one visit": None, "one person": 1}.get(
        config.unit, -(-n_slots * release.slot_min // DAY_MIN)
    )
    steps = [config.epsilon] if config.most is not None else [config.epsilon_bound, config.epsilon]
    if budget is not None:
        budget.after(Ledger(tuple(Spend("planned", e, 0.0, config.unit, per_person) for e in steps)))
    ledger, most = Ledger(), config.most
    if most is None:
        most, cost = _noisy_bound(np.diff(edges), config.epsilon_bound, secret_seed)
        ledger += Spend("bound of points a unit, discrete Laplace", cost, 0.0, config.unit, per_person)
    keep = order[bounded_rows(edges, most, secret_seed)]
    scale = laplace_scale(most, config.epsilon)
    spend = Spend("counts, discrete Laplace", epsilon_of(most, scale), 0.0, config.unit, per_person)
    counts = add_laplace(count_points(release, n_slots, n_cells, keep), scale, secret_seed, "counts")
    if config.threshold:
        counts[counts < config.threshold] = 0
    done = f"aggregate_dp: unit={config.unit}, most={most}, epsilon={config.epsilon:g}, scale={scale:.6g}"
    return TotalsRelease(
        sensor=release.sensor,
        slot_min=release.slot_min,
        grid=release.grid,
        counts=counts,
        threshold=config.threshold,
        history=(*release.history, f"{done}, threshold={config.threshold}"),
        reproducible=release.reproducible and secret_seed is not None,
        ledger=ledger + spend,
    )


def bounded_rows(edges: Longs, most: int, secret_seed: int | None) -> NDArray[np.bool_]:
    """Which rows are counted: `most` of each run between `edges`, by lot; None: a lot nobody can repeat."""
    key = stage_key(randbits(63) if secret_seed is None else secret_seed, "release", "bound")
    keep = np.zeros(int(edges[-1]), bool)
    over_blocks(lambda a, b: keep_some((a, b), edges, most, key, keep), len(edges) - 1)
    return keep


def require_whole_people(release: Release) -> None:
    """Raise ConfigError unless each person has one pseudonym, and nothing done so far looked at several people.

    Else a unit is spread over several traces, or leaving one out changes what is counted of others.
    """
    if "pseudonymise: policy=fixed" not in release.history:
        raise ConfigError(f"release must keep one pseudonym a person, got {'; '.join(release.history)}")
    wrong = [step for step in release.history if not step.startswith(_ONE_BY_ONE)]
    if wrong:
        raise ConfigError(f"release must come from each report by itself, got {wrong[0]}")


def units_of(release: Release, unit: str) -> tuple[Longs, Longs]:
    """Rows of the release unit by unit, and where each unit begins (and the last one ends)."""
    trace = np.repeat(np.arange(len(release.pseudonyms)), np.diff(release.first))
    slot = release.slot.astype(np.int64)
    order = np.arange(len(release))
    columns: list[NDArray[Any]] = [trace]
    if unit == "one person-day":
        columns = [trace, slot * release.slot_min // DAY_MIN]
    if unit == "one visit":
        order = np.lexsort((slot, release.cell, trace))
        day = slot * release.slot_min // DAY_MIN
        columns = [trace[order], release.cell[order], day[order], slot[order] - np.arange(len(order))]
    begins = np.zeros(len(order), bool)
    begins[:1] = True
    for column in columns:
        begins[1:] |= column[1:] != column[:-1]
    return order, np.append(np.flatnonzero(begins), len(order))


def _noisy_bound(sizes: Longs, epsilon: float, secret_seed: int | None) -> tuple[int, float]:
    """Points a unit that leave `COVERED` of the units whole, read off a noisy histogram; and its epsilon."""
    scale = laplace_scale(1, epsilon)
    seen = np.bincount(np.minimum(sizes, _LARGEST), minlength=_LARGEST + 1)[1:].astype(np.int64)
    noisy = np.maximum(add_laplace(seen, scale, secret_seed, "bound"), 0)
    covered = np.cumsum(noisy) >= COVERED * max(int(noisy.sum()), 1)
    return (int(np.argmax(covered)) if covered.any() else _LARGEST - 1) + 1, epsilon_of(1, scale)
