"""Both components played in a browser on pages of their own: by mouse, by keyboard, on a phone, at rest.

The pages forbid every request; tests wait for states, never for seconds.
"""

import base64
import re
from collections import Counter

import pytest
from playwright.sync_api import expect

from harness_pages import crowd_page, dial_page, town_page
from harness_town import lot_crowd, small_island

pytestmark = pytest.mark.browser

DESK = {"width": 1280, "height": 720}
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def open_page(chromium):
    """Open a page of HTML; fails at the end if the page logged an error."""
    contexts, errors = [], []

    def open_(html, size=DESK, ready="[data-ready=true]", **options):
        contexts.append(chromium.new_context(viewport=size, **options))
        page = contexts[-1].new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda message: message.type == "error" and errors.append(message.text))
        page.set_content(html)
        page.wait_for_selector(ready)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert errors == []


def town(page):
    return page.locator(".ni-town")


def live(page):
    return page.locator("[role=status]")


def cell_name(cell):
    grid = small_island().grid(250)
    return f"{chr(65 + cell % grid.columns)}{grid.rows - cell // grid.columns}"


def picking(**changes):
    grid = {**small_island().grid(250)._asdict(), "show": True}
    return town_page(grid=grid, pick=True, **changes)


def test_the_town_plays_and_space_stops_it(open_page):
    page = open_page(town_page(play=True))
    expect(town(page)).to_have_attribute("data-playing", "true")
    expect(town(page)).to_have_attribute("data-frames", re.compile(r"[6-9]|\d\d+"))
    page.locator(".map").press("Space")
    expect(town(page)).to_have_attribute("data-playing", "false")
    expect(page.get_by_role("button", name="Play")).to_be_visible()
    sentence = r"Monday 0[89]:\d\d: 1,000 residents are drawn, \d+ of them are on their way"
    assert re.search(sentence, live(page).inner_text())


def test_the_clock_follows_the_slider(open_page):
    page = open_page(town_page())
    slider = page.get_by_role("slider", name="Time of day")
    slider.fill("720")
    expect(page.locator(".clock")).to_have_text("Monday 12:00")
    slider.press("ArrowRight")
    expect(page.locator(".clock")).to_have_text("Monday 12:05")


def test_with_reduced_motion_the_town_waits_to_be_started(open_page):
    page = open_page(town_page(play=True), reduced_motion="reduce")
    expect(town(page)).to_have_attribute("data-playing", "false")


def test_a_square_is_picked_by_mouse(open_page):
    page = open_page(picking())
    box = page.locator(".map").bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    sent = page.evaluate("sent")
    assert len(sent) == 1
    expect(live(page)).to_have_text(f"You picked {cell_name(sent[0]['cell'])}.")


def test_a_square_is_picked_by_keyboard_and_arrows_step_one_square(open_page):
    page = open_page(picking())
    page.locator("#before").press("Tab")
    expect(page.locator(".map")).to_be_focused()
    for key in ("ArrowRight", "Enter", "ArrowRight", "Enter", "ArrowUp", "Enter"):
        page.keyboard.press(key)
    first, east, north = (value["cell"] for value in page.evaluate("sent"))
    assert east == first + 1
    assert north == east + small_island().grid(250).columns
    expect(live(page)).to_have_text(f"You picked {cell_name(north)}.")


def test_the_map_follows_what_else_answers_the_question(open_page):
    """The picture of a pick gives way to what the page says was chosen, be it nothing; a pick again is told again."""
    page = open_page(picking(picked=3))
    expect(town(page)).to_have_attribute("data-picked", cell_name(3))
    page.evaluate("shown.update({...shown.data, picked: 4})")
    expect(town(page)).to_have_attribute("data-picked", cell_name(4))
    page.evaluate("shown.update({...shown.data, picked: null})")
    expect(town(page)).to_have_attribute("data-picked", "")
    for _ in range(2):
        page.locator(".map").click()
    first, again = page.evaluate("sent")
    assert first["cell"] == again["cell"]
    assert first != again


