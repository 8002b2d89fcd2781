"""The page that is taken home: whole, small, and unable to reach anything."""

import time

import pytest
from playwright.sync_api import Browser, expect

from nullisland.app import numbers
from nullisland.app.take_home import file_name, take_home
from running_app import CODE

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def prepared() -> numbers.Preparation:
    preparation = numbers.begin(CODE)
    while preparation.lesson is None:
        assert preparation.error is None, preparation.error
        time.sleep(0.05)
    return preparation


@pytest.fixture
def home(prepared, chromium: Browser, tmp_path):
    """The page opened from disk, with everything that went wrong or was asked for."""
    path = tmp_path / file_name(CODE)
    path.write_text(take_home(CODE), encoding="utf-8")
    context = chromium.new_context(viewport={"width": 390, "height": 844}, reduced_motion="reduce")
    page, errors, asked = context.new_page(), [], []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path.as_uri())
    page.wait_for_selector(".ni-town[data-ready=true]")
    page.wait_for_selector(".ni-crowd[data-ready=true]")
    yield page, errors, asked
    context.close()


def test_the_page_plays_the_scene_without_a_network(home, prepared):
    page, errors, asked = home
    counts = prepared.lesson.counts
    page.locator(".ni-crowd .card").nth(0).click()
    expect(page.locator(".ni-crowd .number")).to_have_text(f"{counts[1]:,}")
    page.locator(".ni-crowd .card").nth(3).click()
    expect(page.locator(".ni-crowd .number")).to_have_text(f"{counts[1 | 8]:,}")
    expect(page.locator(".big b")).to_have_text(f"{prepared.lesson.singled_out.numerator:,}")
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert errors == []
    assert len(asked) == 1, "nothing but the file itself"


def test_the_page_may_fetch_nothing_even_if_it_wanted_to(home):
    page, errors, _ = home
    went = page.evaluate("fetch('https://fonts.example/inter.woff2').then(() => 'out', () => 'refused')")
    image = page.evaluate(
        "new Promise((done) => { const i = new Image(); i.onload = () => done('out');"
        " i.onerror = () => done('refused'); i.src = 'https://fonts.example/x.png'; })"
    )
    assert (went, image) == ("refused", "refused")
    assert any("Content Security Policy" in text for text in errors)


def test_the_page_of_the_shipped_island_would_be_small_enough(prepared):
    """The shipped town and day are the largest parts; the rest is that of this small island, and its crowd grows."""
    from nullisland.tables import data_path

    large = sum(len(data_path(f"sample_day/{name}").read_bytes()) for name in ("town.json", "day.bin"))
    small = sum(len(content) for content in prepared.bulk.values())
    crowd = 20_000 * 4 / 3
    assert len(take_home(CODE).encode()) + (large - small) * 4 / 3 + crowd < 2_000_000
