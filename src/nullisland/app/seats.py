"""A random seat label for every browser, so that a refresh does not lose a prediction."""

import secrets
from typing import Final

from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["SEAT_COOKIE", "Seats"]

SEAT_COOKIE: Final = "null_island_seat"
"""Gone when the browser closes. It ties predictions to a seat, not to a person."""


class Seats:
    """Give every browser a random seat label in a cookie of this session, readable by no script.

    It also comes with who follows a link from another site, and keeps the seat there (SameSite=Lax).
    """

    def __init__(self, app: ASGIApp) -> None:
        """Wrap `app`."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Set the cookie with the page itself if the browser has none."""
        if scope["type"] != "http" or not _is_page(scope["path"]) or _has_seat(scope):
            await self.app(scope, receive, send)
            return
        cookie = f"{SEAT_COOKIE}={secrets.token_urlsafe(16)}; Path=/; HttpOnly; SameSite=Lax"

        async def send_with_seat(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], (b"set-cookie", cookie.encode())]
            await send(message)

        await self.app(scope, receive, send_with_seat)


def _is_page(path: str) -> bool:
    return "." not in path.rsplit("/", 1)[-1] and not path.startswith(
        ("/_stcore", "/nullisland/", "/static/")
    )


def _has_seat(scope: Scope) -> bool:
    """Whether the browser has brought one, among whatever other cookies: read as the page itself reads them."""
    return bool(HTTPConnection(scope).cookies.get(SEAT_COOKIE))
