"""Islands that are not there yet, or never will be: the page goes on by itself, and nothing jumps."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect
from stage import arrived

from running_app import CODE, App

pytestmark = pytest.mark.browser

LATER = "NI-5-3000-7"

LOOK = """() => {
  const find = (root) => root.querySelector(".ni-town")
    ?? [...root.querySelectorAll("*")].map((e) => e.shadowRoot && find(e.shadowRoot)).find(Boolean);
  const boxes = ["question", "picture", "number", "sentence", "steps"]
    .map((name) => document.querySelector(`.st-key-ni-${name}`).getBoundingClientRect())
    .map((box) => [box.left, box.top].map(Math.round).join());
  const town = find(document.body);
  return { town, frames: Number(town.dataset.frames), focus: document.activeElement, boxes };
}"""


def test_the_start_page_takes_up_its_island_and_nothing_jumps(visit: Callable, app: App):
    visitor = visit(motion="no-preference")
    page, asked = visitor.page, []
    page.on("request", lambda request: asked.append(request.url))
    with app.held("prepare"):
        page.goto(app.at(code=LATER))
        arrived(page, "start", "look", LATER)
        page.wait_for_selector(".ni-town[data-ready=true]")
        page.get_by_role("radio", name="90 min").focus()
        before = page.evaluate_handle(LOOK)
        assert f"{app.url}/nullisland/sample/town.json" in asked, (
            "until its own is there, the shipped town is shown"
        )
    expect(page.locator("[data-ready='1']")).to_have_text("The island is ready.")
    expect(page.locator(".ni-town .caption")).to_contain_text("of 3,000 residents")
    page.wait_for_selector(".ni-town[data-ready=true]")
    assert f"{app.url}/nullisland/{LATER}/day.bin" in asked
    now = page.evaluate_handle(LOOK)
    assert page.evaluate("([a, b]) => a.town === b.town", [before, now])
    page.wait_for_function(
        "([town, frames]) => Number(town.dataset.frames) > frames",
        arg=page.evaluate_handle("a => [a.town, a.frames]", before),
    )
    assert page.evaluate("([a, b]) => a.focus === b.focus && a.focus.innerText === '90 min'", [before, now])
    assert page.evaluate("a => a.boxes", before) == page.evaluate("a => a.boxes", now)
    assert visitor.errors == []


def test_the_start_page_says_that_an_island_cannot_be_shown(visit: Callable, app: App):
    visitor = visit()
    visitor.page.goto(app.at(code="NI-7-50000-1000"))
    expect(visitor.page.get_by_role("alert")).to_contain_text("People times days of an island")
    visitor.page.get_by_role("button", name="Go to the island of the lesson").click()
    arrived(visitor.page, "start", "look", CODE)
    expect(visitor.page.get_by_role("alert")).to_have_count(0)
    assert visitor.errors == []


def test_an_island_written_in_another_way_is_the_same_island(visit: Callable, app: App):
    visitor = visit()
    page = visitor.page
    page.goto(app.at("defend", "cards", code="NI-01-0300-7"))
    arrived(page, "defend", "cards", CODE)
    page.wait_for_url(f"**code={CODE}**")
    page.goto(app.at("sandbox"))
    arrived(page, "sandbox", "play", CODE)
    field = page.get_by_label("Island code")
    field.fill("NI-1-300-007")
    field.press("Enter")
    expect(field).to_have_value(CODE)
    arrived(page, "sandbox", "play", CODE)
    assert visitor.errors == []


def test_a_scene_that_cannot_be_shown_says_why_and_the_lesson_goes_on(visit: Callable, app: App):
    """Two residents, both retired: scene 2 reads a working day, and there is none."""
    visitor = visit()
    page = visitor.page
    page.goto(app.at("read-life", code="NI-7-2-2"))
    arrived(page, "read-life", "predict", "NI-7-2-2")
    expect(page.locator("h1")).to_have_text("This scene cannot be shown on this island.")
    expect(page.locator(".ni-lead")).to_have_text(
        "Somebody on the island must go to work or school, found nobody."
    )
    page.goto(app.at("totals", code="NI-7-2-2"))
    arrived(page, "totals", "predict", "NI-7-2-2")
    assert visitor.errors == []
