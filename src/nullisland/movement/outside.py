"""What people find in another town: a few of its squares, as if they were part of their own."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nullisland._kernels.diary_rules import HOME
from nullisland.model import Island, Scenario
from nullisland.movement.choices import Longs, choices_of, zones_of

__all__ = ["Outside", "Squares", "joined", "squares_of"]

_SQUARES = 3
Ints = NDArray[np.int32]


class Squares(NamedTuple):
    """A few squares of a town and every place that is chosen from there.

    spots (n, 4): x, y in the town's own decimetres, square, kind. `place`: its id in the town. choices
    (squares, kinds, 2, 64): rows of `spots`, for homes squares, -1 none. `homes[homes_first[s] :
    homes_first[s + 1]]` are the rows of the homes of square s, once for each dwelling. `jobs` is 0 outside the
    squares themselves.
    """

    spots: Ints
    place: Ints
    jobs: Ints
    choices: Ints
    homes_first: Longs
    homes: Ints


class Outside(NamedTuple):
    """Squares of other towns in a town's own coordinates, and who goes there how often.

    `squares` are those of all towns one behind the other. `outward` holds a square for each household with ties
    to another town, else -1; `share` of 65,536 of the new places of its grown-ups are chosen from there.
    """

    squares: Squares
    outward: Ints
    share: int


def squares_of(scenario: Scenario, island: Island, routines: tuple[str, ...]) -> Squares:
    """The squares of a town that outsiders go to: spread out over its jobs. Cost: 2 ms a thousand places."""
    places = island.places
    zone, centres = zones_of(island)
    jobs = np.bincount(zone, np.maximum(places.jobs, 0), len(centres)).astype(np.int64)
    reached = np.cumsum(jobs)
    wanted = (2 * np.arange(_SQUARES) + 1) * int(reached[-1]) // (2 * _SQUARES)
    chosen = np.unique(np.searchsorted(reached, wanted, side="right"))
    nobody = np.zeros(len(centres), np.int64)
    rows = choices_of(scenario, island, routines, nobody, chosen)
    rows[:, HOME] = -1
    inside = np.isin(zone, chosen)
    place = np.union1d(rows[rows >= 0], np.flatnonzero(inside & ((places.jobs > 0) | (places.kind == HOME))))
    square = _nearest_square(centres[chosen], places.x_dm[place], places.y_dm[place])
    own = inside[place]
    square[own] = np.searchsorted(chosen, zone[place[own]])
    choices = np.where(rows >= 0, np.searchsorted(place, rows), -1)
    at_home = np.flatnonzero(own & (places.kind[place] == HOME))
    at_home = at_home[np.argsort(square[at_home], kind="stable")]
    homes = np.repeat(at_home, np.maximum(places.dwellings[place[at_home]], 1))
    homes_first = np.searchsorted(square[homes], np.arange(len(chosen) + 1))
    populated = np.diff(homes_first) > 0
    choices[populated, HOME] = np.flatnonzero(populated)[:, None, None]
    return Squares(
        spots=np.column_stack((places.x_dm[place], places.y_dm[place], square, places.kind[place])).astype(
            np.int32
        ),
        place=place.astype(np.int32),
        jobs=np.where(own, places.jobs[place], 0).astype(np.int32),
        choices=choices.astype(np.int32),
        homes_first=homes_first.astype(np.int64),
        homes=homes.astype(np.int32),
    )


def joined(parts: list[Squares], offsets: list[tuple[int, int]]) -> Squares:
    """Squares of several towns one behind the other, each moved by its (east, north)."""
    spots, choices, homes, homes_first = [], [], [], [np.zeros(1, np.int64)]
    row = square = home = 0
    for part, offset in zip(parts, offsets, strict=True):
        spots.append(part.spots + np.array([*offset, square, 0], np.int32))
        moved = np.where(part.choices >= 0, part.choices + np.int32(row), np.int32(-1))
        moved[:, HOME] = np.where(part.choices[:, HOME] >= 0, part.choices[:, HOME] + np.int32(square), -1)
        choices.append(moved)
        homes.append(part.homes + np.int32(row))
        homes_first.append(part.homes_first[1:] + home)
        row, square, home = row + len(part.place), square + len(moved), home + len(part.homes)
    return Squares(
        spots=np.concatenate(spots),
        place=np.concatenate([part.place for part in parts]),
        jobs=np.concatenate([part.jobs for part in parts]),
        choices=np.concatenate(choices),
        homes_first=np.concatenate(homes_first),
        homes=np.concatenate(homes),
    )


def _nearest_square(centres: Longs, x_dm: Ints, y_dm: Ints) -> Longs:
    dx = x_dm[:, None].astype(np.int64) - centres[:, 0]
    dy = y_dm[:, None].astype(np.int64) - centres[:, 1]
    return np.asarray(np.argmin(dx * dx + dy * dy, axis=1), np.int64)
