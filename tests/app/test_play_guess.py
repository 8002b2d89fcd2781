"""What was guessed is seen, kept and drawn into the reveal, in every scene that asks."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
import stage
from playwright.sync_api import Page, expect

from running_app import CODE, App

pytestmark = pytest.mark.browser


@dataclass(frozen=True)
class Asked:
    """One question: where it stands, an answer to it (an option, or a number to type), and how that is put."""

    scene: str
    step: str
    then: str
    name: str
    answer: str
    said: str
    lock: str = "Lock my guess"


VOTE = "Lock my vote"
QUESTIONS = (
    Asked("names-off", "predict", "names", "weeks", "one week", "Your guess: one week. Locked."),
    Asked(
        "read-life", "predict", "work", "home", "somewhere else", "Your guess: home somewhere else. Locked."
    ),
    Asked("read-life", "work", "read", "work", "somewhere else", "Your guess: work somewhere else. Locked."),
    Asked("four-sightings", "predict", "cards", "count", "3", "Your guess: 3 sightings. Locked."),
    Asked("four-sightings", "town", "curve", "town", "40", "Your guess: 40 of 100. Locked."),
    Asked("shown", "predict", "label", "percent", "80 %", "Your guess: 80 %. Locked."),
    Asked("defend", "predict", "cards", "card", "jitter", "Your guess: jitter. Locked."),
    Asked("manual", "predict", "nights", "middle", "120", "Your guess: 120 m. Locked."),
    Asked("totals", "predict", "tables", "learn", "no", "Your guess: no. Locked."),
    Asked("council", "vote", "resident", "first", "totals only", "Your vote: totals only. Locked.", VOTE),
    Asked("council", "again", "shift", "second", "collect less", "Your vote: collect less. Locked.", VOTE),
    Asked("open-database", "predict", "search", "followed", "40", "Your guess: 40 of 100. Locked."),
)
REVEALED_AT_ONCE = ("curve", "shift")
"""Steps that reveal: from them on an answer is final."""


def opened(page: Page, app: App, scene: str, step: str, **query: str) -> None:
    page.goto(app.at(scene, step, **query))
    stage.arrived(page, scene, step, CODE)


def press(page: Page, name: str, scene: str, then: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()
    stage.arrived(page, scene, then, CODE)


def answer(page: Page, asked: Asked) -> None:
    option = page.get_by_role("radio", name=asked.answer, exact=True)
    if option.count():
        option.click()
    else:
        page.get_by_label("Or type a number").fill(asked.answer)
    press(page, asked.lock, asked.scene, asked.then)


def asks(page: Page, asked: Asked) -> None:
    """The question is open: it can be answered or passed, and nothing is chosen."""
    for name in (asked.lock, "I pass"):
        expect(page.get_by_role("button", name=name, exact=True)).to_be_visible()
    assert page.locator(".st-key-ni-predict [role=radio][aria-checked=true]").count() == 0


def keeps(page: Page, name: str, said: str) -> None:
    """The answer is on screen, and neither an empty form nor a pass can take its place."""
    expect(page.locator(f".st-key-ni-locked-{name} p").first).to_have_text(said)
    assert page.locator(f".st-key-ni-form-buttons-{name}").count() == 0


@pytest.mark.parametrize("asked", QUESTIONS, ids=lambda asked: f"{asked.scene}-{asked.step}")
def test_whoever_goes_back_finds_the_guess_and_is_asked_again_on_demand_only(
    visit: Callable, app: App, asked: Asked
):
    page = visit().page
    opened(page, app, asked.scene, asked.step)
    asks(page, asked)
    answer(page, asked)
    keeps(page, asked.name, asked.said)
    press(page, "Back", asked.scene, asked.step)
    keeps(page, asked.name, asked.said)
    expect(page.locator(".ni-sentence, .ni-crowd .live").first).to_be_visible()
    expect(page.locator('.st-key-ni-next button[kind="primary"]')).to_have_count(1)
    press(page, "Next", asked.scene, asked.then)
    keeps(page, asked.name, asked.said)
    change = page.locator(f".st-key-ni-change-{asked.name} button")
    if asked.then in REVEALED_AT_ONCE:
        assert change.count() == 0
        return
    press(page, "Back", asked.scene, asked.step)
    change.click()
    expect(page.get_by_role("button", name=asked.lock, exact=True)).to_be_visible()
    stage.arrived(page, asked.scene, asked.step, CODE)
    asks(page, asked)
    press(page, "I pass", asked.scene, asked.then)
    keeps(page, asked.name, "You passed. That is fine.")
    press(page, "Back", asked.scene, asked.step)
    keeps(page, asked.name, "You passed. That is fine.")


def test_a_map_that_was_answered_takes_no_further_tap(visit: Callable, app: App):
    page = visit().page
    opened(page, app, "read-life", "predict")
    expect(page.locator(".ni-town.pickable")).to_have_count(1)
    answer(page, QUESTIONS[1])
    press(page, "Back", "read-life", "predict")
    expect(page.locator(".ni-town")).to_have_count(1)
    expect(page.locator(".ni-town.pickable")).to_have_count(0)


def test_hands_that_were_counted_are_still_counted_on_the_way_back(visit: Callable, app: App):
    page = visit().page
    opened(page, app, "totals", "predict", hands="1")
    page.get_by_label("no", exact=True).fill("9")
    page.keyboard.press("Tab")
    press(page, "Lock these hands", "totals", "tables")
    press(page, "Back", "totals", "predict")
    keeps(page, "learn", "9 hands counted. Locked.")
    page.get_by_role("button", name="Change it").click()
    press(page, "No count", "totals", "tables")
    keeps(page, "learn", "You passed. That is fine.")


ROOM = """() => {
  const box = e => (({ left, right, top, bottom }) => ({ left, right, top, bottom }))(e.getBoundingClientRect());
  const roots = [...document.querySelectorAll("*")].map(e => e.shadowRoot).filter(Boolean);
  const crowd = roots.find(root => root.querySelector(".ni-crowd"));
  const inside = selector => [...crowd.querySelectorAll(selector)].filter(e => e.checkVisibility());
  return {
    line: [...document.querySelectorAll(".st-key-ni-locked-count")].map(box),
    stage: inside(".stage").map(box), words: inside(".hint, .live").map(box), cards: inside(".card").map(box),
    cut: inside(".card .text").filter(e => e.scrollHeight - 4 > e.parentElement.clientHeight).map(e => e.textContent),
    steps: [...document.querySelectorAll(".st-key-ni-steps")].map(box),
  };
}"""
"""Where what was guessed, the crowd and its cards lie, and cards whose words do not fit."""


def apart(a: dict[str, float], b: dict[str, float]) -> bool:
    return (
        a["right"] <= b["left"]
        or b["right"] <= a["left"]
        or a["bottom"] <= b["top"]
        or b["bottom"] <= a["top"]
    )


@pytest.mark.parametrize("size", ["wall", "front", "table", "phone", "small"])
def test_the_guess_stands_above_the_cards_and_on_nothing(visit: Callable, app: App, size: str):
    """The longest answer, at every size and in the large type of a room; nothing jumps where the window is large."""
    page = visit("wall" if size == "front" else size).page
    query = {"wall": "1"} if size == "front" else {}
    opened(page, app, "four-sightings", "predict", **query)
    page.get_by_role("radio", name="more than 4", exact=True).click()
    before = page.evaluate(ROOM)
    press(page, "Lock my guess", "four-sightings", "cards")
    for step in ("cards", "told"):
        keeps(page, "count", "Your guess: more than 4 sightings. Locked.")
        assert page.locator(".st-key-ni-change-count").count() == (step == "cards")
        now = page.evaluate(ROOM)
        (line,), (steps,) = now["line"], now["steps"]
        assert len(now["cards"]) == 6
        assert now["cut"] == [], (size, step)
        for other in [*now["cards"], *now["words"], *now["stage"]]:
            assert apart(line, other), (size, step, line, other)
        if size in ("phone", "small"):
            assert now["stage"][0]["top"] == before["stage"][0]["top"]
            assert line["top"] - now["stage"][0]["bottom"] < 16
        else:
            assert (now["stage"], now["steps"]) == (before["stage"], before["steps"])
            assert max(card["bottom"] for card in now["cards"]) <= steps["top"]
            assert line["bottom"] <= min(card["top"] for card in now["cards"])
        if step == "cards":
            press(page, "Next", "four-sightings", "told")


def test_a_pass_is_said_above_the_cards_and_hands_are_counted(visit: Callable, app: App):
    page = visit().page
    opened(page, app, "four-sightings", "predict")
    press(page, "I pass", "four-sightings", "cards")
    keeps(page, "count", "You passed. That is fine.")
    press(page, "Next", "four-sightings", "told")
    keeps(page, "count", "You passed. That is fine.")
    expect(page.locator(".ni-crowd .step")).to_have_count(5)
    assert page.locator(".ni-crowd .step em").count() == 0
    teacher = visit().page
    opened(teacher, app, "four-sightings", "predict", hands="1", wall="1")
    teacher.get_by_label("3", exact=True).fill("12")
    teacher.keyboard.press("Tab")
    press(teacher, "Lock these hands", "four-sightings", "cards")
    keeps(teacher, "count", "12 hands counted. Locked.")
    assert teacher.locator(".ni-crowd .step u").count() == 0
    teacher.get_by_role("button", name="Change it").click()
    press(teacher, "Lock these hands", "four-sightings", "cards")
    press(teacher, "Next", "four-sightings", "told")
    keeps(teacher, "count", "12 hands counted. Locked.")
    steps = teacher.locator(".ni-crowd .step")
    assert [step.locator("u").count() for step in steps.all()] == [0, 0, 0, 12, 0]


@pytest.fixture(scope="module")
def core():
    """Every attempt of the five cards of the core."""
    from nullisland.lesson.defend import CARDS, attempts_of, known_of
    from nullisland.model import Scenario
    from nullisland.pipeline import run

    outcome = run(Scenario.from_code(CODE))
    return list(attempts_of(outcome, known_of(outcome), CARDS))


NAMES = {
    "coarser_squares": "coarser squares",
    "coarser_time": "coarser time",
    "new_codes": "new codes",
    "jitter": "jitter",
    "counts_only": "counts only",
}


def those_that_reach(core):
    """Under 10 of 100 singled out, and 8 of the 10 busiest stops right."""
    return [one for one in core if 100 * one.singled_out < 10 * one.people and (one.scores[0] or 0) >= 8]


@pytest.mark.parametrize("guess", ["jitter", "none of these", "I pass"])
def test_defend_says_which_cards_reach_the_goal_beside_the_guess(visit: Callable, app: App, core, guess: str):
    page = visit().page
    opened(page, app, "defend", "predict")
    if guess == "I pass":
        press(page, guess, "defend", "cards")
    else:
        page.get_by_role("radio", name=guess, exact=True).click()
        press(page, "Lock my guess", "defend", "cards")
    page.goto(app.at("defend", "frontier"))
    stage.arrived(page, "defend", "frontier", CODE)
    expect(page.locator(".ni-big span")).to_have_text("of 15 attempts reach the goal", timeout=60_000)
    good = those_that_reach(core)
    right = [name for card, name in NAMES.items() if card in {one.card for one in good}]
    rows = page.locator(".ni-claims tr")
    assert [row.locator("td").inner_text() for row in rows.all()] == [
        "no guess" if guess == "I pass" else guess,
        ", ".join(right) or "none of these",
    ]
    assert [row.locator("th").inner_text() for row in rows.all()] == ["You", "The truth"]
    assert page.locator("tr:first-child .ni-mark.guess, tr:last-child .ni-mark.truth").count() == 2
    assert page.locator(".ni-big b").inner_text() == str(len(good))
    said = page.locator(".ni-sentence").inner_text()
    assert said.startswith(
        f"These cards reach the goal: {', '.join(right)}." if right else "None of the cards reaches"
    )
    mine = [one for one in core if NAMES[one.card] == guess and one.scores[0] is not None]
    places = {(round(100 * one.singled_out / one.people, 2), 10 * one.scores[0]) for one in mine}
    drawn = page.eval_on_selector_all(".ni-dot.guess", "all => all.map(e => [e.style.left, e.style.bottom])")
    assert {tuple(float(re.findall(r"[\d.]+", part)[0]) for part in dot) for dot in drawn} == places
    assert page.locator(".ni-dot.guess em").count() == bool(places)
    keeps(page, "card", "You passed. That is fine." if guess == "I pass" else f"Your guess: {guess}. Locked.")


def test_hands_stand_beside_the_cards_that_reach_the_goal(visit: Callable, app: App, core):
    page = visit().page
    opened(page, app, "defend", "predict", hands="1", wall="1")
    page.get_by_label("jitter", exact=True).fill("9")
    page.get_by_label("none of these", exact=True).fill("4")
    page.keyboard.press("Tab")
    press(page, "Lock these hands", "defend", "cards")
    page.goto(app.at("defend", "frontier", hands="1", wall="1"))
    stage.arrived(page, "defend", "frontier", CODE)
    expect(page.locator(".ni-big span")).to_have_text("of 15 attempts reach the goal", timeout=60_000)
    rows = page.locator(".ni-class tr")
    assert [row.locator("i").count() for row in rows.all()] == [0, 0, 0, 9, 0, 4]
    right = {NAMES[one.card] for one in those_that_reach(core)} or {"none of these"}
    assert {row.locator("th").inner_text() for row in rows.all() if row.locator(".ni-truth").count()} == right
    assert stage.overlaps(page) == []


@pytest.mark.parametrize(("guess", "place"), [("1", 1), ("4", 4), ("more than 4", 5)])
def test_the_guess_is_a_mark_on_the_staircase_of_sightings(visit: Callable, app: App, guess: str, place: int):
    """The first step is nobody asked; the guess stands at its number, and past the last step if it is more."""
    page = visit().page
    opened(page, app, "four-sightings", "predict")
    page.get_by_role("radio", name=guess, exact=True).click()
    press(page, "Lock my guess", "four-sightings", "cards")
    for step in ("cards", "told"):
        steps = page.locator(".ni-crowd .step")
        expect(steps).to_have_count(max(5, place + 1))
        assert [one.locator("em").all_inner_texts() for one in steps.all()] == [
            ["you"] if i == place else [] for i in range(max(5, place + 1))
        ]
        if step == "cards":
            press(page, "Next", "four-sightings", "told")


DIAMONDS = """() => document.querySelector(".st-key-ni-picture .js-plotly-plot").data
  .filter((trace) => trace.marker?.symbol === "diamond-open")
  .flatMap((trace) => [...trace.x].map((x, i) => [x, trace.y[i]]))"""


@pytest.mark.parametrize("guess", [40, None])
def test_the_guess_is_a_diamond_in_the_chart_of_the_curve(visit: Callable, app: App, guess: int | None):
    page = visit().page
    opened(page, app, "four-sightings", "town")
    if guess is None:
        press(page, "I pass", "four-sightings", "curve")
    else:
        page.get_by_label("Or type a number").fill(str(guess))
        press(page, "Lock my guess", "four-sightings", "curve")
    stage.settled(page)
    assert page.evaluate(DIAMONDS) == ([] if guess is None else [[4, guess]])
    assert page.locator(".js-plotly-plot text", has_text="your guess: 40").count() == (guess is not None)
    keeps(page, "town", "You passed. That is fine." if guess is None else "Your guess: 40 of 100. Locked.")


@pytest.mark.parametrize("guess", ["no", "I pass"])
def test_the_guess_about_totals_stands_beside_the_truth(visit: Callable, app: App, guess: str):
    page = visit().page
    opened(page, app, "totals", "predict")
    if guess != "I pass":
        page.get_by_role("radio", name=guess, exact=True).click()
    press(page, "Lock my guess" if guess == "no" else guess, "totals", "tables")
    assert page.locator(".ni-claims").count() == 0
    press(page, "Subtract the two tables", "totals", "difference")
    rows = page.locator(".ni-claims tr").all()
    assert [(row.locator("th").inner_text(), row.locator("td").inner_text()) for row in rows] == [
        ("You", "no" if guess == "no" else "no guess"),
        ("The truth", "yes, for certain"),
    ]
    assert page.locator(".ni-claims .ni-mark.guess").count() == 1
    assert page.locator(".ni-claims .ni-mark.truth").count() == 1


def test_both_votes_are_diamonds_beside_their_choices(visit: Callable, app: App):
    page = visit().page
    for step, choice, then in (("vote", "totals only", "resident"), ("again", "collect less", "shift")):
        opened(page, app, "council", step)
        page.get_by_role("radio", name=choice, exact=True).click()
        press(page, VOTE, "council", then)
    rows = {row.locator("th").inner_text(): row for row in page.locator(".ni-shift tbody tr").all()}
    assert len(rows) == 5
    assert {name: row.locator(".ni-before i").count() for name, row in rows.items()} == {
        name: int(name == "totals only") for name in rows
    }
    assert {name: row.locator(".ni-after i").count() for name, row in rows.items()} == {
        name: int(name == "collect less") for name in rows
    }
