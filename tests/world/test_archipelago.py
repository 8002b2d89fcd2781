"""Where towns lie: laws of sizes, room and gravity."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nullisland.errors import ConfigError
from nullisland.model import Country, Scenario
from nullisland.world import build_archipelago
from nullisland.world.archipelago import REACH_DM

COUNTRY = Scenario.country(1_500_000, seed=3)


@pytest.fixture(scope="module")
def towns():
    return build_archipelago(COUNTRY)


@given(st.integers(2, 40_000), st.integers(10, 900), st.integers(1, 60))
def test_everybody_lives_in_a_town(people, least, factor):
    country = Country(people=people, town_least=least, town_most=least * factor)
    size = build_archipelago(country).size

    assert size.sum() == people
    assert size.min() >= 2
    assert size.max() <= max(least * factor, 2 * least) + 1


def test_sizes_follow_zipf_between_the_cuts(towns):
    """With exponent 1 the number of towns of at least s people falls like 1 / s - 1 / most."""
    size = towns.size
    for s in (4_000, 8_000, 16_000, 32_000, 64_000):
        expected = len(size) * (1 / s - 1 / 150_000) / (1 / 2_000 - 1 / 150_000)
        assert abs((size >= s).sum() - expected) <= 2 + 0.03 * len(size)


def test_islands_keep_off_each_other(towns):
    radius = np.sqrt(towns.size * 1e5 / np.pi)
    for i in range(len(towns)):
        gap = np.hypot(towns.x_dm - towns.x_dm[i], towns.y_dm - towns.y_dm[i]) - 1.3 * (radius + radius[i])
        assert np.delete(gap, i).min() > 0


def test_neighbours_are_those_that_pull_most(towns):
    """Gravity written out in floats for a few towns."""
    for i in range(0, len(towns), 17):
        d2 = (towns.x_dm - towns.x_dm[i]) ** 2.0 + (towns.y_dm - towns.y_dm[i]) ** 2.0
        d2[i] = np.inf
        force = np.where(d2 <= REACH_DM**2, towns.size / d2, 0)
        best = np.argsort(-force)[:3]
        own = towns.size[i] / (towns.size[i] * 1e5 / np.pi)
        assert towns.near[i].tolist() == best.tolist()
        expected = 65_536 * force[best] / (own + force[best].sum())
        assert np.allclose(towns.pull[i], expected, rtol=0.03, atol=3)


def test_more_go_out_from_small_towns_than_from_large_ones(towns):
    out = towns.pull.sum(axis=1) / 65_536
    assert out.min() > 0 and out.max() < 0.9
    assert np.median(out[towns.size < 5_000]) > np.median(out[towns.size > 40_000])


def test_a_town_is_an_island_with_a_code(towns):
    town = towns.town(5)
    assert (town.people, town.inhabitants, town.days) == (towns.size[5], towns.size[5], 28)
    assert len({towns.town(i).code for i in range(len(towns))}) == len(towns)
    assert sorted(towns.order.tolist()) == list(range(len(towns)))


def test_the_same_country_again(towns):
    again = build_archipelago(Scenario.country(1_500_000, seed=3))
    other = build_archipelago(Scenario.country(1_500_000, seed=4))
    assert (again.x_dm == towns.x_dm).all() and (again.seed == towns.seed).all()
    assert not (other.x_dm == towns.x_dm).all()


@pytest.mark.parametrize("wrong", [{"people": 1}, {"days": 0}, {"seed": -1}])
def test_a_country_out_of_range_is_refused(wrong):
    with pytest.raises(ConfigError, match=next(iter(wrong))):
        Scenario.country(**{"people": 1_000, **wrong})
    with pytest.raises(ConfigError, match="town_most"):
        Country(people=1_000, town_least=50, town_most=40)
