"""Plays a scene in a browser, by mouse or by keyboard alone, and looks at the page after every act."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from plays import Do, Play, Setting
from playwright.sync_api import Page, expect
from wire import FRAME, wire_of

from running_app import App

MOST_TABS = 3
"""How far away the next action may be for the keyboard, everywhere."""

BOXES = ("stations", "question", "picture", "number", "sentence", "steps")
FOCUS = """() => {
  let on = document.activeElement;
  while (on.shadowRoot && on.shadowRoot.activeElement) on = on.shadowRoot.activeElement;
  if (on === document.body) return "nothing";
  return on.getAttribute("aria-label") || on.innerText || on.value || on.tagName;
}"""
AMONG = """(name, nth) => {
  const groups = [...document.querySelectorAll('[role=radiogroup]')].filter((group) =>
    [...group.querySelectorAll('[role=radio]')].some((one) => one.innerText === name));
  return document.activeElement.getAttribute('role') === 'radio' && groups[nth].contains(document.activeElement);
}"""
SIDEWAYS = "document.documentElement.scrollWidth - innerWidth"
CHARTED = """() => [...document.querySelectorAll('.st-key-ni-picture .stPlotlyChart')]
  .every((chart) => chart.querySelector('.main-svg'))"""
SMALL = """all => all.filter(e => e.offsetParent).map(e => [e.innerText, e.getBoundingClientRect()])
  .filter(([, b]) => b.width < 24 || b.height < 24).map(([t]) => t)"""

SMALL_PRINT = """() => {
  const out = [], look = (root) => {
    for (const element of root.querySelectorAll("*")) {
      if (element.shadowRoot) look(element.shadowRoot);
      const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
      if (!own || element.closest("style, script, .ni-condition, .legend, .caption, .ni-unseen")) continue;
      const box = element.getBoundingClientRect(), size = parseFloat(getComputedStyle(element).fontSize);
      if (box.width > 1 && box.top < innerHeight && size > 0 && size < 24 && element.checkVisibility()) {
        out.push([element.textContent.trim(), size]);
      }
    }
  };
  look(document.body);
  return out;
}"""
"""What stands on screen in less than 24 pixels, but for conditions."""


def arrived(page: Page, scene: str, step: str, code: str) -> None:
    """The step and its numbers are on screen, its script has ended, and the focus has found its place."""
    page.wait_for_selector(
        f'html[data-ni-step="{scene} {step} {code}"]:not([data-ni-part="waiting"])',
        state="attached",
        timeout=180_000,  # the first to come waits for the island's numbers
    )
    rest(page)
    page.wait_for_function(
        "() => (({ niStep, niPart, niFocus }) => niFocus === `${niStep} ${niPart}`)(document.documentElement.dataset)"
    )


@contextmanager
def answered(page: Page) -> Iterator[None]:
    """An act, and then the end of the script it asked the server for; if it asked for none, nothing to wait for."""
    wire = wire_of(page)
    asked, ended = wire.asked, wire.ended
    yield
    page.evaluate(FRAME)
    if wire.asked > asked:
        deadline = time.monotonic() + 60
        while wire.ended == ended:
            assert time.monotonic() < deadline, "the server has not answered"
            page.evaluate(FRAME)
        page.evaluate(FRAME)
    rest(page)


def press_key(page: Page, key: str) -> None:
    """One key, and what comes of it."""
    with answered(page):
        page.keyboard.press(key)


def rest(page: Page) -> None:
    """Until the page's script has ended."""
    page.wait_for_selector('.stApp[data-test-script-state="notRunning"]', state="attached")


def boxes(page: Page) -> dict[str, dict[str, float]]:
    """Place and size of the parts of the frame that are on screen; whole pixels."""
    found = {}
    for name in BOXES:
        part = page.locator(f".st-key-ni-{name}")
        box = part.bounding_box() if part.count() else None
        if box:
            found[name] = {key: round(value) for key, value in box.items()}
    return found


def settled(page: Page) -> dict[str, dict[str, float]]:
    """The boxes once two frames show the same: scripts of charts may still be on their way."""
    page.wait_for_function(CHARTED)
    before: dict[str, dict[str, float]] = {}
    while True:
        now = boxes(page)
        if now and now == before:
            return now
        before = now
        page.evaluate("() => new Promise(requestAnimationFrame)")


