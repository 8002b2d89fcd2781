"""What the server does beside the pages."""

import asyncio
import errno
import gzip
import importlib
import json
import pkgutil
import re
import socket
import subprocess
import sys
import webbrowser
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

import pytest
import streamlit as st
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from nullisland import _kernels
from nullisland.app import numbers, server
from nullisland.app.launch import _open_when_ready, entry_script, free_port, launch
from nullisland.app.seats import SEAT_COOKIE
from nullisland.errors import ConfigError


@dataclass
class Answer:
    status_code: int
    headers: dict[str, str]
    content: bytes


class Client:
    """Ask an ASGI app, from an address, keeping cookies."""

    def __init__(self, address: str = "127.0.0.1") -> None:
        page = Route("/{rest:path}", lambda request: PlainTextResponse("page"))
        self.app = Starlette(routes=[*server.routes(), page], middleware=server.middleware())
        self.address, self.cookie = address, ""

    def get(self, path: str, **headers: str) -> Answer:
        sent = {
            "accept-encoding": "gzip",
            "cookie": self.cookie,
            **{k.replace("_", "-"): v for k, v in headers.items()},
        }
        scope = {
            "type": "http",
            "method": "GET",
            "path": unquote(path),
            "raw_path": path.encode(),
            "query_string": b"",
            "root_path": "",
            "headers": [(k.encode(), v.encode()) for k, v in sent.items() if v],
            "client": (self.address, 50_000),
        }
        heard: list[dict] = []

        async def receive() -> dict:
            return {"type": "http.request", "body": b""}

        async def send(message: dict) -> None:
            heard.append(message)

        # A thread of its own: a browser test before it may have left a running loop in this one.
        with ThreadPoolExecutor(1) as pool:
            pool.submit(lambda: asyncio.run(self.app(scope, receive, send))).result()
        got = {k.decode(): v.decode() for k, v in heard[0]["headers"]}
        self.cookie = got.get("set-cookie", self.cookie).split(";")[0]
        return Answer(heard[0]["status"], got, b"".join(m.get("body", b"") for m in heard[1:]))


@pytest.fixture
def big_script() -> Iterator[str]:
    """Address of Streamlit's own largest script."""
    files = server.static_files()
    yield max((a for a in files if a.endswith(".js")), key=lambda a: files[a].stat().st_size)


def test_the_shipped_day_and_the_font_are_served():
    here = Client()
    assert here.get("/nullisland/sample/day.bin").content.startswith(b"NIDAY001")
    assert json.loads(here.get("/nullisland/sample/town.json").content)["code"] == numbers.SAMPLE_CODE
    assert here.get("/nullisland/font/inter.woff2").content[:4] == b"wOF2"


@pytest.mark.parametrize(
    "path",
    ["/nullisland/sample/README.md", "/nullisland/sample/..%2fREADME.md", "/nullisland/NI-9-9-9/town.json"],
)
def test_nothing_else_is_served(path: str):
    answer = Client().get(path)
    assert answer.status_code == 404 or answer.content == b"page"


def test_a_browser_that_has_the_day_need_not_load_it_again():
    here = Client()
    first = here.get("/nullisland/sample/day.bin")
    again = here.get("/nullisland/sample/day.bin", if_none_match=first.headers["etag"])
    assert (again.status_code, again.content) == (304, b"")