def test_a_tap_follows_the_resident_under_it_and_another_lets_go(open_page):
    page = open_page(town_page())
    box = page.locator(".map").bounding_box()
    x, y = page.evaluate("""() => {
      const at = [0, 0, 0];
      positionAt(shown.day, 7, shown.minute, at);
      return [shown.view.px(at[0]), shown.view.py(at[1])];
    }""")
    page.mouse.click(box["x"] + x, box["y"] + y)
    expect(town(page)).to_have_attribute("data-followed", re.compile(r"\d+"))
    expect(live(page)).to_contain_text("You follow one resident")
    page.keyboard.press("f")
    expect(town(page)).to_have_attribute("data-followed", "")
    page.keyboard.press("f")
    expect(town(page)).to_have_attribute("data-followed", re.compile(r"\d+"))


def test_the_speed_is_changed_by_keyboard(open_page):
    """The button is for the pointer; S on the map does the same, and it is said."""
    page = open_page(town_page())
    speed = page.locator(".speed")
    assert speed.get_attribute("aria-keyshortcuts") == "S"
    assert "S changes the speed" in page.locator(".map").get_attribute("aria-label")
    expect(speed).to_have_text("1 s = 15 min")
    for minutes in (60, 5, 15):
        page.locator(".map").press("s")
        expect(speed).to_have_text(f"1 s = {minutes} min")
        expect(live(page)).to_have_text(f"1 s = {minutes} min")
    speed.click()
    expect(speed).to_have_text("1 s = 60 min")


def test_a_map_without_its_town_takes_every_key_and_tap(open_page):
    """The day has come and the town has not, or never will: nothing to look at, and nothing breaks."""
    page = open_page(town_page(town={}), ready="[data-ready=failed]")
    page.wait_for_function("shown.day")
    map_ = page.locator(".map")
    for key in ("f", "s", "ArrowLeft", "+", "-", "0", "Enter", "Space", "Escape"):
        map_.press(key)
    map_.click()
    map_.hover()
    page.evaluate("shown.update({...shown.data, caption: 'Others'})")
    expect(town(page)).to_have_attribute("data-ready", "failed")


def test_a_turned_dial_is_not_turned_back_by_what_was_under_way(open_page):
    """An answer to an earlier turn comes before this one was sent: what was turned stands, and is what is sent."""
    page = open_page(dial_page(), ready=".ni-dial")
    page.evaluate("shown.move(0, 5); shown.update({...shown.data, hours: [0, 24]})")
    expect(page.locator(".hand.from")).to_have_attribute("aria-valuenow", "5")
    expect(page.locator("body")).to_have_attribute("data-sent", "1")
    assert page.evaluate("sent") == [[5, 24]]
    page.evaluate("shown.update({...shown.data, hours: [22, 6]})")
    expect(page.locator(".hand.from")).to_have_attribute("aria-valuenow", "22")


def test_escape_leaves_the_map_for_what_follows_it(open_page):
    page = open_page(town_page())
    page.locator(".map").focus()
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    expect(page.locator("#after")).to_be_focused()


def test_streamlits_own_keys_do_not_get_through(open_page):
    page = open_page(town_page())
    page.evaluate("window.heard = []; document.addEventListener('keydown', (event) => heard.push(event.key))")
    for key in ("r", "c", "Escape", "x"):
        page.locator(".map").press(key)
    assert page.evaluate("heard") == ["x"]


def test_plus_comes_closer_and_shows_more_names(open_page):
    page = open_page(town_page())
    names = town(page).get_attribute("data-labels")
    for _ in range(4):
        page.locator(".map").press("+")
    expect(town(page)).not_to_have_attribute("data-labels", names)
    page.locator(".map").press("0")
    expect(town(page)).to_have_attribute("data-labels", names)


def test_names_never_collide(open_page):
    """From the whole island to a street corner, no name or symbol takes room that another has."""
    page = open_page(town_page())
    overlaps, drawn = page.evaluate("""() => {
      const overlaps = [], take = Boxes.prototype.take;
      let drawn = 0;
      Boxes.prototype.take = function (...boxes) {
        for (const b of boxes) for (const a of this.all) {
          const wide = Math.min(a[2], b[2]) - Math.max(a[0], b[0]);
          const high = Math.min(a[3], b[3]) - Math.max(a[1], b[1]);
          if (wide > 2.01 && high > 2.01) overlaps.push([a, b]);
        }
        drawn += boxes.length;
        take.apply(this, boxes);
      };
      for (let step = 0; step < 9; step++) { shown.drawBase(); shown.zoomBy(1.4); }
      return [overlaps, drawn];
    }""")
    assert drawn > 100
    assert overlaps == []


