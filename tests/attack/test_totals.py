"""Attacks on counts: difference, recover, membership."""

import numpy as np
import pytest

import nullisland as ni
from nullisland.attack import (
    IN,
    OUT,
    MembershipRule,
    alone,
    difference,
    membership,
    recover,
    usual_counts,
)
from nullisland.errors import ConfigError, DataError
from nullisland.measure import judge_membership, observed_traces, points_found, traces_found
from nullisland.model import NOWHERE, Grid, TotalsRelease, Traces
from nullisland.release import DPCounts, aggregate, aggregate_dp

GRID = Grid(0, 0, 100, 5, 5)
PEOPLE, DAYS, ABSENT = 1_000, 7, 100


def totals(counts, **more):
    return TotalsRelease(
        sensor="gps", slot_min=60, grid=GRID, counts=np.array(counts), threshold=0, history=(),
        reproducible=True, **more,
    )  # fmt: skip


def counted(lives):
    """Totals of lives, a row of cells each."""
    cells = np.array(lives)
    counts = np.zeros((cells.shape[1], 25), np.int64)
    for slot in range(cells.shape[1]):
        np.add.at(counts[slot], cells[:, slot], 1)
    return totals(counts)


def traces_of(lives):
    cells = np.array(lives)
    who, slot = np.indices(cells.shape)
    return Traces.from_arrays(who.ravel(), cells.ravel(), slot.ravel())


def test_who_left_between_two_releases_left_a_trace():
    lives = [[0, 0, 6], [0, 1, 6], [4, 9, 9]]

    found = difference(counted(lives), counted(lives[:2]))

    assert found.slot.tolist() == [0, 1, 2]
    assert found.cell.tolist() == [4, 9, 9]
    assert found.change.tolist() == [-1, -1, -1]
    assert points_found(found.slot, found.cell, traces_of(lives), 2).right.value == 1
    assert difference(counted(lives), counted(lives)).change.size == 0
    with pytest.raises(DataError, match="same cells"):
        difference(counted(lives), counted([[0, 0]]))


def test_a_count_of_one_is_somebody_alone():
    slot, cell = alone(counted([[0, 0], [0, 1]]))

    assert list(zip(slot.tolist(), cell.tolist(), strict=True)) == [(1, 0), (1, 1)]


def test_points_found_counted_by_hand():
    """Of four points two are claimed, beside one that is not theirs."""
    truth = traces_of([[0, 1, 2, 3]])

    found = points_found(np.array([0, 1, 2]), np.array([0, 1, 9]), truth, 0)

    assert (found.right.value, found.right.n) == (2 / 4, 4)
    assert (found.wrong.value, found.wrong.n) == (1 / 3, 3)


def test_neighbours_who_stay_apart_are_recovered_through_days():
    """Two people, homes in opposite corners, work next to home, two days in hours: everything comes back."""
    left, right = [0] * 8 + [1] * 8 + [0] * 8, [24] * 8 + [23] * 8 + [24] * 8
    lives = [left * 2, right * 2]

    found = recover(counted(lives), 2)

    assert sorted(found.cell.tolist()) == sorted(lives)
    assert traces_found(found, traces_of(lives)).right.value == 1


def test_who_is_counted_next_door_is_taken_for_the_same():
    """Squares 4 and 9 are neighbours, and 5 and 0: nearness decides, not the order of the squares."""
    east, west = [4] * 8 + [9] * 8 + [4] * 8, [5] * 8 + [0] * 8 + [5] * 8

    found = recover(counted([east, west]), 2)

    assert sorted(found.cell.tolist()) == sorted([east, west])


def test_nobody_is_put_where_nobody_was_counted():
    lives = np.random.default_rng(2).integers(0, 25, (6, 48))
    data = counted(lives)

    found = recover(data, 6)

    for slot in range(48):
        assert np.array_equal(np.bincount(found.cell[:, slot], minlength=25), data.counts[slot])


def test_lives_without_a_routine_come_back_no_better_than_shuffled():
    """Everybody anywhere at each hour: nothing in the counts says who goes on where."""
    lives = np.random.default_rng(5).integers(0, 25, (40, 48))

    found = traces_found(recover(counted(lives), 40), traces_of(lives))

    assert found.right.value == pytest.approx(found.baseline.value, abs=0.03)


@pytest.fixture(scope="module")
def town():
    """A town whose visitors are as many as its targets."""
    return ni.run(ni.Scenario(people=PEOPLE, days=DAYS, seed=3, visitors=ABSENT))


@pytest.fixture(scope="module")
def small():
    return ni.run(ni.Scenario(people=200, days=3, seed=3))


def exact(outcome, threshold=0):
    return aggregate(outcome.release, n_slots=outcome.scenario.days * 24, threshold=threshold)


def noisy(outcome, epsilon):
    return aggregate_dp(
        outcome.release,
        DPCounts(epsilon=epsilon, unit="one person-day", most=24),
        n_slots=outcome.scenario.days * 24,
        secret_seed=8,
    )


