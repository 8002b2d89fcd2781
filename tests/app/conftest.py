from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright
from wire import Wire

from nullisland.browsers import find_browser
from running_app import FLAGS, LOCAL_ONLY, SIZES, App, running

PATIENCE_MS = 60_000
"""How long a test waits for a state before it says that it will not come: a busy machine is no failure."""

expect.set_options(timeout=PATIENCE_MS / 2)


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """One server for all tests. Whatever they did, in the end it has looked up nothing and connected to nothing."""
    with running(tmp_path_factory.mktemp("server")) as app:
        yield app
    assert app.connections() == []


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    found = find_browser()
    assert found is not None, "install Chromium, Chrome or Edge, or set NULLISLAND_CHROMIUM"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(found), args=[*FLAGS, LOCAL_ONLY])
        yield browser
        browser.close()


class Visitor:
    """A fresh browser window that writes down what went wrong and what left the machine."""

    def __init__(self, browser: Browser, app: App, size: str, theme: str, motion: str) -> None:
        width, height = SIZES[size]
        self.context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=theme,
            reduced_motion=motion,
        )
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE_MS)
        self.wire = Wire(self.page)
        self.origin = app.url
        self.errors: list[str] = []
        self.left: list[str] = []
        self.page.on("console", lambda m: self.errors.append(m.text) if m.type == "error" else None)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("websocket", lambda socket: self._note(socket.url.replace("ws://", "http://")))
        self.context.on("request", lambda request: self._note(request.url))

    def _note(self, url: str) -> None:
        """Written down, not held up: the browser's own rule stops it, and what is held up is kept in no cache."""
        if not url.startswith((f"{self.origin}/", "data:", "blob:")):
            self.left.append(url)


@pytest.fixture
def visit(chromium: Browser, app: App) -> Iterator[Callable[..., Visitor]]:
    open_windows: list[Visitor] = []

    def enter(size: str = "wall", theme: str = "light", motion: str = "reduce", server: App = app) -> Visitor:
        visitor = Visitor(chromium, server, size, theme, motion)
        open_windows.append(visitor)
        return visitor

    yield enter
    for visitor in open_windows:
        visitor.context.close()
    app.erase()
