"""The table of places: sizes, weights, addresses, and the entrances of what lies in the open air."""

from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from nullisland.model import Places
from nullisland.rng import stage_key
from nullisland.world._draws import draws
from nullisland.world._plane import nearest
from nullisland.world.blocks import Blocks, Greens
from nullisland.world.lots import Lots, street_points
from nullisland.world.naming import Runs
from nullisland.world.places import Uses, dwellings_for, how_many, kinds_table, zipf_sizes
from nullisland.world.plan import Plan
from nullisland.world.streets import Network
from nullisland.world.terrain import Terrain

__all__ = ["Town", "build_places", "scaled"]

Longs = NDArray[np.int64]


class Town(NamedTuple):
    """Everything that stands before places have a purpose."""

    terrain: Terrain
    plan: Plan
    network: Network
    runs: Runs
    blocks: Blocks
    greens: Greens
    lots: Lots


class _Spots(NamedTuple):
    """Where places lie, before they have sizes: one row a place."""

    x: Longs
    y: Longs
    edge: Longs
    offset: Longs
    kind: Longs


def build_places(seed: int, inhabitants: int, town: Town, uses: Uses) -> Places:
    """All places: those in buildings in the order of `uses`, then those in the open air."""
    key = stage_key(seed, "world", "places")
    lots = town.lots
    edge, offset = lots.edge[uses.lot], lots.offset[uses.lot]
    indoor = _Spots(lots.x[uses.lot], lots.y[uses.lot], edge, offset, uses.kind)
    outdoor = _outdoor(key, inhabitants, town)
    spots = _Spots(*(np.concatenate(columns) for columns in zip(indoor, outdoor, strict=True)))
    n, rest = len(spots.x), np.zeros(len(outdoor.x), np.int64)
    number = house_numbers(town.network, town.runs, edge, offset, lots.left[uses.lot])
    jobs, weight, name = _sizes(key, inhabitants, spots.kind)
    return Places(
        kinds=tuple(row.name for row in kinds_table()),
        kind=spots.kind.astype(np.uint8),
        x_dm=spots.x.astype(np.int32),
        y_dm=spots.y.astype(np.int32),
        edge=spots.edge.astype(np.int32),
        offset_dm=spots.offset.astype(np.int32),
        district=town.plan.district(spots.x, spots.y).astype(np.int16),
        house_number=np.concatenate((number, rest)).astype(np.int16),
        weight=weight.astype(np.int32),
        dwellings=np.concatenate((uses.dwellings, rest))[:n].astype(np.int32),
        jobs=jobs.astype(np.int32),
        name_id=name.astype(np.int32),
    )


