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
    assert number(page, app, "ones") == f"{(scene.first == 1).sum():,}"
    assert number(page, app, "ones", threshold="5") == "0"
    expect(page.locator(".ni-sentence")).to_contain_text(
        f"{scene.hidden[2].found:,} of {scene.records:,} records"
    )
    for made in scene.recoveries:
        assert number(page, app, "traces", published=made.how) == f"{made.found.right.numerator:,}"
    for epsilon, right in (("0.1", "52"), ("1", "73"), ("2", "88"), ("5", "99")):
        assert number(page, app, "promise", epsilon=epsilon) == right
        assert page.locator(".ni-waffle.ni-dots .ni-block i.right").count() == int(right)


def test_what_is_protected_and_who_shares_epsilon_stand_on_screen(visit: Callable, app: App, scene):
    page = visit().page
    for unit, name, said in (
        ("visit", "one visit", "one visit of anybody"),
        ("person", "one person", "one person"),
    ):
        number(page, app, "promise", unit=unit, releases="4", epsilon="1")
        sentence = page.locator(".ni-sentence")
        expect(sentence).to_contain_text(f"Protected: {said}")
        expect(sentence).to_contain_text("4 releases share epsilon")
        made = scene.promise(name, 1.0, 4)
        expect(sentence).to_contain_text(f"off by more than {round(made.typical_error):,}")


def test_hour_and_threshold_move_what_is_said(visit: Callable, app: App, scene):
    """An hour has its own ones; hiding takes them from the number, the sentence, the map and the table."""
    page = visit().page
    day = scene.first[scene.slots()]
    every = (day == 1).sum(axis=1).tolist()
    ones = {hour: every[hour] for hour in (every.index(min(every)), every.index(max(every)))}
    assert len(set(ones.values())) == 2
    whole = number(page, app, "ones")
    expect(page.locator(".ni-big span")).to_contain_text(f"on the whole island in {scene.days} days")
    page.get_by_text("How we got it").click()
    sentence = page.locator(".ni-sentence")
    for hour in ones:
        page.get_by_label("Hour of that Thursday").fill(str(hour))
        stage.press_key(page, "Enter")
        expect(sentence).to_contain_text(
            f"At {hour}:00 that Thursday, squares with one person: {ones[hour]}."
        )
        row = page.locator(".ni-table tr", has_text=f"One person alone at {hour}:00")
        expect(row.locator("td").nth(1)).to_have_text(f"{ones[hour]}")
        expect(page.locator(".ni-big b")).to_have_text(whole)
    page.wait_for_url(f"**hour={hour}**")
    for below in (2, 5, 10):
        with stage.answered(page):
            page.get_by_role("radio", name=f"below {below}", exact=True).click()
        expect(page.locator(".ni-big b")).to_have_text("0")
        gone = ((day[hour] > 0) & (day[hour] < below)).sum()
        expect(sentence).to_contain_text(f"squares with one person: 0, hidden: {gone}.")
        expect(row.locator("td").nth(1)).to_have_text("0")
    with stage.answered(page):
        page.get_by_role("radio", name="none", exact=True).click()
    expect(page.locator(".ni-big b")).to_have_text(whole)
