"""What is asked of a country: how many known points, of whom, seen how finely, in how large a crowd."""

from dataclasses import dataclass

from nullisland.errors import ConfigError
from nullisland.model._checks import require_int

__all__ = ["WHOLE", "CrowdAttack"]

WHOLE = 65_536
"""Shares are counted in 65,536ths."""

_HOURS = (1, 2, 3, 4, 6, 8, 12, 24)


@dataclass(frozen=True, slots=True, kw_only=True)
class CrowdAttack:
    """Targets drawn by lot in proportion to the towns, and up to `n_points` of their own points each.

    Who holds the first `least` .. `n_points` of them is counted at every grain: (how often masts are merged in
    pairs, hours of a slot). Points are drawn at the finest grain and mapped to the others, never drawn again.
    `shares` of 65,536, ascending, are the sizes of the crowd beside the targets: everybody joins by lot, and who
    is in a smaller crowd is in every larger one. `ask_first` rules people out by when their phones were in use,
    where targets are few; without it everybody lives, for the same answer.
    """

    n_points: int = 5
    least: int = 1
    n_targets: int = 10_000
    seed: int = 0
    grains: tuple[tuple[int, int], ...] = ((0, 1),)
    shares: tuple[int, ...] = (WHOLE,)
    ask_first: bool = True

    def __post_init__(self) -> None:
        """Validate; every error is a ConfigError of one sentence."""
        require_int("n_points", self.n_points, 1, 100)
        require_int("least", self.least, 1, self.n_points)
        require_int("n_targets", self.n_targets, 1, 10_000_000)
        require_int("seed", self.seed, 0, 2**63 - 1)
        if not self.grains or len(self.grains) > 64:
            raise ConfigError(f"grains must be 1 to 64 pairs, got {len(self.grains)}")
        for merges, hours in self.grains:
            require_int("merges", merges, 0, 3)
            if hours not in _HOURS:
                raise ConfigError(
                    f"hours of a slot must be one of {', '.join(map(str, _HOURS))}, got {hours}"
                )
        ascending = all(a < b for a, b in zip(self.shares, self.shares[1:], strict=False))
        if not self.shares or len(self.shares) > 64 or not ascending or not 0 < self.shares[-1] <= WHOLE:
            raise ConfigError(f"shares must ascend to {WHOLE} at most, got {self.shares}")
