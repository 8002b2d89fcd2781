"""Medians, promises and what a benchmark counts."""

import pytest

from nullisland.bench import Benchmark, benchmarks, machine, measure


def work_that_says(*figures):
    said = iter(figures)
    return lambda: lambda: next(said)


def test_the_median_of_the_runs_after_the_warm_up():
    result = measure(
        Benchmark(name="x", what="x", prepare=work_that_says(99.0, 3.0, 1.0, 2.0), repeat=3, budget=2.0)
    )

    assert result.runs == (3.0, 1.0, 2.0)
    assert result.median == 2.0
    assert result.kept is True


def test_without_warm_up_the_first_run_counts():
    benchmark = Benchmark(
        name="x", what="x", prepare=work_that_says(5.0), repeat=1, warm_up=False, budget=4.0
    )

    assert measure(benchmark).kept is False


def test_other_work_is_timed():
    result = measure(Benchmark(name="x", what="x", prepare=lambda: lambda: sum(range(1000)), repeat=3))

    assert all(0 < seconds < 1 for seconds in result.runs)
    assert result.kept is None


def test_preparing_is_not_counted():
    def prepare():
        sum(range(3_000_000))
        return lambda: None

    assert measure(Benchmark(name="x", what="x", prepare=prepare, repeat=1)).median < 0.01


@pytest.mark.parametrize("scale", [False, True])
def test_every_benchmark_has_its_own_name_and_quick_ones_promise_nothing(scale):
    chosen = benchmarks(scale=scale)
    names = [benchmark.name for benchmark in chosen]

    assert len(set(names)) == len(names)
    assert all(benchmark.budget is None for benchmark in benchmarks(quick=True, scale=scale))


def test_the_promises_are_those_of_the_project():
    promised = {benchmark.name: benchmark.budget for benchmark in benchmarks(scale=True)}

    assert promised["island"] == 2
    assert promised["cold-island"] == 5
    assert promised["uniqueness"] == 0.5
    for k in (2, 5, 10):
        assert promised[f"k-anonymous-district-{k}"] == 1
        assert promised[f"k-anonymous-island-{k}"] == 60
    assert promised["compile"] == 60
    assert (promised["country"], promised["country-match"], promised["country-memory"]) == (60, 20, 4)
    assert [promised[f"index-1e{n}"] for n in (6, 7, 8)] == [1, 1, 1]


def test_the_machine_is_described():
    assert set(machine()) == {"system", "python", "threads", "memory_gb"}
