"""The sandbox: every sensor, square, slot, life of a code and defence, and what a few known records single out."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from nullisland.lesson.defend import Attempt
from nullisland.lesson.numbers import Lesson
from nullisland.lesson.planner import MOST_STOPS, Planner, asked, planner_of, scores_of
from nullisland.measure import coarsen, larger_squares, uniqueness_curve, wilson
from nullisland.measure.utility import Score
from nullisland.model import Estimate, Grid, Release, Traces
from nullisland.model.records import SENSORS
from nullisland.observation import observe
from nullisland.pipeline import Outcome
from nullisland.release import PublishConfig, defence, publish

__all__ = [
    "CELLS",
    "MOST_KNOWN",
    "POLICIES",
    "SLOTS",
    "Sandbox",
    "Setting",
    "Tried",
    "defended",
    "fixed_by",
    "prepare",
    "try_out",
]

CELLS = (250, 500, 1000, 2000)
SLOTS = (60, 180, 360, 1440)
POLICIES = ("fixed", "week", "day")
MOST_KNOWN = 10


@dataclass(frozen=True, slots=True)
class Setting:
    """One way to publish and one amount of knowledge; `cell_m` counts for gps alone: others show their sites.

    `defence`: a card of scene 5 and its strength, which sets places, times and codes of what phones write down.
    """

    sensor: str = "gps"
    cell_m: int = 250
    slot_min: int = 60
    policy: str = "fixed"
    n_known: int = 4
    defence: tuple[str, int] | None = None


@dataclass(frozen=True, slots=True)
class Tried:
    """What became of a setting: singled out by 1, 2, ... known records of one code, at most as many as there are.

    `scores` are what the planner gets right, in the order of `measure.utility.TASKS`. With a defence the records are
    those known of a resident, the attack is the strongest, `codes` are the residents, and `epsilon` is promised for
    each `unit`.
    """

    curve: tuple[Estimate, ...]
    codes: int
    scores: tuple[Score, ...]
    unit: str = "none"
    epsilon: float = 0.0

    def alone(self, n_known: int) -> tuple[int, Estimate]:
        """So many known records, or as many as there are, and whom they single out."""
        known = min(n_known, len(self.curve))
        return known, self.curve[known - 1]


@dataclass(frozen=True, slots=True, eq=False)
class Sandbox:
    """Traces by (sensor, policy) as published at the finest: hours, and squares of 250 m or sites."""

    traces: Mapping[tuple[str, str], Traces]
    lesson: Lesson
    planner: Planner


def prepare(outcome: Outcome, lesson: Lesson) -> Sandbox:
    """Publish what each sensor sees under each policy. Cost: about eight seconds on the default island.

    The traces of gps with codes that stay are those of the lesson, not a second copy.
    """
    scenario, seen = outcome.scenario, outcome.observations
    made = {("gps", "fixed"): lesson.town.traces}
    for sensor in SENSORS:
        records = seen
        if sensor != seen.sensor:
            records = observe(sensor, scenario, outcome.island, outcome.people, outcome.visits)
        for policy in POLICIES:
            if (sensor, policy) in made:
                continue
            config = PublishConfig(policy=policy)
            release, _ = publish(
                records, outcome.island, config, scenario.seed, released=scenario.people, scenario=scenario
            )
            made[sensor, policy] = Traces.from_release(release)
    return Sandbox(made, lesson, planner_of(outcome))


def try_out(sandbox: Sandbox, setting: Setting) -> Tried:
    """Publish with this setting and count. Raises KeyError for a sensor or policy that does not exist.

    The same as `nullisland.run` with these options, `uniqueness_curve` of its traces and `planner_scores`; how many
    records are known changes nothing but where to look. Cost: up to three seconds on the default island.
    """
    traces = sandbox.traces[setting.sensor, setting.policy]
    town, cell_map, grid = sandbox.lesson.town, None, None
    if setting.sensor == "gps":
        cell_map, grid = larger_squares(town.grid, setting.cell_m // town.grid.cell_m)
    slots = setting.slot_min // town.slot_min
    if slots > 1 or (grid is not None and grid != town.grid):
        traces = coarsen(traces, cell_map, slots)
    most = min(MOST_KNOWN, int(traces.points.counts().max(initial=0)))
    release = _release(traces, setting, grid)
    return Tried(uniqueness_curve(traces, max_points=most), len(traces), asked(sandbox.planner, release))


def _release(traces: Traces, setting: Setting, grid: Grid | None) -> Release:
    """The file that these traces are read from."""
    codes = np.arange(traces.n_codes)
    cell, slot = (of(codes).astype(np.int32)[traces.points.code] for of in (traces.cell_of, traces.slot_of))
    return Release(
        sensor=setting.sensor,
        slot_min=setting.slot_min,
        grid=grid,
        pseudonyms=traces.ids,
        first=traces.points.first,
        cell=cell,
        slot=slot,
        history=(),
        reproducible=True,
    )


def defended(one: Attempt, n_stops: int = MOST_STOPS) -> Tried:
    """What an attempt of scene 5 is in the sandbox: the strongest attack on each number of known records.

    `n_stops`: how many stops the island has, if they may be fewer than are asked for.
    """
    curve = tuple(wilson(count, one.people) for count in one.curve)
    return Tried(curve, one.people, scores_of(one, n_stops), one.unit, one.epsilon)


def fixed_by(card: str, strength: int) -> tuple[int | None, int | None, str | None]:
    """Square, slot and life of a code that a card of scene 5 publishes; None where it has none.

    >>> fixed_by("coarser_time", 1), fixed_by("jitter", 0), fixed_by("counts_only", 0)
    ((250, 360, 'fixed'), (None, None, 'fixed'), (250, 60, None))
    """
    chosen = defence(card)
    values = chosen.strengths[strength]
    if chosen.kind not in ("squares", "totals"):
        return None, None, POLICIES[0]
    code = values.get("policy", POLICIES[0]) if chosen.kind == "squares" else None
    return values.get("cell_m", CELLS[0]), values.get("slot_min", SLOTS[0]), code
