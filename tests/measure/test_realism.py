"""Each law of movement on lives small enough to count by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lives import visits_of
from nullisland.measure import realism
from nullisland.model import DAY_MIN, Scenario
from nullisland.movement import indoors, opening_hours, prepare, simulate, staff_hours
from nullisland.people import build_people
from nullisland.tables import read_table
from nullisland.world import build_island

HOME, WORK, SHOP, PARK = range(4)
X = np.array([0, 30_000, 0, 0], np.int32)
Y = np.array([0, 40_000, 10_000, -10_000], np.int32)


def day(*stays, at=0):
    """Visits of a day: (place, until), ten minutes on the way between two; the last until midnight."""
    rows, now = [], at * DAY_MIN
    for place, until in stays:
        rows.append((place, now, at * DAY_MIN + until))
        now = at * DAY_MIN + until + 10
    return rows


OFFICE_DAY = day((HOME, 470), (WORK, 1020), (HOME, 1440))
SHOPPING = day((HOME, 470), (WORK, 1020), (SHOP, 1050), (HOME, 1440))
AT_HOME = [(HOME, 0, 1440)]


def test_frequency_exponent_of_an_exact_power_law():
    """60, 30, 20, 15 visits to four places: shares fall as 1 / rank."""
    diary, now = [], 0
    for place, times in enumerate((60, 30, 20, 15)):
        for _ in range(times):
            diary.append((place, now, now + 1))
            now += 2
    assert realism.frequency_exponent(visits_of([diary])) == pytest.approx(1)


def test_entropy_is_one_for_equal_visits_and_known_for_three_to_one():
    assert realism.entropy(visits_of([day((HOME, 5), (WORK, 20))])) == pytest.approx(1)
    three_to_one = visits_of([day((HOME, 5), (WORK, 20), (HOME, 40), (SHOP, 60), (HOME, 80))])
    p = np.array([3, 1, 1]) / 5
    assert realism.entropy(three_to_one) == pytest.approx(-(p * np.log(p)).sum() / np.log(3))
    assert np.isnan(realism.entropy(visits_of([AT_HOME])))


def test_networks_of_the_same_shape_are_one_whatever_the_places():
    """Home-work-home and work-home-work are both 'there and back'."""
    night_worker = day((WORK, 400), (HOME, 1300), (WORK, 1440))
    both = visits_of([OFFICE_DAY, night_worker])
    assert realism.network_cover(both, 1) == 1
    networks = np.zeros((2, 1), np.int64)
    realism.daily_networks(both.first, both.place, both.arrive_min, both.leave_min, 1, networks)
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
    assert realism.network_cover(visits_of(diaries), 1) == pytest.approx(17 / 18)
    assert realism.network_cover(visits_of([day(*((p, 60 * p + 50) for p in range(7)))]), 1) == 0


def test_days_are_cut_at_midnight():
    """A night away counts on both days; on the second day the person only goes home."""
    visits = visits_of([[(HOME, 0, 1300), (PARK, 1310, 1500), (HOME, 1510, 2880)]])
    networks = np.zeros((1, 2), np.int64)
    realism.daily_networks(visits.first, visits.place, visits.arrive_min, visits.leave_min, 2, networks)
    assert networks.tolist() == [[2 + 8 * (1 << 1), 2 + 8 * (1 << 1)]]


def test_distinct_places_trips_and_lengths():
    visits = visits_of([SHOPPING, AT_HOME])
    assert realism.distinct_places(visits, 1440) == 2  # three and one
    assert realism.distinct_places(visits, 1000) == 1.5  # two and one
    assert realism.trips_a_weekday(visits, 1) == 1.5
    assert realism.trip_lengths_m(visits, X, Y).tolist() == pytest.approx([5000, 4242.6407, 1000])


def test_trips_of_the_weekend_are_not_of_a_weekday():
    sunday = [(p, a + 6 * DAY_MIN, b + 6 * DAY_MIN) for p, a, b in OFFICE_DAY]
    visits = visits_of([[(HOME, 0, 6 * DAY_MIN), *sunday[1:]]])
    assert realism.trips_a_weekday(visits, 7) == 0


def test_share_indoors_leaves_out_the_way_and_the_open_air():
    visits = visits_of([day((HOME, 600), (PARK, 840), (HOME, 1440))])
    indoors = np.array([True, True, True, False])
    assert realism.share_indoors(visits, indoors, 1) == pytest.approx((600 + 590) / 1440)


def test_gyration_of_one_person_by_hand():
    """Home twice and work once, 5 km away: the mean is 1,667 m from home; rms 2,357 m."""
    near = day((HOME, 470), (SHOP, 1020), (HOME, 1440))
    visits = visits_of([near] * 5 + [OFFICE_DAY] * 5)
    assert realism.gyration_spread(visits, X, Y) == pytest.approx(5)  # 5 km against 1 km, the same shape


def test_commuting_has_two_peaks_on_weekdays_and_none_on_sunday():
    week = [row for d in range(5) for row in day((HOME, 470), (WORK, 1020), (HOME, 1440), at=d)]
    week += [(HOME, 5 * DAY_MIN, 7 * DAY_MIN)]
    visits = visits_of([week] * 4)
    assert realism.commuting_peaks(visits, np.full(4, WORK), 7) == (2, 0)
    busy = visits_of(
        [[*week[:-1], (HOME, 5 * DAY_MIN, 6 * DAY_MIN), *day((HOME, 470), (WORK, 1440), at=6)]] * 4
    )
    assert realism.commuting_peaks(busy, np.full(4, WORK), 7) == (2, 1)


def test_overlaps_and_empty_visits_are_counted():
    assert realism.overlaps(visits_of([OFFICE_DAY, AT_HOME])) == 0
    assert realism.overlaps(visits_of([[(HOME, 0, 500), (WORK, 490, 900), (HOME, 900, 900)]])) == 2


def test_closed_places_are_seen_through_midnight_and_staff_may_stay_longer():
    hours = np.zeros((2, 3, 4), np.int64)
    hours[0] = (0, 1440, 0, 1440)
    hours[1, 0] = (480, 1080, 450, 1440)  # on weekdays
    kind = np.array([0, 1], np.uint8)

    def closed(*visit, staff=False):
        visits = visits_of([[visit]])
        return realism.at_closed_places(visits, kind, hours, np.array([staff]))

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
    assert realism.longest_waking(out, homes, 2).tolist() == [1310 - 480]
    party = visits_of([[(HOME, 0, 480), (PARK, 490, 2800), (HOME, 2810, 2880)]])
    assert realism.longest_waking(party, homes, 2).tolist() == [2880 - 480]
    two = (np.array([HOME]), np.array([PARK]))
    assert realism.longest_waking(party, two, 2).tolist() == [80]


@given(st.permutations(range(5)), st.lists(st.integers(0, 4), min_size=1, max_size=12))
def test_names_of_places_do_not_change_a_network(names, tour):
    tour = [p for i, p in enumerate(tour) if i == 0 or p != tour[i - 1]]
    one, other = (day(*((q, 60 * i + 40) for i, q in enumerate(t))) for t in (tour, [names[p] for p in tour]))
    both = visits_of([one, other])
    networks = np.zeros((2, 1), np.int64)
    realism.daily_networks(both.first, both.place, both.arrive_min, both.leave_min, 1, networks)
    assert networks[0, 0] == networks[1, 0]


@pytest.mark.parametrize("seed", [1, 7, 2001])
def test_the_island_keeps_every_law(seed):
    """8,000 people of the default island on three seeds; the trip lengths of print belong to larger ones."""
    scenario = Scenario(people=20_000, days=28, seed=seed)
    island = build_island(scenario)
    people = build_people(scenario, island)
    visits = simulate(prepare(scenario, island, people), 0, 8_000)
    places = island.places
    doors = realism.Doors(indoors(places), opening_hours(places.kinds), staff_hours(people, visits))

    laws = realism.laws(visits, people, places, doors, scenario.days)

    assert [law for law in laws if law.holds is False] == []
    assert {law.id for law in laws if law.holds is None} == {"trip_under_1_mile", "trip_under_3_miles"}


def test_laws_from_print_carry_the_ids_of_the_table():
    printed = {row["id"] for row in read_table("published.csv")}
    scenario = Scenario(people=300, days=7, seed=1)
    island = build_island(scenario)
    people = build_people(scenario, island)
    visits = simulate(prepare(scenario, island, people))
    doors = realism.Doors(
        indoors(island.places), opening_hours(island.places.kinds), staff_hours(people, visits)
    )
    laws = realism.laws(visits, people, island.places, doors, 7)
    ours = {
        "distinct_places_growth",
        "gyration_spread",
        "commuting_peaks_weekday",
        "commuting_peaks_sunday",
        "two_places_at_once",
        "at_closed_places",
        "awake_24_hours",
    }
    assert {law.id for law in laws} - printed == ours
    for name in ("two_places_at_once", "at_closed_places", "awake_24_hours"):
        assert next(law for law in laws if law.id == name).value == 0
