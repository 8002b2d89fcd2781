"""The sandbox in a browser: a link holds every control, and each control moves the answer the right way."""

from collections.abc import Callable

import layout
import pytest
import stage
from playwright.sync_api import Page, expect

from running_app import CODE, App

pytestmark = pytest.mark.browser


def number(page: Page, app: App, **controls: str) -> int:
    page.goto(app.at("sandbox", "play", **controls))
    stage.arrived(page, "sandbox", "play", CODE)
    return int(page.locator(".ni-big b").inner_text().replace(",", ""))


def test_the_numbers_are_those_of_the_library(visit: Callable, app: App):
    from nullisland.lesson import prepare, sandbox
    from nullisland.lesson.sandbox import Setting, try_out
    from nullisland.model import Scenario
    from nullisland.pipeline import run

    outcome = run(Scenario.from_code(CODE))
    box = sandbox.prepare(outcome, prepare(outcome))
    page = visit().page
    for setting in (Setting(), Setting("gps", 1000, 180, "week", 3), Setting("camera", 250, 60, "day", 2)):
        controls = {"sensor": setting.sensor, "slot": str(setting.slot_min), "codes": setting.policy}
        if setting.sensor == "gps":
            controls["cell"] = str(setting.cell_m)
        shown = number(page, app, **controls, known=str(setting.n_known))
        alone = try_out(box, setting).curve[setting.n_known - 1]
        assert shown == alone.numerator
        expect(page.locator(".ni-big span")).to_contain_text(f"of {alone.n:,}")


def test_a_link_holds_every_control(visit: Callable, app: App):
    page = visit().page
    number(page, app, sensor="gps", cell="1000", slot="360", codes="week", known="3", task="trip_lengths")
    for name in ("phone", "1 km", "6 hours", "each week"):
        expect(page.get_by_role("radio", name=name, exact=True)).to_be_checked()
    expect(page.get_by_label("Records known").first).to_have_value("3")
    expect(page.get_by_role("combobox", name="Useful for what?")).to_have_value("lengths of trips")
    page.get_by_role("radio", name="2 km", exact=True).click()
    page.wait_for_url("**cell=2000**")
    link = page.url
    again = visit().page
    again.goto(link)
    stage.arrived(again, "sandbox", "play", CODE)
    expect(again.get_by_role("radio", name="2 km", exact=True)).to_be_checked()
    assert again.locator(".ni-big b").inner_text() == page.locator(".ni-big b").inner_text()


def test_the_planner_s_question_is_chosen_and_stands_in_the_link(visit: Callable, app: App):
    page = visit().page
    alone = number(page, app, cell="1000")
    expect(page.locator(".ni-sentence")).to_contain_text("busiest stops right")
    page.get_by_role("combobox", name="Useful for what?").click()
    with stage.answered(page):
        page.get_by_role("option", name="lengths of trips", exact=True).click()
    page.wait_for_url("**task=trip_lengths**")
    expect(page.locator(".ni-sentence")).to_contain_text("are given a wrong length")
    assert number(page, app, cell="1000", task="trip_lengths") == alone, "the attack is the same"


def test_each_control_moves_the_answer_the_right_way(visit: Callable, app: App):
    page = visit().page
    by_known = [number(page, app, known=str(n)) for n in (1, 2, 4, 6)]
    assert by_known == sorted(by_known)
    assert by_known[0] < by_known[-1]
    assert number(page, app, slot="1440") < number(page, app, slot="60")
    assert number(page, app, cell="2000") <= number(page, app, cell="250")


def test_nonsense_as_an_island_gets_a_calm_answer(visit: Callable, app: App):
    visitor = visit()
    page = visitor.page
    number(page, app)
    field = page.get_by_label("Island code")
    field.fill("somewhere")
    field.press("Enter")
    expect(page.locator(".ni-lead")).to_contain_text("An island code must look like")
    assert visitor.errors == []


DEFENCES = (("home_removed", 1, 4), ("constant_shift", 0, 7), ("counts_dp", 2, 4), ("new_codes", 0, 2))


