"""A hand-made island of a few blocks, for tests that need a world but not a generated one."""

import numpy as np

from nullisland.model import Buildings, Island, Places, Sites, Streets
from nullisland.tables import read_table

BLOCK_DM = 1000


def toy_streets(side: int = 12) -> Streets:
    """A square lattice of side x side junctions, 100 m apart; every fourth line is a main street."""
    y, x = np.divmod(np.arange(side * side), side)
    node = np.arange(side * side).reshape(side, side)
    edges = np.concatenate(
        [
            np.column_stack((node[:, :-1].ravel(), node[:, 1:].ravel())),
            np.column_stack((node[:-1].ravel(), node[1:].ravel())),
        ]
    )
    on_row = (y[edges[:, 0]] == y[edges[:, 1]]) & (y[edges[:, 0]] % 4 == 0)
    on_column = (x[edges[:, 0]] == x[edges[:, 1]]) & (x[edges[:, 0]] % 4 == 0)
    n = len(edges)
    return Streets(
        node_x_dm=(x * BLOCK_DM).astype(np.int32),
        node_y_dm=(y * BLOCK_DM).astype(np.int32),
        edge_from=edges[:, 0].astype(np.int32),
        edge_to=edges[:, 1].astype(np.int32),
        edge_length_dm=np.full(n, BLOCK_DM, np.int32),
        edge_main=on_row | on_column,
        edge_bridge=np.zeros(n, bool),
        edge_name=np.zeros(n, np.int32),
        names=("Mill Lane",),
        main_nodes=np.flatnonzero((x % 4 == 0) & (y % 4 == 0)).astype(np.int32),
    )


def _sites(streets: Streets, nodes: np.ndarray, label: str) -> Sites:
    return Sites(
        x_dm=streets.node_x_dm[nodes],
        y_dm=streets.node_y_dm[nodes],
        edge=np.array([np.flatnonzero(streets.edge_from == k)[:1].sum() for k in nodes], np.int32),
        offset_dm=np.zeros(len(nodes), np.int32),
        names=tuple(f"{label} {i}" for i in range(len(nodes))),
    )


def toy_island(side: int = 12, homes: int = 150, per_kind: int = 3, seed: int = 1) -> Island:
    """Streets as above, `homes` houses of two dwellings, `per_kind` places of every other kind."""
    rng = np.random.default_rng(seed)
    streets = toy_streets(side)
    kinds = tuple(row["kind"] for row in read_table("town/place_kinds.csv"))
    kind = np.concatenate([np.zeros(homes, int), np.repeat(np.arange(1, len(kinds)), per_kind)])
    n = len(kind)
    edge = rng.integers(0, len(streets.edge_from), n)
    offset = rng.integers(100, BLOCK_DM - 100, n)
    a, b = streets.edge_from[edge], streets.edge_to[edge]
    ax, ay, bx, by = (
        v.astype(int)
        for v in (streets.node_x_dm[a], streets.node_y_dm[a], streets.node_x_dm[b], streets.node_y_dm[b])
    )
    x = ax + (bx - ax) * offset // BLOCK_DM + np.where(ax == bx, 120, 0)
    y = ay + (by - ay) * offset // BLOCK_DM + np.where(ay == by, 120, 0)
    corners = np.stack(
        [np.stack([x + dx, y + dy], 1) for dx, dy in ((-50, -50), (50, -50), (50, 50), (-50, 50))], 1
    )
    size = (side - 1) * BLOCK_DM
    places = Places(
        kinds=kinds,
        kind=kind.astype(np.uint8),
        x_dm=x.astype(np.int32),
        y_dm=y.astype(np.int32),
        edge=edge.astype(np.int32),
        offset_dm=offset.astype(np.int32),
        district=(x > size // 2).astype(np.int16),
        house_number=np.arange(1, n + 1).astype(np.int16),
        weight=rng.integers(1, 100, n).astype(np.int32),
        dwellings=np.where(kind == 0, 2, 0).astype(np.int32),
        jobs=np.where(kind == 0, 0, 6).astype(np.int32),
        name_id=np.full(n, -1, np.int32),
    )
    nodes = np.arange(0, side * side, 7)
    ring = np.array(
        [(-500, -500), (size + 500, -500), (size + 500, size + 500), (-500, size + 500)], np.int32
    )
    return Island(
        code="toy",
        seed=seed,
        bounds_dm=(-500, -500, size + 500, size + 500),
        coast=ring,
        shapes=(),
        districts=("West", "East"),
        district_x_dm=np.array([size // 4, 3 * size // 4], np.int32),
        district_y_dm=np.array([size // 2, size // 2], np.int32),
        streets=streets,
        buildings=Buildings(corners_dm=corners.astype(np.int32), place=np.arange(n, dtype=np.int32)),
        places=places,
        stops=_sites(streets, nodes, "Stop"),
        towers=_sites(streets, nodes[::3], "Mast"),
        cameras=_sites(streets, nodes[::2], "Camera"),
    )
