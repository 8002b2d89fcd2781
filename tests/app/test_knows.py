"""What this app knows about you: everything that is stored is shown in words, and gone when it is to be forgotten."""

import ast
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect
from stage import answered, arrived
from streamlit.testing.v1 import AppTest

from nullisland.app.seats import SEAT_COOKIE
from nullisland.app.told import _ASKED, told
from nullisland.app.visit import room
from running_app import CODE

SCENES = Path(__file__).parents[2] / "src" / "nullisland" / "app" / "scenes"
PANEL = "What this app knows about you"
SAID = (
    ("names-off weeks", 2, "How much of one resident's weeks", "one week"),
    ("read-life home", -1, "home", "somewhere else"),
    ("read-life work", 37, "work", "square number 37"),
    ("four-sightings count", 5, "How many sightings", "more than 4 sightings"),
    ("four-sightings town", 40, "Of every 100 residents", "40 of 100"),
    ("shown percent", 80, "How likely", "80 %"),
    ("shown label-0", 1, "the first code", "suggests it"),
    ("shown label-4", 2, "the fifth code", "can't tell"),
    ("defend card", 0, "Which card", "coarser squares"),
    ("defend card", 5, "Which card", "none of these"),
    ("manual middle", 250, "the middle of all nights", "250 m"),
    ("totals learn", 2, "hourly counts", "no"),
    ("council first", 1, "Should the council publish", "totals only"),
    ("council second", 4, "heard a resident", "not at all"),
    ("council exit-2", 0, '"singled out" mean?', "only one trace fits"),
    ("council exit-10", 1, "My phone is off.", "no"),
    ("open-database followed", 40, "from morning to evening", "40 of 100"),
)


@pytest.mark.parametrize(("key", "value", "question", "answer"), SAID, ids=[key for key, *_ in SAID])
def test_what_is_stored_reads_as_it_was_said(key: str, value: int, question: str, answer: str):
    one = told(f"NI-1-900-7 {key}")
    assert one.island == "NI-1-900-7"
    assert question in one.question
    assert "{" not in one.question
    assert one.answer(value) == answer


