"""`nullisland lesson` prints what the library says."""

import json

from nullisland.cli import main


def test_numbers_are_those_of_the_library(capsys):
    from nullisland.lesson import prepare
    from nullisland.model import Scenario
    from nullisland.pipeline import run

    assert main(["lesson", "NI-1-300-7", "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    lesson = prepare(run(Scenario.from_code("NI-1-300-7")))
    found = {(one["scene"], one["step"]): (one["number"], one["of"]) for one in report["numbers"]}
    assert report["code"] == "NI-1-300-7"
    assert found["four-sightings", "curve"] == (lesson.singled_out.numerator, lesson.singled_out.n)
    assert found["names-off", "reveal"] == (len(lesson.guide_points), len(lesson.guide_points))
    assert sum(one["step"] == "told" for one in report["numbers"]) == len(lesson.cards)


def test_one_scene_and_its_control(capsys):
    assert (
        main(["lesson", "NI-1-300-7", "--scene", "four-sightings", "--cell-m", "250", "--slot-min", "60"])
        == 0
    )
    lines = capsys.readouterr().out.splitlines()
    assert {line.split()[0] for line in lines} == {"four-sightings"}
    curve, same = (line.split()[2:5] for line in lines[-2:])
    assert curve == same, "at the finest grain the control changes nothing"


def test_a_scene_that_is_not_there_is_refused(capsys):
    assert main(["lesson", "NI-1-300-7", "--scene", "moon"]) == 2
    said = capsys.readouterr().err
    assert (
        "--scene must be one of names-off, four-sightings, council, read-life, shown, manual, totals" in said
    )
    assert "got 'moon'" in said


def test_the_scenes_past_the_core_have_their_numbers_too(capsys):
    from nullisland.lesson import prepare, read_life
    from nullisland.model import Scenario
    from nullisland.pipeline import run

    assert main(["lesson", "NI-1-300-7", "--scene", "read-life", "--json"]) == 0
    numbers = json.loads(capsys.readouterr().out)["numbers"]
    outcome = run(Scenario.from_code("NI-1-300-7"))
    life = read_life.prepare(outcome, prepare(outcome))
    assert (numbers[0]["number"], numbers[0]["of"]) == (life.homes.right.numerator, life.homes.right.n)
    assert [one["number"] for one in numbers[1:]] == [book.named.right.numerator for book in life.books]
