"""Scene 1: four weeks of one code, hour by hour, as a picture of three kinds of squares and as a table."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nullisland.model import DAY_MIN

__all__ = ["Calendar", "Day", "Span", "calendar_of"]


class Span(NamedTuple):
    """From one minute of the day until another, in one square."""

    start_min: int
    stop_min: int
    cell: int


class Day(NamedTuple):
    """One day: when the code was seen in the square seen most, in the second most, and in others."""

    day: int
    most: tuple[Span, ...]
    second: tuple[Span, ...]
    other: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Calendar:
    """Days of one code. `squares` are the square seen most and the second most, as far as there are such.

    `hours` has one letter a slot and day: a for the square seen most, b for the second, c for any other, "" for none.
    """

    squares: tuple[int, ...]
    days: tuple[Day, ...]
    hours: tuple[tuple[str, ...], ...]


def calendar_of(points: NDArray[np.int32], days: int, slot_min: int) -> Calendar:
    """The calendar of (slot, cell) records, in the order of slots; among equals the square seen first counts more."""
    rows = [(int(slot), int(cell)) for slot, cell in points]
    squares = tuple(cell for cell, _ in Counter(cell for _, cell in rows).most_common(2))
    kinds = dict(zip(squares, "ab", strict=False))
    a_day = DAY_MIN // slot_min
    by_day: list[list[tuple[int, int]]] = [[] for _ in range(days)]
    for slot, cell in rows:
        by_day[slot // a_day].append((slot % a_day, cell))
    hours, told = [], []
    for day, own in enumerate(by_day):
        last = dict(own)
        hours.append(tuple(kinds.get(last[slot], "c") if slot in last else "" for slot in range(a_day)))
        most, second, other = (
            tuple(_spans(((slot, cell) for slot, cell in own if kinds.get(cell, "c") == kind), slot_min))
            for kind in "abc"
        )
        told.append(Day(day, most, second, other))
    return Calendar(squares, tuple(told), tuple(hours))


def _spans(seen: Iterable[tuple[int, int]], slot_min: int) -> list[Span]:
    """Slots that follow each other in one square, joined."""
    out: list[Span] = []
    for slot, cell in seen:
        start, stop = slot * slot_min, (slot + 1) * slot_min
        if out and out[-1].stop_min == start and out[-1].cell == cell:
            out[-1] = Span(out[-1].start_min, stop, cell)
        else:
            out.append(Span(start, stop, cell))
    return out
