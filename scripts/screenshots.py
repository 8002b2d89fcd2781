"""Take the pictures of README.md: `make screenshots`. Nothing leaves the machine."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from nullisland.browsers import find_browser

PICTURES = Path(__file__).resolve().parents[1] / "docs" / "pictures"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
]
SIZE = {"width": 1280, "height": 720}
WAIT_MS = 90_000


@contextmanager
def served() -> Iterator[str]:
    """Address of a running lesson."""
    command = [sys.executable, "-m", "nullisland", "demo", "--no-browser", "--json"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        assert process.stdout is not None
        yield json.loads(process.stdout.readline())["url"]
    finally:
        process.terminate()
        process.wait(30)


def open_start(page: Page, url: str) -> None:
    """The start page with its town drawn and its numbers ready."""
    for _ in range(100):
        try:
            page.goto(url)
            break
        except Exception:
            page.wait_for_timeout(300)
    page.wait_for_selector("[data-ready]", timeout=WAIT_MS)
    page.get_by_role("progressbar").wait_for(state="hidden", timeout=WAIT_MS)
    page.wait_for_timeout(2_000)


def main() -> None:
    """Write docs/pictures/start.png."""
    browser_path = find_browser()
    if browser_path is None:
        sys.exit("screenshots need a browser: run scripts/browser.py")
    PICTURES.mkdir(parents=True, exist_ok=True)
    with served() as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=ARGUMENTS)
        page = browser.new_page(viewport=SIZE, color_scheme="light")
        open_start(page, url)
        page.screenshot(path=PICTURES / "start.png")
        browser.close()


if __name__ == "__main__":
    main()
