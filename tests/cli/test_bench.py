"""`nullisland bench` prints what was measured and whether promises were kept."""

import json

import pytest

from nullisland.bench import Benchmark
from nullisland.cli import bench, main


@pytest.fixture
def two(monkeypatch):
    """One promise that is kept and one that is not."""
    chosen = [
        Benchmark(name="kept", what="something fast", prepare=lambda: lambda: 1.0, budget=2.0),
        Benchmark(name="missed", what="something slow", prepare=lambda: lambda: 3.0, budget=2.0),
    ]
    monkeypatch.setattr(bench, "benchmarks", lambda quick, scale: chosen)


@pytest.mark.usefixtures("two")
def test_a_promise_that_is_not_kept_is_1(capsys):
    assert main(["bench"]) == 1

    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith("kept")
    assert second == "MISSED     3.000 s     something slow  (promised 2 s)"


@pytest.mark.usefixtures("two")
def test_one_of_them_as_json(capsys):
    assert main(["bench", "--only", "kept", "--json"]) == 0

    report = json.loads(capsys.readouterr().out)
    assert report["benchmarks"] == [
        {
            "name": "kept",
            "what": "something fast",
            "unit": "s",
            "median": 1.0,
            "runs": [1.0] * 5,
            "budget": 2.0,
            "kept": True,
        }
    ]
    assert "python" in report["machine"]


@pytest.mark.usefixtures("two")
def test_a_pattern_chooses_all_that_fit(capsys):
    assert main(["bench", "--only", "*e*", "--json"]) == 1
    assert [one["name"] for one in json.loads(capsys.readouterr().out)["benchmarks"]] == ["kept", "missed"]
    assert main(["bench", "--only", "k*", "--json"]) == 0
    assert [one["name"] for one in json.loads(capsys.readouterr().out)["benchmarks"]] == ["kept"]


@pytest.mark.usefixtures("two")
def test_one_that_is_none(capsys):
    assert main(["bench", "--only", "x"]) == 2
    assert (
        capsys.readouterr().err == "nullisland: --only must be one of kept, missed, or a pattern, got 'x'\n"
    )


def test_a_real_one(capsys):
    assert main(["bench", "--quick", "--only", "index-1e5", "--json"]) == 0

    (row,) = json.loads(capsys.readouterr().out)["benchmarks"]
    assert row["median"] > 0
    assert row["kept"] is None
