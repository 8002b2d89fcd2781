"""The columns other libraries expect, on values converted by hand."""

import numpy as np
import pandas as pd
import pytest

from nullisland import export


def test_trajdataframe(outcome):
    frame = export.to_trajdataframe(outcome)

    assert frame.columns.tolist() == ["uid", "lat", "lng", "datetime"]
    assert frame["uid"].tolist() == [0, 0, 1]
    assert frame["lat"].tolist() == pytest.approx([0.005, 0.0, -0.2])
    assert frame["lng"].tolist() == pytest.approx([0.0, 0.01, 0.1])
    assert frame["datetime"].tolist() == [
        pd.Timestamp("2001-01-01 00:00"),
        pd.Timestamp("2001-01-02 01:01"),
        pd.Timestamp("2001-01-01 01:00"),
    ]


def test_positionfixes(outcome):
    frame = export.to_positionfixes(outcome)

    assert frame.columns.tolist() == ["user_id", "tracked_at", "latitude", "longitude"]
    assert frame.index.name == "id"
    assert frame.index.tolist() == [0, 1, 2]
    assert str(frame["tracked_at"].dt.tz) == "UTC"
    assert frame["tracked_at"].iloc[1] == pd.Timestamp("2001-01-02 01:01", tz="UTC")
    assert frame.loc[2, ["latitude", "longitude"]].tolist() == pytest.approx([-0.2, 0.1])


def test_movingpandas(outcome):
    frame = export.to_movingpandas(outcome)

    assert frame.columns.tolist() == ["traj_id", "t", "x", "y"]
    assert frame["x"].tolist() == pytest.approx([0.0, 0.01, 0.1])
    assert frame["y"].tolist() == pytest.approx([0.005, 0.0, -0.2])
    assert frame["t"].dt.tz is None
    assert frame["t"].is_monotonic_increasing is False  # two people, each in time order
    assert frame.groupby("traj_id")["t"].apply(lambda t: t.is_monotonic_increasing).all()


@pytest.mark.parametrize("name", ["to_trajdataframe", "to_positionfixes", "to_movingpandas"])
def test_a_frame_is_its_owners(outcome, name):
    """Writing into a frame changes neither the outcome nor the next frame."""
    first = getattr(export, name)(outcome)
    before = first.copy()
    first.iloc[:, 0] = 99

    pd.testing.assert_frame_equal(getattr(export, name)(outcome), before)
    assert np.array_equal(outcome.observations.persons(), [0, 0, 1])
