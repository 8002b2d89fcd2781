"""Where the name of each mark of a chart goes: beside it, and on no other mark and no other name, on every screen."""

from collections.abc import Callable, Sequence
from functools import cache
from itertools import islice, permutations
from math import atan2, degrees, hypot
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

__all__ = ["Box", "Mark", "Plane", "Spot", "place", "width_of"]

_EM: Final = {**dict.fromkeys("ijl,.:;'", 0.3), " ": 0.28, **dict.fromkeys("frt()-/", 0.39)}
_WIDE_EM: Final = {**dict.fromkeys("mwMW%", 0.99), **dict.fromkeys("ABCDEGHKNOPQRSTUVXYZ", 0.76)}
_OTHER_EM: Final = 0.63
"""Widths of Inter's letters in units of their size, rounded up; figures are as wide as each other."""

_PAD: Final = 8
"""Paper left and right of a name, together."""

_STEPS: Final = (*range(8, 128, 8), *range(128, 241, 16))
_AROUND: Final = (
    0.0,
    45.0,
    135.0,
    180.0,
    -45.0,
    -135.0,
    22.0,
    -22.0,
    158.0,
    -158.0,
    68.0,
    -68.0,
    112.0,
    -112.0,
)
"""How far from a mark a name may go, in pixels, and in which directions, in degrees downwards from the right."""

_FLUSH: Final = 8
_REACH: Final = 300
_MOST_ORDERS: Final = 24

Box = tuple[float, float, float, float]
"""Left, top, right and bottom in pixels, from the upper left corner of the plane."""


class Plane(NamedTuple):
    """The plane of a chart on one screen: its size, that of its type, and how far names may stand out of it."""

    width: float
    height: float
    type_px: float
    line_px: float
    rim: Box


class Mark(NamedTuple):
    """A mark at `x`, `y` in percent from the lower left, and `aside` pixels to the right; `half` is half its width."""

    x: float
    y: float
    half: float
    name: str = ""
    aside: float = 0.0


class Spot(NamedTuple):
    """Where a name lies, seen from its mark: its left edge at so much of its own `width` and `across` pixels, its
    upper edge at so much of its own `height` and `down` pixels. `far` is 1 where a line must lead there, else 0."""

    width: float
    across: float
    height: float
    down: float
    far: float

    @property
    def line(self) -> tuple[float, float]:
        """Length in pixels and turn in degrees of the line from the mark to the nearest point of the name."""
        x = self.across if (self.width, self.across > 0) in ((0, True), (-1, False)) else 0.0
        y = self.down if (self.height, self.down > 0) in ((0, True), (-1, False)) else 0.0
        return hypot(x, y), degrees(atan2(y, x))


def width_of(name: str, type_px: float) -> float:
    """Pixels that a name takes at most, with the paper around it."""
    return _PAD + type_px * sum(_EM.get(c, _WIDE_EM.get(c, _OTHER_EM)) for c in name)


def place(marks: Sequence[Mark], planes: Sequence[Plane], taken: Callable[[Plane], list[Box]]) -> list[Spot]:
    """A spot for each mark with a name, in their order: the same on all `planes`, and free on each of them.

    `taken` are boxes that no name may cover, beside the marks. Later marks, which lie above, choose first; where that
    leaves no room for an earlier one, other orders are tried. If none has room for all, as little is covered as can be.
    """
    named = [i for i, mark in enumerate(marks) if mark.name]
    blocked = [np.array([*(_box(mark, plane) for mark in marks), *taken(plane)]) for plane in planes]
    best: dict[int, Spot] = {}
    least = len(named) + 1
    for order in islice(permutations(reversed(named)), _MOST_ORDERS):
        found, missed = _in_order(marks, order, planes, blocked)
        if missed < least:
            best, least = found, missed
        if not missed:
            break
    return [best[i] for i in named]


def _in_order(
    marks: Sequence[Mark],
    order: Sequence[int],
    planes: Sequence[Plane],
    blocked: Sequence[NDArray[np.float64]],
) -> tuple[dict[int, Spot], int]:
    """Spots by mark, and how many of them are not free."""
    walls, found, missed = list(blocked), {}, 0
    for i in order:
        spots = _spots(marks[i].half)
        covered = _covered(marks[i], spots, planes, walls)
        if covered.min():
            farther = _covered(marks[i], _everywhere(), planes, walls)
            if farther.min() < covered.min():
                spots, covered = _everywhere(), farther
        at = int(covered.argmin())
        missed += bool(covered[at])
        found[i] = Spot(*spots[at].tolist())
        own = [_name_boxes(marks[i], spots[at : at + 1], plane) for plane in planes]
        walls = [np.vstack(pair) for pair in zip(walls, own, strict=True)]
    return found, missed


