"""The scenes played from question to reveal in a real browser: by mouse, by keyboard alone, in every size and theme."""

import re
from collections.abc import Callable

import layout
import pytest
import stage
from plays import Play, Setting, performances
from playwright.sync_api import Page, expect

from running_app import CODE, App

pytestmark = pytest.mark.browser


def arrived(page: Page, scene: str, step: str) -> None:
    stage.arrived(page, scene, step, CODE)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


@pytest.mark.parametrize(
    ("play", "setting"), performances(), ids=lambda value: getattr(value, "name", str(value))
)
def test_a_scene_is_played_to_its_end(visit: Callable, app: App, play: Play, setting: Setting):
    visitor = visit(setting.size, setting.theme, setting.motion)
    stage.perform(visitor.page, app, play, setting, CODE)
    assert visitor.errors == []
    assert visitor.left == []


def test_the_stage_waits_until_the_server_has_answered(visit: Callable, app: App):
    """After an act the page is already that of the answer; an act that asks for nothing is not waited for."""
    page = visit().page
    page.goto(app.at("names-off"))
    arrived(page, "names-off", "predict")
    for act, step in (("I pass", "names"), ("Remove the names", "codes")):
        with stage.answered(page):
            press(page, act)
        assert page.evaluate("document.documentElement.dataset.niStep").split()[1] == step
    with stage.answered(page):
        page.keyboard.press("Shift")


def test_a_tap_is_said_in_the_voice_of_the_page(visit: Callable, app: App):
    """The crowd has no live region of its own, and what it says stands in that of the page, tap by tap."""
    page = visit().page
    page.goto(app.at("four-sightings", "cards"))
    arrived(page, "four-sightings", "cards")
    page.wait_for_selector(".ni-crowd[data-ready=true]")
    heard = page.locator(".st-key-ni-voice [role=status] p").last
    expect(heard).to_have_text("Which sightings leave only one resident?")
    for card in (0, 0, 3):
        page.locator(".ni-crowd .card").nth(card).click()
        left = page.locator(".ni-crowd .number").inner_text()
        start = "300 residents, one seat each."
        expect(heard).to_contain_text(start if left == "300" else f"{left} of 300 still fit")
    layout.check_page(page)


def test_without_two_votes_no_count_of_moved_votes_is_claimed(visit: Callable, app: App):
    """Whoever passes twice, or votes only once, is shown no "0 of 0"."""
    page = visit().page
    for acts, tables in ((("I pass", "I pass"), 0), (("as it is", "I pass"), 1), (("I pass", "as it is"), 1)):
        for step, act in zip(("vote", "again"), acts, strict=True):
            page.goto(app.at("council", step))
            arrived(page, "council", step)
            if act != "I pass":
                page.get_by_role("radio", name=act).click()
            press(page, act if act == "I pass" else "Lock my vote")
            arrived(page, "council", {"vote": "resident", "again": "shift"}[step])
        expect(page.locator(".ni-big b")).to_have_text("?")
        assert not re.search(r"\d", page.locator(".ni-big").inner_text())
        assert page.locator(".ni-shift").count() == tables
        page.context.clear_cookies()


def test_an_empty_lock_is_answered_and_names_are_found_until_they_are_gone(visit: Callable, app: App):
    page = visit().page
    page.goto(app.at("names-off"))
    arrived(page, "names-off", "predict")
    press(page, "Lock my guess")
    expect(page.get_by_text("Choose one, or press I pass.")).to_be_visible()
    press(page, "I pass")
    arrived(page, "names-off", "names")
    page.locator(".st-key-ni-find button").click()
    expect(page.locator(".ni-marked")).to_have_count(1)
    press(page, "Remove the names")
    arrived(page, "names-off", "codes")
    page.locator(".st-key-ni-find button").click()
    expect(page.locator(".ni-sentence")).to_contain_text("No row is called")
    assert page.locator(".ni-marked").count() == 0


def test_a_refresh_loses_no_prediction(visit: Callable, app: App):
    page = visit().page
    page.goto(app.at("names-off"))
    page.get_by_role("radio", name="everything").click()
    press(page, "Lock my guess")
    arrived(page, "names-off", "names")
    page.reload()
    arrived(page, "names-off", "names")
    expect(page.get_by_text("Your guess: everything. Locked.")).to_be_visible()
    press(page, "Change it")
    arrived(page, "names-off", "predict")
    press(page, "I pass")
    arrived(page, "names-off", "names")
    expect(page.get_by_text("You passed.")).to_be_visible()


