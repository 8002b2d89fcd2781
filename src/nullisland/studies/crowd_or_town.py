"""Does uniqueness fall with more people? It depends on whether the streets grow with them."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nullisland.attack import AdversaryKnowledge, draw_known, singled_out
from nullisland.measure import wilson
from nullisland.model import MODEL_VERSION, REFERENCE_PEOPLE, Scenario, Traces
from nullisland.model.codes import Axis, CodeSpace
from nullisland.movement import prepare, simulate
from nullisland.observation import TowerConfig, observe, prepare_network, tower_points
from nullisland.people import build_people
from nullisland.release.fixes import squares_of
from nullisland.release.runs import points_of
from nullisland.scale.keep import open_keep
from nullisland.studies.noun import Figure, Options, Study, Tell, figure, figure_of
from nullisland.studies.streamed import Shard
from nullisland.world import build_island

__all__ = ["LINES", "SIZES", "all_traces", "count_alone", "study"]

SIZES = (300, 1_000, 3_000, 10_000, REFERENCE_PEOPLE, 60_000, 200_000)
LINES = {"crowd": "same streets, more people", "town": "more town"}
_SENSORS = {"tower": "masts and hours", "gps": "squares of 250 m and hours"}
_N_KNOWN, _CELL_M, _SLOT_MIN, _SHARD = 4, 250, 60, 25_000


def study(options: Options, tell: Tell) -> Study:
    """Uniqueness at four points from 300 people up, along both lines, for masts and for squares.

    On the line `crowd` the streets, houses and masts of a town of 20,000 stay as they are; on the line `town` they
    grow with the people. At 20,000 both are the same town.
    """
    sizes = sorted({size for size in SIZES if size < options.people} | {options.people})
    keep = open_keep(options.resume, _settings(options)) if options.resume else None
    figures: list[Figure] = []
    lived, points = 0, 0
    for people, line in product(sizes, LINES):
        tell(f"{LINES[line]}: {people:,}", lived, 2 * sum(sizes))
        kept = keep.load(f"{line}-{people}") if keep else None
        counts = _counts(line, people, options) if kept is None else kept[0]
        if keep and kept is None:
            keep.save(f"{line}-{people}", [counts])
        figures += [_figure(line, sensor, people, row) for sensor, row in zip(_SENSORS, counts, strict=True)]
        points += int(counts[:, 2].sum())
        lived += people
    remarks = (*_seen(figures, sizes), *_REMARKS)
    beside = tuple(_beside_print(figures, sizes))
    return Study(figures=(*figures, *beside), people=options.people, points=points, remarks=remarks)


def _settings(options: Options) -> dict[str, Any]:
    """What a folder of finished towns belongs to; the number of people does not matter to a single town."""
    size = {"days": options.days, "seed": options.seed, "targets": options.targets}
    return {"study": "crowd-or-town", "model_version": MODEL_VERSION, **size}


def _counts(line: str, people: int, options: Options) -> NDArray[np.int64]:
    """Singled out, targets and points for each sensor, (2, 3); the town is then forgotten."""
    scenario = Scenario(people=people, days=options.days, seed=options.seed, same_area=line == "crowd")
    rows = []
    for _, traces in all_traces(scenario):
        alone, n = count_alone(traces, options)
        rows.append((alone, n, len(traces.points)))
        del traces
    return np.array(rows, np.int64)


def count_alone(traces: Traces, options: Options) -> tuple[int, int]:
    """How many of how many targets four points single out; none of none where nobody has so many."""
    known = draw_known(traces, AdversaryKnowledge(n_known=_N_KNOWN, n_targets=options.targets), options.seed)
    if not len(known.targets):
        return 0, 0
    return int(singled_out(traces, known.codes).sum()), len(known.targets)


def _figure(line: str, sensor: str, people: int, counts: NDArray[np.int64]) -> Figure:
    name = f"{line}_{sensor}_{people}"
    what = f"singled out by {_N_KNOWN} points, {_SENSORS[sensor]}; {LINES[line]}: {people:,}"
    if not counts[1]:
        return figure(name, what, float("nan"), 0)
    return figure_of(name, what, wilson(int(counts[0]), int(counts[1])))


def all_traces(scenario: Scenario) -> Iterator[tuple[str, Traces]]:
    """Traces of all residents as each sensor has them; one shard of lives is held at a time."""
    island = build_island(scenario)
    people = build_people(scenario, island)
    town, network = prepare(scenario, island, people), prepare_network(scenario, island, TowerConfig())
    grid = island.grid(_CELL_M)
    cells = {"tower": len(island.towers), "gps": grid.columns * grid.rows}
    parts: dict[str, list[Shard]] = {sensor: [] for sensor in cells}
    for start in range(0, scenario.people, _SHARD):
        visits = simulate(town, start, min(start + _SHARD, scenario.people))
        parts["tower"].append(tower_points(network, visits, slot_min=_SLOT_MIN))
        fixes = observe("gps", scenario, island, people, visits)
        square = squares_of(grid, fixes.x_dm, fixes.y_dm)
        first, cell, slot = points_of(fixes.first, fixes.t_min, square, _SLOT_MIN)
        parts["gps"].append((first, slot * np.int32(cells["gps"]) + cell))
    slots = scenario.minutes // _SLOT_MIN
    for sensor, n_cells in cells.items():
        yield sensor, _joined(parts.pop(sensor), CodeSpace(Axis(0, n_cells), Axis(0, slots)))


def _joined(parts: list[Shard], space: CodeSpace) -> Traces:
    """Traces of all shards; `parts` is used up, so that the codes are held once."""
    counts = np.concatenate([np.diff(first) for first, _ in parts])
    first = np.concatenate(([0], np.cumsum(counts)))
    codes, end = np.empty(int(first[-1]), np.int32), int(first[-1])
    while parts:
        _, code = parts.pop()
        codes[end - len(code) : end] = code
        end -= len(code)
    return Traces.from_codes(np.arange(len(counts)), first, codes, space)


def _beside_print(figures: list[Figure], sizes: list[int]) -> Iterator[Figure]:
    """Print's figures, each with the end of the line that it belongs to; none of one that lies on no line."""
    ours = {figure.id: figure for figure in figures}
    for name, people, line, sensor, end in _PRINT:
        what = f"print's figure of {people}"
        if not line:
            yield figure(name, f"{what}: card records, on neither line", float("nan"), 0)
            continue
        near = ours[f"{line}_{sensor}_{sizes[end]}"]
        what = f"{what}: on the line '{LINES[line]}', {_SENSORS[sensor]}; ours of {sizes[end]:,}"
        yield replace(figure(name, what, 0.0, near.n), value=near.value, low=near.low, high=near.high)


