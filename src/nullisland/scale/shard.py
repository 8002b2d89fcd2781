"""A shard: one town of a country, ready to be lived in and watched."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nullisland._kernels.crowd import Lives, Masts, Phones, Room
from nullisland._kernels.diary import MOST_ROWS_A_DAY
from nullisland._kernels.tower import MOODS, MORE
from nullisland.model import Archipelago
from nullisland.movement import Town, prepare
from nullisland.movement.simulate import desk
from nullisland.observation.nearest import buckets_of
from nullisland.scale.inhabitants import inhabitants_of
from nullisland.scale.layout import Layout

__all__ = ["Shard", "build_shard", "room_for"]

Longs = NDArray[np.int64]


class Shard(NamedTuple):
    """A town with what its people find in neighbouring towns.

    `towns` are the town itself and its neighbours, as numbered in the country; `masts` are theirs, in that order,
    and `mast_id` their numbers in the country. `reach` has a bit for each of `towns` that a person may come to.
    `groups` (merges + 1, masts): see `Layout`. `zone` is the zone of everybody's home.
    """

    towns: Longs
    first_person: int
    town: Town
    lives: Lives
    phones: Phones
    masts: Masts
    mast_id: Longs
    groups: Longs
    reach: Longs
    zone: Longs


def build_shard(archipelago: Archipelago, i: int) -> Shard:
    """Town `i` of a country. The same whatever other shards there are, and in whatever order.

    Cost: 6 microseconds an inhabitant, half of it streets; more where neighbours must be built.
    """
    scenario = archipelago.town(i)
    towns, layouts, offsets, people, ties = inhabitants_of(archipelago, i)
    own, reach = layouts[0], ties.reach if ties else np.ones(len(people), np.int64)
    town = prepare(scenario, own.island, people, 1, ties.outside if ties else None)
    return Shard(
        towns=towns,
        first_person=int(archipelago.first[i]),
        town=town,
        lives=Lives(town.tables, town.folk, town.keys, scenario.days),
        phones=Phones(own.network.calls, own.network.rates, own.network.minutes),
        masts=_masts(layouts, offsets),
        mast_id=np.concatenate(
            [np.arange(archipelago.mast_first[k], archipelago.mast_first[k + 1]) for k in towns]
        ),
        groups=_beside([layout.groups for layout in layouts]),
        reach=reach,
        zone=people.home_place.astype(np.int64),
    )


def room_for(shard: Shard, candidates: int) -> Room:
    """Memory for the kernels of `_kernels.crowd`."""
    days, most = shard.lives.days, _most_records(shard.phones)
    return Room(
        desk=desk(days),
        rows=np.empty(((days + 1) * MOST_ROWS_A_DAY, 3), np.int32),
        minutes=np.empty(most, np.int32),
        hours=np.zeros(days, np.int64),
        found=np.empty((candidates, 3), np.int64),
        slots=np.empty(most * days, np.int32),
        sites=np.empty(most * days, np.int32),
    )


def _most_records(phones: Phones) -> int:
    """More records than anybody's phone makes in a day."""
    sessions = int(phones.calls.sessions) * int(phones.rates.max()) * int(MOODS.max()) >> 14
    return ((sessions >> 20) + 2) * (MORE + 1)


def _masts(layouts: list[Layout], offsets: list[tuple[int, int]]) -> Masts:
    """Masts of all towns in the first one's coordinates; of the others only the places in their squares."""
    towers = [layout.island.towers for layout in layouts]
    first = np.concatenate(([0], np.cumsum([len(t) for t in towers])))
    serving = [layouts[0].network.serving]
    for at, layout in enumerate(layouts[1:], 1):
        serving.append(layout.network.serving[layout.squares.place] + np.int32(first[at]))
    x = [t.x_dm.astype(np.int64) + offset[0] for t, offset in zip(towers, offsets, strict=True)]
    y = [t.y_dm.astype(np.int64) + offset[1] for t, offset in zip(towers, offsets, strict=True)]
    group = np.empty((0, first[-1]), np.int64)
    own = buckets_of(towers[0])
    return Masts(np.concatenate(serving), np.concatenate(x), np.concatenate(y), first, own, group)


def _beside(groups: list[Longs]) -> Longs:
    """Groups of several towns side by side, each town's numbered after those before it."""
    first = np.cumsum([0] + [g.shape[1] for g in groups])
    return np.concatenate([g + at for g, at in zip(groups, first.tolist(), strict=False)], axis=1)
