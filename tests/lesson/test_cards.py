"""Six sightings from a diary written by hand: home 0, work 160, bakery 170, and places seen once."""

import numpy as np
import pytest

from nullisland.lesson.cards import find_cards
from nullisland.model import Release, Visits
from toy import toy_island

HOME, WORK, BAKERY, PARK, CINEMA = 0, 160, 170, 200, 205
HOUR = 60
ISLAND = toy_island()


def workday(day, *evening):
    """At work from 9 to 17, at the bakery from 18 to 19, then home; `evening` replaces the bakery."""
    start = day * 1440
    middle = evening or ((BAKERY, 18, 19),)
    rows = [(HOME, 0, 8), (WORK, 9, 17), *middle, (HOME, middle[-1][2] + 1, 24)]
    return [(place, start + a * HOUR, start + b * HOUR) for place, a, b in rows]


def weekend(day):
    return [(HOME, day * 1440, (day + 1) * 1440)]


def diary():
    """Two weeks; the park on the first Wednesday, the cinema on the second Thursday."""
    rows = []
    for day in range(14):
        if day % 7 >= 5:
            rows += weekend(day)
        elif day == 2:
            rows += workday(day, (PARK, 18, 20))
        elif day == 10:
            rows += workday(day, (CINEMA, 19, 22))
        else:
            rows += workday(day)
    place, arrive, leave = np.array(rows, np.int32).T
    return Visits(
        start_person=5,
        first=np.array([0, len(rows)]),
        place=place.copy(),
        arrive_min=arrive.copy(),
        leave_min=leave.copy(),
    )


def cell_of(place, grid):
    column = (int(ISLAND.places.x_dm[place]) - grid.west_dm) // (grid.cell_m * 10)
    return (int(ISLAND.places.y_dm[place]) - grid.south_dm) // (grid.cell_m * 10) * grid.columns + column


def release_of(visits, without=()):
    """Every hour of every visit, but for the (place, hour) pairs of `without`."""
    grid = ISLAND.grid(100)
    points = {
        (hour, cell_of(place, grid))
        for place, arrive, leave in zip(visits.place, visits.arrive_min, visits.leave_min, strict=True)
        for hour in range(arrive // HOUR, (leave - 1) // HOUR + 1)
        if (place, hour) not in without
    }
    slot, cell = np.array(sorted(points), np.int32).T
    return Release(
        sensor="gps",
        slot_min=HOUR,
        grid=grid,
        pseudonyms=np.array([900]),
        first=np.array([0, len(slot)]),
        cell=cell.copy(),
        slot=slot.copy(),
        history=(),
        reproducible=True,
    )


def cards_of(visits, release):
    return find_cards(5, (HOME,), ISLAND, visits, (release, 0))


def test_two_at_home_two_routine_two_unusual_in_time_order():
    visits = diary()

    cards = cards_of(visits, release_of(visits))

    assert [(card.kind, card.place, card.day, card.hour) for card in cards] == [
        ("routine", WORK, 0, 9),
        ("routine", BAKERY, 0, 18),
        ("home", HOME, 0, 20),
        ("unusual", PARK, 2, 18),
        ("home", HOME, 5, 18),
        ("unusual", CINEMA, 10, 21),
    ]


def test_every_card_is_a_true_visit_that_is_in_the_release():
    visits = diary()
    release = release_of(visits)
    released = set(zip(release.cell.tolist(), release.slot.tolist(), strict=True))

    for card in cards_of(visits, release):
        at = (visits.place == card.place) & (visits.arrive_min < (card.slot + 1) * HOUR)
        assert (at & (visits.leave_min > card.slot * HOUR)).any()
        assert (card.cell, card.slot) in released
        assert card.cell == cell_of(card.place, release.grid)
        assert (card.slot // 24, card.slot % 24) == (card.day, card.hour)


def test_what_the_release_does_not_hold_is_no_card():
    visits = diary()
    release = release_of(visits, without={(WORK, 9), (CINEMA, 10 * 24 + 21)})

    cards = {(card.place, card.day, card.hour) for card in cards_of(visits, release)}

    assert (WORK, 0, 10) in cards
    assert (CINEMA, 10, 20) in cards


@pytest.mark.parametrize("missing", [PARK, CINEMA])
def test_a_diary_without_two_of_a_kind_gives_no_cards(missing):
    visits = diary()
    hours = {(missing, hour) for hour in range(14 * 24)}

    assert cards_of(visits, release_of(visits, without=hours)) == ()
