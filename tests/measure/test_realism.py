"""The laws of mobility, each beside its band, on the island and on lives that break them."""

import re

import numpy as np
import pytest

from lives import HOME, OFFICE_DAY, WORK, day, people_of, visits_of
from nullisland.measure import realism
from nullisland.model import DAY_MIN, Places
from nullisland.published import published
from toy import toy_island

NOT_IN_PRINT = {
    "distinct_places_growth",
    "gyration_spread",
    "commuting_peaks_weekday",
    "commuting_peaks_sunday",
    "two_places_at_once",
    "at_closed_places",
    "awake_24_hours",
}


def laws_of(diaries, days):
    """The laws of a few people on the toy island, where every door is open."""
    places, n = toy_island().places, len(diaries)
    visits = visits_of(diaries)
    hours = np.zeros((len(places.kinds), 3, 4), np.int64)
    hours[:, :, (1, 3)] = DAY_MIN
    doors = realism.Doors(np.ones(len(places), bool), hours, np.zeros(len(visits), bool))
    found = realism.laws(visits, people_of(n, employer=WORK), places, doors, days)
    return {law.id: law for law in found}


def test_lives_that_break_laws_are_seen():
    """Nobody goes out, one is in two places, one does not come home."""
    at_home = [(HOME, 0, 7 * DAY_MIN)]
    torn = [(HOME, 0, 600), (WORK, 590, 7 * DAY_MIN)]

    found = laws_of([at_home, torn], 7)

    assert found["trips_per_day"].value == pytest.approx(1 / 10)
    assert found["trips_per_day"].holds is False
    assert (found["two_places_at_once"].value, found["two_places_at_once"].holds) == (1, False)
    assert (found["awake_24_hours"].value, found["awake_24_hours"].holds) == (1, False)
    assert found["at_closed_places"].holds is True
    assert found["time_indoors"].value > 0.99 and found["time_indoors"].holds is False


def test_what_needs_a_month_a_week_or_a_large_island_does_not_apply_without_it():
    found = laws_of([OFFICE_DAY + [(p, a + DAY_MIN, b + DAY_MIN) for p, a, b in OFFICE_DAY]] * 3, 2)

    assert {name for name, law in found.items() if law.holds is None} == {
        "visit_zipf",
        "entropy_normalised",
        "familiar_places",
        "distinct_places_growth",
        "trip_under_1_mile",
        "trip_under_3_miles",
        "gyration_spread",
        "commuting_peaks_weekday",
        "commuting_peaks_sunday",
    }


def test_growth_is_an_exponent():
    """Ten new places in the first half of four weeks and ten in the second, home besides: 11 and 21."""
    place = iter(range(10, 30))
    days = [day((HOME, 600), (next(place), 660), (HOME, 1440), at=d) for d in range(0, 28) if d % 7 < 5]

    found = laws_of([[row for rows in days for row in rows]], 28)

    assert found["distinct_places_growth"].value == pytest.approx(np.log2(21 / 11))
    assert found["familiar_places"].value == 21


@pytest.mark.parametrize("name", sorted(set(realism.BANDS) - NOT_IN_PRINT))
def test_a_band_is_the_one_that_stands_in_the_table(name):
    low, high, _ = realism.BANDS[name]
    text = published(name).conditions
    said = re.search(r"accept (?:>= )?([\d.]+)(?:-([\d.]+))?", text)
    if said is None:  # the table has the figure alone; the band is that of the page
        assert low <= published(name).value <= high
        return
    assert low == float(said[1])
    assert said[2] is None or high == float(said[2])


def test_laws_not_in_print_are_these():
    assert {name for name in realism.BANDS if published(name) is None} == NOT_IN_PRINT


def test_across_is_the_lesser_of_two_sides():
    places: Places = toy_island().places

    assert realism.across_m(places) == min(np.ptp(places.x_dm), np.ptp(places.y_dm)) / 10
