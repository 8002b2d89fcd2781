"""Every study runs at its small size and answers in the same form."""

import json
from math import isfinite

import pytest

from nullisland.errors import ConfigError
from nullisland.published import published
from nullisland.studies import STUDIES, run_study


@pytest.mark.parametrize("name", STUDIES)
def test_a_study_runs_at_its_small_size_and_gives_well_formed_json(name):
    entry, told = STUDIES[name], []

    found = run_study(name, entry.quick, lambda *state: told.append(state))

    report = json.loads(json.dumps(found.to_json(), allow_nan=False))
    assert set(report) == {"figures", "people", "points", "seconds", "peak_mb", "remarks", "model_version"}
    assert report["figures"] and report["remarks"]
    assert report["people"] >= 2 and report["points"] > 0
    assert report["seconds"] > 0 and report["peak_mb"] > 10
    assert told and all(0 <= done <= total for _, done, total in told)
    for key, figure in report["figures"].items():
        assert {"value", "low", "high", "published", "conditions"} <= set(figure)
        assert figure["what"] and figure["n"] >= 0
        if figure["value"] is not None:
            assert isfinite(figure["value"])
            assert figure["low"] is None or figure["low"] <= figure["value"]
            assert figure["high"] is None or figure["value"] <= figure["high"]
        row = published(key)
        assert figure["published"] == (row and row.value)
        assert (figure["published"] is None) == (figure["conditions"] == "")


@pytest.mark.parametrize("name", STUDIES)
def test_an_entry_says_what_it_takes(name):
    entry = STUDIES[name]

    assert entry.name == name == entry.module.replace("_", "-")
    assert set(entry.takes) <= {"people", "days", "targets", "resume"}
    assert entry.quick.people < entry.full.people


def test_a_name_that_is_not_there_is_refused():
    with pytest.raises(ConfigError, match="home-work"):
        run_study("no-such-study")
