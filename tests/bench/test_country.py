"""The sharded country is the town of the pipeline, shard by shard."""

import json

import numpy as np

from nullisland.bench import country
from nullisland.measure import uniqueness
from nullisland.model import Scenario, Traces
from nullisland.pipeline import run


def test_shards_of_any_size_give_the_same_points(monkeypatch):
    scenario = Scenario(people=120, days=2, seed=4)
    whole = country.observe_country(scenario)
    monkeypatch.setattr(country, "_SHARD", 17)
    parts = country.observe_country(scenario)

    assert all(np.array_equal(a, b) for a, b in zip(whole[:2], parts[:2], strict=True))
    assert whole[2].size == parts[2].size


def test_its_points_are_those_of_a_tower_release_on_the_same_rule():
    """As many points as the pipeline's release has, up to where records on the way are put."""
    scenario = Scenario(people=120, days=2, seed=4)
    first, code, space = country.observe_country(scenario)
    release = run(scenario, sensor="tower").release

    assert len(first) == 121
    assert abs(len(code) - len(release)) <= len(release) // 20
    ids = np.arange(120)
    mine = uniqueness(Traces.from_codes(ids, first, code, space), n_known=2)
    theirs = uniqueness(Traces.from_release(release), n_known=2)
    assert mine.low <= theirs.high
    assert theirs.low <= mine.high


def test_the_report(capsys):
    country.main(60, 2)

    report = json.loads(capsys.readouterr().out)
    assert set(report) == {"observe_s", "match_s", "peak_gb", "points", "towers", "uniqueness"}
    assert 0 < report["peak_gb"] < 10
    assert 0 <= report["uniqueness"]["value"] <= 1
