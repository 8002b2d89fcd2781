"""Start the app from Python: what `nullisland demo` calls."""

import os
import runpy
import socket
import sys
import threading
import time
import webbrowser
from pathlib import Path

from nullisland.errors import ConfigError

__all__ = ["entry_script", "free_port", "launch"]


def entry_script() -> Path:
    """The `app.py` of this installation: beside `src` in a clone, inside the package in a wheel."""
    package = Path(__file__).parents[1]
    for script in (package / "_app_entry.py", package.parents[1] / "app.py"):
        if script.is_file():
            return script
    raise ConfigError(
        f"the app's start script must lie in the package or beside src, found neither from {package}"
    )


def free_port(first: int, tries: int = 20, address: str = "127.0.0.1") -> int:
    """The first port from `first` on that nobody listens on. Raises ConfigError after `tries`."""
    for port in range(first, min(first + tries, 65_536)):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((address, port))
            except OSError:
                continue
            return port
    raise ConfigError(f"one of the ports {first} to {first + tries - 1} must be free, found none")


def launch(
    *, port: int = 8501, address: str = "127.0.0.1", open_browser: bool = True, code: str | None = None
) -> None:
    """Serve the app until interrupted.

    Parameters
    ----------
    port : the first port to try; the next free one is taken
    address : 127.0.0.1 for this computer alone, 0.0.0.0 for the room
    open_browser : whether to open the page in a browser once it answers
    code : the island to prepare; None: the default one
    """
    if not 1 <= port <= 65_535:
        raise ConfigError(f"port must be in [1, 65535], got {port}")
    if code is not None:
        os.environ["NULLISLAND_CODE"] = code
    chosen = free_port(port, address=address)
    url = f"http://localhost:{chosen}"
    print(url, flush=True)
    if open_browser:
        threading.Thread(target=_open_when_ready, args=(chosen, url), daemon=True).start()
    script = entry_script()
    sys.argv = [str(script)]
    app = runpy.run_path(str(script), run_name="nullisland_entry")["app"]
    app.run(config={"server.port": chosen, "server.address": address, "server.headless": True})


def _open_when_ready(port: int, url: str) -> None:
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                webbrowser.open(url)
                return
        time.sleep(0.1)