def overlaps(page: Page) -> list[tuple[str, str]]:
    """Pairs of parts of the frame that lie on each other."""
    parts = list(boxes(page).items())
    return [
        (a, b)
        for i, (a, p) in enumerate(parts)
        for b, q in parts[i + 1 :]
        if p["x"] < q["x"] + q["width"]
        and q["x"] < p["x"] + p["width"]
        and p["y"] < q["y"] + q["height"]
        and q["y"] < p["y"] + p["height"]
    ]


def check_page(page: Page) -> None:
    """Nothing sideways, a question as the only h1, one polite live region of ours, targets of 24 pixels."""
    assert page.evaluate(SIDEWAYS) <= 0
    assert page.locator("h1").count() == 1
    assert page.locator("h1").inner_text().endswith("?")
    assert page.locator(".st-key-ni-voice [role=status]").count() == 1
    assert page.eval_on_selector_all(".stApp button", SMALL) == []


def check_frame(page: Page, setting: Setting, before: dict[str, dict[str, float]]) -> None:
    """On large screens nothing jumps, nothing lies on anything, nothing needs scrolling."""
    check_page(page)
    if setting.size in ("phone", "small") or not page.locator(".st-key-ni-frame").count():
        return
    now = settled(page)
    moved = {name: (box, now[name]) for name, box in before.items() if name in now and now[name] != box}
    assert moved == {}, f"{moved} at {page.url}"
    assert overlaps(page) == [], f"{overlaps(page)} at {page.url}"
    if setting.size == "wall":
        foot = max(box["y"] + box["height"] for box in now.values())
        assert foot <= 720, f"{foot} at {page.url}"


def perform(page: Page, app: App, play: Play, setting: Setting, code: str) -> None:
    """Play a scene to its end; after each act look at the page and, by keyboard, at the focus."""
    page.goto(app.at(play.scene, play.begin, **play.query))
    arrived(page, play.scene, play.begin, code)
    act = {"mouse": by_mouse, "keys": by_keys}[setting.hand]
    if setting.hand == "keys":
        page.locator("h1").focus()
    step, before = play.begin, {}
    for do in play.acts:
        if page.locator(".st-key-ni-frame").count() and not before:
            before = settled(page)
        act(page, do)
        if do.shows:
            page.locator(do.shows).first.wait_for()
            rest(page)
        if do.then:
            step = do.then
            arrived(page, play.scene, step, code)
            check_frame(page, setting, before)
            if setting.hand == "keys":
                page.wait_for_function(f"({FOCUS})() !== 'nothing'")
    for selector in play.shows:
        expect(page.locator(selector).first).to_be_visible()
    check_page(page)


def by_mouse(page: Page, do: Do) -> None:
    """One act with the pointer."""
    with answered(page):
        if do.kind == "choose":
            page.get_by_role("radio", name=do.name, exact=True).nth(do.nth).click()
        elif do.kind == "press":
            page.get_by_role("button", name=do.name, exact=True).click()
        elif do.kind == "fill":
            page.get_by_label(do.name).fill(do.value)
        else:
            page.locator(do.name).nth(do.nth).click()


def by_keys(page: Page, do: Do) -> None:
    """The same act with Tab, arrows, Space and Enter."""
    if do.kind == "choose":
        option = page.get_by_role("radio", name=do.name, exact=True).nth(do.nth)
        option.wait_for()
        tab_until(page, f"() => ({AMONG})({do.name!r}, {do.nth})", do)
        for _ in range(12):
            if page.evaluate(FOCUS) == do.name:
                break
            press_key(page, "ArrowRight")
        press_key(page, "Space")
        expect(option).to_be_checked()
    elif do.kind == "press":
        tab_until(page, f"() => ({FOCUS})() === {do.name!r}", do)
        press_key(page, "Enter")
    elif do.kind == "fill":
        tab_until(page, f"() => ({FOCUS})().includes({do.name!r})", do)
        page.keyboard.type(do.value)
    else:
        card = page.locator(do.name).nth(do.nth)
        tab_until(page, f"() => ({FOCUS})() !== 'H1' && !!document.activeElement.shadowRoot", do)
        press_key(page, "Home")
        for _ in range(do.nth):
            press_key(page, "ArrowDown")
        press_key(page, "Space")
        expect(card).to_have_attribute("aria-pressed", "true")


def tab_until(page: Page, holds: str, do: Do) -> None:
    """Press Tab until the focus is there, at most three times."""
    for _ in range(MOST_TABS + 1):
        if page.evaluate(holds):
            return
        press_key(page, "Tab")
    raise AssertionError(
        f"{do.name!r} is more than {MOST_TABS} Tabs away; the focus is on {page.evaluate(FOCUS)!r}"
    )
