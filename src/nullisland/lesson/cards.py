"""The six sightings of scene 3: true visits of one resident that are in the release.

Two at home, two routine, two unusual, chosen by rules from the diary before any attack runs.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nullisland.model import DAY_MIN, Island, Release, Visits

__all__ = ["KINDS", "Sighting", "find_cards"]

KINDS = ("home", "routine", "unusual")


@dataclass(frozen=True, slots=True)
class Sighting:
    """Somebody saw the resident at `place` during `slot`; the released square of it is `cell`.

    `witness` is the kind of place: the words of the lesson say who that is.
    """

    kind: str
    place: int
    witness: str
    cell: int
    slot: int
    day: int
    hour: int


def find_cards(
    person: int, homes: tuple[int, ...], island: Island, visits: Visits, release_rows: tuple[Release, int]
) -> tuple[Sighting, ...]:
    """Six sightings of `person` in time order, or () if the diary does not hold two of each kind.

    `homes` are the places the person sleeps at; `release_rows` is the release and the row of its trace.
    Home: the first evening on a weekday and the first on a weekend. Routine: the first sighting at each of
    the two other places seen on most days, at least one day in seven and two in all. Unusual: the first and
    the last sighting at places seen on one day only. Nights, from 23 to 7 o'clock, are left out.
    """
    seen = _released_sightings(person, island, visits, *release_rows)
    if not len(seen):
        return ()
    place, cell, slot, slot_min = seen["place"], seen["cell"], seen["slot"], release_rows[0].slot_min
    day, hour = slot * slot_min // DAY_MIN, slot * slot_min % DAY_MIN // 60
    at_home = np.isin(place, homes)
    places, days = _days_at(place[~at_home], day[~at_home])
    awake = (hour >= 7) & (hour <= 22)
    evening = at_home & (hour >= 18) & awake
    often = places[np.argsort(-days, kind="stable")][:2]
    least = max(2, int(day.max() + 1) // 7)
    once = np.isin(place, places[days == 1]) & awake & ~at_home
    last = once & (place != _first(place, once))
    picks = [
        ("home", evening & (day % 7 < 5), False),
        ("home", evening & (day % 7 >= 5), False),
        *(("routine", (place == p) & awake & (days[places == p][0] >= least), False) for p in often),
        ("unusual", once, False),
        ("unusual", last, True),
    ]
    cards = []
    for kind, fits, from_end in picks:
        rows = np.flatnonzero(fits)
        if not rows.size:
            return ()
        i = int(rows[-1 if from_end else 0])
        witness = island.places.kinds[island.places.kind[place[i]]]
        when = int(slot[i]), int(day[i]), int(hour[i])
        cards.append(Sighting(kind, int(place[i]), witness, int(cell[i]), *when))
    distinct = {(card.cell, card.slot) for card in cards}
    return tuple(sorted(cards, key=lambda card: card.slot)) if len(cards) == len(distinct) == 6 else ()


def _first(place: NDArray[np.int64], fits: NDArray[np.bool_]) -> int:
    rows = np.flatnonzero(fits)
    return int(place[rows[0]]) if rows.size else -1


def _days_at(place: NDArray[np.int64], day: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Distinct places, ascending, and on how many days each was seen."""
    pairs = np.unique(np.column_stack((place, day)), axis=0)
    places, days = np.unique(pairs[:, 0], return_counts=True)
    return places, days


def _released_sightings(
    person: int, island: Island, visits: Visits, release: Release, row: int
) -> np.ndarray[tuple[int], np.dtype[np.void]]:
    """Each (place, cell, slot) of a true visit whose square and slot stand in the release, in time order."""
    i = person - visits.start_person
    rows = slice(visits.first[i], visits.first[i + 1])
    first_slot = visits.arrive_min[rows] // release.slot_min
    last_slot = (visits.leave_min[rows] - 1) // release.slot_min
    spans = last_slot - first_slot + 1
    place = np.repeat(visits.place[rows], spans)
    step = np.arange(spans.sum()) - np.repeat(np.cumsum(spans) - spans, spans)
    slot = np.repeat(first_slot, spans) + step
    cell = _cell_of_place(island, release)[place]
    points = slice(release.first[row], release.first[row + 1])
    wide = np.int64(1) << 32
    released = release.slot[points].astype(np.int64) * wide + release.cell[points]
    keep = np.isin(slot.astype(np.int64) * wide + cell, released)
    out = np.empty(int(keep.sum()), [("place", np.int64), ("cell", np.int64), ("slot", np.int64)])
    out["place"], out["cell"], out["slot"] = place[keep], cell[keep], slot[keep]
    return out


def _cell_of_place(island: Island, release: Release) -> NDArray[np.int64]:
    """Released square of each place. The lesson's release has a grid."""
    if release.grid is None:
        raise ValueError("the lesson's cards need a release with a grid")
    west, south, cell_m, columns, _ = release.grid
    column = (island.places.x_dm.astype(np.int64) - west) // (cell_m * 10)
    row = (island.places.y_dm.astype(np.int64) - south) // (cell_m * 10)
    return row * columns + column
