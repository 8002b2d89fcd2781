"""Scene 2 in a browser: its numbers are the library's, and its tool shows what the library counts."""

from collections.abc import Callable

import pytest
import stage
from playwright.sync_api import expect

from running_app import CODE, App

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def life():
    from nullisland.lesson import prepare, read_life
    from nullisland.model import Scenario
    from nullisland.pipeline import run

    outcome = run(Scenario.from_code(CODE))
    return read_life.prepare(outcome, prepare(outcome))


def test_the_numbers_are_those_of_the_library(visit: Callable, app: App, life):
    page = visit().page
    kilometre = next(book for book in life.books if book.cell_m == 1000)
    shown = {
        "reveal": life.homes.right,
        "book": life.books[0].named.right,
        "help": kilometre.named.right,
    }
    for step, share in shown.items():
        page.goto(app.at("read-life", step))
        stage.arrived(page, "read-life", step, CODE)
        expect(page.locator(".ni-big b")).to_have_text(f"{round(share.value * share.n):,}")
        expect(page.locator(".ni-big span")).to_contain_text(f"{share.n:,}")


def test_the_dial_and_the_days_leave_what_the_library_counts(visit: Callable, app: App, life):
    from nullisland.lesson.read_life import look

    page = visit().page
    page.goto(app.at("read-life", "read"))
    stage.arrived(page, "read-life", "read", CODE)
    sentence = page.locator(".ni-sentence")
    expect(sentence).to_contain_text(f"{len(look(life).confetti_dm):,} records fit")
    page.get_by_role("button", name="Night, 22 to 6").click()
    expect(sentence).to_contain_text(f"{len(look(life, (22, 6)).confetti_dm):,} records fit")
    page.get_by_role("slider", name="Until").focus()
    page.keyboard.press("ArrowLeft")
    expect(sentence).to_contain_text(f"{len(look(life, (22, 5)).confetti_dm):,} records fit")
    page.get_by_role("button", name="Sa", exact=True).click()
    left = look(life, (22, 5), {0, 1, 2, 3, 4, 6})
    expect(sentence).to_contain_text(f"{len(left.confetti_dm):,} records fit")
    page.reload()
    stage.arrived(page, "read-life", "read", CODE)
    expect(sentence).to_contain_text(f"{len(left.confetti_dm):,} records fit")
    page.wait_for_url("**hours=22-5**")
    page.wait_for_url("**days=012346**")


def test_a_tap_on_the_map_is_a_guess_and_is_drawn_at_the_reveal(visit: Callable, app: App):
    page = visit().page
    page.goto(app.at("read-life"))
    stage.arrived(page, "read-life", "predict", CODE)
    map_ = page.locator(".st-key-ni-life-map .map")
    expect(page.locator(".st-key-ni-life-map [data-ready=true]")).to_have_count(1)
    map_.focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    expect(page.get_by_role("radio", checked=True)).to_have_count(1)
    guess = page.get_by_role("radio", checked=True).inner_text()
    page.get_by_role("button", name="Lock my guess", exact=True).click()
    stage.arrived(page, "read-life", "work", CODE)
    expect(page.get_by_text(f"Your guess: home {guess}. Locked.")).to_be_visible()
    page.get_by_role("button", name="I pass", exact=True).click()
    stage.arrived(page, "read-life", "read", CODE)
    page.goto(app.at("read-life", "reveal"))
    stage.arrived(page, "read-life", "reveal", CODE)
    expect(page.locator(".ni-claims tr", has_text="You").locator("td").first).to_have_text(guess)


def test_the_last_answer_counts_be_it_a_tap_or_a_pill(visit: Callable, app: App):
    """A tap, a pill, and the same tap again; then a map that shows no answer to the question that follows."""
    page = visit().page
    page.goto(app.at("read-life"))
    stage.arrived(page, "read-life", "predict", CODE)
    map_, town = page.locator(".st-key-ni-life-map .map"), page.locator(".st-key-ni-life-map .ni-town")
    expect(town).to_have_attribute("data-ready", "true")
    map_.focus()
    page.keyboard.press("ArrowLeft")
    stage.press_key(page, "Enter")
    tapped = page.get_by_role("radio", checked=True).inner_text()
    expect(town).to_have_attribute("data-picked", tapped)
    page.get_by_role("radio", name="somewhere else", exact=True).click()
    expect(page.get_by_role("radio", name=tapped, exact=True)).not_to_be_checked()
    map_.focus()
    for key in ("ArrowLeft", "ArrowRight"):
        page.keyboard.press(key)
    stage.press_key(page, "Enter")
    expect(page.get_by_role("radio", name=tapped, exact=True)).to_be_checked()
    page.get_by_role("button", name="Lock my guess", exact=True).click()
    stage.arrived(page, "read-life", "work", CODE)
    expect(page.get_by_text(f"Your guess: home {tapped}. Locked.")).to_be_visible()
    expect(town).to_have_attribute("data-picked", "")
    map_.focus()
    for key in ("ArrowLeft", "ArrowRight"):
        page.keyboard.press(key)
    stage.press_key(page, "Enter")
    expect(page.get_by_role("radio", checked=True)).to_have_count(1)


def test_hands_of_a_class_are_dots_on_the_map_and_rows_of_its_table(visit: Callable, app: App, life):
    """Counted by the teacher, seen by everybody; who said somewhere else is in the table alone."""
    from nullisland.lesson.squares import cell_name

    first, second = (cell_name(life.grid, cell) for cell in life.busiest[:2])
    page = visit().page
    page.goto(app.at("read-life", hands="1"))
    counted = {"predict": {first: 12, second: 2, "somewhere else": 4}, "work": {second: 7}}
    for step, hands in counted.items():
        stage.arrived(page, "read-life", step, CODE)
        for square, count in hands.items():
            page.get_by_label(square, exact=True).fill(str(count))
            page.keyboard.press("Tab")
        page.get_by_role("button", name="Lock these hands", exact=True).click()
    stage.arrived(page, "read-life", "read", CODE)
    other = visit().page
    for looking in (page, other):
        looking.goto(app.at("read-life", "reveal"))
        stage.arrived(looking, "read-life", "reveal", CODE)
        expect(looking.locator(".st-key-ni-life-map .ni-town")).to_have_attribute("data-hands", "21")
        said = looking.locator(".ni-claims tr", has_text="The class").locator("td").all_inner_texts()
        assert said == [f"{first}, 12 of 18", f"{second}, 7 of 7"]
        looking.get_by_text("How we got it").click()
        rows = looking.locator("table", has_text="Hands of the class").locator("tbody tr").all_inner_texts()
        assert [row.split("\t") for row in rows] == [
            [first, "12", "0"],
            [second, "2", "7"],
            ["somewhere else", "4", "0"],
        ]
