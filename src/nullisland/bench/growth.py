"""Benchmarks of a country: how its cost grows with its people, and where the time goes."""

import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache, partial
from operator import itemgetter

from nullisland.bench.measure import Benchmark
from nullisland.bench.scale import STAGES, stages

__all__ = ["of_growth"]

_KEYS = (
    ("us_per_person", "us", "microseconds a person"),
    ("person_days_per_core_s", "1/s", "person-days lived a second and core"),
    ("points_per_core_s", "1/s", "points observed and compared a second and core"),
    ("peak_gb", "GB", "most memory held"),
)
_DAYS = 28
_QUICK = 100_000
"""Up to so many people are measured three times: a second can be anything."""

Report = dict[str, float]


def of_growth(exponents: Sequence[int]) -> list[Benchmark]:
    """A country of each size lived, watched and compared for four weeks; then the growth, then the stages."""
    report, spent = cache(_measured), cache(_spent)
    sizes = [
        _once(
            f"scale-1e{exponent}-{key.replace('_', '-')}",
            f"four weeks of {10**exponent:,} people: {what}",
            unit,
            partial(lambda people, key: report(people)[key], 10**exponent, key),
        )
        for exponent in exponents
        for key, unit, what in _KEYS
    ]
    largest = 10 ** exponents[-1]
    growth = _once(
        "scale-growth",
        f"seconds a person, {largest:,} people over 100,000",
        "times",
        lambda: report(largest)["us_per_person"] / report(10**5)["us_per_person"],
    )
    where = "a town of 20,000 for 28 days, CPU a person"
    parts = [
        _once(
            f"stage-{name.replace(' ', '-')}",
            f"{where}: {name}",
            "us",
            partial(lambda name: spent()[name], name),
        )
        for name in STAGES
    ]
    return [*sizes, replace(growth, budget=1.2), *parts]


def _once(name: str, what: str, unit: str, figure: Callable[[], float]) -> Benchmark:
    """A benchmark that is measured once and measures itself."""
    return Benchmark(name=name, what=what, prepare=lambda: figure, unit=unit, repeat=1, warm_up=False)


def _measured(people: int) -> Report:
    """What processes of their own measured: of a small country the middle one of three."""
    reports = [_report(people) for _ in range(3 if people <= _QUICK else 1)]
    return sorted(reports, key=itemgetter("seconds"))[len(reports) // 2]


def _report(people: int) -> Report:
    program = f"from nullisland.bench.scale import main; main({people}, {_DAYS})"
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    report: Report = json.loads(done.stdout)
    return report


def _spent() -> Report:
    stages(2_000, 2)  # compiled before the clock starts
    return stages(20_000, 28)
