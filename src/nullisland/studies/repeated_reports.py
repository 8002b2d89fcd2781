"""Noise drawn anew averages out: how near an adversary comes to a home after n reports of it (Andres et al. 2013)."""

import math

import numpy as np
from numpy.typing import NDArray

from nullisland.attack import average_of
from nullisland.measure import bootstrap_mean
from nullisland.model import Estimate, Scenario
from nullisland.people import build_people
from nullisland.release import planar_laplace
from nullisland.rng import stream
from nullisland.studies.noun import Figure, Options, Study, Tell, figure_of
from nullisland.world import build_island

__all__ = ["EPSILON_PER_M", "NIGHTS", "study"]

EPSILON_PER_M = math.log(4) / 200
"""Within 200 m, a report is at most four times likelier from one place than from another."""

NIGHTS = (1, 3, 10, 30, 100)
"""Numbers of reports of one home, one a night."""

_IDS = {30: "averaging_ln4_200_n30", 100: "averaging_ln4_200_n100"}


def study(options: Options, tell: Tell) -> Study:
    """Mean distance of the middle of n noisy reports from the home they were made at, over homes."""
    tell("homes", 0, 2)
    scenario = Scenario(people=options.people, seed=options.seed, visitors=0)
    island = build_island(scenario)
    home = build_people(scenario, island).home_place
    xy_m = np.column_stack((island.places.x_dm[home], island.places.y_dm[home])) / 10
    tell("reports", 1, 2)
    noisy = _reports(xy_m, options.seed)
    figures: list[Figure] = []
    for n in NIGHTS:
        for how in ("mean", "median"):
            if how == "median" and n not in _IDS:
                continue
            errors = _errors(xy_m, noisy[:, :n], how)
            name = (
                _IDS.get(n, f"averaging_ln4_200_n{n}") if how == "mean" else f"averaging_ln4_200_n{n}_median"
            )
            what = f"metres between a home and the {how} of {n} reports of it, ln4/200 m"
            figures.append(figure_of(name, what, errors))
    stays = np.hypot(*(noisy[:, 0] - xy_m).T)
    figures.append(
        figure_of(
            "constant_shift_ln4_200_n100",
            "metres between a home and the mean of 100 reports of it, all with one shift of ln4/200 m",
            bootstrap_mean(stays),
        )
    )
    return Study(
        figures=tuple(figures),
        people=len(xy_m),
        points=noisy.shape[0] * noisy.shape[1],
        remarks=_REMARKS,
    )


def _reports(xy_m: NDArray[np.float64], seed: int) -> NDArray[np.float64]:
    """NIGHTS[-1] reports of each place: (n, reports, 2)."""
    many = np.repeat(xy_m, NIGHTS[-1], axis=0)
    rng = stream(seed, "studies", "repeated-reports")
    return planar_laplace(many, epsilon_per_m=EPSILON_PER_M, rng=rng).reshape(len(xy_m), NIGHTS[-1], 2)


def _errors(xy_m: NDArray[np.float64], reports: NDArray[np.float64], how: str) -> Estimate:
    guesses = np.array([average_of(mine, how) for mine in reports])
    return bootstrap_mean(np.hypot(*(guesses - xy_m).T))


_REMARKS = (
    "Like theory: the mean of n reports is off by sqrt(6 pi / 4) / (epsilon sqrt n) = 2.17 / (epsilon sqrt n) on "
    "average, and each report costs its epsilon again: 30 nights cost 30 epsilon.",
    "The median, which is the maximum likelihood estimate, comes nearer with fewer reports.",
    "A shift that stays with a place cannot be averaged away; whoever learns it once knows it for good.",
)
