"""What each sensor does, as settings that cannot hold nonsense. Sources: docs/model/observation.md."""

from dataclasses import dataclass
from typing import Any

from nullisland.errors import ConfigError
from nullisland.model._checks import require_int

__all__ = ["CameraConfig", "CardConfig", "GpsConfig", "TowerConfig"]

MOTIONS = ("path", "origin", "midpoint", "destination")


def _require_share(config: Any, *names: str) -> None:
    """ConfigError unless every one of these settings is a number in [0, 1]."""
    for name in names:
        value = getattr(config, name)
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise ConfigError(f"{name} must be a number in [0, 1], got {value!r}")
        if not 0 <= value <= 1:
            raise ConfigError(f"{name} must be in [0, 1], got {value}")


@dataclass(frozen=True, slots=True, kw_only=True)
class GpsConfig:
    """Fixes of a phone.

    At rest one fix in every `rest_every_min` minutes, at a minute drawn for it; on the way one every
    `motion_every_min`. Each phone has a mean error between `error_low_m` and `error_high_m`. Of all fixes
    `missing` fail; `no_data_days` of a person's days leave nothing; `night_off` of the people switch off for
    `night_min` minutes from some time in the three hours after 21:30.
    """

    rest_every_min: int = 60
    motion_every_min: int = 5
    error_low_m: int = 10
    error_high_m: int = 20
    missing: float = 0.20
    no_data_days: float = 0.06
    night_off: float = 0.25
    night_min: int = 450

    def __post_init__(self) -> None:
        """Validate; every error is a ConfigError of one sentence."""
        require_int("rest_every_min", self.rest_every_min, 1, 1440)
        require_int("motion_every_min", self.motion_every_min, 1, 1440)
        require_int("error_low_m", self.error_low_m, 0, 1000)
        require_int("error_high_m", self.error_high_m, self.error_low_m, 1000)
        require_int("night_min", self.night_min, 0, 1440)
        _require_share(self, "missing", "no_data_days", "night_off")


@dataclass(frozen=True, slots=True, kw_only=True)
class TowerConfig:
    """Records of the mobile network, made when somebody calls, writes or is called.

    `records_per_month` is the mean over people of the records in 30 days; single people differ from it as
    `data/sensors/phone_use.csv` has it. Records come in sessions: after each record another follows within
    minutes with the share `again`, six more at most. Who is on the way is served where the `motion` rule puts
    them: on their `path`, or at the `origin`, `midpoint` or `destination` of the trip, which needs no ways.
    """

    records_per_month: int = 114
    again: float = 0.6
    motion: str = "path"

    def __post_init__(self) -> None:
        """Validate; every error is a ConfigError of one sentence."""
        require_int("records_per_month", self.records_per_month, 1, 10_000)
        _require_share(self, "again")
        if self.motion not in MOTIONS:
            raise ConfigError(f"motion must be one of {', '.join(MOTIONS)}, got {self.motion!r}")


@dataclass(frozen=True, slots=True, kw_only=True)
class CardConfig:
    """Taps of a bank card in shops and of a bus card at stops.

    `card` is the share of purchases paid by card, mean over people; `cash_only` of the people have no card,
    the others' habits are spread evenly around what is left. `riders` of the people take the bus for half of
    their trips of at least `bus_from_m`, as the crow flies, and tap at the stop nearest to where they start.
    """

    card: float = 0.48
    cash_only: float = 0.12
    riders: float = 0.35
    bus_from_m: int = 1500

    def __post_init__(self) -> None:
        """Validate; every error is a ConfigError of one sentence."""
        _require_share(self, "card", "cash_only", "riders")
        require_int("bus_from_m", self.bus_from_m, 0, 1_000_000)
        if self.card + self.cash_only > 1:
            raise ConfigError(
                f"card and cash_only must add up to 1 at most, got {self.card} and {self.cash_only}"
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraConfig:
    """Sightings by street cameras: of whoever passes within `radius_m`, but for a share `missed`."""

    radius_m: int = 25
    missed: float = 0.3

    def __post_init__(self) -> None:
        """Validate; every error is a ConfigError of one sentence."""
        require_int("radius_m", self.radius_m, 1, 200)
        _require_share(self, "missed")
