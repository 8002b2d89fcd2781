"""The numbers of the scene "The open database", computed once an island from log, audit and remedies."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from nullisland.lesson.spoken import portion
from nullisland.model import Observations, Scenario, Visits
from nullisland.opendb.audit import REASONS, RULES, follow, listed, reasons, watched
from nullisland.opendb.config import OpenDatabaseConfig
from nullisland.opendb.log import Log, lookalikes, passages, write_log
from nullisland.opendb.remedies import (
    AGREED,
    REMEDIES,
    Store,
    follow_query,
    list_query,
    remedied,
    search_query,
)
from nullisland.opendb.tables import Town, database
from nullisland.opendb.town import Lives, live
from nullisland.opendb.trackers import Trackers, trackers_of
from nullisland.people import names_of

__all__ = ["ERRORS", "Audit", "Entry", "Left", "OpenScene", "Seen", "prepare_scene"]

ERRORS = (0, 1, 5)
"""Camera errors the scene compares, in percent of the rows."""

SHIPPED_ERROR = 1
"""The vendor's own."""

_COLUMNS = ("person", "tracker", "t_s", "seen")
_DAY_MIN, _DAY_S = 1440, 86_400
_LIVED = 12
_STAGES = 5
_CHOICES = range(7, 12)
"""Days that can be the log's last one: Monday to Friday of the second week, so that a week lies before it."""


@dataclass(frozen=True, slots=True)
class Audit:
    """One list: how many are on it for each reason, in the order of `REASONS`, and how many rows it was made from.

    Of the `rows`, `wrong` carry a wrong name. `gained` are on the list though a perfect camera would not put
    them there, `lost` the other way round.
    """

    listed: int
    by_reason: tuple[int, ...]
    rows: int
    wrong: int
    gained: int
    lost: int


@dataclass(frozen=True, slots=True)
class Left:
    """What a remedy leaves: people or codes on the list and followed through the day, rows of the guide's week."""

    listed: int
    followed: int
    found: int


@dataclass(frozen=True, slots=True)
class Seen:
    """One row of somebody's day: second of the day, kind and place of the tracker, where it hangs."""

    second: int
    kind: str
    place: str
    x_dm: int
    y_dm: int


@dataclass(frozen=True, slots=True)
class Entry:
    """What the book says about one person, by column of the `people` table; an employer may be missing."""

    fields: dict[str, str | None]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class OpenScene:
    """Everything the scene shows; frozen, shared by all browsers. `day` is the last day of a week of log.

    `guide_day` holds the guide's rows on that day, as the vendor's own cameras wrote them; empty without a
    guide, as is `entry`. `audits` go by (rule, error in percent), `left` by (rule, remedy). `today` is the log
    of the day alone, for the feed; `names` are everybody's.
    """

    code: str
    people: int
    day: int
    trackers: Trackers
    today: Log
    names: tuple[str, ...]
    followed: int
    week_rows: int
    guide: int | None
    entry: Entry | None
    guide_day: tuple[Seen, ...]
    audits: dict[tuple[str, int], Audit]
    left: dict[tuple[str, str], Left]

    @property
    def followed_of_100(self) -> float:
        """Of a hundred residents, how many can be followed through the day."""
        return portion(self.followed, self.people)


def prepare_scene(
    scenario: Scenario, guide: int | None, progress: Callable[[int, int], None] | None = None
) -> OpenScene:
    """All numbers of the scene. `guide` is the resident who has agreed to be looked up, if there is one.

    `progress` is called with (stages done, stages in all) after each stage.

    The people live twelve days, whatever the scenario's length. Rule for the day: of the weekdays of the second week
    the first on which the guide can be followed through the day, else the one with most of their rows, else
    Monday. Cost: about 2 seconds for 20,000 people.
    """
    tell = progress or (lambda done, total: None)
    lives = live(replace(scenario, days=_LIVED))
    tell(1, _STAGES)
    trackers = trackers_of(lives.island)
    day = _CHOICES[0] if guide is None else _day_of(lives, guide)
    seen = passages(
        lives.scenario, lives.island, lives.visits, (day + 1) * _DAY_MIN, since=(day - 6) * _DAY_MIN
    )
    tell(2, _STAGES)
    logs = {error: _written(lives, seen, error) for error in ERRORS}
    tell(3, _STAGES)
    week = logs[SHIPPED_ERROR]
    today = week.where(week.t_s >= day * _DAY_S)
    audits = {
        (name, error): _audit(name, logs[error], trackers, lives, seen) for name in RULES for error in ERRORS
    }
    tell(4, _STAGES)
    return OpenScene(
        code=scenario.code,
        people=scenario.people,
        day=day,
        trackers=trackers,
        today=today,
        names=tuple(names_of(lives.people, np.arange(scenario.people)).tolist()),
        followed=len(follow(today, day)),
        week_rows=len(week),
        guide=guide,
        entry=None if guide is None else _entry(lives, today, guide),
        guide_day=() if guide is None else _seen(today.where(today.person == guide), trackers),
        audits=audits,
        left=_all_left(week, trackers, guide, day, scenario.seed),
    )


