import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import naive.release as naive_release
import naive.sensors as naive
from lives import diaries, many_lives, people_of, shard_of, visits_of
from nullisland._kernels.tower import visits_at
from nullisland._kernels.trips import idle_scratch, lay_trip
from nullisland.errors import ConfigError, DataError
from nullisland.model import Scenario, Sites
from nullisland.movement import paths
from nullisland.observation import (
    PRICE_BINS,
    CameraConfig,
    CardConfig,
    GpsConfig,
    TowerConfig,
    nearest_site,
    observe,
    observe_tower,
    prepare_network,
    prepare_tills,
    purchases,
    tower_points,
)
from nullisland.observation._tables import column
from nullisland.observation._tables import rows_of as _rows
from nullisland.observation.camera import _watched
from nullisland.observation.card import _cards, _counters
from nullisland.release import PublishConfig, publish
from nullisland.rng import stage_key
from nullisland.tables import read_table
from toy import toy_island

ISLAND = toy_island(side=6, homes=20, per_kind=1)
N_PLACES = len(ISLAND.places)
DAYS = 2
SCENARIO = Scenario(people=5, days=DAYS, seed=11)
WAYS = paths.build_ways(ISLAND.streets)
DOORS = paths.doors_of(WAYS, ISLAND.places)
DOOR_POINTS = [tuple(row) for row in DOORS[:, :2].tolist()]
CROWD = many_lives(600, 4, N_PLACES)
FOUR_DAYS = Scenario(people=600, days=4, seed=11)
SENSORS = ("gps", "tower", "card", "camera")


def line_of(origin, destination):
    """A trip as [(x, y, along, edge), ...]; paths have their own tests."""
    scratch, line = idle_scratch(WAYS)
    n = lay_trip(WAYS, DOORS, scratch, np.int32(origin), np.int32(destination), line)
    return [tuple(row) for row in line[:n].tolist()]


def rows_of(observations, *names):
    """For each person the list of their records' columns."""
    columns = [getattr(observations, name).tolist() for name in names]
    records = list(zip(*columns, strict=True))
    edges = observations.first.tolist()
    return [records[a:b] for a, b in pairwise(edges)]


def key_of(sensor):
    return int(stage_key(SCENARIO.seed, "observation", sensor))


lives = diaries(N_PLACES, DAYS)
shares = st.sampled_from([0.0, 0.3, 1.0])


# -- each sensor against its obvious twin


@given(lives, st.builds(
    GpsConfig, rest_every_min=st.sampled_from([7, 60, 1440]), motion_every_min=st.sampled_from([1, 5, 30]),
    error_low_m=st.just(0), error_high_m=st.sampled_from([0, 20]), missing=shares, no_data_days=shares,
    night_off=shares, night_min=st.sampled_from([0, 450]),
))  # fmt: skip
@settings(max_examples=30)
def test_fixes_are_those_of_the_obvious_twin(people, config):
    seen = observe("gps", SCENARIO, ISLAND, people_of(5), visits_of(people, start_person=2), config)

    normal = column("normal").tolist()
    assert rows_of(seen, "t_min", "x_dm", "y_dm") == [
        naive.gps(key_of("gps"), 2 + i, diary, config, normal, DOOR_POINTS, line_of)
        for i, diary in enumerate(people)
    ]


