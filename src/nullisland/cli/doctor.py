"""`nullisland doctor`."""

import argparse
import json
from dataclasses import asdict

from nullisland.doctor import examine

__all__ = ["run"]


def run(args: argparse.Namespace) -> int:
    """Print what was examined; 1 if something that is needed does not work."""
    findings = examine()
    well = all(finding.works or not finding.needed for finding in findings)
    if args.json:
        print(json.dumps({"ok": well, "findings": [asdict(finding) for finding in findings]}))
        return 0 if well else 1
    for finding in findings:
        mark = "works" if finding.works else "FAILS" if finding.needed else "lacks"
        print(f"{mark}  {finding.name}: {finding.found}")
        if finding.advice:
            print(f"       {finding.advice}")
    return 0 if well else 1
