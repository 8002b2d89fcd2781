"""Scene 7: counted again from the frames of the same run, closed forms, and the mechanism it names."""

from collections import Counter

import numpy as np
import pytest

import nullisland as ni
from nullisland.lesson import prepare, promises, totals
from nullisland.measure.utility import busiest_right
from nullisland.release.aggregate import count_points
from nullisland.release.aggregate_dp import DPCounts, aggregate_dp

SCENARIO = ni.Scenario(people=300, days=14, seed=1)


@pytest.fixture(scope="module")
def outcome():
    return ni.run(SCENARIO)


@pytest.fixture(scope="module")
def scene(outcome):
    return totals.prepare(outcome, prepare(outcome))


@pytest.fixture(scope="module")
def rows(outcome):
    """(pseudonym, slot, cell) of the whole release."""
    frame = outcome.to_frames()["release"]
    return list(zip(frame["pseudonym"].tolist(), frame["slot"].tolist(), frame["cell"].tolist(), strict=True))


def test_subtraction_gives_the_whole_trace_and_nothing_else(scene, rows):
    own = {(slot, cell) for code, slot, cell in rows if code == scene.resident.pseudonym}

    assert set(zip(scene.found_slots.tolist(), scene.found_cells.tolist(), strict=True)) == own
    assert scene.records == len(own)


def test_the_tables_are_counts_of_people(scene, rows):
    counts = Counter((slot, cell) for _, slot, cell in rows)
    without = Counter((slot, cell) for code, slot, cell in rows if code != scene.resident.pseudonym)

    slots = range(scene.day * 24, scene.day * 24 + 24)
    assert scene.hours() == tuple(
        (slot % 24, counts[slot, scene.cell], without[slot, scene.cell]) for slot in slots
    )
    for threshold in (0, 5):
        at_ten = {c: n for (s, c), n in counts.items() if s == scene.day * 24 + 10 and n >= threshold}
        assert dict(scene.at(10, threshold).squares) == at_ten


def test_the_day_is_a_thursday_with_a_record(scene, rows):
    days = {slot // 24 for code, slot, _ in rows if code == scene.resident.pseudonym}
    thursdays = sorted(day for day in days if day % 7 == 3)

    assert scene.day == (thursdays[0] if thursdays else min(days))
    assert sum(hours for _, hours in scene.found_on_day()) == sum(
        code == scene.resident.pseudonym and slot // 24 == scene.day for code, slot, _ in rows
    )


def test_ones_and_what_hiding_leaves_counted_again(scene, rows):
    counts = Counter((slot, cell) for _, slot, cell in rows)
    own = {(slot, cell) for code, slot, cell in rows if code == scene.resident.pseudonym}
    for hidden in scene.hidden:
        left = [n for n in counts.values() if n >= hidden.threshold]
        assert hidden.counts == len(left)
        assert hidden.ones == left.count(1)
        assert hidden.hidden == len(counts) - len(left)
        assert hidden.found == sum(counts[point] >= max(1, hidden.threshold) for point in own)


def test_odds_are_those_of_the_storyboard():
    assert [promises.odds(epsilon) for epsilon in promises.EPSILONS] == [52, 73, 88, 99]
    assert promises.odds(0) == 50


def test_a_promise_is_what_aggregate_dp_publishes(outcome, scene):
    n_slots, grid = SCENARIO.days * 24, outcome.release.grid
    truth = count_points(outcome.release, n_slots, None)
    for unit, epsilon, releases in (
        ("one visit", 1.0, 1),
        ("one person-day", 2.0, 4),
        ("one person", 5.0, 1),
    ):
        most = promises.MOST_POINTS * (SCENARIO.days if unit == "one person" else 1)
        config = DPCounts(epsilon=epsilon / releases, unit=unit, most=most)
        noisy = aggregate_dp(outcome.release, config, n_slots=n_slots, secret_seed=SCENARIO.seed)

        promise = scene.promise(unit, epsilon, releases)
        assert noisy.ledger.total(unit)[0] <= epsilon / releases
        assert promise.typical_error == np.median(np.abs(noisy.counts - truth))
        asked = min(10, grid.columns * grid.rows)
        assert promise.fullest_right == busiest_right(truth.sum(axis=0), noisy.counts.sum(axis=0), asked)


def test_less_epsilon_more_releases_and_larger_units_cost_more_noise(scene):
    for unit in promises.UNITS:
        errors = [scene.promise(unit, epsilon, 1).typical_error for epsilon in promises.EPSILONS]
        assert errors == sorted(errors, reverse=True)
        for epsilon in promises.EPSILONS:
            shared = scene.promise(unit, epsilon, 4).typical_error
            assert shared > scene.promise(unit, epsilon, 1).typical_error
    day, person = (scene.promise(unit, 1.0, 1).typical_error for unit in promises.UNITS[1:])
    assert person > 5 * day


def test_exact_totals_give_more_than_lots_and_noise_gives_less_than_exact(scene):
    exact, _, noise = scene.recoveries

    assert [made.how for made in scene.recoveries] == ["exact", "hidden", "noise"]
    assert exact.found.right.low > exact.found.baseline.high
    assert noise.found.right.high < exact.found.right.low


def test_an_unknown_setting_is_refused(scene):
    with pytest.raises(ValueError, match="there is no release for one visit"):
        scene.promise("one visit", 3.0, 1)
