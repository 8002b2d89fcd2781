"""GeoJSON as RFC 7946 wants it."""

import json

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from nullisland.export import geojson
from nullisland.export.spots import Spots, spots_of


def write(frame, spots, path):
    geojson.write_features(frame, spots, path)
    return json.loads(path.read_text(encoding="utf-8"))


def test_points_in_degrees_with_every_column(outcome, tmp_path):
    frame = outcome.to_frames()["observations"]

    content = write(frame, spots_of("observations", outcome), tmp_path / "o.geojson")

    assert content["type"] == "FeatureCollection"
    last = content["features"][-1]
    assert last["geometry"] == {"type": "Point", "coordinates": [0.1, -0.2]}
    assert last["properties"] == {"person": 1, "t_min": 60, "x_m": 11132.0, "y_m": -22264.0, "sensor": "gps"}


def test_a_published_point_is_a_closed_square_counter_clockwise(outcome, tmp_path):
    """Cell 1 of a grid of 250 m whose corner is (-50 m, -50 m): 200 to 450 m east, -50 to 200 m north."""
    frame = outcome.to_frames()["release"]

    content = write(frame, spots_of("release", outcome), tmp_path / "r.geojson")

    ring = np.array(content["features"][1]["geometry"]["coordinates"][0]) * 111_320
    assert np.round(ring).tolist() == [[200, -50], [450, -50], [450, 200], [200, 200], [200, -50]]


def test_people_stand_at_home_and_missing_values_are_null(outcome, tmp_path):
    frame = outcome.to_frames()["people"]

    content = write(frame, spots_of("people", outcome), tmp_path / "p.geojson")

    first, second = (feature["properties"] for feature in content["features"])
    assert first["employer_place"] == 151
    assert second["employer_place"] is None
    assert first["released"] is True
    assert first["birth_date"] == "1976-05-12"  # 9,000 days before 2001-01-01
    x_dm = outcome.island.places.x_dm[0]
    assert content["features"][0]["geometry"]["coordinates"][0] == round(x_dm / 1_113_200, 7)


def test_no_row_is_a_valid_collection(tmp_path):
    frame = pd.DataFrame({"cell": np.array([], np.int32)})

    content = write(frame, Spots(np.array([]), np.array([])), tmp_path / "e.geojson")

    assert content == {"type": "FeatureCollection", "features": []}


def test_chunks_are_joined(tmp_path, monkeypatch):
    monkeypatch.setattr(geojson, "_CHUNK", 3)
    n = 8

    content = write(pd.DataFrame({"i": range(n)}), Spots(np.arange(n), np.arange(n)), tmp_path / "c.geojson")

    assert [feature["properties"]["i"] for feature in content["features"]] == list(range(n))


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1, max_size=4))
def test_any_text_survives(tmp_path_factory, names):
    frame = pd.DataFrame({"na%me": np.array(names, object)})
    zeros = np.zeros(len(names), np.int64)

    content = write(frame, Spots(zeros, zeros), tmp_path_factory.mktemp("t") / "t.geojson")

    assert [feature["properties"]["na%me"] for feature in content["features"]] == names


def test_the_map_is_there_too(outcome):
    assert list(geojson.files(outcome)) == [
        "island.geojson",
        "people.geojson",
        "places.geojson",
        "visits.geojson",
        "observations.geojson",
        "release.geojson",
    ]
