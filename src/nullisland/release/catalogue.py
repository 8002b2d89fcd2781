"""Every defence by name, at three strengths that were chosen before any result."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from nullisland.errors import ConfigError
from nullisland.model import DAY_MIN, FixRelease, Grid, Release, TotalsRelease
from nullisland.release.aggregate import aggregate
from nullisland.release.aggregate_dp import DPCounts, aggregate_dp
from nullisland.release.cluster import cluster
from nullisland.release.config import DEFAULT_CELL_M, PublishConfig
from nullisland.release.fixes import Source, publish_fixes, to_squares
from nullisland.release.generalise import generalise, round_fixes
from nullisland.release.guarantees import AnyRelease
from nullisland.release.k_anonymise import k_anonymise
from nullisland.release.perturb import perturb_gaussian, perturb_reports, shift_places
from nullisland.release.pseudonymise import NobodyKey, PseudonymKey
from nullisland.release.publish import publish
from nullisland.release.smooth import smooth
from nullisland.release.suppress import (
    home_circles,
    suppress_homes,
    suppress_kinds,
    suppress_rare,
    suppress_short,
)
from nullisland.release.synthesise import Synthesis, synthesise

__all__ = ["DEFENCES", "SLOT_MIN", "UNPROTECTED", "Defence", "defence", "defend"]

SLOT_MIN = 60
"""Slot of every release of the catalogue, unless it is the defence: decision 0001."""

Made = tuple[AnyRelease, PseudonymKey | NobodyKey]
Values = Mapping[str, Any]
Count = Callable[[Source, Release, Values, int], TotalsRelease]


@dataclass(frozen=True, slots=True)
class Defence:
    """One defence and its strengths, weakest first: parameters by name, units in the names.

    `kind` is what it publishes: squares (`Release`), fixes (`FixRelease`), boxes (`BoxRelease`) or totals
    (`TotalsRelease`). `core`: one of the five cards every learner sees. `count`, of totals: how a drawer of squares
    becomes totals, given the run it is of, the values and the secret.
    """

    name: str
    kind: str
    strengths: tuple[Values, Values, Values]
    make: Callable[[Source, Values, int], Made]
    core: bool = False
    count: Count | None = None


def defence(name: str) -> Defence:
    """The defence of this name. Raises ConfigError for a name that does not exist."""
    found = [d for d in DEFENCES if d.name == name]
    if not found:
        raise ConfigError(f"defence must be one of {', '.join(d.name for d in DEFENCES)}, got {name!r}")
    return found[0]


def defend(source: Source, name: str, strength: int, secret_seed: int | None = None) -> Made:
    """The release of this defence at this strength (0 weakest, 2 strongest), and the key to it.

    `secret_seed` None or the island's own: anybody can repeat the run, and the release says so. The name
    `UNPROTECTED` publishes pseudonyms, squares and slots and no more, at any strength.
    Raises ConfigError for a name or strength that does not exist.
    """
    own = source.island.seed
    secret = own if secret_seed is None else secret_seed
    if name == UNPROTECTED:
        return _published(source, secret)
    chosen = defence(name)
    if strength not in range(len(chosen.strengths)):
        raise ConfigError(f"strength must be 0, 1 or 2, got {strength!r}")
    release, key = chosen.make(source, chosen.strengths[strength], secret)
    return replace(release, reproducible=secret == own), key


def _grid(source: Source) -> Grid:
    return source.island.grid(DEFAULT_CELL_M)


def _slots(source: Source, slot_min: int = SLOT_MIN) -> int:
    return -(-source.scenario.days * DAY_MIN // slot_min)


def _published(source: Source, secret: int, **changes: Any) -> tuple[Release, PseudonymKey]:
    """Pseudonyms, squares and slots, with the defaults of the lesson."""
    config = PublishConfig(**{"cell_m": DEFAULT_CELL_M, "slot_min": SLOT_MIN, "grid": True, **changes})
    return publish(
        source.observations,
        source.island,
        config,
        secret,
        released=source.scenario.people,
        scenario=source.scenario,
    )


def _from_squares(change: Callable[[Source, Release, Values, int], AnyRelease]) -> Callable[..., Made]:
    """A defence that looks at squares alone."""

    def make(source: Source, values: Values, secret: int) -> Made:
        release, key = _published(source, secret)
        return change(source, release, values, secret), key

    return make


def _from_fixes(change: Callable[[Source, FixRelease, Values, int], AnyRelease]) -> Callable[..., Made]:
    """A defence that looks at fixes and needs no key."""

    def make(source: Source, values: Values, secret: int) -> Made:
        fixes, key = publish_fixes(source, secret)
        return change(source, fixes, values, secret), key

    return make


def _home_removed(source: Source, values: Values, secret: int) -> Made:
    fixes, key = publish_fixes(source, secret)
    circles = home_circles(
        source.people, source.island.places, shift_m=values.get("shift_m", 0), secret_seed=secret
    )
    left = suppress_homes(fixes, key, circles, radius_m=values["radius_m"])
    return to_squares(left, _grid(source), SLOT_MIN), key


def _constant_shift(source: Source, values: Values, secret: int) -> Made:
    fixes, key = publish_fixes(source, secret)
    return shift_places(fixes, key, _grid(source), **values, secret_seed=secret), key


def _sensitive_removed(source: Source, fixes: FixRelease, values: Values, secret: int) -> Release:
    return to_squares(suppress_kinds(fixes, source.island.places, **values), _grid(source), SLOT_MIN)


def _synthetic(source: Source, values: Values, secret: int) -> Made:
    release, _ = _published(source, secret)
    config = Synthesis(people=source.scenario.people, days=source.scenario.days, **values)
    return synthesise(release, source.island.places, config, secret)


def _rounded(source: Source, fixes: FixRelease, values: Values, secret: int) -> FixRelease:
    return round_fixes(fixes, source.island.grid(**values))


def _totals(source: Source, release: Release, values: Values, secret: int) -> TotalsRelease:
    return aggregate(release, n_slots=_slots(source), **values)


def _totals_dp(source: Source, release: Release, values: Values, secret: int) -> TotalsRelease:
    return aggregate_dp(release, DPCounts(**values), n_slots=_slots(source), secret_seed=secret)


def _each(name: str, *values: Any, **rest: Any) -> tuple[Values, Values, Values]:
    weak, middle, strong = ({name: value, **rest} for value in values)
    return weak, middle, strong


UNPROTECTED = "names_off"
"""The release without a defence beyond its pseudonyms: what every defence is compared with."""

_GEO_I = (math.log(6) / 200, math.log(4) / 200, math.log(2) / 200)

DEFENCES = (
    Defence(
        "coarser_squares",
        "squares",
        _each("cell_m", 500, 1000, 2000),
        _from_squares(lambda source, release, values, secret: generalise(release, **values)),
        core=True,
    ),
    Defence(
        "coarser_time",
        "squares",
        _each("slot_min", 180, 360, 1440),
        _from_squares(lambda source, release, values, secret: generalise(release, **values)),
        core=True,
    ),
    Defence(
        "new_codes",
        "squares",
        _each("policy", "week", "day", "trip"),
        lambda source, values, secret: _published(source, secret, **values),
        core=True,
    ),
    Defence(
        "jitter",
        "fixes",
        _each("epsilon_per_m", *_GEO_I),
        _from_fixes(
            lambda source, fixes, values, secret: perturb_reports(fixes, **values, secret_seed=secret)
        ),
        core=True,
    ),
    Defence(
        "counts_only",
        "totals",
        _each("threshold", 0, 5, 20),
        _from_squares(_totals),
        core=True,
        count=_totals,
    ),
    Defence("rounded", "fixes", _each("cell_m", 250, 500, 1000), _from_fixes(_rounded)),
    Defence("home_removed", "squares", _each("radius_m", 200, 500, 1000), _home_removed),
    Defence("home_hidden", "squares", _each("radius_m", 200, 500, 1000, shift_m=150), _home_removed),
    Defence(
        "sensitive_removed", "squares", _each("radius_m", 100, 250, 500), _from_fixes(_sensitive_removed)
    ),
    Defence(
        "rare_removed",
        "squares",
        _each("least", 2, 5, 20),
        _from_squares(lambda source, release, values, secret: suppress_rare(release, **values)),
    ),
    Defence(
        "short_removed",
        "squares",
        _each("least", 10, 50, 100),
        _from_squares(lambda source, release, values, secret: suppress_short(release, **values)),
    ),
    Defence("constant_shift", "fixes", _each("epsilon_per_m", *_GEO_I), _constant_shift),
    Defence(
        "normal_noise",
        "fixes",
        _each("sigma_m", 200, 1000, 5000),
        _from_fixes(
            lambda source, fixes, values, secret: perturb_gaussian(fixes, **values, secret_seed=secret)
        ),
    ),
    Defence(
        "constant_speed",
        "fixes",
        _each("alpha_m", 100, 200, 500),
        _from_fixes(lambda source, fixes, values, secret: smooth(fixes, **values)),
    ),
    Defence(
        "k_anonymous",
        "boxes",
        _each("k", 2, 5, 10),
        _from_fixes(lambda source, fixes, values, secret: k_anonymise(fixes, _grid(source), **values)),
    ),
    Defence(
        "clustered",
        "fixes",
        ({"k": 2, "delta_m": 200}, {"k": 5, "delta_m": 200}, {"k": 10, "delta_m": 200}),
        _from_fixes(lambda source, fixes, values, secret: cluster(fixes, **values)),
    ),
    Defence("synthetic", "squares", _each("epsilon", 5.0, 1.0, 0.1), _synthetic),
    Defence(
        "counts_dp",
        "totals",
        _each("epsilon", 5.0, 1.0, 0.1, unit="one person-day", most=24),
        _from_squares(_totals_dp),
        count=_totals_dp,
    ),
)
"""Core cards first. Strengths are round numbers of the papers or of practice; docs/model/release.md says which."""
