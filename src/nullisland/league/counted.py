"""Totals: who was counted, and how much of people's traces the counts alone give away."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from nullisland.attack import membership, recover, whereabouts
from nullisland.league.district import District, points_in
from nullisland.league.made import Made
from nullisland.measure import Verdict, judge_departures, judge_membership, judge_traces
from nullisland.model import DAY_MIN, Island, Observations, People, Release, Scenario, TotalsRelease, Traces
from nullisland.release import UNPROTECTED, defend
from nullisland.release.fixes import keep_traces

__all__ = ["Sample", "from_totals", "sample_of"]

_PEOPLE, _DAYS = 500, 3
_LEAVERS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """The first residents of a town in its first days: what a publisher of them would hold."""

    scenario: Scenario
    island: Island
    people: People
    observations: Observations


def sample_of(town: District) -> Sample:
    """At most 500 people over three days."""
    outcome, scenario = town.outcome, town.scenario
    people, days = min(_PEOPLE, scenario.people), min(_DAYS, scenario.days)
    seen = outcome.observations
    stop = int(seen.first[people])
    keep = seen.t_min[:stop] < days * DAY_MIN
    columns = {name: getattr(seen, name)[:stop][keep] for name in ("t_min", "x_dm", "y_dm", "site")}
    first = np.concatenate(([0], np.cumsum(keep)))[seen.first[: people + 1]].astype(np.int64)
    return Sample(
        scenario=scenario.with_options(people=people, days=days),
        island=outcome.island,
        people=outcome.people,
        observations=replace(seen, first=first, **columns),
    )


def from_totals(town: District, made: Made) -> Iterator[Verdict]:
    """Who was counted, which traces the counts give back, and what two releases give away of who left in between."""
    totals = made.release
    assert isinstance(totals, TotalsRelease)
    yield judge_membership(membership(totals, town.members), membership(totals, town.strangers))
    yield _recovered(town, made)
    yield _departed(town, made, totals)


def _recovered(town: District, made: Made) -> Verdict:
    """Traces out of totals of the sample, made by the same defence."""
    sample = sample_of(town)
    totals, _ = made.again(sample)
    plain, _ = defend(sample, UNPROTECTED, 0)
    assert isinstance(totals, TotalsRelease) and isinstance(plain, Release)
    visitors = np.arange(town.scenario.people, town.scenario.inhabitants)
    absent = points_in(town.outcome.observations, visitors, plain)
    return judge_traces(recover(totals, sample.scenario.people), Traces.from_release(plain), absent)


def _departed(town: District, made: Made, totals: TotalsRelease) -> Verdict:
    """Where some residents were, each of whom is missing from a second release, with noise of its own."""
    count = made.defence.count if made.defence else None
    assert made.defence is not None and count is not None
    values, secret = made.defence.strengths[made.strength], town.outcome.island.seed + 1
    drawer, key = town.squares, town.outcome.key
    leavers = town.members.ids[:_LEAVERS]
    claims = []
    for i, person in enumerate(leavers.tolist()):
        rest = keep_traces(drawer, key.person_of(drawer.pseudonyms) != person)
        later = count(town.outcome, rest, values, secret + i)
        claims.append(whereabouts(totals, later))
    same = count(town.outcome, drawer, values, secret + len(leavers))
    absent = whereabouts(totals, same)
    truth = points_in(town.outcome.observations, leavers, drawer)
    return judge_departures(claims, truth, totals, absent, town.strangers)
