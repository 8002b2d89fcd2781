"""Traces of nobody: drawn from a small model of the town's days, learned with noise."""

from dataclasses import dataclass
from secrets import randbits

import numpy as np
from numpy.typing import NDArray

from nullisland._kernels.synthetic import count_days, draw_days
from nullisland.errors import ConfigError
from nullisland.model import DAY_MIN, Grid, Ledger, Places, Release, Spend
from nullisland.model._checks import require_int, require_number
from nullisland.release.aggregate_dp import require_whole_people, units_of
from nullisland.release.budget import Budget
from nullisland.release.fixes import squares_of
from nullisland.release.generalise import generalise
from nullisland.release.noise import add_laplace, epsilon_of, laplace_scale
from nullisland.release.pseudonymise import NobodyKey, pseudonymise
from nullisland.rng import stage_key
from nullisland.threads import over_blocks

__all__ = ["Synthesis", "synthesise"]

Longs = NDArray[np.int64]
SHARES = (0.2, 0.4, 0.4)
"""Share of epsilon for where days begin, when people move, where they go. ASSUMPTION."""
UNIT = "one person-day"


@dataclass(frozen=True, slots=True, kw_only=True)
class Synthesis:
    """How synthetic traces are made: `epsilon` for one person-day in all, zones of `cell_m` metres.

    Of one day at most `most_moves` moves are counted, chosen by lot. `people` traces of `days` days are drawn.
    """

    people: int
    days: int
    epsilon: float = 1.0
    cell_m: int = 1_000
    most_moves: int = 4

    def __post_init__(self) -> None:
        """Validate; every error is a ConfigError of one sentence."""
        object.__setattr__(self, "people", require_int("people", self.people, 1, 100_000_000))
        object.__setattr__(self, "days", require_int("days", self.days, 1, 1_000))
        object.__setattr__(self, "epsilon", require_number("epsilon", self.epsilon, 1e-3, 100.0))
        object.__setattr__(self, "cell_m", require_int("cell_m", self.cell_m, 10, 10_000))
        object.__setattr__(self, "most_moves", require_int("most_moves", self.most_moves, 1, 24))


def synthesise(
    release: Release,
    places: Places,
    config: Synthesis,
    secret_seed: int | None,
    budget: Budget | None = None,
) -> tuple[Release, NobodyKey]:
    """Traces of invented people who move as the town does, in zones, at every slot.

    Three tables are counted from the release in the publisher's drawer and get noise of OpenDP's scale: the zone a
    day begins in; by slot, whether somebody stays, goes back or goes elsewhere; from which zone to which. All else
    is drawn from them, so the ledger holds three accesses for "one person-day". Zones are those with a place on
    the public map.

    `secret_seed` as in `aggregate_dp`. Raises ConfigError if pseudonyms change, the cells are sites, or a slot
    does not divide the day; BudgetError if the budget does not suffice. Source: after Gursoy, Liu, Truex, Yu, Wei
    2018, ACM CCS, "Utility-aware synthesis of differentially private and attack-resilient location traces"
    (AdaTrace: begin, moves, noise on counts; grid and features are simpler here). Cost: 50 ns a point.
    """
    require_whole_people(release)
    slots = DAY_MIN // release.slot_min
    if release.grid is None or DAY_MIN % release.slot_min:
        raise ConfigError(
            f"release must have squares and slots that divide a day, got {release.slot_min} min"
        )
    bounds = (1, slots - 1, config.most_moves)
    scales = [laplace_scale(n, config.epsilon * share) for n, share in zip(bounds, SHARES, strict=True)]
    ledger = Ledger()
    for name, n, scale in zip(("begins", "steps", "moves"), bounds, scales, strict=True):
        ledger += Spend(f"{name}, discrete Laplace", epsilon_of(n, scale), 0.0, UNIT, most=config.days)
    if budget is not None:
        budget.after(ledger)
    coarse = generalise(release, cell_m=config.cell_m)
    assert coarse.grid is not None
    zones, zone_of = _zones(coarse.grid, places)
    key = stage_key(randbits(63) if secret_seed is None else secret_seed, "release", "synthesise")
    tables = (
        np.zeros(len(zones), np.int64),
        np.zeros((slots - 1, 2, 3), np.int64),
        np.zeros((len(zones), len(zones)), np.int64),
    )
    _, edges = units_of(coarse, UNIT)
    count_days(edges, coarse.slot, zone_of[coarse.cell], config.most_moves, key, *tables)
    noisy = [
        _weights(add_laplace(table, scale, secret_seed, str(i)), i)
        for i, (table, scale) in enumerate(zip(tables, scales, strict=True))
    ]
    return _drawn(coarse, config, zones, key, noisy, ledger), NobodyKey()


def _zones(grid: Grid, places: Places) -> tuple[Longs, Longs]:
    """Squares with a place, ascending, and for every square of the grid the position of the nearest of them."""
    zones = np.unique(squares_of(grid, places.x_dm, places.y_dm)).astype(np.int64)
    row, column = np.divmod(np.arange(grid.columns * grid.rows), grid.columns)
    gap = (row[:, None] - row[zones]) ** 2 + (column[:, None] - column[zones]) ** 2
    return zones, np.argmin(gap, axis=1)


def _weights(noisy: Longs, table: int) -> Longs:
    """Cumulated weights along the last axis: no negative ones, no impossible step; all equal if none is left."""
    weight = np.maximum(noisy, 0)
    if table == 1:
        weight[:, 0, 1] = 0
    if table == 2:
        np.fill_diagonal(weight, 0)
    weight += (weight.sum(axis=-1, keepdims=True) == 0).astype(np.int64)
    return np.cumsum(weight, axis=-1)


def _drawn(
    coarse: Release, config: Synthesis, zones: Longs, key: np.uint64, noisy: list[Longs], ledger: Ledger
) -> Release:
    n_slots = config.days * (noisy[1].shape[0] + 1)
    zone = np.empty((config.people, n_slots), np.int32)
    begins, steps, moves = noisy
    lot = stage_key(int(key) >> 1, "draw")
    over_blocks(lambda a, b: draw_days((a, b), lot, config.days, begins, steps, moves, zone), config.people)
    names = pseudonymise(config.people, inhabitants=config.people, periods=1, period_min=0, seed=0)
    done = f"synthesise: unit={UNIT}, epsilon={config.epsilon:g}, cell_m={config.cell_m}"
    return Release(
        sensor=coarse.sensor,
        slot_min=coarse.slot_min,
        grid=coarse.grid,
        pseudonyms=names.low + np.arange(config.people, dtype=np.int64),
        first=np.arange(config.people + 1, dtype=np.int64) * n_slots,
        cell=zones[zone.ravel()].astype(np.int32),
        slot=np.tile(np.arange(n_slots, dtype=np.int32), config.people),
        history=(*coarse.history, f"{done}, most_moves={config.most_moves}"),
        reproducible=coarse.reproducible,
        ledger=ledger,
    )
