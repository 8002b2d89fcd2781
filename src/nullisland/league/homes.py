"""How near an adversary comes to a home: every way that applies, and the best of them."""

from typing import NamedTuple

import numpy as np

from nullisland.attack import Located, average, find_homes, hole_centre
from nullisland.league.district import District
from nullisland.measure import bootstrap_median
from nullisland.model import Estimate, FixRelease, Release
from nullisland.release import AnyRelease, PseudonymKey

__all__ = ["HomeFound", "home_found", "located_homes"]

_FAR_M = 10_000_000


class HomeFound(NamedTuple):
    """Median metres from the door over all codes, no guess being far away, and the way that came nearest."""

    metres: Estimate
    way: str


def located_homes(release: AnyRelease, hole_m: float | None) -> dict[str, Located]:
    """Homes by every way that applies. `hole_m`: within how many metres of home everything was removed."""
    if not isinstance(release, Release | FixRelease) or not len(release):
        return {}
    ways = {"last destination": find_homes(release, "last destination")}
    if isinstance(release, FixRelease):
        ways["average of the nights"] = average(release)
    if hole_m is not None:
        ways["centre of the hole"] = hole_centre(release, hole_m)
    return ways


def home_found(
    town: District, release: AnyRelease, key: object, ways: dict[str, Located]
) -> HomeFound | None:
    """The way with the lowest median error; None without a trace of anybody, or if most codes give no guess."""
    if not ways or not isinstance(key, PseudonymKey) or not isinstance(release, Release | FixRelease):
        return None
    places = town.outcome.island.places
    home = town.outcome.people.home_place[key.person_of(release.pseudonyms)]
    found = []
    for way, located in ways.items():
        away = np.hypot(located.x_dm - places.x_dm[home], located.y_dm - places.y_dm[home]) / 10
        metres = bootstrap_median(np.nan_to_num(np.rint(away), nan=_FAR_M).astype(np.int64))
        found.append(HomeFound(metres, way))
    best = min(found, key=lambda one: one.metres.value)
    return best if best.metres.high < _FAR_M else None
