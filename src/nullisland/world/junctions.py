"""Where streets may meet: the main roads' nodes, points along the shore, and a fabric of side streets."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nullisland._kernels.contour import walk_shore
from nullisland.rng import stage_key
from nullisland.world._draws import TURN, cos_sin, draws, turned
from nullisland.world._grid import bucketed, thinned
from nullisland.world._plane import length_of
from nullisland.world.main_roads import Skeleton, build_skeleton
from nullisland.world.plan import Plan
from nullisland.world.terrain import Terrain

__all__ = ["Junctions", "build_junctions"]

Longs = NDArray[np.int64]


class Junctions(NamedTuple):
    """Candidate nodes in bucket order. `main` marks main junctions; `road` (n, 2) are steps of main roads."""

    x: Longs
    y: Longs
    main: NDArray[np.bool_]
    road: Longs


def _promenade(terrain: Terrain) -> tuple[Longs, Longs]:
    """Points along the shore, a little inland, about 100 m apart."""
    away = min(420, terrain.frame.radius // 9)
    height = np.where(terrain.inland == away, 1, terrain.inland - away)
    row, column = -terrain.south // terrain.step, -terrain.west // terrain.step
    while height[row, column + 1] > 0:
        column += 1
    out = np.empty((8 * len(height) * 12, 2), np.int64)
    ring = out[: walk_shore(height, row, column, terrain.step, out)]
    ring = ring[:: max(1, 1000 // max(terrain.step * 3 // 4, 1))]
    return ring[:, 0] + terrain.west, ring[:, 1] + terrain.south


def _old_town(key: np.uint64, plan: Plan) -> tuple[Longs, Longs]:
    """Junctions of the old town: on uneven rings round the market square, about 60 m apart."""
    xs, ys = [], []
    for ring in range(1, plan.old_reach // 620 + 1):
        n = 6 * ring
        turn = draws(key, 1, 0, TURN, 700 + ring)[0] + np.arange(n) * TURN // n
        c, s = cos_sin(turn + draws(key, n, -30 // ring - 2, 30 // ring + 3, 400 + ring))
        away = 620 * ring + draws(key, n, -120, 121, 500 + ring)
        xs.append(away * c >> 15)
        ys.append(away * s >> 15)
    return np.concatenate([np.zeros(0, np.int64), *xs]), np.concatenate([np.zeros(0, np.int64), *ys])


def _fabric(key: np.uint64, terrain: Terrain, plan: Plan) -> tuple[Longs, Longs]:
    """Side streets: a jittered lattice in each district, turned its own way, thinner in the country."""
    n = len(terrain.inland)
    stride = max(1, n // 160)
    row, column = np.nonzero(terrain.inland[::stride, ::stride] > 0)
    lx, ly = terrain.west + column * stride * terrain.step, terrain.south + row * stride * terrain.step
    home = plan.district(lx, ly)
    reach = np.zeros(len(plan.x), np.int64)
    far = length_of(lx - plan.x[home], ly - plan.y[home])
    np.maximum.at(reach, home, far + 2 * stride * terrain.step)
    turn, wide = draws(key, len(reach), 0, TURN, 50), draws(key, len(reach), 880, 1100, 51)
    deep = wide * draws(key, len(reach), 105, 150, 52) // 100
    xs, ys = [], []
    for d in range(len(reach)):
        columns, rows = 2 * int(reach[d] // wide[d]) + 1, 2 * int(reach[d] // deep[d]) + 1
        j, i = np.divmod(np.arange(columns * rows), columns)
        jx, jy = (draws(key, len(i), -14, 15, 1000 + 2 * d + k) for k in (0, 1))
        gx = (i - columns // 2) * wide[d] + wide[d] * jx // 100
        gy = (j - rows // 2) * deep[d] + deep[d] * jy // 100
        gx, gy = turned(gx, gy, int(turn[d]))
        gx, gy = gx + plan.x[d], gy + plan.y[d]
        mine = plan.district(gx, gy) == d
        xs.append(gx[mine])
        ys.append(gy[mine])
    x, y = np.concatenate(xs), np.concatenate(ys)
    stay = draws(key, len(x), 0, 100, 53) < 6 + plan.urbanity(x, y) * 400 // 65536
    stay &= ~plan.old_town(x, y)
    return x[stay], y[stay]


def build_junctions(seed: int, terrain: Terrain, plan: Plan) -> Junctions:
    """All candidate junctions of the island, thinned so that none crowds another."""
    key = stage_key(seed, "world", "junctions")
    bones = build_skeleton(key, terrain, plan)
    px, py = _promenade(terrain)
    ox, oy = _old_town(key, plan)
    fx, fy = _fabric(key, terrain, plan)
    x, y = np.concatenate((bones.x, bones.px, px, ox, fx)), np.concatenate((bones.y, bones.py, py, oy, fy))
    sizes = [len(bones.x), len(bones.px), len(px), len(ox), len(fx)]
    rank = np.repeat(np.arange(5), sizes)
    room = np.where(plan.old_town(x, y), 460, 610)
    margin = min(300, terrain.frame.radius // 14)
    dry = (terrain.shore_distance(x, y) > margin) & (terrain.bank_distance(x, y) > 130)
    index = np.flatnonzero(dry)
    kept = index[thinned(x[index], y[index], room[index], rank[index])]
    road = _steps(kept, bones, len(x))
    b = bucketed(x[kept], y[kept], 1500)
    place = np.empty(len(kept), np.int64)
    place[b.order] = np.arange(len(kept))
    main = np.concatenate((bones.main, np.zeros(len(x) - len(bones.x), bool)))
    return Junctions(x[kept][b.order], y[kept][b.order], main[kept][b.order], np.sort(place[road], axis=1))


def _steps(kept: Longs, bones: Skeleton, n: int) -> Longs:
    """Pairs of kept points that follow each other along a main road, as positions in `kept`."""
    place = np.full(n, -1, np.int64)
    place[kept] = np.arange(len(kept))
    inner = bones.inner
    start = np.cumsum(inner + 2) - (inner + 2)
    chain = np.empty(int((inner + 2).sum()), np.int64)
    chain[start], chain[start + inner + 1] = bones.roads[:, 0], bones.roads[:, 1]
    middle = np.ones(len(chain), bool)
    middle[start] = middle[start + inner + 1] = False
    chain[middle] = len(bones.x) + np.arange(int(inner.sum()))
    which = np.repeat(np.arange(len(bones.roads)), inner + 2)
    stays = place[chain] >= 0
    chain, which = place[chain[stays]], which[stays]
    same = which[1:] == which[:-1]
    return np.column_stack((chain[:-1][same], chain[1:][same]))
