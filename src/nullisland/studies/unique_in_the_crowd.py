"""Points of a mobile network: de Montjoye et al. 2013, "Unique in the Crowd", Sci. Rep. 3:1376."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from nullisland.measure import wilson
from nullisland.model import Scenario
from nullisland.rng import stream
from nullisland.scale import CrowdAttack, Streamed, stream_uniqueness
from nullisland.studies.noun import Figure, Options, Study, Tell, figure, figure_of

__all__ = ["GRAINS", "HALVED_AT", "change", "halving_remark", "study"]

GRAINS = ((0, 1), (1, 1), (2, 1), (3, 1), (0, 2), (0, 4), (0, 8))
"""How often masts are merged in pairs, hours of a slot: three halvings of space, three of time."""

HALVED_AT = (4, 10)
"""Known points at which resolution is halved."""

_POINTS = 11
_STEPS = ((0, 1), (1, 2), (2, 3), (0, 4), (4, 5), (5, 6))
"""Grains before and after each halving, space first."""

_FIRST = (0, 3)
"""The steps from the finest grain: what print's one number for a halving stands beside."""

_LOW, _HIGH = 0.5, 0.98
_PRINT_4 = 0.95
_RESAMPLED = 400


def study(options: Options, tell: Tell) -> Study:
    """Uniqueness at 1 to 11 points, and what halving the resolution in space or time changes at 4 and 10."""
    country = Scenario.country(options.people, days=options.days, seed=options.seed)
    attack = CrowdAttack(n_points=_POINTS, n_targets=options.targets, seed=options.seed, grains=GRAINS)
    found = stream_uniqueness(country, attack, folder=options.resume, tell=tell, processes=options.processes)
    figures = [_at(found, k) for k in range(1, _POINTS + 1)]
    for k in HALVED_AT:
        figures += _halvings(found, k, options.seed)
    return Study(
        figures=tuple(figures),
        people=options.people,
        points=int(found.tally[4]) + found.points,
        peak_mb=found.beside_mb,
        remarks=(
            *_seen(found, {f.id: f for f in figures}),
            *halving_remark(figures),
            *_remarks(found, options),
        ),
    )


def change(alone: NDArray[np.bool_], before: int, after: int) -> float:
    """Relative change of uniqueness between two columns of `alone` (targets, grains); nan if nobody was alone."""
    whole = int(alone[:, before].sum())
    return int(alone[:, after].sum()) / whole - 1 if whole else float("nan")


def _at(found: Streamed, k: int) -> Figure:
    what = f"singled out by {k} point{'s' if k > 1 else ''}, each one of {found.masts:,} masts and an hour"
    return figure_of(f"unicity_{k}_points_antenna_hour", what, found.uniqueness(k))


def _halvings(found: Streamed, k: int, seed: int) -> Iterator[Figure]:
    """Print's one number beside the mean of the first halving of space and of time, then every halving."""
    alone = found.level[:, :, k - 1] > 0
    changes = [change(alone, *_STEPS[step]) for step in _FIRST]
    interval = _interval(alone, seed)
    what = f"relative change at {k} points when masts are merged in pairs or hours in twos, mean of both"
    yield figure(f"unicity_halving_p{k}", what, float(np.mean(changes)), len(alone), interval)
    for before, after in _STEPS:
        kept = int(alone[:, before].sum())
        (merges, hours), name = GRAINS[after], "space" if after < 4 else "time"
        what = (
            f"the same, to {1 << merges} masts in one" if name == "space" else f"the same, to {hours} hours"
        )
        identity = f"unicity_{name}_{1 << merges if name == 'space' else hours}_p{k}"
        if kept:
            still = wilson(int(alone[:, after].sum()), kept)
            limits = (still.low - 1, still.high - 1)
            yield figure(identity, f"{what}; of those alone before", still.value - 1, kept, limits)
        else:
            yield figure(identity, f"{what}; nobody was alone before", float("nan"), 0)


