"""Plays a scene in a browser, by mouse or by keyboard alone, and looks at the page after every act."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from layout import DRAWN, SPILLED, check_page, foot, moved, overlaps, settled
from plays import Do, Play, Setting
from playwright.sync_api import Page, expect
from wire import FRAME, wire_of

from nullisland.app.registry import stations, steps_of
from running_app import SIZES, App

MOST_TABS = 3
"""How far away the next action may be for the keyboard, everywhere."""

HIGH = SIZES["wall"][1]
"""How much of a page is seen at once at the front of a room."""

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


def places(preset: str) -> list[tuple[str, str]]:
    """Scenes and their steps as Next walks them."""
    return [(scene, step) for scene in stations(preset) for step in steps_of(scene, preset)]


def arrived(page: Page, scene: str, step: str, code: str) -> None:
    """The step and all that is in it is on screen, its script has ended, and the focus has found its place."""
    page.wait_for_selector(
        f'html[data-ni-step="{scene} {step} {code}"]:not([data-ni-part="waiting"])',
        state="attached",
        timeout=180_000,  # the first to come waits for the island's numbers
    )
    rest(page)
    page.wait_for_function(DRAWN)
    page.wait_for_function(
        "() => (({ niStep, niPart, niFocus }) => niFocus === `${niStep} ${niPart}`)(document.documentElement.dataset)"
    )
    assert page.evaluate("document.documentElement.dataset.niAim") != "nowhere", (
        f"no place for the focus at {page.url}"
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


def check_frame(page: Page, setting: Setting, before: dict[str, dict[str, float]]) -> None:
    """On large screens nothing jumps, nothing lies on anything, nothing needs scrolling.

    `before` are the parts as they were first seen; those that are new are written into it.
    """
    check_page(page)
    if setting.size in ("phone", "small"):
        return
    now = settled(page)
    assert moved(now, before) == {}, f"{moved(now, before)} at {page.url}"
    assert overlaps(page) == [], f"{overlaps(page)} at {page.url}"
    assert page.evaluate(SPILLED) == [], page.url
    if setting.size == "wall":
        assert foot(page) <= HIGH, f"{foot(page)} at {page.url}"
    before.update({name: box for name, box in now.items() if name not in before})


def perform(page: Page, app: App, play: Play, setting: Setting, code: str) -> None:
    """Play a scene to its end; after each act look at the page and, by keyboard, at the focus."""
    page.goto(app.at(play.scene, play.begin, **play.query))
    arrived(page, play.scene, play.begin, code)
    act = {"mouse": by_mouse, "keys": by_keys}[setting.hand]
    before: dict[str, dict[str, float]] = {}
    check_frame(page, setting, before)
    if setting.hand == "keys":
        page.locator("h1").focus()
    for do in play.acts:
        act(page, do)
        if do.shows:
            page.locator(do.shows).first.wait_for()
            rest(page)
        if do.then:
            arrived(page, play.scene, do.then, code)
        if setting.hand == "keys":
            page.wait_for_function(f"({FOCUS})() !== 'nothing'")
        check_frame(page, setting, before)
    for selector in play.shows:
        expect(page.locator(selector).first).to_be_visible()


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
        for key in 12 * ["ArrowRight"] + 12 * ["ArrowLeft"]:
            if page.evaluate(FOCUS) == do.name:
                break
            press_key(page, key)
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
