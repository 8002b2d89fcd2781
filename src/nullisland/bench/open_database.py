"""The open database at the scale of the report, in processes of its own: seconds and peak memory."""

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path

import psutil

from nullisland.bench.measure import Benchmark, Work

__all__ = ["of_the_open_database"]

_LOOK_EVERY_S = 0.1


def of_the_open_database(people: int, rows: int) -> list[Benchmark]:
    """Time and memory of one run that writes everything, names included. One run measures both."""

    @cache
    def report() -> dict[str, float]:
        return _written(people, rows)

    def figure(key: str) -> Callable[[], Work]:
        return lambda: lambda: report()[key]

    what = f"open database of {people:,} people with {rows:,} sightings in 24 hours, written as Parquet"
    return [
        Benchmark(name=name, what=said, prepare=figure(key), budget=most, unit=unit, repeat=1, warm_up=False)
        for name, said, key, most, unit in (
            ("open-database", what, "seconds", 75.0, "s"),
            ("open-database-memory", "most memory held by all its processes", "peak_gb", 6.0, "GB"),
        )
    ]


def _written(people: int, rows: int) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        out = str(Path(folder) / "out")
        flags = ["--people", str(people), "--rows", str(rows), "--out", out]
        begin = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, "-m", "nullisland", "open-database", *flags], stdout=subprocess.DEVNULL
        )
        peak = 0
        while process.poll() is None:
            peak = max(peak, _held(process.pid))
            time.sleep(_LOOK_EVERY_S)
        seconds = time.perf_counter() - begin
        if process.returncode:
            raise subprocess.CalledProcessError(process.returncode, process.args)
    return {"seconds": seconds, "peak_gb": peak / 1e9}


def _held(pid: int) -> int:
    """Bytes that a process and its children hold now; those that end meanwhile count nothing."""
    total = 0
    with suppress(psutil.NoSuchProcess):
        parent = psutil.Process(pid)
        for process in (parent, *parent.children(recursive=True)):
            with suppress(psutil.NoSuchProcess):
                total += process.memory_info().rss
    return total
