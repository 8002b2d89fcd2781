"""`nullisland lesson`."""

import argparse
import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from nullisland.cli.values import whole
from nullisland.errors import ConfigError
from nullisland.model import Scenario
from nullisland.pipeline import STAGES, Outcome
from nullisland.pipeline import run as run_island
from nullisland.progress import Progress

if TYPE_CHECKING:
    from nullisland.lesson.scene_numbers import SceneNumber

__all__ = ["run"]


def run(args: argparse.Namespace) -> int:
    """Print the key numbers of the lesson's scenes for one island."""
    scenario = Scenario.from_code(args.code)
    if args.card is not None:
        return _run_card(scenario, args)
    _check_scene(args.scene)
    grain = whole("cell_m", args.cell_m), whole("slot_min", args.slot_min)
    with Progress() as bar:
        outcome = run_island(scenario, progress=bar.tell)
        found = [one for one in _numbers(outcome, args, grain, bar) if args.scene in (None, one.scene)]
    if not found:
        raise ConfigError(f"{args.scene} needs its resident, and nobody on {scenario.code} fits")
    if args.json:
        print(json.dumps({"code": scenario.code, "numbers": [one._asdict() for one in found]}))
    else:
        for one in found:
            of = "" if one.of is None else f"of {one.of:,} "
            print(f"{one.scene:15s} {one.step:8s} {one.number:9,d} {of}{one.what}")
    return 0


def _check_scene(name: str | None) -> None:
    from nullisland.lesson.part_numbers import PART_OF_SCENE
    from nullisland.lesson.scene_numbers import CORE_SCENES
    from nullisland.opendb.scene_numbers import OPEN_SCENE

    scenes = (*CORE_SCENES, *PART_OF_SCENE, OPEN_SCENE)
    if name is not None and name not in scenes:
        raise ConfigError(f"--scene must be one of {', '.join(scenes)}, got {name!r}")


def _numbers(
    outcome: Outcome, args: argparse.Namespace, grain: tuple[int, int], bar: Progress
) -> "Sequence[SceneNumber]":
    """The numbers of one scene, or of the core; what takes minutes is counted for its own scene alone."""
    from nullisland.lesson import prepare
    from nullisland.lesson.part_numbers import PART_OF_SCENE, part_numbers
    from nullisland.lesson.parts import PARTS
    from nullisland.lesson.scene_numbers import scene_numbers
    from nullisland.opendb.scene import prepare_scene
    from nullisland.opendb.scene_numbers import OPEN_SCENE, open_numbers

    bar.tell("lesson", len(STAGES), len(STAGES) + 1)
    lesson = prepare(outcome)
    if args.scene in PART_OF_SCENE:
        return part_numbers(args.scene, PARTS[PART_OF_SCENE[args.scene]](outcome, lesson))
    if args.scene == OPEN_SCENE:
        guide = None if lesson.guide is None else lesson.guide.person
        return open_numbers(prepare_scene(outcome.scenario, guide))
    core = scene_numbers(lesson, *grain)
    return (*core, _frontier(outcome, bar, args.all_cards)) if args.scene == "defend" else core


def _frontier(outcome: Outcome, bar: Progress, all_cards: bool) -> "SceneNumber":
    """Every attempt of scene 5, made anew."""
    from nullisland.lesson.defend import ALL_CARDS, CARDS, STRENGTHS, attempts_of, known_of
    from nullisland.lesson.scene_numbers import frontier_number

    cards, made = ALL_CARDS if all_cards else CARDS, []
    for one in attempts_of(outcome, known_of(outcome), cards):
        made.append(one)
        bar.tell("attack", len(made), len(cards) * len(STRENGTHS))
    return frontier_number(made)


def _run_card(scenario: Scenario, args: argparse.Namespace) -> int:
    """Publish with one card and attack it, as scene 5 does."""
    from nullisland.lesson.defend import ALL_CARDS, attempt, known_of
    from nullisland.lesson.planner import scores_of

    if args.card not in ALL_CARDS:
        raise ConfigError(f"--card must be one of {', '.join(ALL_CARDS)}, got {args.card!r}")
    strength, known = whole("strength", args.strength), whole("known", args.known)
    if not 1 <= known <= 10:
        raise ConfigError(f"known must be in [1, 10], got {known}")
    with Progress() as bar:
        outcome = run_island(scenario, progress=bar.tell)
        bar.tell("attack", len(STAGES), len(STAGES) + 1)
        sought = known_of(outcome)
        one = attempt(outcome, sought, args.card, strength)
    if args.json:
        print(json.dumps({"code": scenario.code, **one._asdict()}))
        return 0
    if known != 4:
        alone = one.curve[min(known, len(one.curve)) - 1]
        print(
            f"{alone:,} of {one.people:,} are singled out by the strongest attack with {known} records known"
        )
    else:
        print(
            f"{one.singled_out:,} of {one.people:,} are singled out by the strongest attack ({one.attack}), "
            f"{one.naive:,} by a simple one"
        )
    for score in scores_of(one, len(sought.frame.stops)):
        print(f"{score.task}: {score}")
    return 0
