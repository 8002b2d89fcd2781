"""`nullisland open-database`: the same tables in every format, whole or not at all."""

import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import time

import pandas as pd
import psutil
import pytest

from nullisland.cli import main

SMALL = ["open-database", "--people", "300", "--seed", "5"]
TABLES = ("people", "trackers", "sightings")


def test_parquet_csv_and_sqlite_hold_the_same(tmp_path, capsys):
    for form in ("parquet", "csv"):
        assert main([*SMALL, "--format", form, "--sqlite", "--out", str(tmp_path / form), "--json"]) == 0
    said = json.loads(capsys.readouterr().out.splitlines()[0])

    with sqlite3.connect(tmp_path / "csv" / "open-database.sqlite") as base:
        for name in TABLES:
            parquet = pd.read_parquet(tmp_path / "parquet" / f"{name}.parquet").astype(str)
            comma = pd.read_csv(tmp_path / "csv" / f"{name}.csv").astype(str)
            lite = pd.read_sql(f"SELECT * FROM {name}", base).astype(str)
            pd.testing.assert_frame_equal(comma, lite.replace("None", "nan"))
            pd.testing.assert_frame_equal(comma, parquet.replace("None", "nan"))
            assert len(comma) == said[name]
    base.close()
    assert said["people"] == 300
    assert said["notice"] == "Nobody in these files is real."


def test_the_page_s_program_reads_what_the_page_s_command_writes(tmp_path, pytestconfig):
    page = (pytestconfig.rootpath / "docs" / "open-database.md").read_text(encoding="utf-8")
    (program,) = re.findall(r"```python\n(.*?)```", page, flags=re.DOTALL)
    assert main([*SMALL, "--sqlite", "--out", str(tmp_path / "out")]) == 0
    names = {}
    *lines, last = program.replace("DIR", (tmp_path / "out").as_posix()).strip().splitlines()
    exec("\n".join([*lines, f"seen = {last}"]), names)
    names["base"].close()

    assert len(names["people"]) == 300
    assert names["seen"].n.is_monotonic_decreasing
    assert names["seen"].n.sum() == len(pd.read_parquet(tmp_path / "out" / "sightings.parquet"))


def test_exactly_the_rows_asked_for(tmp_path, capsys):
    assert main([*SMALL, "--rows", "100", "--out", str(tmp_path / "out")]) == 0

    assert len(pd.read_parquet(tmp_path / "out" / "sightings.parquet")) == 100
    assert "100 sightings" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("flag", "value"),
    [
        ("--people", "1"),
        ("--people", "many"),
        ("--hours", "0"),
        ("--hours", "1.5"),
        ("--missed", "2"),
        ("--mistaken", "-1"),
        ("--mistaken", "nan"),
        ("--rows", "0"),
        ("--rows", "10000000"),
        ("--format", "gpx"),
    ],
)
def test_a_mistake_is_one_line_and_leaves_nothing(flag, value, tmp_path, capsys):
    out = tmp_path / "out"

    assert main([*SMALL, flag, value, "--out", str(out)]) == 2

    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert flag.strip("-") in error
    assert not list(tmp_path.iterdir())


def test_csv_is_for_small_sizes(tmp_path, capsys):
    mistake = ["open-database", "--people", "200000", "--format", "csv", "--out", str(tmp_path / "out")]

    assert main(mistake) == 2
    assert "take parquet" in capsys.readouterr().err


def test_a_folder_with_content_is_left_alone(tmp_path):
    (tmp_path / "mine.txt").write_text("mine")

    assert main([*SMALL, "--out", str(tmp_path)]) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


@pytest.mark.parametrize(("sent", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_an_interrupted_country_leaves_nothing_and_no_process(sent, code, tmp_path):
    """Stopped once the first town is written; Ctrl-C reaches every process of a terminal, so of the group here."""
    command = [sys.executable, "-m", "nullisland", "open-database", "--people", "400000"]
    process = subprocess.Popen(
        [*command, "--out", str(tmp_path / "out")],
        stderr=subprocess.PIPE,
        env={**os.environ, "NULLISLAND_THREADS": "2"},
        start_new_session=True,
    )
    while not list(tmp_path.glob(".*/sightings.parquet")):
        assert process.poll() is None
        time.sleep(0.05)
    children = psutil.Process(process.pid).children(recursive=True)
    os.killpg(process.pid, sent) if sent == signal.SIGINT else process.send_signal(sent)
    _, error = process.communicate(timeout=60)

    assert process.returncode == code
    assert len(children) >= 2
    assert list(tmp_path.iterdir()) == []
    assert psutil.wait_procs(children, timeout=20)[1] == []
    assert b"Traceback" not in error
