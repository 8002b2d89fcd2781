"""What is promised of the lesson in a browser is what was asked for."""

import pytest

from nullisland.app.bench_app import app_benchmarks

ASKED = {
    "app-scene": (800, "ms"),
    "app-control": (500, "ms"),
    "app-card": (1000, "ms"),
    "app-tap": (100, "ms"),
    "app-frame": (1000 / 50, "ms"),
    "app-memory": (2, "MB"),
    "app-students": (500, "ms"),
}
"""Limits of the lesson on two cores: 95 of 100 acts, frames at fifty a second, memory of one more browser."""


@pytest.mark.parametrize("quick", [False, True])
def test_every_promise_is_measured_against_its_limit(quick: bool):
    found = {one.name: (one.budget, one.unit) for one in app_benchmarks("NI-7-20000-28", quick=quick)}
    assert found == ASKED


def test_students_are_sixty_and_act_every_five_seconds():
    (students,) = [one.what for one in app_benchmarks("NI-7-20000-28") if one.name == "app-students"]
    assert "60 students" in students
    assert "every 5 s" in students
