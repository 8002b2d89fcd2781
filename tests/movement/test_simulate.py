"""Lives as a whole: what must hold for everybody, every day."""

import hashlib
import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from nullisland._kernels.diary_choice import travel
from nullisland.measure.daily_life import at_closed_places, longest_waking
from nullisland.model import NOWHERE, Scenario
from nullisland.movement import indoors, opening_hours, prepare, simulate, staff_hours

TESTS = Path(__file__).parents[1]
END = 16 * 1440


def rows_of(visits, person):
    rows = slice(visits.first[person], visits.first[person + 1])
    columns = (visits.place[rows], visits.arrive_min[rows], visits.leave_min[rows])
    return [tuple(row) for row in np.column_stack(columns).tolist()]


def with_routine(people, name):
    return np.flatnonzero(people.routine == people.routines.index(name))


def weekdays(people, visits, name, kind_place):
    """Minutes of the week at which visits of a routine to `kind_place(person)` begin."""
    person = visits.persons()
    mine = np.isin(person, with_routine(people, name)) & (visits.place == kind_place[person])
    return visits.arrive_min[mine]


def digest(visits):
    columns = (visits.first, visits.place, visits.arrive_min, visits.leave_min)
    return hashlib.sha256(b"".join(column.tobytes() for column in columns)).hexdigest()


def test_visits_are_sorted_inside_the_watch_and_never_empty(lives):
    visits = lives.visits
    assert visits.arrive_min.min() == 0
    assert visits.leave_min.max() == END
    assert (visits.leave_min > visits.arrive_min).all()
    assert (np.diff(visits.first) > 0).all()
    person = visits.persons()
    same = person[1:] == person[:-1]
    assert (visits.arrive_min[1:] > visits.leave_min[:-1])[same].all()
    assert (visits.place[1:] != visits.place[:-1])[same].all()


def test_gaps_are_at_least_the_time_of_the_way(lives):
    """A gap is longer only where a small child did not follow an evening outing."""
    visits, tables = lives.visits, lives.town.tables
    small = set(with_routine(lives.people, "small_child").tolist())
    for person in range(0, len(lives.people), 7):
        rows = rows_of(visits, person)
        for (here, _, leave), (there, arrive, _) in pairwise(rows):
            way = travel(tables, here, there)
            assert arrive - leave == way or (person in small and arrive - leave > way)


def test_nobody_is_at_a_closed_place(lives):
    places = lives.island.places
    staff = staff_hours(lives.people, lives.visits)
    assert at_closed_places(lives.visits, places.kind, opening_hours(places.kinds), staff) == 0


def test_nobody_is_awake_for_a_day_and_a_night(lives):
    homes = (lives.people.home_place, lives.people.second_home)
    assert longest_waking(lives.visits, homes, 16).max() < 1440


@pytest.mark.parametrize("threads", [1, 2])
def test_threads_do_not_matter(lives, threads):
    assert digest(simulate(lives.town, threads=threads)) == digest(lives.visits)


