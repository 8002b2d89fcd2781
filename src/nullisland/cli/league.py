"""`nullisland league`."""

import argparse
import json

from nullisland.cli.values import whole
from nullisland.league import League, Row, play
from nullisland.measure.utility import TASKS
from nullisland.model import Scenario
from nullisland.progress import Progress

__all__ = ["run"]

_DISTRICT, _ISLAND = 2_000, 20_000


def run(args: argparse.Namespace) -> int:
    """Play and print: one row a defence and strength, then what stands beside print."""
    size = _ISLAND if args.full else _DISTRICT
    people = size if args.people is None else whole("people", args.people)
    scenario = Scenario(people=people, days=whole("days", args.days), seed=whole("seed", args.seed))
    with Progress() as bar:
        league = play(scenario, bar.tell)
    if args.json:
        print(json.dumps(league.to_json()))
    else:
        _print_text(league)
    return 0


def _print_text(league: League) -> None:
    print(f"{league.code}: found by the strongest attack on each release, and what a planner still learns")
    for task in TASKS:
        print(f"  {task.name:14s} {task.question}")
    for row in league.rows:
        print(f"\n{row.name}: {_badge(row)}")
        print(f"  {_found(row)}")
        if row.by_card:
            print(
                f"  by card alone {row.by_card.right.value:.1%} of {row.by_card.n:,} found ({row.by_card.attack})"
            )
        if row.home:
            print(
                f"  homes: half within {row.home.metres.value:,.0f} m, of {row.home.metres.n:,} codes ({row.home.way})"
            )
        for other in row.others:
            control = "" if other.control is None else f", control {other.control.value:.1%}"
            print(f"  {other}; by lot {other.baseline.value:.1%}{control}")
        print("  " + "; ".join(f"{score.task}: {score}" for score in row.scores))
    print("\nBeside print, which measured other people with other sensors:")
    for figure in league.beside:
        ours = "-" if figure.value is None else f"{figure.value:.3g}"
        theirs = "" if figure.published is None else f"; print: {figure.published:g} ({figure.conditions})"
        print(f"  {figure.what}: {ours} of {figure.n:,}{theirs}")


def _badge(row: Row) -> str:
    badge = row.guarantees
    parts = [] if badge.k is None or badge.k < 2 else [f"every trace shared by at least {badge.k}"]
    for promise in badge.promises[-1:]:
        per = " a metre" if promise.per_m else ""
        parts.append(f"epsilon {promise.epsilon:.3g}{per} for {promise.unit}")
    return f"{', '.join(parts) or 'no promise'}; {badge.label}"


def _found(row: Row) -> str:
    best = row.strongest
    if best is None:
        return "no attack on single people applies"
    control = "" if best.control is None else f", claimed of visitors {best.control.value:.1%}"
    verdict = "" if best.beats_guessing else ": no better than guessing"
    return (
        f"{best.right.value:.1%} of {best.n:,} found, {best.wrong.value:.1%} wrongly accused{control} "
        f"({best.attack}; {best.given}){verdict}"
    )
