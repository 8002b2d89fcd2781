"""data/sample is what `nullisland generate` makes, and known codes are known."""

import json
from pathlib import Path

import pytest

from nullisland.cli import main
from nullisland.tables import read_table

SAMPLE = Path(__file__).parents[2] / "data" / "sample"
REMAKE = "after a change of the model: make sample"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    out = tmp_path_factory.mktemp("sample") / "out"
    assert main(["generate", "--people", "300", "--days", "7", "--format", "csv", "--out", str(out)]) == 0
    return out


def test_the_same_files_of_under_two_megabytes(made):
    assert sorted(p.name for p in made.iterdir()) == sorted(p.name for p in SAMPLE.iterdir())
    assert sum(path.stat().st_size for path in SAMPLE.iterdir()) < 2_000_000


@pytest.mark.parametrize("table", ["people", "places", "visits", "observations", "release"])
def test_the_same_bytes(made, table):
    assert (made / f"{table}.csv").read_bytes() == (SAMPLE / f"{table}.csv").read_bytes(), REMAKE


def test_the_same_manifest_but_for_the_versions_of_the_software(made):
    mine, theirs = (json.loads((folder / "island.json").read_text()) for folder in (made, SAMPLE))
    assert set(mine.pop("versions")) == set(theirs.pop("versions"))

    assert mine == theirs, REMAKE


def test_the_sample_verifies_against_itself_and_the_record(capsys):
    assert main(["verify", "NI-7-300-7", "--against", str(SAMPLE)]) == 0
    assert main(["verify", "NI-7-300-7"]) == 0, REMAKE
    assert capsys.readouterr().out.count("No difference.") == 2


def test_the_default_island_is_on_record():
    codes = [row["code"] for row in read_table("known_codes.csv")]

    assert codes[0] == "NI-7-20000-28"
    assert len(set(codes)) == len(codes)


@pytest.mark.slow
@pytest.mark.parametrize("row", read_table("known_codes.csv"), ids=lambda row: row["code"])
def test_every_code_on_record_is_made_again(row, capsys):
    assert main(["verify", row["code"]]) == 0, f"{capsys.readouterr().out}{REMAKE}"
