"""`nullisland open-database`."""

import argparse
import json

from nullisland.cli.values import share, whole
from nullisland.export.folder import check_target, staged
from nullisland.opendb import OpenDatabaseConfig
from nullisland.opendb.country import plan
from nullisland.opendb.folder import check_format, write_database
from nullisland.progress import Progress

__all__ = ["run"]


def run(args: argparse.Namespace) -> int:
    """Write the tables of the open database into `--out`: all of them, or nothing."""
    people, seed = whole("people", args.people), whole("seed", args.seed)
    config = OpenDatabaseConfig(
        hours=whole("hours", args.hours),
        missed=share("missed", args.missed),
        mistaken=share("mistaken", args.mistaken),
        rows=None if args.rows is None else whole("rows", args.rows),
    )
    plan(people, seed, config)
    check_format(args.format, people)
    out = check_target(args.out, force=False)
    with staged(out) as folder, Progress() as bar:
        written = write_database(folder, (people, seed), config, args.format, args.sqlite, bar.tell)
    if args.json:
        print(json.dumps({"out": str(out), **written.as_dict()}))
    else:
        total = sum(note.bytes for note in written.files)
        print(
            f"{written.people:,} people, {written.trackers:,} trackers, {written.sightings:,} sightings "
            f"in {config.hours} hour{'' if config.hours == 1 else 's'}: {total / 1e6:.1f} MB, in {out}"
        )
    return 0
