"""Zones of a town, and the tables of places that people of each zone go to."""

import numpy as np
from numpy.typing import NDArray

from nullisland._kernels.diary_rules import HOME, TABLE
from nullisland._kernels.diary_town import fill_choices
from nullisland.model import Island, Scenario
from nullisland.movement.rules import read_rules
from nullisland.rng import stage_key
from nullisland.threads import over_blocks

__all__ = ["Longs", "choices_of", "zones_of"]

_MOST_ZONES = 1024
_ZONE_DM = 4000
Longs = NDArray[np.int64]


def zones_of(island: Island) -> tuple[Longs, Longs]:
    """Zone of every place, and the centres (zones, 2): squares, only those with a place in them."""
    x, y = island.places.x_dm.astype(np.int64), island.places.y_dm.astype(np.int64)
    west, south, east, north = island.bounds_dm
    side = _ZONE_DM
    while ((east - west) // side + 1) * ((north - south) // side + 1) > _MOST_ZONES:
        side += _ZONE_DM // 2
    columns = (east - west) // side + 1
    square = (y - south) // side * columns + (x - west) // side
    used = np.flatnonzero(np.bincount(square))
    zone_of = np.zeros(int(used[-1]) + 1, np.int64)
    zone_of[used] = np.arange(len(used))
    row, column = np.divmod(used, columns)
    return zone_of[square], np.column_stack(
        (west + column * side + side // 2, south + row * side + side // 2)
    )


def choices_of(
    scenario: Scenario,
    island: Island,
    routines: tuple[str, ...],
    residents: Longs,
    wanted: Longs,
    threads: int | None = None,
) -> NDArray[np.int32]:
    """Where people of the wanted zones go: (wanted, kinds, 2, 64) place ids by lot; for homes zones.

    `residents` (zones,) are the weights of zones as a place to visit somebody at home. Cost: 5 ns a place, kind
    and zone.
    """
    centres = zones_of(island)[1]
    gravity = read_rules(island.places.kinds, routines).gravity
    key = stage_key(scenario.seed, "movement", "choices")
    places = island.places
    order = np.argsort(places.kind, kind="stable")
    order = order[np.searchsorted(places.kind[order], HOME, side="right") :]
    kinds = len(places.kinds)
    first = np.zeros(kinds + 1, np.int64)
    first[1] = len(centres)
    first[2:] = len(centres) + np.searchsorted(places.kind[order], np.arange(1, kinds), side="right")
    candidates = np.concatenate(
        [
            np.column_stack((centres, np.arange(len(centres)))),
            np.column_stack((places.x_dm[order], places.y_dm[order], order)),
        ]
    ).astype(np.int32)
    weights = np.concatenate([residents, places.weight[order]]).astype(np.int64)
    choices = np.empty((len(wanted), kinds, 2, TABLE), np.int32)

    def work(low: int, high: int) -> None:
        fill_choices(wanted, centres, candidates, first, weights, gravity, key, (low, high), choices)

    over_blocks(work, len(wanted), threads)
    return choices
