import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from naive import near as naive
from nullisland.attack import Located, near
from nullisland.attack.clues import Clues
from nullisland.errors import ConfigError
from nullisland.model import NOWHERE
from towns import fixes_of

HALF_M, EPSILON, SIGMA_M = 10, 0.05, 20
MINUTE = st.sampled_from([30, 45, 100, 700, 1400, 1439, 1440 + 30, 1440 + 700])
PLACE = st.integers(-800, 800)
TRACE = st.lists(st.tuples(MINUTE, PLACE, PLACE), min_size=1, max_size=6)
HOME = st.tuples(PLACE, PLACE) | st.just((np.nan, np.nan))
CLUES = st.lists(st.tuples(PLACE, PLACE, MINUTE), min_size=2, max_size=2)


def release_of(traces):
    rows = [(100 + i, *fix) for i, fixes in enumerate(traces) for fix in sorted(fixes)]
    return fixes_of(rows)


def clues_of(rows):
    x, y, t = np.array(rows, np.int64).transpose(2, 0, 1)
    return Clues(person=np.arange(len(rows)), x_dm=x, y_dm=y, t_min=t, within_m=HALF_M)


@given(
    st.lists(st.tuples(TRACE, HOME), min_size=1, max_size=6),
    st.lists(CLUES, min_size=1, max_size=4),
    st.booleans(),
)
def test_the_obvious_version_finds_the_same(town, targets, averaged):
    traces, homes = [trace for trace, _ in town], [home for _, home in town]
    located = Located(*np.array(homes, float).T, np.ones(len(homes), np.int64)) if averaged else None

    found = near(
        release_of(traces), clues_of(targets), epsilon_per_m=EPSILON, homes=located, home_sigma_m=SIGMA_M
    )

    for i, clues in enumerate(targets):
        weights = naive.likelihoods(
            traces, homes if averaged else [None] * len(homes), clues, HALF_M * 10, EPSILON / 10, SIGMA_M * 10
        )
        assert found.candidates[i] == sum(weight >= 0.05 for weight in weights.values())
        share = 1 / sum(weights.values()) if weights else 0
        assert found.confidence[i] == pytest.approx(share)
        if found.person[i] != NOWHERE:
            assert weights[found.person[i] - 100] == 1
            assert share >= 0.5 - 1e-9


def test_averaging_tells_two_neighbours_apart():
    """Both report from between their homes by chance; only one lives where the clues say."""
    traces = [[(60, 300, 0), (700, 300, 0)], [(60, 300, 0), (700, 300, 0)]]
    clues = clues_of([[(0, 0, 60), (0, 0, 700)]])
    homes = Located(np.array([0.0, 600.0]), np.zeros(2), np.ones(2, np.int64))

    blurred = near(release_of(traces), clues, epsilon_per_m=EPSILON, least=0.6)
    averaged = near(
        release_of(traces), clues, epsilon_per_m=EPSILON, homes=homes, home_sigma_m=SIGMA_M, least=0.6
    )

    assert (blurred.candidates[0], blurred.person[0], blurred.confidence[0]) == (2, NOWHERE, 0.5)
    assert (averaged.candidates[0], averaged.person[0]) == (1, 100)
    assert averaged.confidence[0] > 0.95


def test_confidence_is_the_odds_of_the_noise():
    """One trace 20 m farther away than the other: exp(20 epsilon) times less likely."""
    found = near(
        release_of([[(700, 100, 0)], [(700, 300, 0)]]),
        clues_of([[(0, 0, 700), (0, 0, 700)]]),
        epsilon_per_m=EPSILON,
    )
    odds = np.exp(2 * 20 * EPSILON)
    assert found.confidence[0] == pytest.approx(odds / (1 + odds))


def test_nobody_was_seen_in_that_hour():
    found = near(release_of([[(60, 0, 0)]]), clues_of([[(0, 0, 60), (0, 0, 5000)]]), epsilon_per_m=EPSILON)
    assert (found.candidates[0], found.person[0], found.confidence[0]) == (0, NOWHERE, 0)


def test_noise_is_positive():
    with pytest.raises(ConfigError, match="epsilon and sigma must be positive"):
        near(release_of([[(60, 0, 0)]]), clues_of([[(0, 0, 60), (0, 0, 60)]]), epsilon_per_m=0)
