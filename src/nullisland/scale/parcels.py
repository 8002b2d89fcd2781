"""Parcels of neighbouring towns: made in threads or in processes, and kept where a folder is given."""

from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from threading import Lock
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nullisland.model import Archipelago
from nullisland.processes import over_processes
from nullisland.scale.attack import CrowdAttack
from nullisland.scale.keep import Arrays, Keep
from nullisland.scale.match import match_town
from nullisland.scale.shard import build_shard
from nullisland.scale.targets import Targets, draw_targets
from nullisland.threads import over_parts

__all__ = ["Run", "Task", "made", "over_parcels", "parcels_of"]

_PARCEL = 20_000
Longs = NDArray[np.int64]
Tell = Callable[[str, int, int], None]


class Task(NamedTuple):
    """What a parcel is made from: without `targets` they are drawn, `allotted` of each town; else met."""

    archipelago: Archipelago
    attack: CrowdAttack
    allotted: Longs
    targets: Targets | None = None


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Run:
    """What all parcels of a run share. `pools` are processes of their own; none: in `threads`."""

    parcels: list[Longs]
    keep: Keep | None
    tell: Tell
    threads: int | None
    pools: Sequence[Executor]


def over_parcels(run: Run, what: str, task: Task, *, back: bool = False) -> list[Arrays]:
    """What `made` gives for every parcel, in their order; finished ones come from the folder.

    Who goes `back`, from the last parcel to the first, finds the towns that were met last still laid out: each
    process those of its own part.
    """
    way = -1 if back else 1
    names = [f"{what}-{p:05d}" for p in range(len(run.parcels))]
    results: list[Arrays | None] = [run.keep.load(name) if run.keep else None for name in names]
    missing = [p for p, kept in enumerate(results) if kept is None][::way]
    parcels, lock = [run.parcels[p] for p in missing], Lock()

    def finish(i: int, arrays: Arrays) -> None:
        if run.keep:
            run.keep.save(names[missing[i]], arrays)
        with lock:
            results[missing[i]] = arrays
            run.tell(what, sum(found is not None for found in results), len(results))

    run.tell(what, len(results) - len(missing), len(results))
    if run.pools:
        for i, arrays in over_processes(partial(made, task), parcels, run.pools[::way]):
            finish(i, arrays)
    else:
        over_parts(lambda i: finish(i, made(task, parcels[i])), len(parcels), run.threads)
    return [found for found in results if found is not None]


def made(task: Task, towns: Longs) -> Arrays:
    """The four results of each town of a parcel, joined."""
    parts = [_of_town(task, i) for i in towns.tolist()]
    return [np.concatenate(columns) for columns in zip(*parts, strict=True)]


def _of_town(task: Task, i: int) -> Arrays:
    archipelago, attack, allotted, targets = task
    if targets is not None:
        return list(match_town(archipelago, build_shard(archipelago, i), targets, attack))
    if not allotted[i]:
        nothing = np.empty((0, attack.n_points), np.int64)
        return [nothing[:, 0], nothing, nothing, np.zeros(1, np.int64)]
    return list(draw_targets(build_shard(archipelago, i), int(allotted[i]), attack))


def parcels_of(archipelago: Archipelago) -> list[Longs]:
    """Neighbouring towns together, so that a parcel is worth keeping."""
    reached = np.cumsum(archipelago.size[archipelago.order])
    cuts = [0]
    for at in range(len(reached)):
        before = reached[cuts[-1] - 1] if cuts[-1] else 0
        if reached[at] - before >= _PARCEL or at == len(reached) - 1:
            cuts.append(at + 1)
    return [archipelago.order[a:b] for a, b in pairwise(cuts)]
