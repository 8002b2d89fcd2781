"""Every data file is listed with its origin and licence, and is what it was."""

import csv
import hashlib
from pathlib import Path

import pytest

DATA = Path(__file__).parents[2] / "data"


def rows() -> list[dict[str, str]]:
    with (DATA / "sources.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_every_file_is_listed_once():
    files = {
        path.relative_to(DATA).as_posix()
        for path in DATA.rglob("*")
        if path.is_file() and path.name != "sources.csv" and not path.name.startswith(".")
    }

    listed = [row["file"] for row in rows()]
    assert sorted(listed) == sorted(files), "after adding a data file: scripts/remake_data.py --sums"


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["file"])
def test_a_file_is_what_was_listed_and_may_be_used(row):
    found = hashlib.sha256((DATA / row["file"]).read_bytes()).hexdigest()

    assert found == row["sha256"], "after a change of a data file: scripts/remake_data.py --sums"
    assert row["origin"] not in ("", "TODO")
    assert row["licence"] in ("MIT", "OFL-1.1", "MIT (Faker)", "facts, cited")


def test_every_folder_is_explained():
    text = (DATA / "README.md").read_text(encoding="utf-8")

    for path in DATA.iterdir():
        if not path.name.startswith(".") and path.name != "README.md":
            assert f"`{path.name}" in text, f"data/README.md does not mention {path.name}"
