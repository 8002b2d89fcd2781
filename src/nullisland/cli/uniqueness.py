"""`nullisland uniqueness`."""

import argparse
import json
from typing import Any

from nullisland.cli.values import points, scenario_of, settings_of
from nullisland.export import Settings, run_settings
from nullisland.findings import Findings, findings
from nullisland.lesson.planner import planner_scores
from nullisland.measure import uniqueness, uniqueness_curve
from nullisland.model import Estimate, Scenario, Traces
from nullisland.progress import Progress
from nullisland.tables import read_table

__all__ = ["run"]

_PRINT = ("unicity_4_points_antenna_hour", "unicity_2_points_antenna_hour")


def run(args: argparse.Namespace) -> int:
    """Print the share of residents that 1 .. 10 known points of their own single out, beside print."""
    scenario, settings, (low, high) = scenario_of(args), settings_of(args), points(args.points)
    with Progress() as bar:
        outcome = run_settings(scenario, settings, bar.tell)
        bar.tell("matching", 5, 6)
        traces = Traces.from_release(outcome.release)
        figures = _figures(traces, low, high)
        found = findings(outcome, traces, n_known=high if high < 4 else max(low, 4))
        planned = planner_scores(outcome) if args.planner else ()
    published = [row for row in read_table("published.csv") if row["id"] in _PRINT]
    if args.json:
        report = _report(scenario, settings, traces, figures, published)
        planner = {score.task: score._asdict() for score in planned} or None
        print(json.dumps({**report, **_findings_report(found), "planner": planner}))
    else:
        _print_text(scenario, settings, traces, figures, published)
        _print_findings(found)
        for score in planned:
            print(f"{score.task}: {score}")
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
    print("points  singled out  95 % interval      counted")
    for n, found in figures.items():
        value, low, high, of, method = found
        counted = f"{found.numerator:,} of {of:,} ({method})"
        print(f"{n:6d}  {value:10.2%}   {low:7.2%} - {high:7.2%}  {counted}")
    for row in published:
        print(f"In print: {float(row['value']):.0%}; {row['conditions']} ({row['source']})")


def _findings_report(found: Findings) -> dict[str, Any]:
    sizes, targets = found.sets.distribution()
    rates = found.named.rates() if found.named else {}
    return {
        "points_known": found.n_known,
        "anonymity_sets": {"size": sizes.tolist(), "people": targets.tolist()},
        "control": found.control and found.control._asdict(),
        "baseline": found.baseline._asdict(),
        "named": {name: rate and rate._asdict() for name, rate in rates.items()} or None,
    }


def _print_findings(found: Findings) -> None:
    known = f"{found.n_known} points known"
    print(
        f"Control, {known}: {_share(found.control)} of visitors, who are not in the file, fit one trace in it"
    )
    print(f"A blind guess: {found.baseline.value:.3%}, one of {found.baseline.n:,}")
    print(f"Half of the people, {known}: in a set of {found.sets.median().value:.0f} or fewer")
    if found.named:
        right, wrong, passed, control = found.named[:4]
        print(f"Named from home, work and an address book: rightly {_share(right)}, wrongly {_share(wrong)},")
        print(f"  no claim {_share(passed)}; visitors found although they are not there: {_share(control)}")
    print("Singled out in the file is not yet named.")


def _share(rate: Estimate | None) -> str:
    return "(nobody to ask)" if rate is None else f"{rate.value:.1%} of {rate.n:,}"
