"""The scenes past the core at the front of a room: large type, and nothing on anything."""

from collections.abc import Callable

import pytest
import stage

from running_app import CODE, App

pytestmark = pytest.mark.browser

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
        stage.settled(page)
        assert page.evaluate(stage.SMALL_PRINT) == [], (scene, step)
        assert stage.overlaps(page) == [], (scene, step)
        assert page.evaluate(stage.SIDEWAYS) <= 0, (scene, step)