def test_new_data_keeps_the_clock_and_the_view(open_page):
    page = open_page(town_page())
    page.get_by_role("slider").fill("600")
    page.locator(".map").press("+")
    before = page.evaluate("[shown.view.k, shown.minute]")
    page.evaluate("shown.update({...shown.data, caption: 'Others'})")
    expect(page.locator(".caption")).to_have_text("Others")
    assert page.evaluate("[shown.view.k, shown.minute]") == before


def test_dots_never_jump_and_stay_on_the_island(open_page):
    """In a moment nobody moves farther than three metres, and nobody leaves the bounds."""
    page = open_page(town_page())
    west, south, east, north = small_island().bounds_dm
    farthest = page.evaluate(
        """([west, south, east, north]) => {
          const at = [0, 0, 0], was = [0, 0, 0];
          for (let i = 0; i < shown.day.people; i++) for (let minute = 0; minute < 1440; minute += 7) {
            positionAt(shown.day, i, minute, was);
            positionAt(shown.day, i, minute + 0.001, at);
            if (Math.hypot(at[0] - was[0], at[1] - was[1]) > 30) return [i, minute];
            if (at[0] < west || at[0] > east || at[1] < south || at[1] > north) return [i, minute];
          }
          return null;
        }""",
        [west, south, east, north],
    )
    assert farthest is None


def test_after_dusk_the_town_has_its_own_colours(open_page):
    page = open_page(town_page(dark=True))
    expect(town(page)).to_have_class(re.compile("dark"))
    sea = page.evaluate(
        "[...document.querySelector('.base').getContext('2d').getImageData(2, 200, 1, 1).data]"
    )
    assert sea[:3] == [0x0E, 0x1A, 0x24]


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("page_of", [town_page, crowd_page], ids=["town", "crowd"])
def test_nothing_scrolls_sideways(open_page, page_of, size):
    page = open_page(page_of(), size)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def count_of(bits):
    masks = base64.b64decode(lot_crowd()["masks"])
    return sum((mask & bits) == bits for mask in masks)


def crowd(page):
    return page.locator(".ni-crowd")


def settled(page):
    expect(crowd(page)).to_have_attribute("data-settled", "true")


def test_a_tap_leaves_those_who_were_there_and_another_tap_puts_it_back(open_page):
    page = open_page(crowd_page())
    cards = page.locator(".card")
    expect(page.locator(".number")).to_have_text("20,000")
    cards.nth(0).click()
    expect(cards.nth(0)).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".number")).to_have_text(f"{count_of(1):,}")
    expect(live(page)).to_have_text(f"{count_of(1):,} of 20,000 still fit.")
    cards.nth(1).click()
    expect(page.locator(".number")).to_have_text(f"{count_of(3):,}")
    cards.nth(0).click()
    expect(page.locator(".number")).to_have_text(f"{count_of(2):,}")
    settled(page)


def test_the_crowd_by_keyboard_alone(open_page):
    """One tab stop for the cards, arrows between them, focus stays where the hand is."""
    page = open_page(crowd_page())
    cards = page.locator(".card")
    page.locator("#before").press("Tab")
    expect(cards.nth(0)).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    expect(cards.nth(1)).to_be_focused()
    expect(page.locator(".number")).to_have_text(f"{count_of(3):,}")
    page.keyboard.press("Tab")
    expect(page.get_by_text("The same as a table")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("#after")).to_be_focused()


def test_no_more_than_four_cards(open_page):
    page = open_page(crowd_page())
    for card in (0, 3, 1, 2, 4):
        page.locator(".card").nth(card).click(force=True)
    expect(page.locator(".card[aria-pressed=true]")).to_have_count(4)
    expect(page.locator(".card").nth(4)).to_have_attribute("aria-disabled", "true")
    expect(live(page)).to_contain_text("Put one back")


