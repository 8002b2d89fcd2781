"""The components inside Streamlit: what survives a rerun, and what comes back to Python."""

import re
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SERVER = Path(__file__).with_name("harness_server.py")


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """A running page with the components; ended with the module."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", str(SERVER), "--server.port", str(port)]
    options = ("--server.headless=true", "--browser.gatherUsageStats=false", "--server.address=127.0.0.1")
    log = (tmp_path_factory.mktemp("server") / "log").open("w")
    server = subprocess.Popen([*command, *options], stdout=log, stderr=log)
    url = f"http://127.0.0.1:{port}"
    try:
        _until_it_answers(f"{url}/bulk/town.json", server)
        yield url
    finally:
        server.terminate()
        server.wait(10)
        log.close()


def _until_it_answers(url, server):
    for _ in range(300):
        assert server.poll() is None, "the server ended"
        try:
            with urlopen(url, timeout=30):
                return
        except OSError:  # not there yet, or still making its town
            time.sleep(0.2)
    raise AssertionError(f"no answer from {url}")


@pytest.fixture
def page(chromium):
    context = chromium.new_context(viewport={"width": 1280, "height": 720})
    yield context.new_page()
    context.close()


def test_the_animation_goes_on_through_reruns_and_a_pick_reaches_python(page, address):
    page.goto(address)
    town = page.locator(".ni-town[data-ready=true]")
    expect(town).to_have_attribute("data-playing", "true")
    town.evaluate("(element) => (element.mine = true)")
    frames = int(town.get_attribute("data-frames"))
    page.get_by_role("button", name="Again").click()
    page.wait_for_function(
        "(frames) => document.querySelector('[data-testid=stBidiComponentIsolated]').shadowRoot"
        ".querySelector('.ni-town').dataset.frames > frames + 30",
        arg=frames,
    )
    assert town.evaluate("(element) => element.mine")
    page.locator(".map").click()
    picked = page.locator("code").first
    expect(picked).to_have_text(re.compile(r"^\[\d+\]$"))
    cell = picked.inner_text().strip("[]")
    page.locator(".map").click()
    expect(picked).to_have_text(f"[{cell}, {cell}]")
    assert town.evaluate("(element) => element.mine")
    expect(town).to_have_attribute("data-playing", "true")


def test_taps_keep_focus_and_ask_the_server_for_nothing(page, address):
    """Nobody there wants to know: the page has run for the first time and for the button, not for a tap or a rest."""
    page.goto(f"{address}/?show=crowd")
    page.wait_for_selector(".ni-crowd[data-ready=true]")
    cards = page.locator(".card")
    cards.nth(3).click()
    cards.nth(0).click()
    expect(cards.nth(0)).to_be_focused()
    again = page.get_by_role("button", name="Again")
    again.hover()
    expect(page.locator("code").first).to_have_text("1")
    again.click()
    expect(page.locator("code").first).to_have_text("2")
    expect(cards.nth(0)).to_have_attribute("aria-pressed", "true")
    expect(cards.nth(3)).to_have_attribute("aria-pressed", "true")
