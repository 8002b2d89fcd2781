"""The proof that nothing leaves the machine can fail. The proof itself is in `test_play.py`, over the whole lesson."""

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
