import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import nullisland as ni
from naive import interest as naive
from nullisland._kernels.interest import gather_stays, match_points, off_path
from nullisland.errors import DataError
from nullisland.measure.interest import found_again, path_error_m, points_of_interest, retrieval
from nullisland.model import FixRelease
from nullisland.release import perturb_reports, publish_fixes, smooth

spots = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=8)


def fixes_of(*traces):
    """Traces of (minute, x in metres, y in metres)."""
    rows = [row for trace in traces for row in trace]
    t, x, y = np.array(rows, np.int32).reshape(-1, 3).T
    return FixRelease(
        sensor="gps",
        pseudonyms=np.arange(100, 100 + len(traces)),
        first=np.cumsum([0, *(len(trace) for trace in traces)]),
        t_min=t.copy(),
        x_dm=x * 10,
        y_dm=y * 10,
        history=(),
        reproducible=True,
    )


HOME_AND_SHOP = [
    (0, 0, 0),
    (60, 10, 0),
    (70, 500, 0),
    (75, 900, 0),
    (120, 905, 0),
    (130, 400, 0),
    (200, 5, 5),
]


def test_points_counted_by_hand():
    """An hour at 0, three quarters at 900; the ways between are no stays, nor is the last fix."""
    first, x, _ = points_of_interest(fixes_of(HOME_AND_SHOP))

    assert first.tolist() == [0, 2]
    assert np.round(x / 10).tolist() == [5, 902]


def test_a_night_between_two_days_is_a_stay_only_when_asked_for():
    fixes = fixes_of([(23 * 60, 0, 0), (25 * 60, 0, 0)])

    assert points_of_interest(fixes)[0].tolist() == [0, 0]
    assert points_of_interest(fixes, by_day=False)[0].tolist() == [0, 1]


@given(spots)
def test_stays_are_drawn_together_as_in_the_obvious_version(stays):
    x, y = np.array(stays, np.float64).reshape(-1, 2).T.copy()
    out_x, out_y, counts = np.empty(len(x)), np.empty(len(x)), np.zeros(1, np.int64)

    gather_stays(np.array([0, len(x)]), x, y, 6.5, out_x, out_y, counts, (0, 1))

    expected = naive.gather(stays, 6.5)
    assert counts[0] == len(expected)
    assert out_x[: counts[0]] == pytest.approx([p[0] for p in expected])


@given(spots, spots)
def test_points_are_matched_as_in_the_obvious_version(own, found):
    sides = []
    for points in (own, found):
        x, y = np.array(points, np.float64).reshape(-1, 2).T.copy()
        sides.append((np.array([0, len(points)]), x, y))
    out = np.zeros(1, np.int64)

    match_points(*sides, 6.5, out, (0, 1))

    assert out[0] == naive.matched(own, found, 6.5)


@given(spots.filter(len), st.tuples(st.integers(0, 30), st.integers(0, 30)))
def test_off_path_is_that_of_the_obvious_version(path, at):
    x, y = np.array(path, np.int32).T.copy()
    way = np.array([0, len(path)]), np.arange(len(path), dtype=np.int32), x, y
    fix = np.array([3], np.int32), np.array([at[0]], np.int32), np.array([at[1]], np.int32)
    out = np.empty(1)

    off_path(way, fix, np.array([0]), 1440, out, (0, 1))

    assert out[0] == pytest.approx(naive.off_path(path, *at), abs=0.02)


def test_people_are_found_again_by_their_usual_places():
    """Nights and noons: the first two are nearest to themselves; the third looks like the first at noon."""
    noon = 12 * 60
    known = fixes_of([(0, 0, 0), (noon, 900, 0)], [(0, 0, 0), (noon, 0, 900)], [(0, 5_000, 0)])
    found = fixes_of([(1, 10, 10), (noon, 880, 0)], [(0, 0, 0), (noon + 9, 20, 800)], [(noon, 900, 5)])

    assert found_again(known, found).tolist() == [True, True, False]


def test_what_is_left_as_it_was_is_found_and_what_is_left_out_is_not():
    both = fixes_of(HOME_AND_SHOP, HOME_AND_SHOP)
    one = fixes_of(HOME_AND_SHOP)

    assert retrieval(both, both) == (1, 1, 1, 2)
    assert retrieval(both, one) == (0.5, 0.5, 0.5, 2)
    assert path_error_m(both, both) == 0
    with pytest.raises(DataError, match="same pseudonyms"):
        retrieval(one, both)
    with pytest.raises(DataError, match="half an hour"):
        retrieval(fixes_of([(0, 0, 0)]), fixes_of([(0, 0, 0)]))


@pytest.fixture(scope="module")
def district():
    return publish_fixes(ni.run(ni.Scenario(people=500, days=7, seed=7)))[0]


def test_noise_hides_points_in_the_order_of_its_strength_as_in_print(district):
    """Primault et al. 2015: unprotected > ln10/100 m > ln6/200 m > ln4/200 m > ln2/200 m."""
    strengths = (math.log(10) / 100, math.log(6) / 200, math.log(4) / 200, math.log(2) / 200)
    found = [
        retrieval(district, perturb_reports(district, epsilon_per_m=e, secret_seed=5)).f_score
        for e in strengths
    ]

    assert found == sorted(found, reverse=True)
    assert retrieval(district, district).f_score == 1 > found[0]


def test_constant_speed_shows_the_way_and_hides_where_it_stopped(district):
    """Primault et al. 2015, Promesse 200 m: at most 5 % of points, a path at most 10 m off."""
    smoothed = smooth(district, alpha_m=200)

    assert retrieval(district, smoothed).f_score <= 0.05
    assert path_error_m(district, smoothed) <= 10
    assert path_error_m(district, perturb_reports(district, epsilon_per_m=0.01, secret_seed=5)) > 50
