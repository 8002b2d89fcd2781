"""What the tests of every page look for is found where it is."""

from collections.abc import Callable

import layout
import pytest
import stage
from plays import Setting
from playwright.sync_api import Locator, Page, expect

from running_app import CODE, App

pytestmark = pytest.mark.browser

WALL, SMALL = (Setting(size, "light", "mouse", "reduce") for size in ("wall", "small"))
ADD = """([selector, html]) => document.querySelector(selector).insertAdjacentHTML('beforeend', html)"""
WRONG = {
    "sideways": (".stMainBlockContainer", '<div style="width: 2000px; height: 1px"></div>', SMALL),
    "a second voice": (".stMainBlockContainer", "<output>12</output>", SMALL),
    "a small target": (
        ".stMainBlockContainer",
        '<button style="min-height: 0; height: 20px">x</button>',
        SMALL,
    ),
    "controls over Next": (".st-key-ni-controls", '<p style="height: 700px; flex: none">x</p>', WALL),
    "a sentence of eight lines": (".ni-sentence", "<br>x" * 7, WALL),
}
"""What is put where, and how large the window is."""


def at(page: Page, app: App, scene: str, step: str) -> None:
    page.goto(app.at(scene, step))
    stage.arrived(page, scene, step, CODE)


@pytest.mark.parametrize("wrong", WRONG)
def test_a_page_that_is_wrong_is_noticed(visit: Callable, app: App, wrong: str):
    selector, html, setting = WRONG[wrong]
    page = visit(setting.size).page
    at(page, app, "names-off", "names")
    stage.check_frame(page, setting, {})
    page.evaluate(ADD, [selector, html])
    with pytest.raises(AssertionError):
        stage.check_frame(page, setting, {})


def test_a_crowd_that_is_wrong_is_noticed(visit: Callable, app: App):
    """Where it spans the frame: a part that has moved, and one that lies on another."""
    page = visit().page
    at(page, app, "four-sightings", "cards")
    before: dict = {}
    stage.check_frame(page, WALL, before)
    assert "picture" not in before
    assert {name for name in before if name.startswith("crowd ")} == {
        f"crowd {part}" for part in ("column", "stage", "count", "stairs", "live", "side")
    }
    page.locator(".ni-crowd .stage").evaluate("stage => (stage.style.marginLeft = '8px')")
    with pytest.raises(AssertionError):
        stage.check_frame(page, WALL, before)
    page.locator(".ni-crowd .column").evaluate("column => (column.style.width = '500px')")
    assert ("crowd column", "crowd stage") in layout.overlaps(page)


@pytest.mark.parametrize(("scene", "step"), [("council", "vote"), ("totals", "predict")])
def test_on_a_phone_a_table_leaves_its_question_and_every_answer_in_sight(
    visit: Callable, app: App, scene: str, step: str
):
    """At 390 x 844, before anything is scrolled."""
    page = visit("phone").page
    at(page, app, scene, step)
    expect(page.locator(".st-key-ni-picture table")).to_be_in_viewport(ratio=1)
    answers = page.locator(".st-key-ni-predict [role=radio]").all()
    lowest = max(box["y"] + box["height"] for box in map(Locator.bounding_box, answers) if box)
    bar = page.locator(".st-key-ni-steps").bounding_box()
    assert answers
    assert bar
    assert lowest <= bar["y"]


FOLD = """async (summary) => {
  const [details, content] = [summary.parentElement, summary.nextElementSibling];
  summary.click();
  details.getAnimations().forEach((one) => one.pause());
  await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
  const within = content.getBoundingClientRect().bottom <= details.getBoundingClientRect().bottom;
  return content.checkVisibility() ? (within ? "open" : "opening") : "closed";
}"""
"""Press what is folded, and hold what moves where it begins: what it is two frames later."""


@pytest.mark.parametrize(("motion", "then"), [("reduce", "open"), ("no-preference", "opening")])
def test_what_is_folded_is_open_or_closed_at_once_for_who_wants_no_motion(
    visit: Callable, app: App, motion: str, then: str
):
    page = visit(motion=motion).page
    at(page, app, "names-off", "names")
    summary = page.locator(".st-key-ni-below summary").first
    assert summary.evaluate(FOLD) == then
    if motion == "reduce":
        assert summary.evaluate(FOLD) == "closed"
        assert summary.evaluate(FOLD) == "open"
