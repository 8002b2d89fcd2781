"""The app in this very process: no server and no browser, one run of its script after another (`AppTest`)."""

import time
from collections.abc import Callable
from pathlib import Path

from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Element

import nullisland.app
from nullisland.app import attempts, numbers
from nullisland.app.open_numbers import begin_open
from nullisland.app.preparation import Preparation
from nullisland.lesson.parts import PARTS
from running_app import CODE

MAIN = Path(nullisland.app.__file__).with_name("main.py")


def prepared(code: str) -> Preparation:
    """Wait until every number of an island is there: its scenes, its open database, the attempts of scene 5."""
    numbers.first_picture_served()
    island = numbers.begin(code)
    _until(lambda: _complete(island))
    _until(lambda: begin_open(code).scene is not None)
    assert island.attempts_error or len(attempts.known_attempts(island)) == attempts.COUNT
    return island


def _complete(island: Preparation) -> bool:
    """What the attempts are made from goes when they are there."""
    assert island.error is None, island.error
    assert not island.failed, island.failed
    return PARTS.keys() <= island.parts.keys() and island.outcome is None


def _until(there: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 600
    while not there():
        assert time.monotonic() < deadline, "the numbers do not come"
        time.sleep(0.05)


def page(scene: str, step: str, code: str = CODE, **query: str) -> AppTest:
    """The page of an address, drawn once."""
    prepared(code)
    out = AppTest.from_file(MAIN, default_timeout=120)
    go(out, scene=scene, step=step, code=code, **query)
    return out


def go(page: AppTest, **query: str) -> None:
    """What the browser sends for its Back and Forward: another address, and every control as it stands."""
    page.query_params.clear()
    page.query_params.update(query)
    page.run()


def control(page: AppTest, key: str) -> Element:
    """The control with this key."""
    (found,) = (one for kind in KINDS for one in page.get(kind) if one.key == key)
    return found


KINDS = ("button_group", "number_input", "selectbox", "text_input")