def test_scripts_are_known_under_the_addresses_that_the_page_asks_for():
    page = (Path(st.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    asked = re.findall(r'(?:src|href)="\.(/static/[^"]+\.(?:js|css))"', page)
    assert asked
    assert set(asked) <= server.static_files().keys()


def test_other_machines_get_scripts_packed_and_this_one_does_not(big_script: str):
    whole = server.static_files()[big_script].read_bytes()
    packed = Client("192.168.0.7").get(big_script)
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed.content) == whole
    assert len(packed.content) < len(whole) / 2
    assert Client().get(big_script).content == b"page"


def test_a_file_is_packed_once_for_the_whole_room(monkeypatch: pytest.MonkeyPatch):
    """A fifth of a second during which nobody else is answered."""
    packed, compress = [], gzip.compress

    def count(content: bytes, *how: int, **more: int) -> bytes:
        packed.append(content)
        return compress(content, *how, **more)

    monkeypatch.setattr(gzip, "compress", count)
    server._squeezed.cache_clear()
    phones = [Client(f"192.168.0.{i}").get("/nullisland/sample/day.bin") for i in range(2, 12)]
    assert [content[:8] for content in packed] == [b"NIDAY001"]
    assert {gzip.decompress(phone.content) for phone in phones} == {packed[0]}
    assert {phone.headers["content-encoding"] for phone in phones} == {"gzip"}


def test_another_island_under_the_same_address_is_packed_anew(monkeypatch: pytest.MonkeyPatch):
    """A code is the same island for ever, but what is served for it may come later."""
    files: dict[str, bytes] = {}
    monkeypatch.setattr(numbers, "bulk", lambda code: files)
    there = Client("192.168.0.7")
    answers = []
    for content in (b"old" * 100, b"new" * 100):
        files["feed.bin"] = content
        answers.append(there.get("/nullisland/NI-1-300-7/feed.bin"))
    assert [gzip.decompress(answer.content)[:3] for answer in answers] == [b"old", b"new"]
    assert answers[0].headers["etag"] != answers[1].headers["etag"]


def test_a_browser_that_cannot_unpack_gets_it_plain(big_script: str):
    plain = Client("192.168.0.7").get(big_script, accept_encoding="identity")
    assert "content-encoding" not in plain.headers


def test_the_page_gives_one_seat_and_keeps_it():
    here = Client()
    first = here.get("/").headers["set-cookie"]
    assert first.startswith(f"{SEAT_COOKIE}=")
    assert "HttpOnly" in first
    assert "expires" not in first.lower()
    assert "set-cookie" not in here.get("/").headers
    assert "set-cookie" not in Client().get("/nullisland/font/inter.woff2").headers


@pytest.mark.parametrize(
    "before", ['prefs={"a": 1}; ', "a b=c; ", "plain; ", '"=x; ', f"{SEAT_COOKIE}x=1; ", "k=v,w; "]
)
def test_a_seat_is_kept_among_cookies_that_are_none(before: str):
    """Other pages of the same address leave what they like: the same seat is read by page and script."""
    own = f"{SEAT_COOKIE}=abc"
    assert "set-cookie" not in Client().get("/", cookie=before + own).headers
    assert "set-cookie" in Client().get("/", cookie=before.rstrip("; ")).headers


def test_a_link_from_another_site_keeps_the_seat():
    """A learning platform links to the lesson: browsers send a strict cookie to no visit that begins elsewhere."""
    attributes = Client().get("/").headers["set-cookie"].split("; ")
    assert "SameSite=Lax" in attributes


def test_the_first_page_needs_no_compiler():
    """What is imported before the first picture: none of the heavy libraries of the model."""
    code = (
        "import sys, nullisland.app.server\n"
        "from nullisland.app.scenes import four_sightings, names_off, rules, start\n"
        "print([m for m in ('numba', 'scipy', 'pandas', 'pyarrow') if m in sys.modules])"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"


@pytest.mark.parametrize("code", ["", "NI-7", "NI-7-1-28", "<script>", "NI-7-200000-28"])
def test_an_island_that_cannot_be_shown_is_refused_in_one_sentence_and_not_kept(code: str):
    preparation = numbers.begin(code)
    assert preparation.error is not None
    assert "\n" not in preparation.error
    assert numbers.bulk(code) == {}


def test_kernels_counted_in_the_text_are_those_that_numba_can_compile():
    found = set()
    for module in pkgutil.iter_modules(_kernels.__path__):
        loaded = importlib.import_module(f"nullisland._kernels.{module.name}")
        kernels = [thing.py_func for thing in vars(loaded).values() if hasattr(thing, "py_func")]
        found |= {(kernel.__module__, kernel.__name__) for kernel in kernels}

    assert numbers.kernel_count() == len(found)


def test_the_bar_counts_steps_and_on_a_first_start_kernels():
    half = numbers.kernel_count() // 2

    assert numbers.Preparation("x", done=1, total=4).share == 0.25
    assert numbers.Preparation("x", done=1, total=4, compiled=half).share == half / numbers.kernel_count()
    assert numbers.Preparation("x", done=4, total=4, compiled=half).share == 1


def test_the_start_script_is_found_and_says_st_app():
    """`streamlit run app.py` looks for a literal `st.App(...)` in the text."""
    text = entry_script().read_text(encoding="utf-8")
    assert "app = st.App(" in text
    assert len(text.splitlines()) <= 14


def test_a_taken_port_is_stepped_over():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert free_port(port) > port


def test_an_address_that_this_computer_does_not_have_is_refused():
    """192.0.2.1 is set aside for documentation (RFC 5737)."""
    with pytest.raises(ConfigError, match=r"address must be one of this computer, got 192\.0\.2\.1"):
        free_port(8501, address="192.0.2.1")


@pytest.mark.parametrize(
    ("address", "family"), [("127.0.0.1", socket.AF_INET), ("::1", socket.AF_INET6), ("::", socket.AF_INET6)]
)
def test_a_port_is_looked_for_among_those_of_the_address(
    monkeypatch: pytest.MonkeyPatch, address: str, family: int
):
    asked = []

    class Taken:
        def __init__(self, family: int) -> None:
            self.family = family

        def __enter__(self) -> "Taken":
            return self

        def __exit__(self, *_: object) -> None:
            pass

        def setsockopt(self, *_: object) -> None:
            pass

        def bind(self, where: tuple[str, int]) -> None:
            asked.append((self.family, *where))
            if len(asked) < 3:
                raise OSError(errno.EADDRINUSE, "taken")

    monkeypatch.setattr(socket, "socket", Taken)
    assert free_port(9000, address=address) == 9002
    assert asked == [(family, address, port) for port in (9000, 9001, 9002)]


@pytest.mark.parametrize(
    ("address", "probed", "url"),
    [
        ("127.0.0.1", "127.0.0.1", "http://localhost:9000"),
        ("0.0.0.0", "127.0.0.1", "http://localhost:9000"),
        ("192.168.0.7", "192.168.0.7", "http://192.168.0.7:9000"),
        ("::1", "::1", "http://[::1]:9000"),
        ("::", "::1", "http://[::1]:9000"),
    ],
)
def test_the_browser_opens_where_the_server_listens(
    monkeypatch: pytest.MonkeyPatch, address: str, probed: str, url: str
):
    tried, opened = [], []

    class Reached:
        def close(self) -> None:
            pass

    def connect(where: tuple[str, int], timeout: float) -> Reached:
        tried.append(where)
        if len(tried) < 2:
            raise ConnectionRefusedError
        return Reached()

    monkeypatch.setattr(socket, "create_connection", connect)
    monkeypatch.setattr(webbrowser, "open", opened.append)
    _open_when_ready(address, 9000)
    assert tried == [(probed, 9000)] * 2
    assert opened == [url]


def test_a_port_out_of_range_is_refused():
    with pytest.raises(ConfigError, match=r"port must be in \[1, 65535\], got 0"):
        launch(port=0)


@pytest.mark.slow
def test_the_shipped_day_is_what_the_model_makes():
    """After a change of the model: `python scripts/make_sample_day.py`."""
    from nullisland.app.bulk import bulk_of
    from nullisland.lesson.cast import find_guide
    from nullisland.model import Scenario
    from nullisland.pipeline import run
    from nullisland.tables import data_path

    outcome = run(Scenario.from_code(numbers.SAMPLE_CODE))
    found = find_guide(outcome)
    made = bulk_of(outcome, found[0] if found else None)
    for name, content in made.items():
        assert data_path(f"sample_day/{name}").read_bytes() == content, name
