"""Scene 6 in a browser: its numbers are the library's, its controls move them the right way."""

from collections.abc import Callable

import pytest
import stage
from playwright.sync_api import Page, expect

from running_app import CODE, App

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def scene():
    from nullisland.lesson import manual, prepare
    from nullisland.model import Scenario
    from nullisland.pipeline import run

    outcome = run(Scenario.from_code(CODE))
    return manual.prepare(outcome, prepare(outcome))


def number(page: Page, app: App, step: str, **controls: str) -> str:
    page.goto(app.at("manual", step, **controls))
    stage.arrived(page, "manual", step, CODE)
    return page.locator(".ni-big b").inner_text()


def test_the_numbers_are_those_of_the_library(visit: Callable, app: App, scene):
    page = visit().page
    nights = scene.nights
    assert number(page, app, "average") == f"{nights.town_m[29]:.0f} m"
    expect(page.locator(".ni-sentence")).to_contain_text(f"{nights.own_m[29]:.0f} m")
    assert number(page, app, "average", nights="5") == f"{nights.town_m[4]:.0f} m"
    assert number(page, app, "average", drawn="once") == f"{nights.town_m[0]:.0f} m"
    for i, shift in enumerate(("0", "200")):
        assert number(page, app, "found", shift=shift) == f"{scene.holes[i].found.numerator:,}"
    for codes in scene.codes:
        assert number(page, app, "codes", square=str(codes.cell_m)) == f"{codes.joined.right.numerator:,}"


def test_nights_come_one_by_one_and_the_guess_is_a_ring(visit: Callable, app: App):
    page = visit().page
    page.goto(app.at("manual"))
    stage.arrived(page, "manual", "predict", CODE)
    page.get_by_label("Or type a number").fill("120")
    page.get_by_role("button", name="Lock my guess", exact=True).click()
    stage.arrived(page, "manual", "nights", CODE)
    for count in (1, 2, 3):
        page.get_by_role("button", name="One more night", exact=True).click()
        expect(page.locator(".ni-sentence")).to_contain_text(f"{count} reports")
    page.wait_for_url("**nights=3**")
    page.get_by_role("button", name="Start again", exact=True).click()
    expect(page.locator(".ni-sentence")).to_contain_text("No report yet")
    expect(page.locator(".ni-town")).to_have_attribute("data-rings", "")
    page.goto(app.at("manual", "average"))
    stage.arrived(page, "manual", "average", CODE)
    expect(page.get_by_text("Your guess: 120 m. Locked.")).to_be_visible()
    expect(page.locator(".ni-town")).to_have_attribute("data-rings", "guess 1200")


def test_without_a_guess_there_is_no_ring(visit: Callable, app: App):
    page = visit().page
    page.goto(app.at("manual", "average"))
    stage.arrived(page, "manual", "average", CODE)
    expect(page.get_by_text("You passed. That is fine.")).to_be_visible()
    expect(page.locator(".ni-town")).to_have_attribute("data-rings", "")
