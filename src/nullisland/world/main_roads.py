"""The skeleton of the town: main junctions, bridges, and the main roads between them."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nullisland._kernels.street_graph import choose_edges
from nullisland.world._draws import TURN, cos_sin, draws
from nullisland.world._grid import edge_clearance, pairs_of, thinned
from nullisland.world._plane import length_of
from nullisland.world.plan import Plan
from nullisland.world.terrain import Terrain

__all__ = ["Skeleton", "build_skeleton"]

Longs = NDArray[np.int64]


class Skeleton(NamedTuple):
    """Nodes (main junctions first, then bridge heads), main roads as pairs of nodes, points along them.

    `inner` counts the points along each road; `px`, `py` list them road by road. `main` marks the nodes that
    are stations of long ways: of the two heads of a bridge only the first.
    """

    x: Longs
    y: Longs
    main: NDArray[np.bool_]
    roads: Longs
    inner: Longs
    px: Longs
    py: Longs


class _Bridges(NamedTuple):
    """Middles on the river and the heads on its left and right bank, all (n, 2)."""

    middle: Longs
    left: Longs
    right: Longs


def _bridges(key: np.uint64, terrain: Terrain) -> _Bridges:
    """A bridge by the centre, and further ones upstream until the river is a brook."""
    q, r = terrain.frame.harbour, terrain.frame.radius
    gap = min(6000, max(900, r * 20 // 100))
    middles, sides = [], []
    for k, river in enumerate(terrain.rivers):
        line = river.line
        step = line[1:] - line[:-1]
        upto = np.cumsum(length_of(step[:, 0], step[:, 1]))
        jitter = draws(key, 400, 85, 116, 900 + k)
        along = q * 75 // 100 + (np.cumsum(jitter) - jitter) * gap // 100
        at = np.searchsorted(upto, along[along < upto[-1]])
        at = at[(river.half[at] > 25) & (at > 8) & (at < len(line) - 9)]
        ahead = line[at + 8] - line[at - 8]
        length = np.maximum(length_of(ahead[:, 0], ahead[:, 1]), 1)
        out = (
            np.column_stack((-ahead[:, 1], ahead[:, 0])) * (river.half[at] + 220)[:, None] // length[:, None]
        )
        middles.append(line[at])
        sides.append(out)
    middle, side = np.concatenate(middles), np.concatenate(sides)
    left, right = middle + side, middle - side
    dry = np.ones(len(middle), bool)
    for head in (left, right):
        dry &= terrain.shore_distance(head[:, 0], head[:, 1]) > min(300, r // 14)
        dry &= terrain.bank_distance(head[:, 0], head[:, 1]) > 130
    return _Bridges(middle[dry], left[dry], right[dry])


def _main_junctions(
    key: np.uint64, terrain: Terrain, plan: Plan, bridges: _Bridges
) -> tuple[Longs, Longs, int]:
    """Bridges, the centre, rings round it, the district middles, and a loose lattice over the rest."""
    r = terrain.frame.radius
    gap = min(5600, max(1300, r * 45 // 100))
    xs, ys = [np.zeros(1, np.int64)], [np.zeros(1, np.int64)]
    ranks = [np.zeros(1, np.int64)]
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
    x, y = np.concatenate((bridges.middle[:, 0], x[good])), np.concatenate((bridges.middle[:, 1], y[good]))
    rank = np.concatenate((np.full(len(bridges.middle), -1), rank[good]))
    room = np.where(rank < 1, gap * 27 // 100, gap * 62 // 100)
    kept = thinned(x, y, room, rank)
    return x[kept], y[kept], int((kept < len(bridges.middle)).sum())


def _roads(key: np.uint64, terrain: Terrain, at: tuple[Longs, Longs], bridges: _Bridges, n: int) -> Longs:
    """Pairs of nodes joined by a main road; of n bridges the left heads come first, the right ones last."""
    x, y = at
    total = len(x)
    gap = min(5600, max(1300, terrain.frame.radius * 45 // 100))
    pairs = pairs_of(x, y, gap, 3)
    a, b = pairs[:, 0], pairs[:, 1]
    pairs = pairs[(a >= n) | (b >= n)]
    a, b = pairs[:, 0], pairs[:, 1]
    heads = np.concatenate((bridges.left[:n], np.column_stack((x, y))[n:], bridges.right[:n]))
    from_bridge = np.flatnonzero(a < n)
    k, far = a[from_bridge], b[from_bridge]
    side = bridges.left[k] - bridges.middle[k]
    over = (x[far] - x[k]) * side[:, 0] + (y[far] - y[k]) * side[:, 1] < 0
    ends = pairs.copy()
    ends[from_bridge[over], 0] = total + k[over]
    shore, bank = edge_clearance(terrain, heads[:, 0], heads[:, 1], ends)
    dry = shore > min(250, terrain.frame.radius // 40)
    brook = terrain.widest_crossing(heads[:, 0], heads[:, 1], ends) <= 25
    pairs, ends = pairs[dry & ((bank > 20) | brook)], ends[dry & ((bank > 20) | brook)]
    length = (x[pairs[:, 0]] - x[pairs[:, 1]]) ** 2 + (y[pairs[:, 0]] - y[pairs[:, 1]]) ** 2
    order = np.argsort(length, kind="stable")
    pairs, ends = pairs[order], ends[order]
    taken = np.empty(len(pairs), np.uint8)
    skip = draws(key, len(pairs), 0, 100, 40) < 12
    choose_edges(x, y, pairs, np.zeros(len(pairs), np.uint8), skip.astype(np.uint8), 64, 6, taken)
    roads: Longs = ends[taken.astype(bool)]
    return roads


def build_skeleton(key: np.uint64, terrain: Terrain, plan: Plan) -> Skeleton:
    """Main junctions about every 560 m, and main roads that cross the river on bridges only."""
    bridges = _bridges(key, terrain)
    mx, my, n = _main_junctions(key, terrain, plan, bridges)
    roads = _roads(key, terrain, (mx, my), bridges, n)
    x = np.concatenate((bridges.left[:n, 0], mx[n:], bridges.right[:n, 0]))
    y = np.concatenate((bridges.left[:n, 1], my[n:], bridges.right[:n, 1]))
    px, py, inner = _along_roads(key, plan, x, y, roads)
    over = np.column_stack((np.arange(n), len(mx) + np.arange(n)))
    return Skeleton(
        x,
        y,
        np.arange(len(x)) < len(mx),
        np.concatenate((roads, over)),
        np.concatenate((inner, np.zeros(n, np.int64))),
        px,
        py,
    )


def _along_roads(key: np.uint64, plan: Plan, x: Longs, y: Longs, roads: Longs) -> tuple[Longs, Longs, Longs]:
    """Points between the ends of each main road, on a shallow bow, closer together in the centre."""
    a, b = roads[:, 0], roads[:, 1]
    dx, dy = x[b] - x[a], y[b] - y[a]
    length = length_of(dx, dy)
    step = np.where(plan.old_town((x[a] + x[b]) // 2, (y[a] + y[b]) // 2), 640, 850)
    parts = np.maximum(1, -(-length // step))
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
