"""Scene 7 in a browser: its numbers are the library's, its controls move them the right way."""

from collections.abc import Callable

import pytest
import stage
from playwright.sync_api import Page, expect

from running_app import CODE, App

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def scene():
    from nullisland.lesson import prepare, totals
    from nullisland.model import Scenario
    from nullisland.pipeline import run

    outcome = run(Scenario.from_code(CODE))
    return totals.prepare(outcome, prepare(outcome))


def number(page: Page, app: App, step: str, **controls: str) -> str:
    page.goto(app.at("totals", step, **controls))
    stage.arrived(page, "totals", step, CODE)
    return page.locator(".ni-big b").inner_text()


def test_the_numbers_are_those_of_the_library(visit: Callable, app: App, scene):
    page = visit().page
    assert number(page, app, "difference") == f"{len(scene.found_slots):,}"
    assert number(page, app, "ones", threshold="5") == f"{scene.hidden[2].ones:,}"
    expect(page.locator(".ni-sentence")).to_contain_text(
        f"{scene.hidden[2].found:,} of {scene.records:,} records"
    )
    for made in scene.recoveries:
        assert number(page, app, "traces", published=made.how) == f"{made.found.right.numerator:,}"
    for epsilon, right in (("0.1", "52"), ("1", "73"), ("2", "88"), ("5", "99")):
        assert number(page, app, "promise", epsilon=epsilon) == right
        assert page.locator(".ni-waffle.ni-dots .ni-block i.right").count() == int(right)


def test_what_is_protected_and_who_shares_the_budget_stand_on_screen(visit: Callable, app: App, scene):
    page = visit().page
    for unit, name, said in (
        ("visit", "one visit", "one visit of anybody"),
        ("person", "one person", "one person"),
    ):
        number(page, app, "promise", unit=unit, releases="4", epsilon="1")
        sentence = page.locator(".ni-sentence")
        expect(sentence).to_contain_text(f"Protected: {said}")
        expect(sentence).to_contain_text("4 releases share the budget")
        made = scene.promise(name, 1.0, 4)
        expect(sentence).to_contain_text(f"off by more than {round(made.typical_error):,}")


def test_the_hour_moves_the_map_and_its_table(visit: Callable, app: App, scene):
    page = visit().page
    number(page, app, "ones", hour="9")
    page.get_by_text("How we got it").click()
    alone = sum(count == 1 for _, count in scene.squares_at(10))
    page.get_by_label("Hour of that Thursday").fill("10")
    page.keyboard.press("Enter")
    row = page.locator(".ni-table tr", has_text="One person alone at 10:00")
    expect(row.locator("td").nth(1)).to_have_text(str(alone))
    assert "hour=10" in page.url