def test_the_table_says_the_same_as_the_picture(open_page):
    page = open_page(crowd_page())
    page.locator(".card").nth(0).click()
    page.locator(".card").nth(1).click()
    page.get_by_text("The same as a table").click()
    rows = page.locator("table tr")
    expect(rows).to_have_count(4)
    expect(rows.nth(3).locator("td").nth(1)).to_have_text(f"{count_of(3):,}")
    fit = candidates(3)
    assert len(fit) == count_of(3) <= 50
    said = [f"{code}: {square}" for code, square in fit]
    assert sorted(page.locator(".twin li").all_inner_texts()) == sorted(said)


def candidates(bits):
    """(code, home square) of whoever fits, from what the component was given."""
    data = lot_crowd()
    masks, known = base64.b64decode(data["masks"]), data["candidates"]
    rows = zip(known["seat"], known["code"], known["square"], strict=True)
    return [(code, square) for seat, code, square in rows if masks[seat] & bits == bits]


def test_codes_are_listed_for_fifty_or_fewer_and_squares_while_the_map_shows_them(open_page):
    page = open_page(crowd_page())
    page.get_by_text("The same as a table").click()
    page.locator(".card").nth(0).click()
    assert count_of(1) > 200
    expect(page.locator(".twin li")).to_have_count(0)
    page.locator(".card").nth(0).click()
    page.locator(".card").nth(5).click()
    assert 50 < count_of(32) <= 200
    homes = Counter(square for _, square in candidates(32))
    said = [f"{square}: {count}" for square, count in homes.items()]
    expect(page.locator(".twin li")).to_have_count(len(said))
    assert sorted(page.locator(".twin li").all_inner_texts()) == sorted(said)


def test_the_last_one_is_ringed_and_the_staircase_ends_at_one(open_page):
    page = open_page(crowd_page())
    for card in (0, 1, 2):
        page.locator(".card").nth(card).click()
    expect(page.locator(".number")).to_have_text("1")
    expect(page.locator(".step.alone")).to_have_count(1)
    expect(live(page)).to_contain_text("Try to find two cards that tell us less.")
    settled(page)
    orange = page.evaluate("""() => {
      const canvas = document.querySelector('.ni-crowd canvas');
      const data = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
      let n = 0;
      for (let i = 0; i < data.length; i += 4) n += [0xb8, 0x4a, 0].every((part, k) => data[i + k] === part);
      return n;
    }""")
    assert orange > 40


def test_the_crowd_tells_nobody_what_was_tapped(open_page):
    page = open_page(crowd_page())
    for card in (3, 0):
        page.locator(".card").nth(card).click()
    settled(page)
    page.locator("#after").click()
    page.evaluate("shown.destroy()")
    assert page.evaluate("sent") == []


def test_on_a_phone_a_dot_stands_for_twenty_until_two_hundred_are_left(open_page):
    page = open_page(crowd_page(), PHONE)
    expect(page.locator(".legend")).to_have_text("1 dot = 20 residents")
    page.locator(".card").nth(4).click()
    assert count_of(16) <= 200
    expect(page.locator(".legend")).to_contain_text("1 dot = 1 resident")


def test_with_reduced_motion_the_crowd_is_there_at_once(open_page):
    page = open_page(crowd_page(), reduced_motion="reduce")
    assert (
        page.evaluate("document.querySelectorAll('.card')[0].click() ?? shown.wrapper.dataset.settled")
        == "true"
    )


def test_the_reveal_says_which_card_told_the_most(open_page):
    page = open_page(crowd_page(reveal=True))
    alone = [count_of(1 << card) for card in range(6)]
    most = page.locator(".card.most")
    expect(most).to_have_count(1)
    expect(most).to_contain_text(f"{min(alone):,}")
    assert page.locator(".card").all_inner_texts().index(most.inner_text()) == alone.index(min(alone))


def test_a_reveal_that_nobody_prepared_takes_the_cards_that_tell_most(open_page):
    """Next alone, from the front of a room: the sighting that told most is named, and the crowd steps back."""
    page = open_page(crowd_page(reveal=True))
    alone = [count_of(1 << card) for card in range(6)]
    best = alone.index(min(alone))
    expect(page.locator(".card").nth(best)).to_have_attribute("aria-pressed", "true")
    who = page.locator(".card").nth(best).locator("b").inner_text()
    expect(live(page)).to_contain_text(f"{who} told us most.")
    assert int(page.locator(".number").inner_text().replace(",", "")) <= min(alone)
