"""How long attacks take, on a town as the lesson has it and on the stated samples."""

from collections.abc import Callable
from functools import cache, partial

import numpy as np

from nullisland.attack import link, match, membership, recover, relink, view
from nullisland.bench.measure import Benchmark, Work
from nullisland.measure import draw_clues, observed_traces
from nullisland.measure.clues import ClueErrors
from nullisland.model import DAY_MIN, Scenario
from nullisland.pipeline import Outcome, run
from nullisland.release import aggregate

__all__ = ["of_joining_everybody", "of_the_attacks"]


def of_the_attacks(town: Scenario, sample: int) -> list[Benchmark]:
    """Matching of everybody in `town` with tolerance, and the costly attacks on `sample` people."""
    few = Scenario(people=sample, days=town.days)
    fourth, near = sample // 4, "4 clues, within 250 m and 60 min"
    rows: tuple[tuple[str, str, Callable[[], Work], float], ...] = (
        ("match", f"everybody in {town.code} matched with {near}", partial(_match, town), 1.0),
        ("relink", f"daily codes of {sample:,} people joined", partial(_relink, few), 10.0),
        ("link", f"{sample:,} people linked with themselves one to one", partial(_link, few), 10.0),
        (
            "recover",
            f"traces of {fourth:,} people out of totals of three days",
            partial(_recover, fourth),
            5.0,
        ),
        ("membership", "was each of 100 people counted", partial(_membership, few), 5.0),
    )
    return [
        Benchmark(name=f"attack-{name}", what=what, prepare=prepare, budget=budget, repeat=1)
        for name, what, prepare, budget in rows
    ]


def of_joining_everybody(town: Scenario) -> list[Benchmark]:
    """Daily codes of a whole island, one run."""
    return [
        Benchmark(
            name="attack-relink-island",
            what=f"daily codes of everybody in {town.code} joined one to one",
            prepare=partial(_relink, town, optimal=True),
            repeat=1,
            warm_up=False,
        )
    ]


@cache
def _town(scenario: Scenario, policy: str = "fixed") -> Outcome:
    return run(scenario, policy=policy)


def _match(town: Scenario) -> Work:
    outcome = _town(town)
    errors = ClueErrors(place_m=250, time_min=60)
    clues = draw_clues(outcome.observations, np.arange(town.people), 4, 1, errors)
    seen = view(outcome.release)
    return lambda: match(seen, clues)


def _relink(few: Scenario, optimal: bool = False) -> Work:
    release = _town(few, "day").release
    return lambda: relink(release, optimal=optimal)


def _link(few: Scenario) -> Work:
    seen = view(_town(few).release)
    return lambda: link(seen, seen, optimal=True)


def _recover(people: int) -> Work:
    release = _town(Scenario(people=people, days=3)).release
    totals = aggregate(release, n_slots=3 * DAY_MIN // release.slot_min)
    return lambda: recover(totals, people)


def _membership(few: Scenario) -> Work:
    outcome = _town(few)
    totals = aggregate(outcome.release, n_slots=few.minutes // outcome.release.slot_min)
    who = observed_traces(outcome.observations, outcome.release, 0, 100)
    return lambda: membership(totals, who)