def test_recovery_beats_shuffled_counts_and_a_threshold_or_noise_takes_that_away(small):
    truth = Traces.from_release(small.release)

    gains = [
        traces_found(recover(data, 200), truth)
        for data in (exact(small), exact(small, 10), noisy(small, 0.1))
    ]

    full, hidden, drowned = (found.right.value - found.baseline.value for found in gains)
    assert gains[0].right.low > gains[0].baseline.high
    assert gains[1].right.high < gains[0].right.low
    assert drowned < full / 5
    assert hidden < full


def verdict(outcome, data, expected=None):
    inside = observed_traces(outcome.observations, outcome.release, 0, ABSENT)
    outside = observed_traces(outcome.observations, outcome.release, PEOPLE, PEOPLE + ABSENT)
    claims = (membership(data, who, expected=expected) for who in (inside, outside))
    return judge_membership(*claims)


def test_membership_without_outside_data_beats_a_coin_on_exact_totals_and_not_on_noisy_ones(town):
    """200 people, half of them counted. Epsilon 0.1 for a person-day leaves what a coin says."""
    plain, hidden, drowned = (
        verdict(town, data) for data in (exact(town), exact(town, 20), noisy(town, 0.1))
    )

    assert plain.n == 2 * ABSENT and plain.baseline.value == 0.5
    assert plain.beats_guessing
    assert hidden.right.value < plain.right.value
    assert drowned.right.low < 0.5 < drowned.right.high and not drowned.beats_guessing


def test_who_knows_most_of_those_counted_tells_the_rest_better(town):
    """The stronger prior of Pyrgelis et al.: traces of all members but the hundred asked about."""
    data = exact(town)
    others = observed_traces(town.observations, town.release, ABSENT, PEOPLE)

    knowing = verdict(town, data, usual_counts(data, others, PEOPLE - ABSENT))

    assert knowing.right.low > verdict(town, data).right.high


def test_targets_whose_squares_are_shuffled_are_told_by_a_coin(town):
    """The shuffled baseline: everybody's squares under other names."""
    rng = np.random.default_rng(1)
    data = exact(town)
    swap = rng.permutation(data.n_cells)
    claims = []
    for start, stop in ((0, ABSENT), (PEOPLE, PEOPLE + ABSENT)):
        who = observed_traces(town.observations, town.release, start, stop)
        code = who.points.code
        ids = np.repeat(who.ids, who.points.counts())
        claims.append(membership(data, Traces.from_arrays(ids, swap[who.cell_of(code)], who.slot_of(code))))

    found = judge_membership(*claims)

    assert found.right.low < 0.5 < found.right.high


def test_totals_of_pure_noise_say_nothing(town):
    rng = np.random.default_rng(4)
    shape = exact(town).counts.shape
    data = TotalsRelease(
        sensor="gps", slot_min=60, grid=town.release.grid, counts=rng.integers(0, 50, shape), threshold=0,
        history=(), reproducible=True,
    )  # fmt: skip

    found = verdict(town, data)

    assert found.right.low < 0.5 < found.right.high


def test_who_wants_to_be_sure_claims_less(town):
    data = exact(town)
    inside = observed_traces(town.observations, town.release, 0, 20)

    bold, careful = (membership(data, inside, MembershipRule(least=least)) for least in (0.5, 0.9))

    assert set(bold.person.tolist()) <= {IN, OUT}
    assert np.array_equal(careful.person == NOWHERE, careful.confidence < 0.9)
    assert (careful.person == NOWHERE).any()


def test_the_same_seed_says_the_same(town):
    data, who = exact(town), observed_traces(town.observations, town.release, 0, 3)

    assert np.array_equal(membership(data, who).confidence, membership(data, who).confidence)


def test_usual_counts_keep_the_sum_of_each_slot():
    data = counted(np.random.default_rng(2).integers(0, 25, (30, 14 * 24)))

    assert usual_counts(data).sum(axis=1) == pytest.approx(data.counts.sum(axis=1))


def test_usual_counts_of_others_are_scaled_to_the_people():
    data, others = counted([[0, 0]] * 4), traces_of([[0, 0], [0, 1]])

    usual = usual_counts(data, others, 4)

    assert (usual[0, 0], usual[1, 0], usual[1, 1], usual[1, 2]) == (4, 2, 2, 1)


def test_what_makes_no_sense_is_refused():
    data = counted([[0, 0]])
    for people in (0, 6_000, 1.5):
        with pytest.raises(ConfigError, match="people"):
            recover(data, people)
    with pytest.raises(DataError, match="expected"):
        membership(data, traces_of([[0, 0]]), expected=np.zeros((1, 1)))
    with pytest.raises(ConfigError, match="worlds"):
        MembershipRule(worlds=1)
    sites = TotalsRelease(
        sensor="tower",
        slot_min=60,
        grid=None,
        counts=np.zeros((2, 2)),
        threshold=0,
        history=(),
        reproducible=True,
    )
    with pytest.raises(DataError, match="squares"):
        recover(sites, 2)
