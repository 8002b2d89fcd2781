"""Lots along the streets: where a building can stand, oriented with its street, clear of all else."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nullisland._kernels.lots import clear_of_points, fit_lots
from nullisland.rng import stage_key
from nullisland.world._draws import draws
from nullisland.world._grid import bucketed
from nullisland.world._plane import morton
from nullisland.world.plan import Plan
from nullisland.world.streets import Network
from nullisland.world.terrain import Terrain

__all__ = ["Lots", "build_lots", "street_points"]

Longs = NDArray[np.int64]

_CORNER = 110
_BIG_SHARE = 9
_CELL = 700


class Lots(NamedTuple):
    """One row a lot, neighbours near each other: middle, corners, side of the street, how urban it is."""

    x: Longs
    y: Longs
    corners: Longs
    edge: Longs
    offset: Longs
    left: NDArray[np.bool_]
    big: NDArray[np.bool_]
    main: NDArray[np.bool_]
    urban: Longs


class _Row(NamedTuple):
    """Lots before they are tried: ux, uy is the unit vector of the street, times 32768."""

    edge: Longs
    left: NDArray[np.bool_]
    offset: Longs
    wide: Longs
    deep: Longs
    back: Longs
    urban: Longs
    big: NDArray[np.bool_]


class _Cuts(NamedTuple):
    """Stretches of street side, before buildings have sizes; `u` is urbanity, doubled and cut at 65536."""

    edge: Longs
    left: NDArray[np.bool_]
    offset: Longs
    pitch: Longs
    u: Longs
    big: NDArray[np.bool_]


def _cuts(key: np.uint64, network: Network, urban: Longs, open_side: NDArray[np.bool_]) -> _Cuts:
    """Both sides of every street cut into stretches of equal length, `pitch`."""
    edge = np.repeat(np.arange(len(network.a)), 2)
    n = len(edge)
    u = np.minimum(urban[edge] * 2, 65536)
    big = draws(key, n, 0, 100, 0) < _BIG_SHARE
    pitch = np.where(big, draws(key, n, 420, 640, 1), 280 - (130 * u >> 16) + draws(key, n, -15, 16, 2))
    usable = network.length[edge] - 2 * _CORNER
    count = np.where((usable >= 120) & open_side, np.maximum(usable // pitch, ~big & (usable > 130)), 0)
    pitch = np.minimum(pitch, np.maximum(usable, 1))
    row = np.repeat(np.arange(n), count)
    k = np.arange(len(row)) - np.repeat(np.cumsum(count) - count, count)
    offset = _CORNER + (usable - count * pitch)[row] // 2 + pitch[row] * k + pitch[row] // 2
    return _Cuts(edge[row], row % 2 == 0, offset, pitch[row], u[row], big[row])


def _rows(key: np.uint64, network: Network, plan: Plan, open_side: NDArray[np.bool_]) -> _Row:
    """A building for each stretch: in the centre wide, deep, close to the street and to the next one."""
    a, b = network.a, network.b
    urban = plan.urbanity((network.x[a] + network.x[b]) // 2, (network.y[a] + network.y[b]) // 2)
    cuts = _cuts(key, network, urban, open_side)
    u, n = cuts.u, len(cuts.u)
    gap = np.where(u > 40_000, 6, 50 - (40 * u >> 16)) + draws(key, n, 0, 30, 3) * (65536 - u) // 65536
    wide = np.minimum((cuts.pitch - gap) // 2, 45 + (50 * u >> 16) + draws(key, n, 0, 15, 4))
    wide = np.maximum(40, np.where(cuts.big, (cuts.pitch - 80) // 2, wide))
    deep = np.where(cuts.big, draws(key, n, 85, 130, 5), 42 + (28 * u >> 16) + draws(key, n, 0, 18, 6))
    side = draws(key, 2 * len(a), 0, 12, 7)[2 * cuts.edge + ~cuts.left]
    garden = np.where(u > 40_000, 8, 60 - (45 * u >> 16)) + side
    back = np.where(network.main[cuts.edge], 75, 50) + garden + deep
    return _Row(cuts.edge, cuts.left, cuts.offset, wide, deep, back, urban[cuts.edge], cuts.big)


def _taken(rows: _Row, order: Longs) -> _Row:
    return _Row(
        edge=rows.edge[order],
        left=rows.left[order],
        offset=rows.offset[order],
        wide=rows.wide[order],
        deep=rows.deep[order],
        back=rows.back[order],
        urban=rows.urban[order],
        big=rows.big[order],
    )


def build_lots(
    seed: int, terrain: Terrain, plan: Plan, network: Network, open_side: NDArray[np.bool_]
) -> Lots:
    """All lots a building fits on. `open_side` (2 * n_edges,): may one build left, right of each edge?"""
    key = stage_key(seed, "world", "lots")
    rows = _rows(key, network, plan, open_side)
    a, b = network.a[rows.edge], network.b[rows.edge]
    length = network.length[rows.edge]
    ux = ((network.x[b] - network.x[a]) << 15) // length
    uy = ((network.y[b] - network.y[a]) << 15) // length
    side = np.where(rows.left, rows.back, -rows.back)
    x = network.x[a] + ((ux * rows.offset - uy * side) >> 15)
    y = network.y[a] + ((uy * rows.offset + ux * side) >> 15)
    radius = rows.wide + rows.deep
    fits = (terrain.coast_distance(x, y) > radius + 40) & (terrain.bank_distance(x, y) > radius + 30)
    stays = np.flatnonzero(fits)
    order = stays[bucketed(x[stays], y[stays], _CELL).order]
    rows = _taken(rows, order)
    x, y, ux, uy = x[order], y[order], ux[order], uy[order]
    corners = _corners(x, y, ux, uy, rows.wide, rows.deep)
    kept = _fitting(network, rows, (x, y, ux, uy), corners)
    kept = kept[np.argsort(morton(x[kept], y[kept]), kind="stable")]
    return Lots(
        x[kept],
        y[kept],
        corners[kept],
        rows.edge[kept],
        rows.offset[kept],
        rows.left[kept],
        rows.big[kept],
        network.main[rows.edge[kept]],
        rows.urban[kept],
    )


def _fitting(network: Network, rows: _Row, at: tuple[Longs, Longs, Longs, Longs], corners: Longs) -> Longs:
    """Positions of the lots that stand clear of streets and of each other, big ones first."""
    x, y, ux, uy = at
    if not len(x):
        return np.zeros(0, np.int64)
    fits = _off_streets(network, rows, at)
    b = bucketed(x, y, _CELL)
    order = np.argsort(~rows.big, kind="stable")
    grid = (b.first, b.columns, b.rows, _CELL, int(x.min()), int(y.min()))
    fit_lots(corners, x, y, ux, uy, rows.wide, rows.deep, order, *grid, fits)
    return np.flatnonzero(fits)


def _off_streets(network: Network, rows: _Row, at: tuple[Longs, Longs, Longs, Longs]) -> NDArray[np.uint8]:
    """1 for each lot that keeps clear of every street, half its width included."""
    x, y, ux, uy = at
    fits = np.ones(len(x), np.uint8)
    px, py, edge, _ = street_points(network)
    west, south = int(px.min()), int(py.min())
    b = bucketed(px, py, _CELL)
    room = np.where(network.main[edge], 70, 48)[b.order]
    grid = (b.first, b.columns, b.rows, _CELL, west, south)
    clear_of_points(x, y, ux, uy, rows.wide, rows.deep, b.x + west, b.y + south, room, *grid, fits)
    return fits


def street_points(network: Network) -> tuple[Longs, Longs, Longs, Longs]:
    """Points every 8 m along all streets: x, y, edge and how far along it."""
    parts = network.length // 80 + 1
    e = np.repeat(np.arange(len(parts)), parts)
    k = np.arange(len(e)) - np.repeat(np.cumsum(parts) - parts, parts)
    a, b, n = network.a[e], network.b[e], parts[e]
    x = network.x[a] + (network.x[b] - network.x[a]) * k // n
    y = network.y[a] + (network.y[b] - network.y[a]) * k // n
    return x, y, e, network.length[e] * k // n


def _corners(x: Longs, y: Longs, ux: Longs, uy: Longs, wide: Longs, deep: Longs) -> Longs:
    """(n, 4, 2) corners, counter-clockwise."""
    along = np.stack((-wide, wide, wide, -wide), axis=1)
    across = np.stack((-deep, -deep, deep, deep), axis=1)
    cx = x[:, None] + ((along * ux[:, None] - across * uy[:, None]) >> 15)
    cy = y[:, None] + ((along * uy[:, None] + across * ux[:, None]) >> 15)
    return np.stack((cx, cy), axis=2)
