"""The browser's Back and Forward: address, control and picture are one."""

from collections.abc import Callable

import pytest
import stage
from playwright.sync_api import Page, expect

from running_app import CODE, App

pytestmark = pytest.mark.browser


def checked(page: Page, *names: str) -> None:
    for name in names:
        expect(page.get_by_role("radio", name=name, exact=True)).to_be_checked()


def test_back_and_forward_bring_controls_and_number(visit: Callable, app: App):
    page = visit().page
    page.goto(app.at("four-sightings", "help", cell="250", slot="60", code=CODE))
    stage.arrived(page, "four-sightings", "help", CODE)
    number = page.locator(".ni-big b")
    shown = [number.inner_text()]
    for name in ("500 m", "1 day"):
        with stage.answered(page):
            page.get_by_role("radio", name=name, exact=True).click()
        shown.append(number.inner_text())
    assert len(set(shown)) == 3

    for move, names, said in (
        (page.go_back, ("500 m", "1 hour"), shown[1]),
        (page.go_back, ("250 m", "1 hour"), shown[0]),
        (page.go_forward, ("500 m", "1 hour"), shown[1]),
        (page.go_forward, ("500 m", "1 day"), shown[2]),
    ):
        move()
        checked(page, *names)
        expect(number).to_have_text(said)
        stage.rest(page)


def test_back_turns_the_cards_of_scene_5_with_their_picture(visit: Callable, app: App):
    page = visit().page
    page.goto(app.at("defend", "cards", card="coarser_squares", strength="0", code=CODE))
    stage.arrived(page, "defend", "cards", CODE)
    before = page.url
    with stage.answered(page):
        page.get_by_role("radio", name="2 km", exact=True).click()
    expect(page.locator(".ni-dot.truth em")).to_have_text("coarser squares, 2 km", timeout=60_000)
    with stage.answered(page):
        page.get_by_role("radio", name="five more", exact=True).click()
    page.go_back()
    checked(page, "the first five", "coarser squares", "2 km")
    expect(page.locator(".ni-dot.truth em")).to_have_text("coarser squares, 2 km")
    page.go_back()
    expect(page).to_have_url(before)
    checked(page, "500 m")


def test_one_step_back_leaves_a_scene_for_the_one_before(visit: Callable, app: App):
    page = visit().page
    page.goto(app.at("defend", "frontier", code=CODE))
    stage.arrived(page, "defend", "frontier", CODE)
    page.locator(".st-key-ni-next button").click()
    stage.arrived(page, "council", "vote", CODE)
    page.go_back()
    stage.arrived(page, "defend", "frontier", CODE)
    page.go_forward()
    stage.arrived(page, "council", "vote", CODE)
