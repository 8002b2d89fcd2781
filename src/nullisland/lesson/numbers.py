"""The numbers of the scenes, each computed once an island from release, attack and measure."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nullisland.attack import AdversaryKnowledge, anchor, draw_known, singled_out, subsets
from nullisland.errors import ConfigError
from nullisland.lesson.cards import Sighting
from nullisland.lesson.cast import Resident, find_guide
from nullisland.lesson.council import Parent, find_parent
from nullisland.lesson.spoken import portion
from nullisland.measure import coarsen, larger_squares, uniqueness_curve, wilson
from nullisland.measure import utility as planner
from nullisland.model import Estimate, Grid, Traces
from nullisland.people import names_of, place_names
from nullisland.pipeline import Outcome

__all__ = [
    "Lesson",
    "Precision",
    "RegisterRow",
    "SightingCard",
    "Town",
    "precision_at",
    "prepare",
    "stops_right",
]

STEPS = ("guide", "cards", "curve")
_N_KNOWN = 4
_REGISTER_ROWS = 8


@dataclass(frozen=True, slots=True)
class SightingCard:
    """A sighting as the learner reads it. `witness` is the kind of place."""

    kind: str
    place: str
    street: str
    witness: str
    day: int
    hour: int
    cell: int


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One row of the table that scene 1 takes the names off."""

    name: str
    pseudonym: int
    cell: int
    day: int
    hour: int


@dataclass(frozen=True, slots=True)
class Precision:
    """What coarser publishing does: who is still singled out, and what the bus planner still sees."""

    cell_m: int
    slot_min: int
    singled_out: Estimate
    stops_right: int
    stops_asked: int

    @property
    def stops_of_100(self) -> float:
        """Busiest stops right, of a hundred."""
        return portion(self.stops_right, self.stops_asked)


@dataclass(frozen=True, slots=True, eq=False)
class Town:
    """What the precision control needs: traces, the points known of each target, and the planner's truth."""

    traces: Traces
    known: NDArray[np.int64]
    grid: Grid
    slot_min: int
    stops: NDArray[np.int64]
    arrivals: NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Lesson:
    """Everything the scenes show, for one island; frozen, shared by all browsers.

    Arrays with one value a trace go by ascending pseudonym. `guide` is None, and what belongs to them is
    empty, if nobody in the town fits. `masks` has bit j set if the trace fits card j; `night_cell` is the
    square where the home rule puts the trace (-1: nowhere), which is all the map of candidates knows.
    `guide_points` is (n, 2): slot, cell.
    """

    code: str
    people: int
    days: int
    grid: Grid
    slot_min: int
    pseudonyms: NDArray[np.int64]
    guide: Resident | None
    cards: tuple[SightingCard, ...]
    register: tuple[RegisterRow, ...]
    guide_points: NDArray[np.int32]
    masks: NDArray[np.uint8]
    counts: NDArray[np.int64]
    night_cell: NDArray[np.int64]
    curve: tuple[Estimate, ...]
    town: Town
    parent: Parent | None

    @property
    def singled_out(self) -> Estimate:
        """Share of the town that four of their own points, drawn by lot, single out."""
        return self.curve[_N_KNOWN - 1]

    @property
    def guide_line(self) -> int:
        """In which row of the register the guide stands, counted from 1; 0 without a guide."""
        lines = enumerate(self.register, start=1)
        return next((i for i, row in lines if self.guide and row.name == self.guide.name), 0)

    @property
    def left_out(self) -> int:
        """Residents with too few points for that: they are not counted."""
        return self.people - self.singled_out.n


def prepare(outcome: Outcome, progress: Callable[[str, int, int], None] | None = None) -> Lesson:
    """All numbers of the lesson from one run with the lesson's defaults (gps, squares, fixed pseudonyms).

    `progress` is called with (step, steps done, steps in all). Cost: about half a second on the default island.
    """
    tell = progress or (lambda step, done, total: None)
    release = outcome.release
    if release.grid is None:
        raise ValueError("the lesson needs a release with a grid")
    traces = Traces.from_release(release)
    tell("guide", 0, len(STEPS))
    found = find_guide(outcome)
    tell("cards", 1, len(STEPS))
    guide, sightings = found if found else (None, ())
    codes = traces.codes_of([s.cell for s in sightings], [s.slot for s in sightings])
    left = subsets(traces, codes) if guide else None
    tell("curve", 2, len(STEPS))
    most = min(10, int(traces.points.counts().max(initial=0)))
    curve = uniqueness_curve(traces, max_points=most)
    town = _town(outcome, traces, most)
    tell("curve", 3, len(STEPS))
    return Lesson(
        code=outcome.scenario.code,
        people=outcome.scenario.people,
        days=outcome.scenario.days,
        grid=release.grid,
        slot_min=release.slot_min,
        pseudonyms=release.pseudonyms,
        guide=guide,
        cards=_cards(outcome, sightings),
        register=_register(outcome, guide),
        guide_points=_points_of(outcome, guide),
        masks=left.masks if left else np.zeros(len(traces), np.uint8),
        counts=left.counts if left else np.zeros(64, np.int64),
        night_cell=anchor(traces, release.slot_min).home_cell,
        curve=curve,
        town=town,
        parent=find_parent(outcome),
    )


