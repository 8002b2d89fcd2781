"""The server around the pages: what it serves beside them, and what it does when it starts."""

import gc
import gzip
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache, lru_cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from nullisland.app import numbers, real_cases
from nullisland.app.guests import Guests
from nullisland.app.seats import Seats
from nullisland.tables import data_path

__all__ = ["SCRIPT", "lifespan", "middleware", "routes", "static_files"]

SCRIPT: Final = Path(__file__).with_name("main.py")
"""What Streamlit runs for every visit; absolute, so that it does not matter where the server was started."""

_FONT: Final = "fonts/inter-latin-wght-normal.woff2"
_TYPES: Final = {".json": "application/json", ".bin": "application/octet-stream", ".woff2": "font/woff2"}
_ROOM_FILES: Final = 16
"""Files that a room asks for at one time: four of an island."""

_PACKED: Final = {".js": "text/javascript", ".css": "text/css"}


@asynccontextmanager
async def lifespan(app: object) -> AsyncIterator[dict[str, Any]]:
    """Keep what was loaded out of every later garbage collection; prepare the lesson in the background."""
    gc.collect()
    gc.freeze()
    numbers.begin(numbers.default_code())
    yield {}


def routes() -> list[BaseRoute]:
    """What the pages fetch: the font, the shipped day, and the bulk of a prepared island."""
    return [
        Route("/nullisland/font/inter.woff2", _font),
        Route(real_cases.ADDRESS, _real_cases),
        Route("/nullisland/sample/{name}", _sample),
        Route("/nullisland/{code}/{name}", _island),
    ]


def middleware() -> list[Middleware]:
    """Layers before Streamlit, outermost first."""
    return [Middleware(Guests), Middleware(Seats), Middleware(Packed)]


async def _font(request: Request) -> Response:
    return _answer(request, _shipped(_FONT), ".woff2")


async def _real_cases(request: Request) -> Response:
    """The page of real cases if it was asked for at the start; otherwise there is none."""
    if not real_cases.switched_on():
        return Response(status_code=404)
    return HTMLResponse(real_cases.page(), headers={"cache-control": "no-store"})


async def _sample(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in ("town.json", "day.bin"):
        return Response(status_code=404)
    response = _answer(request, _shipped(f"sample_day/{name}"), Path(name).suffix)
    if name == "day.bin":
        numbers.first_picture_served()
    return response


async def _island(request: Request) -> Response:
    """Bulk of an island once its lesson is ready; 404 before, and for every other name."""
    name = request.path_params["name"]
    content = numbers.bulk(request.path_params["code"]).get(name)
    return Response(status_code=404) if content is None else _answer(request, content, Path(name).suffix)


def _answer(request: Request, content: bytes, suffix: str) -> Response:
    """The bytes, packed for other machines, or "not modified". Browsers ask again but need not load again."""
    headers = {"etag": _tag(content), "cache-control": "private, no-cache"}
    if request.headers.get("if-none-match") == headers["etag"]:
        return Response(status_code=304, headers=headers)
    if suffix != ".woff2" and _wants_packed(request.scope):
        content = _squeezed(content)
        headers["content-encoding"] = "gzip"
    return Response(content, media_type=_TYPES[suffix], headers=headers)


@cache
def _shipped(name: str) -> bytes:
    return data_path(name).read_bytes()


@lru_cache(_ROOM_FILES)
def _tag(content: bytes) -> str:
    return f'"{sha256(content).hexdigest()[:16]}"'


@lru_cache(_ROOM_FILES)
def _squeezed(content: bytes) -> bytes:
    """Packed once for the whole room: while it is packed, nobody else is answered."""
    return gzip.compress(content, 6, mtime=0)


def _wants_packed(scope: Scope) -> bool:
    """Whether the browser takes gzip and sits on another machine: here packing costs time for nothing."""
    client = scope.get("client")
    local = client is not None and client[0] in ("127.0.0.1", "::1")
    return not local and "gzip" in dict(scope["headers"]).get(b"accept-encoding", b"").decode("latin-1")


class Packed:
    """Serve Streamlit's own scripts and styles compressed: a third of the bytes for a room full of phones."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap `app`."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer /static/js and /static/css from memory, pass everything else on."""
        if scope["type"] == "http" and scope["method"] == "GET" and _wants_packed(scope):
            packed = _packed_static(scope["path"])
            if packed is not None:
                headers = {"content-encoding": "gzip", "cache-control": "public, max-age=31536000, immutable"}
                kind = _PACKED[Path(scope["path"]).suffix]
                await Response(packed, media_type=kind, headers=headers)(scope, receive, send)
                return
        await self.app(scope, receive, send)


@cache
def static_files() -> dict[str, Path]:
    """Streamlit's scripts and styles by their address: no other file can be asked for."""
    spec = find_spec("streamlit")
    if spec is None or spec.origin is None:
        return {}
    root = Path(spec.origin).parent / "static"
    return {
        f"/{path.relative_to(root).as_posix()}": path for path in root.rglob("*") if path.suffix in _PACKED
    }


@cache
def _packed(path: Path) -> bytes:
    return gzip.compress(path.read_bytes(), 6, mtime=0)


def _packed_static(address: str) -> bytes | None:
    path = static_files().get(address)
    return None if path is None else _packed(path)