def _interval(alone: NDArray[np.bool_], seed: int) -> tuple[float, float]:
    """Bootstrap over targets, 2.5 and 97.5 percent, of the mean of the first two halvings."""
    n = len(alone)
    if not n or not alone[:, 0].any():
        return float("nan"), float("nan")
    times = stream(seed, "studies", "halving").multinomial(n, np.full(n, 1 / n), _RESAMPLED)
    sums = times @ alone.astype(np.int64)
    ends = [_STEPS[step] for step in _FIRST]
    ratios = [sums[:, after] / np.maximum(sums[:, before], 1) - 1 for before, after in ends]
    low, high = np.percentile(np.mean(ratios, axis=0), (2.5, 97.5))
    return float(low), float(high)


def _seen(found: Streamed, figures: dict[str, Figure]) -> Iterator[str]:
    """Print's orders where they can be told, else "saturated"."""
    base = [found.uniqueness(k).value for k in HALVED_AT]
    first, second = (figures[f"unicity_halving_p{k}"] for k in HALVED_AT)
    order = "that halving the resolution costs more at 4 points than at 10"
    if not all(_LOW <= value <= _HIGH for value in base):
        yield f"Order of print, {order}: saturated (uniqueness {base[0]:.3f} and {base[1]:.3f} before)."
    elif first.high is not None and second.low is not None and first.high < second.low:
        yield f"Order of print, {order}: seen here too."
    elif first.low is not None and second.high is not None and first.low > second.high:
        yield f"Order of print, {order}: the other way round here."
    else:
        yield f"Order of print, {order}: the intervals overlap here, nothing can be said."


def halving_remark(figures: Sequence[Figure]) -> Iterator[str]:
    """That coarser records cost less than in print, and why; nothing where an interval reaches print's value."""
    by_id = {figure.id: figure for figure in figures}
    halved = [by_id[f"unicity_halving_p{k}"] for k in HALVED_AT]
    ours = [(f.value, f.low, f.published) for f in halved]
    three = by_id["unicity_3_points_antenna_hour"].value
    values = [(v, p) for v, low, p in ours if v is not None and low is not None and p is not None and low > p]
    if three is None or len(values) < len(ours):
        return
    said, print_said = (
        " and ".join(f"{round(100 * pair[i], 1) + 0.0:.1f} %" for pair in values) for i in (0, 1)
    )
    yield (
        f"One halving of the resolution changes {said} at 4 and 10 points, in print {print_said}: less here, for "
        f"{100 * three:.0f} % are alone by three points already, and what they have to spare is lost first."
    )


def _remarks(found: Streamed, options: Options) -> Iterator[str]:
    people, lived, days, again, _ = found.tally.tolist()
    four = found.uniqueness(4)
    side = "above" if four.low > _PRINT_4 else "below" if four.high < _PRINT_4 else "level with"
    yield (
        f"Like print: {options.people:,} people, {found.masts:,} masts, an hour, {options.days:,} days; points drawn "
        f"by lot from a person's own distinct points (about {found.points // max(len(found), 1):,} each here); unique "
        "is who alone holds them all. Print: 1.5 million, 6,500, an hour, 15 months."
    )
    yield (
        f"At 4 points ours is {side} print's {_PRINT_4:.2f}. What makes people here more alike than in print: nobody "
        "travels beyond the neighbouring towns, phones change masts only when their owners move, every week is like "
        "the next. What makes them less alike: masts stand evenly by dwellings and jobs and serve whoever is nearest, "
        f"and {found.towns:,} towns on islands of their own share few masts; real masts overlap."
    )
    yield (
        f"Targets are {len(found):,} people by lot with at least {_POINTS} points, the same at every number of points; "
        "who uses the phone less is not asked about. Masts are merged nearest pairs first within a town, and known "
        "points are mapped, not drawn again."
    )
    yield (
        f"Nothing was left out: of {people:,} people {people - lived:,} could be ruled out by when their phones were "
        f"in use, the others lived {days:,} days, {again:,} of them twice."
    )
