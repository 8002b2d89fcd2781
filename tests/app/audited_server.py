"""Start the app with a hook that writes down every name looked up and every connection made: `... PORT [ADDRESS]`.

It serves one thing more: POST /erase empties the room, so that no test finds what another one has said.
"""

import os
import sys
from pathlib import Path

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

from nullisland.app import server, visit  # noqa: E402
from nullisland.app.launch import launch  # noqa: E402

served = server.routes


async def erase(request: Request) -> Response:
    """Nothing is left of anybody."""
    visit.room().erase()
    return Response(status_code=204)


server.routes = lambda: [Route("/erase", erase, methods=["POST"]), *served()]
launch(port=int(sys.argv[1]), address="".join(sys.argv[2:3]) or "127.0.0.1", open_browser=False)
