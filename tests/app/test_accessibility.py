"""axe-core finds nothing serious on any step of any scene; what is Streamlit's own is in docs/accessibility.md."""

import os
import re
from collections.abc import Callable
from importlib.resources import files

import pytest
import stage

from nullisland.app.registry import SCENES, stations
from running_app import CODE, ROOT, App

pytestmark = pytest.mark.browser

AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
RUN = """() => axe.run(document, {resultTypes: ['violations']}).then((found) => found.violations
  .filter((one) => ['serious', 'critical'].includes(one.impact))
  .flatMap((one) => one.nodes.map((node) => `${one.id} ${node.target.flat().join(' ')}`)))"""
LISTED = tuple(
    re.findall(
        r"^\| `([\w-]+) ([^`]+)` \|", (ROOT / "docs/accessibility.md").read_text(encoding="utf-8"), re.M
    )
)
LOOKS = (
    ("wall", "light", {}),
    ("phone", "dark", {}),
    ("wall", "dark", {"wall": "1", "hands": "1", "notes": "1"}),
)
"""How the scenes are looked at, by turns: from a desk, on a phone, and from the front of a room."""


def own(found: list[str]) -> list[str]:
    """What is not on the list of Streamlit's own."""
    return [one for one in found if not any(one.split()[0] == rule and part in one for rule, part in LISTED)]


SEEN = [(scene, 0) for scene in SCENES]
if os.environ.get("NULLISLAND_GRID"):
    SEEN += [(scene, 1) for scene in stations("45")]
"""Every scene in one of the looks; with `make check-all` those of the core in a second."""


@pytest.mark.parametrize(("scene", "look"), SEEN)
def test_no_serious_violation_on_any_step(visit: Callable, app: App, scene: str, look: int):
    """One page a scene, walked with Next."""
    size, theme, front = LOOKS[(list(SCENES).index(scene) + look) % len(LOOKS)]
    page = visit(size, theme).page
    steps = SCENES[scene].steps
    page.goto(app.at(scene, steps[0], preset="90", **front))
    found = {}
    for i, step in enumerate(steps):
        stage.arrived(page, scene, step, CODE)
        page.wait_for_selector(".st-key-ni-below")
        stage.settled(page)
        if not i:
            page.evaluate(AXE)
        found[step] = own(page.evaluate(RUN))
        if step != steps[-1]:
            page.locator(".st-key-ni-next button").click()
    assert {step: wrong for step, wrong in found.items() if wrong} == {}


def test_a_page_that_is_wrong_is_noticed(visit: Callable, app: App):
    """The positive control: a button without a name, a picture without words."""
    page = visit().page
    page.goto(app.at("rules", "read"))
    stage.arrived(page, "rules", "read", CODE)
    page.evaluate(
        "document.querySelector('.ni-card').insertAdjacentHTML('beforebegin', '<button></button><img src>')"
    )
    page.evaluate(AXE)
    rules = {one.split()[0] for one in own(page.evaluate(RUN))}
    assert rules >= {"button-name", "image-alt"}
