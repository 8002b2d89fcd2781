"""`nullisland study` prints what the study found."""

import json

import pytest

from nullisland.cli import main
from nullisland.studies import STUDIES, Options, run_study

SMALL = ["home-work", "--people", "300", "--seed", "2"]


def test_json_is_one_object_with_the_figures_of_the_study(capsys):
    assert main(["study", *SMALL, "--json"]) == 0

    report = json.loads(capsys.readouterr().out)
    expected = run_study("home-work", Options(people=300, seed=2)).to_json()
    assert report["study"] == "home-work"
    assert report["settings"] == {"people": 300, "seed": 2}
    assert report["figures"] == expected["figures"]
    assert (report["people"], report["points"]) == (300, expected["points"])


def test_text_says_ours_print_and_why(capsys):
    assert main(["study", *SMALL]) == 0

    out = capsys.readouterr().out
    assert "home_work_median_tract" in out
    assert "print: tract (about 1,500 people each) (Golle" in out
    assert "- Like print:" in out
    assert "300 people" in out


def test_the_list_names_every_study(capsys):
    assert main(["study", "--list"]) == 0
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == list(STUDIES)

    assert main(["study", "--list", "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)["studies"]
    assert [entry["name"] for entry in listed] == list(STUDIES)
    assert listed[0]["takes"]


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["nonsense"],
        ["home-work", "--days", "3"],
        ["home-work", "--months", "3"],
        ["home-work", "--targets", "9"],
        ["home-work", "--resume", __file__],
        ["home-work", "--people", "many"],
        ["home-work", "--people", "1"],
    ],
)
def test_mistakes_are_one_line(words, capsys):
    assert main(["study", *words]) == 2

    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1
