"""The plan of the town: districts, and how urban each spot is."""

from dataclasses import dataclass
from math import isqrt

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from nullisland.rng import stage_key
from nullisland.tables import read_table
from nullisland.world._draws import draws
from nullisland.world._plane import nearest
from nullisland.world.terrain import Terrain

__all__ = ["Plan", "build_plan"]

Longs = NDArray[np.int64]

_ONE = 1 << 16


@dataclass(frozen=True, slots=True)
class Plan:
    """District names and middles (the town's centre is the first), and the reach of centre and districts."""

    names: tuple[str, ...]
    x: Longs
    y: Longs
    tree: cKDTree
    centre_reach: int
    local_reach: int
    old_reach: int

    def district(self, x: Longs, y: Longs) -> Longs:
        """The district of each point: the one whose middle is nearest."""
        return nearest(self.tree, x, y)[1]

    def urbanity(self, x: Longs, y: Longs) -> Longs:
        """From 0, open country, to 65536, the market square."""
        c, s = self.centre_reach, self.local_reach
        main = _ONE * c * c // (c * c + x * x + y * y)
        distance = nearest(self.tree, x, y)[0]
        local = _ONE * 45 // 100 * s * s // (s * s + distance * distance)
        urban: Longs = np.maximum(main, local) + np.minimum(main, local) // 4
        return urban

    def old_town(self, x: Longs, y: Longs) -> NDArray[np.bool_]:
        """Whether each point lies in the narrow streets round the market square."""
        return x * x + y * y < self.old_reach * self.old_reach


def build_plan(seed: int, terrain: Terrain) -> Plan:
    """Districts around the centre, each one's middle as far from the others as there is land."""
    key = stage_key(seed, "world", "plan")
    r, q = terrain.frame.radius, terrain.frame.harbour
    people = terrain.frame.area // 100_000
    count = max(3, 7 * isqrt(people) // 100)
    trials = 60 * count
    west, south, span = terrain.west, terrain.south, terrain.step * len(terrain.inland)
    x = west + draws(key, trials, 0, span, 0)
    y = south + draws(key, trials, 0, span, 1)
    margin = min(2500, r // 8)
    dry = (terrain.shore_distance(x, y) > margin) & (terrain.bank_distance(x, y) > margin // 2)
    hx, hy = (int(v) for v in terrain.frame.at(q * 11 // 10, q * 12 // 10))
    x, y = np.concatenate(([0, hx], x[dry])), np.concatenate(([0, hy], y[dry]))
    distance = np.minimum(x * x + y * y, (x - hx) ** 2 + (y - hy) ** 2)
    chosen = [0, 1]
    for _ in range(2, min(count, len(x))):
        best = int(np.argmax(distance))
        chosen.append(best)
        distance = np.minimum(distance, (x - x[best]) ** 2 + (y - y[best]) ** 2)
    pool = [row["name"] for row in read_table("town/districts.csv")]
    order = np.argsort(draws(key, len(pool) - 2, 0, 1 << 30, 2), kind="stable")
    rest = [pool[2 + i] for i in order]
    names = [*pool[:2], *(rest[i % len(rest)] + _again(i // len(rest)) for i in range(len(chosen) - 2))]
    return Plan(
        tuple(names),
        x[chosen],
        y[chosen],
        cKDTree(np.column_stack((x[chosen], y[chosen]))),
        34 * isqrt(r),
        min(14 * isqrt(r), 3000),
        min(27 * isqrt(r), 9000),
    )


def _again(times: int) -> str:
    return f" {times + 1}" if times else ""
