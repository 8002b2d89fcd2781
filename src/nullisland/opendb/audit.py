"""Audit a watch rule: who is on the list that it makes, and why they were there."""

from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nullisland.model import Observations
from nullisland.opendb.log import Log
from nullisland.opendb.town import Lives
from nullisland.opendb.trackers import Trackers

__all__ = ["REASONS", "RULES", "WatchRule", "follow", "listed", "reasons", "watched"]

Ids = NDArray[np.int64]

REASONS = ("own", "work", "past", "never")
"""Why somebody was seen there: for reasons of their own; they work or deliver there; they live there or walk
past; never there, a tracker was wrong. Codes of `reasons` are positions in this tuple."""

_DELIVER = ("courier", "cleaner")
"""Routines of people who come to many doors for their work."""

_PARTS_S = (0, 10 * 3600, 16 * 3600, 24 * 3600)
"""A day in three: until 10 o'clock, until 16 o'clock, and the evening."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchRule:
    """At least `times` sightings at doors of these kinds; with `apart` at so many different trackers."""

    kinds: tuple[str, ...]
    times: int = 2
    apart: bool = False


RULES = {
    "hall": WatchRule(kinds=("union_hall",)),
    "two": WatchRule(kinds=("union_hall", "advice_centre", "quiet_house"), apart=True),
}
"""What the vendor ships switched on: at the union hall twice in a week; at two of these places in a week."""


class _There(NamedTuple):
    """Who of the residents was inside a watched place, came for work, came past."""

    inside: NDArray[np.bool_]
    work: NDArray[np.bool_]
    past: NDArray[np.bool_]


def watched(trackers: Trackers, rule: WatchRule) -> Ids:
    """Trackers the rule looks at, ascending."""
    return trackers.of_kind(*rule.kinds)


def listed(log: Log, trackers: Trackers, rule: WatchRule) -> Ids:
    """Everybody on the list, ascending, by the names in the rows: what the vendor's own query returns."""
    at = np.isin(log.tracker, watched(trackers, rule))
    person, tracker = log.person[at].astype(np.int64), log.tracker[at].astype(np.int64)
    if rule.apart:
        person = np.unique(person * len(trackers) + tracker) // len(trackers)
    return np.flatnonzero(np.bincount(person, minlength=log.residents) >= rule.times)


def follow(log: Log, day: int) -> Ids:
    """Who can be followed through a day by their rows: seen before 10, between 10 and 16, and after 16 o'clock."""
    second = log.t_s.astype(np.int64) - day * 86_400
    everywhere = np.ones(log.residents, bool)
    for low, high in pairwise(_PARTS_S):
        rows = (second >= low) & (second < high)
        everywhere &= np.bincount(log.person[rows], minlength=log.residents) > 0
    return np.flatnonzero(everywhere)


def reasons(
    ids: Ids, rule: WatchRule, trackers: Trackers, lives: Lives, seen: Observations
) -> NDArray[np.int8]:
    """Why each of `ids` was there, as a position in `REASONS`, from the true lives and passages.

    Work comes before reasons of one's own: who works or delivers at a watched door counts there even if they
    also came by choice. `seen` are the true passages of the time that is audited.
    """
    there = _there(rule, trackers, lives, seen)
    truth = np.select([there.work, there.inside, there.past], [1, 0, 2], 3)
    return truth[ids].astype(np.int8)


def _there(rule: WatchRule, trackers: Trackers, lives: Lives, seen: Observations) -> _There:
    n, people, visits = lives.scenario.people, lives.people, lives.visits
    ids = watched(trackers, rule)
    doors = trackers.place[ids]
    low, high = (0, 0) if not len(seen) else (int(seen.t_min.min()), int(seen.t_min.max()))
    rows = np.isin(visits.place, doors) & (visits.arrive_min <= high) & (visits.leave_min >= low)
    inside = _among(visits.persons()[rows], n)
    routine = np.array(people.routines, object)[people.routine[:n]]
    work = np.isin(people.employer_place[:n], doors) | (inside & np.isin(routine, _DELIVER))
    past = _among(seen.persons()[np.isin(seen.site, ids)], n)
    return _There(inside, work, past)


def _among(persons: NDArray[np.integer], n: int) -> NDArray[np.bool_]:
    """For each of n residents whether they are among `persons`."""
    return np.bincount(persons[persons < n], minlength=n) > 0
