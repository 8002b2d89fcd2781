"""`nullisland realism` prints the laws that the library measures."""

import json

from nullisland.cli import main
from nullisland.model import Scenario
from nullisland.studies.realism import realism

SMALL = ["realism", "--people", "80", "--days", "7", "--seed", "2"]


def test_json(capsys):
    assert main([*SMALL, "--json"]) == 0

    report = json.loads(capsys.readouterr().out)
    expected = realism(Scenario(people=80, days=7, seed=2)).to_json()
    for name in ("code", "figures", "people", "points", "curves", "remarks"):
        assert report[name] == expected[name]


def test_text(capsys):
    assert main(SMALL) == 0

    out = capsys.readouterr().out
    assert out.startswith("NI-2-80-7: 80 people, ")
    assert "0.840 - 0.900" in out and "not applicable" in out and "over 2" in out
    assert "- The island is " in out


def test_mistakes_are_one_line(capsys):
    assert main(["realism", "--people", "1"]) == 2
    assert capsys.readouterr().err.count("\n") == 1
