"""Scene 6: closed forms of the noise, and counts by hand of what the attacker claims."""

from collections import defaultdict
from types import SimpleNamespace

import numpy as np
import pytest

import nullisland as ni
from nullisland.attack import average_of
from nullisland.attack.relink import relink
from nullisland.lesson import manual, nights, prepare
from nullisland.release import PublishConfig, publish
from nullisland.release.fixes import publish_fixes
from nullisland.release.suppress import home_circles

SCENARIO = ni.Scenario(people=300, days=14, seed=1)


@pytest.fixture(scope="module")
def outcome():
    return ni.run(SCENARIO)


@pytest.fixture(scope="module")
def scene(outcome):
    return manual.prepare(outcome, prepare(outcome))


def test_one_night_is_off_by_the_mean_of_the_planar_laplace(scene):
    """Mean 2 / epsilon, standard deviation sqrt(2) / epsilon: 5 standard errors over 300 residents."""
    epsilon = 2 / nights.MEAN_SHIFT_M
    tolerance = 5 * np.sqrt(2) / epsilon / np.sqrt(SCENARIO.people)

    assert scene.nights.town_m[0] == pytest.approx(2 / epsilon, abs=tolerance)


def test_the_middle_of_thirty_nights_comes_about_five_times_closer(scene):
    """E r**2 = 6 / epsilon**2, so an axis has 3 / epsilon**2, and a mean of n is off by sqrt(3 pi / 2 n) / epsilon."""
    epsilon = 2 / nights.MEAN_SHIFT_M
    expected = np.sqrt(3 * np.pi / 2 / nights.MOST_NIGHTS) / epsilon

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
    steps = nights.steps_m(scene.nights)

    assert steps[0] == 0
    a, b = scene.nights.middles_dm[3:5]
    assert steps[4] == pytest.approx(np.hypot(*(b - a)) / 10)


def test_what_so_many_nights_give_is_what_the_arrays_say(scene):
    made = scene.nights
    one, seven, once = made.at(1), made.at(7), made.at(30, once=True)

    assert made.at(0).middle_dm is None
    assert len(made.at(0).reports_dm) == 0
    assert seven.middle_dm == tuple(made.middles_dm[6])
    assert (seven.own_m, seven.town_m) == (made.own_m[6], made.town_m[6])
    assert (len(seven.reports_dm), len(once.reports_dm)) == (7, 1)
    assert (once.middle_dm, once.own_m, once.town_m) == (one.middle_dm, one.own_m, one.town_m)


def test_the_map_of_nights_in_numbers_by_hand():
    """Three reports: at the start, 30 m east of it, 60 m west and 90 m south; so the middles are 0, 15, -10."""
    reports = np.array([[1000, 2000], [1300, 2000], [400, 1100]])
    middles = np.array([[1000, 2000], [1150, 2000], [900, 1700]])
    made = nights.Nights(reports, middles, np.zeros(3), np.zeros(3), 1)

    assert made.told(0) == ()
    assert made.told(3) == (
        (1, (0, 0), (0, 0), 0),
        (2, (30, 0), (15, 0), 15),
        (3, (-60, -90), (-10, -30), 39),
    )
    assert made.told(3, once=True) == made.told(1)
    assert made.from_first(1000, 1500) == (0, -50)
    assert made.around_dm == (400 - 3000, 1100 - 3000, 1300 + 3000, 2000 + 3000)


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


def cases_of(code):
    outcome = ni.run(ni.Scenario.from_code(code))
    return outcome, manual.prepare(outcome, prepare(outcome))


@pytest.mark.parametrize("code", ["NI-7-20-2", "NI-4-100-2", "NI-5-10-2"])
def test_nobody_bears_the_residents_name_whose_own_records_are_all_gone(code):
    """Whoever stays near home leaves no record in one of the files; the code that takes that row is somebody else's."""
    outcome, scene = cases_of(code)
    fixes, key = publish_fixes(outcome)
    own = fixes.pseudonyms.tolist().index(scene.resident.pseudonym)
    rows = slice(fixes.first[own], fixes.first[own + 1])
    farthest_dm = []
    for shift_m in manual.SHIFTS_M:
        around = home_circles(
            outcome.people, outcome.island.places, shift_m=shift_m, secret_seed=outcome.scenario.seed
        )
        x, y = (centres[0, scene.resident.person] for centres in around)
        farthest_dm.append(np.hypot(fixes.x_dm[rows] - x, fixes.y_dm[rows] - y).max())
    assert min(farthest_dm) <= manual.RADIUS_M * 10

    for hole in scene.holes:
        assert hole.cases
        assert not any(scene.is_own(case) for case in hole.cases)
        for case in hole.cases:
            home = outcome.people.home_place[key.person_of([case.pseudonym])[0]]
            door = outcome.island.places.x_dm[home], outcome.island.places.y_dm[home]
            assert case.home_dm == door


def test_every_hole_shows_the_same_traces_even_if_one_has_lost_some():
    """Of a file that still has codes 5, 7, 8, 9 and one that has 5, 8, 9: the own first, if both have it."""
    files = [SimpleNamespace(pseudonyms=np.array(codes)) for codes in ([5, 7, 8, 9], [5, 8, 9])]

    assert manual._looked_at(files, 8) == [8, 5, 9]
    assert manual._looked_at(files, 7) == [5, 8, 9]
    many = [SimpleNamespace(pseudonyms=np.arange(20))] * 2
    assert manual._looked_at(many, 11) == [11, 0, 1, 2, 3, 4]
    assert manual._looked_at(many, 2) == [2, 0, 1, 3, 4, 5]


def test_where_nothing_is_left_of_anybody_there_is_no_hole_to_look_at():
    """Two residents for two days, both at home or next door."""
    _, scene = cases_of("NI-5-2-2")

    assert scene.resident is not None
    assert scene.holes == ()


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