def _seen(figures: list[Figure], sizes: list[int]) -> Iterator[str]:
    """What the two lines did here, in a sentence for each sensor."""
    values = {figure.id: figure.value for figure in figures}
    for sensor, words in _SENSORS.items():
        told = []
        for line, name in LINES.items():
            ends = [values[f"{line}_{sensor}_{people}"] for people in (sizes[0], sizes[-1])]
            if None not in ends:
                told.append(f"{name}: from {ends[0]:.2f} to {ends[1]:.2f}")
        if told:
            yield f"From {sizes[0]:,} to {sizes[-1]:,} people, {words}: {'; '.join(told)}."


_PRINT = (
    ("unicity_4_points_antenna_hour", "1.5 million people", "town", "tower", -1),
    ("unicity_60m_4_points", "60 million people", "crowd", "tower", -1),
    ("unicity_cards_4_points", "1.1 million people", "", "", 0),
    ("unicity_multi_sensor_4_points", "about 300 people", "crowd", "gps", 0),
)
"""Print's figures at four points: of whom, on which line, seen by what, and which end of our line is nearest."""

_REMARKS = (
    "Print's 0.95 of 1.5 million people (unicity_4_points_antenna_hour) is one point: 230 people a mast, as on "
    "the line 'more town', whose masts grow with its people.",
    "Print's figures on 60 million people (unicity_60m_4_points) follow one country as more of its people are in "
    "the data: the line 'same streets, more people', on the streets of a country.",
    "Print's 0.90 of 1.1 million card holders (unicity_cards_4_points) is one point: 110 people a shop, no line.",
    "Print's 0.94 of 300 people in two cities (unicity_multi_sensor_4_points) lies at the left end of 'same "
    "streets, more people': very few people on the streets of very many.",
    "A larger crowd on the same streets hides people better; a larger town does not. The published figures are of "
    "both kinds, and none of them contradicts another.",
)
