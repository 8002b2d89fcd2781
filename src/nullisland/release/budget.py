"""What may still be spent on a population, over all releases about it."""

import math
from dataclasses import dataclass, replace

from nullisland.errors import BudgetError
from nullisland.model._checks import require_number
from nullisland.model.ledger import NO_PROMISE, Ledger, require_unit

__all__ = ["Budget"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """The most that all releases together may cost one `unit`, and what was spent so far.

    >>> budget = Budget(epsilon=1.0, unit="one person-day")
    >>> budget.left()
    (1.0, 0.0)
    """

    epsilon: float
    delta: float = 0.0
    unit: str = "one person"
    spent: Ledger = NO_PROMISE

    def __post_init__(self) -> None:
        """Validate; every error is a ConfigError of one sentence."""
        require_number("epsilon", self.epsilon, 1e-9, 1e9)
        require_number("delta", self.delta, 0.0, 1.0)
        require_unit(self.unit)

    def left(self) -> tuple[float, float]:
        """Epsilon and delta that are not spent."""
        if not len(self.spent):
            return self.epsilon, self.delta
        epsilon, delta = self.spent.total(self.unit)
        return math.fsum((self.epsilon, -epsilon)), math.fsum((self.delta, -delta))

    def after(self, ledger: Ledger) -> "Budget":
        """The budget once a release with this ledger is out.

        Raises BudgetError if it would cost more than is left, or keeps no promise for the budget's unit.
        """
        spent = self.spent + ledger
        epsilon, delta = spent.total(self.unit)
        if not len(ledger) or not math.isfinite(ledger.total(self.unit)[0]):
            raise BudgetError(
                f"a release under a budget must promise something for {self.unit}, got no promise"
            )
        if epsilon > self.epsilon or delta > self.delta:
            left = self.left()
            raise BudgetError(
                f"the release must cost {self.unit} at most epsilon {left[0]:.6g} and delta {left[1]:.6g}, "
                f"got epsilon {ledger.total(self.unit)[0]:.6g} and delta {ledger.total(self.unit)[1]:.6g}"
            )
        return replace(self, spent=spent)
