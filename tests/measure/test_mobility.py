"""Each statistic of movement on lives small enough to count by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lives import HOME, OFFICE_DAY, PARK, SHOP, SHOPPING, WORK, day, visits_of
from nullisland.measure import mobility
from nullisland.measure.mobility import joined, network_shares
from nullisland.model import DAY_MIN

X = np.array([0, 30_000, 0, 0], np.int32)
Y = np.array([0, 40_000, 10_000, -10_000], np.int32)
AT_HOME = [(HOME, 0, 1440)]


def cover(visits, days):
    return sum(share for _, share in network_shares(visits, days)[:17])


def test_frequency_exponent_of_an_exact_power_law():
    """60, 30, 20, 15 visits to four places: shares fall as 1 / rank."""
    diary, now = [], 0
    for place, times in enumerate((60, 30, 20, 15)):
        for _ in range(times):
            diary.append((place, now, now + 1))
            now += 2
    assert mobility.exponent(mobility.rank_shares(visits_of([diary]))) == pytest.approx(1)


def test_entropy_is_one_for_equal_visits_and_known_for_three_to_one():
    assert mobility.entropies(visits_of([day((HOME, 5), (WORK, 20))]))[0] == pytest.approx(1)
    three_to_one = visits_of([day((HOME, 5), (WORK, 20), (HOME, 40), (SHOP, 60), (HOME, 80))])
    p = np.array([3, 1, 1]) / 5
    assert mobility.entropies(three_to_one)[0] == pytest.approx(-(p * np.log(p)).sum() / np.log(3))
    assert len(mobility.entropies(visits_of([AT_HOME]))) == 0


def test_networks_of_the_same_shape_are_one_whatever_the_places():
    """Home-work-home and work-home-work are both 'there and back'."""
    night_worker = day((WORK, 400), (HOME, 1300), (WORK, 1440))
    both = visits_of([OFFICE_DAY, night_worker])
    assert cover(both, 1) == 1
    networks = np.zeros((2, 1), np.int64)
    mobility.daily_networks(both.first, both.place, both.arrive_min, both.leave_min, 1, networks)
    assert networks[0, 0] == networks[1, 0] == 2 + 8 * (1 << 1 | 1 << 6)


def test_only_seventeen_networks_count():
    """Eighteen different tours of one person each: one is left out; seven places are never among them."""
    places = range(10, 16)
    tours = [[HOME], [HOME, 10], [HOME, 10, HOME]]
    tours += [[HOME, *list(places)[:n], HOME] for n in (2, 3, 4)]
    tours += [[HOME, *list(places)[:n]] for n in (2, 3, 4, 5)]
    tours += [[HOME, 10, HOME, *list(places)[1:n], HOME] for n in (2, 3, 4, 5)]
    tours += [[HOME, 10, HOME, *list(places)[1:n]] for n in (2, 3, 4, 5)]
    assert len(tours) == 18
    diaries = [day(*((p, 60 * i + 50) for i, p in enumerate(tour))) for tour in tours]
    assert cover(visits_of(diaries), 1) == pytest.approx(17 / 18)
    assert cover(visits_of([day(*((p, 60 * p + 50) for p in range(7)))]), 1) == 0


def test_days_are_cut_at_midnight():
    """A night away counts on both days; on the second day the person only goes home."""
    visits = visits_of([[(HOME, 0, 1300), (PARK, 1310, 1500), (HOME, 1510, 2880)]])
    networks = np.zeros((1, 2), np.int64)
    mobility.daily_networks(visits.first, visits.place, visits.arrive_min, visits.leave_min, 2, networks)
    assert networks.tolist() == [[2 + 8 * (1 << 1), 2 + 8 * (1 << 1)]]


def test_distinct_places_trips_and_lengths():
    visits = visits_of([SHOPPING, AT_HOME])
    assert mobility.distinct_places(visits, 1440).tolist() == [3, 1]
    assert mobility.distinct_places(visits, 1000).tolist() == [2, 1]
    assert mobility.trips_a_weekday(visits, 1).tolist() == [[3], [0]]
    assert mobility.trip_lengths_m(visits, X, Y).tolist() == pytest.approx([5000, 4242.6407, 1000])


def test_trips_of_the_weekend_are_not_of_a_weekday():
    sunday = [(p, a + 6 * DAY_MIN, b + 6 * DAY_MIN) for p, a, b in OFFICE_DAY]
    visits = visits_of([[(HOME, 0, 6 * DAY_MIN), *sunday[1:]]])
    assert mobility.trips_a_weekday(visits, 7).sum() == 0


def test_gyration_of_one_person_by_hand():
    """Home twice and work once, 5 km away: the mean is 1,667 m from home; rms 2,357 m."""
    near = day((HOME, 470), (SHOP, 1020), (HOME, 1440))
    visits = visits_of([near] * 5 + [OFFICE_DAY] * 5)
    radii = mobility.gyration_m(visits, X, Y)
    assert radii[0] == pytest.approx(1000 * np.sqrt(2) / 3)
    assert radii[9] == pytest.approx(5000 * np.sqrt(2) / 3)


@given(st.permutations(range(5)), st.lists(st.integers(0, 4), min_size=1, max_size=12))
def test_names_of_places_do_not_change_a_network(names, tour):
    tour = [p for i, p in enumerate(tour) if i == 0 or p != tour[i - 1]]
    one, other = (day(*((q, 60 * i + 40) for i, q in enumerate(t))) for t in (tour, [names[p] for p in tour]))
    both = visits_of([one, other])
    networks = np.zeros((2, 1), np.int64)
    mobility.daily_networks(both.first, both.place, both.arrive_min, both.leave_min, 1, networks)
    assert networks[0, 0] == networks[1, 0]


def test_a_move_to_the_same_place_is_none():
    """Home in two parts and twice the shop in a row: one visit of each, one trip."""
    twice = [(HOME, 0, 300), (HOME, 300, 470), (SHOP, 480, 500), (SHOP, 510, 1440)]
    others = day((SHOP, 600), (WORK, 1440))  # begins where the one before ended

    found = joined(visits_of([twice, others, []]))

    assert found.first.tolist() == [0, 2, 4, 4]
    assert found.place.tolist() == [HOME, SHOP, SHOP, WORK]
    assert found.arrive_min.tolist() == [0, 480, 0, 610]
    assert found.leave_min.tolist() == [470, 1440, 600, 1440]
    assert mobility.trips_a_weekday(found, 1).tolist() == [[1], [1], [0]]


def test_visits_without_such_moves_are_left_as_they_are():
    visits = visits_of([OFFICE_DAY, SHOPPING])

    assert joined(visits) is visits


def test_networks_come_commonest_first_with_their_trips():
    """Three days there and back, one day at home: the edges 0-1 and 1-0 are bits 1 and 2 of two nodes."""
    found = network_shares(visits_of([OFFICE_DAY] * 3 + [AT_HOME]), 1)

    assert found == [(2 + 8 * 0b0110, 0.75), (1, 0.25)]
