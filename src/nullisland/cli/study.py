"""`nullisland study`."""

import argparse
import json
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from nullisland.cli.figures import print_figures, print_remarks
from nullisland.cli.values import whole
from nullisland.errors import ConfigError
from nullisland.progress import Progress
from nullisland.studies import STUDIES, Entry, Options, Study, run_study
from nullisland.studies.registry import entry_of

__all__ = ["run"]

_DAYS_A_MONTH = 30


def run(args: argparse.Namespace) -> int:
    """List the studies, or run one and print its figures beside print."""
    if args.list:
        return _list(as_json=args.json)
    if args.name is None:
        raise ConfigError(f"name a study: one of {', '.join(STUDIES)}")
    entry = entry_of(args.name)
    options = _options(entry, args)
    with Progress() as bar:
        found = _found(entry, options, bar)
    if args.json:
        print(json.dumps({"study": entry.name, "settings": _settings(entry, options), **found.to_json()}))
        return 0
    print(f"{entry.name}: {entry.what}")
    print_figures(found.figures)
    print_remarks(found)
    return 0


def _found(entry: Entry, options: Options, bar: Progress) -> Study:
    try:
        return run_study(entry.name, options, bar.tell)
    except KeyboardInterrupt:
        if options.resume is None:
            raise
        raise KeyboardInterrupt(f"the same command goes on with what is kept in {options.resume}") from None


def _list(*, as_json: bool) -> int:
    if as_json:
        entries = [
            {"name": e.name, "what": e.what, "takes": [*e.takes, "seed"], "full": _settings(e, e.full)}
            for e in STUDIES.values()
        ]
        print(json.dumps({"studies": entries}))
        return 0
    for entry in STUDIES.values():
        days = f" x {entry.full.days} days" if "days" in entry.takes else ""
        print(f"{entry.name:20s} {entry.what} ({entry.full.people:,} people{days})")
    return 0


def _options(entry: Entry, args: argparse.Namespace) -> Options:
    """The study's size with the flags that were given; ConfigError for one it does not take."""
    given: dict[str, Any] = {
        name: whole(name, getattr(args, name))
        for name in ("people", "days", "targets", "seed")
        if getattr(args, name) is not None
    }
    if args.months is not None:
        if "days" in given:
            raise ConfigError("give days or months, not both")
        given["days"] = whole("months", args.months) * _DAYS_A_MONTH
    if args.resume is not None:
        given["resume"] = Path(args.resume)
    for name in given:
        if name not in (*entry.takes, "seed"):
            raise ConfigError(f"{entry.name} takes {', '.join((*entry.takes, 'seed'))}, got {name}")
    return replace(entry.quick if args.quick else entry.full, processes=True, **given)


def _settings(entry: Entry, options: Options) -> dict[str, Any]:
    return {
        name: value
        for name, value in asdict(options).items()
        if name in (*entry.takes, "seed") and name != "resume"
    }
