"""The page that is taken home: whole, small, unable to reach anything, and played from question to reveal."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from nullisland.app import attempts, numbers
from nullisland.app.take_home import file_name, take_home
from nullisland.tables import data_path, read_table
from running_app import CODE, SIZES

pytestmark = pytest.mark.browser

NOBODY = "NI-1-2-2"
"""Two people over two days: no guide."""

ON = (
    """() => (({ ariaLabel, innerText, value }) => ariaLabel || innerText || value)(document.activeElement)"""
)
SIDEWAYS = "document.documentElement.scrollWidth - innerWidth"
AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
RUN = """() => axe.run(document, {resultTypes: ['violations']}).then((found) => found.violations
  .filter((one) => ['serious', 'critical'].includes(one.impact))
  .flatMap((one) => one.nodes.map((node) => `${one.id} ${node.target.flat().join(' ')}`)))"""


def prepared_island(code: str) -> numbers.Preparation:
    preparation = numbers.begin(code)
    while preparation.lesson is None:
        assert preparation.error is None, preparation.error
        time.sleep(0.05)
    return preparation


@pytest.fixture(scope="module")
def prepared() -> Iterator[numbers.Preparation]:
    """The island; at the end its attempts are waited for, whose noise must not be cut off by the end of the process."""
    yield prepared_island(CODE)
    for code in (CODE, NOBODY):
        island = prepared_island(code)
        while len(attempts.known_attempts(island)) < attempts.COUNT and island.attempts_error is None:
            time.sleep(0.05)


@dataclass
class Home:
    """The page opened from disk, with everything that went wrong or was asked for."""

    page: Page
    errors: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Write down what happens."""
        self.page.on("console", lambda m: self.errors.append(m.text) if m.type == "error" else None)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("request", lambda request: self.asked.append(request.url))

    def check(self) -> None:
        """Nothing wrong, nothing asked for but the file, nothing kept, nothing to scroll sideways."""
        assert self.errors == []
        assert len(self.asked) == 1, self.asked
        kept = "[localStorage.length, sessionStorage.length, document.cookie]"
        assert self.page.evaluate(kept) == [0, 0, ""]
        assert self.page.evaluate(SIDEWAYS) <= 0


def only_the_file(route: Route) -> None:
    """No network at all."""
    if route.request.url.startswith("file:"):
        route.continue_()
    else:
        route.abort()


@pytest.fixture
def at_home(prepared, chromium: Browser, tmp_path: Path) -> Iterator[Callable[..., Home]]:
    contexts = []

    def enter(size: str = "phone", theme: str = "light", code: str = CODE) -> Home:
        path = tmp_path / file_name(code)
        path.write_text(take_home(code), encoding="utf-8")
        width, height = SIZES[size]
        context = chromium.new_context(
            viewport={"width": width, "height": height},
            color_scheme=theme,
            reduced_motion="reduce",
            offline=True,
        )
        contexts.append(context)
        context.route("**/*", only_the_file)
        home = Home(context.new_page())
        home.page.goto(path.as_uri())
        home.page.wait_for_selector(".ni-town[data-ready=true]")
        if home.page.locator("#crowd").count():
            home.page.wait_for_selector(".ni-crowd[data-ready=true]")
        return home

    yield enter
    for context in contexts:
        context.close()


def press(page: Page, form: str, name: str) -> None:
    page.locator(form).get_by_role("button", name=name, exact=True).click()


def percent(page: Page, selector: str, edge: str) -> list[float]:
    """Where marks stand on an axis, from their styles."""
    return page.eval_on_selector_all(
        selector, "(all, edge) => all.map((e) => parseFloat(e.style[edge]))", edge
    )


LOOKS = [("phone", "light"), ("small", "dark"), ("table", "light"), ("wall", "dark")]


