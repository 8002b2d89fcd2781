"""Uniqueness in a country, in two passes over its towns; nothing larger than a few towns is ever in memory."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import partial
from itertools import pairwise
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nullisland import __version__
from nullisland.errors import DataError
from nullisland.measure import wilson
from nullisland.model import MODEL_VERSION, Archipelago, Country, Estimate
from nullisland.model._checks import freeze
from nullisland.scale.attack import CrowdAttack
from nullisland.scale.keep import Arrays, Keep, open_keep
from nullisland.scale.match import NOBODY, match_town
from nullisland.scale.shard import build_shard
from nullisland.scale.targets import Targets, allotment, draw_targets
from nullisland.threads import over_parts
from nullisland.world import build_archipelago

__all__ = ["Streamed", "stream_uniqueness"]

_PARCEL = 20_000
Longs = NDArray[np.int64]
Tell = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Streamed:
    """What a country holds of the known points of its targets.

    `level` (targets, grains, points): the smallest crowd, as a position in `attack.shares`, in which somebody else
    holds the target's first 1, 2, ... points; 255 if nobody in the country does. `people[c]` are in crowd c.
    `tally`: people asked, lives begun, person-days lived, lives lived on, points compared.
    `points` all targets made in all.
    """

    attack: CrowdAttack
    targets: Targets
    level: NDArray[np.uint8]
    people: Longs
    tally: Longs
    points: int
    towns: int
    masts: int

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
) -> Streamed:
    """Who of a country is singled out by a few of their own points.

    The same result for any number of threads, and for any history of interruptions.

    Parameters
    ----------
    folder : keeps finished shards; a run with the same settings goes on from there
    tell : called with (what, shards done, shards in all)

    Raises ConfigError if the folder is that of another run, DataError if nobody has enough points. Source of the
    measure: de Montjoye et al. 2013, Sci. Rep. 3:1376. Cost: docs/decisions/0091; memory of a few towns and 100
    bytes a target and grain.
    """
    archipelago = build_archipelago(country)
    keep = None if folder is None else open_keep(folder, _settings(country, attack))
    run = _Run(
        archipelago=archipelago,
        attack=attack,
        keep=keep,
        tell=tell or (lambda what, done, total: None),
        threads=threads,
        allotted=allotment(archipelago, attack.n_targets),
        parcels=_parcels(archipelago),
    )
    drawn = _over_parcels(run, "targets", _drawn)
    targets = Targets(*(np.concatenate([part[k] for part in drawn]) for k in range(4)))
    if not len(targets.person):
        raise DataError(f"somebody must have at least {attack.n_points} points, got nobody")
    level = np.full((len(targets.person), len(attack.grains), attack.n_points), NOBODY, np.uint8)
    tally, people = np.zeros(5, np.int64), np.zeros(len(attack.shares), np.int64)
    for rows, found, counted, members in _over_parcels(run, "crowd", partial(_matched, targets=targets)):
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


def _drawn(run: "_Run", i: int) -> Arrays:
    count = int(run.allotted[i])
    if not count:
        nothing = np.empty((0, run.attack.n_points), np.int64)
        return [nothing[:, 0], nothing, nothing, np.zeros(1, np.int64)]
    return list(draw_targets(build_shard(run.archipelago, i), count, run.attack))


def _matched(run: "_Run", i: int, *, targets: Targets) -> Arrays:
    return list(match_town(run.archipelago, build_shard(run.archipelago, i), targets, run.attack))


@dataclass(frozen=True, slots=True, eq=False)
class _Run:
    """What all shards of a run share."""

    archipelago: Archipelago
    attack: CrowdAttack
    keep: Keep | None
    tell: Tell
    threads: int | None
    allotted: Longs
    parcels: list[Longs]


def _over_parcels(run: _Run, what: str, work: Callable[[_Run, int], Arrays]) -> list[Arrays]:
    """`work` on every town, in threads, the four results of each parcel joined."""
    total, done = len(run.parcels), [0]
    results: list[Arrays] = [[] for _ in run.parcels]
    lock = Lock()

    def part(p: int) -> None:
        results[p] = _parcel(run, f"{what}-{p:05d}", run.parcels[p], work)
        with lock:
            done[0] += 1
            run.tell(what, done[0], total)

    run.tell(what, 0, total)
    over_parts(part, total, run.threads)
    return results


def _parcel(run: _Run, name: str, towns: Longs, work: Callable[[_Run, int], Arrays]) -> Arrays:
    kept = run.keep.load(name) if run.keep else None
    if kept is not None:
        return kept
    parts = [work(run, i) for i in towns.tolist()]
    arrays = [np.concatenate(columns) for columns in zip(*parts, strict=True)]
    if run.keep:
        run.keep.save(name, arrays)
    return arrays


def _parcels(archipelago: Archipelago) -> list[Longs]:
    """Neighbouring towns together, so that a parcel is worth keeping."""
    reached = np.cumsum(archipelago.size[archipelago.order])
    cuts = [0]
    for at in range(len(reached)):
        before = reached[cuts[-1] - 1] if cuts[-1] else 0
        if reached[at] - before >= _PARCEL or at == len(reached) - 1:
            cuts.append(at + 1)
    return [archipelago.order[a:b] for a, b in pairwise(cuts)]


def _settings(country: Country, attack: CrowdAttack) -> dict[str, Any]:
    """What must agree for shards of one run to fit another."""
    return {
        "nullisland": __version__,
        "model_version": MODEL_VERSION,
        "country": asdict(country),
        "attack": asdict(attack),
    }
