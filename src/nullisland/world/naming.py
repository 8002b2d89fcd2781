"""Names and directions of streets."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nullisland._kernels.street_chains import join_straight, walk_streets
from nullisland.names import pool
from nullisland.rng import stage_key
from nullisland.world._draws import draws
from nullisland.world.plan import Plan
from nullisland.world.streets import Network

__all__ = ["Runs", "build_runs", "edges_at", "street_names"]

Longs = NDArray[np.int64]


class Runs(NamedTuple):
    """For each edge its street, how far along the street it starts, and whether it runs with the street."""

    street: Longs
    start: Longs
    forward: NDArray[np.bool_]
    number: int


def edges_at(network: Network) -> tuple[Longs, Longs]:
    """Half-edges (2 * edge + end): those that leave node k are halves[first[k] : first[k + 1]]."""
    leaves = np.column_stack((network.a, network.b)).ravel()
    halves = np.argsort(leaves, kind="stable")
    return np.searchsorted(leaves[halves], np.arange(len(network.x) + 1)), halves


def build_runs(network: Network) -> Runs:
    """Streets: edges that go straight on."""
    first, halves = edges_at(network)
    n = len(network.a)
    onward = np.empty(2 * n, np.int64)
    ends = np.column_stack((network.a, network.b))
    join_straight(network.x, network.y, ends, network.main.astype(np.uint8), first, halves, onward)
    street, start, forward = np.empty(n, np.int64), np.empty(n, np.int64), np.empty(n, np.uint8)
    count = walk_streets(network.length, onward, 25_000, street, start, forward)
    return Runs(street, start, forward.astype(bool), count)


def street_names(seed: int, locale: str, network: Network, plan: Plan, runs: Runs) -> tuple[str, ...]:
    """One name for each street, no two alike; a name used again carries its district."""
    names = pool(locale, "streets")
    order = np.argsort(draws(stage_key(seed, "world", "names"), len(names), 0, 1 << 30), kind="stable")
    long = np.bincount(runs.street, network.length, runs.number).astype(np.int64)
    rank = np.argsort(-long, kind="stable")
    some_edge = np.zeros(runs.number, np.int64)
    some_edge[runs.street] = np.arange(len(runs.street))
    node = network.a[some_edge]
    district = plan.district(network.x[node], network.y[node])
    out = [""] * runs.number
    seen: set[str] = set()
    for i, street in enumerate(rank.tolist()):
        name = names[order[i % len(names)]]
        if i >= len(names):
            name = f"{name}, {plan.names[district[street]]}"
        again, base = 2, name
        while name in seen:
            name, again = f"{base} {again}", again + 1
        seen.add(name)
        out[street] = name
    return tuple(out)
