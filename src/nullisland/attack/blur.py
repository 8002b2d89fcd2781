"""How far published fixes lie from where somebody was, as the release itself says: the method is never secret."""

import math
import re
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nullisland.model import FixRelease

__all__ = ["Blur", "blur_of", "evidence", "rounded_to"]

_PHONE_M = 50.0
_NUMBER = r"([0-9.eE+-]+)"


class Blur(NamedTuple):
    """Law of the distance between a fix and the truth: `disc`, `planar Laplace` or `normal`.

    `scale_m` is the disc's radius, 1 / epsilon, or sigma. `late_min` is how far the time may be off.
    """

    law: str
    scale_m: float
    late_min: int = 0


def blur_of(release: FixRelease) -> Blur:
    """The last noise or rounding that the history names; without one, a disc of 50 m for the phone's own error."""
    found = Blur("disc", _PHONE_M)
    for done in release.history:
        epsilon = re.search(rf"epsilon_per_m={_NUMBER}", done)
        sigma = re.search(rf"sigma_m={_NUMBER}", done)
        delta = re.search(rf"delta_m={_NUMBER}", done)
        alpha = re.search(rf"alpha_m={_NUMBER}", done)
        cell_m = rounded_to(done)
        if epsilon:
            found = Blur("planar Laplace", 1 / float(epsilon[1]))
        elif sigma:
            found = Blur("normal", float(sigma[1]))
        elif delta:
            found = Blur("disc", max(_PHONE_M, float(delta[1])))
        elif alpha:
            found = Blur("disc", max(_PHONE_M, float(alpha[1])), late_min=360)
        elif cell_m:
            found = Blur("disc", max(_PHONE_M, cell_m / math.sqrt(2)))
    return found


def rounded_to(done: str) -> int | None:
    """Side in metres of the squares to whose middles a step of the history rounds fixes; None for another step."""
    found = re.match(r"round: cell_m=(\d+)", done)
    return int(found[1]) if found else None


def evidence(blur: Blur, area_m2: float, error: float, within_m: float = 0.0) -> NDArray[np.float64]:
    """For each metre of distance, the log of how much likelier a fix is there for the target than for anybody.

    Anybody's fix lies evenly over `area_m2`; the share `error` of clues says nothing. A clue may itself be off
    by `within_m`. The last entry holds for all distances beyond.
    """
    scale = max(blur.scale_m, 1.0)
    reach = within_m + {"disc": 1.0, "planar Laplace": 15.0, "normal": 5.0}[blur.law] * scale
    d = np.maximum(np.arange(int(np.ceil(reach)) + 2) - within_m, 0.0)
    density = {
        "disc": np.where(d <= scale, 1.0, 0.0),
        "planar Laplace": np.exp(-d / scale),
        "normal": np.exp(-(d**2) / (2 * scale**2)),
    }[blur.law]
    ring = np.pi * ((np.arange(len(d)) + 1.0) ** 2 - np.arange(len(d)) ** 2.0)
    density = density / (density * ring).sum()
    density[-1] = 0.0
    return np.asarray(np.log(error + (1 - error) * density * area_m2))
