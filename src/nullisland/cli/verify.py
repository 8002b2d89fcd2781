"""`nullisland verify`."""

import argparse
import json
from pathlib import Path

from nullisland.errors import ConfigError
from nullisland.progress import Progress
from nullisland.verify import compare

__all__ = ["run"]


def run(args: argparse.Namespace) -> int:
    """Compare; 1 if anything differs."""
    if args.against is not None and (not args.against or "\0" in args.against):
        raise ConfigError(f"--against must name the folder of an export, got {args.against!r}")
    with Progress() as bar:
        rows = compare(args.code, None if args.against is None else Path(args.against), bar.tell)
    same = all(row.same for row in rows)
    if args.json:
        compared = [{"what": r.what, "same": r.same, "expected": r.expected, "found": r.found} for r in rows]
        print(json.dumps({"code": args.code, "same": same, "compared": compared}))
    else:
        for row in rows:
            print(f"{'same     ' if row.same else 'DIFFERENT'}  {row.what}: {row.found}")
        print("No difference." if same else "This is not the same island.")
    return 0 if same else 1
