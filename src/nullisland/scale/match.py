"""Pass two: a town's people asked about the known points of the country's targets."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nullisland._kernels.crowd import Masts, Wanted
from nullisland._kernels.sieve import sieve_crowd
from nullisland._kernels.sweep import Index, fill_index, sweep_crowd
from nullisland.model import Archipelago
from nullisland.rng import stage_key, u64_many
from nullisland.scale.attack import CrowdAttack
from nullisland.scale.shard import Shard, room_for
from nullisland.scale.targets import Targets

__all__ = ["NOBODY", "Found", "levels_of", "match_town"]

NOBODY = np.uint8(255)
"""The level of what nobody holds."""

FEW = 100
"""Up to so many targets of a town, times grains, it is quicker to ask the phones before anybody lives."""

Longs = NDArray[np.int64]


class Found(NamedTuple):
    """What a town's people hold of the targets that they can have met.

    `level` (targets, grains, points): the smallest crowd, as a position in `CrowdAttack.shares`, in which somebody
    else of this town holds the first 1, 2, ... points; `NOBODY`. `tally`: people asked, lives begun, days lived,
    lives lived on, points compared. `people` of the town in each of these crowds.
    """

    target: Longs
    level: NDArray[np.uint8]
    tally: Longs
    people: Longs


def levels_of(attack: CrowdAttack, ids: Longs) -> Longs:
    """The smallest crowd each person is in, as a position in `attack.shares`; their count if in none."""
    lot = (u64_many(stage_key(attack.seed, "crowd"), ids) >> np.uint64(48)).astype(np.int64)
    return np.searchsorted(np.array(attack.shares), lot, side="right").astype(np.int64)


def match_town(archipelago: Archipelago, shard: Shard, targets: Targets, attack: CrowdAttack) -> Found:
    """Ask everybody in a town. Cost: 0.5 microseconds a day lived; in towns of few
    targets most people need not live at all."""
    wanted, rows, own = _wanted(archipelago, shard, targets, attack)
    n = len(shard.reach)
    level = levels_of(attack, np.arange(shard.first_person, shard.first_person + n))
    order = np.lexsort((np.arange(n), shard.zone, level))
    order = order[level[order] < len(attack.shares)]
    looks_at = np.where(shard.reach == 1, own, len(rows))
    crowd = np.column_stack((np.arange(n), shard.reach, level, looks_at))[order]
    found = np.full((len(rows), len(attack.grains), attack.n_points), NOBODY, np.uint8)
    held = np.full(found.shape[:2], attack.least - 1, np.int64)
    tally = np.zeros(5, np.int64)
    room = room_for(shard, max(1, held.size))
    masts = _at_grains(shard, attack)
    if attack.ask_first and own * len(attack.grains) <= FEW:
        sieve_crowd(shard.lives, shard.phones, masts, wanted, crowd, room, held, found, tally)
    else:
        index = _index(masts, wanted)
        sweep_crowd(shard.lives, shard.phones, masts, wanted, index, crowd, room, held, found, tally)
    people = np.cumsum(np.bincount(level, minlength=len(attack.shares) + 1))[: len(attack.shares)]
    return Found(rows, found, tally, people)


def _index(masts: Masts, wanted: Wanted) -> Index:
    """The targets' first points at every grain: 32 bits of sieve and four places of table for each."""
    grains, n = len(wanted.width), len(wanted.own)
    size = 1 << max(4 * n - 1, 1).bit_length()
    index = Index(
        sieve=np.zeros((grains, max(size >> 3, 1)), np.uint64),
        keys=np.full((grains, size), -1, np.int64),
        heads=np.full((grains, size), -1, np.int64),
        following=np.full((grains, n), -1, np.int64),
    )
    fill_index(masts, wanted, index)
    return index


def _at_grains(shard: Shard, attack: CrowdAttack) -> Masts:
    return shard.masts._replace(group=shard.groups[[merges for merges, _ in attack.grains]])


def _wanted(
    archipelago: Archipelago, shard: Shard, targets: Targets, attack: CrowdAttack
) -> tuple[Wanted, Longs, int]:
    """Targets whose first `least` points somebody of this town may hold, those of the town itself first."""
    town = np.searchsorted(archipelago.mast_first, targets.mast, side="right") - 1
    owner = np.full(town.shape, -1, np.int64)
    for at, k in enumerate(shard.towns.tolist()):
        owner[town == k] = at
    rows = np.flatnonzero((owner[:, : attack.least] >= 0).all(axis=1))
    at_home = owner[rows, 0] == 0
    rows = np.concatenate((rows[at_home], rows[~at_home]))
    local = np.full(int(archipelago.mast_first[-1]), -1, np.int64)
    local[shard.mast_id] = np.arange(len(shard.mast_id))
    last = shard.first_person + len(shard.reach)
    here = (targets.person[rows] >= shard.first_person) & (targets.person[rows] < last)
    wanted = Wanted(
        own=np.where(here, targets.person[rows] - shard.first_person, -1),
        slot=targets.slot[rows],
        mast=local[targets.mast[rows]],
        owner=owner[rows],
        width=np.array([hours for _, hours in attack.grains], np.int64),
    )
    return wanted, rows, int(at_home.sum())
