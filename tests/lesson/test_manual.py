"""Scene 6: closed forms of the noise, and counts by hand of what the attacker claims."""

from collections import defaultdict

import numpy as np
import pytest

import nullisland as ni
from nullisland.attack import average_of
from nullisland.attack.relink import relink
from nullisland.lesson import manual, prepare
from nullisland.release import PublishConfig, publish

SCENARIO = ni.Scenario(people=300, days=14, seed=1)


@pytest.fixture(scope="module")
def outcome():
    return ni.run(SCENARIO)


@pytest.fixture(scope="module")
def scene(outcome):
    return manual.prepare(outcome, prepare(outcome))


def test_one_night_is_off_by_the_mean_of_the_planar_laplace(scene):
    """Mean 2 / epsilon, standard deviation sqrt(2) / epsilon: 5 standard errors over 300 residents."""
    epsilon = 2 / manual.MEAN_SHIFT_M
    tolerance = 5 * np.sqrt(2) / epsilon / np.sqrt(SCENARIO.people)

    assert scene.nights.town_m[0] == pytest.approx(2 / epsilon, abs=tolerance)


def test_the_middle_of_thirty_nights_comes_about_five_times_closer(scene):
    """E r**2 = 6 / epsilon**2, so an axis has 3 / epsilon**2, and a mean of n is off by sqrt(3 pi / 2 n) / epsilon."""
    epsilon = 2 / manual.MEAN_SHIFT_M
    expected = np.sqrt(3 * np.pi / 2 / manual.MOST_NIGHTS) / epsilon

    assert expected == pytest.approx(99, abs=0.5)
    assert scene.nights.town_m[-1] == pytest.approx(
        expected, abs=5 * expected * 0.53 / np.sqrt(SCENARIO.people)
    )


def test_more_nights_never_help_the_defender(scene):
    assert (np.diff(scene.nights.town_m[[0, 1, 4, 9, 19, 29]]) < 0).all()


def test_the_middles_are_the_attackers(scene):
    for n in (1, 7, 30):
        middle = average_of(scene.nights.reports_dm[:n].astype(float), "mean")
        assert np.abs(middle - scene.nights.middles_dm[n - 1]).max() < 1
        off = np.hypot(*(middle - scene.home_dm)) / 10
        assert scene.nights.own_m[n - 1] == pytest.approx(off, abs=0.2)


def test_steps_are_how_far_the_middle_moves(scene):
    steps = manual.steps_m(scene.nights)

    assert steps[0] == 0
    a, b = scene.nights.middles_dm[3:5]
    assert steps[4] == pytest.approx(np.hypot(*(b - a)) / 10)


def test_nothing_is_left_inside_the_circle(scene):
    for hole in scene.holes:
        for case in hole.cases:
            for xy in (case.fixes_dm, case.ends_dm):
                assert (
                    not len(xy) or np.hypot(*(xy - np.array(case.centre_dm)).T).min() > manual.RADIUS_M * 10
                )


def test_a_moved_circle_lies_beside_the_home_and_an_unmoved_one_around_it(scene):
    still, moved = scene.holes

    assert [case.centre_dm for case in still.cases] == [case.home_dm for case in still.cases]
    assert [case.home_dm for case in moved.cases] == [case.home_dm for case in still.cases]
    for case in moved.cases:
        assert 0 < np.hypot(*(np.array(case.centre_dm) - case.home_dm)) <= manual.SHIFTS_M[1] * 10 + 1
    assert moved.found.value < still.found.value


def test_the_cases_are_the_guide_and_the_lowest_codes(outcome, scene):
    codes = [case.pseudonym for case in scene.holes[0].cases]

    assert codes[0] == scene.resident.pseudonym
    assert codes[1:] == [c for c in outcome.release.pseudonyms[:6].tolist() if c != codes[0]][:5]


def test_days_joined_rightly_counted_by_hand(outcome, scene):
    config = PublishConfig(policy="day")
    release, key = publish(outcome.observations, outcome.island, config, released=300, scenario=SCENARIO)
    claimed = relink(release).claims.person
    days = defaultdict(list)
    for row, code in enumerate(release.pseudonyms.tolist()):
        days[int(key.person_of([code])[0])].append((int(key.period_of([code])[0]), row))
    right = wrong = n = 0
    for person, own in days.items():
        for _, row in sorted(own)[1:]:
            n += 1
            if claimed[row] >= 0:
                same = int(key.person_of([claimed[row]])[0]) == person
                right, wrong = right + same, wrong + (not same)

    finest = scene.codes[0].joined
    assert (finest.right.numerator, finest.wrong.numerator, finest.n) == (right, wrong, n)


def test_larger_squares_join_fewer_days(scene):
    rights = [codes.joined.right.value for codes in scene.codes]

    assert [codes.cell_m for codes in scene.codes] == list(manual.CODE_CELLS)
    assert rights == sorted(rights, reverse=True)
    assert rights[0] > rights[-1]
