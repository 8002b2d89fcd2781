"""What the throughput table is made of."""

import json

import pytest

from nullisland.bench import scale
from nullisland.bench.registry import benchmarks


def test_everybody_is_lived_and_compared(capsys):
    scale.main(1_500, 3)

    report = json.loads(capsys.readouterr().out)
    assert report["people"] == 1_500
    assert report["us_per_person"] == pytest.approx(1e6 * report["seconds"] / 1_500)
    ratio = report["points_per_core_s"] / report["person_days_per_core_s"]
    assert 1 < ratio < 3  # about 114 records a month, some of them in one hour
    assert 0.05 < report["peak_gb"] < 10


def test_every_stage_takes_time():
    spent = scale.stages(1_200, 6)

    assert tuple(spent) == scale.STAGES
    assert all(microseconds > 0 for microseconds in spent.values())


def test_the_table_has_every_size_and_the_growth_between_them():
    names = [benchmark.name for benchmark in benchmarks(scale=True)]
    for exponent in (4, 5, 6, 7):
        assert f"scale-1e{exponent}-us-per-person" in names
    (growth,) = [b for b in benchmarks(scale=True) if b.name == "scale-growth"]
    assert growth.budget == 1.2
