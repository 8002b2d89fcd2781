"""How phones in the room come in, and how the wall knows that they did."""

import asyncio
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import unquote

import layout
import pytest
import segno
import stage
from playwright.sync_api import expect

from nullisland import lan
from nullisland.app import addresses, guests
from nullisland.app.visit import Visit
from running_app import CODE, App, running

HOME = lan.Card("wlan0", "192.168.1.5")


def on_the_wall(code: str = CODE, preset: str = "45") -> Visit:
    front = frozenset({"wall", "hands"})
    return Visit(scene="check-room", step="look", code=code, preset=preset, seat="", front=front)


@pytest.fixture
def at_home(monkeypatch) -> None:
    """A computer in a room of its own, serving CODE on port 8501."""
    monkeypatch.setattr(addresses.lan, "cards", lambda: [HOME, lan.Card("docker0", "172.17.0.1")])
    monkeypatch.setattr(addresses.st, "get_option", {"server.port": 8501}.get)
    monkeypatch.setattr(addresses.numbers, "default_code", lambda: CODE)


@pytest.mark.usefixtures("at_home")
def test_the_link_is_as_short_as_it_can_be():
    first, second = addresses.links_for_phones(on_the_wall())
    assert first == "http://192.168.1.5:8501"
    assert second == "http://172.17.0.1:8501"


@pytest.mark.usefixtures("at_home")
def test_the_link_opens_the_island_and_the_length_of_the_front_of_the_room():
    (first, _) = addresses.links_for_phones(on_the_wall("NI-7-300-7", "10"))
    assert first == "http://192.168.1.5:8501/?code=NI-7-300-7&preset=10"


def test_the_code_on_the_wall_holds_the_link_and_a_quiet_rim():
    """Each dark run of the picture is drawn where the modules of the symbol are, four modules from the rim."""
    link = "http://192.168.1.5:8501/?preset=10"
    address = addresses.qr(link)
    assert address.startswith("data:image/svg+xml")
    svg = ET.fromstring(unquote(address.split(",", 1)[1]))
    symbol = segno.make(link, error="m", micro=False).matrix
    side = len(symbol) + 2 * 4
    assert svg.attrib["viewBox"] == f"0 0 {side} {side}"
    assert dark_modules(svg) == {
        (x + 4, y + 4) for y, row in enumerate(symbol) for x, module in enumerate(row) if module
    }


def dark_modules(svg: ET.Element) -> set[tuple[int, int]]:
    """Columns and rows that the one stroked path of an SVG covers: M and m move, h draws to the right."""
    (path,) = [e for e in svg.iter() if e.tag.endswith("path") and e.get("stroke")]
    tokens = path.attrib["d"].replace("M", " M ").replace("m", " m ").replace("h", " h ").split()
    x, y, found = 0.0, 0.0, set()
    while tokens:
        act = tokens.pop(0)
        if act == "h":
            length = int(tokens.pop(0))
            found |= {(int(x) + i, int(y)) for i in range(length)}
            x += length
        else:
            dx, dy = float(tokens.pop(0)), float(tokens.pop(0))
            x, y = (dx, dy) if act == "M" else (x + dx, y + dy)
    return found


def connected(*clients: str, inside: Callable[[], None]) -> None:
    """Run `inside` while these addresses have a page open, then close them all, the last with an error."""

    async def page(scope, receive, send) -> None:
        await scope["until"].wait()
        if scope["fails"]:
            raise ConnectionError

    async def play() -> None:
        until = asyncio.Event()
        scopes = [
            {"type": "websocket", "client": (client, 5_000), "until": until, "fails": i == 0}
            for i, client in enumerate(clients)
        ]
        app = guests.Guests(page)
        tasks = [asyncio.create_task(app(scope, None, None)) for scope in scopes]
        await asyncio.sleep(0)
        inside()
        until.set()
        await asyncio.gather(*tasks, return_exceptions=True)

    # A thread of its own: a browser test before it may have left a running loop in this one.
    with ThreadPoolExecutor(1) as pool:
        pool.submit(lambda: asyncio.run(play())).result()


def test_each_other_device_counts_once_while_it_is_here(monkeypatch):
    monkeypatch.setattr(guests.lan, "cards", lambda: [HOME])
    seen = []
    phones = ("192.168.1.20", "192.168.1.20", "192.168.1.21", "127.0.0.1", HOME.address)
    connected(*phones, inside=lambda: seen.append(guests.here()))
    assert seen == [2]
    assert guests.here() == 0
    assert not guests._open


def test_what_is_no_page_is_not_counted(monkeypatch):
    monkeypatch.setattr(guests.lan, "cards", list)
    seen = []

    async def answer(scope, receive, send) -> None:
        seen.append(guests.here())

    scope = {"type": "http", "client": ("192.168.1.20", 5_000)}
    with ThreadPoolExecutor(1) as pool:
        pool.submit(lambda: asyncio.run(guests.Guests(answer)(scope, None, None))).result()
    assert seen == [0]


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """A lesson that the whole room may open."""
    with running(tmp_path_factory.mktemp("room"), "0.0.0.0") as app:
        yield app


@pytest.mark.browser
def test_the_wall_shows_the_way_in(visit: Callable, app: App):
    visitor = visit("wall", "dark")
    page = visitor.page
    page.goto(app.at("check-room", wall="1"))
    stage.arrived(page, "check-room", "look", CODE)
    cards = lan.cards()
    expect(page.locator(".ni-qr")).to_have_count(min(len(cards), 1))
    for card in cards:
        expect(page.locator(".ni-way-in")).to_contain_text(card.address)
    said = "No other device has come in yet." if cards else "No network was found."
    expect(page.locator(".ni-checks")).to_contain_text(said)
    if cards:
        assert page.locator(".ni-qr").evaluate("async e => { await e.decode(); return e.naturalWidth }") > 0
    assert layout.overlaps(page) == []
    assert page.evaluate(layout.SMALL_PRINT) == []
    assert visitor.errors == []
    assert visitor.left == []
    assert app.connections() == []
