"""The sandbox: every sensor, square, slot, life of a code and defence, and what a few known records single out."""

from collections.abc import Mapping
from dataclasses import dataclass

from nullisland.lesson.defend import Attempt
from nullisland.lesson.numbers import Lesson, stops_right
from nullisland.measure import coarsen, larger_squares, uniqueness_curve, wilson
from nullisland.model import Estimate, Traces
from nullisland.model.records import SENSORS
from nullisland.observation import observe
from nullisland.pipeline import Outcome
from nullisland.release import PublishConfig, publish

__all__ = [
    "CELLS",
    "MOST_KNOWN",
    "POLICIES",
    "SLOTS",
    "Sandbox",
    "Setting",
    "Tried",
    "defended",
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

    `stops_right` of `stops_asked` busiest stops are right; None where the cells are not squares. With a defence the
    records are those known of a resident, the attack is the strongest, and `codes` are the residents.
    """

    curve: tuple[Estimate, ...]
    codes: int
    stops_right: int | None
    stops_asked: int


@dataclass(frozen=True, slots=True, eq=False)
class Sandbox:
    """Traces by (sensor, policy) as published at the finest: hours, and squares of 250 m or sites."""

    traces: Mapping[tuple[str, str], Traces]
    lesson: Lesson


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
    return Sandbox(made, lesson)


def try_out(sandbox: Sandbox, setting: Setting) -> Tried:
    """Publish with this setting and count. Raises KeyError for a sensor or policy that does not exist.

    The same as `nullisland.run` with these options and `uniqueness_curve` of its traces.
    Cost: up to two seconds on the default island.
    """
    traces = sandbox.traces[setting.sensor, setting.policy]
    town, cell_map, grid = sandbox.lesson.town, None, None
    if setting.sensor == "gps":
        cell_map, grid = larger_squares(town.grid, setting.cell_m // town.grid.cell_m)
    slots = setting.slot_min // town.slot_min
    if slots > 1 or (grid is not None and grid != town.grid):
        traces = coarsen(traces, cell_map, slots)
    most = min(MOST_KNOWN, int(traces.points.counts().max(initial=0)))
    right = None if grid is None or cell_map is None else stops_right(town, traces, cell_map, grid)
    return Tried(uniqueness_curve(traces, max_points=most), len(traces), right, min(10, len(town.stops)))


def defended(sandbox: Sandbox, one: Attempt) -> Tried:
    """What an attempt of scene 5 is in the sandbox: the strongest attack on each number of known records."""
    right = None if one.scores[0] is None else round(one.scores[0])
    curve = tuple(wilson(count, one.people) for count in one.curve)
    return Tried(curve, one.people, right, min(10, len(sandbox.lesson.town.stops)))
