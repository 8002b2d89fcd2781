"""What a day can be, on lives small enough to count by hand."""

import numpy as np
import pytest

from lives import HOME, OFFICE_DAY, PARK, WORK, day, visits_of
from nullisland.measure import daily_life
from nullisland.model import DAY_MIN

AT_HOME = [(HOME, 0, 1440)]


def peaks(visits):
    return daily_life.commuting_peaks(daily_life.commutes_by_hour(visits, np.full(4, WORK), 7))


def test_share_indoors_leaves_out_the_way_and_the_open_air():
    visits = visits_of([day((HOME, 600), (PARK, 840), (HOME, 1440))])
    indoors = np.array([True, True, True, False])
    assert daily_life.share_indoors(visits, indoors, 1) == pytest.approx((600 + 590) / 1440)


def test_commuting_has_two_peaks_on_weekdays_and_none_on_sunday():
    week = [row for d in range(5) for row in day((HOME, 470), (WORK, 1020), (HOME, 1440), at=d)]
    week += [(HOME, 5 * DAY_MIN, 7 * DAY_MIN)]
    visits = visits_of([week] * 4)
    assert peaks(visits) == (2, 0)
    busy = visits_of(
        [[*week[:-1], (HOME, 5 * DAY_MIN, 6 * DAY_MIN), *day((HOME, 470), (WORK, 1440), at=6)]] * 4
    )
    assert peaks(busy) == (2, 1)


def test_overlaps_and_empty_visits_are_counted():
    assert daily_life.overlaps(visits_of([OFFICE_DAY, AT_HOME])) == 0
    assert daily_life.overlaps(visits_of([[(HOME, 0, 500), (WORK, 490, 900), (HOME, 900, 900)]])) == 2


def test_closed_places_are_seen_through_midnight_and_staff_may_stay_longer():
    hours = np.zeros((2, 3, 4), np.int64)
    hours[0] = (0, 1440, 0, 1440)
    hours[1, 0] = (480, 1080, 450, 1440)  # on weekdays
    kind = np.array([0, 1], np.uint8)

    def closed(*visit, staff=False):
        visits = visits_of([[visit]])
        return daily_life.at_closed_places(visits, kind, hours, np.array([staff]))

    assert closed(0, 0, 9 * DAY_MIN) == 0
    assert closed(1, 480, 1080) == 0
    assert closed(1, 479, 1080) == closed(1, 480, 1081) == 1
    assert closed(1, 450, 1440, staff=True) == 0
    assert closed(1, 1000, 1441, staff=True) == 1  # not open at 0:00
    assert closed(1, 5 * DAY_MIN + 600, 5 * DAY_MIN + 660) == 1  # Saturday


def test_longest_waking_is_the_time_between_long_stays_at_a_home():
    homes = (np.array([HOME]), np.array([-1]))
    out = visits_of(
        [[(HOME, 0, 480), (WORK, 490, 1000), (HOME, 1010, 1100), (PARK, 1110, 1300), (HOME, 1310, 2880)]]
    )
    assert daily_life.longest_waking(out, homes, 2).tolist() == [1310 - 480]
    party = visits_of([[(HOME, 0, 480), (PARK, 490, 2800), (HOME, 2810, 2880)]])
    assert daily_life.longest_waking(party, homes, 2).tolist() == [2880 - 480]
    two = (np.array([HOME]), np.array([PARK]))
    assert daily_life.longest_waking(party, two, 2).tolist() == [80]


def test_a_shoulder_of_a_peak_is_no_peak_of_its_own():
    """Early shifts at five, a lull at six that is hardly lower, the rush at seven: one morning peak."""
    hours = np.zeros((2, 24))
    hours[0, [5, 6, 7, 8, 16, 17]] = 15, 12, 60, 30, 30, 25
    hours[1, [5, 16]] = 2, 3

    assert daily_life.commuting_peaks(hours) == (2, 0)
    hours[0, 6] = 0
    assert daily_life.commuting_peaks(hours) == (3, 0)


def test_nobody_commutes_and_nobody_peaks():
    assert daily_life.commuting_peaks(np.zeros((2, 24))) == (0, 0)
