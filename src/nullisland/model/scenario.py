"""What fixes a run: the island code and its options."""

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from nullisland.errors import ConfigError
from nullisland.model._checks import require_int

if TYPE_CHECKING:
    from nullisland.model.country import Country

__all__ = ["DAY_MIN", "MODEL_VERSION", "REFERENCE_PEOPLE", "Scenario"]

MODEL_VERSION = 2
"""Raised whenever the same code would give another island; part of every export."""

DAY_MIN = 1440
"""Minutes in a day. Day 0 is Monday 2001-01-01 UTC, and there is no daylight saving."""

REFERENCE_PEOPLE = 20_000
"""The number of people whose streets `same_area=True` keeps."""

_CODE = re.compile(r"NI-(\d{1,19})-(\d{1,9})-(\d{1,4})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """An invented town and how long it is watched.

    `people` residents are observed and released; `visitors` more (None: 5 % of `people`, at least one) live in
    the town and are observed but never released: the control of every measure. `same_area` keeps the streets
    of a town of `REFERENCE_PEOPLE` and crowds them. `locale` names the Faker pools that names are drawn from.

    Two people and two days are the least: a town of one has nobody to be confused with.

    >>> Scenario(people=300, days=7, seed=1).code
    'NI-1-300-7'
    >>> Scenario.from_code("NI-7-20000-28") == Scenario()
    True
    """

    people: int = 20_000
    days: int = 28
    seed: int = 7
    visitors: int | None = None
    same_area: bool = False
    locale: str = "en"

    def __post_init__(self) -> None:
        """Validate; every error is a ConfigError of one sentence."""
        people = require_int("people", self.people, 2, 100_000_000)
        object.__setattr__(self, "people", people)
        object.__setattr__(self, "days", require_int("days", self.days, 2, 1_000))
        object.__setattr__(self, "seed", require_int("seed", self.seed, 0, 2**63 - 1))
        default = max(1, (people + 10) // 20)
        visitors = default if self.visitors is None else self.visitors
        object.__setattr__(self, "visitors", require_int("visitors", visitors, 0, 100_000_000))
        if not isinstance(self.same_area, bool):
            raise ConfigError(f"same_area must be True or False, got {self.same_area!r}")
        if not isinstance(self.locale, str) or not re.fullmatch(r"[a-z]{2,3}(_[A-Z]{2})?", self.locale):
            raise ConfigError(f"locale must look like en or de_AT, got {self.locale!r}")

    @property
    def code(self) -> str:
        """The island code `NI-<seed>-<people>-<days>`; options that are not default are not in it."""
        return f"NI-{self.seed}-{self.people}-{self.days}"

    @property
    def is_default(self) -> bool:
        """Whether the code alone says everything, that is, all options have their defaults."""
        return self == Scenario.from_code(self.code)

    @property
    def inhabitants(self) -> int:
        """Residents and visitors together: everybody who lives in the town."""
        return self.people + (self.visitors or 0)

    @property
    def minutes(self) -> int:
        """Length of the watch in minutes."""
        return self.days * DAY_MIN

    @classmethod
    def from_code(cls, code: str) -> "Scenario":
        """Scenario of an island code. Raises ConfigError for anything that is not one."""
        found = _CODE.fullmatch(code) if isinstance(code, str) else None
        if found is None:
            raise ConfigError(f"an island code must look like NI-7-20000-28, got {code!r}")
        seed, people, days = (int(part) for part in found.groups())
        return cls(people=people, days=days, seed=seed)

    @staticmethod
    def country(people: int, *, days: int = 28, seed: int = 7) -> "Country":
        """A country of so many people: towns on an archipelago. Raises ConfigError for a number out of range."""
        from nullisland.model.country import Country

        return Country(people=people, days=days, seed=seed)

    def with_options(self, **changes: int | bool | str) -> "Scenario":
        """The same scenario with some fields changed, validated again."""
        return replace(self, **changes)  # type: ignore[arg-type]
