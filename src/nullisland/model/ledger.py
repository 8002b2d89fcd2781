"""What a release has spent of somebody's privacy: one entry for each access to the data."""

import math
from dataclasses import dataclass

from nullisland.errors import ConfigError

__all__ = ["NO_PROMISE", "UNITS", "Ledger", "Spend", "require_unit"]

UNITS = ("one report", "one visit", "one person-day", "one place", "one person")
"""What a promise protects: a visit ends at midnight; a place is every stay of one person there."""

_LARGER = {
    "one report": ("one visit", "one person-day", "one person"),
    "one visit": ("one person-day", "one person"),
    "one person-day": ("one person",),
    "one place": ("one person",),
    "one person": (),
}


def require_unit(unit: object) -> str:
    """Return `unit` if it is one; otherwise raise ConfigError."""
    if not isinstance(unit, str) or unit not in UNITS:
        raise ConfigError(f"unit must be one of {', '.join(UNITS)}, got {unit!r}")
    return unit


@dataclass(frozen=True, slots=True)
class Spend:
    """One access to the data by a mechanism that keeps a promise.

    Whether `unit` is in the data or not changes the odds of any output by at most exp(epsilon), but for a
    probability of `delta`. `most` is the largest number of such units of one person (None: unbounded). With
    `per_m`, epsilon is per metre: it bounds how well two places of the unit are told apart, not more.
    """

    mechanism: str
    epsilon: float
    delta: float
    unit: str
    most: int | None = None
    per_m: bool = False

    def __post_init__(self) -> None:
        """Validate; every error is a ConfigError of one sentence."""
        require_unit(self.unit)
        if not (math.isfinite(self.epsilon) and self.epsilon > 0):
            raise ConfigError(f"epsilon must be a positive number, got {self.epsilon!r}")
        if not 0 <= self.delta < 1:
            raise ConfigError(f"delta must be in [0, 1), got {self.delta!r}")

    def cost(self, unit: str, within_m: float = math.inf) -> tuple[float, float]:
        """Epsilon and delta for `unit`; a larger unit than this one costs it up to `most` times; else inf.

        Source: group privacy, Dwork, Roth 2014, Foundations and Trends in TCS 9:211-407, theorem 2.2; with delta,
        Vadhan 2017, "The complexity of differential privacy", lemma 2.2.
        """
        epsilon = self.epsilon * within_m if self.per_m else self.epsilon
        if require_unit(unit) == self.unit or self.unit in _LARGER[unit]:
            return epsilon, self.delta
        if self.most is None or unit not in _LARGER[self.unit]:
            return math.inf, 1.0 if self.delta else 0.0
        if not self.delta:
            return self.most * epsilon, 0.0
        exponent = (self.most - 1) * epsilon
        return self.most * epsilon, min(1.0, self.most * math.exp(min(exponent, 700.0)) * self.delta)


@dataclass(frozen=True, slots=True)
class Ledger:
    """Every access to the data that a release is made of. Without an entry there is no promise.

    >>> ledger = Ledger((Spend("totals", 0.5, 0.0, "one person-day"),))
    >>> (ledger + Spend("totals", 0.25, 0.0, "one person-day")).total("one person-day")
    (0.75, 0.0)
    """

    entries: tuple[Spend, ...] = ()

    def __add__(self, other: "Ledger | Spend") -> "Ledger":
        """Both, one after the other."""
        return Ledger(self.entries + ((other,) if isinstance(other, Spend) else other.entries))

    def __len__(self) -> int:
        """Number of accesses."""
        return len(self.entries)

    def total(self, unit: str, within_m: float = math.inf) -> tuple[float, float]:
        """Epsilon and delta for `unit` by sequential composition; (inf, 0) if nothing is promised for it.

        `within_m`: for mechanisms whose epsilon is per metre, how far apart the two places are.
        Source: Dwork, Roth 2014, Foundations and Trends in TCS 9:211-407, theorem 3.16.
        """
        require_unit(unit)
        if not self.entries:
            return math.inf, 0.0
        costs = [entry.cost(unit, within_m) for entry in self.entries]
        return math.fsum(c[0] for c in costs), min(1.0, math.fsum(c[1] for c in costs))


NO_PROMISE = Ledger()
"""The ledger of a release that nothing was spent on."""
