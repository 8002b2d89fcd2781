"""Small lives for tests of what looks at them: visits from diaries, diaries from Hypothesis, many at once."""

import numpy as np
from hypothesis import strategies as st

from nullisland.model import DAY_MIN, People, Visits

HOME, WORK, SHOP, PARK = range(4)


def day(*stays, at=0):
    """Visits of a day: (place, until), ten minutes on the way between two; the last until midnight."""
    rows, now = [], at * DAY_MIN
    for place, until in stays:
        rows.append((place, now, at * DAY_MIN + until))
        now = at * DAY_MIN + until + 10
    return rows


OFFICE_DAY = day((HOME, 470), (WORK, 1020), (HOME, 1440))
SHOPPING = day((HOME, 470), (WORK, 1020), (SHOP, 1050), (HOME, 1440))


def visits_of(diaries, start_person=0):
    """Visits of diaries [(place, arrive, leave), ...], one for each person from `start_person` on."""
    rows = np.array([row for diary in diaries for row in diary], np.int32).reshape(-1, 3)
    return Visits(
        start_person=start_person,
        first=np.concatenate(([0], np.cumsum([len(diary) for diary in diaries]))).astype(np.int64),
        place=rows[:, 0].copy(),
        arrive_min=rows[:, 1].copy(),
        leave_min=rows[:, 2].copy(),
    )


def shard_of(visits, start, stop):
    """The people [start, stop) of `visits` as a Visits of its own."""
    a, b = visits.first[start], visits.first[stop]
    return Visits(
        start_person=visits.start_person + start,
        first=visits.first[start : stop + 1] - a,
        place=visits.place[a:b].copy(),
        arrive_min=visits.arrive_min[a:b].copy(),
        leave_min=visits.leave_min[a:b].copy(),
    )


def people_of(n, *, employer=-1):
    """People about whom nothing is known but where they work."""
    zeros, small = np.zeros(n, np.int32), np.zeros(n, np.uint8)
    return People(
        locale="en",
        released=n,
        routines=("office",),
        jobs=("clerk",),
        sex=small,
        birth_day=zeros,
        given=zeros,
        family=zeros,
        household=np.arange(n, dtype=np.int32),
        household_first=np.arange(n + 1),
        home_place=zeros,
        second_home=np.full(n, -1, np.int32),
        employer_place=np.full(n, employer, np.int32),
        job=small.copy(),
        routine=small.copy(),
    )


@st.composite
def diaries(draw, n_places, days, most_people=3):
    """Diaries of a few people: presence and travel in turn, at any minutes."""
    people = draw(st.integers(1, most_people))
    return [_diary(draw, n_places, days * 1440) for _ in range(people)]


def _diary(draw, n_places, minutes):
    times = sorted(draw(st.sets(st.integers(2, minutes - 1), max_size=9)))
    start = draw(st.sampled_from([0, times[0] // 2])) if times else 0
    times = [start, *times[: len(times) // 2 * 2], minutes]
    n = len(times) // 2
    places = draw(st.lists(st.integers(0, n_places - 1), min_size=n, max_size=n))
    hurried = draw(st.booleans())
    return [(place, times[2 * i - (hurried and i > 0)], times[2 * i + 1]) for i, place in enumerate(places)]


def many_lives(n, days, n_places, seed=1, stops=4):
    """Visits of n people who change place about `stops` times a day, 12 minutes on the way."""
    rng = np.random.default_rng(seed)
    rows = []
    for _ in range(n):
        arrive = np.unique(rng.integers(1, days * 1440 // 20, stops * days)) * 20
        place = rng.integers(0, n_places, len(arrive) + 1)
        arrive = np.concatenate(([0], arrive))
        leave = np.concatenate((arrive[1:] - 12, [days * 1440]))
        rows.append(np.column_stack((place, arrive, leave)))
    return visits_of(rows)
