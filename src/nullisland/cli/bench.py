"""`nullisland bench`."""

import argparse
import json
from dataclasses import asdict, replace
from fnmatch import fnmatchcase

from nullisland.bench import Benchmark, Result, benchmarks, machine, measure
from nullisland.errors import ConfigError
from nullisland.progress import Progress

__all__ = ["run"]


def run(args: argparse.Namespace) -> int:
    """Measure and print; 1 if a promise was not kept (with `--quick` nothing is promised)."""
    chosen = _of_the_app(args.quick) if args.app else benchmarks(quick=args.quick, scale=args.scale)
    if args.only is not None:
        names = [benchmark.name for benchmark in chosen]
        chosen = [benchmark for benchmark in chosen if fnmatchcase(benchmark.name, args.only)]
        if not chosen:
            raise ConfigError(f"--only must be one of {', '.join(names)}, or a pattern, got {args.only!r}")
    results = []
    for done, benchmark in enumerate(chosen):
        with Progress() as bar:
            bar.tell(benchmark.name, done, len(chosen))
            results.append(measure(benchmark, repeat=1 if args.quick else None))
        if not args.json:
            print(_line(results[-1]), flush=True)
    if args.json:
        print(json.dumps({"machine": machine(), "benchmarks": [asdict(result) for result in results]}))
    return 1 if any(result.kept is False for result in results) else 0


def _of_the_app(quick: bool) -> list[Benchmark]:
    """The lesson in a browser; a small island if it has to be quick, and then nothing is promised."""
    from nullisland.app.bench_app import app_benchmarks

    code = "NI-7-2000-7" if quick else "NI-7-20000-28"
    return [replace(one, budget=None) if quick else one for one in app_benchmarks(code, quick=quick)]


def _line(result: Result) -> str:
    promise = "" if result.budget is None else f"  (promised {result.budget:g} {result.unit})"
    mark = {True: "kept  ", False: "MISSED", None: "      "}[result.kept]
    return f"{mark} {result.median:9.3f} {result.unit:5s} {result.what}{promise}"