@pytest.mark.parametrize(("size", "theme"), LOOKS)
def test_the_scene_is_played_from_question_to_reveal(
    at_home: Callable[..., Home], prepared, size: str, theme: str
):
    """Every number on the way is the library's, and none of the second beat stands there before its guess."""
    home, lesson = at_home(size, theme), prepared.lesson
    page, counts, alone = home.page, lesson.counts, lesson.singled_out
    question, town = page.locator("#question-cards"), page.locator("#everybody")
    home.check()
    expect(question).to_have_text("How many sightings until only one resident still fits?")
    expect(page.locator(".ni-crowd .card").first).to_be_hidden()
    assert page.locator("input[type=radio]:checked").count() == 0
    for hidden in (town, page.locator("#result"), page.locator("#next")):
        expect(hidden).to_be_hidden()

    press(page, "#ask-count", "Lock my guess")
    expect(page.locator("#ask-count [role=alert]")).to_have_text("Choose one, or press I pass.")
    page.get_by_role("radio", name="more than 4", exact=True).check()
    press(page, "#ask-count", "Lock my guess")
    expect(page.locator("#kept-count span")).to_have_text("Your guess: more than 4 sightings. Locked.")
    page.get_by_role("button", name="Change it").click()
    expect(page.locator(".ni-crowd .card").first).to_be_hidden()
    page.get_by_role("radio", name="3", exact=True).check()
    press(page, "#ask-count", "Lock my guess")
    expect(page.locator("#kept-count span")).to_have_text("Your guess: 3 sightings. Locked.")
    expect(question).to_have_text("Which sightings leave only one resident?")
    expect(page.locator(".ni-crowd .step").nth(3).locator("em")).to_have_text("you")

    page.locator(".ni-crowd .card").nth(0).click()
    expect(page.locator(".ni-crowd .number")).to_have_text(f"{counts[1]:,}")
    page.locator(".ni-crowd .card").nth(3).click()
    expect(page.locator(".ni-crowd .number")).to_have_text(f"{counts[1 | 8]:,}")
    expect(page.locator("#voice")).to_contain_text(f"{counts[1 | 8]:,} of 300 still fit")
    home.check()

    page.locator("#next").click()
    expect(question).to_have_text("Which sighting told us most?")
    expect(page.get_by_role("button", name="Change it")).to_be_hidden()
    left = [int(text.split()[1]) for text in page.locator(".ni-crowd .left").all_inner_texts()]
    assert left == [int(counts[1 << i]) for i in range(len(lesson.cards))]
    most = page.locator(".ni-crowd .card.most .left").inner_text()
    assert int(most.split()[1]) == min(left)
    expect(town).to_be_hidden()

    page.locator("#next").click()
    expect(page.locator("#question-town")).to_be_focused()
    expect(page.locator(".before .ni-big b")).to_have_text("?")
    for hidden in ("#result", "#after .ni-dot.truth"):
        expect(page.locator(hidden).first).to_be_hidden()
    typed = page.get_by_label("Or type a number from 0 to 100")
    for wrong in ("150", "2.5"):
        typed.fill(wrong)
        press(page, "#ask-town", "Lock my guess")
        expect(page.locator("#ask-town [role=alert]")).to_have_text("Choose a number, or press I pass.")
        expect(page.locator("#result")).to_be_hidden()
    page.get_by_role("radio", name="90", exact=True).check()
    typed.fill("37")
    press(page, "#ask-town", "Lock my guess")
    expect(page.locator("#kept-town span")).to_have_text("Your guess: 37 of 100. Locked.")
    expect(page.locator("#result .ni-big b")).to_have_text(f"{alone.numerator:,}")
    expect(page.locator("#result .ni-big span")).to_have_text(
        f"of {alone.n:,} residents are singled out by four records"
    )
    expect(page.locator("#result .ni-sentence")).to_contain_text(f"{100 * alone.value:.0f} of every 100")
    expect(page.locator("#result")).to_be_focused()
    expect(page.locator("#voice")).to_contain_text(f"{alone.numerator:,}")
    assert page.get_by_role("button", name="Change it").count() == 0
    page.get_by_text("How we got it").click()
    home.check()


def test_the_curve_is_the_library_s_and_the_guess_is_drawn_in_it(at_home: Callable[..., Home], prepared):
    home, lesson = at_home("wall"), prepared.lesson
    page, most = home.page, len(lesson.curve)
    press(page, "#ask-count", "I pass")
    page.locator("#next").click()
    page.locator("#next").click()
    page.get_by_role("radio", name="70", exact=True).check()
    press(page, "#ask-town", "Lock my guess")
    guess = "#after .ni-dot.guess"
    assert percent(page, guess, "bottom") == [70]
    assert percent(page, guess, "left") == [pytest.approx(100 * 3 / (most - 1), abs=0.01)], "at four records"
    expect(page.locator(f"{guess} em")).to_have_text("your guess: 70")
    heights = [100 * estimate.value for estimate in lesson.curve]
    assert percent(page, "#after .ni-dot.truth", "bottom") == pytest.approx(heights, abs=0.01)
    print_ = {row["id"]: float(row["value"]) for row in read_table("published.csv")}
    names = ("unicity_4_points_antenna_hour", "unicity_cards_4_points")
    assert percent(page, "#after .ni-dot.claim", "bottom") == pytest.approx(
        [100 * print_[name] for name in names]
    )
    plane, mark = (page.locator(one).bounding_box() for one in ("#after .ni-plane", f"{guess} i"))
    assert plane is not None
    assert mark is not None
    foot = plane["y"] + plane["height"]
    assert foot - (mark["y"] + mark["height"] / 2) == pytest.approx(0.7 * plane["height"], abs=3)
    page.get_by_text("How we got it").click()
    cells = page.locator(".told tbody tr td:nth-child(2)").all_inner_texts()
    assert cells == [f"{height:.1f}" for height in heights]


