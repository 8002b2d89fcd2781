from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import naive.defences as naive
from drawers import ISLAND, crowds, drawer, observations_of, roaming, traces_in
from nullisland.digest import digest
from nullisland.errors import ConfigError
from nullisland.release import PublishConfig, publish, publish_fixes, to_squares
from nullisland.release.stays import stays_of, trips_of


@given(st.lists(roaming, min_size=1, max_size=4), st.integers(1, 4000), st.integers(0, 700))
def test_stays_are_those_of_the_obvious_loop(crowd, radius_m, least):
    seen = observations_of(crowd)

    found = stays_of(seen.first, seen.t_min, seen.x_dm, seen.y_dm, stay_m=radius_m, stay_min=least)

    expected = [naive.stays(person, radius_m * 10, least) for person in crowd]
    assert np.diff(found.first).tolist() == [len(stays) for stays in expected]
    spans = [person[a:b] for person, stays in zip(crowd, expected, strict=True) for a, b in stays]
    assert found.from_min.tolist() == [span[0][0] for span in spans]
    assert found.to_min.tolist() == [span[-1][0] for span in spans]
    assert found.x_dm.tolist() == [sum(x for _, x, _ in span) // len(span) for span in spans]


def test_a_fix_just_on_the_circle_still_belongs_to_the_stay():
    """120 and 160 m away make 200 m exactly."""
    seen = observations_of(
        [[(0, 0, 0), (30, 1200, 1600)], [(0, 0, 0), (30, 1200, 1601)], [(0, 0, 0), (29, 0, 0)]]
    )

    assert stays_of(seen.first, seen.t_min, seen.x_dm, seen.y_dm).first.tolist() == [0, 1, 1, 1]


@given(st.lists(roaming, min_size=1, max_size=4))
def test_trips_are_those_of_the_obvious_loop(crowd):
    seen = observations_of(crowd)

    found = trips_of(seen.first, seen.t_min, seen.x_dm, seen.y_dm)

    assert found.tolist() == [trip for person in crowd for trip in naive.trips(person, 2000, 30)]


def test_a_trip_runs_from_the_middle_of_a_stay_to_the_middle_of_the_next():
    """At home until 7:00, at work 7:30 to 12:30, home again at 13:00 until 15:00; stays halve at 6:30, 10:00, 14:00."""
    home, work = (1000, 1000), (6000, 1000)
    person = [(360, *home), (390, *home), (420, *home), (450, *work), (600, *work), (750, *work)]
    person += [(780, *home), (840, *home), (900, *home)]

    release, key = publish_fixes(drawer([person, person, person]), 5, policy="trip")

    trips = {
        int(key.period_of(code)): rows
        for code, rows in traces_in(release).items()
        if key.person_of(code) == 0
    }
    assert trips == {0: person[:2], 1: person[2:5], 2: person[5:8], 3: person[8:]}


@given(crowds, st.sampled_from(["fixed", "day", "week", "trip"]), st.integers(0, 2**63 - 1))
def test_fixes_in_squares_are_what_publishing_squares_gives(crowd, policy, seed):
    """Two ways to one release: records to squares at once, or fixes first."""
    source = drawer(crowd)
    fixes, key = publish_fixes(source, seed, policy=policy)

    squares = to_squares(fixes, ISLAND.grid(130), 50)
    wanted, other = publish(
        source.observations, ISLAND, PublishConfig(policy=policy, cell_m=130, slot_min=50), seed,
        released=source.scenario.people, scenario=source.scenario,
    )  # fmt: skip

    assert digest(squares) == digest(wanted)
    assert digest(key) == digest(other)


@given(crowds, st.integers(0, 99))
def test_the_trips_of_a_site_sensor_hold_its_points(crowd, seed):
    """Masts as sites: the points of all trips of a person are those of their one trace."""
    source = drawer(crowd)
    seen = replace(source.observations, sensor="tower", site=source.observations.x_dm // 1000)
    made = {}
    for policy in ("fixed", "trip"):
        release, key = publish(
            seen, ISLAND, PublishConfig(policy=policy), seed, released=9, scenario=source.scenario
        )
        made[policy] = {}
        for code, points in traces_in(release).items():
            made[policy].setdefault(int(key.person_of(code)), set()).update(points)

    assert made["trip"] == made["fixed"]


@given(crowds)
def test_every_record_of_the_released_is_there_once(crowd):
    source = drawer(crowd)
    fixes, key = publish_fixes(source, 3)

    assert {int(key.person_of(code)): rows for code, rows in traces_in(fixes).items()} == dict(
        enumerate(crowd[:-1])
    )


def test_the_policy_must_be_known_and_the_seed_says_whether_anybody_can_redo_it():
    source = drawer([[(0, 0, 0)]] * 3)

    assert publish_fixes(source)[0].reproducible
    assert publish_fixes(source, ISLAND.seed)[0].reproducible
    assert not publish_fixes(source, 99)[0].reproducible
    with pytest.raises(ConfigError, match="policy must be one of fixed, day, week, trip, got 'hour'"):
        publish_fixes(source, policy="hour")
