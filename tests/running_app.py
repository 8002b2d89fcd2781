"""A running app and a browser for the tests: found, started once, and stopped."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).parents[1]
CODE = "NI-1-300-7"
SIZES = {"wall": (1280, 720), "table": (1024, 768), "phone": (390, 844), "small": (360, 740)}
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-webgl",
    "--disable-3d-apis",
]
LOCAL_ONLY = "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(frozen=True)
class App:
    url: str
    audit: Path

    def at(self, scene: str = "start", step: str = "", **more: str) -> str:
        query = {"scene": scene, **({"step": step} if step else {}), **more}
        return f"{self.url}/?" + "&".join(f"{key}={value}" for key, value in query.items())

    def connections(self) -> list[str]:
        """What the server has looked up or connected to so far."""
        return self.audit.read_text().splitlines() if self.audit.exists() else []

    def erase(self) -> None:
        """Empty the room: nobody has said anything, and no hand was counted."""
        self._post("erase")

    @contextmanager
    def held(self, line: str) -> Iterator[None]:
        """While the block runs, islands wait in this line of background work: "prepare" or "open database"."""
        self._post(f"hold/{quote(line)}")
        try:
            yield
        finally:
            self._post(f"go/{quote(line)}")

    def _post(self, path: str) -> None:
        with urllib.request.urlopen(urllib.request.Request(f"{self.url}/{path}", method="POST"), timeout=60):
            pass


@contextmanager
def running(folder: Path, address: str = "127.0.0.1") -> Iterator[App]:
    """The app for a small island, its lesson ready."""
    port, audit = free_port(), folder / "audit.txt"
    environment = {**os.environ, "NULLISLAND_CODE": CODE, "NULLISLAND_AUDIT": str(audit)}
    command = [sys.executable, str(ROOT / "tests" / "app" / "audited_server.py"), str(port), address]
    log = folder / "server.txt"
    with log.open("w") as out:
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=out, stderr=out)
        try:
            app = App(f"http://127.0.0.1:{port}", audit)
            _wait(f"{app.url}/nullisland/{CODE}/day.bin", server, log)
            yield app
        finally:
            server.terminate()
            server.wait(10)


def _wait(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    """Until the lesson's files are served; compiling everything may take a minute or two the first time."""
    for _ in range(2400):
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except OSError:
            assert server.poll() is None, log.read_text()
            time.sleep(0.1)
    raise AssertionError(log.read_text())
