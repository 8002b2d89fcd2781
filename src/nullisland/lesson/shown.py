"""Scene 4: shown or suggested? Who was seen at a clinic's door, what is guessed about them, and why they came."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nullisland.lesson.numbers import Lesson
from nullisland.model import DAY_MIN, FixRelease
from nullisland.pipeline import Outcome
from nullisland.release.fixes import publish_fixes

__all__ = [
    "DAYS",
    "DOOR_M",
    "GUESSED",
    "LEFT_OUT_M",
    "REASONS",
    "Case",
    "Harm",
    "Shown",
    "Stay",
    "points_lost",
    "prepare",
    "share_of_patients",
]

KIND = "clinic"
DOOR_M = 40
DAYS = 4
"""A code is seen at a clinic if a record lies so near its door; the guess is made of codes seen on so many days."""

GUESSED = 20
LEFT_OUT_M = 100
"""How many people are guessed about, and how far around clinics records may be left out."""

REASONS = ("patient", "staff", "courier", "cleaner", "child", "outside")
"""Why somebody was seen there: came for themselves; works there; delivers; cleans; came with a child of the
household; was never inside."""

_APART_MIN = 60
_MAP_M = 600
_CHILD_DAYS = 14 * 365

Longs = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Stay:
    """Records of one code at one door with less than an hour between them: day and minutes of the day."""

    day: int
    from_min: int
    to_min: int


@dataclass(frozen=True, slots=True)
class Case:
    """One code that was seen at a clinic, as the file shows it, and kept for the reveal why it was there."""

    pseudonym: int
    days: int
    stays: tuple[Stay, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Harm:
    """Of those guessed about: patients who lost a secret, others with a label that is not true, nobody guessed."""

    secrets: int
    wrong: int
    none: int

    @property
    def harmed(self) -> int:
        """Everybody who was labelled, rightly or not."""
        return self.secrets + self.wrong


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Shown:
    """What scene 4 shows, for one island; frozen, shared by all browsers.

    `asked` is the code of the prediction, None if nobody was seen so often. `cards` are at most five codes, the
    lowest of each reason but "outside". `guessed` are the reasons of the `GUESSED` lowest codes. `seen` codes
    were seen on `DAYS` days or more, `patients` of them were patients. `left_out` of `records` lie within
    `LEFT_OUT_M` of a clinic; `still` are the reasons of those guessed who without them are still seen so often.
    `door_dm` is the door at which the asked code was seen first, `asked_dm` its records on the map around it, (n, 2).
    """

    asked: Case | None
    door_dm: tuple[int, int]
    asked_dm: Longs
    cards: tuple[Case, ...]
    guessed: tuple[str, ...]
    seen: int
    patients: int
    left_out: int
    still: tuple[str, ...]
    records: int

    @property
    def still_seen(self) -> int:
        """How many of those guessed about are still seen so often when the surroundings of clinics are left out."""
        return len(self.still)

    def harm(self, *, left_out: bool) -> "Harm":
        """What the same guess does to those guessed about; with the surroundings of clinics, or with them left out."""
        labelled = self.still if left_out else self.guessed
        secrets = labelled.count("patient")
        return Harm(secrets, len(labelled) - secrets, len(self.guessed) - len(labelled))

    @property
    def people_by_reason(self) -> tuple[tuple[str, int], ...]:
        """(reason, people) of those guessed, in the order of `REASONS`."""
        return tuple((reason, self.guessed.count(reason)) for reason in REASONS)


def points_lost(percent: int, *, truth: bool) -> int:
    """Penalty of a probability, 0 to 100: honest doubt costs little, being sure and wrong costs all.

    Source: the quadratic score of Brier 1950, Monthly Weather Review 78:1; who says what they believe loses
    least on average.

    >>> points_lost(50, truth=True), points_lost(100, truth=False)
    (25, 100)
    """
    return round((percent - (100 if truth else 0)) ** 2 / 100)


def prepare(outcome: Outcome, lesson: Lesson) -> Shown:
    """All numbers of scene 4. Cost: about two seconds on the default island."""
    fixes, key = publish_fixes(outcome)
    doors = outcome.island.places.of_kind(KIND)
    at_door, around = _near(outcome, fixes, doors)
    near = np.flatnonzero(at_door)
    rows = np.repeat(np.arange(len(fixes.pseudonyms)), np.diff(fixes.first))[near]
    minutes = fixes.t_min[near].astype(np.int64)
    n_days = _days(fixes, at_door)
    often = np.flatnonzero(n_days >= DAYS)
    still = _days(fixes, at_door & ~around) >= DAYS
    persons = key.person_of(fixes.pseudonyms[often])
    reasons = _reasons(outcome, persons, doors)

    def case(at: int) -> Case:
        row = int(often[at])
        stays = _stays(minutes[rows == row])
        return Case(int(fixes.pseudonyms[row]), int(n_days[row]), stays, reasons[at])

    first = {reason: reasons.index(reason) for reason in REASONS[:-1] if reason in reasons}
    door_dm, asked_dm = (
        _around(outcome, fixes, doors, (near, rows, int(often[0]))) if len(often) else ((0, 0), near[:0])
    )
    return Shown(
        asked=case(0) if len(often) else None,
        door_dm=door_dm,
        asked_dm=asked_dm.reshape(-1, 2),
        cards=tuple(case(at) for at in sorted(first.values())),
        guessed=tuple(reasons[:GUESSED]),
        seen=len(often),
        patients=reasons.count("patient"),
        left_out=int(around.sum()),
        still=tuple(reasons[at] for at in np.flatnonzero(still[often[:GUESSED]])),
        records=len(fixes),
    )


def _days(fixes: FixRelease, kept: NDArray[np.bool_]) -> Longs:
    """Of each code, on how many days it has one of the records kept."""
    rows = np.repeat(np.arange(len(fixes.pseudonyms)), np.diff(fixes.first))[kept]
    days = np.unique(np.column_stack((rows, fixes.t_min[kept].astype(np.int64) // DAY_MIN)), axis=0)
    return np.bincount(days[:, 0], minlength=len(fixes.pseudonyms))


def _near(outcome: Outcome, fixes: FixRelease, doors: Longs) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which records lie at a door, and which within the larger circle."""
    at_door, around = np.zeros(len(fixes), bool), np.zeros(len(fixes), bool)
    for door in doors:
        x, y = int(outcome.island.places.x_dm[door]), int(outcome.island.places.y_dm[door])
        dx, dy = fixes.x_dm.astype(np.int64) - x, fixes.y_dm.astype(np.int64) - y
        away = dx * dx + dy * dy
        at_door |= away <= (DOOR_M * 10) ** 2
        around |= away <= (LEFT_OUT_M * 10) ** 2
    return at_door, around