def test_hands_counted_by_the_teacher_become_the_dots_of_the_class(visit: Callable, app: App):
    page = visit().page
    page.goto(app.at("names-off", hands="1", wall="1"))
    arrived(page, "names-off", "predict")
    page.get_by_label("one day").fill("3")
    page.get_by_label("everything").fill("12")
    page.keyboard.press("Tab")
    press(page, "Lock these hands")
    arrived(page, "names-off", "names")
    expect(page.get_by_text("15 hands counted. Locked.")).to_be_visible()
    page.goto(app.at("names-off", "reveal", hands="1", wall="1"))
    arrived(page, "names-off", "reveal")
    rows = page.locator(".ni-class tr")
    assert [row.locator("i").count() for row in rows.all()] == [0, 3, 0, 12]
    assert [row.locator(".ni-truth").count() for row in rows.all()] == [0, 0, 0, 1]
    other = visit().page
    other.goto(app.at("names-off", "reveal"))
    expect(other.get_by_text("The class: 15 hands")).to_be_visible()


def test_nothing_is_small_at_the_front_of_a_room(visit: Callable, app: App):
    """Every word on screen is 24 pixels or more, but for conditions; the key number is 96."""
    page = visit().page
    for scene, step in (
        ("rules", "read"),
        ("names-off", "predict"),
        ("names-off", "reveal"),
        ("four-sightings", "cards"),
        ("four-sightings", "curve"),
        ("four-sightings", "help"),
        ("defend", "predict"),
        ("defend", "cards"),
        ("defend", "frontier"),
        ("council", "vote"),
        ("council", "shift"),
        ("council", "exit"),
        ("council", "do"),
        ("check-room", "look"),
    ):
        page.goto(app.at(scene, step, wall="1"))
        arrived(page, scene, step)
        small = page.evaluate(layout.SMALL_PRINT)
        assert small == [], (scene, step)
        assert layout.overlaps(page) == [], (scene, step)
        if page.locator(".ni-big b").count():
            assert page.locator(".ni-big b").evaluate("e => getComputedStyle(e).fontSize") == "96px"


def test_a_link_opens_its_step_with_its_controls(visit: Callable, app: App):
    page = visit().page
    page.goto(app.at("four-sightings", "help", cell="500", slot="180"))
    arrived(page, "four-sightings", "help")
    page.wait_for_url(f"**code={CODE}**")
    expect(page.get_by_role("radio", name="500 m")).to_be_checked()
    expect(page.get_by_role("radio", name="3 hours")).to_be_checked()


def test_nonsense_in_the_address_gets_a_calm_answer(visit: Callable, app: App):
    visitor = visit()
    visitor.page.goto(app.at("nowhere", "never", preset="x"))
    arrived(visitor.page, "start", "look")
    visitor.page.goto(app.at("names-off", code="NI-7"))
    expect(visitor.page.locator(".ni-lead")).to_contain_text("An island code must look like")
    visitor.page.get_by_role("button", name="Go to the island of the lesson").click()
    arrived(visitor.page, "start", "look")
    assert visitor.errors == []


def attacked(page: Page, app: App, **query: str) -> None:
    """Scene 5 with one card, once its attempt is there: they are made in the background."""
    page.goto(app.at("defend", "cards", **query))
    arrived(page, "defend", "cards")
    expect(page.locator(".ni-big b")).not_to_have_text("?", timeout=60_000)


def test_attempts_stay_as_dots_and_stand_in_the_address(visit: Callable, app: App):
    page = visit().page
    attacked(page, app, card="coarser_squares", strength="0")
    page.get_by_role("radio", name="2 km").click()
    expect(page.locator(".ni-dot.truth em")).to_have_text("coarser squares, 2 km")
    expect(page.locator(".ni-dot.crowd em + em, .ni-dot.crowd")).to_have_count(2)
    page.get_by_role("radio", name="counts only").click()
    expect(page.locator(".ni-dot.truth em")).to_contain_text("counts only")
    expect(page.locator(".ni-dot.crowd")).to_have_count(3)
    page.wait_for_url("**tried=00-02-42**")
    other = visit().page
    other.goto(page.url)
    arrived(other, "defend", "cards")
    expect(other.locator(".ni-dot.crowd")).to_have_count(3)


