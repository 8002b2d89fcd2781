"""GeoJSON as RFC 7946 wants it, of the hand-made island and of a built one."""

import json

import numpy as np
import pytest

from nullisland.model import Scenario
from nullisland.world import build_island
from toy import toy_island


@pytest.fixture(scope="module", params=["toy", "built"])
def island(request):
    return toy_island() if request.param == "toy" else build_island(Scenario(people=300, seed=1))


@pytest.fixture(scope="module")
def features(island):
    return json.loads(json.dumps(island.to_geojson(), allow_nan=False))["features"]


def rings(features):
    return [f["geometry"]["coordinates"][0] for f in features if f["geometry"]["type"] == "Polygon"]


def test_rings_are_closed_and_counter_clockwise(features):
    for ring in rings(features):
        assert ring[0] == ring[-1]
        assert len(ring) >= 4
        x, y = np.array(ring).T
        assert (x[:-1] * y[1:] - x[1:] * y[:-1]).sum() > 0


def test_everything_lies_near_null_island(features):
    for feature in features:
        assert abs(np.array(feature["geometry"]["coordinates"], float)).max() < 0.05


def test_each_layer_holds_everything_once(island, features):
    layers = [feature["properties"]["layer"] for feature in features]
    homes = len(island.places.of_kind("home"))
    assert {layer: layers.count(layer) for layer in set(layers)} == {
        layer: n
        for layer, n in {
            "coast": 1,
            "shape": len(island.shapes),
            "street": len(island.streets.edge_from),
            "building": len(island.buildings.place),
            "place": len(island.places) - homes,
            "stop": len(island.stops),
            "tower": len(island.towers),
            "camera": len(island.cameras),
            "district": len(island.districts),
        }.items()
        if n
    }


def test_a_degree_is_111_320_metres(island, features):
    """A district's middle, by hand: decimetres / 10 / 111,320."""
    spot = next(f for f in features if f["properties"]["layer"] == "district")["geometry"]["coordinates"]
    assert spot == pytest.approx(
        [island.district_x_dm[0] / 10 / 111_320, island.district_y_dm[0] / 10 / 111_320], abs=1e-7
    )
