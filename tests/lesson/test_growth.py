"""The two lines of scene 3 are those of the study, and say what each of its sentences says."""

import json
from pathlib import Path

import pytest

from nullisland.lesson.growth import LINES, growth
from nullisland.model import REFERENCE_PEOPLE

RESULTS = Path(__file__).parents[2] / "docs" / "results" / "crowd-or-town.json"


@pytest.mark.parametrize("line", LINES)
def test_every_town_is_that_of_the_study(line: str):
    """After the study was run again: scripts/make_growth_table.py."""
    figures = json.loads(RESULTS.read_text(encoding="utf-8"))["figures"]
    found = {name: figure for name, figure in figures.items() if name.startswith(f"{line}_gps_")}
    towns = growth(line)
    assert {f"{line}_gps_{town.people}" for town in towns} == found.keys()
    for town in towns:
        figure, alone = found[f"{line}_gps_{town.people}"], town.singled_out
        assert alone.n == figure["n"]
        for share in ("value", "low", "high"):
            assert getattr(alone, share) == pytest.approx(figure[share]), (town.people, share)


def test_the_lines_meet_at_one_town_and_go_opposite_ways():
    crowd, town = (growth(line) for line in LINES)
    assert [a.people for a, b in zip(crowd, town, strict=True) if a == b] == [REFERENCE_PEOPLE]
    assert crowd[-1].singled_out.high < crowd[0].singled_out.low
    assert town[-1].singled_out.low > town[0].singled_out.high
