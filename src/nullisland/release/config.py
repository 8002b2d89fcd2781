"""What a release shows, as settings that cannot hold nonsense."""

from dataclasses import dataclass

from nullisland.errors import ConfigError
from nullisland.model import DAY_MIN
from nullisland.model._checks import require_int

__all__ = ["DEFAULT_CELL_M", "POLICIES", "PublishConfig"]

DEFAULT_CELL_M = 250
"""Side of a square unless said otherwise: a block, chosen for legibility before any result."""

POLICIES = {"fixed": 0, "day": DAY_MIN, "week": 7 * DAY_MIN, "trip": -1}
"""How many minutes a pseudonym lasts; 0: as long as the data; -1: from the middle of a stay to that of the next."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishConfig:
    """How names are replaced and how coarse place and time are.

    A pseudonym is `fixed`, or new each `day`, `week` or `trip`. A slot is `slot_min` minutes. A cell is a square of
    `cell_m` metres (None: 250) for gps and, with `grid`, for every sensor; else it is the tower, place, stop
    or camera.
    """

    policy: str = "fixed"
    cell_m: int | None = None
    slot_min: int = 60
    grid: bool = False

    def __post_init__(self) -> None:
        """Validate; every error is a ConfigError of one sentence."""
        if not isinstance(self.policy, str) or self.policy not in POLICIES:
            raise ConfigError(f"policy must be one of {', '.join(POLICIES)}, got {self.policy!r}")
        if self.cell_m is not None:
            object.__setattr__(self, "cell_m", require_int("cell_m", self.cell_m, 10, 10_000))
        object.__setattr__(self, "slot_min", require_int("slot_min", self.slot_min, 1, 7 * DAY_MIN))
        if not isinstance(self.grid, bool):
            raise ConfigError(f"grid must be True or False, got {self.grid!r}")

    def check_sensor(self, sensor: str) -> None:
        """Raise ConfigError if these settings make no sense for a sensor."""
        if self.cell_m is not None and sensor != "gps" and not self.grid:
            raise ConfigError(
                "cell_m only applies to gps, or with grid=True: "
                f"the cells of {sensor} are its sites, got {self.cell_m}"
            )

    def side_m(self, sensor: str) -> int | None:
        """Side of a square of this sensor's release, None if cells are sites. Raises as `check_sensor`."""
        self.check_sensor(sensor)
        if sensor != "gps" and not self.grid:
            return None
        return DEFAULT_CELL_M if self.cell_m is None else self.cell_m
