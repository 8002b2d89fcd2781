"""The vendor's cameras, called trackers: each has a name, a kind and a place."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nullisland.model import NOWHERE, Island
from nullisland.model._checks import freeze, same_length
from nullisland.people import place_names
from nullisland.world.sites import watched_doors

__all__ = ["STREET", "Trackers", "trackers_of"]

STREET = "street"
"""Kind of a tracker that watches a junction and nobody's door."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trackers:
    """Where they hang; a tracker's id is its position.

    `kind` is the kind of place whose door it watches, or `STREET`; `place` that place's id, -1 at a junction;
    `place_name` what the vendor writes beside it. Lengths in decimetres.
    """

    name: tuple[str, ...]
    kind: tuple[str, ...]
    place_name: tuple[str, ...]
    place: NDArray[np.int32]
    x_dm: NDArray[np.int32]
    y_dm: NDArray[np.int32]

    def __post_init__(self) -> None:
        """Check lengths, freeze the arrays."""
        same_length("trackers", self.place, self.x_dm, self.y_dm)
        freeze(self)

    def __len__(self) -> int:
        """Number of trackers."""
        return len(self.place)

    def of_kind(self, *kinds: str) -> NDArray[np.int64]:
        """Ids of the trackers at doors of these kinds, ascending."""
        return np.flatnonzero(np.isin(np.array(self.kind, object), kinds))


def trackers_of(island: Island, names: list[str] | None = None) -> Trackers:
    """The island's cameras with the door each watches. `names` are those of all places, if they are known."""
    places, cameras = island.places, island.cameras
    names = place_names(island) if names is None else names
    place = np.full(len(cameras), NOWHERE, np.int32)
    doors = watched_doors(places)[: len(cameras)]
    ahead = (places.edge[doors] == cameras.edge[: len(doors)]) & (
        places.offset_dm[doors] == cameras.offset_dm[: len(doors)]
    )
    at_doors = len(doors) if ahead.all() else int(np.argmin(ahead))
    place[:at_doors] = doors[:at_doors]
    return Trackers(
        name=cameras.names,
        kind=tuple(STREET if p == NOWHERE else places.kinds[places.kind[p]] for p in place),
        place_name=tuple(cameras.names[i] if p == NOWHERE else names[p] for i, p in enumerate(place)),
        place=place,
        x_dm=cameras.x_dm,
        y_dm=cameras.y_dm,
    )
