"""`nullisland realism`."""

import argparse
import json

from nullisland.cli.figures import number, print_remarks
from nullisland.cli.values import scenario_of
from nullisland.measure.realism import Law
from nullisland.progress import Progress
from nullisland.studies.realism import Realism, realism

__all__ = ["run"]

_WORDS = {True: "holds", False: "does not hold", None: "not applicable"}


def run(args: argparse.Namespace) -> int:
    """Print every law of mobility beside its band."""
    with Progress() as bar:
        found = realism(scenario_of(args), bar.tell)
    if args.json:
        print(json.dumps(found.to_json()))
    else:
        _print(found)
    return 0


def _print(found: Realism) -> None:
    study = found.study
    print(
        f"{found.code}: {study.people:,} people, {study.points:,} visits, {found.across_m / 1000:.1f} km across"
    )
    print(f"{'law':26s} {'here':>8s}  {'95 % interval':>16s}  {'band':>13s}  {'print':>6s}")
    for figure, law in zip(study.figures, found.laws, strict=True):
        low_high = f"{number(figure.low)} - {number(figure.high)}"
        print(
            f"{figure.id:26s} {number(figure.value):>8s}  {low_high:>16s}  {_band(law):>13s}  "
            f"{number(figure.published):>6s}  {_WORDS[law.holds]}"
        )
    print_remarks(study)


def _band(law: Law) -> str:
    if law.low == law.high:
        return number(law.low)
    if law.high == float("inf"):
        return f"over {number(law.low)}"
    return f"{number(law.low)} - {number(law.high)}"
