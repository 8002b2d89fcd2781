"""Scene 4 in a browser: its numbers are the library's, its score punishes false certainty."""

from collections.abc import Callable

import pytest
import stage
from playwright.sync_api import expect

from running_app import CODE, App

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def scene():
    from nullisland.lesson import prepare, shown
    from nullisland.model import Scenario
    from nullisland.pipeline import run

    outcome = run(Scenario.from_code(CODE))
    return shown.prepare(outcome, prepare(outcome))


@pytest.mark.parametrize("percent", [0, 50, 100])
def test_the_points_lost_are_those_of_the_library(visit: Callable, app: App, scene, percent: int):
    from nullisland.lesson.shown import points_lost

    page = visit().page
    page.goto(app.at("shown"))
    stage.arrived(page, "shown", "predict", CODE)
    page.get_by_label("Or type a number").fill(str(percent))
    page.get_by_role("button", name="Lock my guess", exact=True).click()
    stage.arrived(page, "shown", "label", CODE)
    page.get_by_role("button", name="Next", exact=True).click()
    stage.arrived(page, "shown", "reveal", CODE)
    lost = points_lost(percent, truth=scene.asked.reason == "patient")
    expect(page.locator(".ni-sentence")).to_contain_text(f"You said {percent} %: {lost} of 100 points lost")
    expect(page.locator(".ni-big b")).to_have_text(f"{scene.patients:,}")
    expect(page.locator(".ni-big span")).to_contain_text(f"of {scene.seen:,} codes")
    assert page.locator(".ni-share .guess").count() == 1


def test_twenty_people_and_one_guess(visit: Callable, app: App, scene):
    page = visit().page
    page.goto(app.at("shown", "harm"))
    stage.arrived(page, "shown", "harm", CODE)
    people, secrets = len(scene.guessed), scene.guessed.count("patient")
    expect(page.locator(".ni-sentence")).to_contain_text(
        f"{secrets} lost a secret; {people - secrets} got a label"
    )
    expect(page.locator(".ni-block i.right")).to_have_count(secrets)
    expect(page.locator(".ni-block i.wrong")).to_have_count(people - secrets)


def test_whoever_presses_next_alone_ends_on_what_helps(visit: Callable, app: App, scene):
    page = visit().page
    page.goto(app.at("shown", "harm"))
    stage.arrived(page, "shown", "harm", CODE)
    page.get_by_role("button", name="Next", exact=True).click()
    stage.arrived(page, "shown", "help", CODE)
    number, sentence = page.locator(".ni-big b"), page.locator(".ni-sentence")
    assert scene.still == ()
    expect(number).to_have_text("0")
    expect(sentence).to_contain_text(f"{scene.left_out:,} of {scene.records:,} records are gone")
    page.get_by_role("radio", name="published", exact=True).click()
    expect(number).to_have_text(str(len(scene.guessed)))
    expect(sentence).to_contain_text(f"{scene.guessed.count('patient')} lost a secret")


def test_labels_are_kept_until_the_reveal(visit: Callable, app: App, scene):
    page = visit().page
    page.goto(app.at("shown", "label"))
    stage.arrived(page, "shown", "label", CODE)
    with stage.answered(page):
        page.get_by_role("radio", name="shows it", exact=True).first.click()
    page.reload()
    stage.arrived(page, "shown", "label", CODE)
    expect(page.get_by_role("radio", name="shows it", exact=True).first).to_be_checked()
    page.get_by_role("button", name="Next", exact=True).click()
    stage.arrived(page, "shown", "reveal", CODE)
    expect(page.get_by_text("You said: shows it")).to_be_visible()
    expect(page.locator(".ni-who-was")).to_have_count(len(scene.cards))
