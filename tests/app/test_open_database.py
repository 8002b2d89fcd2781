"""The open database played from question to remedy in a real browser: by mouse, and by keyboard alone."""

import re
from dataclasses import replace

import layout
import pytest
import stage
from plays import LOCK, PAIRWISE, Do, Play
from playwright.sync_api import expect

from nullisland.model import Scenario
from running_app import CODE

pytestmark = pytest.mark.browser

WAITS = """said => document.body.innerText.includes(said) && document.querySelector('[role=progressbar]') &&
  document.querySelector('.st-key-ni-back button')"""
STEPS = ("predict", "search", "feed", "audit", "help")
PLAY = Play(
    "open-database",
    "predict",
    (
        Do("choose", "40"),
        Do("press", LOCK, "search"),
        Do("choose", "I am curious"),
        Do("press", "Look {guide} up", shows=".ni-look-ups"),
        Do("press", "Next", "feed"),
        Do("press", "Next", "audit"),
        Do("choose", "at two such places in a week"),
        Do("press", "Next", "help"),
        Do("choose", "no names"),
    ),
    (".ni-chosen", ".ni-talk"),
)


def arrived(page, scene, step):
    stage.arrived(page, scene, step, CODE)


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


@pytest.fixture(scope="module")
def scene():
    from nullisland.lesson.cast import find_guide
    from nullisland.opendb.scene import prepare_scene
    from nullisland.pipeline import run

    scenario = Scenario.from_code(CODE)
    found = find_guide(run(scenario))
    assert found is not None
    return prepare_scene(scenario, found[0].person)


def key_number(page):
    return page.locator(".ni-big b")


def heard(page):
    """What a screen reader was told last."""
    return page.locator(".st-key-ni-voice [role=status] p").last


def ready(page, app, step="predict", **more):
    """The scene at a step; the first visitor waits until the vendor's log is there."""
    page.goto(app.at("open-database", step, **more))
    page.get_by_role("heading", level=1).wait_for()
    expect(page.locator("h1")).not_to_have_text(re.compile("after one week"), timeout=60_000)
    arrived(page, "open-database", step)


@pytest.mark.parametrize("setting", PAIRWISE[:4], ids=str)
def test_the_scene_is_played_to_its_end(visit, app, scene, setting):
    """By mouse and by keyboard alone, at every size: nothing jumps, nothing overlaps, nothing leaves."""
    visitor = visit(setting.size, setting.theme, setting.motion)
    ready(visitor.page, app)
    guide = scene.entry.fields["name"].split(" ")[0]
    acts = tuple(replace(do, name=do.name.format(guide=guide)) for do in PLAY.acts)
    stage.perform(visitor.page, app, Play(PLAY.scene, PLAY.begin, acts, PLAY.shows), setting, CODE)
    assert visitor.errors == []
    assert visitor.left == []


def test_every_number_is_that_of_the_library(visit, app, scene):
    visitor = visit()
    page = visitor.page
    page.goto(app.at("start"))
    arrived(page, "start", "look")
    press(page, "The open database")
    page.get_by_role("button", name=LOCK).wait_for(timeout=60_000)
    arrived(page, "open-database", "predict")
    page.get_by_role("radio", name="40", exact=True).click()
    press(page, LOCK)
    arrived(page, "open-database", "search")
    _look_up(page, scene)
    press(page, "Next")
    arrived(page, "open-database", "feed")
    expect(page.get_by_text("Your guess: 40 of 100. Locked.")).to_be_visible()
    expect(key_number(page)).to_have_text(f"{scene.followed:,}")
    expect(page.locator(".ni-share .truth")).to_have_attribute(
        "style", re.compile(f"left: ?{100 * scene.followed / scene.people:.1f}%")
    )
    expect(page.locator(".ni-share .guess")).to_have_attribute("style", re.compile("left: ?40(.0)?%"))
    press(page, "Next")
    arrived(page, "open-database", "audit")
    _audit(page, scene)
    press(page, "Next")
    arrived(page, "open-database", "help")
    _help(page, scene)
    expect(page.get_by_text("Why was this collected at all?")).to_be_visible()
    press(page, "To the start")
    arrived(page, "start", "look")
    assert visitor.errors == []


def _look_up(page, scene):
    """Without a reason there is no page; with any there is, and it is written down."""
    page.locator(".st-key-ni-look-up button").click()
    expect(page.get_by_text("Choose a reason first.")).to_be_visible()
    expect(page.locator(".ni-closed")).to_be_visible()
    for i, reason in enumerate(("I am curious", "I have permission"), start=1):
        with stage.answered(page):
            page.get_by_role("radio", name=reason).click()
        with stage.answered(page):
            page.locator(".st-key-ni-look-up button").click()
        expect(page.locator(".ni-look-ups tbody tr")).to_have_count(i)
        expect(page.locator(".ni-look-ups tbody tr").first).to_contain_text(reason)
    expect(page.get_by_text("This look-up was logged.", exact=True)).to_be_visible()
    expect(heard(page)).to_contain_text("This look-up was logged. No. 2.")
    expect(page.locator(".ni-book h2")).to_have_text(scene.entry.fields["name"])
    expect(page.locator(".ni-book")).to_contain_text(scene.entry.fields["id_number"])
    expect(key_number(page)).to_have_text(f"{len(scene.guide_day):,}")