@pytest.fixture(scope="module")
def attempts():
    from nullisland.lesson.defend import attempt, known_of
    from nullisland.model import Scenario
    from nullisland.pipeline import run

    outcome = run(Scenario.from_code(CODE))
    known = known_of(outcome)
    return {(card, how): attempt(outcome, known, card, how) for card, how, _ in DEFENCES}


@pytest.mark.parametrize(("card", "strength", "known"), DEFENCES)
def test_a_defence_gives_the_number_of_the_library_and_the_code_prints_it(
    visit: Callable, app: App, attempts, card: str, strength: int, known: int, capsys
):
    """On screen, in the table, by the lines of Python and by the command."""
    from nullisland.cli import main

    page = visit().page
    shown = number(page, app, defence=f"{card}-{strength}", known=str(known))
    one = attempts[card, strength]
    assert shown == one.curve[known - 1]
    expect(page.locator(".ni-big span")).to_contain_text(f"of {one.people:,}")
    page.get_by_text("How we got it").click()
    row = page.locator(".ni-table tbody tr").nth(known - 1).locator("td")
    assert row.nth(1).inner_text() == f"{100 * one.curve[known - 1] / one.people:.1f}"
    assert row.count() == 5
    page.get_by_text("Give me the code").click()
    python, command = page.locator(".st-key-ni-below code").all_inner_texts()
    assert len(python.splitlines()) <= 10
    exec(compile(python, "shown", "exec"), {})
    assert capsys.readouterr().out.startswith(f"{shown:,} of {one.people:,} ")
    assert main(command.split()[1:]) == 0
    assert capsys.readouterr().out.startswith(f"{shown:,} of {one.people:,} ")


def choose_defence(page: Page, name: str) -> None:
    """By pointer; a few letters bring a far option into sight."""
    page.get_by_role("combobox", name="Defence").click()
    page.keyboard.type(name)
    with stage.answered(page):
        page.get_by_role("option", name=name, exact=True).click()


@pytest.mark.parametrize("size", ["wall", "table", "phone"])
def test_a_defence_is_chosen_with_the_mouse_and_nothing_jumps(visit: Callable, app: App, size: str):
    page = visit(size).page
    number(page, app, defence="jitter-2")
    number(page, app)
    before = layout.settled(page)
    controls = page.locator(".st-key-ni-controls").bounding_box()
    choose_defence(page, "jitter, much")
    stage.arrived(page, "sandbox", "play", CODE)
    page.wait_for_url("**defence=jitter-2**")
    expect(page.get_by_role("radio", name="as the defence has it")).to_have_count(2)
    expect(page.get_by_role("radio", name="never")).to_have_count(1)
    now = layout.settled(page)
    parts = ("stations", "question", "picture", "number", "steps")
    assert {part: now[part] for part in parts} == {part: before[part] for part in parts}
    assert page.locator(".st-key-ni-controls").bounding_box() == controls
    layout.check_page(page)
    choose_defence(page, "none")
    expect(page.get_by_role("radio", name="each week")).to_have_count(1)


def test_a_defence_is_chosen_with_the_keyboard_alone(visit: Callable, app: App):
    """One Tab behind the island; its name is typed; two more Tabs and the next control is there."""
    page = visit().page
    number(page, app, defence="counts_only-0")
    number(page, app)
    page.get_by_label("Island code").focus()
    page.keyboard.press("Tab")
    assert page.evaluate(stage.FOCUS).startswith("Selected none") or "Defence" in page.evaluate(stage.FOCUS)
    page.keyboard.type("counts only, all")
    page.get_by_role("option", name="counts only, all counts").wait_for()
    stage.press_key(page, "Enter")
    stage.arrived(page, "sandbox", "play", CODE)
    page.wait_for_url("**defence=counts_only-0**")
    expect(page.locator(".ni-big b")).to_have_text("0")
    assert page.evaluate(stage.FOCUS) != "nothing"
