"""Shapes to draw: beaches, rivers, the harbour with its pier."""

import numpy as np
from numpy.typing import NDArray

from nullisland.model import Shape
from nullisland.rng import stage_key
from nullisland.tables import read_table
from nullisland.world._draws import draws
from nullisland.world._plane import length_of
from nullisland.world.terrain import Terrain
from nullisland.world.water import Beach, ribbon

__all__ = ["build_shapes"]

Longs = NDArray[np.int64]


def build_shapes(seed: int, terrain: Terrain) -> tuple[Shape, ...]:
    """Beaches first, then the quays, then the rivers, in the order they are drawn."""
    key = stage_key(seed, "world", "shapes")
    pools: dict[str, list[str]] = {}
    for row in read_table("town/shape_names.csv"):
        pools.setdefault(row["kind"], []).append(row["name"])
    named = {}
    for k, (kind, names) in enumerate(pools.items()):
        order = np.argsort(draws(key, len(names), 0, 1 << 30, k), kind="stable").tolist()
        named[kind] = [names[i] for i in order]
    out = []
    for k, beach in enumerate(terrain.beaches):
        name = named["beach"][k] if k < len(named["beach"]) else ""
        out.append(Shape("beach", name, _sand(terrain.coast, beach).astype(np.int32)))
    out.append(Shape("harbour", named["harbour"][0], _quays(terrain).astype(np.int32)))
    for k, river in enumerate(terrain.rivers):
        name = named["river"][k] if k < len(named["river"]) else ""
        out.append(Shape("river", name, ribbon(river.line, river.half).astype(np.int32)))
    return tuple(out)


def _sand(coast: Longs, beach: Beach) -> Longs:
    """The ring of a beach: along the coast, and back a little inland."""
    outer = coast[beach.index]
    ahead = np.concatenate((outer[2:], outer[-1:], outer[-1:])) - np.concatenate(
        (outer[:1], outer[:1], outer[:-2])
    )
    length = np.maximum(length_of(ahead[:, 0], ahead[:, 1]), 1)
    inward = np.column_stack((-ahead[:, 1], ahead[:, 0])) * beach.depth[:, None] // length[:, None]
    return np.concatenate((outer, (outer + inward)[::-1]))


def _quays(terrain: Terrain) -> Longs:
    """The basin with the quays round it; what lies on land is paved."""
    middle = terrain.quay.sum(axis=0) // 4
    out = terrain.quay - middle
    length = length_of(out[:, 0], out[:, 1])
    wide = min(300, terrain.frame.radius // 40)
    quays: Longs = terrain.quay + out * (wide * 141 // 100) // length[:, None]
    return quays
