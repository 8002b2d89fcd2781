"""Drawing data of the crowd: who fits which of six sightings, in the order of seats."""

import base64
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nullisland.lesson.squares import cell_name
from nullisland.model import Grid
from nullisland.rng import stage_key, u64_many

__all__ = ["FEW", "crowd_file", "seats_of"]

FEW = 200
"""From this many candidates on, the map shows where they live."""

_SIGHTINGS = 6
_MOST = 4


def seats_of(people: int, seed: int) -> NDArray[np.int64]:
    """Seat of each resident in the block: drawn by lot, so that households do not sit together."""
    order = np.argsort(u64_many(stage_key(seed, "seats"), np.arange(people)), kind="stable")
    seats = np.empty(people, np.int64)
    seats[order] = np.arange(people)
    return seats


def crowd_file(
    masks: NDArray[np.uint8], codes: NDArray[np.int64], home_cells: NDArray[np.int64], grid: Grid, seed: int
) -> dict[str, Any]:
    """Everything the crowd needs, as plain JSON: about 30 kB and 40 bytes a candidate.

    Parameters
    ----------
    masks : (people,) bit k is set if the resident was in the square of sighting k during its slot
    codes : (people,) pseudonyms, for the list of the last candidates
    home_cells : (people,) home squares of `grid`, -1 for none; map and list know no more than these

    Counts are of all 64 subsets; candidates are those left by some choice of at most four
    that leaves at most `FEW`.
    """
    masks = np.asarray(masks, np.uint8)
    if masks.ndim != 1 or not len(masks) == len(codes) == len(home_cells):
        raise ValueError(f"masks, codes and home_cells must have one length, got {masks.shape}, {len(codes)}")
    if int(masks.max(initial=0)) >= 1 << _SIGHTINGS:
        raise ValueError(f"masks must have {_SIGHTINGS} bits, got {int(masks.max())}")
    subsets = np.arange(1 << _SIGHTINGS)
    with_mask = np.bincount(masks, minlength=len(subsets))
    counts = np.array([int(with_mask[(subsets & bits) == bits].sum()) for bits in subsets])
    few = [s for s in subsets if 0 < s.bit_count() <= _MOST and counts[s] <= FEW]
    named = np.zeros(len(subsets), bool)
    for bits in few:
        named |= (subsets & bits) == bits
    seats = seats_of(len(masks), seed)
    by_seat = np.empty_like(masks)
    by_seat[seats] = masks
    shown = np.flatnonzero(named[masks])
    side = grid.cell_m * 10
    row, column = np.divmod(home_cells[shown].astype(np.int64), grid.columns)
    return {
        "masks": base64.b64encode(by_seat.tobytes()).decode(),
        "counts": counts.tolist(),
        "cell_dm": side,
        "few": FEW,
        "candidates": {
            "seat": seats[shown].tolist(),
            "x": (grid.west_dm + column * side + side // 2).tolist(),
            "y": (grid.south_dm + row * side + side // 2).tolist(),
            "code": [str(code) for code in codes[shown]],
            "square": [cell_name(grid, cell) if cell >= 0 else "" for cell in home_cells[shown].tolist()],
        },
    }
