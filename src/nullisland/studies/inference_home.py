"""Where somebody lives, read off two weeks of fixes: Krumm 2007, "Inference Attacks on Location Tracks"."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nullisland.attack import HOME_RULES, find_homes
from nullisland.measure.homes import nearest_house
from nullisland.model import FixRelease, People, Scenario
from nullisland.pipeline import Outcome, run
from nullisland.release import PseudonymKey, home_circles, perturb_gaussian, publish_fixes, suppress_homes
from nullisland.release.generalise import round_fixes
from nullisland.rng import stream
from nullisland.studies.noun import Figure, Options, Study, Tell, figure

__all__ = ["DRIVERS", "REPETITIONS", "Guesses", "guesses", "listed", "study"]

DRIVERS, REPETITIONS = 172, 200
"""People of the paper, and how often as many are drawn from the town."""

_NOISE_M = _ROUND_M = 5_000
_DELETED_M = 2_000
_RULE = HOME_RULES[0]

Longs = NDArray[np.int64]
Floats = NDArray[np.float64]


class Guesses(NamedTuple):
    """Of each resident: metres from home (NaN: no guess), whether the address is right, whether the name is."""

    error_m: Floats
    address: NDArray[np.bool_]
    name: NDArray[np.bool_]


def study(options: Options, tell: Tell) -> Study:
    """Median error, right addresses and right names over draws of 172 people; and after three countermeasures."""
    steps = len(HOME_RULES) + 4
    tell("island", 0, steps)
    outcome = run(Scenario(people=options.people, days=options.days, seed=options.seed))
    fixes, key = publish_fixes(outcome)
    rng = stream(options.seed, "studies", "inference-home")
    n = min(DRIVERS, options.people)
    draws = np.stack([rng.choice(options.people, n, replace=False) for _ in range(REPETITIONS)])
    figures: list[Figure] = []
    for done, rule in enumerate(HOME_RULES):
        tell(rule, 1 + done, steps)
        found = guesses(outcome, key, fixes, rule)
        figures += _of_rule(found, draws, rule)
    for done, (suffix, words, make) in enumerate(_countermeasures(outcome, fixes, key, options.seed)):
        tell(words, 1 + len(HOME_RULES) + done, steps)
        figures += _figures(guesses(outcome, key, make(), _RULE), draws, suffix, f"; {words}")
    return Study(
        figures=tuple(figures), people=outcome.scenario.inhabitants, points=len(fixes), remarks=_REMARKS
    )


def guesses(outcome: Outcome, key: PseudonymKey, release: FixRelease, rule: str) -> Guesses:
    """What one rule makes of a release: the address of the nearest house, and the name that is listed there."""
    places, people = outcome.island.places, outcome.people
    located = find_homes(release, rule)
    known = np.flatnonzero(~np.isnan(located.x_dm))
    x, y = located.x_dm[known], located.y_dm[known]
    person = key.person_of(release.pseudonyms[known])
    home = people.home_place[person]
    address = nearest_house(outcome.island, x, y)
    n = outcome.scenario.people
    out = Guesses(np.full(n, np.nan), np.zeros(n, bool), np.zeros(n, bool))
    out.error_m[person] = np.hypot(x - places.x_dm[home], y - places.y_dm[home]) / 10
    out.address[person] = address == home
    out.name[person] = listed(people, len(places), outcome.island.seed)[address] == person
    return out


def listed(people: People, n_places: int, seed: int) -> Longs:
    """Whose name a directory gives for each address: (n_places,), -1 for none.

    One household of those that live there, by lot, and its first member, who is an adult.
    """
    first = people.household_first[:-1].astype(np.int64)
    order = stream(seed, "studies", "directory").permutation(len(first))
    out = np.full(n_places, -1, np.int64)
    out[people.home_place[first[order]]] = first[order]
    return out


def _countermeasures(
    outcome: Outcome, fixes: FixRelease, key: PseudonymKey, seed: int
) -> tuple[tuple[str, str, Callable[[], FixRelease]], ...]:
    def deleted() -> FixRelease:
        circles = home_circles(outcome.people, outcome.island.places, secret_seed=seed)
        return suppress_homes(fixes, key, circles, radius_m=_DELETED_M)

    def noisy() -> FixRelease:
        return perturb_gaussian(fixes, sigma_m=_NOISE_M, secret_seed=seed)

    return (
        ("_noise", "noise of 5 km", noisy),
        ("_rounding", "rounding to 5 km", lambda: round_fixes(fixes, outcome.island.grid(_ROUND_M))),
        ("_deletion", "deletion within 2 km of home", deleted),
    )


def _of_rule(found: Guesses, draws: Longs, rule: str) -> list[Figure]:
    if rule == _RULE:
        return _figures(found, draws, "", "")
    return [_median(found, draws, f"home_error_{rule.replace(' ', '_')}", f"by the {rule}")]


def _figures(found: Guesses, draws: Longs, suffix: str, words: str) -> list[Figure]:
    return [
        _median(found, draws, f"home_error_median{suffix}", f"by the {_RULE}{words}"),
        _rate(found.address, draws, f"home_address_rate{suffix}", f"share whose address is right{words}"),
        _rate(found.name, draws, f"home_name_rate{suffix}", f"share whose name is right{words}"),
    ]


def _median(found: Guesses, draws: Longs, name: str, words: str) -> Figure:
    errors = found.error_m[draws]
    some = (~np.isnan(errors)).any(axis=1)
    medians = np.nanmedian(errors[some], axis=1) if some.any() else np.array([np.nan])
    return _over_draws(name, f"median metres from home, {words}", medians, draws.shape[1])


def _rate(right: NDArray[np.bool_], draws: Longs, name: str, words: str) -> Figure:
    return _over_draws(name, words, right[draws].mean(axis=1), draws.shape[1])


def _over_draws(name: str, what: str, values: Floats, n: int) -> Figure:
    """The mean over draws, and where 95 % of the draws lie."""
    low, high = np.percentile(values, (2.5, 97.5))
    return figure(
        name, f"{what}; mean of {len(values)} draws", float(values.mean()), n, (float(low), float(high))
    )


_REMARKS = (
    "Like print: two weeks, as many people, and the rule that did best there. The interval says how far draws of as "
    "many people differ, not what the town's own figure is uncertain by.",
    "Unlike print: phones that are in the house at night instead of cars parked near it, with errors that are drawn "
    "anew for each fix and so average out, which real ones do not; and a directory that lists one adult of one "
    "household at each address, and nobody wrongly. So homes are found to the house here, and names are not.",
)
