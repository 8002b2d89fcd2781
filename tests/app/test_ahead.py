"""What a later step needs is fetched while nobody waits, and is not fetched again."""

from collections.abc import Callable
from importlib.resources import files

import pytest
from playwright.sync_api import expect
from stage import arrived

from nullisland.app.ahead import ahead
from running_app import CODE, App

AHEAD_JS = (files("nullisland.app") / "ahead.js").read_text(encoding="utf-8")
STEP = "document.documentElement.dataset.niStep"
AT_ONCE = "Math.random = () => 0"
ASKED = """(address) => performance.getEntriesByName(location.origin + address).filter((one) => one.responseEnd)
  .map((one) => [one.initiatorType === "fetch" ? "fetched" : "run", one.transferSize > 0])"""
"""What an address was asked for each time, and whether it came over the network."""


@pytest.mark.browser
def test_the_script_of_the_charts_is_there_before_its_scene(visit: Callable, app: App):
    (script,) = ahead()
    page = visit().page
    page.add_init_script(AT_ONCE)
    page.goto(app.at("names-off"))
    arrived(page, "names-off", "predict", CODE)
    page.wait_for_function(f"({ASKED})({script!r}).length === 2")
    assert page.evaluate(ASKED, script) == [["fetched", True], ["run", False]]
    page.get_by_role("button", name="I pass", exact=True).click()
    arrived(page, "names-off", "names", CODE)
    page.goto(app.at("four-sightings", "town"))
    expect(page.locator(".js-plotly-plot .main-svg").first).to_be_attached()
    assert ["run", False] in page.evaluate(ASKED, script)


@pytest.mark.browser
def test_it_is_not_run_while_the_town_moves_or_somebody_is_at_work(visit: Callable, app: App):
    """The script alone, on a page without anything, by a clock that goes only when it is told to."""
    (script,) = ahead()
    page, asked = visit().page, []
    page.on("request", lambda one: asked.append(one.resource_type) if one.url.endswith(script) else None)
    page.goto(f"{app.url}/nullisland/sample/town.json")
    page.clock.install(time=0)
    page.clock.pause_at(1)
    page.evaluate(f"{AHEAD_JS}; {AT_ONCE}; {STEP} = 'start look'; bringAhead([{script!r}])")
    with page.expect_event("requestfinished", lambda one: one.url.endswith(script)):
        page.clock.run_for(2_000)
    for step in ("start look", "open-database search"):
        page.evaluate(f"{STEP} = '{step}'")
        page.clock.run_for(10_000)
    page.evaluate(f"{STEP} = 'rules read'")
    for _ in range(5):
        page.keyboard.press("Shift")
        page.clock.run_for(2_900)
    assert asked == ["fetch"]
    with page.expect_event("request", lambda one: one.url.endswith(script)):
        page.clock.run_for(4_000)
    assert asked == ["fetch", "script"]
