"""Presets, the route that Next walks, and the stations that are shown."""

import pytest

from nullisland.app.registry import PRESETS, SCENES, SECOND_LESSON, stations, steps_of
from nullisland.app.visit import Visit


def visit(scene: str, preset: str) -> Visit:
    return Visit(scene=scene, step=SCENES[scene].steps[0], code="NI-1-300-7", preset=preset, seat="")


def test_the_presets_are_those_of_the_storyboard():
    assert PRESETS == ("10", "45", "90", "2x45")
    assert stations("10") == ("start", "four-sightings")
    assert stations("45") == ("start", "rules", "names-off", "four-sightings", "defend", "council")
    long = ("read-life", "shown", "manual", "totals")
    assert set(stations("90")) == {*stations("45"), *long} == set(stations("2x45"))


def test_scenes_past_the_core_stand_in_the_order_of_the_storyboard():
    order = (
        "start",
        "rules",
        "names-off",
        "read-life",
        "four-sightings",
        "shown",
        "defend",
        "manual",
        "totals",
        "council",
    )
    assert stations("90") == order


ENDS = {("four-sightings", "help"), ("shown", "help"), ("council", "do")}
"""Where a lesson may end: at what helps, or at what can be done."""


def lessons(preset: str) -> list[list[str]]:
    """The scenes of each lesson of a preset: of both, if it is two."""
    route = list(stations(preset))
    cut = route.index(SECOND_LESSON) if preset == "2x45" else len(route)
    return [part for part in (route[:cut], route[cut:]) if part]


def test_two_lessons_are_two_and_the_others_one():
    assert [len(lessons(preset)) for preset in PRESETS] == [1, 1, 1, 2]


@pytest.mark.parametrize("preset", PRESETS)
def test_no_lesson_ends_on_an_attack(preset: str):
    """The first of two lessons neither."""
    for lesson in lessons(preset):
        assert (lesson[-1], steps_of(lesson[-1], preset)[-1]) in ENDS


@pytest.mark.parametrize("preset", PRESETS)
def test_next_walks_every_step_of_a_preset_and_back_returns(preset: str):
    places = [(name, step) for name in stations(preset) for step in steps_of(name, preset)]
    for (scene, step), after in zip(places, [*places[1:], None], strict=True):
        here = Visit(scene=scene, step=step, code="NI-1-300-7", preset=preset, seat="")
        assert here.beside(1) == after
        if after is not None:
            there = Visit(scene=after[0], step=after[1], code="NI-1-300-7", preset=preset, seat="")
            assert there.beside(-1) == (scene, step)


def test_two_lines_are_walked_past_the_core_and_linked_everywhere():
    assert "grow" not in steps_of("four-sightings", "45") + steps_of("four-sightings", "10")
    assert steps_of("four-sightings", "90")[-2:] == ("grow", "help")
    here = Visit(scene="four-sightings", step="grow", code="NI-1-300-7", preset="45", seat="")
    assert (here.beside(-1), here.beside(1)) == (("four-sightings", "curve"), ("four-sightings", "help"))


def test_two_lessons_show_the_stations_of_one_of_them():
    first, second = visit("names-off", "2x45").stations, visit("council", "2x45").stations
    assert "council" not in first
    assert SECOND_LESSON not in first
    assert second[:2] == ("start", SECOND_LESSON)
    assert "names-off" not in second


def test_a_scene_outside_the_preset_is_a_station_while_it_is_open():
    assert "council" in visit("council", "10").stations


def test_a_link_carries_island_preset_and_front_of_the_room():
    here = Visit(
        scene="rules",
        step="read",
        code="NI-1-300-7",
        preset="90",
        seat="",
        front=frozenset({"wall", "hands"}),
    )
    assert here.link == {"code": "NI-1-300-7", "preset": "90", "wall": "1", "hands": "1"}


def test_every_scene_can_be_shown_and_has_its_words():
    from nullisland.app import words

    for scene in SCENES.values():
        assert callable(scene.show)
        assert f"station.{scene.name}" in words.scene("frame")
        assert len(words.scene(scene.parts[0]))