def test_jitter_goes_on_to_the_attacker_who_averages(visit: Callable, app: App):
    page = visit().page
    attacked(page, app, card="jitter", strength="2")
    expect(page.locator(".ni-dot.claim")).to_have_count(1)
    expect(page.locator(".ni-sentence")).to_contain_text("The attacker averages 7 nights.")
    expect(page.locator(".ni-badge")).to_contain_text("Promise checked, for one report")


def test_a_question_that_counts_cannot_answer_is_said_to_be_one(visit: Callable, app: App):
    page = visit().page
    attacked(page, app, card="counts_only", strength="0", task="commuters")
    expect(page.locator(".ni-sentence")).to_have_text("This release cannot answer that question.")
    expect(page.locator(".ni-dot.truth")).to_have_count(0)
    expect(page.locator(".ni-badge")).to_have_text("No promise.")


def test_the_frontier_is_that_of_the_library(visit: Callable, app: App, attempts):
    from nullisland.lesson.defend import CARDS, frontier, reaches

    page = visit().page
    page.goto(app.at("defend", "frontier"))
    arrived(page, "defend", "frontier")
    expect(page.locator(".ni-big span")).to_have_text("of 15 attempts reach the goal", timeout=60_000)
    core = [one for one in attempts if one.card in CARDS]
    assert page.locator(".ni-big b").inner_text() == str(len(reaches(core)))
    assert page.locator(".ni-best li").count() == len(frontier(core, 0))


def test_further_cards_are_compared_once_one_of_them_was_tried(visit: Callable, app: App, attempts):
    from nullisland.lesson.defend import ALL_CARDS, frontier, reaches

    page = visit().page
    attacked(page, app, card="coarser_squares", strength="0")
    with stage.answered(page):
        page.get_by_role("radio", name="five more").click()
    expect(page.locator(".ni-dot.truth em")).to_have_text("homes left out, 200 m around", timeout=60_000)
    page.wait_for_url("**card=home_removed&strength=0**")
    page.wait_for_url("**tried=00-50**")
    everything = [one for one in attempts if one.card in ALL_CARDS]
    for query in ({"tried": "00-50"}, {"preset": "90"}):
        page.goto(app.at("defend", "frontier", **query))
        arrived(page, "defend", "frontier")
        expect(page.locator(".ni-big span")).to_have_text("of 30 attempts reach the goal", timeout=60_000)
        expect(page.get_by_role("progressbar")).to_have_count(0, timeout=60_000)
        assert page.locator(".ni-big b").inner_text() == str(len(reaches(everything)))
        assert page.locator(".ni-best li").count() == len(frontier(everything, 0))


@pytest.mark.parametrize(
    ("card", "badge"),
    [
        ("k_anonymous", "Promise checked: every trace is shared by at least"),
        ("constant_shift", "Promise checked, for one place"),
        ("counts_dp", "of 100 attackers who guess whether it was counted, 99 are right at best"),
        ("home_removed", "No promise."),
    ],
)
def test_each_further_card_says_what_it_promises(visit: Callable, app: App, card: str, badge: str):
    page = visit().page
    attacked(page, app, card=card, strength="0")
    expect(page.locator(".ni-badge")).to_contain_text(badge)


@pytest.mark.parametrize(
    ("card", "strength"),
    [("coarser_time", 0), ("new_codes", 0), ("jitter", 1), ("sensitive_removed", 0), ("constant_shift", 2)],
)
def test_the_numbers_of_each_card_are_those_of_the_library(
    visit: Callable, app: App, attempts, card: str, strength: int
):
    page = visit().page
    attacked(page, app, card=card, strength=str(strength))
    one = next(a for a in attempts if (a.card, a.strength) == (card, strength))
    assert page.locator(".ni-big b").inner_text() == f"{one.singled_out:,}"


@pytest.fixture(scope="module")
def attempts():
    from nullisland.lesson.defend import ALL_CARDS, STRENGTHS, attempt, known_of
    from nullisland.model import Scenario
    from nullisland.pipeline import run

    outcome = run(Scenario.from_code(CODE))
    known = known_of(outcome)
    return [attempt(outcome, known, card, strength) for card in ALL_CARDS for strength in STRENGTHS]


