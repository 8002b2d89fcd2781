"""From decimetres and minutes inside to degrees and dates outside."""

import numpy as np
from numpy.typing import NDArray

__all__ = ["DM_PER_DEGREE", "degrees", "moments"]

DM_PER_DEGREE = 1_113_200
"""Null Island lies at 0 N 0 E, where a degree is 111.32 km both ways."""

_DAY_0 = np.datetime64("2001-01-01T00:00:00", "ns")


def degrees(dm: NDArray[np.integer]) -> NDArray[np.float64]:
    """Longitude of metres east, or latitude of metres north, given in decimetres; same shape.

    >>> degrees(np.array([1_113_200, -556_600])).tolist()
    [1.0, -0.5]
    """
    return np.asarray(dm, np.float64) / DM_PER_DEGREE


def moments(t_min: NDArray[np.integer]) -> NDArray[np.datetime64]:
    """Date and time (UTC) of minutes since midnight of day 0; same shape.

    >>> moments(np.array([1441]))[0].astype("datetime64[m]").item().isoformat()
    '2001-01-02T00:01:00'
    """
    result: NDArray[np.datetime64] = _DAY_0 + np.asarray(t_min, np.int64).astype("timedelta64[m]")
    return result
