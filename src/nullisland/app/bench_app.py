"""How fast the lesson is in a browser: what `nullisland bench --app` measures. Needs Playwright and a browser."""

import asyncio
import atexit
import os
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from contextlib import ExitStack
from functools import cache, partial
from typing import TYPE_CHECKING, Any

import psutil

from nullisland.app.launch import free_port
from nullisland.app.registry import stations, steps_of
from nullisland.bench.measure import Benchmark, Work
from nullisland.browsers import find_browser
from nullisland.errors import ConfigError

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

__all__ = ["app_benchmarks"]

_FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-webgl")
_BROWSERS = 10
_STUDENTS, _EVERY_S, _FOR_S = 60, 5.0, 30.0
_REST = "document.querySelector('.stApp').dataset.testScriptState === 'notRunning'"
_UNTIL = """async ([act, changed]) => {
  const read = new Function(`return ${changed}`), before = read(), began = performance.now();
  new Function(act)();
  const done = () => read() !== before && REST;
  while (!done()) await new Promise(requestAnimationFrame);
  return performance.now() - began;
}""".replace("REST", _REST)


_ROWS: "tuple[tuple[str, str, float, str], ...]" = (
    ("scene", "change of scene or step, 95 of 100", 800, "ms"),
    ("control", "a control to its new picture, 95 of 100", 500, "ms"),
    ("card", "a defence to its answer on the shipped island, 95 of 100", 1000, "ms"),
    ("tap", "a tap on a sighting card to its count, 95 of 100", 100, "ms"),
    ("frame", "a frame of the map with 1,000 people moving", 20, "ms"),
    ("memory", "server memory of one more open browser", 2, "MB"),
    ("students", f"a change by one of {_STUDENTS} students, each every {_EVERY_S:g} s, 95 of 100", 500, "ms"),
)


def app_benchmarks(code: str, *, quick: bool = False) -> list[Benchmark]:
    """What was promised of the app for two cores, on the island `code`. `quick`: fewer clicks and students."""
    n = 3 if quick else 20
    students, seconds = (6, 6.0) if quick else (_STUDENTS, _FOR_S)
    works: dict[str, Callable[[_Stage], float]] = {
        "scene": lambda stage: _scenes(stage, n),
        "control": lambda stage: _controls(stage, n),
        "card": lambda stage: _cards(stage, n),
        "tap": lambda stage: _taps(stage, n),
        "frame": lambda stage: _frames(stage, quick),
        "memory": _memory,
        "students": lambda stage: _students(stage, students, seconds),
    }

    def prepare(name: str) -> Work:
        stage = _stage(code)
        return lambda: works[name](stage)

    return [
        Benchmark(
            name=f"app-{name}",
            what=what,
            prepare=partial(prepare, name),
            budget=budget,
            unit=unit,
            repeat=1,
            warm_up=False,
        )
        for name, what, budget, unit in _ROWS
    ]


