"""What of an island a country needs: places, masts, and the squares that outsiders go to."""

from dataclasses import replace
from typing import NamedTuple

import numpy as np

from nullisland.model import Buildings, Island, Scenario, Sites, Streets
from nullisland.movement.outside import Squares, squares_of
from nullisland.observation import Network, prepare_network
from nullisland.people.work import routine_names
from nullisland.scale.merge import merged
from nullisland.scale.shelf import Shelf
from nullisland.world import build_island

__all__ = ["MERGES", "Layout", "layout_of"]

MERGES = 3
"""How often masts can be merged in pairs: up to eight of them are one."""

_KEPT_PEOPLE = 12_000_000
"""Layouts of so many inhabitants are kept in a process, 20 to 60 bytes each: about 0.4 GB."""


class Layout(NamedTuple):
    """An island without its streets, its network, its squares for outsiders.

    `groups` (merges + 1, masts): the lowest mast of those that a mast is merged with after 0, 1, ... halvings.
    """

    island: Island
    network: Network
    squares: Squares
    groups: np.typing.NDArray[np.int64]


def layout_of(town: Scenario) -> Layout:
    """The layout of a town; those of the last towns asked about are kept.

    Cost: 5 microseconds an inhabitant and some 35 milliseconds a town; 20 to 60 bytes an inhabitant.
    """
    return _layouts(town)


def _made(town: Scenario) -> Layout:
    island = _slim(build_island(town))
    towers = island.towers
    return Layout(
        island=island,
        network=prepare_network(town, island),
        squares=squares_of(town, island, routine_names()),
        groups=merged(towers.x_dm.astype(np.int64), towers.y_dm.astype(np.int64), MERGES),
    )


_layouts = Shelf(_made, lambda town: town.people, _KEPT_PEOPLE)


def _slim(island: Island) -> Island:
    """The island with what nobody asks for in a country left out."""
    no, none = np.empty(0, np.int32), np.empty(0, np.bool_)
    sites = Sites(x_dm=no, y_dm=no, edge=no, offset_dm=no, names=())
    streets = Streets(
        node_x_dm=no,
        node_y_dm=no,
        edge_from=no,
        edge_to=no,
        edge_length_dm=no,
        edge_main=none,
        edge_bridge=none,
        edge_name=no,
        names=(),
        main_nodes=no,
    )
    buildings = Buildings(corners_dm=np.empty((0, 4, 2), np.int32), place=no)
    return replace(
        island,
        streets=streets,
        buildings=buildings,
        shapes=(),
        coast=np.empty((0, 2), np.int32),
        stops=sites,
        cameras=sites,
    )
