"""`nullisland lesson`."""

import argparse
import json

from nullisland.cli.values import whole
from nullisland.errors import ConfigError
from nullisland.model import Scenario
from nullisland.pipeline import STAGES
from nullisland.pipeline import run as run_island
from nullisland.progress import Progress

__all__ = ["run"]


def run(args: argparse.Namespace) -> int:
    """Print the key numbers of the lesson's scenes for one island."""
    from nullisland.lesson import prepare
    from nullisland.lesson.part_numbers import PART_OF_SCENE, part_numbers
    from nullisland.lesson.parts import PARTS
    from nullisland.lesson.scene_numbers import scene_numbers

    scenario = Scenario.from_code(args.code)
    if args.card is not None:
        return _run_card(scenario, args)
    cell_m, slot_min = whole("cell_m", args.cell_m), whole("slot_min", args.slot_min)
    with Progress() as bar:
        outcome = run_island(scenario, progress=bar.tell)
        bar.tell("lesson", len(STAGES), len(STAGES) + 1)
        lesson = prepare(outcome)
        if args.scene in PART_OF_SCENE:
            found = part_numbers(args.scene, PARTS[PART_OF_SCENE[args.scene]](outcome, lesson))
        else:
            found = scene_numbers(lesson, cell_m, slot_min)
    chosen = [one for one in found if args.scene in (None, one.scene)]
    if not chosen:
        names = ", ".join(dict.fromkeys((*(one.scene for one in found), *PART_OF_SCENE)))
        raise ConfigError(f"--scene must be one of {names}, got {args.scene!r}")
    if args.json:
        print(json.dumps({"code": scenario.code, "numbers": [one._asdict() for one in chosen]}))
    else:
        for one in chosen:
            print(f"{one.scene:15s} {one.step:8s} {one.number:9,d} of {one.of:,} {one.what}")
    return 0


def _run_card(scenario: Scenario, args: argparse.Namespace) -> int:
    """Publish with one card and attack it, as scene 5 does."""
    from nullisland.lesson.defend import ALL_CARDS, attempt, known_of

    if args.card not in ALL_CARDS:
        raise ConfigError(f"--card must be one of {', '.join(ALL_CARDS)}, got {args.card!r}")
    strength, known = whole("strength", args.strength), whole("known", args.known)
    if not 1 <= known <= 10:
        raise ConfigError(f"known must be in [1, 10], got {known}")
    with Progress() as bar:
        outcome = run_island(scenario, progress=bar.tell)
        bar.tell("attack", len(STAGES), len(STAGES) + 1)
        one = attempt(outcome, known_of(outcome), args.card, strength)
    if args.json:
        print(json.dumps({"code": scenario.code, **one._asdict()}))
    elif known != 4:
        alone = one.curve[min(known, len(one.curve)) - 1]
        print(
            f"{alone:,} of {one.people:,} are singled out by the strongest attack with {known} records known"
        )
    else:
        print(
            f"{one.singled_out:,} of {one.people:,} are singled out by the strongest attack ({one.attack}), "
            f"{one.naive:,} by a simple one"
        )
    return 0