class _Stage:
    """A running lesson and a browser, kept until the process ends."""

    def __init__(self, code: str) -> None:
        """Start both and wait until every number of the core is there."""
        chromium = find_browser()
        if chromium is None:
            raise ConfigError("bench --app needs a browser: install Chromium, Chrome or Edge")
        try:
            from playwright.sync_api import sync_playwright
        except ImportError:
            raise ConfigError("bench --app needs Playwright: install the project with [dev]") from None
        self._open = ExitStack()
        atexit.register(self._open.close)
        self.code, self.port = code, free_port(8700)
        command = [
            sys.executable,
            "-m",
            "nullisland",
            "demo",
            "--no-browser",
            "--json",
            "--port",
            str(self.port),
        ]
        self.server = subprocess.Popen(
            command,
            env={**os.environ, "NULLISLAND_CODE": code},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._open.callback(self.server.terminate)
        _wait_for(f"http://127.0.0.1:{self.port}/nullisland/{code}/day.bin", self.server)
        _rested(psutil.Process(self.server.pid))
        playwright = self._open.enter_context(sync_playwright())
        self.browser: Browser = playwright.chromium.launch(executable_path=str(chromium), args=list(_FLAGS))

    def page(self, scene: str, step: str = "", **query: str) -> "Page":
        """A fresh browser window on one step, at rest."""
        page = self.browser.new_page(viewport={"width": 1280, "height": 720})
        page.goto(self.address(scene, step, **query))
        page.wait_for_function(f"document.documentElement.dataset.niStep && {_REST}")
        return page

    def address(self, scene: str, step: str = "", **query: str) -> str:
        """Address of a step."""
        rest = "".join(f"&{key}={value}" for key, value in query.items())
        return f"http://127.0.0.1:{self.port}/?scene={scene}&step={step}&code={self.code}{rest}"


@cache
def _stage(code: str) -> _Stage:
    return _Stage(code)


def _wait_for(url: str, server: "subprocess.Popen[bytes]") -> None:
    for _ in range(6000):
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except OSError:
            if server.poll() is not None:
                raise ConfigError("the lesson could not be started") from None
            time.sleep(0.1)
    raise ConfigError("the lesson was not ready within ten minutes")


def _rested(process: psutil.Process) -> None:
    """Until the server has computed what it computes ahead: three seconds with next to nothing to do."""
    quiet = 0
    for _ in range(600):
        quiet = quiet + 1 if process.cpu_percent(1.0) < 15 else 0
        if quiet == 3:
            return


def _p95(values: list[float]) -> float:
    return statistics.quantiles(values, n=20)[-1] if len(values) > 1 else values[0]


def _scenes(stage: _Stage, rounds: int) -> float:
    """Next through the core, again and again; the first round warms up."""
    page, took = stage.page("start"), []
    steps = sum(len(steps_of(name, "45")) for name in stations("45")) - 1
    for lap in range(1 + -(-rounds // steps)):
        for _ in range(steps):
            act = "document.querySelector('.st-key-ni-next button').click()"
            ms = float(page.evaluate(_UNTIL, [act, "document.documentElement.dataset.niStep"]))
            took += [ms] if lap else []
        page.goto(stage.address("start"))
        page.wait_for_function(f"document.documentElement.dataset.niStep && {_REST}")
    page.close()
    return _p95(took)


def _controls(stage: _Stage, rounds: int) -> float:
    """The precision control of scene 3, back and forth."""
    page, took = stage.page("four-sightings", "help"), []
    page.locator(".ni-plot").wait_for()
    for i in range(rounds + 4):
        label = ("250 m", "500 m", "1 km", "2 km")[i % 4]
        act = f"[...document.querySelectorAll('[role=radio]')].find(e => e.innerText === '{label}').click()"
        ms = float(page.evaluate(_UNTIL, [act, "document.querySelector('.ni-sentence').innerText"]))
        took += [ms] if i >= 4 else []
    page.close()
    return _p95(took)


def _cards(stage: _Stage, rounds: int) -> float:
    """Cards of scene 5 in turn, from the second on; from the click to the number of the strongest attack on it."""
    page, took = stage.page("defend", "cards"), []
    cards = page.locator(".st-key-ni-card-core [role=radio]").count()
    answered = """(() => {
      const number = document.querySelector('.ni-big b').innerText;
      if (number !== '?') window.niAnswered = document.querySelector('.ni-sentence').innerText + number;
      return window.niAnswered;
    })()"""
    for i in range(rounds + cards):
        act = f"document.querySelectorAll('.st-key-ni-card-core [role=radio]')[{(i + 1) % cards}].click()"
        ms = float(page.evaluate(_UNTIL, [act, answered]))
        took += [ms] if i >= cards else []
    page.close()
    return _p95(took)


def _taps(stage: _Stage, rounds: int) -> float:
    """Cards of scene 3, put down and taken back; from the tap to the frame after."""
    page, took = stage.page("four-sightings", "cards"), []
    page.locator(".ni-crowd[data-ready=true]").wait_for()
    tap = """(card) => new Promise((done) => {
      const began = performance.now();
      card.click();
      requestAnimationFrame(() => done(performance.now() - began));
    })"""
    for i in range(2 * rounds):
        took.append(float(page.locator(".ni-crowd .card").nth(i // 2 % 6).evaluate(tap)))
    page.close()
    return _p95(took)


def _frames(stage: _Stage, quick: bool) -> float:
    """Milliseconds a frame while the day plays; the town draws as often as the browser lets it."""
    page = stage.page("start")
    page.locator(".ni-town[data-ready=true]").wait_for()
    if page.locator(".ni-town").get_attribute("data-playing") != "true":
        page.locator(".ni-town .map").press("Space")
    count = "(town) => Number(town.dataset.frames)"
    before, began = page.locator(".ni-town").evaluate(count), time.perf_counter()
    page.wait_for_timeout(1_000 if quick else 5_000)
    frames = float(page.locator(".ni-town").evaluate(count)) - float(before)
    took = time.perf_counter() - began
    page.close()
    return 1000 * took / max(frames, 1)


def _memory(stage: _Stage) -> float:
    """What ten more browsers on a scene cost the server, each."""
    process = psutil.Process(stage.server.pid)
    stage.page("four-sightings", "help")
    before = process.memory_info().rss
    pages = [stage.page("four-sightings", "help") for _ in range(_BROWSERS)]
    more = process.memory_info().rss - before
    for page in pages:
        page.close()
    return float(more) / _BROWSERS / 1e6


def _students(stage: _Stage, students: int, seconds: float) -> float:
    """Connections that behave as browsers do, each with a change of the precision control every few seconds."""
    from threading import Thread

    took: list[float] = []
    worker = Thread(target=lambda: asyncio.run(_class(stage, students, seconds, took)))
    worker.start()
    worker.join()
    return _p95(took)


async def _class(stage: _Stage, students: int, seconds: float, took: list[float]) -> None:
    await asyncio.gather(*(_student(stage, i / students, seconds, took) for i in range(students)))


async def _student(stage: _Stage, phase: float, seconds: float, took: list[float]) -> None:
    """One connection; its first run, which opens the session, is not counted."""
    import websockets
    from streamlit.proto.BackMsg_pb2 import BackMsg
    from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

    origin = f"127.0.0.1:{stage.port}"
    connect: Any = websockets.connect
    stream, subprotocols = f"ws://{origin}/_stcore/stream", ["streamlit"]
    link = connect(stream, origin=f"http://{origin}", subprotocols=subprotocols, max_size=None)
    await asyncio.sleep(phase * _EVERY_S)
    async with link as socket:
        for turn in range(1 + int(seconds / _EVERY_S)):
            began = time.perf_counter()
            message, answer = BackMsg(), ForwardMsg()
            cell, slot = (250, 500, 1000, 2000)[turn % 4], (60, 180, 360, 1440)[turn % 3]
            message.rerun_script.query_string = (
                f"scene=four-sightings&step=help&code={stage.code}&cell={cell}&slot={slot}"
            )
            await socket.send(message.SerializeToString())
            while answer.WhichOneof("type") != "script_finished":
                answer.ParseFromString(await socket.recv())
            spent = time.perf_counter() - began
            took += [1000 * spent] if turn else []
            await asyncio.sleep(max(0.0, _EVERY_S - spent))
