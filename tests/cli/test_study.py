"""`nullisland study` prints what the study found."""

import json
import signal
import subprocess
import sys
import time

import pytest

from nullisland.cli import main
from nullisland.studies import STUDIES, Options, run_study

COUNTRY = ["country-scale", "--people", "4000", "--days", "14", "--targets", "200"]
IN_PROCESSES = """
import sys
from nullisland.cli import main
from nullisland.scale import parcels, stream

if __name__ == "__main__":
    stream._WORTH_PROCESSES, parcels._PARCEL = 0, 500
    sys.exit(main(["study", *sys.argv[1:], "--json"]))
"""
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


@pytest.mark.parametrize("name", STUDIES)
def test_the_smallest_size_has_figures_or_says_in_one_line_what_is_missing(name, capsys):
    days = ["--days", "2"] if "days" in STUDIES[name].takes else []

    code = main(["study", name, "--people", "2", *days, "--json"])

    captured = capsys.readouterr()
    if code == 0:
        assert json.loads(captured.out)["figures"]
    else:
        assert (code, captured.out) == (2, "")
        assert captured.err.count("\n") == 1 and "somebody must" in captured.err


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


def test_ctrl_c_keeps_what_is_finished_and_the_same_command_goes_on(tmp_path, capsys, monkeypatch):
    """Stopped in two processes after the first shard, gone on with in threads: the figures of a run without."""
    monkeypatch.setenv("NULLISLAND_THREADS", "2")
    script, folder = tmp_path / "script.py", tmp_path / "kept"
    script.write_text(IN_PROCESSES)
    command = [sys.executable, str(script), *COUNTRY, "--resume", str(folder)]
    run = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    while not list(folder.glob("*.npy")) and run.poll() is None:
        time.sleep(0.005)
    run.send_signal(signal.SIGINT)
    out, said = run.communicate()
    assert (run.returncode, out) == (130, "")
    assert said == f"interrupted; the same command goes on with what is kept in {folder}\n"
    kept = len(list(folder.glob("*.npy")))

    monkeypatch.setattr("nullisland.scale.parcels._PARCEL", 500)
    figures = []
    for more in (["--resume", str(folder)], []):
        assert main(["study", *COUNTRY, *more, "--json"]) == 0
        figures.append(json.loads(capsys.readouterr().out)["figures"])

    assert 0 < kept < len(list(folder.glob("*.npy")))
    assert figures[0] == figures[1]
