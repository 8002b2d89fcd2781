"""Which islands are kept: as many as the memory of a school laptop holds, and none goes that somebody looks at."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from nullisland.app.preparation import Preparation

__all__ = ["LATER", "LOOKED_AT_S", "Shelf"]

LATER: Final = "later"
"""Step of an island for which there is no room yet."""

LOOKED_AT_S: Final = 120.0
"""Who looks at an island presses something within these seconds; a page that waits asks twice a second."""

_GONE_S: Final = 10.0
"""Whoever waits for room and has not asked for so long has left."""


@dataclass(slots=True)
class _Place:
    island: Preparation
    size: int
    asked: float
    busy: bool = False


class Shelf:
    """Preparations by island code, `most` person-days in all; safe to share between threads.

    When there is no room, the island nobody asked for for longest goes, unless it is being worked on, somebody
    looks at it, or it is the one that `stays`. Whoever finds no room has it before those who came later.
    """

    def __init__(
        self, most: int, stays: Callable[[], str], clock: Callable[[], float] = time.monotonic
    ) -> None:
        """An empty shelf. `clock` gives seconds."""
        self._most, self._stays, self._clock = most, stays, clock
        self._lock = threading.Lock()
        self._places: OrderedDict[str, _Place] = OrderedDict()
        self._hopes: dict[str, float] = {}

    def ask(self, code: str, size: int) -> tuple[Preparation, bool]:
        """The preparation of an island of `size` person-days, and whether it is new and must be begun.

        Where there is no room, one that is not kept: its step says that others come first.
        """
        with self._lock:
            now = self._clock()
            place = self._places.get(code)
            if place is not None:
                place.asked = now
                self._places.move_to_end(code)
                return place.island, False
            if not (self._is_first(code, now) and self._make_room(size, now)):
                return Preparation(code, step=LATER), False
            del self._hopes[code]
            self._places[code] = _Place(Preparation(code), size, now)
            return self._places[code].island, True

    def find(self, code: str) -> Preparation | None:
        """The preparation of an island if it is kept; to find it is not to look at it."""
        with self._lock:
            place = self._places.get(code)
        return None if place is None else place.island

    def take(self, code: str) -> Preparation | None:
        """The island whose turn has come, kept until it is put back; None if nobody looks at it any longer."""
        with self._lock:
            place = self._places.get(code)
            if place is None:
                return None
            if self._may_go(place, self._clock()):
                del self._places[code]
                return None
            place.busy = True
            return place.island

    def put_back(self, code: str) -> None:
        """The work on this island is done."""
        with self._lock:
            self._places[code].busy = False

    def _is_first(self, code: str, now: float) -> bool:
        """Whether of those who hope for room, and are still there, nobody came before this island."""
        self._hopes[code] = now
        self._hopes = {one: asked for one, asked in self._hopes.items() if now - asked < _GONE_S}
        return next(iter(self._hopes)) == code

    def _make_room(self, size: int, now: float) -> bool:
        """Whether there is room; those that may go, go for it, the longest not asked for first."""
        room = self._most - sum(place.size for place in self._places.values())
        going = []
        for code, place in self._places.items():
            if room >= size:
                break
            if self._may_go(place, now):
                going.append(code)
                room += place.size
        if room < size:
            return False
        for code in going:
            del self._places[code]
        return True

    def _may_go(self, place: _Place, now: float) -> bool:
        stays = place.busy or place.island.code == self._stays()
        return not stays and now - place.asked >= LOOKED_AT_S
