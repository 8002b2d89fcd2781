"""What the vendor's system does, as settings that cannot hold nonsense."""

from dataclasses import dataclass

from nullisland.errors import ConfigError
from nullisland.model import DAY_MIN
from nullisland.model._checks import require_int

__all__ = ["MOST_HOURS", "OpenDatabaseConfig"]

MOST_HOURS = 24 * 28
"""Longest log: four weeks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenDatabaseConfig:
    """How long the trackers log, and how well they see.

    The log covers `hours` from midnight of day 0. Of all passages a share `missed` leaves no row. Of the rows
    a share `mistaken` carries the wrong name: that of the one resident who looks most like the person seen.
    With `rows` exactly so many rows are kept instead, drawn by lot among all passages, and `missed` is what
    follows from it. Sources: docs/open-database.md.
    """

    hours: int = 24
    missed: float = 0.3
    mistaken: float = 0.01
    rows: int | None = None

    def __post_init__(self) -> None:
        """Validate; every error is a ConfigError of one sentence."""
        require_int("hours", self.hours, 1, MOST_HOURS)
        for name in ("missed", "mistaken"):
            value = getattr(self, name)
            if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= 1:
                raise ConfigError(f"{name} must be a number in [0, 1], got {value!r}")
        if self.rows is not None:
            require_int("rows", self.rows, 1, 10**10)

    @property
    def minutes(self) -> int:
        """Length of the log in minutes."""
        return self.hours * 60

    @property
    def days(self) -> int:
        """Days that have to be lived for it; a scenario has two at least."""
        return max(2, -(-self.minutes // DAY_MIN))
