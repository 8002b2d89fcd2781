"""`nullisland generate`."""

import argparse
import json

from nullisland.cli.values import scenario_of, settings_of
from nullisland.errors import ConfigError
from nullisland.export import FORMATS, run_settings, write_folder
from nullisland.export.folder import check_target, staged
from nullisland.progress import Progress

__all__ = ["run"]


def run(args: argparse.Namespace) -> int:
    """Write an island into `--out`: all of it, or nothing."""
    scenario, settings = scenario_of(args), settings_of(args)
    if args.format not in FORMATS:
        raise ConfigError(f"format must be one of {', '.join(FORMATS)}, got {args.format!r}")
    out = check_target(args.out, args.force)
    with staged(out) as folder, Progress() as bar:
        outcome = run_settings(scenario, settings, bar.tell)
        manifest = write_folder(folder, outcome, settings, args.format, bar.tell)
    total = sum(note.bytes for note in manifest.files)
    if args.json:
        print(json.dumps({"out": str(out), "bytes": total, **json.loads(manifest.to_json())}))
    else:
        print(f"{scenario.code}: {len(manifest.files)} files, {total / 1e6:.1f} MB, in {out}")
    return 0
