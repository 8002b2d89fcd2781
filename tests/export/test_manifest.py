"""`island.json`: written, read back, and refused when it is not whole."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nullisland.errors import DataError
from nullisland.export import Manifest, Settings, read_manifest, write_folder
from nullisland.export.folder import staged
from nullisland.model import MODEL_VERSION


def quiet(what, done, total):
    pass


@pytest.fixture(scope="module")
def exported(outcome, tmp_path_factory):
    folder = tmp_path_factory.mktemp("export") / "out"
    with staged(folder) as work:
        write_folder(work, outcome, Settings(), "csv", quiet)
    return folder


def test_what_is_written_is_read(outcome, exported):
    manifest = read_manifest(exported)

    assert manifest.scenario == outcome.scenario
    assert manifest.settings == Settings()
    assert manifest.digests == outcome.digests()
    assert manifest.model_version == MODEL_VERSION
    assert manifest.history == outcome.release.history
    assert json.loads((exported / "island.json").read_text()) == json.loads(manifest.to_json())


def test_every_file_is_listed_with_its_size(exported):
    notes = {note.name: note.bytes for note in read_manifest(exported).files}

    files = {p.name: p.stat().st_size for p in exported.iterdir() if p.name != "island.json"}
    assert notes == files
    assert sorted(files) == ["observations.csv", "people.csv", "places.csv", "release.csv", "visits.csv"]


def test_the_key_is_not_in_the_export(outcome, exported):
    """Whoever holds the folder holds the truth tables, but nothing links a pseudonym to a person."""
    text = (exported / "island.json").read_text()

    assert "key" not in json.loads(text)
    assert (exported / "release.csv").read_text().splitlines()[0] == "pseudonym,cell,slot"


def test_progress_is_told_for_every_file(outcome, tmp_path):
    told = []
    write_folder(
        tmp_path, outcome, Settings(), "gpx", lambda what, done, total: told.append((what, done, total))
    )

    assert told[0] == ("writing people.csv", 0, 5)
    assert [done for _, done, _ in told] == [0, 1, 2, 3, 4]


def test_force_removes_the_files_of_the_earlier_export(outcome, tmp_path):
    for form in ("csv", "parquet"):
        with staged(tmp_path / "out") as work:
            write_folder(work, outcome, Settings(), form, quiet)

    suffixes = {path.suffix for path in (tmp_path / "out").iterdir()}
    assert suffixes == {".parquet", ".json"}


@given(st.data())
def test_a_file_that_breaks_off_is_refused(exported, tmp_path_factory, data):
    whole = (exported / "island.json").read_bytes().rstrip()
    cut = data.draw(st.integers(0, len(whole) - 1))
    folder = tmp_path_factory.mktemp("torn")
    (folder / "island.json").write_bytes(whole[:cut])

    with pytest.raises(DataError) as error:
        read_manifest(folder)
    assert "\n" not in str(error.value)


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


@given(st.data())
def test_another_value_is_read_or_refused_in_one_sentence(exported, tmp_path_factory, data):
    content = json.loads((exported / "island.json").read_text())
    key = data.draw(st.sampled_from(sorted(content)))
    content[key] = data.draw(anything)
    folder = tmp_path_factory.mktemp("odd")
    (folder / "island.json").write_text(json.dumps(content))

    try:
        manifest = read_manifest(folder)
    except ValueError as error:
        assert isinstance(error, DataError)
    else:
        assert isinstance(manifest, Manifest)


@pytest.mark.parametrize("name", ["../people.csv", "a/b", "C:x", "..", ""])
def test_a_listed_file_lies_in_the_folder(exported, tmp_path, name):
    content = json.loads((exported / "island.json").read_text())
    content["files"][0]["name"] = name
    (tmp_path / "island.json").write_text(json.dumps(content))

    with pytest.raises(DataError, match="file name"):
        read_manifest(tmp_path)


@pytest.mark.parametrize("content", [b"\xff\xfe", b"[" * 100_000, b"", b"{}", b"[]", b"null", b"\0" * 50])
def test_bytes_that_are_no_manifest(tmp_path, content):
    (tmp_path / "island.json").write_bytes(content)

    with pytest.raises(DataError):
        read_manifest(tmp_path)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(DataError, match=r"island\.json must be a readable file: No such file"):
        read_manifest(tmp_path)
