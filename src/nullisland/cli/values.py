"""From the text of a flag to a value, or one sentence."""

import argparse
import re

import psutil

from nullisland.errors import ConfigError
from nullisland.export import Settings
from nullisland.model import Scenario

__all__ = ["check_memory", "points", "scenario_of", "settings_of", "whole"]

_WHOLE = re.compile(r"[+-]?[0-9]{1,30}")
_PER_INHABITANT = 4_000
_PER_DAY = {"gps": 2_500, "tower": 800, "card": 500, "camera": 1_000}
"""Bytes at the peak of a run and of writing it, measured; rounded up."""


def whole(name: str, text: str) -> int:
    """A whole number in plain digits; whether it is in range is said by whoever takes it."""
    if not _WHOLE.fullmatch(text):
        raise ConfigError(f"{name} must be a whole number, got {text!r}")
    return int(text)


def scenario_of(args: argparse.Namespace) -> Scenario:
    """The scenario of `--people --days --seed`."""
    return Scenario(
        people=whole("people", args.people), days=whole("days", args.days), seed=whole("seed", args.seed)
    )


def settings_of(args: argparse.Namespace) -> Settings:
    """The settings of `--sensor --cell-m --slot-min`."""
    cell_m = None if args.cell_m is None else whole("cell_m", args.cell_m)
    return Settings(sensor=args.sensor, cell_m=cell_m, slot_min=whole("slot_min", args.slot_min))


def points(text: str) -> tuple[int, int]:
    """First and last number of known points of `4` or `1-10`."""
    found = re.fullmatch(r"([0-9]{1,9})(?:-([0-9]{1,9}))?", text)
    low, high = (int(found[1]), int(found[2] or found[1])) if found else (0, 0)
    if not 1 <= low <= high <= 10:
        raise ConfigError(f"points must be a number or a range within 1-10, got {text!r}")
    return low, high


def check_memory(scenario: Scenario, settings: Settings) -> None:
    """Raise ConfigError if this machine's free memory cannot hold the run."""
    per_day = _PER_DAY.get(settings.sensor, 0)
    need = scenario.inhabitants * (_PER_INHABITANT + per_day * scenario.days)
    free = psutil.virtual_memory().available
    if need > free:
        raise ConfigError(
            f"{scenario.people} people for {scenario.days} days need about {need / 1e9:.1f} GB of memory, "
            f"this machine has {free / 1e9:.1f} GB free: take fewer people or days"
        )