def _written(lives: Lives, seen: Observations, error: int) -> Log:
    config = OpenDatabaseConfig(hours=24 * _LIVED, mistaken=error / 100)
    return write_log(seen, lives.scenario.seed, lives.scenario.people, config)


def _day_of(lives: Lives, guide: int) -> int:
    """The last day of the log, by its rule."""
    own = _rows_about(lives, guide)
    whole = [day for day in _CHOICES if guide in follow(own, day)]
    rows = np.bincount(own.t_s // _DAY_S, minlength=_LIVED)
    return whole[0] if whole else int(max(_CHOICES, key=lambda day: rows[day]))


def _rows_about(lives: Lives, guide: int) -> Log:
    """All rows under the guide's name: of the guide, and of the one who is taken for them."""
    other = int(np.flatnonzero(lookalikes(lives.scenario.seed, lives.scenario.people) == guide)[0])
    logs = []
    for person in (guide, other):
        alone = _alone(lives.visits, person)
        seen = passages(lives.scenario, lives.island, alone, _LIVED * _DAY_MIN)
        log = _written(lives, seen, SHIPPED_ERROR)
        logs.append(log.where(log.person == guide))
    columns = (np.concatenate([getattr(log, name) for log in logs]) for name in _COLUMNS)
    return Log(residents=lives.scenario.people, **dict(zip(_COLUMNS, columns, strict=True)))


def _alone(visits: Visits, person: int) -> Visits:
    """The visits of one person."""
    rows = slice(visits.first[person], visits.first[person + 1])
    return Visits(
        start_person=person,
        first=np.array([0, rows.stop - rows.start], np.int64),
        place=visits.place[rows],
        arrive_min=visits.arrive_min[rows],
        leave_min=visits.leave_min[rows],
    )


def _audit(name: str, log: Log, trackers: Trackers, lives: Lives, seen: Observations) -> Audit:
    rule = RULES[name]
    ids = listed(log, trackers, rule)
    counts = np.bincount(reasons(ids, rule, trackers, lives, seen), minlength=len(REASONS))
    there = log.where(np.isin(log.tracker, watched(trackers, rule)))
    perfect = listed(replace(log, person=log.seen), trackers, rule)
    return Audit(
        listed=len(ids),
        by_reason=tuple(counts.tolist()),
        rows=len(there),
        wrong=int((there.person != there.seen).sum()),
        gained=len(np.setdiff1d(ids, perfect)),
        lost=len(np.setdiff1d(perfect, ids)),
    )


def _all_left(
    week: Log, trackers: Trackers, guide: int | None, day: int, seed: int
) -> dict[tuple[str, str], Left]:
    store = Store(log=week, trackers=trackers, names=np.arange(week.residents))
    out = {}
    for name, rule in RULES.items():
        for remedy in REMEDIES:
            after = remedied(store, remedy, rule, seed)
            found = 0 if guide is None else len(search_query(after, guide, AGREED))
            out[name, remedy] = Left(len(list_query(after, rule)), len(follow_query(after, day)), found)
    return out


def _entry(lives: Lives, log: Log, guide: int) -> Entry:
    tables = database(lives.island, lives.people, log, Town(name="Null Island", seed=lives.scenario.seed))
    row = tables.people.slice(guide, 1).to_pylist()[0]
    return Entry({name: None if value is None else str(value) for name, value in row.items()})


def _seen(rows: Log, trackers: Trackers) -> tuple[Seen, ...]:
    return tuple(
        Seen(
            int(second % _DAY_S),
            trackers.kind[tracker],
            trackers.place_name[tracker],
            int(trackers.x_dm[tracker]),
            int(trackers.y_dm[tracker]),
        )
        for second, tracker in zip(rows.t_s.tolist(), rows.tracker.tolist(), strict=True)
    )
