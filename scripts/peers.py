"""`make test-peers`: worst-case risks beside those of scikit-mobility 1.3.1, which is in `PEER` (a Python).

Every kind on random towns where that release does what it documents; and the toys of docs/worst-case-risk.md where it
does not, which must differ as that page says. Slow, for theirs looks at every combination in pandas.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np

import nullisland as ni

THEIRS = Path(__file__).with_name("peers_theirs.py")
KINDS = (
    ("location", 0),
    ("location_time", 0),
    ("location_sequence", 0),
    ("unique_location", 0),
    *(("location_frequency", t) for t in (0, 0.25, 1)),
    *(("location_probability", t) for t in (0, 0.25)),
    *(("location_proportion", t) for t in (0, 0.25)),
    ("home_work", 0),
)
HOURS = [(1, 7, "2001-01-01 08:00"), (2, 7, "2001-01-01 09:00")]
HOMES = [
    (who, place, f"2001-01-01 {hour:02}:00")
    for who in (1, 2)
    for hour, place in enumerate((1, 1, 1, 2, 2, who + 2))
]


def random_case(kind, tolerance, rng):
    """Eight records a person, so that shares are exact in binary; days below ten, which theirs writes apart."""
    people, places = int(rng.integers(3, 7)), 2 if kind == "home_work" else int(rng.integers(3, 6))
    slots = np.sort(rng.integers(0, 4, (people, 8)), axis=1)
    cells = rng.integers(0, places, (people, 8))
    rows = [(who + 1, int(cells[who, r]), int(slots[who, r])) for who in range(people) for r in range(8)]
    dated = [(who, cell, f"2001-01-{slot + 1:02} 00:{r % 8:02}") for r, (who, cell, slot) in enumerate(rows)]
    known = int(rng.integers(1, 5))
    return rows, {"kind": kind, "n_known": known, "tolerance": tolerance, "precision": "Day", "rows": dated}


def ours(rows, case):
    traces = ni.Traces.from_arrays(*np.array(rows).T)
    found = ni.worst_case_risk(traces, case["kind"], case["n_known"], tolerance=float(case["tolerance"]))
    return dict(zip(found.ids.tolist(), found.risk.tolist(), strict=True))


def theirs(cases):
    done = subprocess.run(
        [os.environ["PEER"], str(THEIRS)], input=json.dumps(cases), capture_output=True, text=True, check=True
    )
    return [{int(who): risk for who, risk in found.items()} for found in json.loads(done.stdout)]


def main(repeat):
    rng = np.random.default_rng(1)
    drawn = [random_case(kind, tolerance, rng) for kind, tolerance in KINDS for _ in range(repeat)]
    toys = [
        {"kind": "location_time", "n_known": 1, "tolerance": 0, "precision": "Hour", "rows": HOURS},
        {"kind": "home_work", "n_known": 1, "tolerance": 0, "precision": "Hour", "rows": HOMES},
    ]
    found = theirs([case for _, case in drawn] + toys)
    differ = 0
    for (rows, case), their in zip(drawn, found[: len(drawn)], strict=True):
        our = ours(rows, case)
        if our != their:
            differ += 1
            print(f"DIFFERENT {case['kind']} {case['n_known']} {case['tolerance']}: {our} {their} {rows}")
    expected = [{1: 0.5, 2: 0.5}, {1: 1.0, 2: 1.0}]
    as_documented = found[len(drawn) :] == expected
    print(f"{len(drawn) - differ} of {len(drawn)} towns alike; toys as documented: {as_documented}")
    return 0 if differ == 0 and as_documented else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 4))
