"""Drawn placeholders where the vendor keeps a photo: a plain head and shoulders in a frame, of nobody."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from nullisland.rng import stage_key, u64_many

__all__ = ["PHOTOS", "photo_numbers", "photos"]

_PAPERS = ("#E3D9C9", "#CFE2C0", "#BFD7E6", "#EFE1B8")
_SHAPES = ((30, 15, 19), (31, 17, 22), (29, 14, 25))
"""Height of the head's middle, half its width, half the width of the shoulders."""

PHOTOS = len(_PAPERS) * len(_SHAPES)
"""How many different drawings there are."""


@cache
def photos() -> tuple[str, ...]:
    """The drawings as SVG, 80 units square. None of them is meant to look like anybody."""
    return tuple(_drawing(paper, *shape) for paper in _PAPERS for shape in _SHAPES)


def _drawing(paper: str, head_y: int, head: int, shoulders: int) -> str:
    ink = "#6B757E"
    body = f"M{40 - shoulders} 80c0-22 {shoulders - 8}-26 {shoulders}-26s{shoulders} 4 {shoulders} 26z"
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 80" role="img" aria-label="placeholder">'
        f'<rect width="80" height="80" fill="{paper}"/><circle cx="40" cy="{head_y}" r="{head}" fill="{ink}"/>'
        f'<path d="{body}" fill="{ink}"/></svg>'
    )


def photo_numbers(ids: NDArray[np.integer], seed: int) -> NDArray[np.int8]:
    """Which drawing each person has: by lot, so that it says nothing about sex, age or anything else."""
    lot = u64_many(stage_key(seed, "opendb", "photo"), ids)
    return (lot % np.uint64(PHOTOS)).astype(np.int8)
