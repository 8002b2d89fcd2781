"""A whole country: Farzanehfar, Houssiau, de Montjoye 2021, "The risk of re-identification remains high even in
country-scale location datasets", Patterns 2:100204."""

from collections.abc import Iterator

from nullisland.model import Scenario
from nullisland.scale import CrowdAttack, Streamed, stream_uniqueness
from nullisland.scale.attack import WHOLE
from nullisland.studies.noun import Figure, Options, Study, Tell, figure_of

__all__ = ["FULL_PEOPLE", "LEAST", "MOST", "SHARES", "study"]

FULL_PEOPLE = 60_000_000
LEAST, MOST = 2, 5
_BOUNDED = (4, 5)
"""Points for which print has a lower bound."""

SHARES = tuple(WHOLE >> k for k in range(6, -1, -1))
"""Crowds of a 64th, a 32nd ... of the country, and all of it."""


def study(options: Options, tell: Tell) -> Study:
    """Uniqueness at 2 to 5 points, and how it falls as more of the country's people are in the data."""
    country = Scenario.country(options.people, days=options.days, seed=options.seed)
    attack = CrowdAttack(
        n_points=MOST, least=LEAST, n_targets=options.targets, seed=options.seed, shares=SHARES
    )
    found = stream_uniqueness(country, attack, folder=options.resume, tell=tell, processes=options.processes)
    figures = [_whole(found, k, options.people) for k in range(LEAST, MOST + 1)]
    figures += [_bound(found, k) for k in _BOUNDED]
    figures += [_part(found, k, crowd) for k in range(LEAST, MOST + 1) for crowd in range(len(SHARES))]
    return Study(
        figures=tuple(figures),
        people=options.people,
        points=int(found.tally[4]) + found.points,
        peak_mb=found.beside_mb,
        remarks=tuple(_remarks(found, options)),
    )


def _whole(found: Streamed, k: int, people: int) -> Figure:
    what = f"singled out by {k} points (mast and hour) among all {people:,} people"
    return figure_of(f"unicity_60m_{k}_points", what, found.uniqueness(k))


def _bound(found: Streamed, k: int) -> Figure:
    what = f"the same by {k} points, beside print's lower bound"
    return figure_of(f"unicity_60m_{k}_points_lower", what, found.uniqueness(k))


def _part(found: Streamed, k: int, crowd: int) -> Figure:
    part = WHOLE // SHARES[crowd]
    what = f"singled out by {k} points among the {int(found.people[crowd]):,} people in the data"
    return figure_of(f"unicity_{k}_points_1_in_{part}", what, found.uniqueness(k, crowd=crowd))


def _remarks(found: Streamed, options: Options) -> Iterator[str]:
    if options.people < FULL_PEOPLE:
        yield (
            f"This country has {options.people:,} people. Print's {FULL_PEOPLE:,}: nullisland study country-scale "
            f"--people {FULL_PEOPLE} --resume DIR (about ten times as long as the default of 6,000,000)."
        )
    yield (
        f"Targets are {len(found):,} people with at least {MOST} points, stratified: each of {found.towns:,} towns has "
        "its share of them, by lot within the town. Everybody else in the country was asked."
    )
    yield (
        "The curve is of one country, more and more of whose people are in the data: who joins is drawn by lot, and "
        "masts and streets stay. It can only fall. A country with more towns instead is no larger crowd to anybody: "
        "compare the same share of 6 and 60 million."
    )
    yield (
        "Unlike print: print's 0.93, 0.22 and 0.87 are an estimate and bounds from a model fitted to less than the "
        "country; here everybody is counted, and the interval is of the targets alone. Nobody here goes beyond the "
        "neighbouring towns and phones keep their mast at rest, which makes people more alike; every town has masts "
        "of its own and 230 people share one, few beside most countries, which makes them less alike."
    )
    people, lived, days, again, _ = found.tally.tolist()
    yield (
        f"Nothing was left out: of {people:,} people {people - lived:,} could be ruled out by when their phones were "
        f"in use, the others lived {days:,} days, {again:,} of them twice."
    )
