"""What is made in the background: one island at a time, none dropped under somebody's eyes, no error unheard."""

import gc
import threading
import time
from collections.abc import Callable, Iterator
from typing import NamedTuple

import pytest
from streamlit.testing.v1 import AppTest

from nullisland.app import attempts, numbers, open_numbers, preparing
from nullisland.app.preparation import Preparation
from nullisland.app.shelf import LATER, LOOKED_AT_S, Shelf
from nullisland.app.turns import Turns
from nullisland.errors import DataError
from nullisland.lesson import defend, parts

HOME = "NI-1-100-7"
CODES = tuple(f"NI-{seed}-100-10" for seed in range(2, 12))
SIZE = 1_000


class Clock:
    """Seconds that pass when the test says so."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def shelf(clock: Clock) -> Shelf:
    """Room for three islands of a hundred people and ten days."""
    return Shelf(3 * SIZE, stays=lambda: HOME, clock=clock)


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch, shelf: Shelf) -> Iterator[None]:
    """Lines and a shelf of the test's own; what it began has ended when it ends."""
    mine = [Turns("prepare", numbers._prepare), Turns("defend", numbers._defend)]
    monkeypatch.setenv("NULLISLAND_CODE", HOME)
    monkeypatch.setattr(numbers, "_shelf", shelf)
    monkeypatch.setattr(numbers, "_LEAST", 1)
    monkeypatch.setattr(numbers, "_preparing", mine[0])
    monkeypatch.setattr(numbers, "_defending", mine[1])
    monkeypatch.setattr(preparing, "compiled_before", lambda: True)
    yield
    for line in mine:
        until(lambda line=line: not line._manned)


