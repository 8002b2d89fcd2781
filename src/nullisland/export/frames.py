"""Observations with the columns that other mobility libraries expect. None of them is a dependency.

All three hold one row a record, visitors included, sorted by person and time, in WGS 84 degrees. Made for
scikit-mobility 1.3 (`TrajDataFrame`), trackintel 1.4 (`read_positionfixes_csv`) and movingpandas 0.22
(`TrajectoryCollection`). Each call makes a new frame. Cost: about 40 bytes and 20 ns a record.
"""

import pandas as pd

from nullisland.export.degrees import degrees, moments
from nullisland.pipeline import Outcome

__all__ = ["to_movingpandas", "to_positionfixes", "to_trajdataframe"]


def to_trajdataframe(outcome: Outcome) -> pd.DataFrame:
    """Columns `uid`, `lat`, `lng`, `datetime` (naive, UTC): for `skmob.TrajDataFrame(frame)`."""
    seen = outcome.observations
    return pd.DataFrame(
        {
            "uid": seen.persons(),
            "lat": degrees(seen.y_dm),
            "lng": degrees(seen.x_dm),
            "datetime": moments(seen.t_min),
        }
    )


def to_positionfixes(outcome: Outcome) -> pd.DataFrame:
    """Columns `user_id`, `tracked_at` (UTC, with time zone), `latitude`, `longitude`; the index is `id`.

    For trackintel: `frame.to_csv(path)`, then
    `ti.read_positionfixes_csv(path, index_col="id", crs="EPSG:4326")`.
    """
    seen = outcome.observations
    return pd.DataFrame(
        {
            "user_id": seen.persons(),
            "tracked_at": pd.DatetimeIndex(moments(seen.t_min)).tz_localize("UTC"),
            "latitude": degrees(seen.y_dm),
            "longitude": degrees(seen.x_dm),
        },
        index=pd.RangeIndex(len(seen), name="id"),
    )


def to_movingpandas(outcome: Outcome) -> pd.DataFrame:
    """Columns `traj_id`, `t` (naive, UTC), `x` (longitude), `y` (latitude).

    For `mpd.TrajectoryCollection(frame, "traj_id", t="t", x="x", y="y", crs="EPSG:4326")`.
    """
    seen = outcome.observations
    return pd.DataFrame(
        {
            "traj_id": seen.persons(),
            "t": moments(seen.t_min),
            "x": degrees(seen.x_dm),
            "y": degrees(seen.y_dm),
        }
    )
