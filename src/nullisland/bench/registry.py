"""What is measured, and what was promised for two cores."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from functools import cache, partial

import numpy as np

from nullisland.attack import build_index
from nullisland.bench.attacks import of_joining_everybody, of_the_attacks
from nullisland.bench.defences import of_the_defences
from nullisland.bench.growth import of_growth
from nullisland.bench.measure import Benchmark, Work
from nullisland.bench.open_database import of_the_open_database
from nullisland.league import play
from nullisland.measure import uniqueness_curve, worst_case_risk
from nullisland.model import Scenario, Traces
from nullisland.model.codes import Axis, CodeSpace
from nullisland.pipeline import run

__all__ = ["benchmarks"]

_DEFAULT, _SMALL = Scenario(), Scenario(people=1_000, days=7)
_DISTRICT = Scenario(people=2_000)
_LESSON = (
    "import nullisland as ni, sys; from nullisland.lesson import prepare; "
    "prepare(ni.run(ni.Scenario.from_code(sys.argv[1])))"
)
_RUN = "import nullisland as ni, sys; ni.run(ni.Scenario.from_code(sys.argv[1]))"


def benchmarks(*, quick: bool = False, scale: bool = False) -> list[Benchmark]:
    """All benchmarks in order. `quick`: small sizes, nothing promised; `scale`: the large ones too."""
    town = _SMALL if quick else _DEFAULT
    chosen = [*_of_a_town(town), *_of_starting(town), *_of_the_index((5,) if quick else (6, 7))]
    chosen += _of_worst_cases(10 if quick else 1)
    chosen += of_the_defences(town, Scenario(people=300, days=7) if quick else _DISTRICT)
    chosen += of_the_attacks(town, 200 if quick else 2_000)
    if scale:
        people, days = (20_000, 7) if quick else (1_500_000, 31)
        chosen += [*_of_a_country(people, days), *([] if quick else _of_the_index((8,)))]
        chosen += of_joining_everybody(town)
        chosen += of_growth((4, 5) if quick else (4, 5, 6, 7))
        chosen += _of_the_league((60,) if quick else (2_000, 20_000))
        chosen += of_the_open_database(*((300, 90) if quick else (2_565_724, 6_700_000)))
    return [_unpromised(benchmark) for benchmark in chosen] if quick else chosen


def _unpromised(benchmark: Benchmark) -> Benchmark:
    return replace(benchmark, budget=None)


def _of_a_town(town: Scenario) -> list[Benchmark]:
    return [
        Benchmark(
            name="island",
            what=f"{town.code} from nothing to release, warm process",
            prepare=lambda: partial(run, town),
            budget=2.0,
        ),
        Benchmark(
            name="uniqueness",
            what=f"uniqueness of everybody in {town.code} at 1 .. 10 points, index included",
            prepare=partial(_curve, town),
            budget=0.5,
        ),
    ]


def _of_starting(town: Scenario) -> list[Benchmark]:
    return [
        Benchmark(
            name="cold-island",
            what=f"{town.code} from nothing to release, new process, compiled kernels on disk",
            prepare=lambda: partial(_process, _RUN, town.code),
            budget=5.0,
            repeat=3,
        ),
        Benchmark(
            name="cold-lesson",
            what=f"every number of the lesson on {town.code}, new process, compiled kernels on disk",
            prepare=lambda: partial(_process, _LESSON, town.code),
            repeat=3,
        ),
        Benchmark(
            name="compile",
            what="everything compiled for the first time, on a small island",
            prepare=lambda: partial(_first_start, Scenario(people=200, days=2).code),
            budget=60.0,
            repeat=1,
            warm_up=False,
        ),
    ]


def _of_the_index(exponents: tuple[int, ...]) -> list[Benchmark]:
    return [
        Benchmark(
            name=f"index-1e{exponent}",
            what=f"index of 1e{exponent} points, as a multiple of numpy.sort on as many random codes",
            prepare=partial(_index_against_sort, 10**exponent),
            budget=1.0,
            unit="sorts",
            repeat=5 if exponent < 8 else 1,
            warm_up=exponent < 8,
        )
        for exponent in exponents
    ]


def _of_worst_cases(divisor: int) -> list[Benchmark]:
    """Sizes are divided by `divisor`."""
    few, many, asked = 1_000 // divisor, 100_000 // divisor, 1_000 // divisor
    location = [
        Benchmark(
            name=f"worst-case-{k}",
            what=f"worst-case risk of {few:,} people x 24 records, location at {k} points",
            prepare=partial(_worst_case, (few, 50, few), "location", k),
            budget=2.0,
        )
        for k in (2, 3, 4)
    ]
    time_ = Benchmark(
        name="worst-case-time",
        what=f"worst-case risk of {asked:,} of {many:,} people x 24 records, location_time at 4 points",
        prepare=partial(_worst_case, (many, 200, asked), "location_time", 4),
        budget=10.0,
        repeat=3,
    )
    return [*location, time_]


def _of_the_league(sizes: tuple[int, ...]) -> list[Benchmark]:
    """One run each: the district, and with it the island."""
    return [
        Benchmark(
            name=f"league-{people}",
            what=f"the league on {people:,} people over four weeks",
            prepare=lambda people=people: partial(play, Scenario(people=people)),  # type: ignore[misc]
            budget=300.0 if people <= _DISTRICT.people else 1800.0,
            repeat=1,
            warm_up=False,
        )
        for people in sizes
    ]


def _of_a_country(people: int, days: int) -> list[Benchmark]:
    """One process measures all three."""

    @cache
    def report() -> dict[str, float]:
        command = [sys.executable, "-m", "nullisland.bench.country", str(people), str(days)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        figures: dict[str, float] = json.loads(done.stdout)
        return figures

    def figure(key: str) -> Callable[[], Work]:
        return lambda: lambda: float(report()[key])

    town = f"{people:,} people x {days} days of towers"
    return [
        Benchmark(
            name=name, what=what, prepare=figure(key), budget=budget, unit=unit, repeat=1, warm_up=False
        )
        for name, what, key, budget, unit in (
            ("country", f"{town} from nothing", "observe_s", 60.0, "s"),
            ("country-match", "index and uniqueness of all of them at 4 points", "match_s", 20.0, "s"),
            ("country-memory", "most memory held meanwhile", "peak_gb", 4.0, "GB"),
        )
    ]


def _curve(town: Scenario) -> Work:
    release = run(town).release
    return lambda: uniqueness_curve(Traces.from_release(release), max_points=10)


def _worst_case(sizes: tuple[int, int, int], kind: str, n_known: int) -> Work:
    """`sizes`: people, places, targets. Half of the records are at home, half where many go, in 24 slots."""
    people, places, asked = sizes
    rng = np.random.default_rng(1)
    home = rng.integers(0, places, (people, 1))
    away = (places * rng.random((people, 24)) ** 2).astype(np.int64)
    cell = np.where(rng.random((people, 24)) < 0.5, home, away).ravel()
    ids = np.repeat(np.arange(people), 24)
    traces = Traces.from_arrays(ids, cell, rng.integers(0, 24, len(ids)))
    targets = np.arange(0, people, people // asked)
    return lambda: worst_case_risk(traces, kind, n_known, targets=targets)


def _index_against_sort(n: int) -> Work:
    """Random codes, a hundred distinct ones a trace, among as many codes as a town of that size has."""
    per_trace = 100
    n_traces, n_codes = n // per_trace, max(n // 20, 4 * per_trace)
    rng = np.random.default_rng(1)
    steps = rng.integers(1, n_codes // per_trace, (n_traces, per_trace), dtype=np.int32)
    codes = np.cumsum(steps, axis=1, dtype=np.int32).ravel()
    first = np.arange(0, n + 1, per_trace)
    space = CodeSpace(Axis(0, n_codes), Axis(0, 1))
    traces = Traces.from_codes(np.arange(n_traces), first, codes, space)
    shuffled = rng.permutation(codes.astype(np.int64))

    def ratio() -> float:
        return _seconds(lambda: build_index(traces)) / _seconds(lambda: np.sort(shuffled))

    return ratio


def _seconds(work: Work) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def _process(program: str, code: str) -> None:
    subprocess.run([sys.executable, "-c", program, code], check=True, capture_output=True)


def _first_start(code: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "NUMBA_CACHE_DIR": folder}
        command = [sys.executable, "-c", _LESSON, code]
        subprocess.run(command, check=True, capture_output=True, env=environment)