@pytest.fixture(scope="module")
def lesson():
    from nullisland.lesson import prepare
    from nullisland.model import Scenario
    from nullisland.pipeline import run

    return prepare(run(Scenario.from_code(CODE)))


def test_the_numbers_on_screen_are_those_of_the_library(visit: Callable, app: App, lesson):
    page = visit().page
    count = round(lesson.singled_out.value * lesson.singled_out.n)
    from nullisland.lesson import precision_at

    coarse = precision_at(lesson.town, 2000, 360)
    shown = {
        ("names-off", "reveal"): len(lesson.guide_points),
        ("four-sightings", "curve"): count,
        ("four-sightings", "help"): round(coarse.singled_out.value * coarse.singled_out.n),
    }
    for (scene, step), number in shown.items():
        page.goto(app.at(scene, step))
        arrived(page, scene, step)
        expect(page.locator(".ni-big b")).to_have_text(f"{number:,}")
    expect(page.locator(".ni-sentence")).to_contain_text(
        f"{coarse.stops_right} of the {coarse.stops_asked} busiest stops"
    )


@pytest.mark.parametrize(
    ("scene", "before", "chosen"), [("four-sightings", "curve", "2 km"), ("shown", "harm", "left out")]
)
def test_what_helps_begins_with_the_focus_on_what_is_chosen(
    visit: Callable, app: App, scene: str, before: str, chosen: str
):
    page = visit().page
    page.goto(app.at(scene, before))
    arrived(page, scene, before)
    press(page, "Next")
    arrived(page, scene, "help")
    expect(page.get_by_role("radio", name=chosen, exact=True)).to_be_focused()


def test_coarser_publishing_never_singles_out_more(visit: Callable, app: App):
    page = visit().page
    page.goto(app.at("four-sightings", "help", cell="250", slot="60"))
    arrived(page, "four-sightings", "help")
    counts = []
    for label, said in (
        ("500 m", "At 500 m and 1 hour"),
        ("1 km", "At 1 km and 1 hour"),
        ("2 km", "At 2 km and 1 hour"),
    ):
        counts.append(int(page.locator(".ni-big b").inner_text().replace(",", "")))
        page.get_by_role("radio", name=label).click()
        expect(page.get_by_text(said).first).to_be_attached()
    counts.append(int(page.locator(".ni-big b").inner_text().replace(",", "")))
    assert counts == sorted(counts, reverse=True)
    assert counts[-1] < counts[0]


def test_neither_line_of_growth_is_the_finding_until_one_is_chosen(visit: Callable, app: App):
    from nullisland.lesson.growth import growth

    page = visit().page
    page.goto(app.at("four-sightings", "grow"))
    arrived(page, "four-sightings", "grow")
    expect(page.locator(".ni-big b")).to_have_text("?")
    for name, line in (("the crowd", "crowd"), ("the town", "town")):
        with stage.answered(page):
            page.get_by_role("radio", name=name, exact=True).click()
        last = growth(line)[-1]
        expect(page.locator(".ni-big b")).to_have_text(f"{last.singled_out.numerator:,}")
        expect(page.locator(".ni-big span")).to_contain_text(f"{last.people:,} residents")
    page.reload()
    arrived(page, "four-sightings", "grow")
    expect(page.get_by_role("radio", name="the town", exact=True)).to_be_checked()


def test_every_screen_says_which_island_it_is(visit: Callable, app: App):
    for size in ("wall", "phone"):
        page = visit(size).page
        page.goto(app.at("names-off"))
        arrived(page, "names-off", "predict")
        expect(page.locator(".ni-code:visible")).to_have_text(f"Island {CODE}")


def test_notes_stand_beside_the_scene_where_the_window_is_wide(visit: Callable, app: App):
    """And on no part of it."""
    page = visit().page
    page.set_viewport_size({"width": 1700, "height": 900})
    page.goto(app.at("four-sightings", "curve", notes="1"))
    arrived(page, "four-sightings", "curve")
    notes = page.locator(".st-key-ni-notes aside").bounding_box()
    frame = layout.settled(page)
    assert notes["x"] >= max(box["x"] + box["width"] for box in frame.values())
    assert notes["y"] + notes["height"] <= 900
