"""How many other devices have the lesson open: the proof that phones in the room get in."""

from collections import Counter
from threading import Lock
from typing import Final

from starlette.types import ASGIApp, Receive, Scope, Send

from nullisland import lan

__all__ = ["Guests", "here"]

_open: Final[Counter[str]] = Counter()
_lock: Final = Lock()


class Guests:
    """Count the websockets that are open, by the address they come from: each browser page has one."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap `app`."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Count this connection for as long as it lasts. When it ends its address is forgotten."""
        if scope["type"] != "websocket":
            await self.app(scope, receive, send)
            return
        address = scope["client"][0] if scope.get("client") else ""
        with _lock:
            _open[address] += 1
        try:
            await self.app(scope, receive, send)
        finally:
            with _lock:
                _open[address] -= 1
                if not _open[address]:
                    del _open[address]


def here() -> int:
    """How many other devices have a page of the lesson open at this moment."""
    own = {"", "::1", *(card.address for card in lan.cards())}
    with _lock:
        return sum(address not in own and not address.startswith("127.") for address in _open)
