"""Who lives in a town of a country, and where they work, in other towns too."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nullisland.model import Archipelago, People
from nullisland.people import build_people
from nullisland.scale.layout import Layout, layout_of
from nullisland.scale.ties import Neighbour, Ties, ties_of

__all__ = ["Inhabitants", "inhabitants_of"]

Longs = NDArray[np.int64]


class Inhabitants(NamedTuple):
    """The people of a town, with the layouts of `towns`: the town itself, then its neighbours.

    `ties` is None where there are none. A workplace from `len(places)` on is a row of the neighbours' squares.
    """

    towns: Longs
    layouts: list[Layout]
    offsets_dm: list[tuple[int, int]]
    people: People
    ties: Ties | None

    def workplaces(self) -> tuple[Longs, Longs]:
        """Town and place of everybody's work or school; place -1 of those who have none."""
        employer = self.people.employer_place.astype(np.int64)
        own = len(self.layouts[0].island.places)
        outside = np.flatnonzero(employer >= own)
        town = np.full(len(employer), self.towns[0])
        if len(outside):
            squares = [layout.squares.place for layout in self.layouts[1:]]
            of_row = np.repeat(self.towns[1:], [len(place) for place in squares])
            town[outside] = of_row[employer[outside] - own]
            employer[outside] = np.concatenate(squares)[employer[outside] - own]
        return town, employer


def inhabitants_of(archipelago: Archipelago, i: int) -> Inhabitants:
    """The people of town `i`. The same whatever other towns are asked about, and in whatever order.

    Cost: 4 microseconds an inhabitant; more where neighbours must be built.
    """
    near = archipelago.near[i][archipelago.near[i] >= 0].tolist()
    layouts = [layout_of(archipelago.town(k)) for k in (i, *near)]
    offsets = [_offset(archipelago, i, k) for k in near]
    neighbours = [
        Neighbour(layout.squares, offset, int(archipelago.pull[i, at]))
        for at, (layout, offset) in enumerate(zip(layouts[1:], offsets, strict=True))
    ]
    scenario, island = archipelago.town(i), layouts[0].island
    people, ties = build_people(scenario, island), None
    if neighbours:
        ties = ties_of(scenario.seed, people, island.places.kind, neighbours)
        people = ties.people
    return Inhabitants(np.array([i, *near]), layouts, [(0, 0), *offsets], people, ties)


def _offset(archipelago: Archipelago, i: int, k: int) -> tuple[int, int]:
    return (
        int(archipelago.x_dm[k] - archipelago.x_dm[i]),
        int(archipelago.y_dm[k] - archipelago.y_dm[i]),
    )
