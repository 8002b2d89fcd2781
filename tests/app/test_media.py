"""The page on paper and in forced colours: what was chosen, and what a background alone would tell."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect
from stage import arrived

from running_app import CODE, App

pytestmark = pytest.mark.browser

GROUND = "e => getComputedStyle(e).backgroundColor"


def test_forced_colours_keep_the_choice_and_the_staircase(visit: Callable, app: App):
    page = visit().page
    page.emulate_media(forced_colors="active")
    page.goto(app.at("four-sightings", "help", cell="500", slot="180"))
    arrived(page, "four-sightings", "help", CODE)
    chosen = page.get_by_role("radio", name="500 m").evaluate(GROUND)
    assert chosen != page.get_by_role("radio", name="1 km").evaluate(GROUND)
    page.goto(app.at("four-sightings", "cards"))
    arrived(page, "four-sightings", "cards", CODE)
    step = page.locator(".ni-crowd .step i").first
    assert step.evaluate(GROUND) != page.locator("body").evaluate(GROUND)


def test_paper_shows_what_was_chosen_and_nothing_to_press(visit: Callable, app: App):
    page = visit().page
    page.goto(app.at("defend", "cards", card="coarser_squares", strength="1"))
    arrived(page, "defend", "cards", CODE)
    expect(page.locator(".ni-badge")).to_be_visible(timeout=60_000)
    page.emulate_media(media="print")
    options = page.locator(".st-key-ni-controls [role=radio]")
    shown = [option.inner_text() for option in options.all() if option.is_visible()]
    assert shown == ["coarser squares", "1 km"]
    expect(page.locator(".ni-badge")).to_be_visible()
    expect(page.locator(".st-key-ni-next button")).to_be_hidden()
