"""Blocks between streets: which become parks and sports grounds, and which stay woods and fields."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nullisland._kernels.lots import pick_spread
from nullisland._kernels.street_graph import walk_faces
from nullisland.model import Shape
from nullisland.rng import stage_key
from nullisland.world._draws import draws
from nullisland.world._plane import morton
from nullisland.world.naming import edges_at
from nullisland.world.plan import Plan
from nullisland.world.rings import inset_rings, sound
from nullisland.world.streets import Network

__all__ = ["Blocks", "Greens", "build_blocks", "build_greens"]

Longs = NDArray[np.int64]

HECTARE = 1_000_000
"""Square decimetres in a hectare."""


class Blocks(NamedTuple):
    """Faces of the street network. A half-edge has block `face` on its left and is number `turn` round it.

    `plain` blocks are bounded by a ring without dead ends or bridges. `x`, `y` is the mean of the corners.
    """

    face: Longs
    turn: Longs
    area: Longs
    plain: NDArray[np.bool_]
    x: Longs
    y: Longs
    urban: Longs


class Greens(NamedTuple):
    """Open land: each green's block, its kind and the ring to draw; `closed` half-edges face one."""

    block: Longs
    kind: tuple[str, ...]
    shapes: tuple[Shape, ...]
    closed: NDArray[np.bool_]


def _onward(network: Network) -> Longs:
    """The half-edge that follows each one round the block on its left."""
    first, halves = edges_at(network)
    tail = np.column_stack((network.a, network.b)).ravel()
    head = np.column_stack((network.b, network.a)).ravel()
    dx, dy = network.x[head] - network.x[tail], network.y[head] - network.y[tail]
    slope = (dy << 24) // (abs(dx) + abs(dy))
    bearing = np.where(dx >= 0, slope, (2 << 24) - slope)
    ring = halves[np.lexsort((bearing[halves], tail[halves]))]
    place = np.empty(len(ring), np.int64)
    place[ring] = np.arange(len(ring))
    back = np.arange(len(ring)) ^ 1
    node = tail[back]
    before = np.where(place[back] == first[node], first[node + 1] - 1, place[back] - 1)
    onward: Longs = ring[before]
    return onward


def build_blocks(network: Network, plan: Plan) -> Blocks:
    """All faces of the street network with their sizes; the face outside has a negative area."""
    onward = _onward(network)
    face, turn = np.empty(len(onward), np.int64), np.empty(len(onward), np.int64)
    n = walk_faces(onward, face, turn)
    tail = np.column_stack((network.a, network.b)).ravel()
    head = np.column_stack((network.b, network.a)).ravel()
    cross = network.x[tail] * network.y[head] - network.x[head] * network.y[tail]
    area = np.bincount(face, cross, n).astype(np.int64) // 2
    corners = np.bincount(face, minlength=n)
    x = np.bincount(face, network.x[tail], n).astype(np.int64) // corners
    y = np.bincount(face, network.y[tail], n).astype(np.int64) // corners
    plain = area > 0
    plain[face[0::2][face[0::2] == face[1::2]]] = False
    wet = np.flatnonzero(network.bridge)
    plain[face[2 * wet]] = plain[face[2 * wet + 1]] = False
    return Blocks(face, turn, area, plain, x, y, plan.urbanity(x, y))


def build_greens(seed: int, network: Network, blocks: Blocks, parks: int, sports: int) -> Greens:
    """Blocks for so many parks and sports grounds, fewer if there are not enough; then woods and fields."""
    key = stage_key(seed, "world", "greens")
    taken = np.zeros(len(blocks.area), np.uint8)
    chosen: list[Longs] = []
    kinds: list[str] = []
    town = int(np.quantile(blocks.urban, 0.35, method="lower"))
    good = np.zeros(len(blocks.area), bool)
    some = np.flatnonzero(blocks.plain & (blocks.area > 30 * HECTARE // 100))
    good[some[sound(network, blocks.face, blocks.turn, some)]] = True
    fits = good & (blocks.area < 5 * HECTARE)
    fair = fits & (blocks.urban >= town)
    for kind, count, apt in (
        ("park", parks, fair),
        ("sports_ground", sports, fits & (blocks.area > HECTARE * 6 // 10)),
    ):
        found = _spread(key, blocks, apt, taken, count, len(chosen))
        chosen.append(found)
        kinds += [kind] * len(found)
    country = np.flatnonzero(good & (blocks.urban < town) & (blocks.area > 2 * HECTARE) & (taken == 0))
    lot = draws(key, len(country), 0, 100, 9)
    for kind, low, high in (("woods", 0, 30), ("field", 30, 62)):
        found = country[(lot >= low) & (lot < high)]
        chosen.append(found)
        kinds += [kind] * len(found)
    block = np.concatenate(chosen)
    closed = np.zeros(len(blocks.area), bool)
    closed[block] = True
    xy, first = inset_rings(network, blocks.face, blocks.turn, block)
    rings = np.split(xy.astype(np.int32), first[1:-1])
    shapes = tuple(Shape(kind, "", ring) for kind, ring in zip(kinds, rings, strict=False))
    return Greens(block, tuple(kinds), shapes, closed[blocks.face])


def _spread(
    key: np.uint64, blocks: Blocks, some: NDArray[np.bool_], taken: NDArray[np.uint8], count: int, k: int
) -> Longs:
    """Up to `count` free blocks, spread over the town; their `taken` is set."""
    free = np.flatnonzero(some & (taken == 0))
    count = min(count, len(free) // 2)
    if count == 0:
        return np.zeros(0, np.int64)
    free = free[np.argsort(morton(blocks.x[free], blocks.y[free]), kind="stable")]
    ladder = np.cumsum(2000 + blocks.urban[free])
    jitter = draws(key, count, 0, 1 << 16, k)
    targets = ((np.arange(count) << 16) + jitter) * (int(ladder[-1]) // count) >> 16
    out = np.empty(count, np.int64)
    pick_spread(ladder, targets, np.zeros(len(free), np.uint8), out)
    taken[free[out]] = 1
    return free[out]
