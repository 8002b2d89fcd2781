"""Their side of `make test-peers`: risks of scikit-mobility for the cases on stdin, run by `scripts/peers.py`."""

import json
import sys
import warnings

import pandas as pd

warnings.simplefilter("ignore")
from skmob import TrajDataFrame  # noqa: E402
from skmob.privacy import attacks  # noqa: E402

TOLERANT = {
    "location_frequency": attacks.LocationFrequencyAttack,
    "location_probability": attacks.LocationProbabilityAttack,
    "location_proportion": attacks.LocationProportionAttack,
}
PLAIN = {
    "location": attacks.LocationAttack,
    "location_sequence": attacks.LocationSequenceAttack,
    "unique_location": attacks.UniqueLocationAttack,
}


def attack(case):
    kind, known = case["kind"], case["n_known"]
    if kind in TOLERANT:
        return TOLERANT[kind](knowledge_length=known, tolerance=case["tolerance"])
    if kind == "location_time":
        return attacks.LocationTimeAttack(knowledge_length=known, time_precision=case["precision"])
    return attacks.HomeWorkAttack() if kind == "home_work" else PLAIN[kind](knowledge_length=known)


def risks(case):
    rows = pd.DataFrame(case["rows"], columns=["uid", "place", "datetime"])
    rows["lat"], rows["lng"] = rows.place * 0.5, rows.place * 0.25
    rows["datetime"] = pd.to_datetime(rows.datetime)
    frame = attack(case).assess_risk(TrajDataFrame(rows[["lat", "lng", "datetime", "uid"]], user_id="uid"))
    return dict(zip(frame.uid.astype(int).tolist(), frame.risk.tolist(), strict=True))


print(json.dumps([risks(case) for case in json.load(sys.stdin)]))