def precision_at(town: Town, cell_m: int, slot_min: int) -> Precision:
    """Singled out by the same four points, and busiest stops right of ten, when published at this grain.

    The points are drawn once at the finest grain and mapped, never redrawn: so a coarser grain can only
    single out fewer. Raises ConfigError for a grain that is no multiple of the finest. Cost: up to about a
    second on the default island.
    """
    factor, rest_m = divmod(cell_m, town.grid.cell_m)
    slots, rest_min = divmod(slot_min, town.slot_min)
    if rest_m or rest_min or factor < 1 or slots < 1:
        finest = f"{town.grid.cell_m} m and {town.slot_min} min"
        raise ConfigError(f"a grain must be a multiple of {finest}, got {cell_m} m and {slot_min} min")
    cell_map, grid = larger_squares(town.grid, factor)
    traces = town.traces if (factor, slots) == (1, 1) else coarsen(town.traces, cell_map, slots)
    fine = town.traces
    known = traces.codes_of(cell_map[fine.cell_of(town.known)], fine.slot_of(town.known) // slots)
    alone = singled_out(traces, known)
    return Precision(
        cell_m,
        slot_min,
        wilson(int(alone.sum()), len(alone)),
        stops_right(town, traces, cell_map, grid),
        min(10, len(town.stops)),
    )


def stops_right(town: Town, traces: Traces, cell_map: NDArray[np.int64], grid: Grid) -> int:
    """How many of the busiest stops the planner names from traces in the squares of `grid`.

    `cell_map` is the square of each of the finest ones. Cost: about 15 ns a point.
    """
    codes = np.arange(traces.n_codes)
    cells, when = (of(codes).astype(np.int32)[traces.points.code] for of in (traces.cell_of, traces.slot_of))
    arrivals = planner.arrivals_by_stay(traces.points.first, cells, when, grid.columns * grid.rows)
    return planner.busiest_right(town.arrivals, planner.share_among_stops(arrivals, cell_map[town.stops]))


def _town(outcome: Outcome, traces: Traces, most: int) -> Town:
    """The points known of each target are the first four of the curve's own draw."""
    island, release = outcome.island, outcome.release
    assert release.grid is not None
    known = draw_known(traces, AdversaryKnowledge(n_known=most), 0)
    stops = planner.stop_squares(release.grid, island.stops)
    truth = planner.arrivals_by_stop(
        outcome.visits, island.places, release.grid, stops, released=outcome.scenario.people
    )
    return Town(traces, known.codes[:, :_N_KNOWN], release.grid, release.slot_min, stops, truth)


def _cards(outcome: Outcome, sightings: tuple[Sighting, ...]) -> tuple[SightingCard, ...]:
    island = outcome.island
    names = place_names(island) if sightings else []
    cards = []
    for sighting in sightings:
        edge = int(island.places.edge[sighting.place])
        street = island.streets.names[int(island.streets.edge_name[edge])]
        when = sighting.day, sighting.hour
        cards.append(
            SightingCard(sighting.kind, names[sighting.place], street, sighting.witness, *when, sighting.cell)
        )
    return tuple(cards)


def _register(outcome: Outcome, guide: Resident | None) -> tuple[RegisterRow, ...]:
    """First morning of the file: the guide and the residents with the lowest ids, by pseudonym."""
    release = outcome.release
    persons = outcome.key.person_of(release.pseudonyms)
    rows = np.argsort(persons, kind="stable")[:_REGISTER_ROWS].tolist()
    if guide and guide.row not in rows:
        rows[-1] = guide.row
    names = names_of(outcome.people, persons[sorted(rows)])
    out = []
    for row, name in zip(sorted(rows), names, strict=True):
        points = slice(int(release.first[row]), int(release.first[row + 1]))
        i = points.start + int(np.searchsorted(release.slot[points], 8 * 60 // release.slot_min))
        i = min(i, points.stop - 1)
        minute = int(release.slot[i]) * release.slot_min
        out.append(
            RegisterRow(
                str(name),
                int(release.pseudonyms[row]),
                int(release.cell[i]),
                minute // 1440,
                minute % 1440 // 60,
            )
        )
    return tuple(out)


def _points_of(outcome: Outcome, guide: Resident | None) -> NDArray[np.int32]:
    release = outcome.release
    row = guide.row if guide else -1
    points = slice(int(release.first[row]), int(release.first[row + 1])) if guide else slice(0, 0)
    return np.column_stack((release.slot[points], release.cell[points]))
