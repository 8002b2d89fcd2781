from itertools import product
from math import comb

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from nullisland.errors import DataError
from nullisland.measure import bootstrap_median, exact, newcombe, wilson
from nullisland.measure.intervals import batch_interval


@pytest.mark.parametrize(
    ("count", "n", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_as_printed(count, n, low, high):
    """Newcombe 1998, Stat. Med. 17:857, Table I, method 3; printed to four places."""
    found = wilson(count, n)

    assert (found.low, found.high) == (pytest.approx(low, abs=5e-5), pytest.approx(high, abs=5e-5))
    assert found[0] == count / n and found[3:] == (n, "wilson")


@given(st.integers(0, 3000), st.integers(1, 3000))
def test_wilson_is_scipys(count, n):
    count = min(count, n)
    expected = binomtest(count, n).proportion_ci(method="wilson")

    assert wilson(count, n)[1:3] == pytest.approx((expected.low, expected.high), abs=1e-12)
    assert 0 <= wilson(count, n).low <= count / n <= wilson(count, n).high <= 1


@pytest.mark.parametrize(
    ("a", "b", "low", "high"),
    [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 20), -0.1611, 0.2775),
        ((0, 10), (0, 10), -0.2775, 0.2775),
        ((10, 10), (0, 20), 0.6791, 1.0),
        ((10, 10), (0, 10), 0.6075, 1.0),
    ],
)
def test_newcombe_as_printed(a, b, low, high):
    """Newcombe 1998, Stat. Med. 17:873, Table II, examples (a) to (h), method 10; printed to four places."""
    found = newcombe(*a, *b)

    assert (found.low, found.high) == (pytest.approx(low, abs=5e-5), pytest.approx(high, abs=5e-5))
    assert found.n == a[1] and found.method == "newcombe"


@given(*(st.integers(0, 50),) * 2, *(st.integers(1, 50),) * 2)
def test_a_difference_turned_round_is_its_negative(a, b, n, m):
    a, b = min(a, n), min(b, m)
    there, back = newcombe(a, n, b, m), newcombe(b, m, a, n)

    assert there[:3] == pytest.approx((-back.value, -back.high, -back.low))


def test_a_whole_town_has_no_interval():
    assert exact(3, 4) == (0.75, 0.75, 0.75, 4, "exact")


@pytest.mark.parametrize("function", [wilson, exact])
def test_a_share_of_nobody_is_refused(function):
    for count, n in ((0, 0), (5, 4), (-1, 4)):
        with pytest.raises(DataError):
            function(count, n)


@pytest.mark.parametrize("n", [1, 2, 3, 4, 5])
def test_the_bootstrap_of_a_median_is_that_of_all_resamples(n):
    """All n ** n resamples, each as likely; the lower median of each."""
    values = [3, 7, 1, 12, 5][:n]
    medians = sorted(sorted(resample)[(n - 1) // 2] for resample in product(values, repeat=n))

    found = bootstrap_median(np.array(values))

    low, high = (medians[-(-len(medians) * per_mille // 1000) - 1] for per_mille in (25, 975))
    assert found == (sorted(values)[(n - 1) // 2], low, high, n, "bootstrap")


def test_the_bootstrap_of_a_median_of_many():
    """Of 0 .. 100 the resampled median's distribution is a binomial sum in whole numbers."""
    n = 101

    def at_most(value):
        return sum(comb(n, j) * (value + 1) ** j * (n - value - 1) ** (n - j) for j in range(51, n + 1))

    found = bootstrap_median(np.random.default_rng(0).permutation(n))

    for end, share in ((found.low, 25), (found.high, 975)):
        assert at_most(int(end)) * 1000 >= share * n**n > at_most(int(end) - 1) * 1000
    assert found.value == 50


def test_a_median_of_nobody_is_refused():
    with pytest.raises(DataError):
        bootstrap_median(np.array([], int))


def test_batch_interval_of_ten_blocks_by_hand():
    """Blocks 1 .. 10: standard deviation 3.0277, standard error 0.9574, t of nine degrees 2.2622."""
    low, high = batch_interval(5.0, np.arange(1.0, 11.0))

    assert (low, high) == pytest.approx((5 - 2.1659, 5 + 2.1659), abs=1e-3)
    with pytest.raises(DataError, match="two blocks"):
        batch_interval(5.0, np.array([1.0]))


def test_batch_intervals_cover_the_mean_nineteen_times_of_twenty():
    rng = np.random.default_rng(4)
    inside = 0
    for _ in range(2_000):
        blocks = rng.normal(size=(10, 30)).mean(axis=1)
        low, high = batch_interval(float(blocks.mean()), blocks)
        inside += low <= 0 <= high
    assert inside / 2_000 == pytest.approx(0.95, abs=5 * (0.95 * 0.05 / 2_000) ** 0.5)
