"""Play the league: make every release, attack it, ask it everything."""

import time
from collections.abc import Callable
from functools import partial

from nullisland.league.attacks import attack_everything, best_of
from nullisland.league.beside import beside_print
from nullisland.league.district import District, district
from nullisland.league.homes import home_found, located_homes
from nullisland.league.made import Made
from nullisland.league.noun import League, Row
from nullisland.measure import exposed
from nullisland.measure.interest import path_error_m, retrieval
from nullisland.measure.utility import answers_of, scores
from nullisland.model import FixRelease, Scenario
from nullisland.release import DEFENCES, UNPROTECTED, Defence, defend, guarantees

__all__ = ["play", "row_of"]

Tell = Callable[[str, int, int], None]

_STRENGTHS = 3


def play(scenario: Scenario, tell: Tell | None = None) -> League:
    """Every defence of the catalogue at its three strengths on one town, the undefended release first.

    `tell(what, done, total)` before each release. Deterministic in the scenario. Cost: a minute or two for 2,000
    people over four weeks, half an hour for the default island.
    """
    tell = tell or (lambda what, done, total: None)
    begin = time.perf_counter()
    total = 3 + _STRENGTHS * len(DEFENCES)
    tell("the town", 0, total)
    town = district(scenario)
    tell(UNPROTECTED, 1, total)
    rows = [row_of(town, None, 0)]
    for defence in DEFENCES:
        for strength in range(_STRENGTHS):
            tell(defence.name, 1 + len(rows), total)
            rows.append(row_of(town, defence, strength))
    tell("beside print", total - 1, total)
    return League(
        code=scenario.code,
        people=scenario.people,
        days=scenario.days,
        rows=tuple(rows),
        beside=beside_print(town),
        seconds=time.perf_counter() - begin,
    )


def row_of(town: District, defence: Defence | None, strength: int) -> Row:
    """Everything about one release of this town. `defence` None: codes for names and no more."""
    begin = time.perf_counter()
    outcome = town.outcome
    name = UNPROTECTED if defence is None else defence.name
    values = {} if defence is None else defence.strengths[strength]
    release, key = defend(outcome, name, strength)
    hole_m = float(values["radius_m"]) if name in ("home_removed", "home_hidden") else None
    made = Made(
        defence=defence,
        strength=strength,
        release=release,
        key=key,
        again=partial(defend, name=name, strength=strength),
        homes=located_homes(release, hole_m),
    )
    attacked = attack_everything(town, made)
    best = best_of(attacked)
    fixes = release if isinstance(release, FixRelease) else None
    return Row(
        defence=name,
        strength=None if defence is None else strength,
        values=values,
        kind="squares" if defence is None else defence.kind,
        guarantees=guarantees(release, outcome.island),
        naming=tuple(a.verdict for a in attacked if len(a.persons)),
        others=tuple(a.verdict for a in attacked if not len(a.persons)),
        strongest=best and best.verdict,
        exposed=exposed(best.found, best.persons, outcome.people, outcome.island) if best else (),
        home=home_found(town, release, key, made.homes),
        scores=scores(town.truth, answers_of(release, outcome.island, town.frame), len(town.frame.stops)),
        points=None if fixes is None else retrieval(town.fixes, fixes),
        path_error_m=None if fixes is None else path_error_m(town.fixes, fixes),
        seconds=time.perf_counter() - begin,
    )
