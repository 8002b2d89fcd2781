"""Control, baseline and names of a small town, recounted from frames and key."""

import numpy as np
import pytest

import nullisland as ni
from nullisland.findings import findings
from nullisland.measure import uniqueness


@pytest.fixture(scope="module")
def outcome():
    return ni.run(ni.Scenario(people=200, days=7, seed=3))


@pytest.fixture(scope="module")
def found(outcome):
    return findings(outcome, ni.Traces.from_release(outcome.release))


def test_sets_of_one_are_the_uniqueness(outcome, found):
    assert found.sets.at_most(1) == uniqueness(ni.Traces.from_release(outcome.release), n_known=4)


def test_a_blind_guess_is_one_in_the_number_of_traces(outcome, found):
    assert (found.baseline.value, found.baseline.n) == (1 / len(outcome.release.pseudonyms), 200)


def test_the_control_is_about_people_who_are_not_in_the_file(outcome, found):
    assert found.control.n == outcome.scenario.visitors
    assert found.control.value < found.sets.at_most(1).value


def test_rightly_wrongly_and_no_claim_are_everybody(found):
    right, wrong, passed, control, baseline, risk = found.named[:6]

    assert right.value + wrong.value + passed.value == pytest.approx(1)
    assert right.n == 200
    assert baseline.value == 1 / 210
    assert risk.value == pytest.approx(right.value - control.value)


def test_a_sensor_without_squares_names_nobody():
    town = ni.run(ni.Scenario(people=60, days=3, seed=2, visitors=0), sensor="tower")

    found = findings(town, ni.Traces.from_release(town.release), n_known=2)

    assert found.named is None
    assert found.control is None


def test_daily_pseudonyms_name_fewer_people(outcome, found):
    daily = ni.run(outcome.scenario, policy="day")

    named = findings(daily, ni.Traces.from_release(daily.release)).named

    assert named.right.n == len(daily.release.pseudonyms)
    assert named.right.value < found.named.right.value
    assert np.isfinite(named.risk.low)
