"""Live: the visits of a town's people, or of any shard of them."""

import numpy as np
from numpy.typing import NDArray

from nullisland._kernels.diary import MOST_ROWS_A_DAY, live_people
from nullisland._kernels.diary_rules import MEMORY, MOST_KNOWN, ROOM
from nullisland.model import Visits
from nullisland.movement.town import Town
from nullisland.threads import over_blocks

__all__ = ["desk", "simulate"]

_ROWS_A_DAY = 8
_STOPS_A_DAY = 6
_MOST_BLOCKS = 24
Desk = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int32], NDArray[np.int64], NDArray[np.int64]]
_Part = tuple[NDArray[np.int32], NDArray[np.int64]]


def simulate(town: Town, start: int = 0, stop: int | None = None, threads: int | None = None) -> Visits:
    """Visits of the people with ids start .. stop - 1 (None: to the last).

    The same person lives the same life in whatever shard and with however many threads. Between two visits of
    one person lies the time of the way. Nobody is at a closed place; the diary's parameters and their sources
    are in docs/model/movement.md.

    Raises ValueError if the range does not lie inside the people of the town.
    Cost: about 0.6 microseconds and 60 bytes a person-day.
    """
    people = len(town.folk.home)
    stop = people if stop is None else stop
    if not 0 <= start <= stop <= people:
        raise ValueError(f"start and stop must lie in [0, {people}], got {start} and {stop}")
    parts: dict[int, list[_Part]] = {}

    def work(low: int, high: int) -> None:
        parts[low] = _live(town, start + low, start + high)

    over_blocks(work, stop - start, threads)
    return _joined(start, stop - start, [part for low in sorted(parts) for part in parts[low]])


def desk(days: int) -> Desk:
    """Room for the kernel: a person's and a household's life, plans of all days, blocks of one, who is planned."""
    room = _STOPS_A_DAY * (days + 1)
    lives = np.zeros((2, MEMORY + 3 * room + MOST_KNOWN), np.int64)
    lives[:, ROOM] = room
    plans, blocks = np.empty((days + 1, 9), np.int32), np.zeros((_MOST_BLOCKS, 4), np.int64)
    return lives[0], lives[1], plans, blocks, np.full(5, -1, np.int64)


def _live(town: Town, start: int, stop: int) -> list[_Part]:
    """Rows and row counts of a block of people, in as many pieces as the buffers need."""
    parts: list[_Part] = []
    days = town.days
    while start < stop:
        rows = np.empty(((days + 1) * ((stop - start) * _ROWS_A_DAY + 2 * MOST_ROWS_A_DAY), 3), np.int32)
        counts = np.zeros(stop - start, np.int64)
        span = (start, stop, days)
        done = live_people(town.tables, town.folk, town.keys, span, desk(days), rows, counts)
        parts.append((rows[: int(counts.sum())], counts[:done]))
        start += done
    return parts


def _joined(start: int, n: int, parts: list[_Part]) -> Visits:
    first = np.zeros(n + 1, np.int64)
    if parts:
        np.cumsum(np.concatenate([counts for _, counts in parts]), out=first[1:])
    columns = np.empty((3, int(first[-1])), np.int32)
    at = 0
    while parts:
        rows, _ = parts.pop(0)
        columns[:, at : at + len(rows)] = rows.T
        at += len(rows)
    return Visits(
        start_person=start, first=first, place=columns[0], arrive_min=columns[1], leave_min=columns[2]
    )
