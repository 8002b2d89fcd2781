"""What tables with rows of several people have in common."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["RowsOfPeople"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RowsOfPeople:
    """Rows sorted by person: those of person `start_person + i` are `first[i] : first[i + 1]`."""

    start_person: int
    first: NDArray[np.int64]

    @property
    def n_people(self) -> int:
        """Number of people in this table, those without a row included."""
        return len(self.first) - 1

    def persons(self) -> NDArray[np.int32]:
        """Person of every row: (n,) int32."""
        ids = np.arange(self.start_person, self.start_person + self.n_people, dtype=np.int32)
        return np.repeat(ids, np.diff(self.first))
