"""At the front of a room: large type, and nothing on anything; the core with the hands of a class counted."""

from collections.abc import Callable

import layout
import pytest
import stage
from plays import Setting
from playwright.sync_api import Page

from nullisland.app.registry import SCENES
from running_app import CODE, App

pytestmark = pytest.mark.browser

WALL = Setting("wall", "light", "mouse", "reduce")
STEPS = (
    ("read-life", "read"),
    ("read-life", "reveal"),
    ("read-life", "help"),
    ("shown", "predict"),
    ("shown", "label"),
    ("shown", "reveal"),
    ("manual", "nights"),
    ("manual", "found"),
    ("totals", "tables"),
    ("totals", "difference"),
    ("totals", "promise"),
    ("sandbox", "play"),
)


def test_nothing_is_small_and_nothing_lies_on_anything(visit: Callable, app: App):
    page = visit().page
    for scene, step in STEPS:
        page.goto(app.at(scene, step, wall="1"))
        stage.arrived(page, scene, step, CODE)
        layout.settled(page)
        assert page.evaluate(layout.SMALL_PRINT) == [], (scene, step)
        assert layout.overlaps(page) == [], (scene, step)
        assert page.evaluate(layout.SIDEWAYS) <= 0, (scene, step)


def raise_hands(page: Page, most: int) -> None:
    """A class of `most` and a few for the first answer that is offered, two for each of the others."""
    for i, field in enumerate(page.locator(".st-key-ni-predict [class*=st-key-ni-hands-] input").all()):
        field.fill(str(2 if i else most))
    page.locator(".st-key-ni-lock button").click()


def test_the_core_is_played_with_the_hands_of_a_class(visit: Callable, app: App):
    """Questions with a field an answer, reveals with a dot a hand: all of it in sight, and on nothing else."""
    visitor = visit()
    page, asked, before = visitor.page, [], {}
    page.goto(app.at(hands="1", wall="1"))
    for scene, step in stage.places("45"):
        stage.arrived(page, scene, step, CODE)
        if step == SCENES[scene].steps[0]:
            before.clear()
        stage.check_frame(page, WALL, before)
        assert page.evaluate(layout.SMALL_PRINT) == [], (scene, step)
        if page.locator(".st-key-ni-predict [class*=st-key-ni-hands-]").count():
            asked.append((scene, step))
            raise_hands(page, 24)
        if asked[-1:] != [(scene, step)] or step == "exit":
            page.locator(".st-key-ni-next button").click()
    assert asked == [
        ("names-off", "predict"),
        ("four-sightings", "predict"),
        ("four-sightings", "town"),
        ("defend", "predict"),
        ("council", "vote"),
        ("council", "again"),
        ("council", "exit"),
    ]
    assert visitor.errors == []
    assert visitor.left == []
