"""Start the app with a hook that writes down every name looked up and every connection made: `... PORT [ADDRESS]`.

It serves three things more: POST /erase empties the room, so that no test finds what another one has said; POST
/hold/LINE lets whatever is next in a line of background work wait ("prepare", "open database"), until POST /go/LINE.
With NULLISLAND_SLOW=SEED it answers late and unevenly (`slow.py`).
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Event

AUDIT = Path(os.environ["NULLISLAND_AUDIT"])
HOME = ("127.0.0.1", "::1", "localhost", "")


def watch(event: str, arguments: tuple[object, ...]) -> None:
    if event == "socket.getaddrinfo":
        host = arguments[0]
    elif event in ("socket.connect", "socket.sendto"):
        address = arguments[-1]
        host = address[0] if isinstance(address, tuple) else ""
    else:
        return
    name = host.decode() if isinstance(host, bytes) else host
    if name is not None and name not in HOME:
        with AUDIT.open("a") as out:
            out.write(f"{event} {name}\n")


sys.addaudithook(watch)
if os.environ.get("NULLISLAND_LEAK"):
    import socket

    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(("203.0.113.1", 9))

from starlette.requests import Request  # noqa: E402
from starlette.responses import Response  # noqa: E402
from starlette.routing import Route  # noqa: E402

from nullisland.app import turns  # noqa: E402

GATES: dict[str, Event] = {}


def gate_of(line: str) -> Event:
    """The gate of a line of work, which may be asked for before the line is there. It stands open."""
    if line not in GATES:
        GATES[line] = Event()
        GATES[line].set()
    return GATES[line]


class Gated(turns.Turns):
    """A line of work with a gate in front of it."""

    def __init__(self, name: str, work: Callable[[str], None]) -> None:
        gate = gate_of(name)

        def enter(code: str) -> None:
            gate.wait()
            work(code)

        super().__init__(name, enter)


turns.Turns = Gated

from nullisland.app import server, visit  # noqa: E402
from nullisland.app.launch import launch  # noqa: E402

served, layers = server.routes, server.middleware


async def erase(request: Request) -> Response:
    """Nothing is left of anybody."""
    visit.room().erase()
    return Response(status_code=204)


async def hold(request: Request) -> Response:
    """What comes next in this line waits."""
    gate_of(request.path_params["line"]).clear()
    return Response(status_code=204)


async def go(request: Request) -> Response:
    """It waits no longer."""
    gate_of(request.path_params["line"]).set()
    return Response(status_code=204)


MORE = {"/erase": erase, "/hold/{line}": hold, "/go/{line}": go}
server.routes = lambda: [*(Route(path, answer, methods=["POST"]) for path, answer in MORE.items()), *served()]
if os.environ.get("NULLISLAND_SLOW"):
    from slow import Slow
    from starlette.middleware import Middleware

    server.middleware = lambda: [Middleware(Slow), *layers()]
launch(port=int(sys.argv[1]), address="".join(sys.argv[2:3]) or "127.0.0.1", open_browser=False)
