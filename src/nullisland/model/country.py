"""A country: towns on islands of their own, and who lives near whom."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nullisland.errors import ConfigError
from nullisland.model._checks import freeze, require_int, same_length
from nullisland.model.scenario import Scenario

__all__ = ["Archipelago", "Country"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """What fixes a country: its people, days and seed, and between which sizes its towns lie.

    Everybody lives in a town, and each town is an island of its own. A country has no visitors: its crowd is
    too large to need a control.

    >>> Scenario.country(1_500_000, days=450).code
    'NC-7-1500000-450'
    """

    people: int
    days: int = 28
    seed: int = 7
    town_least: int = 2_000
    town_most: int = 150_000

    def __post_init__(self) -> None:
        """Validate; every error is a ConfigError of one sentence."""
        object.__setattr__(self, "people", require_int("people", self.people, 2, 100_000_000))
        object.__setattr__(self, "days", require_int("days", self.days, 2, 1_000))
        object.__setattr__(self, "seed", require_int("seed", self.seed, 0, 2**63 - 1))
        object.__setattr__(self, "town_least", require_int("town_least", self.town_least, 10, 1_000_000))
        object.__setattr__(self, "town_most", require_int("town_most", self.town_most, 10, 1_000_000))
        if self.town_most < self.town_least:
            raise ConfigError(
                f"town_most must be at least town_least, got {self.town_most} and {self.town_least}"
            )

    @property
    def code(self) -> str:
        """The country's code `NC-<seed>-<people>-<days>`; sizes of towns that are not default are not in it."""
        return f"NC-{self.seed}-{self.people}-{self.days}"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Archipelago:
    """The towns of a country: size, seed, and the middle of each island on the country's plane.

    `near[i]` are the towns that people of town i go to, -1 where there are fewer; `pull[i]` how many of 65,536
    choices of a place of work fall to each of them, the rest to the town itself. People are numbered through:
    those of town i are `first[i] : first[i + 1]`. Likewise masts: `mast_first`. `order` lists the towns so that
    neighbours follow each other.
    """

    country: Country
    size: NDArray[np.int64]
    seed: NDArray[np.int64]
    x_dm: NDArray[np.int64]
    y_dm: NDArray[np.int64]
    near: NDArray[np.int64]
    pull: NDArray[np.int64]
    first: NDArray[np.int64]
    mast_first: NDArray[np.int64]
    order: NDArray[np.int64]

    def __post_init__(self) -> None:
        """Check lengths, freeze the arrays."""
        same_length("towns", self.size, self.seed, self.x_dm, self.y_dm, self.near, self.pull, self.order)
        freeze(self)

    def __len__(self) -> int:
        """Number of towns."""
        return len(self.size)

    def town(self, i: int) -> Scenario:
        """The scenario of a town: an island like any other, with a code of its own."""
        return Scenario(people=int(self.size[i]), days=self.country.days, seed=int(self.seed[i]), visitors=0)
