"""Run a piece of work several times and keep the median."""

import platform
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

import psutil

from nullisland.threads import thread_count

__all__ = ["Benchmark", "Result", "machine", "measure"]

Work = Callable[[], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Benchmark:
    """One promise: `prepare` makes what is not measured and returns what is.

    Work that measures itself, such as another process, returns its figure as a float, in `unit`; for all
    other work the wall time in seconds is taken. `repeat` runs follow one that is not counted.
    """

    name: str
    what: str
    prepare: Callable[[], Work]
    budget: float | None = None
    unit: str = "s"
    repeat: int = 5
    warm_up: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """Figures of one benchmark, in `unit`; `kept` is None where nothing was promised."""

    name: str
    what: str
    unit: str
    median: float
    runs: tuple[float, ...]
    budget: float | None
    kept: bool | None


def measure(benchmark: Benchmark, repeat: int | None = None) -> Result:
    """Median of `repeat` runs (None: what the benchmark asks for)."""
    work = benchmark.prepare()
    if benchmark.warm_up:
        _timed(work)
    runs = tuple(_timed(work) for _ in range(repeat or benchmark.repeat))
    median = statistics.median(runs)
    return Result(
        name=benchmark.name,
        what=benchmark.what,
        unit=benchmark.unit,
        median=median,
        runs=runs,
        budget=benchmark.budget,
        kept=None if benchmark.budget is None else median <= benchmark.budget,
    )


def _timed(work: Work) -> float:
    begin = time.perf_counter()
    figure = work()
    return figure if isinstance(figure, float) else time.perf_counter() - begin


def machine() -> dict[str, str | int | float]:
    """What was measured on."""
    return {
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "threads": thread_count(),
        "memory_gb": round(psutil.virtual_memory().total / 1e9, 1),
    }
