"""Totals: how much of people's traces the counts alone give away, on a sample that the assignment can bear."""

from dataclasses import dataclass, replace

import numpy as np

from nullisland.attack import recover
from nullisland.league.district import District
from nullisland.measure.recovered import TracesFound, traces_found
from nullisland.model import DAY_MIN, Island, Observations, People, Scenario, TotalsRelease, Traces
from nullisland.release import UNPROTECTED, defend

__all__ = ["Sample", "recovered", "sample_of"]

_PEOPLE, _DAYS = 500, 3


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


def recovered(town: District, defence: str, strength: int) -> TracesFound:
    """Share of points recovered from totals of the sample, made by the same defence, beside shuffled counts."""
    sample = sample_of(town)
    totals, _ = defend(sample, defence, strength)
    plain, _ = defend(sample, UNPROTECTED, 0)
    assert isinstance(totals, TotalsRelease)
    return traces_found(recover(totals, sample.scenario.people), Traces.from_release(plain))  # type: ignore[arg-type]
