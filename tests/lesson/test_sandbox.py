"""The sandbox gives what a run with the same options gives."""

import pytest

import nullisland as ni
from nullisland.lesson import precision_at, prepare, sandbox
from nullisland.lesson.sandbox import Setting, try_out

SCENARIO = ni.Scenario(people=300, days=14, seed=1)


@pytest.fixture(scope="module")
def lesson():
    return prepare(ni.run(SCENARIO))


@pytest.fixture(scope="module")
def box(lesson):
    return sandbox.prepare(ni.run(SCENARIO), lesson)


@pytest.mark.parametrize(
    "setting",
    [
        Setting(),
        Setting(cell_m=1000, slot_min=180),
        Setting(cell_m=500, slot_min=60, policy="day"),
        Setting(slot_min=1440, policy="week"),
        Setting(sensor="tower", slot_min=360),
        Setting(sensor="card", policy="week"),
        Setting(sensor="camera", policy="day"),
    ],
    ids=str,
)
def test_a_setting_is_a_run_with_these_options(box, setting):
    options = {"cell_m": setting.cell_m} if setting.sensor == "gps" else {}
    outcome = ni.run(
        SCENARIO, sensor=setting.sensor, slot_min=setting.slot_min, policy=setting.policy, **options
    )
    traces = ni.Traces.from_release(outcome.release)

    made = try_out(box, setting)
    assert made.curve == ni.uniqueness_curve(traces, max_points=len(made.curve))
    assert made.codes == len(traces)
    assert (made.stops_right is None) == (setting.sensor != "gps")


def test_the_planner_is_asked_as_in_scene_three(box, lesson):
    for cell_m, slot_min in ((250, 60), (1000, 180), (2000, 1440)):
        made = try_out(box, Setting(cell_m=cell_m, slot_min=slot_min))
        assert made.stops_right == precision_at(lesson.town, cell_m, slot_min).stops_right


def test_more_known_records_single_out_more_and_coarser_time_fewer(box):
    curves = [[e.value for e in try_out(box, Setting(slot_min=slot)).curve] for slot in sandbox.SLOTS]

    for curve in curves:
        assert curve == sorted(curve)
    assert curves[0][3] > curves[-1][3]


def test_a_curve_is_no_longer_than_the_longest_code(box):
    made = try_out(box, Setting(cell_m=2000, slot_min=1440, policy="day"))

    assert 1 <= len(made.curve) < sandbox.MOST_KNOWN
