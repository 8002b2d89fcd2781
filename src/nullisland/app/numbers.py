"""The lesson's numbers, by island code: made once in the background, then shared by every browser."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, Final

from nullisland.app import attempts, preparing
from nullisland.app.preparation import Preparation, kernel_count
from nullisland.app.preparing import SAMPLE_CODE
from nullisland.app.shelf import Shelf
from nullisland.app.turns import Turns
from nullisland.errors import ConfigError

if TYPE_CHECKING:
    from nullisland.lesson import Precision
    from nullisland.model import Scenario

__all__ = [
    "MOST_PEOPLE",
    "MOST_PERSON_DAYS",
    "SAMPLE_CODE",
    "Preparation",
    "begin",
    "bulk",
    "canonical",
    "default_code",
    "first_picture_served",
    "for_one_run",
    "kept",
    "kernel_count",
    "known_grains",
    "part",
    "people_of",
    "precision",
]

MOST_PEOPLE: Final = 50_000
"""Largest island a browser may ask for; the library itself has no such limit."""

MOST_PERSON_DAYS: Final = MOST_PEOPLE * 28
"""Most of people times days: the largest island for four weeks, or fewer people for longer."""

_KEPT: Final = 2 * MOST_PERSON_DAYS
"""Person-days of all islands that are kept: the lesson's and the largest there may be, or five like the default one."""

_LEAST: Final = _KEPT // 100
"""No island counts for less, so that a hundred are kept at most."""

_WAIT_FOR_PICTURE_S: Final = 2.0
_first_picture = threading.Event()
_this_run: "ContextVar[Preparation | None]" = ContextVar("island of this page run", default=None)


def default_code() -> str:
    """The island of the lesson: NULLISLAND_CODE, else the default of the library."""
    return canonical(os.environ.get("NULLISLAND_CODE") or SAMPLE_CODE)


def canonical(code: str) -> str:
    """The one code of an island, which may be written in several ways (NI-07-300-7); what is no code, as it came."""
    from nullisland.model import Scenario

    try:
        return Scenario.from_code(code).code
    except ConfigError:
        return code


def people_of(code: str) -> int:
    """Number of residents of an island; of the default one if this is no island code."""
    from nullisland.model import Scenario

    try:
        return Scenario.from_code(code).people
    except ConfigError:
        return Scenario.from_code(SAMPLE_CODE).people


def first_picture_served() -> None:
    """Tell the background work that the first page has what it needs."""
    _first_picture.set()


@contextmanager
def for_one_run(code: str) -> Iterator[None]:
    """While the block runs, `begin` gives one and the same preparation of this island, kept or no longer."""
    token = _this_run.set(begin(code))
    try:
        yield
    finally:
        _this_run.reset(token)


def begin(code: str) -> Preparation:
    """The preparation of an island, started if it is new; where there is no room, one that has not begun.

    One island is worked on at a time, in the order in which they were first asked for.
    """
    held = _this_run.get()
    if held is not None and held.code == code:
        return held
    try:
        island = _showable(code)
    except ConfigError as error:
        return Preparation(code, error=str(error))
    preparation, new = _shelf.ask(code, max(_LEAST, island.people * island.days))
    if new:
        _preparing.put(code)
    return preparation


def kept(code: str) -> Preparation | None:
    """The preparation of an island if there is one. To look it up is not to ask for it."""
    held = _this_run.get()
    return held if held is not None and held.code == code else _shelf.find(code)


def bulk(code: str) -> dict[str, bytes]:
    """Files of a prepared island by name; empty if it is not prepared."""
    preparation = kept(code)
    return {} if preparation is None else preparation.bulk


def part(code: str, name: str) -> Any:
    """Numbers of one scene past the core (`nullisland.lesson.parts`); None until they are ready."""
    return begin(code).parts.get(name)


def precision(code: str, cell_m: int, slot_min: int) -> "Precision":
    """What publishing at this grain does; computed once an island. Up to a second the first time."""
    preparation = begin(code)
    if preparation.lesson is None:
        raise ValueError(f"the lesson of {code} is not ready")
    return preparing.grain_of(preparation, preparation.lesson, (cell_m, slot_min))


def known_grains(code: str) -> "dict[tuple[int, int], Precision]":
    """Grains computed so far: a copy, by (cell_m, slot_min)."""
    return dict(begin(code).grains)


def _showable(code: str) -> "Scenario":
    """The island of a code. Raises ConfigError if it is none, or too large for a browser."""
    from nullisland.model import Scenario

    island = Scenario.from_code(code)
    if island.people > MOST_PEOPLE:
        raise ConfigError(
            f"an island in the browser must have at most {MOST_PEOPLE} people, got {island.people}"
        )
    lived = island.people * island.days
    if lived > MOST_PERSON_DAYS:
        raise ConfigError(
            f"people times days of an island in the browser must be at most {MOST_PERSON_DAYS}, got {lived}"
        )
    return island


def _prepare(code: str) -> None:
    """All that is made ahead for an island whose turn has come; its attempts then have a line of their own."""
    if not preparing.compiled_before():
        _first_picture.wait(_WAIT_FOR_PICTURE_S)
    preparation = _shelf.take(code)
    if preparation is None:
        return
    try:
        if preparation.lesson is None and preparation.error is None:
            preparing.make_lesson(preparation, keep=code == default_code())
            preparing.fill(preparation)
    finally:
        _shelf.put_back(code)
    if preparation.lesson is None or attempts.shipped_here(code):
        preparation.outcome = None
    else:
        _defending.put(code)


def _defend(code: str) -> None:
    """Make the attempts of an island for as long as it is kept."""
    preparation = _shelf.find(code)
    if preparation is not None:
        attempts.make_attempts(preparation, lambda: _shelf.find(code) is preparation)
        preparation.outcome = None


_shelf = Shelf(_KEPT, stays=default_code)
_preparing = Turns("prepare", _prepare)
_defending = Turns("defend", _defend)
