"""Who works and learns where: the people's side of the kernels in `_kernels.match`."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nullisland._kernels.match import match_by_gravity, match_nearest
from nullisland.model import NOWHERE, Island
from nullisland.people.households import Longs, Members
from nullisland.rng import stage_key, u64_many

__all__ = ["enrol", "hire", "staff_of"]

NEAR_M = 3_000
"""Within a kilometre distance hardly matters to where one works."""
SEATS_PER_PUPIL = 1.25
SCHOOLS_LOOKED_AT = 12


class Stops(NamedTuple):
    """Places along the Morton curve, in metres, as the kernels take them."""

    place: NDArray[np.int32]
    x_m: Longs
    y_m: Longs


class Near(NamedTuple):
    """The neighbourhood in which distance hardly matters, as the kernel takes it."""

    slots: int
    m2: int


class Choosers(NamedTuple):
    """People in the order in which they choose, with their rank on the curve, as the kernels take them."""

    who: Longs
    rank: Longs
    x_m: Longs
    y_m: Longs


def _morton(x: Longs, y: Longs) -> NDArray[np.uint64]:
    """Interleaved bits of two 16-bit coordinates."""
    code = np.zeros(len(x), np.uint64)
    for shift, v in ((0, x), (1, y)):
        b = v.astype(np.uint64) & np.uint64(0xFFFF)
        for move, mask in ((8, 0x00FF00FF), (4, 0x0F0F0F0F), (2, 0x33333333), (1, 0x55555555)):
            b = (b | (b << np.uint64(move))) & np.uint64(mask)
        code |= b << np.uint64(shift)
    return code


def _curve(island: Island, places: NDArray[np.integer]) -> NDArray[np.uint64]:
    """Where these places lie on the island's Morton curve."""
    west, south, east, north = island.bounds_dm
    side = max(1, -(-max(east - west, north - south) // 65_535))
    x = (island.places.x_dm[places].astype(np.int64) - west) // side
    y = (island.places.y_dm[places].astype(np.int64) - south) // side
    return _morton(np.clip(x, 0, 65_535), np.clip(y, 0, 65_535))


def _stops(island: Island, places: Longs) -> tuple[Stops, NDArray[np.uint64]]:
    codes = _curve(island, places)
    order = np.argsort(codes, kind="stable")
    place = places[order]
    x, y = island.places.x_dm[place], island.places.y_dm[place]
    return Stops(place.astype(np.int32), x.astype(np.int64) // 10, y.astype(np.int64) // 10), codes[order]


def _choosers(island: Island, curve: NDArray[np.uint64], address: Longs, home: NDArray[np.int32]) -> Choosers:
    rank = np.searchsorted(curve, _curve(island, home)).astype(np.int64)
    x, y = island.places.x_dm[home], island.places.y_dm[home]
    return Choosers(address, rank, x.astype(np.int64) // 10, y.astype(np.int64) // 10)


def staff_of(island: Island, workers: int) -> Longs:
    """How many work at each place: (n_places,), summing to `workers` if any place has jobs.

    Everywhere at least one while there are enough workers, the rest in proportion to `jobs`. With fewer
    workers than jobs no place exceeds its `jobs`; with more, all are crowded alike.
    """
    jobs = island.places.jobs.astype(np.int64)
    where = np.flatnonzero(jobs > 0)
    staff = np.zeros(len(jobs), np.int64)
    if workers < len(where):  # a hamlet: first one place of each kind, then the second ...
        kind = island.places.kind[where].astype(np.int64)
        by_kind = np.argsort(kind, kind="stable")
        nth = np.empty(len(where), np.int64)
        nth[by_kind] = np.arange(len(where)) - np.searchsorted(kind[by_kind], kind[by_kind])
        staff[where[np.lexsort((where, -kind, nth))[:workers]]] = 1
        return staff
    if len(where):
        spare, more = workers - len(where), jobs[where] - 1
        if not more.any():
            more = np.ones(len(where), np.int64)
        share, rest = np.divmod(more * spare, more.sum())
        short = spare - int(share.sum())
        share[np.argsort(-rest, kind="stable")[:short]] += 1
        staff[where] = 1 + share
    return staff


def hire(seed: int, island: Island, m: Members, home: NDArray[np.int32], workers: Longs) -> NDArray[np.int32]:
    """Workplace of every worker, who live at `home`; NOWHERE on an island without jobs."""
    out = np.full(len(workers), NOWHERE, np.int32)
    staff = staff_of(island, len(workers))
    if staff.any():
        stops, curve = _stops(island, np.repeat(np.arange(len(staff)), staff))
        order = np.argsort(u64_many(stage_key(seed, "people", "turn"), m.address[workers]), kind="stable")
        turn = workers[order]
        chosen = np.empty(len(turn), np.int32)
        key = stage_key(seed, "people", "work")
        west, south, east, north = island.bounds_dm
        area_m2 = max(1, (east - west) // 10 * ((north - south) // 10))
        near = Near(max(1, min(len(turn), len(turn) * 3 * NEAR_M**2 // area_m2)), NEAR_M**2)
        match_by_gravity(stops, _choosers(island, curve, m.address[turn], home[order]), key, near, chosen)
        out[order] = chosen
    return out


def enrol(
    seed: int, island: Island, m: Members, home: NDArray[np.int32], kind: str, pupils: Longs
) -> NDArray[np.int32]:
    """School of every pupil, who live at `home`: the nearest with room; siblings choose in a row."""
    schools = island.places.of_kind(kind)
    out = np.full(len(pupils), NOWHERE, np.int32)
    if len(schools) and len(pupils):
        stops, curve = _stops(island, schools)
        jobs = np.maximum(1, island.places.jobs[stops.place].astype(np.int64))
        rooms = 1 + (jobs * int(len(pupils) * SEATS_PER_PUPIL)) // jobs.sum()
        order = np.argsort(u64_many(stage_key(seed, "people", "enrol"), m.home_of[pupils]), kind="stable")
        turn = pupils[order]
        chosen = np.empty(len(turn), np.int32)
        match_nearest(
            stops, rooms, _choosers(island, curve, m.home_of[turn], home[order]), SCHOOLS_LOOKED_AT, chosen
        )
        out[order] = chosen
    return out
