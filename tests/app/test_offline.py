"""The proof that nothing leaves the machine can fail. The proof itself is in
`test_play_walk.py`, over the whole lesson, and at the end of all tests in `conftest.py`."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from running_app import ROOT, App, free_port

pytestmark = pytest.mark.browser


def test_a_browser_that_leaves_is_noticed(visit: Callable, app: App):
    visitor = visit()
    visitor.page.goto(app.at())
    visitor.page.evaluate("fetch('https://fonts.example/inter.woff2').catch(() => null)")
    assert visitor.left == ["https://fonts.example/inter.woff2"]


def test_a_browser_reaches_no_name_but_that_of_the_app(visit: Callable, app: App):
    """The same server under another name: it is there, and the browser's own rule stops the way to it."""
    page = visit().page
    page.goto(app.at())
    reached = "url => fetch(url, {mode: 'no-cors'}).then(() => true, () => false)"
    assert page.evaluate(reached, app.url)
    assert not page.evaluate(reached, app.url.replace("127.0.0.1", "localhost"))


def test_a_server_that_leaves_is_noticed(tmp_path: Path):
    audit = tmp_path / "audit.txt"
    environment = {**os.environ, "NULLISLAND_AUDIT": str(audit), "NULLISLAND_LEAK": "1"}
    command = [sys.executable, str(ROOT / "tests" / "app" / "audited_server.py"), str(free_port())]
    server = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    try:
        assert server.stdout is not None
        server.stdout.readline()
        assert audit.read_text().split() == ["socket.connect", "203.0.113.1"]
    finally:
        server.terminate()
        server.wait(10)
        server.stdout.close()
