import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from naive import rng as naive
from nullisland import rng
from nullisland._kernels import random as kernels

u64 = st.integers(0, 2**64 - 1)
small = st.integers(0, 2**40)


def test_the_finaliser_is_splitmix64_as_published():
    """The first outputs of SplitMix64 seeded with 1234567, from the reference test vector."""
    golden = 0x9E3779B97F4A7C15
    states = [(1234567 + (i + 1) * golden) % 2**64 for i in range(5)]

    assert [int(kernels.mix64(np.uint64(s))) for s in states] == [
        6457827717110365317,
        3203168211198807973,
        9817491932198370423,
        4593380528125082431,
        16408922859458223821,
    ]


@given(u64, small, st.integers(0, 10_000), st.integers(0, 2**20 - 1))
def test_a_draw_is_what_the_obvious_version_gives(key, who, day, k):
    expected = naive.draw(naive.person_key(key, who), day, k)

    pkey = np.uint64(kernels.person_key(np.uint64(key), who))

    assert int(kernels.draw(pkey, day, k)) == expected


@given(u64, st.integers(1, 2**31))
def test_below_stays_below(bits, n):
    assert 0 <= kernels.below(np.uint64(bits), n) < n


def test_draws_are_uniform_and_neighbours_do_not_resemble():
    """Mean of 200,000 uniform draws within 5 standard errors; correlation of neighbours likewise."""
    n = 200_000
    share = rng.u64_many(rng.stage_key(3, "test"), np.arange(n)) / 2.0**64

    assert share.mean() == pytest.approx(0.5, abs=5 * (1 / 12) ** 0.5 / n**0.5)
    assert np.corrcoef(share[1:], share[:-1])[0, 1] == pytest.approx(0, abs=5 / n**0.5)


def test_stages_seeds_and_draws_differ():
    keys = {int(rng.stage_key(seed, *names)) for seed in (0, 1) for names in ((), ("a",), ("b",), ("a", "b"))}
    assert len(keys) == 8
    who = np.arange(1000)
    assert not np.any(rng.u64_many(rng.stage_key(1, "a"), who) == rng.u64_many(rng.stage_key(1, "b"), who))
    assert not np.any(
        rng.u64_many(rng.stage_key(1, "a"), who, 0) == rng.u64_many(rng.stage_key(1, "a"), who, 1)
    )


@pytest.mark.parametrize(("share", "expected"), [(0.0, 0), (0.25, 2**62), (1.0, 2**64 - 1)])
def test_threshold_is_the_share_of_all_integers(share, expected):
    assert int(rng.threshold(share)) == expected
