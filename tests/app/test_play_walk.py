"""Next alone walks a whole lesson, and Back returns: on the island of the tests, and on that of the lesson."""

import os
from collections.abc import Callable

import pytest
import stage
from plays import Setting
from playwright.sync_api import Page

from nullisland.app.numbers import SAMPLE_CODE
from nullisland.app.registry import SCENES
from running_app import CODE, App

pytestmark = pytest.mark.browser

WALKS = [
    (CODE, "45", Setting("wall", "light", "mouse", "reduce")),
    (CODE, "90", Setting("small", "dark", "mouse", "reduce")),
]
if os.environ.get("NULLISLAND_GRID"):
    WALKS += [
        (SAMPLE_CODE, "90", Setting(size, "light", "mouse", "reduce")) for size in ("wall", "phone", "small")
    ]
"""With `make check-all` on the island of the lesson, too: numbers of five digits, four weeks of days."""


def look(page: Page, setting: Setting, place: tuple[str, str], code: str, before: dict) -> None:
    """Once the place is there: it is as it must be, and within a scene nothing has jumped."""
    scene, step = place
    stage.arrived(page, scene, step, code)
    if step == SCENES[scene].steps[0]:
        before.clear()
    stage.check_frame(page, setting, before)


@pytest.mark.parametrize(
    ("code", "preset", "setting"), WALKS, ids=lambda value: value if isinstance(value, str) else str(value)
)
def test_next_alone_walks_the_whole_lesson(
    visit: Callable, app: App, code: str, preset: str, setting: Setting
):
    """And nothing leaves the machine on the way, neither from the browser nor from the server."""
    visitor = visit(setting.size, setting.theme)
    page, before = visitor.page, {}
    page.goto(app.at(code=code, preset=preset))
    for i, place in enumerate(stage.places(preset)):
        if i:
            page.locator(".st-key-ni-next button").click()
        look(page, setting, place, code, before)
    assert page.locator(".st-key-ni-next button").inner_text() == "To the start"
    if code == SAMPLE_CODE:
        for place in [(name, step) for name, scene in SCENES.items() if scene.entry for step in scene.steps]:
            page.goto(app.at(*place, code=code))
            look(page, setting, place, code, before)
    assert visitor.errors == []
    assert visitor.left == []
    assert app.connections() == []


def test_back_returns_to_the_start(visit: Callable, app: App):
    page = visit().page
    *rest, last = stage.places("45")
    page.goto(app.at(*last))
    stage.arrived(page, *last, CODE)
    for scene, step in reversed(rest):
        page.locator(".st-key-ni-back button").click()
        stage.arrived(page, scene, step, CODE)