def names_in(path: Path) -> set[str]:
    """Questions a scene names outright when it asks, keeps or reveals: what stands before a number."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        named = [
            k.value for k in node.keywords if k.arg == "name" and getattr(node.func, "id", "") == "Question"
        ]
        if getattr(node.func, "attr", "") in ("answer", "predict", "reveal", "withdraw", "class_counts"):
            named += node.args[:1]
        for one in named:
            first = one.values[0] if isinstance(one, ast.JoinedStr) else one
            if isinstance(first, ast.Constant):
                found.add(str(first.value).partition("-")[0])
    return found


def test_whatever_a_scene_asks_can_be_told():
    asked = set().union(*(names_in(path) for path in SCENES.glob("*.py")))
    assert {"weeks", "label", "exit", "learn"} <= asked
    assert asked <= {name for _, name in _ASKED}


def test_a_question_of_no_scene_is_refused():
    with pytest.raises(ValueError, match="a stored question must be that of a scene, got names-off months"):
        told(f"{CODE} names-off months")


def panel() -> None:
    """The panel alone, for one seat at the front of a room."""
    from nullisland.app import words
    from nullisland.app.scenes import knows
    from nullisland.app.visit import Visit

    here = Visit(
        scene="start", step="look", code="NI-1-300-7", preset="45", seat="me", front=frozenset({"hands"})
    )
    knows.show(here, words.scene("start"))


@pytest.fixture
def stored():
    """A room in which this seat, another one and a teacher have said something."""
    room().erase()
    room().predict("me", f"{CODE} names-off weeks", 2)
    room().reveal("me", f"{CODE} names-off weeks")
    room().predict("me", "NI-2-300-7 totals learn", None)
    for reason in ("curious", "agreed"):
        room().look_up("me", CODE, reason)
    room().predict("you", f"{CODE} totals learn", 1)
    room().look_up("you", CODE, "list")
    room().count_hands(f"{CODE} names-off weeks", {1: 4, 3: 20})
    yield AppTest.from_function(panel, default_timeout=60)
    room().erase()


def rows(page: AppTest) -> list[list[str]]:
    """Cells of the tables of the panel."""
    html = page.get("html")[0].proto.body
    return [
        re.findall(r"<td[^>]*>(.*?)</td>", row) for row in re.findall(r"<tr>(.*?)</tr>", html) if "<td" in row
    ]


def test_the_panel_shows_all_of_this_seat_and_nothing_of_another(stored: AppTest):
    shown = rows(stored.run())
    assert [row[1:] for row in shown[:2]] == [["one week", "yes"], ["a pass", "not yet"]]
    assert shown[2:4] == [["1", "I am curious"], ["2", "I have permission"]]
    assert [row[1:] for row in shown[4:]] == [["one day: 4, everything: 20"]]


def test_forget_me_leaves_nothing_of_this_seat_and_window(stored: AppTest):
    stored.session_state["ni-found"] = "codes"
    stored.run().button(key="ni-forget").click().run()
    assert (room().answers("me"), room().look_ups("me")) == ({}, {})
    assert "ni-found" not in stored.session_state
    assert room().answers("you") != {}
    assert room().look_ups("you") == {CODE: ("list",)}
    assert len(rows(stored)) == 1


def test_erase_the_room_leaves_nothing_of_anybody(stored: AppTest):
    stored.run().button(key="ni-erase").click().run()
    everything = [room().answers("me"), room().answers("you"), room().look_ups("you"), room().all_hands()]
    assert everything == [{}, {}, {}, {}]
    assert rows(stored) == []


@pytest.mark.browser
def test_what_was_said_in_a_browser_is_listed_and_forgotten(visit, app):
    """Stored, shown in words, forgotten: then the scenes know nothing of it, and a refresh brings nothing back."""
    visitor = visit()
    page = visitor.page
    page.goto(app.at("names-off", "predict"))
    arrived(page, "names-off", "predict", CODE)
    with answered(page):
        page.get_by_role("radio", name="one week", exact=True).click()
    page.get_by_role("button", name="Lock my guess", exact=True).click()
    arrived(page, "names-off", "names", CODE)
    _look_up(page, app)
    _open_panel(page, app)
    panel = page.locator(".ni-knows")
    own = panel.locator("table", has=page.locator("caption"))  # hands that other tests counted have no island
    expect(own.locator("tr", has_text="still hangs together?")).to_contain_text("one week")
    expect(own.locator("tr", has_text="I am curious")).to_have_count(1)
    assert [said for said in panel.locator("td").all_inner_texts() if "names-off" in said] == []
    _only_what_is_named(visitor)
    with answered(page):
        page.get_by_role("button", name="Forget me", exact=True).click()
    expect(panel).to_contain_text("Nothing so far.")
    expect(own).to_have_count(0)
    page.goto(app.at("names-off", "names"))
    arrived(page, "names-off", "names", CODE)
    expect(page.get_by_text("You passed. That is fine.")).to_be_visible()
    page.goto(app.at("open-database", "search"))
    arrived(page, "open-database", "search", CODE)
    expect(page.locator(".ni-closed")).to_be_visible()
    expect(page.locator(".ni-look-ups")).to_have_count(0)
    _open_panel(page, app)
    expect(panel).to_contain_text("Nothing so far.")
    assert visitor.errors == []


def _look_up(page, app) -> None:
    page.goto(app.at("open-database", "search"))
    page.locator(".st-key-ni-look-up button").wait_for()
    arrived(page, "open-database", "search", CODE)
    with answered(page):
        page.get_by_role("radio", name="I am curious", exact=True).click()
    with answered(page):
        page.locator(".st-key-ni-look-up button").click()
    page.reload()
    expect(page.locator(".ni-look-ups tbody tr")).to_have_count(1)


def _open_panel(page, app) -> None:
    page.goto(app.at("start", "look"))
    arrived(page, "start", "look", CODE)
    page.get_by_text(PANEL).click()


def _only_what_is_named(visitor) -> None:
    """The browser itself holds the label, Streamlit's token and its theme: what the panel says, and no more."""
    cookies = {cookie["name"]: cookie for cookie in visitor.context.cookies()}
    assert cookies.keys() <= {SEAT_COOKIE, "_streamlit_xsrf"}
    assert cookies[SEAT_COOKIE]["expires"] == -1
    kept = visitor.page.evaluate("[...Object.keys(localStorage), ...Object.keys(sessionStorage)]")
    assert [key for key in kept if not key.startswith("stActiveTheme")] == []
