"""`nullisland generate`: whole folders or none, and one sentence for every mistake."""

import json
import os
import signal
import subprocess
import sys
import time

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nullisland.cli import generate, main, values
from nullisland.errors import ConfigError
from nullisland.export import read_manifest

SMALL = ["--people", "40", "--days", "2", "--seed", "3"]
FILES = {
    "csv": ["observations.csv", "people.csv", "places.csv", "release.csv", "visits.csv"],
    "parquet": [f"{name}.parquet" for name in ("observations", "people", "places", "release", "visits")],
    "gpx": ["observations.gpx", "people.csv", "places.gpx", "release.gpx", "visits.gpx"],
    "geojson": [
        f"{name}.geojson" for name in ("island", "observations", "people", "places", "release", "visits")
    ],
}

not_whole = st.sampled_from(
    ["", " ", "NaN", "nan", "inf", "-inf", "abc", "1e3", "2.5", "1_000", " 7", "٣", "0x10", "--"]
)
too_low = st.integers(-(10**29), -1).map(str)
too_high = st.integers(10**19, 10**29).map(str)
junk = not_whole | too_low | too_high | st.text(max_size=5).filter(lambda text: not text.isdecimal())
MISTAKES = {
    "--people": junk | st.sampled_from(["0", "1"]),
    "--days": junk | st.sampled_from(["0", "1", "1001"]),
    "--seed": junk,
    "--cell-m": junk | st.sampled_from(["0", "9", "10001"]),
    "--slot-min": junk | st.sampled_from(["0"]),
    "--sensor": st.text(max_size=8).filter(lambda text: text not in ("gps", "tower", "card", "camera")),
    "--format": st.text(max_size=8).filter(lambda text: text not in FILES),
}


@pytest.mark.parametrize("form", FILES)
def test_a_folder_of_every_format(form, tmp_path, capsys):
    out = tmp_path / "out"

    assert main(["generate", *SMALL, "--format", form, "--out", str(out)]) == 0

    assert sorted(path.name for path in out.iterdir()) == sorted([*FILES[form], "island.json"])
    assert sorted(note.name for note in read_manifest(out).files) == FILES[form]
    assert "NI-3-40-2" in capsys.readouterr().out


def test_json_says_what_was_written(tmp_path, capsys):
    out = tmp_path / "out"

    assert main(["generate", *SMALL, "--sensor", "tower", "--out", str(out), "--json"]) == 0

    report = json.loads(capsys.readouterr().out)
    assert (report["code"], report["sensor"], report["out"]) == ("NI-3-40-2", "tower", str(out.resolve()))
    assert report["digests"] == json.loads((out / "island.json").read_text())["digests"]


def test_tables_fit_together(tmp_path):
    """Everybody observed is a person, every place of a visit is a place, and only residents are released."""
    main(["generate", *SMALL, "--format", "csv", "--out", str(tmp_path / "out")])
    tables = {
        name: pd.read_csv(tmp_path / "out" / f"{name}.csv")
        for name in ("people", "places", "visits", "release")
    }

    assert tables["people"]["released"].sum() == 40
    assert set(tables["visits"]["person"]) <= set(tables["people"]["person"])
    assert set(tables["visits"]["place"]) <= set(tables["places"]["place"])
    assert tables["release"]["pseudonym"].nunique() <= 40
    assert not tables["release"].duplicated().any()


def test_a_folder_with_content_is_left_alone(tmp_path, capsys):
    (tmp_path / "notes.txt").write_text("mine")

    assert main(["generate", *SMALL, "--out", str(tmp_path)]) == 2

    assert "--force" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]
    assert main(["generate", *SMALL, "--out", str(tmp_path), "--force"]) == 0
    assert (tmp_path / "notes.txt").read_text() == "mine"
    assert (tmp_path / "island.json").is_file()


@pytest.mark.parametrize("where", ["file/out", "file", "a\0b", "", "x" * 5000])
def test_a_place_where_nothing_can_be_written(tmp_path, capsys, monkeypatch, where):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").write_text("")

    assert main(["generate", *SMALL, "--out", where]) == 2

    assert capsys.readouterr().err.count("\n") == 1
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_folder_that_cannot_be_written_is_named(tmp_path, capsys, monkeypatch):
    def refuse(**how):
        raise PermissionError(13, "Permission denied", "somewhere")

    monkeypatch.setattr("tempfile.mkdtemp", refuse)

    assert main(["generate", *SMALL, "--out", str(tmp_path / "out")]) == 2
    where = tmp_path.resolve() / "out"
    said = capsys.readouterr().err
    assert said == f"nullisland: out must be a folder that can be written, got {where}: Permission denied\n"


@given(st.data())
def test_a_mistake_in_any_flag_writes_nothing(tmp_path_factory, data):
    flag = data.draw(st.sampled_from(sorted(MISTAKES)))
    value = data.draw(MISTAKES[flag])
    folder = tmp_path_factory.mktemp("bad")

    assert main(["generate", *SMALL, f"{flag}={value}", "--out", str(folder / "out")]) == 2

    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("flag", ["--people", "--days", "--seed"])
def test_the_sentence_says_what_must_hold_and_what_came(tmp_path, capsys, flag):
    assert main(["generate", flag, "NaN", "--out", str(tmp_path / "out")]) == 2

    assert capsys.readouterr().err == f"nullisland: {flag[2:]} must be a whole number, got 'NaN'\n"


def test_squares_are_for_gps(tmp_path, capsys):
    assert (
        main(["generate", *SMALL, "--sensor", "tower", "--cell-m", "250", "--out", str(tmp_path / "o")]) == 2
    )

    assert capsys.readouterr().err.startswith("nullisland: cell_m ")


def test_more_people_than_memory_is_said_before_anything_is_made(tmp_path, capsys):
    argv = ["generate", "--people", "100000000", "--days", "1000", "--out", str(tmp_path / "out")]

    assert main(argv) == 2
    assert "GB of memory" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("error", [KeyboardInterrupt, MemoryError, OSError(28, "No space left on device")])
def test_an_interruption_leaves_nothing(tmp_path, monkeypatch, error):
    def fail(*args):
        raise error

    monkeypatch.setattr(generate, "write_folder", fail)

    assert main(["generate", *SMALL, "--out", str(tmp_path / "out")]) in (2, 130)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_leaves_nothing(tmp_path, number, code):
    """A real process, stopped while its files are being written."""
    slow = (
        "import sys, time; from nullisland.cli import generate, main\n"
        "def write(folder, *rest):\n"
        "    (folder / 'people.csv').write_text('half'); print('writing', flush=True); time.sleep(60)\n"
        "generate.write_folder = write; sys.exit(main(sys.argv[1:]))"
    )
    argv = [sys.executable, "-c", slow, "generate", *SMALL, "--out", str(tmp_path / "out")]
    process = subprocess.Popen(argv, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "writing\n"
    time.sleep(0.1)
    os.kill(process.pid, number)
    _, err = process.communicate(timeout=30)

    assert process.returncode == code
    assert "Traceback" not in err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("text", ["0", "11", "0-3", "3-2", "1-11", "", "a", "1-", "-1", "4.0", "1–10"])
def test_points_out_of_range(text):
    with pytest.raises(ConfigError, match="within 1-10"):
        values.points(text)


@pytest.mark.parametrize(("text", "expected"), [("4", (4, 4)), ("1-10", (1, 10)), ("2-3", (2, 3))])
def test_points(text, expected):
    assert values.points(text) == expected
