"""Every attack that applies to one release of a town, judged; and whom the best of them finds."""

from collections.abc import Iterator

import numpy as np

from nullisland.attack import joined, relink
from nullisland.attack.blur import rounded_to
from nullisland.league.counted import from_totals
from nullisland.league.district import District
from nullisland.league.linked import card_log_linked, housemates
from nullisland.league.made import Made
from nullisland.league.named import named_by_address
from nullisland.league.where import steps_over_edges, visits_suggested
from nullisland.measure import Attacked, Verdict, judge_attempts, judge_chains
from nullisland.model import FixRelease, Release, TotalsRelease
from nullisland.release import PseudonymKey, to_squares

__all__ = ["attack_everything", "best_of"]


def attack_everything(town: District, made: Made) -> list[Attacked]:
    """All attacks that apply. Whoever lives together, went where or was counted names nobody: those have no `persons`.

    Codes that change are joined first, among everybody. Cost: a second or two for 2,000 people.
    """
    if isinstance(made.release, TotalsRelease):
        return [_of_nobody(verdict) for verdict in from_totals(town, made)]
    return list(_of_traces(town, made))


def best_of(attacked: list[Attacked]) -> Attacked | None:
    """The attack that finds the largest share of its targets; among equals the one that errs least."""
    people = [a for a in attacked if len(a.persons)]
    return max(people, key=lambda a: (a.verdict.right.value, -a.verdict.wrong.value), default=None)


def _of_traces(town: District, made: Made) -> Iterator[Attacked]:
    release, key = made.release, made.key
    chains = relink(release, optimal=True) if isinstance(release, Release) else None
    known = [(town.clues, town.visitors), town.by_card]
    yield from judge_attempts(release, [pair for pair in known if len(pair[0])], key, chains)
    if not isinstance(key, PseudonymKey) or not isinstance(release, Release | FixRelease):
        return
    squares = _in_squares(town, release)
    changing = chains is not None and chains.period_min > 0 and key.periods > 1
    whole = joined(squares, chains) if changing and chains is not None else squares
    yield from named_by_address(town, squares, key, made.homes)
    if changing:
        yield from named_by_address(town, whole, key, {}, "relink, then ")
    yield from card_log_linked(town, whole, key)
    if changing or key.periods == 1:
        yield from map(_of_nobody, housemates(town, whole, key))
    yield from map(_of_nobody, visits_suggested(town, made))
    yield from map(_of_nobody, steps_over_edges(town, release))
    if changing and chains is not None:
        yield _of_nobody(judge_chains(chains, squares, key))


def _in_squares(town: District, release: Release | FixRelease) -> Release:
    """Fixes in the squares of the undefended release, or in those to which they were rounded."""
    if isinstance(release, Release):
        return release
    sides = [side for done in release.history if (side := rounded_to(done))]
    grid = town.outcome.island.grid(sides[-1]) if sides else town.squares.grid
    assert grid is not None
    return to_squares(release, grid, town.squares.slot_min)


def _of_nobody(verdict: Verdict) -> Attacked:
    return Attacked(verdict, np.empty(0, np.int64), np.empty(0, bool))
