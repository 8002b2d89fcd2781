"""Maps and crowds in numbers: as much as the picture shows, and before the reveal no more than that.

The script of the page runs in this process, as `streamlit.testing` does it.
"""

import re
from html import unescape
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

import inside
import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from nullisland.app import numbers
from nullisland.app.open_numbers import begin_open
from nullisland.app.visit import room
from running_app import CODE

SCRIPT = Path(numbers.__file__).with_name("main.py")
SEAT = "twins"


class Twin(NamedTuple):
    """What stands under *How we got it*: its text, and its tables by their captions, rows of cells."""

    said: str
    tables: dict[str, list[list[str]]]

    def table(self, about: str) -> list[list[str]]:
        """The one table whose caption has these words."""
        (found,) = [rows for caption, rows in self.tables.items() if about in caption]
        return found


@pytest.fixture(scope="module", autouse=True)
def island():
    return inside.prepared(CODE)


def look(scene: str, step: str, **controls: str) -> Twin:
    page = AppTest.from_file(str(SCRIPT), default_timeout=120)
    for key, value in {"scene": scene, "step": step, "code": CODE, **controls}.items():
        page.query_params[key] = value
    with patch("nullisland.app.visit._seat", return_value=SEAT):
        page.run()
    assert not page.exception, page.exception
    html = "".join(one.proto.body for one in page.get("html") if 'class="ni-how"' in one.proto.body)
    tables = {}
    for caption, body in re.findall(r"<caption>(.*?)</caption>.*?<tbody>(.*?)</tbody>", html):
        rows = re.findall(r"<tr>(.*?)</tr>", body)
        tables[unescape(caption)] = [
            [unescape(cell) for cell in re.findall(r"<td[^>]*>(.*?)</td>", row)] for row in rows
        ]
    return Twin(html, tables)


def test_the_calendar_says_when_and_where_and_not_before_the_reveal(island):
    for step in ("predict", "names", "codes"):
        before = look("names-off", step)
        assert before.tables == {}
        assert str(len(island.lesson.guide_points)) not in before.said
    days = look("names-off", "reveal").table("day by day")
    assert len(days) == island.lesson.days
    assert [row[0] for row in days[:2]] == ["Monday, week 1", "Tuesday, week 1"]
    hours = 0
    for _, most, second, other in days:
        spans = re.findall(r"(\d+)-(\d+)", f"{most} {second} {other}")
        hours += sum(int(stop) - int(start) for start, stop in spans)
    assert hours == len(island.lesson.guide_points)


def test_nights_are_told_from_the_first_report_and_the_home_at_the_reveal(island):
    made, home = island.parts["manual"].nights, np.array(island.parts["manual"].home_dm)
    before = look("manual", "nights", nights="7")
    assert len(before.table("metres from the first report")) == 7
    assert "The home lies" not in before.said
    assert look("manual", "predict").tables == {}
    after = look("manual", "average", nights="5")
    rows = after.table("metres from the first report")
    east, north = ((home - made.reports_dm[0]) / 10).round().astype(int)
    assert f"The home lies {east} m to the east and {north} m to the north" in after.said.replace(",", "")
    middle = np.array([int(m.replace(",", "")) for m in rows[-1][2].split(", ")])
    assert np.hypot(*(middle - (east, north))) == pytest.approx(made.own_m[4], abs=2)


def test_the_hole_is_told_around_the_ends_and_the_home_at_the_reveal(island):
    case = island.parts["manual"].holes[0].cases[1]
    before = look("manual", "hole", case="1")
    ends = before.table("ways stop or begin again")
    assert sum(int(times) for *_, times in ends) == len(case.ends_dm)
    blocks = before.table("in blocks of 200 m")
    assert [row[0] for row in blocks] == [str(north) for north in range(800, -1000, -200)]
    near = np.abs(case.fixes_dm - np.array(case.middle_dm)).max(axis=1) < 9_000
    assert abs(sum(int(count) for row in blocks for count in row[1:]) - int(near.sum())) <= 1
    assert not any("Home and claim" in caption for caption in before.tables)
    spots = {
        name: (int(east), int(north)) for name, east, north in look("manual", "found", case="1").table("Home")
    }
    x, y = (np.array(case.home_dm) - case.middle_dm) / 10
    assert spots["the home"] == pytest.approx((x, y), abs=5.1)
    if case.claim_dm is not None:
        away = np.subtract(spots["the claim"], spots["the home"])
        assert np.hypot(*away) == pytest.approx(case.off_m, abs=15)


def test_every_row_about_the_guide_is_told_once_she_was_looked_up():
    scene = begin_open(CODE).scene
    room().forget(SEAT)
    assert look("open-database", "search").tables == {}
    room().look_up(SEAT, CODE, "agreed")
    rows = look("open-database", "search").table("Seen on this")
    assert [place for _, place in rows] == [row.place for row in scene.guide_day]
    assert len(rows) > 9


def test_squares_with_one_person_have_names_until_they_are_hidden(island):
    totals = island.parts["totals"]
    ones = (totals.first[totals.slots()] == 1).sum(axis=1).tolist()
    hour = str(ones.index(max(ones)))
    assert "One person alone in:" in look("totals", "ones", hour=hour).said
    hidden = look("totals", "ones", hour=hour, threshold="2")
    assert "One person alone in:" not in hidden.said
    assert [row[:2] for row in hidden.table("What hiding does")][1] == ["2", "0"]
