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
    columns = {"pseudonym": pseudonym, "cell": release.cell, "slot": release.slot}
    return pd.DataFrame({name: column.astype(np.int64) for name, column in columns.items()})
