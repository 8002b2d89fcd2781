"""Home and work read off a trace, and the address book that turns them into a name."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nullisland._kernels.anchor import find_anchors
from nullisland.attack.claims import Claims
from nullisland.errors import DataError
from nullisland.model import DAY_MIN, NOWHERE, Traces
from nullisland.model._checks import freeze, require_int
from nullisland.model.codes import as_integers, axis_of
from nullisland.threads import over_blocks

__all__ = ["AddressBook", "AnchorRule", "Anchors", "anchor", "name_traces"]

_WEEK_MIN = 7 * DAY_MIN
_WORK_DAYS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class AnchorRule:
    """When people are taken to be at home and at work: minutes of the day; a slot counts by its middle.

    Home is the cell seen in most slots between `night_from_min` and, the next morning, `night_to_min`. Work
    is the cell seen in most slots between `work_from_min` and `work_to_min`, Monday to Friday, home left out.
    Among equals: the cell seen in more slots at any time, then the lower number. Fewer than `least_home` or
    `least_work` slots are not enough.
    """

    night_from_min: int = 22 * 60
    night_to_min: int = 6 * 60
    work_from_min: int = 9 * 60
    work_to_min: int = 17 * 60
    least_home: int = 3
    least_work: int = 3

    def __post_init__(self) -> None:
        """Validate; every error is a ConfigError of one sentence."""
        for name in ("night_from_min", "night_to_min", "work_from_min", "work_to_min"):
            object.__setattr__(self, name, require_int(name, getattr(self, name), 0, DAY_MIN))
        for name in ("least_home", "least_work"):
            object.__setattr__(self, name, require_int(name, getattr(self, name), 1, 10_000))


class Anchors(NamedTuple):
    """Cell of home and work of each trace, in the order of `ids`: (n_traces,) int64, or NOWHERE."""

    home_cell: NDArray[np.int64]
    work_cell: NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class AddressBook:
    """Who lives and works where, in cells of the release: what a neighbour or a directory could tell.

    One entry a person; `work_cell` is NOWHERE for somebody who works nowhere, or at home.
    """

    person: NDArray[np.int64]
    home_cell: NDArray[np.int64]
    work_cell: NDArray[np.int64]

    def __post_init__(self) -> None:
        """Check and freeze; DataError if the columns are not whole numbers of one length."""
        for name in ("person", "home_cell", "work_cell"):
            object.__setattr__(self, name, as_integers(name, getattr(self, name)).copy())
        if not self.person.shape == self.home_cell.shape == self.work_cell.shape == (self.person.size,):
            raise DataError("person, home_cell and work_cell of an address book must have one length")
        freeze(self)

    def __len__(self) -> int:
        """Number of entries."""
        return len(self.person)


def anchor(
    traces: Traces, slot_min: int, rule: AnchorRule | None = None, threads: int | None = None
) -> Anchors:
    """Home and work of every trace, by when it is seen where.

    `slot_min` is the length of a slot in minutes; slot 0 begins at midnight before a Monday. Slots too long
    for a night or a working day to show give NOWHERE.

    Raises ConfigError for a `slot_min` out of range, DataError if a cell is negative. Source: the simplest
    rule of its kind; Krumm 2007, Pervasive, LNCS 4480:127, compares four. Cost: about 5 ns a point.
    """
    slot_min = require_int("slot_min", slot_min, 1, 1_000 * DAY_MIN)
    rule = rule or AnchorRule()
    slots = traces.space.slots.value_at(np.arange(traces.space.slots.size))
    kind = kind_of_slots(slots, slot_min, rule)
    return busiest_cells(traces, kind, (rule.least_home, rule.least_work), threads)


def busiest_cells(
    traces: Traces, kind: NDArray[np.uint8], least: tuple[int, int], threads: int | None = None
) -> Anchors:
    """The cell seen in most slots with bit 0 of `kind`, and another one in most with bit 1; `kind` is one a slot.

    Fewer than `least` slots are not enough. Raises DataError if a cell is negative.
    """
    out = np.full((len(traces), 2), NOWHERE, np.int64)
    if not len(traces.points):
        return Anchors(out[:, 0], out[:, 1])
    cells = traces.space.cells.value_at(np.arange(traces.space.cells.size))
    if cells[0] < 0:
        raise DataError(f"cells must not be negative to be read as places, got {cells[0]}")
    at, points = traces.space.positions(), traces.points
    over_blocks(
        lambda a, b: find_anchors(points.first, points.code, at, kind, least, out, (a, b)),
        len(traces),
        threads,
    )
    named = np.where(out >= 0, cells[out], NOWHERE)
    return Anchors(named[:, 0], named[:, 1])


def name_traces(anchors: Anchors, book: AddressBook) -> Claims:
    """Look every trace up: the one person whose home and work are the trace's; if none or several, no claim.

    Without a home there is no claim; without work, the entries that work nowhere fit. Cost: a sort.
    """
    homes = np.concatenate((book.home_cell, anchors.home_cell))
    works = np.concatenate((book.work_cell, anchors.work_cell))
    n = len(book)
    _, home = axis_of(homes)
    work_axis, work = axis_of(works)
    _, group = np.unique(home.astype(np.int64) * work_axis.size + work, return_inverse=True)
    in_group = np.bincount(group[:n], minlength=int(group.max(initial=0)) + 1)
    someone = np.full(len(in_group), NOWHERE, np.int64)
    someone[group[:n]] = book.person
    candidates = np.where(anchors.home_cell == NOWHERE, 0, in_group[group[n:]])
    return Claims(
        person=np.where(candidates == 1, someone[group[n:]], NOWHERE),
        confidence=np.where(candidates > 0, 1 / np.maximum(candidates, 1), 0.0),
        candidates=candidates,
    )


def is_night(minute: NDArray[np.integer], rule: AnchorRule) -> NDArray[np.bool_]:
    """Whether each minute of a day is one of the night's."""
    return np.asarray((minute >= rule.night_from_min) | (minute < rule.night_to_min))


def kind_of_slots(slots: NDArray[np.int64], slot_min: int, rule: AnchorRule) -> NDArray[np.uint8]:
    """Bit 0: night; bit 1: working hours. Modulo a week first, so that no slot overflows."""
    middle = (slots % _WEEK_MIN * slot_min + slot_min // 2) % _WEEK_MIN
    day, minute = np.divmod(middle, DAY_MIN)
    night = is_night(minute, rule)
    work = (minute >= rule.work_from_min) & (minute < rule.work_to_min) & (day < _WORK_DAYS)
    return night.astype(np.uint8) | (work.astype(np.uint8) << np.uint8(1))
