"""How long k-anonymous traces take, at every strength: what was promised for a district and for the island."""

from functools import cache, partial

from nullisland.bench.measure import Benchmark, Work
from nullisland.model import FixRelease, Grid, Scenario
from nullisland.pipeline import run
from nullisland.release import DEFAULT_CELL_M, defence, k_anonymise, publish_fixes

__all__ = ["of_the_defences"]


def of_the_defences(town: Scenario, district: Scenario) -> list[Benchmark]:
    """`k_anonymise` from fixes to boxes, at the three strengths of the catalogue, in a warm process."""
    return [
        Benchmark(
            name=f"k-anonymous-{where}-{values['k']}",
            what=f"k-anonymous traces of {place.code}, k = {values['k']}",
            prepare=partial(_k_anonymous, place, values["k"]),
            budget=budget,
            repeat=3,
        )
        for where, place, budget in (("district", district, 1.0), ("island", town, 60.0))
        for values in defence("k_anonymous").strengths
    ]


@cache
def _fixes(place: Scenario) -> tuple[FixRelease, Grid]:
    outcome = run(place)
    return publish_fixes(outcome)[0], outcome.island.grid(DEFAULT_CELL_M)


def _k_anonymous(place: Scenario, k: int) -> Work:
    fixes, grid = _fixes(place)
    return lambda: k_anonymise(fixes, grid, k=k)
