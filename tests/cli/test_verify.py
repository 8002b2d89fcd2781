"""`nullisland verify`: same is 0, different is 1, broken is 2."""

import json

import pytest

from nullisland.cli import main

CODE = "NI-5-40-2"


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    folder = tmp_path_factory.mktemp("verify") / "out"
    flags = ["--people", "40", "--days", "2", "--seed", "5", "--slot-min", "30", "--format", "csv"]
    assert main(["generate", *flags, "--out", str(folder)]) == 0
    return folder


@pytest.fixture
def exported(whole, tmp_path):
    for path in whole.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    return tmp_path


def change(folder, **values):
    path = folder / "island.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), **values}))


def differing(capsys, folder, code=CODE):
    exit_code = main(["verify", code, "--against", str(folder), "--json"])
    report = json.loads(capsys.readouterr().out)
    names = [row["what"] for row in report["compared"] if not row["same"]]
    assert exit_code == (1 if names else 0)
    assert report["same"] is not bool(names)
    return names


def test_the_same_island_is_found_again(exported, capsys):
    assert differing(capsys, exported) == []


def test_text_says_it_too(exported, capsys):
    assert main(["verify", CODE, "--against", str(exported)]) == 0
    assert capsys.readouterr().out.endswith("No difference.\n")


@pytest.mark.parametrize("stage", ["world", "people", "visits", "release"])
def test_another_digest_is_a_difference(exported, capsys, stage):
    digests = json.loads((exported / "island.json").read_text())["digests"]
    change(exported, digests={**digests, stage: "0" * 64})

    assert differing(capsys, exported) == [stage]


def test_another_slot_gives_another_release_of_the_same_world(exported, capsys):
    change(exported, slot_min=60)

    assert differing(capsys, exported) == ["release"]


def test_another_code_or_model_is_a_difference(exported, capsys):
    assert differing(capsys, exported, code="NI-6-40-2") == ["code"]
    change(exported, model_version=0)
    assert differing(capsys, exported) == ["model version"]


def test_an_altered_table_is_a_difference(exported, capsys):
    lines = (exported / "visits.csv").read_text().splitlines(keepends=True)
    (exported / "visits.csv").write_text("".join(lines[:-1]))

    assert differing(capsys, exported) == ["visits.csv"]


@pytest.mark.parametrize("name", ["people.csv", "island.json"])
def test_a_file_that_breaks_off_is_a_mistake(exported, capsys, name):
    content = (exported / name).read_bytes()
    (exported / name).write_bytes(content[: len(content) // 2].rstrip(b"\n"))

    assert main(["verify", CODE, "--against", str(exported)]) == 2
    assert name in capsys.readouterr().err


def test_an_island_that_does_not_fit_is_a_mistake(exported, capsys):
    change(exported, code="NI-5-100000000-1000")

    assert main(["verify", "NI-5-100000000-1000", "--against", str(exported)]) == 2
    assert "GB of memory" in capsys.readouterr().err


def test_a_missing_table_is_a_mistake(exported, capsys):
    (exported / "release.csv").unlink()

    assert main(["verify", CODE, "--against", str(exported)]) == 2
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize(
    "code", ["", "NI", "NI-7-20000", "NI-7-0-28", "NI-7-1-28", "NI-7-300-1", "ni-7-300-7", "NI-x"]
)
def test_a_code_that_is_none(code, capsys):
    assert main(["verify", code]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_code_that_is_not_on_record(capsys):
    assert main(["verify", "NI-123456-40-2"]) == 2
    assert "not on record" in capsys.readouterr().err


@pytest.mark.parametrize("folder", ["", "nowhere", "a\0b"])
def test_a_folder_that_is_none(folder, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    assert main(["verify", CODE, "--against", folder]) == 2
    assert capsys.readouterr().err.count("\n") == 1
