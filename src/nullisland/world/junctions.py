"""Where streets may meet: main junctions, points along main roads and the shore, and a fabric of side streets."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nullisland._kernels.contour import walk_shore
from nullisland._kernels.street_graph import choose_edges, gabriel_pairs, thin_points
from nullisland.rng import stage_key
from nullisland.world._draws import TURN, cos_sin, draws, turned
from nullisland.world._grid import bucketed
from nullisland.world.plan import Plan
from nullisland.world.terrain import Terrain

__all__ = ["Junctions", "build_junctions", "edge_clearance", "pairs_of"]

Longs = NDArray[np.int64]


class Junctions(NamedTuple):
    """Candidate nodes in bucket order. `main` marks main junctions; `road` (n, 2) pairs are steps of main roads."""

    x: Longs
    y: Longs
    main: NDArray[np.bool_]
    road: Longs


def thinned(x: Longs, y: Longs, room: Longs, rank: Longs) -> Longs:
    """Positions of the points kept when each needs its room and low ranks go first, ascending."""
    b = bucketed(x, y, max(int(room.max()), 1))
    order = np.argsort(rank[b.order], kind="stable")
    keep = np.empty(len(x), np.uint8)
    thin_points(b.x, b.y, room[b.order], order, b.first, b.columns, b.rows, b.cell, keep)
    return np.sort(b.order[keep.astype(bool)])


def pairs_of(x: Longs, y: Longs, cell: int, reach: int) -> Longs:
    """Gabriel pairs of points that are already in the order of `bucketed(x, y, cell)`."""
    b = bucketed(x, y, cell)
    room = 4 * len(x) + 16
    out = np.empty((room, 2), np.int64)
    found = gabriel_pairs(b.x, b.y, b.first, b.columns, b.rows, b.cell, reach, out)
    pairs = np.sort(b.order[out[:found]], axis=1)
    return pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]


def edge_clearance(terrain: Terrain, x: Longs, y: Longs, pairs: Longs) -> tuple[Longs, Longs]:
    """The least distance of each edge to the shore and to a river bank, looked at in 17 spots."""
    a, b = pairs[:, 0], pairs[:, 1]
    span = np.sqrt(((x[a] - x[b]) ** 2 + (y[a] - y[b]) ** 2).astype(np.float64)).astype(np.int64)
    shore = np.minimum(terrain.shore_distance(x[a], y[a]), terrain.shore_distance(x[b], y[b]))
    bank = np.minimum(terrain.bank_distance(x[a], y[a]), terrain.bank_distance(x[b], y[b]))
    near = np.flatnonzero((shore < span + 400) | (bank < span + 400))
    t = np.arange(17)[:, None]
    px = x[a[near]] + (x[b[near]] - x[a[near]]) * t // 16
    py = y[a[near]] + (y[b[near]] - y[a[near]]) * t // 16
    shore[near] = terrain.shore_distance(px.ravel(), py.ravel()).reshape(px.shape).min(axis=0)
    bank[near] = terrain.bank_distance(px.ravel(), py.ravel()).reshape(px.shape).min(axis=0)
    return shore - span // 32, bank - span // 32


def _main_junctions(key: np.uint64, terrain: Terrain, plan: Plan) -> tuple[Longs, Longs, int]:
    """The centre, rings round it, the district middles, and a loose lattice over the rest of the island."""
    r = terrain.frame.radius
    gap = min(5600, max(1300, r * 45 // 100))
    xs, ys, ranks = [np.zeros(1, np.int64)], [np.zeros(1, np.int64)], [np.zeros(1, np.int64)]
    for ring in range(1, 4):
        n = 6 * ring
        turn = draws(key, 1, 0, TURN, ring)[0] + np.arange(n) * TURN // n + draws(key, n, -18, 19, 10 + ring)
        c, s = cos_sin(turn)
        away = gap * ring * (88 + draws(key, n, -9, 10, 20 + ring)) // 100
        xs.append(away * c >> 15)
        ys.append(away * s >> 15)
        ranks.append(np.full(n, ring, np.int64))
    xs.append(plan.x)
    ys.append(plan.y)
    ranks.append(np.full(len(plan.x), 2, np.int64))
    span = terrain.step * len(terrain.inland)
    n = span // gap + 2
    row, column = np.divmod(np.arange(n * n), n)
    xs.append(terrain.west + column * gap + (row % 2) * gap // 2 + draws(key, n * n, -gap // 4, gap // 4, 30))
    ys.append(terrain.south + row * gap * 7 // 8 + draws(key, n * n, -gap // 4, gap // 4, 31))
    ranks.append(np.full(n * n, 9, np.int64))
    x, y, rank = np.concatenate(xs), np.concatenate(ys), np.concatenate(ranks)
    margin = min(700, r // 10)
    good = (terrain.shore_distance(x, y) > margin) & (terrain.bank_distance(x, y) > margin // 2)
    x, y, rank = x[good], y[good], rank[good]
    kept = thinned(x, y, np.full(len(x), gap * 62 // 100, np.int64), rank)
    return x[kept], y[kept], gap


def _main_roads(key: np.uint64, terrain: Terrain, x: Longs, y: Longs, gap: int) -> Longs:
    """Which main junctions a main road joins: (n, 2)."""
    pairs = pairs_of(x, y, gap, 3)
    if not len(pairs):
        return pairs
    shore, bank = edge_clearance(terrain, x, y, pairs)
    dry = shore > min(250, terrain.frame.radius // 40)
    pairs, wet = pairs[dry], bank[dry] < 60
    length = (x[pairs[:, 0]] - x[pairs[:, 1]]) ** 2 + (y[pairs[:, 0]] - y[pairs[:, 1]]) ** 2
    order = np.argsort(length * np.where(wet, 2, 1), kind="stable")
    pairs, wet = pairs[order], wet[order]
    taken = np.empty(len(pairs), np.uint8)
    skip = draws(key, len(pairs), 0, 100, 40) < np.where(wet, 35, 12)
    choose_edges(x, y, pairs, np.zeros(len(pairs), np.uint8), skip.astype(np.uint8), 64, 6, taken)
    return pairs[taken.astype(bool)]


def _along_roads(key: np.uint64, x: Longs, y: Longs, roads: Longs) -> tuple[Longs, Longs, Longs]:
    """Points between the ends of each main road, on a shallow bow: x, y and the number of points of each road."""
    a, b = roads[:, 0], roads[:, 1]
    dx, dy = x[b] - x[a], y[b] - y[a]
    length = np.sqrt((dx * dx + dy * dy).astype(np.float64)).astype(np.int64)
    parts = np.maximum(1, (length + 425) // 850)
    bow = np.where(length > 2500, draws(key, len(roads), -8, 9, 41), 0)
    road = np.repeat(np.arange(len(roads)), parts - 1)
    i = np.arange(len(road)) - np.repeat(np.cumsum(parts - 1) - (parts - 1), parts - 1) + 1
    n = parts[road]
    rise = bow[road] * 4 * i * (n - i)
    px = (
        x[a[road]] + dx[road] * i // n - dy[road] * rise // (100 * n * n) + draws(key, len(road), -30, 31, 42)
    )
    py = (
        y[a[road]] + dy[road] * i // n + dx[road] * rise // (100 * n * n) + draws(key, len(road), -30, 31, 43)
    )
    return px, py, parts - 1


def _promenade(terrain: Terrain) -> tuple[Longs, Longs]:
    """Points along the shore, a little inland, about 80 m apart."""
    away = min(480, terrain.frame.radius // 9)
    height = np.where(terrain.inland == away, 1, terrain.inland - away)
    row, column = -terrain.south // terrain.step, -terrain.west // terrain.step
    while height[row, column + 1] > 0:
        column += 1
    out = np.empty((8 * len(height) * 12, 2), np.int64)
    ring = out[: walk_shore(height, row, column, terrain.step, out)]
    stride = max(1, 8 * 100 // max(terrain.step * 3 // 4, 1))
    ring = ring[::stride]
    return ring[:, 0] + terrain.west, ring[:, 1] + terrain.south


def _fabric(key: np.uint64, terrain: Terrain, plan: Plan) -> tuple[Longs, Longs]:
    """Side-street junctions: a jittered lattice in each district, turned its own way, thinner in the country."""
    n = len(terrain.inland)
    stride = max(1, n // 160)
    row, column = np.nonzero(terrain.inland[::stride, ::stride] > 0)
    lx, ly = terrain.west + column * stride * terrain.step, terrain.south + row * stride * terrain.step
    home = plan.district(lx, ly)
    reach = np.zeros(len(plan.x), np.int64)
    far = np.sqrt(((lx - plan.x[home]) ** 2 + (ly - plan.y[home]) ** 2).astype(np.float64)).astype(np.int64)
    np.maximum.at(reach, home, far + 2 * stride * terrain.step)
    turn, wide = draws(key, len(reach), 0, TURN, 50), draws(key, len(reach), 850, 1060, 51)
    deep = wide * draws(key, len(reach), 105, 150, 52) // 100
    xs, ys = [], []
    for d in range(len(reach)):
        columns, rows = 2 * int(reach[d] // wide[d]) + 1, 2 * int(reach[d] // deep[d]) + 1
        j, i = np.divmod(np.arange(columns * rows), columns)
        jx, jy = (draws(key, len(i), -14, 15, 60 + 2 * d + k) for k in (0, 1))
        gx = (i - columns // 2) * wide[d] + wide[d] * jx // 100
        gy = (j - rows // 2) * deep[d] + deep[d] * jy // 100
        gx, gy = turned(gx, gy, int(turn[d]))
        gx, gy = gx + plan.x[d], gy + plan.y[d]
        mine = plan.district(gx, gy) == d
        xs.append(gx[mine])
        ys.append(gy[mine])
    x, y = np.concatenate(xs), np.concatenate(ys)
    stay = draws(key, len(x), 0, 100, 53) < 14 + plan.urbanity(x, y) * 420 // 65536
    return x[stay], y[stay]


def build_junctions(seed: int, terrain: Terrain, plan: Plan) -> Junctions:
    """All candidate junctions of the island, thinned so that none crowds another."""
    key = stage_key(seed, "world", "junctions")
    mx, my, gap = _main_junctions(key, terrain, plan)
    roads = _main_roads(key, terrain, mx, my, gap)
    rx, ry, inner = _along_roads(key, mx, my, roads)
    px, py = _promenade(terrain)
    fx, fy = _fabric(key, terrain, plan)
    x, y = np.concatenate((mx, rx, px, fx)), np.concatenate((my, ry, py, fy))
    sizes = [len(mx), len(rx), len(px), len(fx)]
    rank = np.repeat(np.arange(4), sizes)
    room = np.repeat(np.array([560, 560, 560, 560]), sizes)
    margin = min(300, terrain.frame.radius // 14)
    dry = (terrain.shore_distance(x, y) > margin) & (terrain.bank_distance(x, y) > 130)
    index = np.flatnonzero(dry)
    kept = index[thinned(x[index], y[index], room[index], rank[index])]
    road = _steps(kept, roads, inner, len(mx), len(x))
    b = bucketed(x[kept], y[kept], 1500)
    place = np.empty(len(kept), np.int64)
    place[b.order] = np.arange(len(kept))
    return Junctions(
        x[kept][b.order], y[kept][b.order], (kept < len(mx))[b.order], np.sort(place[road], axis=1)
    )


def _steps(kept: Longs, roads: Longs, inner: Longs, first_inner: int, n: int) -> Longs:
    """Pairs of kept points that follow each other along a main road, as positions in `kept`."""
    place = np.full(n, -1, np.int64)
    place[kept] = np.arange(len(kept))
    start = np.cumsum(inner + 2) - (inner + 2)
    chain = np.empty(int((inner + 2).sum()), np.int64)
    chain[start], chain[start + inner + 1] = roads[:, 0], roads[:, 1]
    middle = np.ones(len(chain), bool)
    middle[start] = middle[start + inner + 1] = False
    chain[middle] = first_inner + np.arange(int(inner.sum()))
    which = np.repeat(np.arange(len(roads)), inner + 2)
    stays = place[chain] >= 0
    chain, which = place[chain[stays]], which[stays]
    same = which[1:] == which[:-1]
    return np.column_stack((chain[:-1][same], chain[1:][same]))