def _audit(page, scene):
    for rule, name in (("at the union hall", "hall"), ("at two such", "two")):
        page.get_by_role("radio", name=re.compile(rule)).click()
        for error in (0, 1, 5):
            page.get_by_role("radio", name=f"{error} %", exact=True).click()
            audit = scene.audits[name, error]
            expect(key_number(page)).to_have_text(f"{audit.listed:,}")
            expect(page.locator(".ni-why th b")).to_have_text([f"{n:,}" for n in audit.by_reason])
            perfect = scene.audits[name, 0].listed
            expect(page.locator(".ni-sentence")).to_contain_text(f"A perfect camera still lists {perfect:,}.")
    expect(page.locator(".ni-big span")).to_have_text(
        f"of {scene.people:,} are on a list. None did anything wrong."
    )


def _help(page, scene):
    words = {
        "none": "as it stands",
        "retention": "keep 24 hours only",
        "nameless": "no names",
        "no_camera": "no camera at that door",
        "access": "a reason that is checked",
    }
    for remedy, label in words.items():
        page.get_by_role("radio", name=label, exact=True).click()
        left = scene.left["two", remedy]
        expect(key_number(page)).to_have_text(f"{left.listed:,}")
        cells = [f"{n:,}" for n in (left.listed, left.followed, left.found)]
        expect(page.locator(".ni-chosen td b")).to_have_text(cells)


def test_the_log_plays_at_three_speeds_and_stops(visit, app, scene):
    page = visit().page
    ready(page, app)
    board = page.locator(".ni-feed")
    expect(board).to_have_attribute("data-ready", "true")
    expect(board).to_have_attribute("data-playing", "false")  # this visitor asks for reduced motion
    start = int(board.get_attribute("data-rows"))
    seconds = scene.today.t_s - 86_400 * scene.day
    assert start == int((seconds <= 8 * 3600).sum())
    for speed in (1, 60):
        board.get_by_role("button", name=f"{speed} times as fast as real time").click()
        expect(board).to_have_attribute("data-speed", str(speed))
    board.get_by_role("button", name="Play").click()
    expect(board).not_to_have_attribute("data-rows", str(start))
    board.get_by_role("button", name="Pause").click()
    stopped = int(board.get_attribute("data-rows"))
    row = board.locator("tbody tr").first
    expect(row).to_have_attribute("data-row", str(stopped - 1))
    expect(row).to_contain_text(scene.names[scene.today.person[stopped - 1]])
    expect(row).to_contain_text(scene.trackers.place_name[scene.today.tracker[stopped - 1]])
    expect(heard(page)).to_contain_text(f"{stopped:,} sightings since midnight")


def test_the_log_goes_from_row_to_row_of_the_guide(visit, app, scene):
    page = visit().page
    ready(page, app)
    expect(page.locator(".ni-feed")).to_have_attribute("data-ready", "true")
    expect(page.locator(".ni-feed .next-own")).to_be_hidden()
    ready(page, app, "feed")
    board = page.locator(".ni-feed")
    expect(board).to_have_attribute("data-ready", "true")
    later = [row for row in scene.guide_day if row.second > 8 * 3600]
    for row in [*later, scene.guide_day[0]]:
        board.locator(".next-own").click()
        when = f"{row.second // 3600:02}:{row.second // 60 % 60:02}:{row.second % 60:02}"
        expect(board.locator("tbody tr").first).to_have_class("own")
        expect(board.locator("tbody tr").first).to_have_text(f"{when}{scene.names[scene.guide]}{row.place}")
        expect(heard(page)).to_have_text(f"{when}: {scene.names[scene.guide]}, {row.place}.")
        expect(board).to_have_attribute("data-playing", "false")


def test_nothing_is_small_at_the_front_of_a_room(visit, app, scene):
    page = visit().page
    for step in STEPS:
        ready(page, app, step, wall="1")
        assert page.evaluate(layout.SMALL_PRINT) == [], step
        layout.check_page(page)
        assert layout.overlaps(page) == [], step


def test_the_camera_error_is_one_tab_from_the_rule(visit, app, scene):
    page = visit().page
    ready(page, app, "audit")
    page.get_by_role("radio", name="at the union hall").focus()
    for key in ("Tab", "ArrowRight", "ArrowRight", "Space"):
        page.keyboard.press(key)
    expect(page.get_by_role("radio", name="5 %")).to_be_checked()
    expect(key_number(page)).to_have_text(f"{scene.audits['hall', 5].listed:,}")


def test_a_link_opens_its_list(visit, app, scene):
    page = visit().page
    ready(page, app, "audit", rule="two", error="5")
    expect(key_number(page)).to_have_text(f"{scene.audits['two', 5].listed:,}")


def test_no_preset_holds_it():
    from nullisland.app.registry import PRESETS, stations

    assert all("open-database" not in stations(preset) for preset in PRESETS)


def test_the_waiting_page_counts_and_keeps_back(visit, app):
    """An island nobody has opened yet: first its lesson, then its log are made, in one frame."""
    page = visit().page
    with app.held("open database"):
        with app.held("prepare"):
            page.goto(app.at("open-database", code="NI-9-3000-7"))
            page.wait_for_function(WAITS, arg="The island is waking up.")
        page.wait_for_function(WAITS, arg="The log is being written.")
        before = layout.boxes(page)
    page.locator(".st-key-ni-lock").wait_for(timeout=60_000)
    after = layout.settled(page)
    assert before.keys() <= after.keys()
    assert layout.moved(after, before) == {}
