"""Leaving out: surroundings of homes, sensitive places, rare points, short traces. Nothing is ever added."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from nullisland.errors import ConfigError
from nullisland.model import NOWHERE, FixRelease, People, Places, Release, Sites
from nullisland.model._checks import require_int
from nullisland.model.ledger import NO_PROMISE
from nullisland.observation.nearest import nearest_site
from nullisland.release.fixes import keep_rows
from nullisland.release.pseudonymise import PseudonymKey
from nullisland.release.sensitive import sensitive_kinds
from nullisland.rng import stage_key, u64_many

__all__ = ["home_circles", "suppress_homes", "suppress_kinds", "suppress_rare", "suppress_short"]

Longs = NDArray[np.int64]


def suppress_homes(
    fixes: FixRelease, key: PseudonymKey, circles: tuple[Longs, Longs], *, radius_m: int
) -> FixRelease:
    """Without the fixes within `radius_m` metres of the centres that belong to the person; see `home_circles`.

    Raises ConfigError for `radius_m` outside [50, 5000] m. No promise: where the ways stop shows the hole, so what
    earlier noise promised is void too.
    Source: Krumm 2007, Pervasive, LNCS 4480:127, "deletion". Cost: about 20 ns a fix and home.
    """
    radius_dm = require_int("radius_m", radius_m, 50, 5_000) * 10
    person = key.person_of(fixes.pseudonyms)
    n_rows = np.diff(fixes.first)
    keep = np.ones(len(fixes), bool)
    for x_dm, y_dm in zip(*circles, strict=True):
        dx = np.repeat(x_dm[person], n_rows) - fixes.x_dm
        dy = np.repeat(y_dm[person], n_rows) - fixes.y_dm
        keep &= dx * dx + dy * dy > radius_dm * radius_dm
    left = keep_rows(fixes, keep, f"suppress: homes, radius_m={radius_m}")
    return replace(left, ledger=NO_PROMISE)


def home_circles(
    people: People, places: Places, *, shift_m: int = 0, secret_seed: int = 0
) -> tuple[Longs, Longs]:
    """Centres of the circles to leave out: x and y in decimetres, each (2, n_people), of home and second home.

    Somebody with one home has it twice. With `shift_m` the centre of each home is moved, evenly over a disc of
    that radius, so that the middle of the hole is not the home; all who live there share the centre, else
    they could be averaged. Raises ConfigError for `shift_m` outside [0, 5000] m.
    Source: Hassan, Hussain, Bates 2018, USENIX Security, "Analysis of privacy protections in
    fitness tracking social networks" (the attack and the remedy).
    """
    shift_dm = require_int("shift_m", shift_m, 0, 5_000) * 10
    secret = stage_key(require_int("secret_seed", secret_seed, 0, 2**63 - 1), "release", "holes")
    second = np.where(people.second_home == NOWHERE, people.home_place, people.second_home)
    homes = np.stack((people.home_place, second)).astype(np.int64)
    turn, share = ((u64_many(secret, homes.ravel(), k) >> np.uint64(11)) * 2.0**-53 for k in range(2))
    reach = (shift_dm * np.sqrt(share)).reshape(homes.shape)
    angle = (2 * np.pi * turn).reshape(homes.shape)
    x_dm = places.x_dm[homes] + np.rint(reach * np.cos(angle)).astype(np.int64)
    y_dm = places.y_dm[homes] + np.rint(reach * np.sin(angle)).astype(np.int64)
    return x_dm, y_dm


def suppress_kinds(
    fixes: FixRelease, places: Places, *, radius_m: int, kinds: tuple[str, ...] | None = None
) -> FixRelease:
    """Without the fixes within `radius_m` metres of any place of `kinds` (None: the sensitive ones).

    Everybody's fixes there go, those of passers-by too. Raises ConfigError for `radius_m` outside [10, 5000] m
    or a kind that is not on the map. Source: the rule of thumb of publishers ("remove sensitive locations"), as
    in Federal Trade Commission 2024, order in the matter of X-Mode Social. Cost: 0.2 us a fix.
    """
    radius_dm = require_int("radius_m", radius_m, 10, 5_000) * 10
    wanted = sensitive_kinds() if kinds is None else kinds
    unknown = [kind for kind in wanted if kind not in places.kinds]
    if unknown:
        raise ConfigError(f"kinds must be among {', '.join(places.kinds)}, got {unknown[0]!r}")
    ids = places.of_kind(*wanted)
    done = f"suppress: kinds {', '.join(wanted)}, radius_m={radius_m}"
    if not len(ids) or not len(fixes):
        return replace(fixes, history=(*fixes.history, done))
    x_dm, y_dm = places.x_dm[ids], places.y_dm[ids]
    at = nearest_site(
        Sites(x_dm=x_dm, y_dm=y_dm, edge=places.edge[ids], offset_dm=places.offset_dm[ids], names=()),
        fixes.x_dm,
        fixes.y_dm,
    )
    dx, dy = x_dm[at].astype(np.int64) - fixes.x_dm, y_dm[at].astype(np.int64) - fixes.y_dm
    return keep_rows(fixes, dx * dx + dy * dy > radius_dm * radius_dm, done)


def suppress_rare(release: Release, *, least: int) -> Release:
    """Without the points that fewer than `least` traces share.

    Which points are rare depends on the people in the data, so nothing is promised. Raises ConfigError for
    `least` outside [2, 1000000]. Source: Sweeney 2002, IJUFKS 10:571, local suppression. Cost: 20 ns a point.
    """
    least = require_int("least", least, 2, 1_000_000)
    code = release.slot.astype(np.int64) * (int(release.cell.max(initial=0)) + 1) + release.cell
    keep = np.bincount(code)[code] >= least if len(code) else np.ones(0, bool)
    return keep_rows(release, keep, f"suppress: points that fewer than {least} traces share")


def suppress_short(release: Release, *, least: int) -> Release:
    """Without the traces that have fewer than `least` points. Raises ConfigError for it outside [2, 1000000]."""
    least = require_int("least", least, 2, 1_000_000)
    sizes = np.diff(release.first)
    keep = np.repeat(sizes >= least, sizes)
    return keep_rows(release, keep, f"suppress: traces of fewer than {least} points")
