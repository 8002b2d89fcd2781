"""A release as a pandas frame."""

from typing import TYPE_CHECKING

import numpy as np

from nullisland.model import Release

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["points_frame"]


def points_frame(release: Release) -> "pd.DataFrame":
    """One row a point: int64 columns pseudonym, cell, slot, sorted by (pseudonym, slot, cell)."""
    import pandas as pd

    pseudonym = np.repeat(release.pseudonyms, np.diff(release.first))
    columns = zip(("pseudonym", "cell", "slot"), (pseudonym, release.cell, release.slot), strict=True)
    return pd.DataFrame({name: np.asarray(column, np.int64) for name, column in columns})
