"""Negative control: a release of pure noise gives every attack of the league its baseline."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import binom

from nullisland import Scenario
from nullisland.league import district
from nullisland.league.attacks import attack_everything
from nullisland.league.homes import located_homes
from nullisland.league.made import Made
from nullisland.model import DAY_MIN, FixRelease, TotalsRelease
from nullisland.release import defence, defend

NOISE = 11
ONCE = 0.05 / 60
"""Of sixty verdicts some lie beyond an interval of 95 %: none may lie where one in twenty such tests would have one."""


@pytest.fixture(scope="module")
def town():
    return district(Scenario(people=300, days=8, seed=7))


def noise_of(release):
    """As many rows under each code, dealt out by lot among all: of daily codes, among those of the day."""
    rng = np.random.default_rng(NOISE)
    if isinstance(release, TotalsRelease):
        return replace(release, counts=rng.permuted(np.asarray(release.counts), axis=1))
    owner = np.repeat(np.arange(len(release.pseudonyms)), np.diff(release.first))
    if isinstance(release, FixRelease):
        at = rng.permutation(len(release))
        at = at[np.lexsort((release.t_min[at], owner))]
        return replace(release, t_min=release.t_min[at], x_dm=release.x_dm[at], y_dm=release.y_dm[at])
    day = release.slot * release.slot_min // DAY_MIN if "policy=day" in release.history[0] else 0
    at = np.empty(len(release), np.int64)
    place = np.broadcast_to(day, len(release))
    at[np.argsort(place, kind="stable")] = np.lexsort((rng.random(len(release)), place))
    rows = np.unique(np.stack((owner, release.slot[at], release.cell[at])), axis=1)
    return replace(
        release,
        first=np.searchsorted(rows[0], np.arange(len(release.pseudonyms) + 1)),
        slot=rows[1].astype(np.int32),
        cell=rows[2].astype(np.int32),
    )


@pytest.mark.parametrize(
    ("name", "strength"), [("coarser_time", 0), ("new_codes", 1), ("normal_noise", 0), ("counts_only", 0)]
)
def test_noise_gives_every_attack_its_baseline(town, name, strength):
    """Every attack, fourteen and more on traces: none is right beyond the interval of a blind guess."""
    chosen = defence(name)

    def again(source):
        release, key = defend(source, name, strength)
        return noise_of(release), key

    def counted(*a):
        return noise_of(chosen.count(*a))

    release, key = again(town.outcome)
    made = Made(
        defence=replace(chosen, count=counted),
        strength=strength,
        release=release,
        key=key,
        again=again,
        homes=located_homes(release, None),
    )
    tried = attack_everything(town, made)

    assert len(tried) >= (3 if chosen.count else 14)
    for attacked in tried:
        verdict = attacked.verdict
        # shuffled traces jump about, recovered ones stay near, as people do: who was not counted is the measure of that
        by_chance = verdict.control if verdict.attack == "recover" else verdict.baseline
        hits, n = round(verdict.right.value * verdict.n), verdict.n
        assert verdict.right.low <= by_chance.high or binom.sf(hits - 1, n, by_chance.value) > ONCE, str(
            verdict
        )