def until(there: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not there():
        assert time.monotonic() < deadline
        time.sleep(0.002)


def test_one_at_a_time_in_the_order_they_came_each_once():
    done: list[str] = []
    at_once: list[int] = []
    go = threading.Event()

    def work(code: str) -> None:
        go.wait(60)
        at_once.append(sum(thread.name == "line" for thread in threading.enumerate()))
        done.append(code)

    line = Turns("line", work)
    for code in "abacbacb":
        line.put(code)
    go.set()
    until(lambda: not line._manned)
    # `a` had its turn before it came again, so that it stands in line once more.
    assert [code for code in done if code != "a"] == ["b", "c"]
    assert done[0] == "a"
    assert done.count("a") <= 2
    assert set(at_once) == {1}


def test_an_error_is_told_and_the_next_has_its_turn(capsys: pytest.CaptureFixture[str]):
    done = []

    def work(code: str) -> None:
        if code == "bad":
            raise KeyError("so it goes")
        done.append(code)

    line = Turns("line", work)
    line.put("bad")
    line.put("good")
    until(lambda: not line._manned)
    assert done == ["good"]
    assert "so it goes" in capsys.readouterr().err


def test_what_somebody_looks_at_stays(shelf: Shelf, clock: Clock):
    kept = [shelf.ask(code, SIZE)[0] for code in CODES[:3]]
    clock.now = LOOKED_AT_S - 1
    assert shelf.ask(CODES[3], SIZE)[0].step == LATER
    assert [shelf.find(code) for code in CODES[:3]] == kept


def test_the_one_nobody_asked_for_for_longest_goes(shelf: Shelf, clock: Clock):
    for code in CODES[:3]:
        shelf.ask(code, SIZE)
    clock.now = 1
    shelf.ask(CODES[0], SIZE)
    clock.now = LOOKED_AT_S + 1
    assert shelf.ask(CODES[3], SIZE)[1]
    assert [shelf.find(code) is None for code in CODES[:4]] == [False, True, False, False]


def test_what_is_worked_on_stays_and_so_does_the_islands_own_lesson(shelf: Shelf, clock: Clock):
    for code in (HOME, *CODES[:2]):
        shelf.ask(code, SIZE)
    assert shelf.take(CODES[0]) is not None
    clock.now = 10 * LOOKED_AT_S
    assert not shelf.ask(CODES[2], 2 * SIZE)[1], "room for one alone"
    assert shelf.find(CODES[1]) is not None, "for nothing, nobody goes"
    assert shelf.ask(CODES[3], SIZE)[0].step == LATER, "who came before has the room before"
    clock.now += 60
    assert shelf.ask(CODES[3], SIZE)[1], "unless he has left"
    assert [shelf.find(code) is None for code in (HOME, *CODES[:2])] == [False, False, True]
    shelf.put_back(CODES[0])
    assert shelf.ask(CODES[4], SIZE)[1]
    assert shelf.find(CODES[0]) is None


def test_whose_turn_comes_when_nobody_looks_any_longer_is_skipped(shelf: Shelf, clock: Clock):
    shelf.ask(CODES[0], SIZE)
    shelf.ask(HOME, SIZE)
    clock.now = LOOKED_AT_S
    assert shelf.take(CODES[0]) is None
    assert shelf.find(CODES[0]) is None
    assert shelf.take(CODES[1]) is None, "it was never asked for"
    assert shelf.take(HOME) is not None, "the lesson's own island is always wanted"


@pytest.mark.usefixtures("lines")
def test_pages_that_wait_start_each_island_once(monkeypatch: pytest.MonkeyPatch, clock: Clock):
    """Five islands, room for three: pages ask twice a second, and every one gets its turn."""
    made: list[str] = []
    go = threading.Event()

    def make(island: Preparation, *, keep: bool) -> None:
        go.wait(60)
        made.append(island.code)
        island.error = "made"

    monkeypatch.setattr(preparing, "make_lesson", make)
    before = threading.active_count()
    for _ in range(10):
        steps = [numbers.begin(code).step for code in CODES[:5]]
        clock.now += 0.5
    assert steps == ["waiting", "waiting", "waiting", LATER, LATER]
    assert threading.active_count() <= before + 1
    go.set()
    until(lambda: len(made) == 3)
    until(lambda: not numbers._preparing._manned)
    assert made == list(CODES[:3])
    for _ in range(400):  # the first three have what they wanted, and go
        clock.now += 0.5
        waiting = [numbers.begin(code) for code in CODES[3:5]]
        until(lambda: not numbers._preparing._manned)
    assert made == list(CODES[:5])
    assert [island.error for island in waiting] == ["made", "made"]


@pytest.mark.usefixtures("lines")
def test_an_island_is_there_to_the_end_of_a_page_though_it_was_dropped(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(preparing, "make_lesson", lambda island, keep: None)
    island = numbers.begin(CODES[0])
    with numbers.for_one_run(CODES[0]):
        until(lambda: not numbers._preparing._manned)
        numbers._shelf._places.clear()
        island.lesson, island.grains[250, 60] = object(), "kept"  # type: ignore[assignment]
        island.bulk["town.json"], island.parts["totals"] = b"{}", "kept"
        assert numbers.precision(CODES[0], 250, 60) == "kept"
        assert numbers.part(CODES[0], "totals") == "kept"
        assert numbers.bulk(CODES[0]) == {"town.json": b"{}"}
        assert numbers.begin(CODES[1]).code == CODES[1]
    assert numbers.bulk(CODES[0]) == {}
    assert numbers.begin(CODES[0]) is not island


@pytest.mark.parametrize("written", ["NI-07-300-7", "NI-7-0300-07", "NI-7-300-7"])
def test_an_island_has_one_code(written: str):
    assert numbers.canonical(written) == "NI-7-300-7"


@pytest.mark.parametrize("written", ["", "NI-7-1-7", "<b>", "ni-7-300-7"])
def test_what_is_no_code_stays_as_it_came(written: str):
    assert numbers.canonical(written) == written


@pytest.mark.parametrize("code", ["NI-7-50001-2", "NI-7-50000-29", "NI-7-1401-1000"])
def test_too_much_for_a_browser_is_refused(code: str):
    assert "in the browser must" in str(numbers.begin(code).error)


@pytest.mark.usefixtures("lines")
def test_only_what_stands_after_the_warm_up_is_kept_out_of_garbage_collection(
    monkeypatch: pytest.MonkeyPatch,
):
    """What is frozen is never collected: the sessions of a whole lesson must not be among it."""
    monkeypatch.setattr(preparing, "_compute", lambda island: None)
    gc.unfreeze()
    for code, frozen in ((CODES[0], False), (HOME, True)):
        numbers.begin(code)
        until(lambda: not numbers._preparing._manned)
        assert (gc.get_freeze_count() > 0) is frozen
        assert gc.isenabled()
    gc.unfreeze()


def test_a_part_that_cannot_be_made_says_why_and_the_others_go_on(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    def too_few(*_: object) -> None:
        raise DataError("two people must live here, found one")

    def broken(*_: object) -> None:
        raise KeyError("home")

    made = {"first": too_few, "second": broken, "third": lambda outcome, lesson: "there"}
    monkeypatch.setattr(parts, "PARTS", made)
    monkeypatch.setattr(preparing, "grain_of", too_few)
    island = Preparation(HOME, lesson=object(), outcome=object())  # type: ignore[arg-type]
    preparing.fill(island)
    assert island.failed == {"first": "two people must live here, found one", "second": "KeyError: 'home'"}
    assert island.parts == {"third": "there"}
    said = capsys.readouterr().err
    assert "broken" in said, "a mistake of ours is told on the terminal"
    assert "too_few" not in said, "what a visitor can cause is not"


class Made(NamedTuple):
    card: str
    strength: int


def test_a_card_that_cannot_be_tried_is_passed_over_and_told(monkeypatch: pytest.MonkeyPatch):
    def attempt(outcome: object, known: object, card: str, strength: int) -> object:
        if (card, strength) == (defend.CARDS[0], 1):
            raise RuntimeError("so it goes")
        return Made(card, strength)

    monkeypatch.setattr(defend, "known_of", lambda outcome: None)
    monkeypatch.setattr(defend, "attempt", attempt)
    island = Preparation("NI-7-2-2", outcome=object())  # type: ignore[arg-type]
    attempts.make_attempts(island, lambda: True)
    assert len(island.attempts) == attempts.COUNT - 2
    assert island.attempts_error == "RuntimeError: so it goes"


@pytest.mark.parametrize("error", [DataError("nobody"), RuntimeError("nobody")])
def test_where_nothing_is_known_there_is_no_attempt_and_it_is_said(
    monkeypatch: pytest.MonkeyPatch, error: Exception
):
    def known_of(outcome: object) -> None:
        raise error

    monkeypatch.setattr(defend, "known_of", known_of)
    island = Preparation("NI-7-2-2", outcome=object())  # type: ignore[arg-type]
    attempts.make_attempts(island, lambda: True)
    assert island.attempts == {}
    assert "nobody" in str(island.attempts_error)


def test_attempts_on_an_island_that_was_dropped_end(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(defend, "known_of", lambda outcome: None)
    monkeypatch.setattr(defend, "attempt", lambda outcome, known, card, strength: Made(card, strength))
    island = Preparation("NI-7-2-2", outcome=object())  # type: ignore[arg-type]
    attempts.make_attempts(island, lambda: len(island.attempts) < 4)
    assert len(island.attempts) == 4


@pytest.mark.usefixtures("lines")
def test_pages_that_wait_start_the_open_database_once(monkeypatch: pytest.MonkeyPatch):
    from nullisland.opendb import feed_file, scene

    made: list[str] = []
    go = threading.Event()

    def prepare_scene(island: object, guide: object, tell: Callable[[int, int], None]) -> str:
        go.wait(60)
        made.append(island.code)  # type: ignore[attr-defined]
        tell(1, 2)
        if island.code == CODES[1]:  # type: ignore[attr-defined]
            raise DataError("nobody lives here")
        return "there"

    class Lesson:
        guide = None

    monkeypatch.setattr(scene, "prepare_scene", prepare_scene)
    monkeypatch.setattr(feed_file, "feed_binary", lambda scene: b"rows")
    monkeypatch.setattr(feed_file, "feed_json", lambda scene: b"{}")
    monkeypatch.setattr(preparing, "make_lesson", lambda island, keep: None)
    for code in CODES[:3]:
        numbers.begin(code).lesson = Lesson()  # type: ignore[assignment]
    before = threading.active_count()
    for _ in range(10):
        opened = [open_numbers.begin_open(code) for code in CODES[:3]]
    assert threading.active_count() <= before + 1
    go.set()
    until(lambda: not open_numbers._turns._manned)
    assert made == list(CODES[:3])
    assert [one.scene for one in opened] == ["there", None, "there"]
    assert opened[1].error == "nobody lives here"
    assert numbers.bulk(CODES[0]) == {"feed.bin": b"rows", "feed.json": b"{}"}
    assert open_numbers.begin_open(CODES[3]).scene is None, "before its lesson is ready"


def counting_page() -> None:
    from nullisland.app import words
    from nullisland.app.scenes import defend_cards

    defend_cards.computing("NI-7-2-2", words.scene("defend"))


@pytest.mark.parametrize("error", [None, "nobody lives here"])
def test_attempts_are_counted_until_it_is_said_why_some_are_missing(
    monkeypatch: pytest.MonkeyPatch, error: str | None
):
    island = Preparation("NI-7-2-2", lesson=object(), attempts_error=error)  # type: ignore[arg-type]
    monkeypatch.setattr(numbers, "begin", lambda code: island)
    shown = AppTest.from_function(counting_page).run()
    assert not shown.exception
    bars, texts = shown.get("progress"), [html.proto.body for html in shown.get("html")]
    assert [len(bars), len(texts)] == ([1, 0] if error is None else [0, 1])
    assert all("nobody lives here" in text for text in texts)
