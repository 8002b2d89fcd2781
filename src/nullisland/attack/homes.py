"""Four rules for finding a home in fixes, and who works at night or has two homes."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nullisland._kernels.homes import densest_homes, median_homes
from nullisland.attack.anchor import AnchorRule, Anchors, anchor, busiest_cells, kind_of_slots
from nullisland.attack.average import Located, located, metres
from nullisland.attack.view import View, view
from nullisland.errors import ConfigError
from nullisland.model import DAY_MIN, NOWHERE, FixRelease, Release
from nullisland.threads import over_blocks

__all__ = ["HOME_RULES", "Habits", "find_homes", "habits"]

Floats = NDArray[np.float64]
Longs = NDArray[np.int64]

HOME_RULES = ("last destination", "weighted median", "largest cluster", "best time")
"""The four of Krumm 2007, Pervasive, LNCS 4480:127, section 4."""

_NIGHT_ENDS_MIN = 180
_LONGEST_MIN = 600
_REACH_DM = 500.0
_NIGHT_WORK = 0.6
_AT_HOME = np.array(
    [96, 97, 97, 97, 96, 93, 82, 62, 42, 34, 30, 29, 31, 30, 29, 32, 38, 48, 58, 67, 75, 83, 90, 94], float
)
"""Percent at home at each hour of the day. ASSUMPTION, in the shape of surveys of how people use their time."""


class Habits(NamedTuple):
    """Home and work of each trace with night work and second homes taken into account: (n_traces,).

    Cells, or NOWHERE. `second_home_cell` is where other nights are spent; `night_worker` is whether work is
    where the nights are.
    """

    home_cell: Longs
    work_cell: Longs
    second_home_cell: Longs
    night_worker: NDArray[np.bool_]


def find_homes(release: Release | FixRelease, rule: str, threads: int | None = None) -> Located:
    """Home of every trace by one of four rules, in metres.

    `last destination`: the median over days of the last fix before 3 in the morning. `weighted median`: of all
    fixes, each weighing as long as until the next, 10 hours at most. `largest cluster`: the middle of the 50 m
    around a fix in which most time is spent. `best time`: the same, weighed by how many people are at home at
    that hour. Of squares, their middles.

    Raises ConfigError for another rule. Source: Krumm 2007, Pervasive, LNCS 4480:127, section 4; unlike there a
    cluster is the fullest disc of fixes rather than a merge of trips, and the hours are assumed. Cost: the first
    two a sort of each trace, the others its fixes squared.
    """
    if rule not in HOME_RULES:
        raise ConfigError(f"rule must be one of {', '.join(HOME_RULES)}, got {rule!r}")
    t_min, x, y = metres(release)
    first = release.first
    out = np.empty((len(release.pseudonyms), 3))
    last_of_trace = np.zeros(len(t_min), bool)
    last_of_trace[first[1:][np.diff(first) > 0] - 1] = True
    if rule == "last destination":
        night = (t_min - _NIGHT_ENDS_MIN) // DAY_MIN
        weights = (last_of_trace | (np.append(night[1:], 0) != night)).astype(np.float64)
    elif rule == "best time":
        weights = _AT_HOME[t_min % DAY_MIN // 60]
    else:
        stay = np.diff(np.append(t_min, 0))
        weights = np.clip(np.where(last_of_trace, 1, stay), 1, _LONGEST_MIN).astype(np.float64)
    if rule in ("last destination", "weighted median"):
        over_blocks(lambda a, b: median_homes(first, x, y, weights, out, (a, b)), len(out), threads)
    else:
        over_blocks(
            lambda a, b: densest_homes(first, x, y, weights, _REACH_DM, out, (a, b)), len(out), threads
        )
    return located(out)


def habits(release: Release | View, rule: AnchorRule | None = None, threads: int | None = None) -> Habits:
    """Home, work and second home of every trace, of those too who work at night.

    The other cell with most nights, if it has at least four times `rule.least_home` night slots: a place of work
    if most of the time seen there is night, else a second home. And whoever spends most nights elsewhere than most
    of all slots works there, and lives where most slots are.

    Raises as `anchor`. Source: ASSUMPTION: made for this town's routines. Cost: four passes over the points.
    """
    seen, rule = view(release), rule or AnchorRule()
    plain = anchor(seen.traces, seen.slot_min, rule, threads)
    any_time = _busiest(seen, (1, 0), (1, 1), rule, threads).home_cell
    other = _busiest(seen, (0, 1), (rule.least_home, 4 * rule.least_home), rule, threads).work_cell
    swapped = (plain.home_cell != NOWHERE) & (any_time != NOWHERE) & (any_time != plain.home_cell)
    home = np.where(swapped, any_time, plain.home_cell)
    by_night = ~swapped & (other != NOWHERE) & (_night_share(seen, other, rule) >= _NIGHT_WORK)
    work = np.where(swapped, plain.home_cell, np.where(by_night, other, plain.work_cell))
    second = np.where((other == home) | (other == work), NOWHERE, other)
    return Habits(home, work, second, swapped | by_night)


def _night_share(seen: View, cell: Longs, rule: AnchorRule) -> Floats:
    """Share of the slots that each trace is seen in its `cell` which are night: (n_traces,)."""
    traces = seen.traces
    row = np.repeat(np.arange(len(traces)), traces.points.counts())
    there = traces.cell_of(traces.points.code) == cell[row]
    night = kind_of_slots(traces.slot_of(traces.points.code), seen.slot_min, rule) & 1 > 0
    total = np.bincount(row[there], minlength=len(traces))
    return np.asarray(np.bincount(row[there & night], minlength=len(traces)) / np.maximum(total, 1))


def _busiest(
    seen: View, which: tuple[int, int], least: tuple[int, int], rule: AnchorRule, threads: int | None
) -> Anchors:
    """The busiest cell at any time (1, 0), or the two busiest at night (0, 1)."""
    slots = seen.traces.space.slots.value_at(np.arange(seen.traces.space.slots.size))
    night = (kind_of_slots(slots, seen.slot_min, rule) & 1).astype(np.uint8)
    kind = np.ones_like(night) if which[0] else night * np.uint8(3)
    return busiest_cells(seen.traces, kind.astype(np.uint8), least, threads)
