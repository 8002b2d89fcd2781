"""One browser for all page tests: no graphics card, no WebGL, no way out of the machine."""

import pytest
from playwright.sync_api import sync_playwright

from nullisland.browsers import find_browser

ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-webgl",
    "--disable-3d-apis",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost",
]


@pytest.fixture(scope="session")
def chromium():
    """A running browser; tests open their own pages in it."""
    path = find_browser()
    assert path is not None, "install Chromium or set NULLISLAND_CHROMIUM"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(path), args=ARGS)
        yield browser
        browser.close()
