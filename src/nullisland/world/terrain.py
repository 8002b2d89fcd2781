"""Land and water: the coast, the harbour, the river, the beaches."""

from dataclasses import dataclass
from math import isqrt

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import distance_transform_edt, label
from scipy.spatial import cKDTree

from nullisland._kernels.contour import walk_shore
from nullisland.rng import stage_key
from nullisland.world._draws import TURN, cos_sin, draws
from nullisland.world._plane import FAR, length_of, nearest
from nullisland.world.water import Beach, River, crossings, lay_beaches, run_rivers

__all__ = ["Frame", "Terrain", "build_terrain"]

Longs = NDArray[np.int64]

_ONE = 1 << 16

_OFF_CENTRE = 50
"""How far the town lies from the middle of the island towards its harbour, in percent of the radius."""


@dataclass(frozen=True, slots=True)
class Frame:
    """How the island lies: the town's centre is the origin, the harbour in direction (ux, uy) / 32768.

    `radius` is that of a disc with the island's area, `harbour` the distance from the centre to the quays.
    """

    area: int
    radius: int
    harbour: int
    ux: int
    uy: int

    def along(self, x: Longs, y: Longs) -> tuple[Longs, Longs]:
        """Distance towards the harbour and to the left of that direction."""
        return (x * self.ux + y * self.uy) >> 15, (y * self.ux - x * self.uy) >> 15

    def at(self, ahead: Longs | int, left: Longs | int) -> tuple[Longs, Longs]:
        """The inverse of `along`."""
        ahead, left = np.asarray(ahead, np.int64), np.asarray(left, np.int64)
        return (ahead * self.ux - left * self.uy) >> 15, (ahead * self.uy + left * self.ux) >> 15


@dataclass(frozen=True, slots=True)
class Terrain:
    """A raster of shore distances with the rings drawn from it; all lengths in decimetres.

    `inland` is each raster point's distance to sea or beach, 0 in the sea. `coast` runs counter-clockwise.
    """

    frame: Frame
    west: int
    south: int
    step: int
    inland: Longs
    coast: Longs
    quay: Longs
    rivers: tuple[River, ...]
    beaches: tuple[Beach, ...]

    def shore_distance(self, x: Longs, y: Longs) -> Longs:
        """Distance to sea or beach at any point, from the four raster points around it."""
        n = len(self.inland) - 2
        column, right = np.divmod(x - self.west, self.step)
        row, up = np.divmod(y - self.south, self.step)
        outside = (column < 0) | (row < 0) | (column > n) | (row > n)
        column, row = np.clip(column, 0, n), np.clip(row, 0, n)
        low = self.inland[row, column] * (self.step - right) + self.inland[row, column + 1] * right
        high = self.inland[row + 1, column] * (self.step - right) + self.inland[row + 1, column + 1] * right
        blend = (low * (self.step - up) + high * up) // (self.step * self.step)
        return np.where(outside, 0, blend)

    def coast_distance(self, x: Longs, y: Longs) -> Longs:
        """As `shore_distance`, but never more than the distance to the ring of the coast itself."""
        rough = self.shore_distance(x, y)
        close = np.flatnonzero(rough < 400 + 3 * self.step)
        stride = np.roll(self.coast, -1, axis=0) - self.coast
        half = int(length_of(stride[:, 0], stride[:, 1]).max()) // 2 + 1
        exact = nearest(cKDTree(self.coast), x[close], y[close])[0] - half
        rough[close] = np.minimum(rough[close], exact)
        return rough

    def bank_distance(self, x: Longs, y: Longs) -> Longs:
        """Distance to the nearest river bank, negative in the water; about FAR beyond 900 m."""
        least = np.full(x.shape, FAR, np.int64)
        for river in self.rivers:
            distance, index = nearest(river.tree, x, y, within=9000)
            least = np.minimum(least, distance - np.append(river.half, 0)[index])
        return least

    def widest_crossing(self, x: Longs, y: Longs, pairs: Longs) -> Longs:
        """Half width of the widest water each edge crosses, 0 if it crosses none: (n_pairs,)."""
        widest = np.zeros(len(pairs), np.int64)
        for river in self.rivers:
            edge, part = crossings(river.line, x, y, pairs)
            np.maximum.at(widest, edge, river.half[part])
        return widest


