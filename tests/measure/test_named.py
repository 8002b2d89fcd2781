import numpy as np
import pytest

from nullisland.attack import Claims
from nullisland.errors import DataError
from nullisland.measure import named, newcombe
from nullisland.model import NOWHERE

TRUTH = [100, 101, 102, 103, 104]
VISITORS = [900, 901, 902, 903]


def claims(*persons):
    return Claims(np.array(persons), np.ones(len(persons)), np.ones(len(persons), np.int64))


def test_five_traces_counted_by_hand():
    """Two rightly, two wrongly, one of them a visitor, and one without a claim."""
    found = named(claims(100, 101, 900, 104, NOWHERE), TRUTH, VISITORS, book_size=9)

    assert [share.value for share in found[:3]] == [2 / 5, 2 / 5, 1 / 5]
    assert {share.n for share in found[:3]} == {5}
    assert (found.control.value, found.control.n) == (1 / 4, 4)
    assert found.baseline == (1 / 9, 1 / 9, 1 / 9, 9, "exact")
    assert found.risk == newcombe(2, 5, 1, 4)


def test_a_visitor_claimed_twice_is_found_once():
    claimed = claims(900, 900, 900, 900, 900)
    for visitors in (VISITORS, VISITORS * 2):
        assert named(claimed, TRUTH, visitors, book_size=9).control[::3] == (1 / 4, 4)


def test_no_claims_at_all_are_no_risk():
    found = named(claims(*[NOWHERE] * 5), TRUTH, VISITORS, book_size=9)

    assert (found.right.value, found.wrong.value, found.passed.value, found.risk.value) == (0, 0, 1, 0)


def test_a_trace_of_nobody_is_never_named_rightly():
    assert named(claims(NOWHERE, 5), [NOWHERE, NOWHERE], [], book_size=1).right.value == 0


def test_without_visitors_there_is_no_control():
    found = named(claims(100, 101, 102, 103, 104), TRUTH, [], book_size=5)

    assert found.right.value == 1
    assert found.control is None and found.risk is None


def test_a_random_book_names_no_more_than_a_blind_guess():
    """Claims by lot: right within 5 standard errors of one in the size of the book."""
    n = 40_000
    rng = np.random.default_rng(3)
    found = named(claims(*rng.integers(0, 50, n)), rng.integers(0, 50, n), [], book_size=50)

    assert found.right.value == pytest.approx(found.baseline.value, abs=5 * (0.02 * 0.98 / n) ** 0.5)


def test_what_does_not_belong_together_is_refused():
    for arguments in ((TRUTH[:4], VISITORS, 9), ([1.0] * 5, VISITORS, 9), (TRUTH, [0.5], 9), (TRUTH, [], 0)):
        with pytest.raises(DataError):
            named(claims(*TRUTH), *arguments[:2], book_size=arguments[2])
    with pytest.raises(DataError):
        named(claims(), [], VISITORS, book_size=9)
