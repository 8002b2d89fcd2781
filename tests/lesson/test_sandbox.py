"""The sandbox gives what a run with the same options gives."""

import pytest

import nullisland as ni
from nullisland.lesson import precision_at, prepare, sandbox
from nullisland.lesson.defend import ALL_CARDS, STRENGTHS, attempt, known_of
from nullisland.lesson.planner import planner_scores, scores_of
from nullisland.lesson.sandbox import Setting, defended, fixed_by, try_out
from nullisland.measure.utility import TASKS, answers_of, scores
from nullisland.model import Release, TotalsRelease
from nullisland.release import defend

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
    assert made.scores == planner_scores(outcome)


def test_the_planner_is_asked_as_in_scene_three(box, lesson):
    for cell_m, slot_min in ((250, 60), (1000, 180), (2000, 1440)):
        made = try_out(box, Setting(cell_m=cell_m, slot_min=slot_min))
        right = precision_at(lesson.town, cell_m, slot_min)
        assert (made.scores[0].value, made.scores[0].best) == (right.stops_right, right.stops_asked)


def test_more_known_records_single_out_more_and_coarser_time_fewer(box):
    curves = [[e.value for e in try_out(box, Setting(slot_min=slot)).curve] for slot in sandbox.SLOTS]

    for curve in curves:
        assert curve == sorted(curve)
    assert curves[0][3] > curves[-1][3]


def test_a_curve_is_no_longer_than_the_longest_code(box):
    made = try_out(box, Setting(cell_m=2000, slot_min=1440, policy="day"))

    assert 1 <= len(made.curve) < sandbox.MOST_KNOWN


@pytest.fixture(scope="module")
def outcome():
    return ni.run(SCENARIO)


@pytest.mark.parametrize("card", ["coarser_time", "counts_only"])
def test_an_attempt_answers_what_its_release_answers(outcome, card):
    known = known_of(outcome)
    one = attempt(outcome, known, card, 1)
    release, _ = defend(outcome, card, 1)
    asked = scores(known.truth, answers_of(release, outcome.island, known.frame), len(known.frame.stops))

    assert scores_of(one, len(known.frame.stops)) == asked
    assert defended(one, len(known.frame.stops)).scores == asked


def test_of_three_stops_three_can_be_right_and_of_many_ten(outcome):
    one = attempt(outcome, known_of(outcome), "coarser_time", 0)
    few, many = scores_of(one, 3), scores_of(one)

    assert [(few[0].best, few[0].unit), (many[0].best, many[0].unit)] == [
        (3, "right of 3"),
        (10, "right of 10"),
    ]
    assert [(score.task, score.best) for score in few[1:]] == [(task.name, task.best) for task in TASKS[1:]]


@pytest.mark.parametrize("card", ALL_CARDS)
def test_what_a_card_fixes_is_what_its_release_is(outcome, card):
    for strength in STRENGTHS:
        release, _ = defend(outcome, card, strength)
        square, slot, code = fixed_by(card, strength)
        if isinstance(release, Release | TotalsRelease):
            assert (square, slot) == (release.grid.cell_m, release.slot_min)
        else:
            assert (square, slot) == (None, None), "metres and minutes, or boxes of their own"
        if isinstance(release, TotalsRelease):
            assert code is None, "nobody has one"
        else:
            assert f"policy={code}" in release.history[0]
