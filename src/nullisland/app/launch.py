"""Start the app from Python: what `nullisland demo` calls."""

import errno
import os
import runpy
import socket
import sys
import threading
import time
import webbrowser
from pathlib import Path
from typing import Final

from nullisland.errors import ConfigError

__all__ = ["entry_script", "free_port", "launch", "page_url"]

_NOT_HERE: Final = (errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT)


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
    """The first port from `first` on that nobody listens on at this IP address.

    Raises ConfigError after `tries`, and if this computer does not have the address.
    """
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    for port in range(first, min(first + tries, 65_536)):
        try:
            with socket.socket(family) as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind((address, port))
            return port
        except OSError as error:
            if error.errno in _NOT_HERE:
                raise ConfigError(f"address must be one of this computer, got {address}") from None
    raise ConfigError(f"one of the ports {first} to {first + tries - 1} must be free, found none")


def page_url(address: str, port: int) -> str:
    """The page of a server at this IP address, as this computer's own browser opens it."""
    return f"http://{_name(address)}:{port}"


def launch(
    *, port: int = 8501, address: str = "127.0.0.1", open_browser: bool = True, code: str | None = None
) -> None:
    """Serve the app until interrupted.

    Parameters
    ----------
    port : the first port to try; the next free one is taken
    address : 127.0.0.1 for this computer alone, 0.0.0.0 for the room, or one address of this computer
    open_browser : whether to open the page in a browser once it answers
    code : the island to prepare; None: the default one
    """
    if not 1 <= port <= 65_535:
        raise ConfigError(f"port must be in [1, 65535], got {port}")
    if code is not None:
        os.environ["NULLISLAND_CODE"] = code
    chosen = free_port(port, address=address)
    url = page_url(address, chosen)
    print(url, flush=True)
    if open_browser:
        threading.Thread(target=_open_when_ready, args=(address, chosen), daemon=True).start()
    script = entry_script()
    sys.argv = [str(script)]
    app = runpy.run_path(str(script), run_name="nullisland_entry")["app"]
    here = {"server.address": address, "server.port": chosen, "browser.serverAddress": _name(address)}
    app.run(config={**here, "server.headless": True})


def _name(address: str) -> str:
    """What stands for the host in a link."""
    host = _host(address)
    return {"127.0.0.1": "localhost"}.get(host, f"[{host}]" if ":" in host else host)


def _host(address: str) -> str:
    """Where this computer itself reaches a server at this address: every address is also its own."""
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(address, address)


def _open_when_ready(address: str, port: int) -> None:
    for _ in range(200):
        try:
            socket.create_connection((_host(address), port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            webbrowser.open(page_url(address, port))
            return
