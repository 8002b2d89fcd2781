"""From the text of a flag to a value, or one sentence."""

import argparse
import re

from nullisland.errors import ConfigError
from nullisland.export import Settings
from nullisland.model import Scenario

__all__ = ["points", "scenario_of", "settings_of", "share", "whole"]

_WHOLE = re.compile(r"[+-]?[0-9]{1,30}")
_SHARE = re.compile(r"[0-9]{1,9}(\.[0-9]{1,9})?")


def whole(name: str, text: str) -> int:
    """A whole number in plain digits; whether it is in range is said by whoever takes it."""
    if not _WHOLE.fullmatch(text):
        raise ConfigError(f"{name} must be a whole number, got {text!r}")
    return int(text)


def share(name: str, text: str) -> float:
    """A number in plain decimals such as 0.05; whether it is in range is said by whoever takes it."""
    if not _SHARE.fullmatch(text):
        raise ConfigError(f"{name} must be a number in [0, 1] such as 0.05, got {text!r}")
    return float(text)


def scenario_of(args: argparse.Namespace) -> Scenario:
    """The scenario of `--people --days --seed`."""
    return Scenario(
        people=whole("people", args.people), days=whole("days", args.days), seed=whole("seed", args.seed)
    )


def settings_of(args: argparse.Namespace) -> Settings:
    """The settings of `--sensor --cell-m --slot-min` and, where there is one, `--policy`."""
    cell_m = None if args.cell_m is None else whole("cell_m", args.cell_m)
    policy = getattr(args, "policy", "fixed")
    slot_min = whole("slot_min", args.slot_min)
    return Settings(sensor=args.sensor, cell_m=cell_m, slot_min=slot_min, policy=policy)


def points(text: str) -> tuple[int, int]:
    """First and last number of known points of `4` or `1-10`."""
    found = re.fullmatch(r"([0-9]{1,9})(?:-([0-9]{1,9}))?", text)
    low, high = (int(found[1]), int(found[2] or found[1])) if found else (0, 0)
    if not 1 <= low <= high <= 10:
        raise ConfigError(f"points must be a number or a range within 1-10, got {text!r}")
    return low, high
