"""Who stays exposed: the same risk, counted for each routine and each district."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nullisland.errors import DataError
from nullisland.measure.intervals import wilson
from nullisland.model import Estimate, Island, People
from nullisland.model.codes import as_integers

__all__ = ["Exposed", "exposed"]


class Exposed(NamedTuple):
    """Share found among the people of one group: a routine, or the district they live in."""

    by: str
    group: str
    found: Estimate


def exposed(
    found: NDArray[np.bool_], persons: ArrayLike, people: People, island: Island
) -> tuple[Exposed, ...]:
    """Share of people found, by routine and by district of home; groups without a target are left out.

    `found[i]` tells whether person `persons[i]` was singled out, named or found by an attack. An average hides
    whom a defence does not help. Raises DataError if there is not one for each.
    """
    who = as_integers("persons", persons)
    if who.shape != found.shape:
        raise DataError(f"found must be one for each of {len(who)} persons, got shape {found.shape}")
    district = island.places.district[people.home_place[who]]
    groups = (("routine", people.routines, people.routine[who]), ("district", island.districts, district))
    out = []
    for by, names, group in groups:
        counts = np.bincount(group, minlength=len(names))
        hits = np.bincount(group, found, len(names)).astype(int)
        for name, hit, n in zip(names, hits.tolist(), counts.tolist(), strict=True):
            if n:
                out.append(Exposed(by, name, wilson(hit, n)))
    return tuple(out)
