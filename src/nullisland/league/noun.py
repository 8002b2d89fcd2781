"""What the league shows: one row a defence and strength, nothing summed up."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from math import isfinite
from typing import Any

from nullisland.league.homes import HomeFound
from nullisland.measure import Exposed, Verdict
from nullisland.measure.interest import Retrieval
from nullisland.measure.utility import TASKS, Score
from nullisland.release import Guarantees

__all__ = ["Beside", "League", "Row"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One defence at one strength (None: no defence but codes for names).

    `values` are its parameters. `naming` are all attacks that name people and apply, `strongest` the one that finds
    most; `others` are those that name nobody: who lives together, who was at a clinic, who was counted. `exposed` is
    what the strongest finds of each routine and district, `home` how near homes are found. `scores` are the questions,
    in their order. `points` and `path_error_m` are of fixes alone. `seconds` are for all of it.
    """

    defence: str
    strength: int | None
    values: Mapping[str, Any]
    kind: str
    guarantees: Guarantees
    naming: tuple[Verdict, ...]
    others: tuple[Verdict, ...]
    strongest: Verdict | None
    exposed: tuple[Exposed, ...]
    home: HomeFound | None
    scores: tuple[Score, ...]
    points: Retrieval | None
    path_error_m: float | None
    seconds: float

    @property
    def name(self) -> str:
        """Defence and parameters in one line."""
        inside = ", ".join(f"{name}={_short(value)}" for name, value in self.values.items())
        return f"{self.defence}({inside})" if inside else self.defence

    @property
    def by_card(self) -> Verdict | None:
        """The one that finds most among the attacks that know cards and not phones."""
        known = [verdict for verdict in self.naming if "card" in verdict.given]
        return max(known, key=lambda v: (v.right.value, -v.wrong.value), default=None)

    def score(self, task: str) -> Score:
        """The score of one question."""
        return next(score for score in self.scores if score.task == task)

    def to_json(self) -> dict[str, Any]:
        """Plain values, as `--json` prints them."""
        return {
            "defence": self.defence,
            "strength": self.strength,
            "values": dict(self.values),
            "kind": self.kind,
            "guarantees": _guarantees(self.guarantees),
            "attacks": [_verdict(verdict) for verdict in self.naming],
            "others": [_verdict(verdict) for verdict in self.others],
            "strongest": self.strongest and _verdict(self.strongest),
            "by_card": self.by_card and _verdict(self.by_card),
            "exposed": [{"by": e.by, "group": e.group, **e.found._asdict()} for e in self.exposed],
            "home": self.home and {**self.home.metres._asdict(), "way": self.home.way},
            "tasks": {score.task: score._asdict() for score in self.scores},
            "points_of_interest": self.points and self.points._asdict(),
            "path_error_m": _finite(self.path_error_m),
            "seconds": self.seconds,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """A figure of the league beside print, not asserted: another town, other people, another sensor."""

    id: str
    what: str
    value: float | None
    n: int
    published: float | None
    conditions: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class League:
    """All rows of one town; `code` is its island code, `n_stops` how many stops there are to name ten of."""

    code: str
    people: int
    days: int
    rows: tuple[Row, ...]
    beside: tuple[Beside, ...]
    seconds: float

    def to_json(self) -> dict[str, Any]:
        """Plain values, as `--json` prints them."""
        return {
            "code": self.code,
            "people": self.people,
            "days": self.days,
            "seconds": self.seconds,
            "questions": {task.name: task.question for task in TASKS},
            "rows": [row.to_json() for row in self.rows],
            "beside_print": [asdict(figure) for figure in self.beside],
        }


def _verdict(verdict: Verdict) -> dict[str, Any]:
    rates = {name: rate and rate._asdict() for name, rate in verdict.rates().items()}
    return {
        "attack": verdict.attack,
        "given": verdict.given,
        "beats_guessing": verdict.beats_guessing,
        "n": verdict.n,
        **rates,
    }


def _guarantees(badge: Guarantees) -> dict[str, Any]:
    promises = [promise._asdict() for promise in badge.promises]
    return {"k": badge.k, "l": badge.l, "traces": badge.n_traces, "promises": promises, "label": badge.label}


def _finite(value: float | None) -> float | None:
    return value if value is not None and isfinite(value) else None


def _short(value: Any) -> str:
    return f"{value:.3g}" if isinstance(value, float) else str(value)
