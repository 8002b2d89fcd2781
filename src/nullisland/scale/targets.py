"""Pass one: who is attacked, and which of their points are known."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nullisland._kernels.crowd import write_points
from nullisland._kernels.knowledge import draw_points
from nullisland.model import Archipelago
from nullisland.rng import stage_key, u64_many
from nullisland.scale.attack import CrowdAttack
from nullisland.scale.shard import Shard, room_for

__all__ = ["Targets", "allotment", "draw_targets", "points_of"]

Longs = NDArray[np.int64]
_SPARE = 1.25
"""How many more people than targets are looked at first: some have too few points."""


class Targets(NamedTuple):
    """Known points of the people attacked: person (n,), hour and mast (n, points), numbered in the country.

    `points` is how many distinct points these people have in all.
    """

    person: Longs
    slot: Longs
    mast: Longs
    points: Longs


def allotment(archipelago: Archipelago, n_targets: int) -> Longs:
    """How many targets each town has: in proportion to its people, the largest remainders rounded up."""
    wanted = min(n_targets, int(archipelago.first[-1]))
    share, rest = np.divmod(archipelago.size * wanted, int(archipelago.first[-1]))
    short = wanted - int(share.sum())
    share[np.argsort(-rest, kind="stable")[:short]] += 1
    return share


def draw_targets(shard: Shard, count: int, attack: CrowdAttack) -> Targets:
    """`count` people of a town by lot, of those with enough points, and points of theirs by lot.

    Fewer if not so many have enough. The same lots as `nullisland.attack.draw_known` throws with the same seed.
    Cost: 0.5 microseconds a person-day.
    """
    n = len(shard.reach)
    ids = np.arange(shard.first_person, shard.first_person + n)
    turn = np.argsort(u64_many(stage_key(attack.seed, "targets"), ids), kind="stable")
    parts: list[Targets] = []
    begin = left = 0
    left = count
    while left > 0 and begin < n:
        who = turn[begin : begin + int(left * _SPARE) + 1]
        parts.append(_known(shard, who, left, attack))
        begin += len(who)
        left -= len(parts[-1].person)
    if not parts:
        nothing = np.empty((0, attack.n_points), np.int64)
        return Targets(nothing[:, 0], nothing, nothing, np.zeros(1, np.int64))
    person, slot, mast, points = zip(*parts, strict=True)
    order = np.argsort(np.concatenate(person), kind="stable")
    return Targets(
        np.concatenate(person)[order],
        np.concatenate(slot)[order],
        np.concatenate(mast)[order],
        np.sum(points, axis=0),
    )


def _known(shard: Shard, who: Longs, most: int, attack: CrowdAttack) -> Targets:
    first, slot, mast = points_of(shard, who)
    fit = np.flatnonzero(np.diff(first) >= attack.n_points)[:most]
    width = int(shard.mast_id.max()) + 1
    code = slot * width + mast
    known = np.empty((len(fit), attack.n_points), np.int64)
    ids = (who + shard.first_person).astype(np.uint64)
    draw_points(stage_key(attack.seed, "known"), ids, first, code, fit, known, (0, len(fit)))
    return Targets(
        who[fit] + shard.first_person,
        known // width,
        known % width,
        np.array([int(np.diff(first)[fit].sum())]),
    )


def points_of(shard: Shard, who: Longs) -> tuple[Longs, Longs, Longs]:
    """Distinct (hour, mast) of some people of a town, masts numbered in the country: first, hour, mast.

    Those of who[i] are `first[i] : first[i + 1]`, ascending by hour and mast.
    """
    room = room_for(shard, 1)
    most = len(room.slots)
    counts, slots, masts = [np.zeros(0, np.int64)], [np.zeros(0, np.int32)], [np.zeros(0, np.int64)]
    done = 0
    while done < len(who):
        size = min(len(who) - done, 64) * shard.lives.days * 8 + most
        first, slot, site = (
            np.zeros(len(who) - done + 1, np.int64),
            np.empty(size, np.int32),
            np.empty(size, np.int32),
        )
        n = write_points(shard.lives, shard.phones, shard.masts, who[done:], room, first, slot, site)
        counts.append(np.diff(first[: n + 1]))
        slots.append(slot[: first[n]].copy())
        masts.append(shard.mast_id[site[: first[n]]])
        done += n
    count, slot, mast = np.concatenate(counts), np.concatenate(slots), np.concatenate(masts)
    order = np.lexsort((mast, slot, np.repeat(np.arange(len(count)), count)))
    return np.concatenate(([0], np.cumsum(count))), slot[order].astype(np.int64), mast[order]
