"""`nullisland uniqueness` prints what the library measures."""

import json

import pytest

import nullisland as ni
from nullisland.cli import main

SMALL = ["--people", "60", "--days", "3", "--seed", "2"]


@pytest.fixture(scope="module")
def traces():
    return ni.Traces.from_release(ni.run(ni.Scenario(people=60, days=3, seed=2)).release)


def report(capsys, *flags):
    assert main(["uniqueness", *SMALL, "--json", *flags]) == 0
    return json.loads(capsys.readouterr().out)


def test_a_range_is_the_nested_curve(traces, capsys):
    figures = report(capsys, "--points", "1-4")["figures"]

    curve = ni.uniqueness_curve(traces, max_points=4)
    assert [(f["points"], f["value"], f["n"]) for f in figures] == [
        (i + 1, e.value, e.n) for i, e in enumerate(curve)
    ]
    assert all(f["low"] <= f["value"] <= f["high"] for f in figures)


def test_one_number_takes_everybody_with_so_many_points(traces, capsys):
    (figure,) = report(capsys, "--points", "3")["figures"]

    expected = ni.uniqueness(traces, n_known=3)
    assert (figure["value"], figure["n"], figure["method"]) == (expected.value, expected.n, expected.method)


def test_print_stands_beside_it_with_its_conditions(capsys):
    published = report(capsys, "--points", "4")["published"]

    (four,) = (row for row in published if row["id"] == "unicity_4_points_antenna_hour")
    assert four["value"] == "0.95"
    assert "15 months" in four["conditions"]


def test_text(capsys):
    assert main(["uniqueness", *SMALL, "--points", "1-2", "--cell-m", "500"]) == 0

    out = capsys.readouterr().out
    assert out.startswith("NI-2-60-3, gps, squares of 500 m, slots of 60 min: 60 traces\n")
    assert "In print: 95%" in out


def test_too_few_points_for_anybody_is_one_line(capsys):
    """A slot of two days leaves a trace with hardly ten distinct points."""
    code = main(["uniqueness", "--people", "2", "--days", "2", "--sensor", "card", "--points", "10"])

    assert code == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_the_planner_is_asked_of_the_same_release(capsys):
    from nullisland.lesson.planner import planner_scores

    outcome = ni.run(ni.Scenario(people=60, days=3, seed=2), slot_min=180)
    asked = planner_scores(outcome)
    found = report(capsys, "--points", "1", "--slot-min", "180", "--planner")["planner"]
    assert {task: (one["value"], one["best"]) for task, one in found.items()} == {
        score.task: (score.value, score.best) for score in asked
    }
    assert report(capsys, "--points", "1")["planner"] is None
    assert main(["uniqueness", *SMALL, "--points", "1", "--slot-min", "180", "--planner"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[-len(asked) :] == [f"{score.task}: {score}" for score in asked]