def _noise(key: np.uint64, side: int, octaves: int) -> Longs:
    """Fractal value noise on a side x side raster, about [-65536, 65536]."""
    total = np.zeros((side, side), np.int64)
    for octave in range(octaves):
        cells = 3 << octave
        lattice = draws(key, (cells + 2) ** 2, -_ONE, _ONE, octave).reshape(cells + 2, cells + 2)
        where = np.arange(side) * (cells * _ONE // side)
        corner, t = where >> 16, where & (_ONE - 1)
        smooth = (t * t >> 16) * (3 * _ONE - 2 * t) >> 16
        rows = lattice[corner] + ((lattice[corner + 1] - lattice[corner]) * smooth[:, None] >> 16)
        left, right = rows[:, corner], rows[:, corner + 1]
        total += (left + ((right - left) * smooth >> 16)) * 6 // (5 << octave) // 2
    return total


def _height(frame: Frame, key: np.uint64, x: Longs, y: Longs, octaves: int) -> Longs:
    """Where the land is: high inland, low in the sea, with headlands, bays and the harbour's inlet."""
    r, q = frame.radius, frame.harbour
    ahead, left = frame.along(x[None, :], y[:, None])
    long, wide, bend = (int(v) for v in draws(key, 3, 0, 100, 30))
    rough = _noise(key, len(x), octaves)
    shift = _noise(key + np.uint64(1), len(x), 3) * (r * 28 // 100) >> 16
    middle, across = ahead + r * _OFF_CENTRE // 100 + shift, left - shift
    height = _ONE - (middle * middle // r * _ONE // r) * 100 // (90 + long * 40 // 100)
    height -= (across * across // r * _ONE // r) * 100 // (80 + wide * 40 // 100)
    height += rough * 75 // 100
    core = 3 * q
    height += np.maximum(0, _ONE - (ahead * ahead + left * left) * _ONE // (core * core)) * 3 // 4
    sea = ahead - q
    far = np.maximum(sea, 0)
    half = q * 50 // 100 + far * 22 // 100
    aside = left + (far * far // r) * (bend - 50) // 80 + shift * far // (far + 2 * q)
    closeness = _ONE - (aside * aside + 6 * np.minimum(sea, 0) ** 2) * _ONE // (half * half)
    above: Longs = height - np.maximum(0, closeness) * 2
    return above


def _basin(frame: Frame, x: Longs, y: Longs) -> Longs:
    """Signed distance to the harbour basin, a rectangle with straight quays; negative inside it."""
    q = frame.harbour
    ahead, left = frame.along(x[None, :], y[:, None])
    return np.maximum(np.maximum(q * 3 // 4 - ahead, ahead - q * 2), abs(left) - q * 55 // 100)


def _largest(mask: NDArray[np.bool_], row: int, column: int) -> NDArray[np.bool_]:
    """The part of the mask that hangs together with one point, its lakes filled."""
    parts, _ = label(mask)
    rest, n = label(parts != parts[row, column])
    sea = np.zeros(n + 1, np.bool_)  # of the rest, what reaches the edge; twice as fast as binary_fill_holes
    for edge in (rest[0], rest[-1], rest[:, 0], rest[:, -1]):
        sea[edge] = True
    sea[0] = False
    return ~sea[rest]


def _sea_level(height: Longs, row: int, column: int, points: int) -> int:
    """The sea level at which the island has about this many raster points, looked at in every second one."""
    height, row, column = height[row % 2 :: 2, column % 2 :: 2], row // 2, column // 2
    low, high = int(height.min()), int(height[row, column])
    while high - low > 128:
        level = (low + high) // 2
        if 4 * int(_largest(height > level, row, column).sum()) > points:
            low = level
        else:
            high = level
    return high


def build_terrain(seed: int, area: int) -> Terrain:
    """The island of this many square decimetres of land. Cost: about 0.1 s for 20 square kilometres."""
    key = stage_key(seed, "world", "terrain")
    radius = isqrt(area * 7 // 22)
    ux, uy = (int(v) for v in cos_sin(int(draws(key, 1, 0, TURN, 31)[0])))
    frame = Frame(area, radius, 20 * isqrt(radius), ux, uy)
    reach = radius * 160 // 100
    side = min(max(2 * reach // 200, 240), 1000)
    step = 2 * reach // side
    centre_x, centre_y = (int(v) for v in frame.at(-radius * _OFF_CENTRE // 100, 0))
    west, south = centre_x - reach, centre_y - reach
    x, y = west + np.arange(side) * step, south + np.arange(side) * step
    height = _height(frame, key, x, y, 5 if radius < 60_000 else 7)
    basin = _basin(frame, x, y)
    row, column = -south // step, -west // step
    level = _sea_level(np.where(basin > 0, height, -FAR), row, column, area // (step * step))
    height = np.minimum(height - level, basin * (2 * _ONE) // radius)
    land = _largest(height > 0, row, column)
    land[0] = land[-1] = land[:, 0] = land[:, -1] = False
    coast = _ring(np.where(land, np.maximum(height, 64), np.minimum(height, -64)), land, step)
    coast += np.array([west, south])
    rivers = run_rivers(key, frame, coast)
    beaches = lay_beaches(key, frame, coast)
    inland = _inland(land, coast, beaches, x, y, step)
    return Terrain(frame, west, south, step, inland, coast, _quay(frame), rivers, beaches)


def _ring(height: Longs, land: NDArray[np.bool_], step: int) -> Longs:
    """The coast as a ring, its corners cut once."""
    row = int(np.flatnonzero(land.any(axis=1))[0])
    column = int(np.flatnonzero(land[row])[-1])
    out = np.empty((8 * int(land.sum()) + 64, 2), np.int64)
    ring = out[: walk_shore(height, row, column, step, out)]
    following = np.roll(ring, -1, axis=0)
    cut = np.stack(((3 * ring + following) >> 2, (ring + 3 * following) >> 2), axis=1).reshape(-1, 2)
    smooth: Longs = cut[(cut != np.roll(cut, 1, axis=0)).any(axis=1)]
    return smooth


def _inland(
    land: NDArray[np.bool_], coast: Longs, beaches: tuple[Beach, ...], x: Longs, y: Longs, step: int
) -> Longs:
    """Distance of each raster point to sea or beach, in whole decimetres."""
    shore = distance_transform_edt(land) * step
    depth = np.zeros(len(coast), np.int64)
    for beach in beaches:
        depth[beach.index] = beach.depth
    near = np.flatnonzero((shore > 0) & (shore <= depth.max(initial=0) + step))
    row, column = np.divmod(near, len(x))
    distance, spot = nearest(cKDTree(coast), x[column], y[row])
    dry = land.copy().ravel()
    dry[near[distance <= depth[spot] + step // 4]] = False
    return (distance_transform_edt(dry.reshape(land.shape)) * step).astype(np.int64)


def _quay(frame: Frame) -> Longs:
    """Corners of the harbour basin."""
    q = frame.harbour
    ahead = np.array([q * 3 // 4, q * 2, q * 2, q * 3 // 4])
    left = np.array([-1, -1, 1, 1]) * (q * 55 // 100)
    return np.column_stack(frame.at(ahead, left))
