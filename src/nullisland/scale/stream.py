"""Uniqueness in a country, in two passes over its towns, a few at a time; only their layouts are kept for longer."""

from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nullisland import __version__
from nullisland.errors import DataError
from nullisland.measure import wilson
from nullisland.memory import peak_mb
from nullisland.model import MODEL_VERSION, Country, Estimate
from nullisland.model._checks import freeze
from nullisland.processes import hands
from nullisland.scale.attack import CrowdAttack
from nullisland.scale.keep import open_keep
from nullisland.scale.match import NOBODY
from nullisland.scale.parcels import Run, Task, Tell, over_parcels, parcels_of
from nullisland.scale.targets import Targets, allotment
from nullisland.threads import thread_count
from nullisland.world import build_archipelago

__all__ = ["Streamed", "stream_uniqueness"]

_WORTH_PROCESSES = 1_000_000
"""People from whom on processes repay their start."""

_MOST_PROCESSES = 16
"""Each holds 0.35 GB, with the layouts of a large country 0.8."""

Longs = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Streamed:
    """What a country holds of the known points of its targets.

    `level` (targets, grains, points): the smallest crowd, as a position in `attack.shares`, in which somebody else
    holds the target's first 1, 2, ... points; 255 if nobody in the country does. `people[c]` are in crowd c.
    `tally`: people asked, lives begun, person-days lived, lives lived on, points compared.
    `points` all targets made in all. `beside_mb` is the most memory that processes beside this one have held.
    """

    attack: CrowdAttack
    targets: Targets
    level: NDArray[np.uint8]
    people: Longs
    tally: Longs
    points: int
    towns: int
    masts: int
    beside_mb: float = 0.0

    def __post_init__(self) -> None:
        """Freeze the arrays."""
        freeze(self)

    def __len__(self) -> int:
        """Number of targets."""
        return len(self.level)

    def uniqueness(self, n_known: int, grain: int = 0, crowd: int = -1) -> Estimate:
        """Share of targets singled out by their first `n_known` points in a crowd of `attack.shares[crowd]`.

        Raises ValueError for a number of points below `attack.least` or above `attack.n_points`.
        """
        if not self.attack.least <= n_known <= self.attack.n_points:
            raise ValueError(
                f"n_known must be in [{self.attack.least}, {self.attack.n_points}], got {n_known}"
            )
        at = range(len(self.attack.shares))[crowd]
        return wilson(int((self.level[:, grain, n_known - 1] > at).sum()), len(self))


def stream_uniqueness(
    country: Country,
    attack: CrowdAttack,
    *,
    folder: Path | None = None,
    tell: Tell | None = None,
    threads: int | None = None,
    processes: bool = False,
) -> Streamed:
    """Who of a country is singled out by a few of their own points.

    The same result for any number of threads or processes, and for any history of interruptions.

    Parameters
    ----------
    folder : keeps finished shards; a run with the same settings goes on from there
    tell : called with (what, shards done, shards in all)
    processes : as many processes as `threads`, where a country is large enough to repay their start

    Raises ConfigError if the folder is that of another run, DataError if nobody has enough points. Source of the
    measure: de Montjoye et al. 2013, Sci. Rep. 3:1376. Cost: docs/decisions/0091; in every process memory of a few
    towns, 100 bytes a target and grain, and up to 0.4 GB of layouts.
    """
    archipelago = build_archipelago(country)
    parcels = parcels_of(archipelago)
    keep = None if folder is None else open_keep(folder, _settings(country, attack))
    count = min(thread_count(threads), len(parcels), _MOST_PROCESSES)
    if not processes or country.people < _WORTH_PROCESSES or count == 1:
        count = 0
    task = Task(archipelago, attack, allotment(archipelago, attack.n_targets))
    with hands(count) as pools:
        run = Run(parcels=parcels, keep=keep, tell=tell or _silent, threads=threads, pools=pools)
        found = _two_passes(run, task)
        beside = sum(pool.submit(peak_mb).result() for pool in pools)
    return replace(found, beside_mb=beside)


def _two_passes(run: Run, task: Task) -> Streamed:
    archipelago, attack = task.archipelago, task.attack
    drawn = over_parcels(run, "targets", task)
    targets = Targets(*(np.concatenate([part[k] for part in drawn]) for k in range(4)))
    if not len(targets.person):
        raise DataError(f"somebody must have at least {attack.n_points} points, got nobody")
    level = np.full((len(targets.person), len(attack.grains), attack.n_points), NOBODY, np.uint8)
    tally, people = np.zeros(5, np.int64), np.zeros(len(attack.shares), np.int64)
    for rows, found, counted, members in over_parcels(
        run, "crowd", task._replace(targets=targets), back=True
    ):
        np.minimum.at(level, rows, found)
        tally += counted.reshape(-1, 5).sum(axis=0)
        people += members.reshape(-1, len(attack.shares)).sum(axis=0)
    return Streamed(
        attack=attack,
        targets=targets,
        level=level,
        people=people,
        tally=tally,
        points=int(targets.points.sum()),
        towns=len(archipelago),
        masts=int(archipelago.mast_first[-1]),
    )


def _silent(what: str, done: int, total: int) -> None:
    """Tell nobody."""


def _settings(country: Country, attack: CrowdAttack) -> dict[str, Any]:
    """What must agree for shards of one run to fit another."""
    return {
        "nullisland": __version__,
        "model_version": MODEL_VERSION,
        "country": asdict(country),
        "attack": asdict(attack),
    }