def _covered(
    mark: Mark, spots: NDArray[np.float64], planes: Sequence[Plane], walls: Sequence[NDArray[np.float64]]
) -> NDArray[np.int64]:
    """How many walls the name of a mark would lie on at each of the spots; as if on ten if it left the plane."""
    covered = np.zeros(len(spots), np.int64)
    for wall, plane in zip(walls, planes, strict=True):
        boxes = _name_boxes(mark, spots, plane)
        covered += _covers(boxes, wall).sum(axis=1) + 10 * _outside(boxes, plane)
    return covered


@cache
def _spots(half: float) -> NDArray[np.float64]:
    """All spots around a mark, the nearest first: (width, across, height, down, far)."""
    near, flush = half + 1, float(_FLUSH)
    out: list[tuple[float, ...]] = [(0, near, -0.5, 0, 0), (-1, -near, -0.5, 0, 0)]
    for height, down in ((0.0, near), (-1.0, -near)):
        out += [(0, -flush, height, down, 0), (-1, flush, height, down, 0), (-0.5, 0, height, down, 0)]
    for step in _STEPS:
        away = near + step
        out += [
            (width, 0, height, down, 1)
            for height, down in ((0.0, away), (-1.0, -away))
            for width in (-0.5, -0.25, -0.75, -0.1, -0.9)
        ]
        for turn in np.radians(_AROUND):
            x, y = np.cos(turn), np.sin(turn)
            height = -0.5 if abs(y) < 0.3 else 0.0 if y > 0 else -1.0
            out.append((0 if x > 0 else -1, away * x, height, away * y if height != -0.5 else 0, 1))
    return np.array(out, np.float64)


@cache
def _everywhere() -> NDArray[np.float64]:
    """Spots all over the plane, the nearest first, for charts that are full."""
    across, down = (side.ravel() for side in np.meshgrid(*[np.arange(0, _REACH, 6.0)] * 2))
    order = np.argsort(np.hypot(across, down), kind="stable")
    across, down, one = across[order], down[order], np.ones(order.size)
    quarters = [
        np.column_stack((min(x, 0) * one, x * across, min(y, 0) * one, y * down, one))
        for x, y in ((1, 1), (-1, 1), (1, -1), (-1, -1))
    ]
    return np.stack(quarters, axis=1).reshape(-1, 5)


def _box(mark: Mark, plane: Plane) -> Box:
    x, y = _middle(mark, plane)
    return x - mark.half, y - mark.half, x + mark.half, y + mark.half


def _middle(mark: Mark, plane: Plane) -> tuple[float, float]:
    return mark.x / 100 * plane.width + mark.aside, (100 - mark.y) / 100 * plane.height


def _name_boxes(mark: Mark, spots: NDArray[np.float64], plane: Plane) -> NDArray[np.float64]:
    """(n, 4): the name of a mark at each of the spots."""
    x, y = _middle(mark, plane)
    wide, high = width_of(mark.name, plane.type_px), plane.line_px
    left, top = x + spots[:, 0] * wide + spots[:, 1], y + spots[:, 2] * high + spots[:, 3]
    return np.column_stack((left, top, left + wide, top + high))


def _covers(boxes: NDArray[np.float64], others: NDArray[np.float64]) -> NDArray[np.bool_]:
    """(n, m): whether each of the boxes lies on each of the others."""
    a, b = boxes[:, None], others[None]
    return np.asarray((a[..., :2] < b[..., 2:]).all(axis=2) & (b[..., :2] < a[..., 2:]).all(axis=2))


def _outside(boxes: NDArray[np.float64], plane: Plane) -> NDArray[np.bool_]:
    left, top, right, bottom = plane.rim
    low = boxes[:, :2] < (-left, -top)
    high = boxes[:, 2:] > (plane.width + right, plane.height + bottom)
    return np.asarray(low.any(axis=1) | high.any(axis=1))