def _sizes(key: np.uint64, inhabitants: int, kind: Longs) -> tuple[Longs, Longs, Longs]:
    """Jobs, weight, running number of each place. Firms are scaled until jobs are half the inhabitants."""
    jobs, weight, name = np.zeros(len(kind), np.int64), np.ones(len(kind), np.int64), np.full(len(kind), -1)
    work = np.zeros(len(kind), bool)
    for k, row in enumerate(kinds_table()):
        mine = np.flatnonzero(kind == k)
        if row.group == "home":
            continue
        jobs[mine] = zipf_sizes(key, len(mine), row.jobs[0], row.jobs[1], 10 + k)
        weight[mine] = zipf_sizes(key, len(mine), *row.weight, 60 + k)
        name[mine] = np.arange(len(mine))
        work[mine] = row.group == "work"
    total = (inhabitants + 1) // 2
    other = (jobs > 0) & ~work
    spared = min(int(jobs[other].sum()), total * 55 // 100)
    jobs[other] = _in_proportion(jobs[other], spared)
    jobs[work] = _in_proportion(jobs[work], total - int(jobs[other].sum()))
    return jobs, weight, name


def _in_proportion(parts: Longs, total: int) -> Longs:
    """Whole numbers in the proportions of `parts` that sum to about `total`, at least one each."""
    upto = np.cumsum(parts) * max(total, len(parts)) // max(int(parts.sum()), 1)
    return np.maximum(np.diff(upto, prepend=0), 1)


def house_numbers(network: Network, runs: Runs, edge: Longs, offset: Longs, left: NDArray[np.bool_]) -> Longs:
    """Numbers rise along each street, odd on its left and even on its right."""
    along = runs.start[edge] + np.where(runs.forward[edge], offset, network.length[edge] - offset)
    even = left != runs.forward[edge]
    side = runs.street[edge] * 2 + even
    order = np.lexsort((along, side))
    first = np.searchsorted(side[order], side[order], side="left")
    number = np.empty(len(edge), np.int64)
    number[order] = (np.arange(len(edge)) - first) * 2 + 1
    number += even
    return number


def _outdoor(key: np.uint64, inhabitants: int, town: Town) -> _Spots:
    """Entrances of parks, sports grounds and beaches: inside the green, or on the way to the sand."""
    out = []
    for k, row in enumerate(kinds_table()):
        n = how_many(row, inhabitants)
        if row.site == "green":
            block = town.greens.block[np.array(town.greens.kind) == row.name][:n]
            x, y, edge = _gates(town, block, n, key, k)
        elif row.site == "shore":
            x, y, edge = _beach_ways(town, n)
        else:
            continue
        a, b, length = town.network.a[edge], town.network.b[edge], town.network.length[edge]
        dx, dy = town.network.x[b] - town.network.x[a], town.network.y[b] - town.network.y[a]
        run = ((x - town.network.x[a]) * dx + (y - town.network.y[a]) * dy) // length
        out.append(_Spots(x, y, edge, np.clip(run, 1, length - 1), np.full(len(x), k)))
    return _Spots(*(np.concatenate(columns) for columns in zip(*out, strict=True)))


def _gates(town: Town, block: Longs, n: int, key: np.uint64, k: int) -> tuple[Longs, Longs, Longs]:
    """A gate in the longest side of each green; for each one missing, a village green by the street."""
    network, face = town.network, town.blocks.face
    rank = np.full(len(town.blocks.area), len(block), np.int64)
    rank[block] = np.arange(len(block))
    half = np.flatnonzero(rank[face] < len(block))
    half = half[np.lexsort((half, -network.length[half >> 1], rank[face[half]]))]
    gate = half[np.searchsorted(rank[face[half]], np.arange(len(block)))]
    dry = np.flatnonzero(~network.bridge)
    spare = dry[draws(key, n - len(block), 0, len(dry), 200 + k)]
    edge, back = (
        np.concatenate((gate >> 1, spare)),
        np.concatenate((gate & 1, np.zeros(len(spare), np.int64))),
    )
    a, b, length = network.a[edge], network.b[edge], network.length[edge]
    inward = np.where(back == 1, -130, 130)
    inward[len(block) :] = 0
    dx, dy = network.x[b] - network.x[a], network.y[b] - network.y[a]
    x = (network.x[a] + network.x[b]) // 2 - dy * inward // length
    y = (network.y[a] + network.y[b]) // 2 + dx * inward // length
    return x, y, edge


def _beach_ways(town: Town, n: int) -> tuple[Longs, Longs, Longs]:
    """For each beach the nearest spot on a street, and a point up to 35 m from there towards the sand."""
    px, py, edge, _ = street_points(town.network)
    dry = ~town.network.bridge[edge]
    px, py, edge = px[dry], py[dry], edge[dry]
    beaches = town.terrain.beaches
    middle = np.array([town.terrain.coast[b.index[len(b.index) // 2]] for b in beaches], np.int64)
    middle = middle[np.arange(n) % len(beaches)]
    distance, near = nearest(cKDTree(np.column_stack((px, py))), middle[:, 0], middle[:, 1])
    go = np.minimum(350, np.maximum(distance - 100, 0))
    far = np.maximum(distance, 1)
    x = px[near] + (middle[:, 0] - px[near]) * go // far
    y = py[near] + (middle[:, 1] - py[near]) * go // far
    return x, y, edge[near]


def scaled(places: Places, inhabitants: int, reference: int) -> Places:
    """The same places with as many dwellings, jobs and as much weight as more (or fewer) people need."""

    def share(column: NDArray[np.int32], least: int, wanted: int, had: int) -> NDArray[np.int32]:
        total = np.cumsum(column.astype(np.int64)) * wanted // had
        return np.where(column > 0, np.maximum(np.diff(total, prepend=0), least), 0).astype(np.int32)

    return replace(
        places,
        dwellings=share(places.dwellings, 0, dwellings_for(inhabitants), dwellings_for(reference)),
        jobs=share(places.jobs, 1, inhabitants, reference),
        weight=share(places.weight, 1, inhabitants, reference),
    )
