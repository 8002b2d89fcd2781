"""Where the towns of a country lie, and which of them are neighbours.

Whole numbers throughout; every parameter stands in docs/model/country.md.
"""

from itertools import count
from math import isqrt

import numpy as np
from numpy.typing import NDArray

from nullisland.model import Archipelago, Country
from nullisland.rng import stage_key, u64_many
from nullisland.world._plane import morton, root_of
from nullisland.world.build import PEOPLE_PER_KM2, masts_wanted

__all__ = ["build_archipelago"]

NEIGHBOURS = 3
REACH_DM = 300_000
"""Nobody goes to a town whose middle is farther away than 30 km."""
_ROOM_PERCENT = 250
"""Country per land that its islands and the water round them take up: 2.5 times."""
_HALF_CHANNEL_DM = 3_000
_TRIES = 200
_SHARE = 65_536

Longs = NDArray[np.int64]


def build_archipelago(country: Country) -> Archipelago:
    """The towns of a country. Cost: 1 s for 7,000 towns, all of their pairs."""
    size = _sizes(country)
    n = len(size)
    lot = u64_many(stage_key(country.seed, "country", "order"), np.arange(n))
    size = size[np.argsort(lot, kind="stable")]
    x, y = _positions(country.seed, size)
    near, pull = _neighbours(size, x, y)
    seeds = u64_many(stage_key(country.seed, "country", "town"), np.arange(n)) >> np.uint64(1)
    masts = np.array([masts_wanted(int(people)) for people in size])
    return Archipelago(
        country=country,
        size=size,
        seed=seeds.astype(np.int64),
        x_dm=x,
        y_dm=y,
        near=near,
        pull=pull,
        first=np.concatenate(([0], np.cumsum(size))),
        mast_first=np.concatenate(([0], np.cumsum(masts))),
        order=np.argsort(morton(x >> 4, y >> 4), kind="stable"),
    )


def _sizes(country: Country) -> Longs:
    """Sizes by rank, the smallest first: Zipf's law cut off at both ends, shrunk until they sum up."""
    least, most = country.town_least, country.town_most

    def of(n: int) -> Longs:
        rank = 2 * np.arange(n, dtype=np.int64) + 1
        return 2 * n * least * most // (2 * n * most - rank * (most - least))

    low, high = 1, max(2, country.people // least + 1)
    while low < high:  # the fewest towns that hold everybody
        n = (low + high) // 2
        low, high = (low, n) if int(of(n).sum()) >= country.people else (n + 1, high)
    reached = np.cumsum(of(low))
    return np.diff(reached * country.people // int(reached[-1]), prepend=0)


def _radius(size: Longs) -> Longs:
    """Radius of a disc as large as the land of a town, in decimetres."""
    return root_of(size * (10**8 // PEOPLE_PER_KM2) * 113 // 355)


def _positions(seed: int, size: Longs) -> tuple[Longs, Longs]:
    """Middles of the islands by lot, the largest first, none in another's water; the sea grows if it must."""
    key = stage_key(seed, "country", "position")
    room = _radius(size) * 135 // 100 + _HALF_CHANNEL_DM
    side = isqrt(int((4 * room * room).sum()) * _ROOM_PERCENT // 100)
    x, y = np.zeros(len(size), np.int64), np.zeros(len(size), np.int64)
    order = np.argsort(-size, kind="stable")
    for at, town in enumerate(order.tolist()):
        others = order[:at]
        apart = (room[others] + room[town]) ** 2
        for k in count():
            east, north = (_lot(key, town, 2 * k + axis, side) for axis in (0, 1))
            if ((x[others] - east) ** 2 + (y[others] - north) ** 2 >= apart).all():
                break
            side += side // 50 if k % _TRIES == _TRIES - 1 else 0
        x[town], y[town] = east, north
    return x, y


def _lot(key: np.uint64, town: int, k: int, n: int) -> int:
    """A whole number in [0, n)."""
    return int(u64_many(key, np.array([town]), k)[0]) % n


def _neighbours(size: Longs, x: Longs, y: Longs) -> tuple[Longs, Longs]:
    """The towns that pull most by gravity, size / distance squared, and their shares of 65,536.

    What a town pulls of its own people is its size over the square of its own radius.
    """
    n = len(size)
    near = np.full((n, NEIGHBOURS), -1, np.int64)
    pull = np.zeros((n, NEIGHBOURS), np.int64)
    radius = np.maximum(_radius(size) // 100, 1)
    for i in range(n):
        dx, dy = (x - x[i]) // 100, (y - y[i]) // 100
        squared = dx * dx + dy * dy
        force = (size << 20) // np.maximum(squared, 1)
        force[squared > (REACH_DM // 100) ** 2] = 0
        force[i] = 0
        best = np.argsort(-force, kind="stable")[:NEIGHBOURS]
        best = best[force[best] > 0]
        own = int(size[i] << 20) // int(radius[i] ** 2)
        near[i, : len(best)] = best
        pull[i, : len(best)] = force[best] * _SHARE // (own + int(force[best].sum()))
    return near, pull
