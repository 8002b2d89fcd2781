"""axe-core finds nothing serious on any step of any scene; what is Streamlit's own is in docs/accessibility.md."""

import os
import re
from collections.abc import Callable
from importlib.resources import files

import layout
import pytest
import stage
from playwright.sync_api import Page

from nullisland.app.registry import SCENES, stations
from running_app import CODE, ROOT, App

pytestmark = pytest.mark.browser

AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
RUN = """() => axe.run(document, {resultTypes: ['violations']}).then((found) => found.violations
  .filter((one) => ['serious', 'critical'].includes(one.impact))
  .flatMap((one) => one.nodes.map((node) => `${one.id} ${node.target.flat().join(' ')}`)))"""
EVERY = """(selector) => {
  const inside = (root) =>
    [...root.querySelectorAll("*")].flatMap((e) => [e, ...(e.shadowRoot ? inside(e.shadowRoot) : [])]);
  return inside(document).filter((element) => element.matches(selector));
}"""
"""All there are on the page, in its components too."""
UNFOLD = f"""() => ({EVERY})("details:not([open]) > summary").forEach((one) => one.click())"""
UNFOLDED = f"""() => ({EVERY})("details").every(({{ open, lastElementChild: last }}) =>
  open && last.checkVisibility() && last.getBoundingClientRect().height > 0)"""
LOOSE = f"""() => ({EVERY})("th:not([scope])").map((one) => one.textContent)"""
"""Heads of tables that do not say what they are the head of."""
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


def unfold(page: Page) -> None:
    """Open what is folded: how we got it, the same as a table, the code, the notes."""
    page.evaluate(UNFOLD)
    page.wait_for_function(UNFOLDED)


SEEN = [(scene, 0) for scene in SCENES]
if os.environ.get("NULLISLAND_GRID"):
    SEEN += [(scene, 1) for scene in stations("45")]
"""Every scene in one of the looks; with `make check-all` those of the core in a second."""


@pytest.mark.parametrize(("scene", "look"), SEEN)
def test_no_serious_violation_on_any_step(visit: Callable, app: App, scene: str, look: int):
    """One page a scene, walked with Next; nothing stays folded."""
    size, theme, front = LOOKS[(list(SCENES).index(scene) + look) % len(LOOKS)]
    page = visit(size, theme).page
    steps = SCENES[scene].steps
    page.goto(app.at(scene, steps[0], preset="90", **front))
    found = {}
    for i, step in enumerate(steps):
        stage.arrived(page, scene, step, CODE)
        page.wait_for_selector(".st-key-ni-below")
        layout.settled(page)
        unfold(page)
        if not i:
            page.evaluate(AXE)
        found[step] = own(page.evaluate(RUN)) + page.evaluate(LOOSE)
        if step != steps[-1]:
            page.locator(".st-key-ni-next button").click()
    assert {step: wrong for step, wrong in found.items() if wrong} == {}


def test_every_head_of_a_table_says_what_it_is_the_head_of():
    """In the sources: some tables are there only after somebody has answered."""
    app = ROOT / "src" / "nullisland" / "app"
    sources = [path for path in app.rglob("*") if path.suffix in (".py", ".html")]
    loose = [
        path.name for path in sources if re.search(r"<th(?=[ >])(?![^>]*scope)", path.read_text("utf-8"))
    ]
    assert loose == []


def test_a_page_that_is_wrong_is_noticed(visit: Callable, app: App):
    """The positive control: a picture without words in the open; what is folded has to be opened first."""
    page = visit().page
    page.goto(app.at("rules", "read"))
    stage.arrived(page, "rules", "read", CODE)
    page.evaluate("document.querySelector('.ni-card').insertAdjacentHTML('beforebegin', '<img src>')")
    page.evaluate(AXE)
    assert {one.split()[0] for one in own(page.evaluate(RUN))} == {"image-alt"}
    unfold(page)
    folded = "<button></button><table><tr><th>x</th></tr></table>"
    page.locator(".st-key-ni-below .ni-how").first.evaluate("(e, html) => (e.innerHTML += html)", folded)
    assert {one.split()[0] for one in own(page.evaluate(RUN))} == {"image-alt", "button-name"}
    assert page.evaluate(LOOSE) == ["x"]
    page.eval_on_selector_all("details", "all => all.forEach((one) => (one.open = false))")
    assert {one.split()[0] for one in own(page.evaluate(RUN))} == {"image-alt"}