@pytest.mark.parametrize("shards", [1, 7, 50, 525])
def test_shards_together_are_the_whole(lives, shards):
    edges = [len(lives.people) * i // shards for i in range(shards + 1)]
    parts = [simulate(lives.town, a, b) for a, b in pairwise(edges)]
    for column in ("place", "arrive_min", "leave_min"):
        whole = np.concatenate([getattr(part, column) for part in parts])
        assert np.array_equal(whole, getattr(lives.visits, column))
    assert np.array_equal(np.concatenate([part.persons() for part in parts]), lives.visits.persons())


def test_a_shard_outside_the_town_is_refused(lives):
    with pytest.raises(ValueError, match=r"must lie in \[0, 1050\], got 5 and 1051"):
        simulate(lives.town, 5, 1051)
    assert len(simulate(lives.town, 5, 5)) == 0


def _elsewhere(code, **environment):
    path = os.pathsep.join(filter(None, (str(TESTS), os.environ.get("PYTHONPATH"))))
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": path, **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


_IN_ANOTHER_PROCESS = """
import warnings
warnings.filterwarnings("ignore", "overflow encountered", RuntimeWarning)
from movement.conftest import toy_lives
from movement.test_simulate import digest
from nullisland.movement import simulate
print(digest(simulate(toy_lives().town, {start}, {stop}, threads=1)))
"""


def test_another_process_lives_the_same_lives(lives):
    code = _IN_ANOTHER_PROCESS.format(start=0, stop=1050)
    assert _elsewhere(code) == digest(lives.visits)


def test_without_compiled_kernels_the_same_lives_are_lived():
    """The whole town is too slow for that: three households of a toy town of sixty people."""
    compiled, plain = (_elsewhere(_FEW, NUMBA_DISABLE_JIT=flag) for flag in ("0", "1"))
    assert compiled == plain
    assert len(compiled) == 64


_FEW = """
import warnings
warnings.filterwarnings("ignore", "overflow encountered", RuntimeWarning)
from movement.test_simulate import digest
from toy import toy_island
from nullisland.model import Scenario
from nullisland.movement import prepare, simulate
from nullisland.people import build_people
scenario = Scenario(people=60, days=7, seed=5)
island = toy_island(9, 40, 1)
print(digest(simulate(prepare(scenario, island, build_people(scenario, island)), 0, 8)))
"""


def test_another_seed_lives_other_lives(lives):
    other = prepare(Scenario(people=1_000, days=16, seed=4), lives.island, lives.people)
    assert digest(simulate(other)) != digest(lives.visits)


def test_office_workers_come_in_the_morning_of_weekdays(lives):
    arrivals = weekdays(lives.people, lives.visits, "office", lives.people.employer_place)
    assert len(arrivals) > 500
    assert (arrivals // 1440 % 7 < 5).mean() > 0.99
    assert np.median(arrivals % 1440) == pytest.approx(500, abs=60)


def test_pupils_are_at_school_on_weekdays_only(lives):
    arrivals = weekdays(lives.people, lives.visits, "school", lives.people.employer_place)
    assert len(arrivals) > 500
    assert (arrivals // 1440 % 7 < 5).all()
    assert (arrivals % 1440 < 540).all()


def test_night_workers_work_past_midnight_and_sleep_by_day(lives):
    people, visits = lives.people, lives.visits
    person = visits.persons()
    mine = np.isin(person, with_routine(people, "night_shift"))
    work = (
        mine
        & (visits.place == people.employer_place[person])
        & (visits.leave_min < END)
        & (visits.arrive_min > 0)
    )
    assert work.sum() > 5
    assert ((visits.leave_min - 1) // 1440 > visits.arrive_min // 1440)[work].all()
    after = np.flatnonzero(work) + 1
    home = visits.place[after] == people.home_place[person[after]]
    assert home.mean() > 0.6
    assert np.median((visits.leave_min - visits.arrive_min)[after][home]) > 360


def test_couriers_make_many_short_stops_at_sensitive_places_too(lives):
    people, visits, places = lives.people, lives.visits, lives.island.places
    person = visits.persons()
    mine = np.isin(person, with_routine(people, "courier"))
    brief = mine & (visits.leave_min - visits.arrive_min <= 7)
    assert brief.sum() / (mine.sum()) > 0.4
    sensitive = np.isin(
        visits.place[brief], places.of_kind("clinic", "advice_centre", "union_hall", "quiet_house")
    )
    assert sensitive.any()


def test_cleaners_come_to_the_same_places_every_week(lives):
    people, visits = lives.people, lives.visits
    person = visits.persons()
    kept = []
    for cleaner in with_routine(people, "cleaner")[:10]:
        mine = np.flatnonzero(person == cleaner)
        mine = mine[
            (visits.arrive_min[mine] % 1440 < 780) & (visits.place[mine] != people.home_place[cleaner])
        ]
        weeks = [
            {
                (int(visits.arrive_min[i] // 1440 % 7), int(visits.place[i]))
                for i in mine
                if visits.arrive_min[i] // 10080 == w
            }
            for w in (0, 1)
        ]
        kept.append(len(weeks[0] & weeks[1]) / max(len(weeks[0] | weeks[1]), 1))
    assert np.mean(kept) > 0.5


def test_a_child_comes_and_goes_with_a_grown_up_of_the_household(lives):
    people, visits = lives.people, lives.visits
    person = visits.persons()
    rows = np.flatnonzero(np.isin(person, with_routine(people, "kindergarten")))
    rows = rows[visits.place[rows] == people.employer_place[person[rows]]]
    brought = 0
    for row in rows[::5]:
        household = people.household[person[row]]
        members = (people.household[person] == household) & (people.birth_day[person] < -18 * 365)
        there = members & (visits.place == visits.place[row])
        brought += bool((visits.arrive_min[there] == visits.arrive_min[row]).any())
    assert len(rows) > 100
    assert brought / len(rows[::5]) > 0.8


def test_a_household_goes_out_together(lives):
    """Members of a household are often at the same place from the same minute to the same minute."""
    people, visits, places = lives.people, lives.visits, lives.island.places
    leisure = np.isin(visits.place, places.of_kind("park", "beach", "restaurant", "cafe", "cinema"))
    weekend = visits.arrive_min // 1440 % 7 >= 5
    person = visits.persons()
    keys = np.column_stack((people.household[person], visits.place, visits.arrive_min, visits.leave_min))
    size = np.diff(people.household_first)[people.household[person]]
    rows = leisure & weekend & (size >= 2)
    _, inverse, counts = np.unique(keys[rows], axis=0, return_inverse=True, return_counts=True)
    together = counts[inverse.ravel()] >= 2
    assert together.mean() > 0.3
    others = counts[counts >= 2]
    assert others.max() <= np.diff(people.household_first).max()


def test_two_homes_are_both_slept_in(lives):
    people, visits = lives.people, lives.visits
    both = np.flatnonzero(people.second_home != NOWHERE)
    assert both.size
    for person in both:
        places = {place for place, arrive, leave in rows_of(visits, person) if leave - arrive > 360}
        assert int(people.home_place[person]) in places
        assert int(people.second_home[person]) in places


def test_people_are_at_home_at_night(lives):
    """At three in the morning of a Wednesday nearly everybody is at a home or at work."""
    people, visits, places = lives.people, lives.visits, lives.island.places
    at = 9 * 1440 + 180
    there = (visits.arrive_min <= at) & (at < visits.leave_min)
    home = places.kind[visits.place[there]] == 0
    assert there.sum() > 0.97 * len(people)
    assert home.mean() > 0.95


def test_time_outdoors_is_an_hour_or_two(lives):
    outdoors = ~indoors(lives.island.places)[lives.visits.place]
    minutes = (lives.visits.leave_min - lives.visits.arrive_min)[outdoors].sum()
    assert 45 < minutes / len(lives.people) / 16 < 180
