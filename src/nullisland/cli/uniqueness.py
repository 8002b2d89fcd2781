"""`nullisland uniqueness`."""

import argparse
import json
from typing import Any

from nullisland.cli.values import check_memory, points, scenario_of, settings_of
from nullisland.export import Settings, run_settings
from nullisland.measure import uniqueness, uniqueness_curve
from nullisland.model import Estimate, Scenario, Traces
from nullisland.progress import Progress
from nullisland.tables import read_table

__all__ = ["run"]

_PRINT = ("unicity_4_points_antenna_hour", "unicity_2_points_antenna_hour")


def run(args: argparse.Namespace) -> int:
    """Print the share of residents that 1 .. 10 known points of their own single out, beside print."""
    scenario, settings, (low, high) = scenario_of(args), settings_of(args), points(args.points)
    check_memory(scenario, settings)
    with Progress() as bar:
        outcome = run_settings(scenario, settings, bar.tell)
        bar.tell("matching", 5, 6)
        traces = Traces.from_release(outcome.release)
        figures = _figures(traces, low, high)
    published = [row for row in read_table("published.csv") if row["id"] in _PRINT]
    if args.json:
        print(json.dumps(_report(scenario, settings, traces, figures, published)))
    else:
        _print_text(scenario, settings, traces, figures, published)
    return 0


def _figures(traces: Traces, low: int, high: int) -> dict[int, Estimate]:
    """One number: everybody with so many points. A range: nested draws over one set of targets."""
    if low == high:
        return {low: uniqueness(traces, n_known=low)}
    curve = uniqueness_curve(traces, max_points=high)
    return {n: curve[n - 1] for n in range(low, high + 1)}


def _report(
    scenario: Scenario,
    settings: Settings,
    traces: Traces,
    figures: dict[int, Estimate],
    published: list[dict[str, str]],
) -> dict[str, Any]:
    return {
        "code": scenario.code,
        "sensor": settings.sensor,
        "cell_m": settings.cell_m,
        "slot_min": settings.slot_min,
        "traces": len(traces.ids),
        "figures": [{"points": n, **estimate._asdict()} for n, estimate in figures.items()],
        "published": [
            {key: row[key] for key in ("id", "value", "conditions", "source")} for row in published
        ],
    }


def _print_text(
    scenario: Scenario,
    settings: Settings,
    traces: Traces,
    figures: dict[int, Estimate],
    published: list[dict[str, str]],
) -> None:
    cells = "" if settings.cell_m is None else f", squares of {settings.cell_m} m"
    n_traces = len(traces.ids)
    print(f"{scenario.code}, {settings.sensor}{cells}, slots of {settings.slot_min} min: {n_traces:,} traces")
    print("points  singled out  95 % interval      of")
    for n, (value, low, high, of, method) in figures.items():
        print(f"{n:6d}  {value:10.2%}   {low:7.2%} - {high:7.2%}  {of:,} ({method})")
    for row in published:
        print(f"In print: {float(row['value']):.0%}; {row['conditions']} ({row['source']})")
