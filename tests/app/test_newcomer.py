"""Who does only what the screen says reaches the town-wide reveal: docs/newcomers-path.md."""

from collections.abc import Callable

import pytest
import stage
from layout import DRAWN
from playwright.sync_api import Page

from running_app import CODE, App

pytestmark = pytest.mark.browser

MOST_CLICKS = 25
OPEN = "[data-testid=stForm] [role=radiogroup]:not(:has([aria-checked=true]))"


def click_what_the_screen_says(page: Page) -> int:
    """A guess where one is asked for and none is chosen, then the filled button; returns the clicks."""
    clicks = 0
    if page.locator(OPEN).count():
        page.locator(OPEN).first.get_by_role("radio").first.click()
        clicks += 1
    filled = page.locator(".stApp button[kind^=primary]:visible")
    assert filled.count() == 1, f"one thing to do, got {filled.all_inner_texts()} at {page.url}"
    before = page.evaluate("document.documentElement.dataset.niStep")
    filled.click()
    page.wait_for_function("step => document.documentElement.dataset.niStep !== step", arg=before)
    stage.rest(page)
    page.wait_for_function(DRAWN)
    return clicks + 1


@pytest.mark.parametrize("size", ["wall", "table", "phone", "small"])
def test_the_filled_button_leads_to_the_reveal(visit: Callable, app: App, size: str):
    visitor = visit(size)
    page = visitor.page
    page.goto(app.at())
    stage.arrived(page, "start", "look", CODE)
    clicks = 0
    while "four-sightings curve" not in page.evaluate("document.documentElement.dataset.niStep"):
        clicks += click_what_the_screen_says(page)
        assert clicks <= MOST_CLICKS
    assert "Singled out is not yet named" in page.locator(".ni-sentence").inner_text()
    assert clicks == 13, "docs/newcomers-path.md counts them"
    assert visitor.errors == []
