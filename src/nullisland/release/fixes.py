"""Fixes under pseudonyms, in metres: what the defences of traces begin with, and how they become squares."""

from dataclasses import replace
from typing import Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from nullisland._kernels.publish import cells_of
from nullisland.model import FixRelease, Grid, Island, Observations, People, Release, Scenario
from nullisland.model._checks import require_int
from nullisland.release.config import POLICIES, PublishConfig
from nullisland.release.pseudonymise import PseudonymKey, pseudonymise
from nullisland.release.runs import kept_traces, moved_rows, periods_of, points_of, run_starts

__all__ = ["Source", "keep_rows", "keep_traces", "publish_fixes", "squares_of", "to_squares"]

Ints = NDArray[np.int32]
Traced = TypeVar("Traced", bound=Release | FixRelease)


class Source(Protocol):
    """What the publisher holds: any run of the pipeline is one."""

    @property
    def scenario(self) -> Scenario:
        """Who lives there and for how long."""

    @property
    def island(self) -> Island:
        """The map."""

    @property
    def people(self) -> People:
        """The register: who lives where."""

    @property
    def observations(self) -> Observations:
        """The records of one sensor."""


def publish_fixes(
    source: Source, secret_seed: int | None = None, *, policy: str = "fixed"
) -> tuple[FixRelease, PseudonymKey]:
    """Every record of the released people, to the decimetre and the minute, under pseudonyms; and the key.

    No defence but the codes: what `perturb`, `smooth`, `suppress` and `k_anonymise` begin with. `secret_seed`
    None: the island's own, and the release says so. Raises ConfigError for an unknown policy.
    Cost: about 40 ns a record.
    """
    PublishConfig(policy=policy)
    seen, scenario, own = source.observations, source.scenario, source.island.seed
    secret = own if secret_seed is None else require_int("secret_seed", secret_seed, 0, 2**63 - 1)
    shown = min(max(scenario.people - seen.start_person, 0), seen.n_people)
    first = seen.first[: shown + 1]
    stop = int(first[-1])
    columns = (seen.t_min[:stop], seen.x_dm[:stop], seen.y_dm[:stop])
    period, periods = periods_of(policy, first, columns, scenario.days)
    start, person = run_starts(first, period)
    key = pseudonymise(
        scenario.people,
        inhabitants=scenario.inhabitants,
        periods=periods,
        period_min=max(POLICIES[policy], 0),
        seed=secret,
    )
    pseudonyms = key.pseudonym_of(person + seen.start_person, 0 if period is None else period[start])
    order = np.argsort(pseudonyms)
    length = np.diff(np.append(start, stop))[order]
    new_first = np.concatenate(([0], np.cumsum(length))).astype(np.int64)
    t_min, x_dm, y_dm = (moved_rows(start[order], new_first, column) for column in columns)
    made = FixRelease(
        sensor=seen.sensor,
        pseudonyms=pseudonyms[order],
        first=new_first,
        t_min=t_min,
        x_dm=x_dm,
        y_dm=y_dm,
        history=(f"pseudonymise: policy={policy}",),
        reproducible=secret == own,
    )
    return made, key


def to_squares(fixes: FixRelease, grid: Grid, slot_min: int) -> Release:
    """The same traces in squares and slots; a fix outside the grid counts as in the nearest square.

    It looks at the release alone, so whatever the release promises still holds. Cost: about 15 ns a fix.
    """
    slot_min = PublishConfig(slot_min=slot_min).slot_min
    cell = squares_of(grid, fixes.x_dm, fixes.y_dm)
    first, cell, slot = points_of(fixes.first, fixes.t_min, cell, slot_min)
    return Release(
        sensor=fixes.sensor,
        slot_min=slot_min,
        grid=grid,
        pseudonyms=fixes.pseudonyms.copy(),
        first=first,
        cell=cell,
        slot=slot,
        history=(*fixes.history, f"generalise: cell_m={grid.cell_m}, slot_min={slot_min}"),
        reproducible=fixes.reproducible,
        ledger=fixes.ledger,
    )


def squares_of(grid: Grid, x_dm: Ints, y_dm: Ints) -> Ints:
    """Square of each point; one outside the grid counts as in the nearest square of it."""
    cell = np.empty(len(x_dm), np.int32)
    cells_of(x_dm, y_dm, grid.west_dm, grid.south_dm, grid.cell_m * 10, grid.columns, grid.rows, cell)
    return cell


def keep_rows(release: Traced, keep: NDArray[np.bool_], done: str | None = None) -> Traced:
    """The rows that `keep` marks, in their order; a trace that has none left is gone. `done`: for the history."""
    left, first = kept_traces(release.first, keep)
    names = ("cell", "slot") if isinstance(release, Release) else ("t_min", "x_dm", "y_dm")
    return replace(
        release,
        pseudonyms=release.pseudonyms[left],
        first=first,
        history=release.history if done is None else (*release.history, done),
        **{name: getattr(release, name)[keep] for name in names},
    )


def keep_traces(release: Traced, keep: NDArray[np.bool_]) -> Traced:
    """The traces that `keep` marks: the same release of fewer people. Empty ones go too."""
    return keep_rows(release, np.repeat(keep, np.diff(release.first)))
