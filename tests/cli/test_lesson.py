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
    rows = {line.split()[1]: line.split()[2:5] for line in lines}
    curve, same = rows["curve"], rows["help"]
    assert curve == same, "at the finest grain the control changes nothing"


def test_a_scene_that_is_not_there_is_refused(capsys):
    assert main(["lesson", "NI-1-300-7", "--scene", "moon"]) == 2
    said = capsys.readouterr().err
    assert (
        "--scene must be one of names-off, four-sightings, defend, council, read-life, shown, manual, totals, "
        "open-database" in said
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
    named = [book.named.right.numerator for book in life.books]
    assert [one["number"] for one in numbers[1:]] == [named[0], *named]


def test_a_scene_of_a_resident_whom_nobody_fits_says_so(capsys):
    assert main(["lesson", "NI-1-2-2", "--scene", "names-off"]) == 2
    assert "names-off needs its resident, and nobody on NI-1-2-2 fits" in capsys.readouterr().err


def test_the_frontier_is_that_of_five_cards_or_of_all_ten(capsys):
    from nullisland.lesson.defend import ALL_CARDS, CARDS, attempts_of, known_of, reaches
    from nullisland.model import Scenario
    from nullisland.pipeline import run

    outcome = run(Scenario.from_code("NI-1-300-7"))
    made = list(attempts_of(outcome, known_of(outcome), ALL_CARDS))
    for flags, cards in (([], CARDS), (["--all-cards"], ALL_CARDS)):
        assert main(["lesson", "NI-1-300-7", "--scene", "defend", *flags]) == 0
        rows = [line.split() for line in capsys.readouterr().out.splitlines()]
        some = [one for one in made if one.card in cards]
        assert [row[1:5] for row in rows if row[1] == "frontier"] == [
            ["frontier", str(len(reaches(some))), "of", str(len(some))]
        ]