@given(lives, st.builds(
    TowerConfig, records_per_month=st.sampled_from([1, 114, 5000]), again=st.sampled_from([0.0, 0.6, 1.0]),
    motion=st.sampled_from(["path", "origin", "midpoint", "destination"]),
))  # fmt: skip
@settings(max_examples=30)
def test_tower_records_are_those_of_the_obvious_twin(people, config):
    network = prepare_network(SCENARIO, ISLAND, config)
    masts = list(zip(ISLAND.towers.x_dm.tolist(), ISLAND.towers.y_dm.tolist(), strict=True))

    def tower(diary, t):
        v = naive.visit_at(diary, t)
        if v >= 0:
            return naive.nearest(masts, *DOOR_POINTS[diary[v][0]])
        (here, _, leave), (there, arrive, _) = diary[-1 - v], diary[-v]
        (ax, ay), (bx, by) = DOOR_POINTS[here], DOOR_POINTS[there]
        line = line_of(here, there)
        at = line[-1][2] * (((t - leave) << 16) // (arrive - leave)) >> 16
        point = {
            "origin": (ax, ay),
            "destination": (bx, by),
            "midpoint": ((ax + bx) // 2, (ay + by) // 2),
            "path": naive.point_at(line, at),
        }
        return naive.nearest(masts, *point[config.motion])

    calls = (
        network.calls.sessions,
        int(network.calls.again),
        network.rates.tolist(),
        network.minutes.tolist(),
    )
    expected = []
    for i, diary in enumerate(people):
        minutes = naive.call_minutes(key_of("tower"), 1 + i, DAYS, *calls)
        expected.append([(t, tower(diary, t)) for t in minutes])

    assert rows_of(observe_tower(network, visits_of(people, start_person=1)), "t_min", "site") == expected


@given(lives)
@settings(max_examples=20)
def test_every_minute_belongs_to_a_visit_or_to_the_way_after_one(people):
    visits = visits_of(people)
    every = np.tile(np.arange(DAYS * 1440, dtype=np.int32), len(people))
    first = np.arange(len(people) + 1) * DAYS * 1440
    found = np.empty((1, len(every)), np.int32)

    visits_at(_rows(visits), (0, len(people)), first, every, found[0])

    expected = []
    for diary, start in zip(people, visits.first.tolist(), strict=False):
        for t in range(DAYS * 1440):
            v = naive.visit_at(diary, t)
            expected.append(v + start if v >= 0 else v - start)
    assert found[0].tolist() == expected


@given(lives, st.builds(
    CardConfig, card=st.sampled_from([0.0, 0.48, 0.9]), cash_only=st.sampled_from([0.0, 0.1]), riders=shares,
    bus_from_m=st.sampled_from([0, 300]),
), st.integers(0, N_PLACES - 1))  # fmt: skip
def test_taps_are_those_of_the_obvious_twin(people, config, employer):
    crowd = people_of(5, employer=employer)
    counters = _counters(ISLAND, crowd)
    town = {
        "doors": DOOR_POINTS,
        "purchase": counters.purchase.tolist(),
        "stop": counters.stop.tolist(),
        "walk": counters.stop_min.tolist(),
        "employer": employer,
    }

    seen = observe("card", SCENARIO, ISLAND, crowd, visits_of(people, start_person=2), config)

    settings_ = _cards(SCENARIO, config)
    assert rows_of(seen, "t_min", "site") == [
        naive.card_taps(key_of("card"), 2 + i, diary, settings_, town) for i, diary in enumerate(people)
    ]


@given(lives, shares, st.sampled_from([5, 25, 200]))
def test_sightings_are_those_of_the_obvious_twin(people, missed, radius_m):
    config = CameraConfig(radius_m=radius_m, missed=missed)
    watched = _watched(SCENARIO, ISLAND, config)
    edges = np.repeat(np.arange(len(watched.first) - 1), np.diff(watched.first)).tolist()
    views = {}
    for edge, *view in zip(
        edges, watched.camera.tolist(), watched.x.tolist(), watched.y.tolist(), strict=True
    ):
        views.setdefault(edge, []).append(view)

    seen = observe("camera", SCENARIO, ISLAND, people_of(5), visits_of(people, start_person=2), config)

    expected = [
        naive.sightings(key_of("camera"), 2 + i, diary, missed, views, line_of)
        for i, diary in enumerate(people)
    ]
    assert rows_of(seen, "t_min", "site") == expected


# -- on paper

DAY = [(0, 0, 480), (21, 500, 1000), (27, 1010, 1030), (0, 1040, 1200), (0, 1200, 2880)]
"""Five visits: home, the office, half an hour elsewhere, home, home; three trips of 20, 10 and 10 minutes."""


def test_a_day_of_exact_fixes_on_paper():
    """A fix for each whole hour at one place, four, two and two on the trips, all where one is."""
    config = GpsConfig(error_low_m=0, error_high_m=0, missing=0.0, no_data_days=0.0, night_off=0.0)

    ((*fixes,),) = rows_of(
        observe("gps", SCENARIO, ISLAND, people_of(1), visits_of([DAY]), config), "t_min", "x_dm", "y_dm"
    )

    at_home = [t for t, x, y in fixes if (x, y) == DOOR_POINTS[0]]
    at_work = [t for t, x, y in fixes if (x, y) == DOOR_POINTS[21]]
    for hour in (*range(8), *range(18, 48)):
        assert sum(t // 60 == hour for t in at_home) == 1
    for hour in range(9, 16):
        assert sum(t // 60 == hour for t in at_work) == 1
    for leave, arrive, n in ((480, 500, 4), (1000, 1010, 2), (1030, 1040, 2)):
        assert sum(leave <= t < arrive for t, _, _ in fixes) == n
    assert [t for t, _, _ in fixes] == sorted(t for t, _, _ in fixes)


def test_the_minute_of_leaving_is_not_spent_at_a_place():
    """One fix in two minutes, 480 or 481: half of 80 people would have theirs in the latter, but all have left."""
    config = GpsConfig(rest_every_min=2, motion_every_min=1440, missing=0.0, no_data_days=0.0, night_off=0.0)
    diary = [(0, 0, 481), (21, 482, 2880)]
    seen = observe("gps", SCENARIO, ISLAND, people_of(80), visits_of([diary] * 80), config)

    assert abs(np.count_nonzero(seen.t_min == 480) - 40) < 5 * np.sqrt(80) / 2
    assert np.count_nonzero(seen.t_min == 481) <= 2


def test_a_fix_every_minute_is_one_in_every_minute_of_a_visit():
    config = GpsConfig(rest_every_min=1, motion_every_min=1440, missing=0.0, no_data_days=0.0, night_off=0.0)
    diary = [(0, 0, 480), (21, 481, 1000), (27, 1000, 1030), (0, 1031, 2880)]
    seen = observe("gps", SCENARIO, ISLAND, people_of(1), visits_of([diary]), config)

    resting = set(range(2880)) - {480, 1030}
    assert set(seen.t_min.tolist()) >= resting
    assert len(seen) - len(resting) == len({480, 1030} & set(seen.t_min.tolist()))


def test_whoever_is_served_is_served_by_the_nearest_mast():
    """The toy's masts stand at every 21st junction of six by six: (0, 0) and (3, 3) blocks."""
    assert list(zip(ISLAND.towers.x_dm.tolist(), ISLAND.towers.y_dm.tolist(), strict=True)) == [
        (0, 0),
        (3000, 3000),
    ]
    network = prepare_network(SCENARIO, ISLAND, TowerConfig(records_per_month=3000))
    near_second = [x + y > 3000 for x, y in DOOR_POINTS]

    ((*records,),) = rows_of(observe_tower(network, visits_of([DAY])), "t_min", "site", "x_dm")

    assert len(records) > 10
    for t, site, x in records:
        assert x == ISLAND.towers.x_dm[site]
        for place, arrive, leave in DAY:
            if arrive <= t < leave:
                assert site == near_second[place]


def test_a_loaf_is_paid_for_and_a_bakers_own_day_is_not():
    bakery = int(ISLAND.places.of_kind("bakery")[0])
    config = CardConfig(card=1.0, cash_only=0.0, riders=0.0)
    diary = [(0, 0, 400), (bakery, 410, 415), (0, 425, 2880)]
    bought = [
        rows_of(
            observe("card", SCENARIO, ISLAND, people_of(60, employer=e), visits_of([diary] * 60), config),
            "t_min",
            "site",
        )
        for e in (-1, bakery)
    ]

    taps = [tap for person in bought[0] for tap in person]
    assert 45 < len(taps) <= 60
    assert {site for _, site in taps} == {bakery}
    assert all(410 <= t < 415 for t, _ in taps)
    assert bought[1] == [[]] * 60


def test_a_bus_is_boarded_at_the_nearest_stop_and_a_stop_is_no_place():
    config = CardConfig(card=0.0, cash_only=0.0, riders=1.0, bus_from_m=0)
    far = max(range(20), key=lambda p: sum(DOOR_POINTS[p]))
    diary = [(far, 0, 400), (0 if far else 1, 450, 2880)]

    seen = observe("card", SCENARIO, ISLAND, people_of(80), visits_of([diary] * 80), config)

    stops = list(zip(ISLAND.stops.x_dm.tolist(), ISLAND.stops.y_dm.tolist(), strict=True))
    assert set(seen.site.tolist()) == {N_PLACES + naive.nearest(stops, *DOOR_POINTS[far])}
    assert (seen.t_min >= 400).all()
    assert (seen.t_min < 450).all()
    assert abs(len(seen) - 40) < 5 * np.sqrt(80) / 2


def test_a_bus_that_leaves_when_one_has_arrived_is_not_taken():
    config = CardConfig(card=0.0, cash_only=0.0, riders=1.0, bus_from_m=0)
    walk = int(_counters(ISLAND, people_of(1)).stop_min[0])

    boarded = [
        observe("card", SCENARIO, ISLAND, people_of(40), visits_of([diary] * 40), config).t_min.tolist()
        for diary in ([(0, 0, 400), (7, 400 + walk + later, 2880)] for later in (0, 1))
    ]

    assert boarded[0] == []
    assert set(boarded[1]) == {400 + walk}


def test_a_camera_sees_who_comes_past_in_time():
    """Between doors on two edges of one street the trip leads past the junction between them."""
    cameras = Sites(
        x_dm=np.array([2000], np.int32), y_dm=np.array([0], np.int32), edge=np.array([1], np.int32),
        offset_dm=np.array([0], np.int32), names=("Camera",),
    )  # fmt: skip
    edge = ISLAND.places.edge.copy()
    offset = ISLAND.places.offset_dm.copy()
    edge[:3], offset[:3] = (1, 2, 30), (100, 900, 500)
    x, y = ISLAND.places.x_dm.copy(), ISLAND.places.y_dm.copy()
    x[:3], y[:3] = (1100, 2900, x[2]), (0, 0, y[2])
    places = type(ISLAND.places)(**{
        **{name: getattr(ISLAND.places, name) for name in ISLAND.places.__slots__},
        "edge": edge, "offset_dm": offset, "x_dm": x, "y_dm": y,
    })  # fmt: skip
    island = type(ISLAND)(
        **{
            **{n: getattr(ISLAND, n) for n in ISLAND.__slots__},
            "cameras": cameras,
            "places": places,
        }
    )

    seen = observe(
        "camera", SCENARIO, island, people_of(1),
        visits_of([[(0, 0, 100), (1, 120, 200), (0, 220, 2880)]]), CameraConfig(missed=0.0),
    )  # fmt: skip

    assert rows_of(seen, "t_min", "site", "x_dm", "y_dm") == [[(110, 0, 2000, 0), (210, 0, 2000, 0)]]


# -- laws and closed forms


def test_a_fix_in_motion_without_error_lies_on_a_street():
    config = GpsConfig(error_low_m=0, error_high_m=0, motion_every_min=1)
    crowd = shard_of(CROWD, 0, 40)
    seen = observe("gps", FOUR_DAYS, ISLAND, people_of(40), crowd, config)
    legs = DOORS[:, 6].max()
    doors = set(DOOR_POINTS)

    def off_street(x, y):
        return min(abs((v + 500) % 1000 - 500) for v in (x, y))

    beyond = [
        off_street(x, y)
        for x, y in zip(seen.x_dm.tolist(), seen.y_dm.tolist(), strict=True)
        if (x, y) not in doors
    ]
    assert len(beyond) > 1000
    assert max(beyond) <= legs
    assert np.mean(np.array(beyond) <= 1) > 0.8


def test_the_table_of_errors_is_gaussian():
    """Mean square one, mean distance on two axes sqrt(pi / 2), symmetric: shipped quantiles."""
    z = column("normal") / 4096
    distance = np.hypot(*np.meshgrid(z, z)).mean()

    assert (column("normal") == -column("normal")[::-1]).all()
    assert (z**2).mean() == pytest.approx(1, abs=1e-4)
    assert distance == pytest.approx(np.sqrt(np.pi / 2), rel=1e-3)
    assert np.mean(np.abs(z) < 1) == pytest.approx(0.6827, abs=2e-3)


def test_the_mean_error_of_fixes_is_the_mean_of_the_phones():
    """Phones have mean errors spread evenly over 10 to 20 m, so all together 15 m."""
    home = visits_of([[(0, 0, 4 * 1440)]] * 600)
    seen = observe("gps", FOUR_DAYS, ISLAND, people_of(600), home, GpsConfig())
    x, y = DOOR_POINTS[0]
    error_m = np.hypot(seen.x_dm - x, seen.y_dm - y) / 10
    persons = seen.persons()
    means = np.bincount(persons, error_m, 600)[np.bincount(persons, minlength=600) > 0]
    means /= np.bincount(persons, minlength=600)[np.bincount(persons, minlength=600) > 0]

    assert abs(means.mean() - 15) < 5 * means.std() / np.sqrt(len(means)) + 0.02
    assert means.min() > 6


def test_gaps_are_as_large_as_said():
    """One fix an hour, a fifth missing, six days of a hundred dark: 18.05 a day; nobody off at night."""
    home = visits_of([[(0, 0, 4 * 1440)]] * 600)
    seen = observe("gps", FOUR_DAYS, ISLAND, people_of(600), home, GpsConfig(night_off=0.0))
    a_day = np.bincount(seen.persons() * 4 + seen.t_min // 1440, minlength=2400)

    assert abs(a_day.mean() - 24 * 0.8 * 0.94) < 5 * a_day.std() / np.sqrt(2400)
    assert abs(np.mean(a_day == 0) - 0.06) < 5 * np.sqrt(0.06 * 0.94 / 2400)

    slept = observe("gps", FOUR_DAYS, ISLAND, people_of(600), home, GpsConfig(night_off=1.0))
    assert not ((slept.t_min % 1440 > 30) & (slept.t_min % 1440 < 300)).any()
    assert 0.6 * len(seen) < len(slept) < 0.75 * len(seen)


def many_calls(records_per_month=114):
    scenario = Scenario(people=3000, days=30, seed=5)
    network = prepare_network(scenario, ISLAND, TowerConfig(records_per_month=records_per_month))
    return observe_tower(network, visits_of([[(0, 0, 30 * 1440)]] * 3000))


def test_a_person_has_114_records_a_month_on_average_and_a_few_have_many():
    """Mean within 5 standard errors; a lognormal of sigma 1: the median is exp(-1/2) of the mean."""
    a_month = np.diff(many_calls().first)

    assert abs(a_month.mean() - 114) < 5 * a_month.std() / np.sqrt(3000)
    assert np.median(a_month) == pytest.approx(114 * np.exp(-0.5), rel=0.1)
    assert np.percentile(a_month, 99) > 5 * np.median(a_month)


def test_records_come_in_bursts_and_by_day():
    """Burstiness (s - m) / (s + m) of the gaps is 0 for a Poisson process (Goh, Barabasi 2008)."""
    seen = many_calls()
    inner = np.ones(len(seen) - 1, bool)
    inner[seen.first[1:-1] - 1] = False
    gaps = np.diff(seen.t_min)[inner]
    hours = np.bincount(seen.t_min % 1440 // 60, minlength=24)

    assert (gaps >= 0).all()
    assert (gaps.std() - gaps.mean()) / (gaps.std() + gaps.mean()) > 0.2
    assert hours[2:5].sum() < 0.1 * hours[17:20].sum()


@pytest.mark.parametrize("motion", ["path", "midpoint", "origin", "destination"])
@pytest.mark.parametrize("slot_min", [60, 1440])
def test_points_of_a_shard_are_those_of_a_release(motion, slot_min):
    network = prepare_network(FOUR_DAYS, ISLAND, TowerConfig(motion=motion, records_per_month=900))
    crowd = shard_of(CROWD, 100, 300)
    release, key = publish(
        observe_tower(network, crowd), ISLAND, PublishConfig(slot_min=slot_min), released=600
    )

    first, code = tower_points(network, crowd, slot_min=slot_min)

    assert code.dtype == np.int32
    for i in range(200):
        mine = code[first[i] : first[i + 1]]
        assert (np.diff(mine) > 0).all()
        where = np.flatnonzero(release.pseudonyms == key.pseudonym_of(100 + i))
        a, b = (release.first[where[0]], release.first[where[0] + 1]) if len(where) else (0, 0)
        assert mine.tolist() == (release.slot[a:b] * len(ISLAND.towers) + release.cell[a:b]).tolist()


PRICES = {row["kind"]: [int(v) for v in list(row.values())[1:]] for row in read_table("sensors/prices.csv")}
PERCENT = [PRICES.get(ISLAND.places.kinds[kind]) for kind in ISLAND.places.kind.tolist()]


@given(lives, shares)
def test_purchases_are_the_taps_at_tills_with_the_price_of_the_obvious_twin(people, riders):
    config = CardConfig(card=0.9, cash_only=0.0, riders=riders, bus_from_m=0)
    crowd, visits = people_of(5), visits_of(people, start_person=2)

    first, t_min, place, bins = purchases(prepare_tills(SCENARIO, ISLAND, crowd, config), visits)

    taps = rows_of(observe("card", SCENARIO, ISLAND, crowd, visits, config), "t_min", "site")
    for i, mine in enumerate(taps):
        own, paid = slice(first[i], first[i + 1]), [tap for tap in mine if tap[1] < N_PLACES]
        assert list(zip(t_min[own].tolist(), place[own].tolist(), strict=True)) == paid
        assert bins[own].tolist() == naive.price_bins(key_of("card"), 2 + i, paid, PERCENT)


def test_prices_are_spread_as_the_table_has_them():
    bakery = int(ISLAND.places.of_kind("bakery")[0])
    diary = [(bakery, 30 * i, 30 * i + 10) for i in range(96)]
    tills = prepare_tills(SCENARIO, ISLAND, people_of(300), CardConfig(card=1.0, cash_only=0.0))

    _, _, _, bins = purchases(tills, visits_of([diary] * 300))

    share, expected = np.bincount(bins, minlength=7) / len(bins), np.array(PRICES["bakery"]) / 100
    assert (np.abs(share - expected) <= 5 * np.sqrt(expected * (1 - expected) / len(bins))).all()


def test_every_kind_that_sells_has_prices_that_add_up():
    sells = {row["kind"] for row in read_table("sensors/purchases.csv")}

    assert set(PRICES) == sells
    assert {sum(percent) for percent in PRICES.values()} == {100}
    assert {len(percent) for percent in PRICES.values()} == {PRICE_BINS}


def test_the_share_of_cards_is_as_said():
    """Mean over people: a bakery sells in 95 visits of 100, of which 48 in 100 are paid by card."""
    bakery = int(ISLAND.places.of_kind("bakery")[0])
    diary = [(bakery, 30 * i, 30 * i + 10) for i in range(96)]
    seen = observe(
        "card", SCENARIO, ISLAND, people_of(1500), visits_of([diary] * 1500), CardConfig(riders=0.0)
    )
    share = np.diff(seen.first) / 96

    assert abs(share.mean() - 0.95 * 0.48) < 5 * share.std() / np.sqrt(1500)
    assert abs(np.mean(share == 0) - 0.12) < 5 * np.sqrt(0.12 * 0.88 / 1500) + 0.01


@given(
    st.lists(st.tuples(st.integers(-50, 50), st.integers(-50, 50)), min_size=1, max_size=12),
    st.lists(st.tuples(st.integers(-90, 90), st.integers(-90, 90)), min_size=1, max_size=12),
)
def test_the_nearest_site_is_the_nearest(sites, points):
    x, y = np.array(sites, np.int32).T
    z = np.zeros(len(x), np.int32)
    masts = Sites(x_dm=x.copy(), y_dm=y.copy(), edge=z, offset_dm=z, names=("m",) * len(x))
    px, py = np.array(points, np.int32).T

    found = nearest_site(masts, px.copy(), py.copy())

    assert found.tolist() == [naive.nearest(sites, *point) for point in points]


# -- the same for any shard, thread and process; what is refused


def records_of(sensor, visits, threads=None):
    seen = observe(sensor, FOUR_DAYS, ISLAND, people_of(600, employer=3), visits, threads=threads)
    return rows_of(seen, "t_min", "x_dm", "y_dm", "site")


@pytest.mark.parametrize("sensor", SENSORS)
def test_shards_and_threads_see_the_same(sensor):
    whole = records_of(sensor, CROWD, threads=1)
    cuts = [0, 1, 90, 91, 250, 400, 599, 600]

    shards = [records_of(sensor, shard_of(CROWD, a, b)) for a, b in pairwise(cuts)]

    assert sum(map(len, whole)) > 500
    assert records_of(sensor, CROWD, threads=2) == whole
    assert [person for shard in shards for person in shard] == whole


_ALONE = """
import sys, numpy as np
from lives import people_of, visits_of
from toy import toy_island
from nullisland.model import Scenario
from nullisland.observation import CameraConfig, observe
from nullisland.release import PublishConfig, publish
diaries = [[(0, 0, 400), (9, 415, 2880)], [(3, 0, 700), (5, 720, 900), (3, 930, 2880)]]
island, scenario = toy_island(side=4, homes=12, per_kind=1), Scenario(people=2, days=2, seed=3)
with np.errstate(over="ignore"):
    for sensor in ("gps", "tower", "card", "camera"):
        seen = observe(sensor, scenario, island, people_of(2), visits_of(diaries), threads=1)
        made, _ = publish(seen, island, PublishConfig(policy="day"), released=2)
        print(sensor, *(a.tolist() for a in (seen.first, seen.t_min, seen.x_dm, seen.y_dm, seen.site)))
        print(*(a.tolist() for a in (made.pseudonyms, made.first, made.cell, made.slot)))
"""


def test_another_process_sees_the_same_with_and_without_compiling():
    tests = str(Path(__file__).parents[1])
    printed = [
        subprocess.run(
            [sys.executable, "-W", "error", "-c", _ALONE],
            env={**os.environ, "PYTHONPATH": tests, **jit}, capture_output=True, text=True, check=True,
        ).stdout
        for jit in ({}, {}, {"NUMBA_DISABLE_JIT": "1"})
    ]  # fmt: skip

    assert len(printed[0]) > 500
    assert printed[0] == printed[1] == printed[2]


def test_other_seeds_see_other_things():
    one = observe("gps", FOUR_DAYS, ISLAND, people_of(600), CROWD)
    two = observe("gps", FOUR_DAYS.with_options(seed=12), ISLAND, people_of(600), CROWD)

    assert len(one) != len(two) or (one.t_min != two.t_min).any()


@pytest.mark.parametrize(
    ("config", "wrong", "message"),
    [
        (GpsConfig, {"rest_every_min": 0}, r"rest_every_min must be in \[1, 1440\], got 0"),
        (GpsConfig, {"missing": 1.5}, r"missing must be in \[0, 1\], got 1.5"),
        (GpsConfig, {"missing": float("nan")}, "missing"),
        (GpsConfig, {"night_off": "some"}, "night_off must be a number"),
        (GpsConfig, {"error_low_m": 30}, r"error_high_m must be in \[30, 1000\], got 20"),
        (TowerConfig, {"motion": "flying"}, "motion must be one of path, origin, midpoint, destination"),
        (TowerConfig, {"records_per_month": 0}, "records_per_month"),
        (CardConfig, {"card": 0.9, "cash_only": 0.2}, "must add up to 1 at most"),
        (CameraConfig, {"radius_m": 0}, "radius_m"),
        (CameraConfig, {"missed": True}, "missed must be a number"),
    ],
)
def test_a_config_cannot_hold_nonsense(config, wrong, message):
    with pytest.raises(ConfigError, match=message):
        config(**wrong)


def test_a_sensor_must_exist_and_take_its_own_config():
    with pytest.raises(ConfigError, match="sensor must be one of gps, tower, card, camera, got 'sonar'"):
        observe("sonar", SCENARIO, ISLAND, people_of(1), visits_of([DAY]))
    with pytest.raises(ConfigError, match="config must be a GpsConfig for gps, got CardConfig"):
        observe("gps", SCENARIO, ISLAND, people_of(1), visits_of([DAY]), CardConfig())


def test_without_masts_nobody_is_served():
    z = np.zeros(0, np.int32)
    with pytest.raises(DataError, match="at least one site"):
        nearest_site(Sites(x_dm=z, y_dm=z, edge=z, offset_dm=z, names=()), z, z)


def test_a_release_of_fixes_holds_their_squares():
    """Observation and release together: the squares of the exact door, hour by hour."""
    config = GpsConfig(error_low_m=0, error_high_m=0, missing=0.0, no_data_days=0.0, night_off=0.0)
    stay = visits_of([[(4, 0, 2880)]])
    made, _ = publish(
        observe("gps", SCENARIO, ISLAND, people_of(1), stay, config), ISLAND, PublishConfig(), released=1
    )

    assert made.slot.tolist() == list(range(48))
    assert set(made.cell.tolist()) == {naive_release.cell_of(ISLAND.grid(250), *DOOR_POINTS[4])}
