"""The page on paper and in forced colours: what was chosen, and what a background alone would tell."""

from collections.abc import Callable

import pytest
from layout import settled
from playwright.sync_api import expect
from stage import arrived

from running_app import CODE, App

pytestmark = pytest.mark.browser

GROUND = "e => getComputedStyle(e).backgroundColor"


def test_forced_colours_keep_the_choice_and_the_staircase(visit: Callable, app: App):
    page = visit().page
    page.emulate_media(forced_colors="active")
    page.goto(app.at("four-sightings", "help", cell="500", slot="180"))
    arrived(page, "four-sightings", "help", CODE)
    chosen = page.get_by_role("radio", name="500 m").evaluate(GROUND)
    assert chosen != page.get_by_role("radio", name="1 km").evaluate(GROUND)
    page.goto(app.at("four-sightings", "cards"))
    arrived(page, "four-sightings", "cards", CODE)
    step = page.locator(".ni-crowd .step i").first
    assert step.evaluate(GROUND) != page.locator("body").evaluate(GROUND)


def test_paper_shows_what_was_chosen_and_nothing_to_press(visit: Callable, app: App):
    page = visit().page
    page.goto(app.at("defend", "cards", card="coarser_squares", strength="1"))
    arrived(page, "defend", "cards", CODE)
    expect(page.locator(".ni-badge")).to_be_visible(timeout=60_000)
    page.emulate_media(media="print")
    options = page.locator(".st-key-ni-controls [role=radio]")
    shown = [option.inner_text() for option in options.all() if option.is_visible()]
    assert shown == ["the first five", "coarser squares", "1 km"]
    expect(page.locator(".ni-badge")).to_be_visible()
    expect(page.locator(".st-key-ni-next button")).to_be_hidden()


INK = """(wanted) => [...document.querySelectorAll('.js-plotly-plot *')].flatMap((one) => {
  const style = getComputedStyle(one);
  return ['fill', 'stroke', 'backgroundColor'].map((what) => style[what]).filter((colour) => wanted.includes(colour));
})"""
"""Which of some colours a chart shows."""


def rgb(colour: str) -> str:
    return "rgb({}, {}, {})".format(*(int(colour[i : i + 2], 16) for i in (1, 3, 5)))


@pytest.mark.parametrize(("scene", "step"), [("four-sightings", "curve"), ("sandbox", "play")])
def test_a_chart_of_a_dark_screen_is_light_on_paper(visit: Callable, app: App, scene: str, step: str):
    from nullisland.app.theme import DARK, LIGHT

    page = visit("wall", "dark").page
    page.goto(app.at(scene, step))
    arrived(page, scene, step, CODE)
    settled(page)
    dark = [rgb(DARK[role]) for role in DARK if DARK[role] not in LIGHT.values()]
    assert page.evaluate(INK, dark) != []
    page.emulate_media(media="print")
    assert page.evaluate(INK, [*dark, rgb(DARK["truth"])]) == []
    assert rgb(LIGHT["truth"]) in page.evaluate(INK, [rgb(LIGHT["truth"])])


def test_a_map_of_a_dark_screen_is_light_on_paper_and_dark_again_after(visit: Callable, app: App):
    page = visit("wall", "dark").page
    page.goto(app.at("read-life", "read"))
    arrived(page, "read-life", "read", CODE)
    expect(page.locator(".st-key-ni-life-map [data-ready=true]")).to_have_count(1)
    ground = page.locator(".ni-town .caption")
    before = ground.evaluate(GROUND)
    page.emulate_media(media="print")
    expect(page.locator(".ni-town.dark")).to_have_count(0)
    assert ground.evaluate(GROUND) != before
    page.emulate_media(media="screen")
    expect(page.locator(".ni-town.dark")).to_have_count(1)
