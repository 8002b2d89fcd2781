"""The line from end to end: the same code gives the same island, and truth stays out of the release."""

import json
import os
import subprocess
import sys

import numpy as np
import pytest

import nullisland as ni
from nullisland.pipeline import STAGES

SMALL = ni.Scenario(people=120, days=3, seed=5)

COLUMNS = {
    "people": [
        "person", "name", "sex", "birth_date", "id_number", "address", "district", "household",
        "home_place", "job", "employer_place", "routine", "released",
    ],
    "places": ["place", "name", "kind", "district", "address", "x_m", "y_m"],
    "visits": ["person", "place", "arrive_min", "leave_min"],
    "observations": ["person", "t_min", "x_m", "y_m", "sensor"],
    "release": ["pseudonym", "cell", "slot"],
}  # fmt: skip


@pytest.fixture(scope="module")
def outcome():
    return ni.run(SMALL)


def test_frames_have_the_promised_columns(outcome):
    frames = outcome.to_frames()

    assert set(frames) == set(COLUMNS)
    for name, columns in COLUMNS.items():
        assert set(columns) <= set(frames[name].columns), name


def test_everybody_lives_and_only_residents_are_released(outcome):
    frames = outcome.to_frames()

    assert frames["people"]["released"].sum() == SMALL.people
    assert len(frames["people"]) == SMALL.inhabitants
    assert set(frames["visits"]["person"]) == set(range(SMALL.inhabitants))
    assert set(outcome.key.person_of(outcome.release.pseudonyms)) <= set(range(SMALL.people))


def test_no_pseudonym_is_a_persons_number(outcome):
    assert not set(outcome.release.pseudonyms.tolist()) & set(range(SMALL.inhabitants))


def test_each_released_point_is_an_observation_of_the_person_behind_the_pseudonym(outcome):
    """The release is recounted from the observations with the key, by the definition of cell and slot."""
    frames = outcome.to_frames()
    seen = frames["observations"]
    west, south, cell_m, columns, rows = outcome.release.grid
    column = np.clip((seen["x_m"] * 10 - west) // (cell_m * 10), 0, columns - 1)
    row = np.clip((seen["y_m"] * 10 - south) // (cell_m * 10), 0, rows - 1)
    expected = set(
        zip(seen["person"], (row * columns + column).astype(int), seen["t_min"] // 60, strict=True)
    )
    expected = {point for point in expected if point[0] < SMALL.people}

    released = frames["release"]
    person = outcome.key.person_of(released["pseudonym"].to_numpy())
    assert len(released) == len(expected)
    assert set(zip(person, released["cell"], released["slot"], strict=True)) == expected


def test_progress_names_every_stage_and_ends_full():
    told = []
    ni.run(SMALL, sensor="tower", progress=lambda *step: told.append(step))

    assert [stage for stage, done, _ in told if done < len(STAGES)] == list(STAGES)
    assert told[-1][1:] == (len(STAGES), len(STAGES))


@pytest.mark.parametrize("sensor", ["gps", "tower", "card", "camera"])
def test_one_thread_or_three_the_same_digests(sensor):
    assert (
        ni.run(SMALL, sensor=sensor, threads=1).digests() == ni.run(SMALL, sensor=sensor, threads=3).digests()
    )


def test_another_process_with_another_hash_seed_gives_the_same_digests(outcome):
    script = "import json, nullisland as ni; print(json.dumps(ni.run(ni.Scenario.from_code(CODE)).digests()))"
    script = script.replace("CODE", repr(SMALL.code))
    env = {**os.environ, "PYTHONHASHSEED": "77", "NULLISLAND_THREADS": "1"}
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, env=env, check=True)

    assert json.loads(done.stdout) == outcome.digests()


def test_another_seed_gives_another_town(outcome):
    other = ni.run(ni.Scenario(people=120, days=3, seed=6)).digests()

    assert all(other[name] != value for name, value in outcome.digests().items())


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"sensor": "sonar"}, "sensor must be one of"),
        ({"cell_m": 5}, r"cell_m must be in \[10, 10000\]"),
        ({"slot_min": 0}, "slot_min must be in"),
        ({"policy": "hourly"}, "policy must be one of"),
        ({"sensor": "tower", "cell_m": 250}, "cell_m only applies"),
        ({"slot_min": True}, "slot_min"),
    ],
)
def test_a_setting_out_of_range_is_refused_before_any_work(settings, message, monkeypatch):
    monkeypatch.setattr("nullisland.pipeline.build_island", lambda scenario: pytest.fail("work was done"))

    with pytest.raises(ni.ConfigError, match=message):
        ni.run(SMALL, **settings)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"people": 1}, "people must be in"),
        ({"people": 0}, "people must be in"),
        ({"people": -5}, "people must be in"),
        ({"people": 2.5}, "people must be a whole number"),
        ({"people": True}, "people must be a whole number"),
        ({"days": 1}, "days must be in"),
        ({"seed": -1}, "seed must be in"),
        ({"visitors": -1}, "visitors must be in"),
        ({"same_area": 1}, "same_area must be True or False"),
        ({"locale": "../etc"}, "locale must look like"),
    ],
)
def test_a_scenario_that_makes_no_sense_is_refused(fields, message):
    with pytest.raises(ni.ConfigError, match=message):
        ni.Scenario(**fields)


@pytest.mark.parametrize(
    "code", ["", "NI-7", "NI-7-20000-28 ", "ni-7-20000-28", "NI--20000-28", "NI-7-2e4-28", None, 7]
)
def test_what_is_not_an_island_code_is_refused(code):
    with pytest.raises(ni.ConfigError, match="an island code must look like"):
        ni.Scenario.from_code(code)


def test_the_code_of_a_scenario_leads_back_to_it():
    scenario = ni.Scenario(people=301, days=9, seed=12)

    assert ni.Scenario.from_code(scenario.code) == scenario
    assert scenario.is_default
    assert not scenario.with_options(same_area=True).is_default


def test_visitors_are_one_in_twenty_beyond_the_people():
    assert ni.Scenario().visitors == 1_000
    assert ni.Scenario(people=5).visitors == 1
    assert ni.Scenario(visitors=0).inhabitants == 20_000
