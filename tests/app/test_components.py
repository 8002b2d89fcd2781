"""What the components are told, and what their scripts may not hold."""

import json
import re

import pytest

from nullisland.app.components import (
    Card,
    CrowdView,
    DayPlan,
    Mark,
    TownView,
    crowd_words,
    script,
    style,
    town_words,
)
from nullisland.app.words import placeholders
from nullisland.model import Grid

GRID = Grid(0, 0, 250, 4, 3)
COMPONENTS = ("town", "crowd")


def test_a_town_view_is_plain_json():
    view = TownView(
        town_url="/t",
        day=DayPlan(url="/d/{day}", count=28),
        marks=[Mark("guess", 10, 20, "here")],
        strings=[("resident", [(0, 0), (5, 5)])],
        grid=GRID,
        cells=[(3, "guess", 0.5)],
        focus=(0, 0, 9, 9),
    )

    data = json.loads(json.dumps(view.as_data()))

    assert data["day"]["count"] == 28
    assert data["marks"] == [{"role": "guess", "x": 10, "y": 20, "label": "here"}]
    assert data["strings"] == [{"role": "resident", "xy": [0, 0, 5, 5]}]
    assert data["grid"] == {
        "west_dm": 0,
        "south_dm": 0,
        "cell_m": 250,
        "columns": 4,
        "rows": 3,
        "show": False,
    }


def test_a_still_map_has_no_day():
    assert "day" not in TownView(town_url="/t").as_data()


def test_a_rerun_of_the_town_sends_a_few_kilobytes_at_most():
    """Everything big is fetched: beside the words a rerun sends less than a kilobyte."""
    data = TownView(town_url="/t", day=DayPlan(url="/d")).as_data()
    del data["words"]

    assert len(json.dumps(data)) < 1_000


def test_a_crowd_view_hands_the_crowd_on():
    view = CrowdView(crowd={"masks": "AA=="}, cards=[Card("The baker", "Tuesday")], town_url="/t", guess=5)

    data = json.loads(json.dumps(view.as_data()))

    assert data["masks"] == "AA=="
    assert data["cards"] == [{"who": "The baker", "text": "Tuesday"}]
    assert (data["guess"], data["most"]) == (5, 4)


def test_the_instruction_is_that_of_the_map():
    """Only a day plays, and only squares are picked."""
    day, still, cell = (
        TownView(town_url="/t", **more).as_data()["words"]["map"]
        for more in ({"day": DayPlan(url="/d")}, {}, {"grid": GRID, "pick": True})
    )

    assert "Space plays" in day
    assert "S changes the speed" in day
    assert "Space" not in still + cell
    assert "Enter picks" in cell


def test_a_map_is_told_which_square_answers_the_question():
    told = [TownView(town_url="/t", grid=GRID, pick=True, picked=n).as_data()["picked"] for n in (None, 0, 3)]

    assert told == [None, 0, 3]


@pytest.mark.parametrize("component", COMPONENTS)
def test_scripts_ask_for_no_word_that_is_not_there(component):
    """Every `words.x` of the scripts has a text, and every text is used."""
    words = {"town": town_words(), "crowd": crowd_words()}[component]
    code = script(component)
    asked = set(re.findall(r"words\??\.(\w+)", code))
    for pair in re.findall(r'words\[[^\]]*?\? "(\w+)" : "(\w+)"\]', code):
        asked.update(pair)

    assert {word for word in words if word not in asked and not word.startswith("map_")} == set()
    assert asked - words.keys() == set()


@pytest.mark.parametrize("component", COMPONENTS)
def test_scripts_fetch_nothing_from_elsewhere(component):
    """No address but the name of SVG's namespace, and no way to reach one but `fetched`."""
    code = script(component) + style(component)
    addresses = set(re.findall(r"https?://[^\s\"']+", code))

    assert addresses <= {"http://www.w3.org/2000/svg"}
    assert code.count("fetch(") == 1
    for word in ("XMLHttpRequest", "WebSocket", "import(", "sendBeacon", "webgl", "<iframe", "innerHTML"):
        assert word not in code


@pytest.mark.parametrize("component", COMPONENTS)
def test_scripts_hold_no_prose(component):
    """A string with three words and spaces between would be a sentence for a reader."""
    code = re.sub(r"//.*", "", script(component))
    strings = re.findall(r'"((?:[^"\\\n]|\\.)*)"', code)
    prose = [text for text in strings if re.fullmatch(r"[A-Z]?[a-z']+( [a-z']+){2,}[.?!]?", text)]

    assert prose == []


def test_placeholders_of_the_words_are_those_the_scripts_fill():
    assert placeholders(crowd_words()["fit"]) == {"count", "people"}
    assert placeholders(town_words()["clock"]) == {"day", "time"}
    assert placeholders(town_words()["sentence"]) == {"time", "shown", "moving"}