def test_it_ends_on_one_thing_that_helps_and_says_what_the_test_is_not(
    at_home: Callable[..., Home], prepared
):
    from nullisland.lesson import precision_at

    less = precision_at(prepared.lesson.town, 2000, 360)
    home = at_home("phone", "dark")
    page = home.page
    press(page, "#ask-count", "I pass")
    expect(page.locator("#kept-count span")).to_have_text("You passed. That is fine.")
    page.locator("#next").click()
    page.locator("#next").click()
    helps = page.get_by_text("One thing that helps")
    expect(helps).to_be_hidden()
    press(page, "#ask-town", "I pass")
    expect(page.locator("#kept-town span")).to_have_text("You passed. That is fine.")
    assert page.locator("#after .ni-dot.guess").count() == 0
    expect(helps).to_contain_text(
        f"{less.singled_out.numerator:,} of {less.singled_out.n:,} are still singled out"
    )
    expect(helps).to_contain_text(f"{less.stops_right} of the {less.stops_asked} busiest stops")
    for honest in ("Your cards were chosen.", "1.5 million phones"):
        expect(page.locator(".side").get_by_text(honest)).to_be_visible()
    home.check()


def tab_to(page: Page, name: str, most: int = 3) -> None:
    """Press Tab until the focus is on what reads so."""
    for _ in range(most + 1):
        if page.evaluate(ON) == name:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{name!r} is more than {most} Tabs away; the focus is on {page.evaluate(ON)!r}")


def test_the_keyboard_alone_plays_it(at_home: Callable[..., Home], prepared):
    """Tab, arrows, Space and Enter; the next thing to do is never more than three Tabs away."""
    home, lesson = at_home("table", "dark"), prepared.lesson
    page = home.page
    page.locator("#question-cards").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.type") == "radio"
    assert page.locator("input[type=radio]:checked").count() == 0, "to come by chooses nothing"
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.locator("#kept-count span")).to_have_text("Your guess: 2 sightings. Locked.")
    assert page.evaluate("document.activeElement.className").startswith("card")
    page.keyboard.press("Space")
    page.keyboard.press("End")
    page.keyboard.press("Space")
    expect(page.locator(".ni-crowd .number")).to_have_text(f"{lesson.counts[1 | 32]:,}")
    tab_to(page, "Next")
    page.keyboard.press("Enter")
    expect(page.locator("#question-cards")).to_be_focused()
    tab_to(page, "Next")
    page.keyboard.press("Enter")
    expect(page.locator("#question-town")).to_be_focused()
    for _ in range(2):
        page.keyboard.press("Tab")
    page.keyboard.type("61")
    page.keyboard.press("Enter")
    expect(page.locator("#kept-town span")).to_have_text("Your guess: 61 of 100. Locked.")
    expect(page.locator("#result")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate(ON) == "How we got it"
    home.check()


@pytest.mark.parametrize(("size", "theme"), [("phone", "dark"), ("wall", "light")])
def test_no_serious_violation_before_and_after_the_reveal(
    at_home: Callable[..., Home], size: str, theme: str
):
    page = at_home(size, theme).page
    page.evaluate(AXE)
    assert page.evaluate(RUN) == []
    press(page, "#ask-count", "I pass")
    assert page.evaluate(RUN) == []
    page.locator("#next").click()
    page.locator("#next").click()
    assert page.evaluate(RUN) == []
    page.get_by_role("radio", name="50", exact=True).check()
    press(page, "#ask-town", "Lock my guess")
    assert page.evaluate(RUN) == []


def test_where_nobody_fits_the_example_the_town_is_asked_at_once(at_home: Callable[..., Home]):
    assert prepared_island(NOBODY).lesson.guide is None
    home = at_home("phone", code=NOBODY)
    expect(home.page.get_by_text("Nobody on this island fits the example.")).to_be_visible()
    expect(home.page.locator("#everybody")).to_be_visible()
    press(home.page, "#ask-town", "I pass")
    expect(home.page.locator("#result")).to_be_visible()
    home.check()


def test_the_page_may_fetch_nothing_even_if_it_wanted_to(at_home: Callable[..., Home]):
    home = at_home()
    page = home.page
    went = page.evaluate("fetch('https://fonts.example/inter.woff2').then(() => 'out', () => 'refused')")
    image = page.evaluate(
        "new Promise((done) => { const i = new Image(); i.onload = () => done('out');"
        " i.onerror = () => done('refused'); i.src = 'https://fonts.example/x.png'; })"
    )
    assert (went, image) == ("refused", "refused")
    assert any("Content Security Policy" in text for text in home.errors)


def test_the_page_of_the_shipped_island_would_be_small_enough(prepared):
    """The shipped town and day are the largest parts; the rest is that of this small island, and its crowd grows."""
    large = sum(len(data_path(f"sample_day/{name}").read_bytes()) for name in ("town.json", "day.bin"))
    small = sum(len(content) for content in prepared.bulk.values())
    crowd = 20_000 * 4 / 3
    assert len(take_home(CODE).encode()) + (large - small) * 4 / 3 + crowd < 2_000_000
