"""What each building is for: homes, workplaces, shops, and the places the lesson is about."""

from math import isqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nullisland._kernels.lots import pick_spread
from nullisland.rng import stage_key
from nullisland.tables import read_table
from nullisland.world._draws import draws
from nullisland.world.lots import Lots
from nullisland.world.terrain import Terrain

__all__ = ["Kind", "Uses", "assign_uses", "dwellings_for", "kinds_table", "zipf_sizes"]

Longs = NDArray[np.int64]

HOUSEHOLD_PER_1000 = 2200
"""Mean household size times 1000, as `data/town/households.csv` has it."""


class Kind(NamedTuple):
    """One row of data/town/place_kinds.csv."""

    name: str
    group: str
    per_million: int
    least: int
    jobs: tuple[int, int]
    weight: tuple[int, int]
    site: str
    big: bool


class Uses(NamedTuple):
    """Per used lot: its kind; per kind as in the table. Homes have dwellings, the others none."""

    lot: Longs
    kind: Longs
    dwellings: Longs


def kinds_table() -> tuple[Kind, ...]:
    """The kinds of places in file order; the first is home."""
    return tuple(
        Kind(
            row["kind"],
            row["group"],
            round(float(row["per_1000_people"]) * 1000),
            int(row["least"]),
            (int(row["jobs_low"]), int(row["jobs_high"])),
            (int(row["weight_low"]), int(row["weight_high"])),
            row["site"],
            row["lot"] == "big",
        )
        for row in read_table("town/place_kinds.csv")
    )


def zipf_sizes(key: np.uint64, n: int, low: int, high: int, k: int) -> Longs:
    """(n,) whole numbers in [low, high] whose frequency falls with the square of the size.

    A Pareto distribution with exponent 1, cut at both ends; its inverse needs one division. Source: Axtell
    2001, Science 293:1818-1820, "Zipf distribution of U.S. firm sizes".
    """
    u = draws(key, n, 0, 65_536, k)
    return low * high * 65_536 // (high * 65_536 - u * (high - low))


def how_many(kind: Kind, inhabitants: int) -> int:
    """Places of this kind in a town of this many."""
    return max(kind.least, (kind.per_million * inhabitants + 500_000) // 1_000_000)


def _wish(kind: Kind, lots: Lots, terrain: Terrain) -> Longs:
    """How well each lot suits a kind, at least 1."""
    u = lots.urban
    ahead, left = terrain.frame.along(lots.x, lots.y)
    q = terrain.frame.harbour
    quay = np.maximum(abs(ahead - q), abs(left)) * 4096 // q
    lived, some = np.sort(u)[[len(u) * share // 100 for share in (62, 35)]]
    if kind.site == "market":
        wish = np.maximum(0, u - 28_000) ** 2 >> 16
    elif kind.site == "centre":
        wish = np.where(u > lived, 40 + (u * u >> 18) + np.where(lots.main, 300 + (u >> 4), 0), 1)
    elif kind.site == "local":
        wish = np.where(u > lived, 200 + (u >> 5) + np.where(lots.main, 500, 0), 1)
    elif kind.site == "harbour":
        wish = np.maximum(1, 20_000 - 4 * quay) ** 2 >> 12
    elif kind.site == "edge":
        wish = 300 + np.maximum(0, 12_000 - quay) // 6 + np.where(lots.main, 500, 0) - (u >> 8)
        wish = np.where(u > some, wish, 4)
    else:
        wish = np.where(u > lived, 300 + (u >> 7), 2)
    return np.maximum(1, np.where(lots.big == kind.big, wish * 4, wish // 8))


def assign_uses(seed: int, inhabitants: int, lots: Lots, terrain: Terrain) -> Uses:
    """Give every kind its lots, then fill the best of what is left with homes."""
    key = stage_key(seed, "world", "uses")
    taken = np.zeros(len(lots.x), np.uint8)
    chosen, kinds = [], []
    for number, kind in enumerate(kinds_table()):
        if kind.group == "home" or kind.site in ("green", "shore"):
            continue
        n = min(how_many(kind, inhabitants), int(len(taken) - taken.sum()))
        ladder = np.cumsum(_wish(kind, lots, terrain))
        jitter = draws(key, n, 0, 1 << 16, number)
        targets = ((np.arange(n) << 16) + jitter) * (int(ladder[-1]) // max(n, 1)) >> 16
        out = np.empty(n, np.int64)
        pick_spread(ladder, targets, taken, out)
        chosen.append(out)
        kinds.append(np.full(n, number, np.int64))
    homes, dwellings = _homes(key, inhabitants, lots, taken)
    lot = np.concatenate([homes, *chosen])
    kind_of = np.concatenate([np.zeros(len(homes), np.int64), *kinds])
    return Uses(lot, kind_of, np.concatenate((dwellings, np.zeros(len(lot) - len(homes), np.int64))))


def dwellings_for(inhabitants: int) -> int:
    """Dwellings for every household, 3 % to spare, and for the luck of the draw (5 standard deviations)."""
    return min(inhabitants, inhabitants * 1030 // HOUSEHOLD_PER_1000 + 2 * isqrt(inhabitants) + 2)


def _homes(key: np.uint64, inhabitants: int, lots: Lots, taken: NDArray[np.uint8]) -> tuple[Longs, Longs]:
    """Lots with homes and how many dwellings each has: from the centre outwards, with gaps."""
    wanted = dwellings_for(inhabitants)
    free = np.flatnonzero(taken == 0)
    u = lots.urban[free]
    score = u + draws(key, len(free), 0, 16_000, 100) + np.where(lots.main[free], 1500, 0)
    order = free[np.argsort(-score, kind="stable")]
    u, big = lots.urban[order], lots.big[order]
    lot, storey = draws(key, len(order), 0, 100, 101), draws(key, len(order), 0, 4, 102)
    dense = np.sort(lots.urban)[[len(lots.urban) * share // 100 for share in (60, 80, 92)]]
    units = 1 + ((u > dense[0]) & (lot < 45)) + np.where(u > dense[1], 1 + (lot < 30), 0)
    units += np.where(u > dense[2], storey, 0) + np.where(big, 4 + 2 * storey, 0)
    total = np.cumsum(units)
    if total[-1] < wanted:
        total = total * wanted // total[-1]
        units = np.diff(total, prepend=0)
    n = int(np.searchsorted(total, wanted)) + 1
    homes, dwellings = order[:n], units[:n].copy()
    dwellings[-1] -= total[n - 1] - wanted
    by_place = np.argsort(homes, kind="stable")
    return homes[by_place], dwellings[by_place]
