"""Checks at the public boundary: what must hold, then what came."""

from dataclasses import fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nullisland.errors import ConfigError


def require_int(name: str, value: object, low: int, high: int) -> int:
    """Return `value` as an int if it is a whole number in [low, high]; otherwise raise ConfigError."""
    if isinstance(value, bool) or not isinstance(value, (int, np.integer)):
        raise ConfigError(f"{name} must be a whole number in [{low}, {high}], got {value!r}")
    if not low <= value <= high:
        raise ConfigError(f"{name} must be in [{low}, {high}], got {value}")
    return int(value)


def require_share(name: str, value: object, high: float = 1.0) -> float:
    """Return `value` as a float if it is a number in [0, `high`]; otherwise raise ConfigError."""
    return require_number(name, value, 0, high)


def require_number(name: str, value: object, low: float, high: float) -> float:
    """Return `value` as a float if it is a number in [low, high]; otherwise raise ConfigError."""
    if isinstance(value, bool) or not isinstance(value, (int, float, np.integer, np.floating)):
        raise ConfigError(f"{name} must be a number in [{low:g}, {high:g}], got {value!r}")
    if not low <= value <= high:
        raise ConfigError(f"{name} must be in [{low:g}, {high:g}], got {value}")
    return float(value)


def freeze(noun: Any) -> None:
    """Make every array field of a frozen dataclass read-only."""
    for field in fields(noun):
        value = getattr(noun, field.name)
        if isinstance(value, np.ndarray):
            value.flags.writeable = False


def same_length(what: str, *arrays: NDArray[Any]) -> int:
    """The common length of all arrays; ValueError if they differ: a bug of ours, not of the user's."""
    lengths = {len(a) for a in arrays}
    if len(lengths) != 1:
        raise ValueError(f"{what}: columns must have one length, got {sorted(lengths)}")
    return lengths.pop()
