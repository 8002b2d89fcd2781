"""What one run shows beside its uniqueness: control, baseline, anonymity sets, and names rightly and wrongly given."""

from dataclasses import dataclass

import numpy as np

from nullisland.attack import anchor, name_traces
from nullisland.measure import (
    AnonymitySets,
    Verdict,
    address_book,
    anonymity_sets,
    blind_guess,
    named,
    observed_traces,
    uniqueness_control,
)
from nullisland.model import Estimate, Traces
from nullisland.pipeline import Outcome

__all__ = ["Findings", "findings"]


@dataclass(frozen=True, slots=True, eq=False)
class Findings:
    """Singled out is not yet named: these are two attacks, each beside its control and its baseline.

    `sets` are the anonymity sets of everybody with `n_known` points; `control` is the share of visitors, who are
    not in the file, whose points fit exactly one trace in it (None if no visitor has enough points); `baseline`
    is a blind guess. `named` is what home, work and an address book give; None if the release has no squares.
    """

    n_known: int
    sets: AnonymitySets
    control: Estimate | None
    baseline: Estimate
    named: Verdict | None


def findings(outcome: Outcome, traces: Traces, n_known: int = 4, seed: int = 0) -> Findings:
    """All of it for one run. `traces` are `Traces.from_release(outcome.release)`, made by the caller once.

    Raises DataError if nobody has `n_known` points. Cost: about half a second on the default island.
    """
    everybody = outcome.scenario.people, outcome.scenario.inhabitants
    visitors = observed_traces(outcome.observations, outcome.release, *everybody)
    enough = len(visitors) and int(visitors.points.counts().max()) >= n_known
    return Findings(
        n_known=n_known,
        sets=anonymity_sets(traces, n_known=n_known, seed=seed),
        control=uniqueness_control(traces, visitors, n_known, seed) if enough else None,
        baseline=blind_guess(traces),
        named=_named(outcome, traces),
    )


def _named(outcome: Outcome, traces: Traces) -> Verdict | None:
    release = outcome.release
    if release.grid is None:
        return None
    book = address_book(outcome.people, outcome.island.places, release)
    claims = name_traces(anchor(traces, release.slot_min), book)
    persons = outcome.key.person_of(traces.ids)
    visitors = np.arange(outcome.scenario.people, outcome.scenario.inhabitants)
    return named(claims, persons, visitors, book_size=len(book))