def _around(
    outcome: Outcome, fixes: FixRelease, doors: Longs, seen: tuple[Longs, Longs, int]
) -> tuple[tuple[int, int], Longs]:
    """The door at which a trace was seen first, and its records within the map around it."""
    near, rows, row = seen
    first, places = near[np.flatnonzero(rows == row)[0]], outcome.island.places
    x, y = places.x_dm[doors].astype(np.int64), places.y_dm[doors].astype(np.int64)
    at = int(np.hypot(x - fixes.x_dm[first], y - fixes.y_dm[first]).argmin())
    own = slice(int(fixes.first[row]), int(fixes.first[row + 1]))
    xy = np.column_stack((fixes.x_dm[own], fixes.y_dm[own])).astype(np.int64)
    close = np.abs(xy - (x[at], y[at])).max(axis=1) <= _MAP_M * 10
    return (int(x[at]), int(y[at])), xy[close]


def _stays(minutes: Longs) -> tuple[Stay, ...]:
    """Records in time order, joined where less than an hour lies between them and on one day."""
    out: list[Stay] = []
    for minute in minutes.tolist():
        day, at = divmod(minute, DAY_MIN)
        if out and out[-1].day == day and at - out[-1].to_min < _APART_MIN:
            out[-1] = Stay(day, out[-1].from_min, at)
        else:
            out.append(Stay(day, at, at))
    return tuple(out)


def _reasons(outcome: Outcome, persons: Iterable[int], doors: Longs) -> list[str]:
    """Why each person was seen there, from the diary: the first reason that holds, work before oneself."""
    people, visits = outcome.people, outcome.visits
    inside = np.flatnonzero(np.isin(visits.place, doors))
    who = visits.persons()[inside]
    routine = [people.routines[r] for r in people.routine]
    by_household: dict[int, list[int]] = {}
    for i, person in zip(inside.tolist(), who.tolist(), strict=True):
        by_household.setdefault(int(people.household[person]), []).append(i)
    came = set(who.tolist())
    out = []
    for person in (int(p) for p in persons):
        if people.employer_place[person] in doors:
            out.append("staff")
        elif person not in came:
            out.append("outside")
        elif routine[person] in ("courier", "cleaner"):
            out.append(routine[person])
        else:
            together = by_household[int(people.household[person])]
            out.append("child" if _with_a_child(outcome, person, together) else "patient")
    return out


def _with_a_child(outcome: Outcome, person: int, rows: list[int]) -> bool:
    """Whether this grown-up was at a clinic at the same time as a child of the household, each time."""
    people, visits = outcome.people, outcome.visits
    owner = {i: int(np.searchsorted(visits.first, i, side="right")) - 1 + visits.start_person for i in rows}
    if -people.birth_day[person] < _CHILD_DAYS:
        return False
    children = [i for i in rows if -people.birth_day[owner[i]] < _CHILD_DAYS]

    def joined(i: int) -> bool:
        return any(
            visits.place[i] == visits.place[c]
            and visits.arrive_min[i] < visits.leave_min[c]
            and visits.arrive_min[c] < visits.leave_min[i]
            for c in children
        )

    return all(joined(i) for i in rows if owner[i] == person)


def share_of_patients(shown: Shown) -> int:
    """Per cent of those seen so often who are patients: what somebody would say who knows nothing else."""
    return round(100 * shown.patients / shown.seen) if shown.seen else 0
