"""An export folder appears whole or not at all."""

import pytest

from nullisland.errors import ConfigError
from nullisland.export.folder import check_target, staged


def fill(out, name="people.csv", text="new"):
    with staged(out) as work:
        (work / name).write_text(text)
        (work / "island.json").write_text("{}")


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_new_folder_appears_with_its_parents(tmp_path):
    fill(tmp_path / "a" / "b" / "out")

    assert names(tmp_path / "a" / "b" / "out") == ["island.json", "people.csv"]
    assert names(tmp_path) == ["a"]


def test_an_empty_folder_is_filled(tmp_path):
    (tmp_path / "out").mkdir()

    fill(tmp_path / "out")

    assert names(tmp_path / "out") == ["island.json", "people.csv"]
    assert names(tmp_path) == ["out"]


def test_the_current_folder_is_filled(tmp_path, monkeypatch):
    out = tmp_path / "out"
    out.mkdir()
    monkeypatch.chdir(out)

    fill(check_target(".", force=False))

    assert names(out) == ["island.json", "people.csv"]
    assert names(tmp_path) == ["out"]


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, SystemExit, OSError])
def test_nothing_is_left_after_an_interruption(tmp_path, error):
    with pytest.raises(error), staged(tmp_path / "a" / "out") as work:
        (work / "people.csv").write_text("half")
        raise error

    assert names(tmp_path) == []


def test_an_interruption_leaves_the_earlier_export_as_it_was(tmp_path):
    fill(tmp_path / "out", text="old")

    with pytest.raises(KeyboardInterrupt), staged(tmp_path / "out") as work:
        (work / "people.csv").write_text("half")
        raise KeyboardInterrupt

    assert (tmp_path / "out" / "people.csv").read_text() == "old"
    assert names(tmp_path) == ["out"]


def test_what_others_put_there_stays(tmp_path):
    out = tmp_path / "out"
    fill(out, text="old")
    (out / "notes.txt").write_text("mine")

    fill(out, name="visits.csv")

    assert (out / "notes.txt").read_text() == "mine"
    assert (out / "visits.csv").read_text() == "new"


def test_a_folder_with_content_needs_force(tmp_path):
    (tmp_path / "notes.txt").write_text("mine")

    with pytest.raises(ConfigError, match="new or empty folder unless --force"):
        check_target(tmp_path, force=False)
    assert check_target(tmp_path, force=True) == tmp_path.resolve()


@pytest.mark.parametrize("text", ["", "a\0b"])
def test_a_name_that_is_none(text):
    with pytest.raises(ConfigError, match="out must name a folder"):
        check_target(text, force=False)


def test_a_file_is_not_a_folder(tmp_path):
    (tmp_path / "file").write_text("")

    with pytest.raises(ConfigError, match="got the file"):
        check_target(tmp_path / "file", force=True)


def test_the_folder_may_be_read_by_others(tmp_path):
    fill(tmp_path / "out")

    assert (tmp_path / "out").stat().st_mode & 0o777 == 0o755
