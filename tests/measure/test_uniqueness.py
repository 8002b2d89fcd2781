import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from naive import attack as naive
from nullisland.attack import AdversaryKnowledge, draw_known
from nullisland.errors import ConfigError, DataError
from nullisland.measure import anonymity_sets, blind_guess, uniqueness, uniqueness_control, uniqueness_curve
from nullisland.model import Traces
from towns import a_month, frame_of, traces_of
from towns import towns as random_towns

# 1 and 2 have the same two points, 3 shares one of them and has one alone, 4 has a single point.
FOUR = [(1, 1, 1), (1, 2, 2), (2, 1, 1), (2, 2, 2), (3, 1, 1), (3, 3, 3), (4, 4, 4)]


def test_a_town_of_four_counted_by_hand():
    """With both points known 3 is alone, 1 and 2 are not, and 4 has no two points."""
    estimate = uniqueness(traces_of(FOUR), n_known=2)

    assert (estimate.value, estimate.n, estimate.method) == (1 / 3, 3, "wilson")
    assert estimate.low < 1 / 3 < estimate.high


def test_sets_of_the_town_of_four():
    sets = anonymity_sets(traces_of(FOUR), n_known=2)

    assert sets.targets.tolist() == [0, 1, 2]
    assert sets.sizes.tolist() == [2, 2, 1]
    assert [column.tolist() for column in sets.distribution()] == [[1, 2], [1, 2]]
    assert (sets.at_most(1).value, sets.at_most(2).value) == (1 / 3, 1.0)
    assert sets.median().value == 2.0


@given(random_towns, st.integers(1, 5), st.integers(0, 1000))
def test_uniqueness_is_that_of_the_obvious_version(rows, k, seed):
    traces, town = traces_of(rows), naive.points(rows)
    known = draw_known(traces, AdversaryKnowledge(n_known=k), seed)
    if not len(known.targets):
        with pytest.raises(ValueError, match=f"at least {k} points"):
            uniqueness(traces, k, seed=seed)
        return
    alone = 0
    for codes in known.codes:
        points = zip(traces.slot_of(codes).tolist(), traces.cell_of(codes).tolist(), strict=True)
        alone += len(naive.matches(town, list(points))) == 1

    estimate = uniqueness(traces, k, seed=seed)

    assert (estimate.value, estimate.n) == (alone / len(known.targets), len(known.targets))
    assert anonymity_sets(traces, k, seed=seed).at_most(1) == estimate


@given(random_towns, st.integers(0, 1000))
def test_the_curve_can_only_rise_over_the_same_targets(rows, seed):
    traces = traces_of(rows)
    most = int(traces.points.counts().max())

    curve = uniqueness_curve(traces, most, seed)

    values = [estimate.value for estimate in curve]
    assert len(curve) == most and values == sorted(values)
    assert {estimate.n for estimate in curve} == {int((traces.points.counts() == most).sum())}
    assert curve[-1] == uniqueness(traces, most, seed=seed)


def test_the_curve_is_uniqueness_at_each_number_of_points_if_all_have_enough():
    slots = np.tile(np.arange(12), 200)
    rows = np.column_stack((np.repeat(np.arange(200), 12), a_month(200, per_person=12)[:, 1], slots))
    traces = Traces.from_arrays(*rows.T)

    curve = uniqueness_curve(traces, 10, seed=3)

    assert list(curve) == [uniqueness(traces, k, seed=3) for k in range(1, 11)]


def test_repeated_rows_and_their_order_change_nothing():
    rows = a_month(100)
    shuffled = np.random.default_rng(1).permutation(np.vstack((rows, rows[::3])))

    plain, other = (uniqueness(Traces.from_arrays(*r.T), seed=2) for r in (rows, shuffled))

    assert plain == other


def test_two_people_with_one_life_are_never_singled_out():
    rows = a_month(60)
    twins = np.vstack((rows, rows + np.array([1, 0, 0])))

    assert uniqueness(Traces.from_arrays(*rows.T), 6).value > 0.9
    assert uniqueness(Traces.from_arrays(*twins.T), 6).value == 0


def test_seeds_differ_and_samples_are_of_the_size_asked_for():
    traces = Traces.from_arrays(*a_month(400).T)

    assert uniqueness(traces, 2, seed=1) != uniqueness(traces, 2, seed=2)
    assert uniqueness(traces, 2, seed=1) == uniqueness(traces, 2, seed=1)
    assert uniqueness(traces, 2, n_targets=50).n == 50
    assert uniqueness(traces, 2, n_targets=10**6).n == 400


@pytest.mark.parametrize(
    "arguments",
    [{"n_known": 0}, {"n_known": 2.0}, {"n_known": 101}, {"n_targets": 0}, {"seed": -1}, {"seed": 1.5}],
)
def test_numbers_out_of_range_are_refused(arguments):
    with pytest.raises(ConfigError, match=next(iter(arguments))):
        uniqueness(traces_of(FOUR), **arguments)


def test_nobody_left_is_an_error():
    for traces in (traces_of(FOUR), traces_of([])):
        for function in (uniqueness, anonymity_sets):
            with pytest.raises(DataError, match="at least 3 points"):
                function(traces, 3)
        with pytest.raises(DataError, match="at least 10 points"):
            uniqueness_curve(traces)
    with pytest.raises(ConfigError, match="max_points"):
        uniqueness_curve(traces_of(FOUR), 0)
    with pytest.raises(DataError):
        blind_guess(traces_of([]))


def test_visitors_are_singled_out_only_by_mistake():
    """Visitor 8 is always where 3 is; visitor 9 has been where nobody was; visitor 7 is where 1 and 2 are."""
    visitors = [(7, 1, 1), (7, 2, 2), (8, 1, 1), (8, 3, 3), (9, 1, 1), (9, 5, 5)]

    control = uniqueness_control(traces_of(FOUR), traces_of(visitors), n_known=2)

    assert (control.value, control.n) == (1 / 3, 3)
    with pytest.raises(DataError, match="visitor"):
        uniqueness_control(traces_of(FOUR), traces_of([]))


def test_a_blind_guess_is_right_once_in_their_number():
    assert blind_guess(traces_of(FOUR)) == (0.25, 0.25, 0.25, 4, "exact")


def test_a_frame_with_pseudonyms_will_do():
    assert uniqueness(Traces.from_frame(frame_of(FOUR, "pseudonym"), id="pseudonym"), 2).n == 3
