"""axe-core finds nothing serious on any scene; what is Streamlit's own is listed in docs/accessibility.md."""

import re
from collections.abc import Callable
from importlib.resources import files

import pytest
import stage

from nullisland.app.registry import SCENES
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
PLACES = [
    (name, step)
    for name, scene in SCENES.items()
    for step in dict.fromkeys((scene.steps[0], scene.steps[-1]))
]


def own(found: list[str]) -> list[str]:
    """What is not on the list of Streamlit's own."""
    return [one for one in found if not any(one.split()[0] == rule and part in one for rule, part in LISTED)]


@pytest.mark.parametrize(("scene", "step"), PLACES, ids=lambda value: value)
def test_no_serious_violation(visit: Callable, app: App, scene: str, step: str):
    size, theme = (("wall", "light"), ("phone", "dark"))[PLACES.index((scene, step)) % 2]
    page = visit(size, theme).page
    page.goto(app.at(scene, step))
    stage.arrived(page, scene, step, CODE)
    stage.settled(page)
    page.evaluate(AXE)
    assert own(page.evaluate(RUN)) == []


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
